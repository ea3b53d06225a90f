//! `GET /scenes/{id}/shots`

use super::Shot;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, Path, Query, ScenePath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::{scenes, shots};
use serde::Serialize;
use utoipa::ToSchema;

/// The shots of a scene: all of them, since there are at most 200.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShotList {
    /// In order.
    items: Vec<Shot>,
}

/// List a scene's shots
///
/// In order, each with the take that is shown. None before the first breakdown. With `as_of` as they were.
#[utoipa::path(
    get,
    path = "/scenes/{id}/shots",
    operation_id = "list_shots",
    tag = "shots",
    params(ScenePath, AsOfQuery),
    responses((status = 200, description = "The shots", body = ShotList))
)]
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<ShotList>, Problem> {
    let missing = || Problem::not_found("scene", path.id);
    let moment = query.moment()?;
    let position = app.position().await?;
    let (etag, shots) = match moment {
        None => {
            let client = app.client().await?;
            let scene = scenes::get(&client, user.account, path.id).await?.ok_or_else(missing)?;
            (scene.sequence, shots::of_scene(&client, user.account, path.id).await?)
        }
        Some(moment) => app.past(&user, moment).await.shots(path.id).await?.ok_or_else(missing)?,
    };
    let items = shots.into_iter().map(Into::into).collect();
    Ok(Answer::ok(ShotList { items }).etag(etag).position(position))
}
