//! `GET /shots/{id}/takes`

use super::{ShotTake, find};
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, Path, Query, ShotPath};
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
///
/// The newest first; with `as_of` those it had, and which of them was shown.
#[utoipa::path(
    get,
    path = "/shots/{id}/takes",
    operation_id = "list_takes",
    tag = "shots",
    params(ShotPath, AsOfQuery),
    responses((status = 200, description = "The takes", body = TakeList))
)]
pub(crate) async fn takes(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<TakeList>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let (etag, takes) = match moment {
        None => {
            let shot = find(&app, &user, path.id).await?;
            (shot.sequence, shots::takes(&app.client().await?, user.account, path.id).await?)
        }
        Some(moment) => {
            let takes = app.past(&user, moment).await.takes(path.id).await?;
            takes.ok_or_else(|| Problem::not_found("shot", path.id))?
        }
    };
    let items = takes.into_iter().map(Into::into).collect();
    Ok(Answer::ok(TakeList { items }).etag(etag).position(position))
}
