//! `GET /jobs/{id}/result`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{JobPath, Path};
use crate::problem::{Kind, Problem};
use crate::state::App;
use axum::extract::State;
use axum::http::header::LOCATION;
use projections::JobResult;

/// Read what a job made
///
/// `Location` is where it is.
#[utoipa::path(
    get,
    path = "/jobs/{id}/result",
    operation_id = "read_job_result",
    tag = "jobs",
    params(JobPath),
    responses(
        (status = 200, description = "What it made", body = JobResult),
        (status = 409, description = "It has not made anything, or not yet")
    )
)]
pub(crate) async fn result(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
) -> Result<Answer<JobResult>, Problem> {
    let position = app.position().await?;
    let job = super::find(&app, &user, path.id).await?;
    let Some(result) = job.result else {
        let detail = match job.error {
            Some(error) => format!("the job is {}: {}", job.state, error.message),
            None => format!("the job is {}", job.state),
        };
        return Err(Problem::new(Kind::JobState).detail(detail));
    };
    let version = job.script_id.zip(result.version_number);
    let version = version.map(|(script, number)| format!("/api/v1/scripts/{script}/versions/{number}"));
    let answer = Answer::ok(result).etag(job.sequence).position(position);
    Ok(match version {
        Some(version) => answer.header(LOCATION, version),
        None => answer,
    })
}
