//! `POST /scenes/{id}/shots`

use super::Shot;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input, Path, ScenePath};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::ShotId;
use domain::scene::shot::{
    Angle, ColorTemp, Composition, Contrast, Coverage, DurationMs, Figure, Fov, HdrBloom, Lighting, Movement,
    NewShot as Planned, Params, ParamsChange, ShotChange, ShotPlan, Size,
};
use domain::scene::{SceneCommand, ShotCommand, ShotList};
use serde::Deserialize;
use utoipa::ToSchema;

/// A shot that is put in by hand. Light and lens are those of the shot before it unless said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewShot {
    #[schema(schema_with = limits::shot_index)]
    index: Option<u32>,
    /// What it does in the coverage; `single` unless said.
    role: Option<Coverage>,
    /// How much the frame holds.
    size: Size,
    /// From where the camera looks; `eye` unless said.
    angle: Option<Angle>,
    /// What the camera does; `static` unless said.
    movement: Option<Movement>,
    /// How the frame is divided; `centered` unless said.
    composition: Option<Composition>,
    #[schema(schema_with = limits::shot_duration)]
    duration_ms: Option<DurationMs>,
    #[serde(default)]
    #[schema(schema_with = limits::shot_description)]
    description: String,
    #[serde(default)]
    #[schema(schema_with = limits::shot_characters)]
    characters: Vec<String>,
    /// Who stands where.
    #[serde(default)]
    #[schema(max_items = 12)]
    figures: Vec<Figure>,
    #[serde(default)]
    #[schema(schema_with = limits::shot_props)]
    props: Vec<String>,
    #[serde(default)]
    #[schema(schema_with = limits::shot_notes)]
    notes: String,
    /// Lens and light, as far as they differ.
    #[serde(default)]
    params: ParamsChange,
}

impl Input for NewShot {}

/// Add a shot
///
/// By hand, before the shot at `index`, or at the end. It gets the letter after the last one given.
#[utoipa::path(
    post,
    path = "/scenes/{id}/shots",
    operation_id = "add_shot",
    tag = "shots",
    params(ScenePath),
    request_body = NewShot,
    responses(
        (status = 201, description = "The new shot", body = Shot),
        (status = 409, description = "The scene was removed, or has as many shots as it may")
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    ids: Ids,
    Body(new): Body<NewShot>,
) -> Result<Answer<Shot>, Problem> {
    let loaded = write::own::<domain::Scene>(&app, &user, path.id).await?;
    let scene = loaded.state.details().ok_or_else(|| Problem::not_found("scene", path.id))?;
    let index = new.index.and_then(|index| usize::try_from(index).ok());
    let id: ShotId = ids.id("shot");
    let plan = new.plan(beside(&scene.shot_list, index));
    let add = ShotCommand::Add { shot: Planned { id, plan }, index };
    let context = request::command_context(user.account, ids.command());
    let committed = app.store.execute::<domain::Scene>(path.id, SceneCommand::Shots(add), &context).await?;
    let answer = super::shown(&app, &user, path.id, id, &committed).await?;
    Ok(answer.created(super::address(id)))
}

/// Lens and light of the shot that the new one follows, or of the first; daylight in a bare scene.
fn beside(list: &ShotList, index: Option<usize>) -> Params {
    let before = index.unwrap_or(list.shots.len()).min(list.shots.len()).saturating_sub(1);
    list.shots.get(before).map_or_else(
        || Params {
            fov: Fov::nearest(40.0),
            lighting: Lighting::nearest(60.0),
            hdr_bloom: HdrBloom::nearest(10.0),
            color_temp: ColorTemp::nearest(5_600.0),
            contrast: Contrast::nearest(50.0),
        },
        |shot| shot.plan.params,
    )
}

/// How long a shot lasts of which nobody says it, in milliseconds.
const DURATION_MS: u64 = 3_000;

impl NewShot {
    fn plan(self, params: Params) -> ShotPlan {
        let plan = ShotPlan {
            role: self.role.unwrap_or(Coverage::Single),
            size: self.size,
            angle: self.angle.unwrap_or(Angle::Eye),
            movement: self.movement.unwrap_or(Movement::Static),
            composition: self.composition.unwrap_or(Composition::Centered),
            duration_ms: self.duration_ms.unwrap_or_else(|| DurationMs::nearest(DURATION_MS)),
            description: self.description,
            characters: self.characters,
            figures: self.figures,
            props: self.props,
            notes: self.notes,
            params,
            span: None,
        };
        plan.with(ShotChange { params: self.params, ..ShotChange::default() })
    }
}
