//! `POST /characters/{id}/restore`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{CharacterPath, IfMatch, NoBody, Path};
use crate::idempotency::Ids;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::character::CharacterCommand;
use projections::characters::Character;

/// Bring a character back
#[utoipa::path(
    post,
    path = "/characters/{id}/restore",
    operation_id = "restore_character",
    tag = "characters",
    params(CharacterPath),
    responses((status = 200, description = "The character, back again", body = Character))
)]
pub(crate) async fn restore(
    State(app): State<App>,
    user: User,
    Path(path): Path<CharacterPath>,
    ids: Ids,
    _: NoBody,
) -> Result<Answer<Character>, Problem> {
    let context = request::command_context(user.account, ids.command());
    let command = CharacterCommand::Restore;
    let committed =
        write::execute::<domain::Character>(&app, &user, path.id, IfMatch(None), command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
