//! `POST /jobs/{id}/pause`

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

/// Pause a job
///
/// It does not start, and one that runs is handed back by its worker. A paused production lets no node start.
#[utoipa::path(
    post,
    path = "/jobs/{id}/pause",
    operation_id = "pause_job",
    tag = "jobs",
    params(JobPath),
    responses(
        (status = 200, description = "The job", body = Job),
        (status = 409, description = "It is over, or being cancelled")
    )
)]
pub(crate) async fn pause(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
    ids: Ids,
    _: NoBody,
) -> Result<Answer<Job>, Problem> {
    let context = request::command_context(user.account, ids.command());
    told(&app, &user, path.id, IfMatch(None), JobCommand::Pause, context).await
}
