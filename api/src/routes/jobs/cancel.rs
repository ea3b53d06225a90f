//! `POST /jobs/{id}/cancel`

use super::{Job, told};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, Input, JobPath, OptionalBody, Path};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use axum::extract::State;
use domain::job::JobCommand;
use serde::Deserialize;
use utoipa::ToSchema;

/// Why a job is no longer wanted.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CancelRequest {
    #[schema(schema_with = limits::reason)]
    reason: Option<String>,
}

impl Input for CancelRequest {}

/// Cancel a job
///
/// A job that waits is over at once; a running one when its worker has stopped, and a production when all its
/// nodes have. One that is over stays as it is.
#[utoipa::path(
    post,
    path = "/jobs/{id}/cancel",
    operation_id = "cancel_job",
    tag = "jobs",
    params(JobPath),
    request_body(content = Option<CancelRequest>),
    responses((status = 200, description = "The job", body = Job))
)]
pub(crate) async fn cancel(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
    ids: Ids,
    OptionalBody(asked): OptionalBody<CancelRequest>,
) -> Result<Answer<Job>, Problem> {
    let context = request::command_context(user.account, ids.command());
    let command = JobCommand::RequestCancel { reason: asked.reason };
    told(&app, &user, path.id, IfMatch(None), command, context).await
}
