//! `GET /jobs/{id}`

use super::Job;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{JobPath, Path};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;

/// Read a job
#[utoipa::path(
    get,
    path = "/jobs/{id}",
    operation_id = "read_job",
    tag = "jobs",
    params(JobPath),
    responses((status = 200, description = "The job", body = Job))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
) -> Result<Answer<Job>, Problem> {
    let position = app.position().await?;
    let job = super::find(&app, &user, path.id).await?;
    let etag = job.sequence;
    Ok(Answer::ok(job).etag(etag).position(position))
}
