//! `POST /jobs/{id}/retry`

use super::Job;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, JobPath, NoBody, Path, PreferWait};
use crate::idempotency::Ids;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::job::JobCommand;

/// Try a job again
///
/// For one that failed or was cancelled. What it had finished is not made again.
#[utoipa::path(
    post,
    path = "/jobs/{id}/retry",
    operation_id = "retry_job",
    tag = "jobs",
    params(JobPath),
    responses(
        (status = 202, description = "The job, waiting again", body = Job),
        (status = 409, description = "It did not fail")
    )
)]
pub(crate) async fn retry(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
    ids: Ids,
    wait: PreferWait,
    _: NoBody,
) -> Result<Answer<Job>, Problem> {
    let context = request::command_context(user.account, ids.command());
    let (id, at) = (path.id, IfMatch(None));
    let committed =
        write::execute::<domain::Job>(&app, &user, id, at, JobCommand::Retry { nodes: vec![] }, context)
            .await?;
    let answer = super::shown(&app, &user, id, &committed, wait).await?;
    Ok(answer.accepted(format!("/api/v1/jobs/{id}")))
}
