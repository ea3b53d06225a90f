//! `POST /jobs/{id}/resume`

use super::{Job, told};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, JobPath, NoBody, Path};
use crate::idempotency::Ids;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use axum::extract::State;
use domain::job::JobCommand;

/// Resume a job
///
/// Undoes a pause.
#[utoipa::path(
    post,
    path = "/jobs/{id}/resume",
    operation_id = "resume_job",
    tag = "jobs",
    params(JobPath),
    responses((status = 200, description = "The job", body = Job))
)]
pub(crate) async fn resume(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
    ids: Ids,
    _: NoBody,
) -> Result<Answer<Job>, Problem> {
    let context = request::command_context(user.account, ids.command());
    told(&app, &user, path.id, IfMatch(None), JobCommand::Resume, context).await
}
