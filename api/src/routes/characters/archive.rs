//! `DELETE /characters/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{CharacterPath, IfMatch, NoBody, Path};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::character::CharacterCommand;
use projections::characters::Character;

/// Put a character away
///
/// It can be restored; the scripts that cast it keep it.
#[utoipa::path(
    delete,
    path = "/characters/{id}",
    operation_id = "archive_character",
    tag = "characters",
    params(CharacterPath),
    responses((status = 200, description = "The archived character", body = Character))
)]
pub(crate) async fn archive(
    State(app): State<App>,
    user: User,
    Path(path): Path<CharacterPath>,
    at: IfMatch,
    _: NoBody,
) -> Result<Answer<Character>, Problem> {
    let (command, context) = (CharacterCommand::Archive, write::fresh_context(&user));
    let committed = write::execute::<domain::Character>(&app, &user, path.id, at, command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
