//! Versions: a script's immutable drafts.

pub(crate) mod change;
pub(crate) mod create;
mod draft;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod restore;

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::VersionPath;
use crate::problem::Problem;
use crate::state::App;
use event_store::Committed;
use projections::versions::{self, Version};

/// A version after a command, as the read models show it.
async fn shown(
    app: &App,
    user: &User,
    path: VersionPath,
    committed: &Committed,
) -> Result<Answer<Version>, Problem> {
    let lagging = app.settle(committed).await;
    let position = app.position().await?;
    let version = find(app, user, path).await;
    let version = version.map_err(|problem| {
        if lagging { Problem::unavailable("the read models lag behind a new version") } else { problem }
    })?;
    let etag = version.summary.sequence;
    Ok(Answer::ok(version).etag(etag).position(position).lagging(lagging))
}

/// A version of the user's, by its script and number.
pub(crate) async fn find(app: &App, user: &User, path: VersionPath) -> Result<Version, Problem> {
    let VersionPath { id, n } = path;
    let version = versions::get(&app.client().await?, user.account, id, n).await?;
    version.ok_or_else(|| Problem::not_found("version", format!("{n} of script {id}")))
}
