//! `PUT /shots/{id}/active-take`

use super::Shot;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, ShotPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::TakeId;
use domain::scene::ShotCommand;
use serde::Deserialize;
use utoipa::ToSchema;

/// Which take is shown.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActiveTake {
    /// One of the shot's takes.
    #[schema(value_type = Uuid)]
    take_id: TakeId,
}

impl Input for ActiveTake {}

/// Choose a take
///
/// The one that is shown, and goes into films and sheets, from now on.
#[utoipa::path(
    put,
    path = "/shots/{id}/active-take",
    operation_id = "choose_take",
    tag = "shots",
    params(ShotPath),
    request_body = ActiveTake,
    responses((status = 200, description = "The shot with its take", body = Shot))
)]
pub(crate) async fn choose(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    at: IfMatch,
    Body(chosen): Body<ActiveTake>,
) -> Result<Answer<Shot>, Problem> {
    let command = ShotCommand::ChooseTake { shot: path.id, take: chosen.take_id };
    super::execute(&app, &user, path.id, at, vec![command]).await
}
