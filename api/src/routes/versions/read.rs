//! `GET /scripts/{id}/versions/{n}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, Path, Query, VersionPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::versions::Version;

/// Read a version
///
/// With its text; with `as_of`, its label and notes as they were.
#[utoipa::path(
    get,
    path = "/scripts/{id}/versions/{n}",
    operation_id = "read_version",
    tag = "versions",
    params(VersionPath, AsOfQuery),
    responses((status = 200, description = "The version", body = Version))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<VersionPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<Version>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let version = match moment {
        None => super::find(&app, &user, path).await?,
        Some(moment) => {
            let version = app.past(&user, moment).await.version(path.id, path.n).await?;
            version
                .ok_or_else(|| Problem::not_found("version", format!("{} of script {}", path.n, path.id)))?
        }
    };
    let etag = version.summary.sequence;
    Ok(Answer::ok(version).etag(etag).position(position))
}
