//! Versions: a script's immutable drafts.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod draft;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod restore;

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::VersionPath;
use crate::problem::Problem;
use crate::state::App;
use crate::unseen;
use domain::VersionId;
use event_store::Committed;
use projections::versions::{self, Version};

/// A version after a command, as the read models show it; `scene_count` is what it was made with.
async fn shown(
    app: &App,
    user: &User,
    id: VersionId,
    scene_count: u32,
    committed: &Committed,
) -> Result<Answer<Version>, Problem> {
    let lagging = app.settle(committed).await;
    let position = app.position().await?;
    let version = match versions::get_by_id(&app.client().await?, user.account, id).await? {
        Some(version) if !lagging => version,
        _ => unseen::version(app, user, id, scene_count).await?,
    };
    let etag = version.summary.sequence;
    Ok(Answer::ok(version).etag(etag).position(position).lagging(lagging))
}

/// A version of the user's, by its script and number.
pub(crate) async fn find(app: &App, user: &User, path: VersionPath) -> Result<Version, Problem> {
    let VersionPath { id, n } = path;
    let version = versions::get(&app.client().await?, user.account, id, n).await?;
    version.ok_or_else(|| Problem::not_found("version", format!("{n} of script {id}")))
}
