//! `DELETE /scripts/{id}/characters/{character_id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{CastPath, IfMatch, NoBody, Path};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::script::ScriptCommand;
use projections::scripts::Script;

/// Take a character out of the cast
///
/// One that is not in it stays out.
#[utoipa::path(
    delete,
    path = "/scripts/{id}/characters/{character_id}",
    operation_id = "detach_character",
    tag = "scripts",
    params(CastPath),
    responses(
        (status = 200, description = "The script with its cast", body = Script),
        (status = 409, description = "The script is archived")
    )
)]
pub(crate) async fn detach(
    State(app): State<App>,
    user: User,
    Path(path): Path<CastPath>,
    at: IfMatch,
    _: NoBody,
) -> Result<Answer<Script>, Problem> {
    let (command, context) = (ScriptCommand::DetachCharacter(path.character_id), write::fresh_context(&user));
    let committed = write::execute::<domain::Script>(&app, &user, path.id, at, command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
