//! `POST /scripts/{id}/restore`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{IfMatch, NoBody, Path, ScriptPath};
use crate::idempotency::Ids;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::script::ScriptCommand;
use projections::scripts::Script;

/// Bring a script back
#[utoipa::path(
    post,
    path = "/scripts/{id}/restore",
    operation_id = "restore_script",
    tag = "scripts",
    params(ScriptPath),
    responses((status = 200, description = "The script, back again", body = Script))
)]
pub(crate) async fn restore(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    ids: Ids,
    _: NoBody,
) -> Result<Answer<Script>, Problem> {
    let context = request::command_context(user.account, ids.command());
    let command = ScriptCommand::Restore;
    let committed =
        write::execute::<domain::Script>(&app, &user, path.id, IfMatch(None), command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
