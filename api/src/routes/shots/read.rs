//! `GET /shots/{id}`

use super::{Shot, find};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, Path, Query, ShotPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;

/// Read a shot
///
/// Also one that gave way: its takes stay. With `as_of` as it was.
#[utoipa::path(
    get,
    path = "/shots/{id}",
    operation_id = "read_shot",
    tag = "shots",
    params(ShotPath, AsOfQuery),
    responses((status = 200, description = "The shot", body = Shot))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<Shot>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let shot = match moment {
        None => find(&app, &user, path.id).await?,
        Some(moment) => {
            let shot = app.past(&user, moment).await.shot(path.id).await?;
            shot.ok_or_else(|| Problem::not_found("shot", path.id))?
        }
    };
    let etag = shot.sequence;
    Ok(Answer::ok(shot.into()).etag(etag).position(position))
}
