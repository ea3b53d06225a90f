//! Erasing a script, step by step. Each step may be done again, so whoever is interrupted asks again.
//!
//! First the event, after which nothing in the log is read with the script's key any more; then the key; then
//! what lies outside the log. The read models follow the event.

use crate::auth::User;
use crate::extract::IfMatch;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::request;
use crate::state::App;
use crate::write::{self, own};
use domain::ScriptId;
use domain::job::JobCommand;
use domain::script::ScriptCommand;
use event_store::{CommandContext, edge};
use projections::Waited;
use projections::assets::{Needs, unneeded};
use projections::erasing::{self, Concerned};
use serde::Serialize;
use storage::Digest;
use utoipa::ToSchema;

/// What was erased.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Erased {
    /// The script.
    script_id: ScriptId,
    /// Jobs that were cancelled.
    jobs: usize,
    /// Files that were removed. One that something else needs, too, stays.
    files: usize,
    /// Events from before this studio sealed words: these hold theirs in the clear for ever. 0 unless the script is
    /// that old.
    events_in_clear: u64,
}

/// Erases a script of the user's, who names it by its title.
pub(crate) async fn erase(
    app: &App,
    user: &User,
    script: ScriptId,
    title: String,
    context: CommandContext,
) -> Result<Erased, Problem> {
    own::<domain::Script>(app, user, script).await?;
    let concerned = erasing::concerned(&app.client().await?, user.account, script).await?;
    let command = ScriptCommand::Erase { title };
    let committed = write::give::<domain::Script>(app, script, IfMatch(None), command, context).await?;
    let jobs = cancel(app, user, &concerned).await?;
    app.store.destroy_key(script).await?;
    let lagging = app.projectors.wait_for(&committed, limits::ERASING).await == Waited::Lagging;
    let gone = Problem::new(Kind::Gone).detail("this was part of a script that was erased");
    let client = app.client().await?;
    erasing::forget(&client, script, &gone.bytes()).await?;
    let events_in_clear = erasing::in_the_clear(&client, script).await?;
    // Files that are not removed now are orphans, and go when they are a day old.
    let files = if lagging { 0 } else { remove_files(app, &concerned).await? };
    let pool = app.pool.clone();
    request::spawn(async move {
        if let Err(error) = erasing::scrub(&pool).await {
            tracing::warn!(%script, %error, "the remains of script {script} are left to maintenance: {error}");
        }
    });
    Ok(Erased { script_id: script, jobs, files, events_in_clear })
}

/// A job that has ended in the meantime needs no end.
async fn cancel(app: &App, user: &User, concerned: &Concerned) -> Result<usize, Problem> {
    let mut cancelled = 0;
    for job in &concerned.jobs {
        let command = JobCommand::RequestCancel { reason: None };
        let told = app.store.execute::<domain::Job>(*job, command, &write::fresh_context(user)).await;
        match told {
            Ok(_) => cancelled += 1,
            Err(event_store::ExecuteError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(cancelled)
}

/// Removes the objects that no other asset needs.
async fn remove_files(app: &App, concerned: &Concerned) -> Result<usize, Problem> {
    let client = app.client().await?;
    let Needs::Unneeded(objects) = unneeded(&client, &concerned.objects, edge::now()).await? else {
        return Ok(0);
    };
    let mut removed = 0;
    for object in objects {
        let object: Digest = object.parse().map_err(Problem::internal)?;
        removed += usize::from(app.assets.delete(object).await.map_err(Problem::internal)?);
    }
    Ok(removed)
}
