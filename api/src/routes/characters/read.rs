//! `GET /characters/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{AsOfQuery, CharacterPath, Path, Query};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::characters::{self, Character};

/// Read a character
///
/// As they are, or with `as_of` as they were.
#[utoipa::path(
    get,
    path = "/characters/{id}",
    operation_id = "read_character",
    tag = "characters",
    params(CharacterPath, AsOfQuery),
    responses((status = 200, description = "The character", body = Character))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<CharacterPath>,
    Query(query): Query<AsOfQuery>,
) -> Result<Answer<Character>, Problem> {
    let moment = query.moment()?;
    let position = app.position().await?;
    let character = match moment {
        None => characters::get(&app.client().await?, user.account, path.id).await?,
        Some(moment) => app.past(&user, moment).await.character(path.id).await?,
    };
    let character = character.ok_or_else(|| Problem::not_found("character", path.id))?;
    let etag = character.sequence;
    Ok(Answer::ok(character).etag(etag).position(position))
}
