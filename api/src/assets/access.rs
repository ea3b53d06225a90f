//! Whose an asset is, and who may change it: its owner, and the editors of its script. Viewers see it.

use crate::auth::User;
use crate::problem::{Kind, Problem};
use crate::state::App;
use domain::asset::BelongsTo;
use domain::script::ScriptDetails;
use domain::{AccountId, Asset, AssetId, Character, CharacterId, Role, Scene, SceneId, Script, ScriptId};
use projections::assets;

/// Where an upload goes: to whom, and to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// Who keeps it.
    pub(crate) owner: AccountId,
    /// What it belongs to.
    pub(crate) belongs: BelongsTo,
}

impl Home {
    /// Completes what an upload is said to belong to. A scene brings its script; the script brings its owner.
    pub(crate) async fn of(app: &App, user: &User, said: BelongsTo) -> Result<Self, Problem> {
        let mut belongs = said;
        if belongs.shot.is_some() && belongs.scene.is_none() {
            return Err(Problem::field("/scene", "is required for a shot"));
        }
        if let Some(scene) = belongs.scene {
            let script = script_of(app, scene).await?;
            // One that belongs to somebody else is found out below.
            if belongs.script.is_some_and(|named| named != script) {
                return Err(Problem::not_found("scene", scene));
            }
            belongs.script = Some(script);
        }
        let owner = match belongs.script {
            Some(script) => editable(app, user, script).await.map_err(|problem| match said.script {
                // Somebody else's scene is a scene that is not there, and so is its script.
                None if problem.kind() == Kind::NotFound => {
                    belongs.scene.map_or(problem, |scene| Problem::not_found("scene", scene))
                }
                _ => problem,
            })?,
            None => user.account,
        };
        if let Some(character) = belongs.character {
            character_of(app, owner, character).await?;
        }
        Ok(Self { owner, belongs })
    }
}

async fn script_of(app: &App, scene: SceneId) -> Result<ScriptId, Problem> {
    let loaded = app.store.load::<Scene>(scene).await?;
    let details = loaded.as_ref().and_then(|loaded| loaded.state.details());
    details.map(|it| it.script).ok_or_else(|| Problem::not_found("scene", scene))
}

async fn character_of(app: &App, owner: AccountId, character: CharacterId) -> Result<(), Problem> {
    let loaded = app.store.load::<Character>(character).await?;
    match loaded.as_ref().and_then(|loaded| loaded.state.details()) {
        Some(it) if it.owner == owner => Ok(()),
        _ => Err(Problem::not_found("character", character)),
    }
}

/// The owner of a script that the user may write to.
async fn editable(app: &App, user: &User, script: ScriptId) -> Result<AccountId, Problem> {
    let loaded = app.store.load::<Script>(script).await?;
    let found = loaded.as_ref().and_then(|loaded| loaded.state.details());
    let found = found.and_then(|it| Some((it, role(it, user.account)?)));
    match found {
        Some((it, _)) if it.archived => {
            Err(Problem::new(Kind::Archived).detail("the script is archived; restore it to add to it"))
        }
        Some((it, Role::Editor)) => Ok(it.owner),
        Some((_, Role::Viewer)) => Err(only_viewer()),
        None => Err(Problem::not_found("script", script)),
    }
}

/// What an account may do with a script; its owner may do what an editor may.
fn role(script: &ScriptDetails, account: AccountId) -> Option<Role> {
    if script.owner == account { Some(Role::Editor) } else { script.members.get(&account).copied() }
}

fn only_viewer() -> Problem {
    Problem::new(Kind::Forbidden).detail("you may look at this script, not change it")
}

/// Refuses those who may not change an asset: who may not even see it is told that there is none.
pub(crate) async fn changeable(app: &App, user: &User, id: AssetId) -> Result<(), Problem> {
    let nothing = || Problem::not_found("asset", id);
    let loaded = app.store.load::<Asset>(id).await?;
    let it = loaded.as_ref().and_then(|loaded| loaded.state.details()).ok_or_else(nothing)?;
    if it.asset.owner == user.account {
        return Ok(());
    }
    let script = it.asset.belongs.script.ok_or_else(nothing)?;
    let loaded = app.store.load::<Script>(script).await?;
    let script = loaded.as_ref().and_then(|loaded| loaded.state.details());
    match script.and_then(|script| role(script, user.account)) {
        Some(Role::Editor) => Ok(()),
        Some(Role::Viewer) => Err(only_viewer()),
        None => Err(nothing()),
    }
}

/// Refuses what an account's quota does not cover.
pub(crate) async fn within_quota(app: &App, owner: AccountId, bytes: u64) -> Result<(), Problem> {
    let Some(quota) = app.config.account_quota else { return Ok(()) };
    let used = assets::usage(&app.client().await?, owner).await?.bytes;
    if used.saturating_add(bytes) <= quota {
        return Ok(());
    }
    let detail = format!("{bytes} bytes more than {used} are over the account's {quota}");
    Err(Problem::new(Kind::QuotaExceeded).detail(detail))
}
