//! `POST /shots/{id}/move`

use super::Shot;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, ShotPath};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::scene::ShotCommand;
use serde::Deserialize;
use utoipa::ToSchema;

/// Where a shot goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShotMove {
    #[schema(schema_with = limits::shot_place)]
    index: u32,
}

impl Input for ShotMove {}

/// Move a shot
///
/// To another place among the scene's shots. Its letter stays: what a slate said once stays true.
#[utoipa::path(
    post,
    path = "/shots/{id}/move",
    operation_id = "move_shot",
    tag = "shots",
    params(ShotPath),
    request_body = ShotMove,
    responses(
        (status = 200, description = "The shot where it is now", body = Shot),
        (status = 409, description = "It is locked, or its scene was removed")
    )
)]
pub(crate) async fn place(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    Body(to): Body<ShotMove>,
) -> Result<Answer<Shot>, Problem> {
    let index = usize::try_from(to.index).unwrap_or(usize::MAX);
    let command = ShotCommand::Move { shot: path.id, index };
    super::execute(&app, &user, path.id, IfMatch(None), vec![command]).await
}
