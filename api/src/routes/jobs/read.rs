//! `GET /jobs/{id}`

use super::Job;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, JobPath, Path, Query};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;

/// Read a job
///
/// As it is, or with `as_of` as it was: without its progress, which is not kept.
#[utoipa::path(
    get,
    path = "/jobs/{id}",
    operation_id = "read_job",
    tag = "jobs",
    params(JobPath, AsOfQuery),
    responses((status = 200, description = "The job", body = Job))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<Job>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let job = match moment {
        None => super::find(&app, &user, path.id).await?,
        Some(moment) => {
            let job = app.past(&user, moment).await.job(path.id).await?;
            job.ok_or_else(|| Problem::not_found("job", path.id))?.into()
        }
    };
    let etag = job.sequence;
    Ok(Answer::ok(job).etag(etag).position(position))
}
