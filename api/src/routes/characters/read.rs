//! `GET /characters/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{CharacterPath, Path};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::characters::{self, Character};

/// Read a character
#[utoipa::path(
    get,
    path = "/characters/{id}",
    operation_id = "read_character",
    tag = "characters",
    params(CharacterPath),
    responses((status = 200, description = "The character", body = Character))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<CharacterPath>,
) -> Result<Answer<Character>, Problem> {
    let position = app.position().await?;
    let character = characters::get(&app.client().await?, user.account, path.id)
        .await?
        .ok_or_else(|| Problem::not_found("character", path.id))?;
    let etag = character.sequence;
    Ok(Answer::ok(character).etag(etag).position(position))
}
