//! Asking for a job: what every request for work passes before it is one.

use super::{Job, shown};
use crate::answer::Answer;
use crate::auth::User;
use crate::budget;
use crate::extract::PreferWait;
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::request;
use crate::state::App;
use axum::http::header::RETRY_AFTER;
use domain::job::{Cost, JobCommand, Work};
use domain::{JobId, ScriptId};
use projections::operations::Spending;

/// How often a job may be started before it fails.
const MAX_ATTEMPTS: u32 = 5;

/// What is wanted of a script.
pub(crate) struct Wanted {
    pub(crate) script: ScriptId,
    pub(crate) work: Work,
    pub(crate) estimate: Cost,
    pub(crate) spending: Spending,
}

/// Asks for a job, if the budget covers it and the account has not too many.
pub(crate) async fn ask(
    app: &App,
    user: &User,
    wanted: Wanted,
    ids: Ids,
    wait: PreferWait,
) -> Result<Answer<Job>, Problem> {
    let Wanted { script, work, estimate, spending } = wanted;
    let verdict = app.work_limit.take(user.account).check()?;
    budget::covers(&spending, estimate)?;
    room_for_one_more(app, user).await?;
    let id: JobId = ids.id("job");
    let command = JobCommand::Request {
        job: id,
        owner: user.account,
        script: Some(script),
        work,
        priority: 0,
        max_attempts: MAX_ATTEMPTS,
        estimate,
        node: None,
    };
    let context = request::command_context(user.account, ids.command());
    let committed = app.store.execute_at::<domain::Job>(id, 0, command, &context).await?;
    let answer = shown(app, user, id, &committed, wait).await?;
    Ok(answer.accepted(format!("/api/v1/jobs/{id}")).limited(verdict))
}

/// One account cannot fill the queue.
async fn room_for_one_more(app: &App, user: &User) -> Result<(), Problem> {
    let waiting = projections::jobs::active(&app.client().await?, user.account).await?.len();
    if waiting < limits::ACTIVE_JOBS {
        return Ok(());
    }
    Err(Problem::new(Kind::RateLimited)
        .detail(format!("{waiting} jobs of yours are waiting or running; wait for some, or cancel them"))
        .header(RETRY_AFTER, "30"))
}
