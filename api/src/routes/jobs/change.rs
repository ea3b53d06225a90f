//! `PATCH /jobs/{id}`

use super::{Job, told};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, JobPath, Path};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::job::JobCommand;
use serde::Deserialize;
use utoipa::ToSchema;

/// What can be changed of a job.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct JobChange {
    #[schema(schema_with = limits::priority)]
    priority: i32,
}

impl Input for JobChange {}

/// Change a job
///
/// Its priority; a production's is that of its nodes.
#[utoipa::path(
    patch,
    path = "/jobs/{id}",
    operation_id = "change_job",
    tag = "jobs",
    params(JobPath),
    request_body = JobChange,
    responses(
        (status = 200, description = "The job", body = Job),
        (status = 409, description = "It is over")
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
    at: IfMatch,
    Body(JobChange { priority }): Body<JobChange>,
) -> Result<Answer<Job>, Problem> {
    let (command, context) = (JobCommand::Prioritise { priority }, write::fresh_context(&user));
    told(&app, &user, path.id, at, command, context).await
}
