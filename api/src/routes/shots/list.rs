//! `GET /scenes/{id}/shots`

use super::Shot;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Path, ScenePath};
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
/// In order, each with the take that is shown. None before the first breakdown.
#[utoipa::path(
    get,
    path = "/scenes/{id}/shots",
    operation_id = "list_shots",
    tag = "shots",
    params(ScenePath),
    responses((status = 200, description = "The shots", body = ShotList))
)]
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
) -> Result<Answer<ShotList>, Problem> {
    let position = app.position().await?;
    let client = app.client().await?;
    let scene = scenes::get(&client, user.account, path.id).await?;
    let scene = scene.ok_or_else(|| Problem::not_found("scene", path.id))?;
    let shots = shots::of_scene(&client, user.account, path.id).await?;
    let items = shots.into_iter().map(Into::into).collect();
    Ok(Answer::ok(ShotList { items }).etag(scene.sequence).position(position))
}
