//! `GET /shots/{id}/takes`

use super::{ShotTake, find};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Path, ShotPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::shots;
use serde::Serialize;
use utoipa::ToSchema;

/// The takes of a shot: all of them, since there are at most 200.
#[derive(Serialize, ToSchema)]
pub(crate) struct TakeList {
    /// The newest first.
    items: Vec<ShotTake>,
}

/// List a shot's takes
#[utoipa::path(
    get,
    path = "/shots/{id}/takes",
    operation_id = "list_takes",
    tag = "shots",
    params(ShotPath),
    responses((status = 200, description = "The takes", body = TakeList))
)]
pub(crate) async fn takes(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
) -> Result<Answer<TakeList>, Problem> {
    let position = app.position().await?;
    let shot = find(&app, &user, path.id).await?;
    let takes = shots::takes(&app.client().await?, user.account, path.id).await?;
    let items = takes.into_iter().map(Into::into).collect();
    Ok(Answer::ok(TakeList { items }).etag(shot.sequence).position(position))
}
