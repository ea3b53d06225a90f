//! `GET /shots/{id}`

use super::{Shot, find};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Path, ShotPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;

/// Read a shot
///
/// Also one that gave way: its takes stay.
#[utoipa::path(
    get,
    path = "/shots/{id}",
    operation_id = "read_shot",
    tag = "shots",
    params(ShotPath),
    responses((status = 200, description = "The shot", body = Shot))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
) -> Result<Answer<Shot>, Problem> {
    let position = app.position().await?;
    let shot = find(&app, &user, path.id).await?;
    let etag = shot.sequence;
    Ok(Answer::ok(shot.into()).etag(etag).position(position))
}
