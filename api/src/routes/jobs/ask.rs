//! Asking for a job: what every request for work passes before it is one.

use super::{Job, shown};
use crate::answer::Answer;
use crate::auth::User;
use crate::budget;
use crate::extract::PreferWait;
use crate::idempotency::Ids;
use crate::limits;
use crate::pictures;
use crate::planning;
use crate::problem::{Kind, Problem, Refused};
use crate::request;
use crate::state::App;
use crate::write;
use axum::http::header::RETRY_AFTER;
use domain::job::{Cost, JobCommand, JobKind, Work};
use domain::production::STANDARD;
use domain::scene::{SceneDetails, SceneError};
use domain::{JobId, SceneId, ScriptId};
use projections::operations::{self, Spending};

/// How often a job may be started before it fails.
const MAX_ATTEMPTS: u32 = 5;

/// What is wanted.
pub(crate) struct Wanted {
    pub(crate) work: Work,
    pub(crate) estimate: Cost,
    /// The script it is for, and what that has cost and may cost; none for what no script pays.
    pub(crate) of: Option<(ScriptId, Spending)>,
}

/// Who asks, and how.
pub(crate) struct Asking<'a> {
    pub(crate) app: &'a App,
    pub(crate) user: &'a User,
    pub(crate) ids: Ids,
    pub(crate) wait: PreferWait,
}

/// Asks for work on a scene of the user's that is still in its version.
pub(crate) async fn ask_of_scene(
    asking: Asking<'_>,
    scene: SceneId,
    work: impl FnOnce(&SceneDetails) -> Work,
) -> Result<Answer<Job>, Problem> {
    let Asking { app, user, ids, wait } = asking;
    let loaded = write::own::<domain::Scene>(app, user, scene).await?;
    let details = loaded.state.details().ok_or_else(|| Problem::not_found("scene", scene))?;
    if details.removed {
        return Err(SceneError::Removed.problem());
    }
    let spending = planning::spending(app, user, details.script).await?;
    let work = work(details);
    let estimate = estimate(app, work.kind()).await?;
    ask(app, user, Wanted { work, estimate, of: Some((details.script, spending)) }, ids, wait).await
}

/// What one job of a kind costs by experience, or until there is some by what its kind says.
pub(crate) async fn estimate(app: &App, kind: JobKind) -> Result<Cost, Problem> {
    let known = operations::experience(&app.client().await?, kind).await?;
    let said = || STANDARD.iter().find(|it| it.kind == kind).map(|it| it.estimate);
    Ok(known.or_else(said).unwrap_or_default())
}

/// Asks for a job, if the budget covers it and the account has not too many.
pub(crate) async fn ask(
    app: &App,
    user: &User,
    wanted: Wanted,
    ids: Ids,
    wait: PreferWait,
) -> Result<Answer<Job>, Problem> {
    let Wanted { work, estimate, of } = wanted;
    let verdict = app.work_limit.take(user.account).check()?;
    if let Some(picture) = work.picture() {
        pictures::grant(app, &picture).await?;
    }
    if let Some((_, spending)) = &of {
        budget::covers(spending, estimate)?;
    }
    room_for_one_more(app, user).await?;
    let id: JobId = ids.id("job");
    let command = JobCommand::Request {
        job: id,
        owner: user.account,
        script: of.map(|(script, _)| script),
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
