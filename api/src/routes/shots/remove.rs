//! `DELETE /shots/{id}`

use super::Shot;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, NoBody, Path, ShotPath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::scene::ShotCommand;

/// Take a shot out of its scene
///
/// It stays readable by its id, and so do its takes.
#[utoipa::path(
    delete,
    path = "/shots/{id}",
    operation_id = "remove_shot",
    tag = "shots",
    params(ShotPath),
    responses(
        (status = 200, description = "The removed shot", body = Shot),
        (status = 409, description = "It is locked, or its scene was removed")
    )
)]
pub(crate) async fn remove(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    at: IfMatch,
    _: NoBody,
) -> Result<Answer<Shot>, Problem> {
    super::execute(&app, &user, path.id, at, vec![ShotCommand::Remove(path.id)]).await
}
