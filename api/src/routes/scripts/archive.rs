//! `DELETE /scripts/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, NoBody, Path, ScriptPath};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::script::ScriptCommand;
use projections::scripts::Script;

/// Put a script away
///
/// Nothing changes in it until it is restored.
#[utoipa::path(
    delete,
    path = "/scripts/{id}",
    operation_id = "archive_script",
    tag = "scripts",
    params(ScriptPath),
    responses((status = 200, description = "The archived script", body = Script))
)]
pub(crate) async fn archive(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    at: IfMatch,
    _: NoBody,
) -> Result<Answer<Script>, Problem> {
    let (command, context) = (ScriptCommand::Archive, write::fresh_context(&user));
    let committed = write::execute::<domain::Script>(&app, &user, path.id, at, command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
