//! `POST /jobs/{id}/retry`

use super::Job;
use super::again::again;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{JobPath, NoBody, Path, PreferWait};
use crate::idempotency::Ids;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use axum::extract::State;

/// Try a job again
///
/// For one that failed or was cancelled. What it had finished is not made again. Of a production, all nodes that
/// failed, were blocked or cancelled are tried again; a node is tried again with those it needs that were not
/// made and those it blocks.
#[utoipa::path(
    post,
    path = "/jobs/{id}/retry",
    operation_id = "retry_job",
    tag = "jobs",
    params(JobPath),
    responses(
        (status = 202, description = "The job, waiting again", body = Job),
        (status = 409, description = "It did not fail, or nothing of it did")
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
    let committed = again(&app, &user, path.id, context).await?;
    let answer = super::shown(&app, &user, path.id, &committed, wait).await?;
    Ok(answer.accepted(format!("/api/v1/jobs/{}", path.id)))
}
