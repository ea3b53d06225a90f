//! Shots: what covers a scene, and every rendering of it.
//!
//! A shot is changed within its scene, so its `ETag` is the scene's state.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod choose;
pub(crate) mod clip;
pub(crate) mod list;
pub(crate) mod place;
pub(crate) mod read;
pub(crate) mod refine;
pub(crate) mod remove;
pub(crate) mod takes;

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::IfMatch;
use crate::problem::Problem;
use crate::state::App;
use crate::{unseen, write};
use domain::scene::shot::{ConsistencyScore, ShotPlan};
use domain::scene::{SceneCommand, ShotCommand};
use domain::{AssetId, JobId, Position, SceneId, ScriptId, ShotId, TakeId, VersionId};
use event_store::Committed;
use jiff::Timestamp;
use projections::shots;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A shot of a scene.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shot {
    /// Its id.
    id: ShotId,
    /// The scene it covers.
    scene_id: SceneId,
    /// The script that is of.
    script_id: ScriptId,
    /// The version that is of.
    version_id: VersionId,
    /// What its slate says: the scene's number and the shot's letters.
    #[schema(example = "3A")]
    name: String,
    /// Its place among the scene's shots, from 0.
    index: u32,
    #[serde(flatten)]
    plan: ShotPlan,
    /// Whether it stays as it is.
    locked: bool,
    /// Whether it gave way; its takes stay.
    removed: bool,
    /// How many takes it has.
    take_count: u32,
    /// The take that is shown.
    active_take: Option<ShotTake>,
    /// When it was planned.
    created_at: Timestamp,
    /// When it last changed.
    updated_at: Timestamp,
    /// The position of its last event.
    position: Position,
    links: ShotLinks,
}

/// Where to go on from a shot.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShotLinks {
    /// The shot itself.
    #[serde(rename = "self")]
    this: String,
    /// Its scene.
    scene: String,
    /// Its takes.
    takes: String,
    /// Draws it otherwise, by POST.
    refine: String,
    /// Makes its clip.
    clip: String,
}

/// One rendering of a shot.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShotTake {
    /// Its id.
    id: TakeId,
    /// Of which shot.
    shot_id: ShotId,
    /// Whether it is the one that is shown.
    active: bool,
    /// The job that made it; null if it was uploaded.
    job_id: Option<JobId>,
    /// The clean picture.
    still: TakeAsset,
    /// The picture with slate, caption and arrows.
    board: Option<TakeAsset>,
    /// The linear picture with depth, normals and ids.
    exr: Option<TakeAsset>,
    /// The moving picture.
    clip: Option<TakeAsset>,
    /// What rendered it.
    engine: String,
    /// The seed it was rendered with.
    seed: u64,
    /// Everything it was rendered from.
    #[schema(value_type = Object)]
    parameters: Value,
    /// The words that asked for it, if it refines another.
    refinement: Option<String>,
    /// Hash of all its inputs.
    input_hash: String,
    /// How well it keeps to its scene, once somebody has looked.
    score: Option<ConsistencyScore>,
    /// When it was made.
    created_at: Timestamp,
    /// The position of the event that brought it.
    position: Position,
}

/// A file of a take, and where its bytes are.
#[derive(Serialize, ToSchema)]
pub(crate) struct TakeAsset {
    /// The asset.
    asset_id: AssetId,
    /// Its bytes.
    content: String,
}

impl From<AssetId> for TakeAsset {
    fn from(asset_id: AssetId) -> Self {
        Self { asset_id, content: format!("/api/v1/assets/{asset_id}/content") }
    }
}

impl From<shots::Rendering> for ShotTake {
    fn from(it: shots::Rendering) -> Self {
        let shots::Rendering { take, active, score, created_at, position } = it;
        Self {
            id: take.id,
            shot_id: take.shot,
            active,
            job_id: take.job,
            still: take.still.into(),
            board: take.board.map(Into::into),
            exr: take.exr.map(Into::into),
            clip: take.clip.map(Into::into),
            engine: take.engine,
            seed: take.seed,
            parameters: take.parameters,
            refinement: take.refinement,
            input_hash: take.input_hash,
            score,
            created_at,
            position,
        }
    }
}

impl From<shots::Shot> for Shot {
    fn from(it: shots::Shot) -> Self {
        let this = address(it.id);
        let links = ShotLinks {
            scene: format!("/api/v1/scenes/{}", it.scene),
            takes: format!("{this}/takes"),
            refine: format!("{this}/refine"),
            clip: format!("{this}/clip"),
            this,
        };
        Self {
            id: it.id,
            scene_id: it.scene,
            script_id: it.script,
            version_id: it.version,
            name: it.name,
            index: it.index,
            plan: it.plan,
            locked: it.locked,
            removed: it.removed,
            take_count: it.takes,
            active_take: it.active.map(Into::into),
            created_at: it.created_at,
            updated_at: it.updated_at,
            position: it.position,
            links,
        }
    }
}

fn address(id: ShotId) -> String {
    format!("/api/v1/shots/{id}")
}

/// A shot of the user's; someone else's does not exist.
async fn find(app: &App, user: &User, id: ShotId) -> Result<shots::Shot, Problem> {
    let shot = shots::get(&app.client().await?, user.account, id).await?;
    shot.ok_or_else(|| Problem::not_found("shot", id))
}

/// Gives commands to a shot's scene, all or none, and answers with the shot.
async fn execute(
    app: &App,
    user: &User,
    id: ShotId,
    at: IfMatch,
    commands: Vec<ShotCommand>,
) -> Result<Answer<Shot>, Problem> {
    let scene = find(app, user, id).await?.scene;
    let commands = commands.into_iter().map(SceneCommand::Shots).collect();
    let committed = write::execute_all::<domain::Scene>(app, user, scene, at, commands).await?;
    shown(app, user, scene, id, &committed).await
}

/// A shot after a command, as the read models show it.
async fn shown(
    app: &App,
    user: &User,
    scene: SceneId,
    id: ShotId,
    committed: &Committed,
) -> Result<Answer<Shot>, Problem> {
    let lagging = app.settle(committed).await;
    let position = app.position().await?;
    let shot = match shots::get(&app.client().await?, user.account, id).await? {
        Some(shot) if !lagging => shot,
        _ => unseen::shot(app, user, scene, id).await?,
    };
    let etag = shot.sequence;
    Ok(Answer::ok(shot.into()).etag(etag).position(position).lagging(lagging))
}
