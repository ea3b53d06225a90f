//! `POST /scripts/{id}/erase`

use crate::answer::Answer;
use crate::auth::User;
use crate::erasing::{self, Erased};
use crate::extract::{Body, Input, Path, ScriptPath};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is to be erased, in words.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EraseRequest {
    /// The script's title, to the letter: nothing can be taken back afterwards.
    #[schema(schema_with = limits::title)]
    title: String,
}

impl Input for EraseRequest {}

/// Erase a script
///
/// For good: the key of its words is destroyed, so that nobody can read them in the log, where they stay, nor in
/// any copy of it; they are taken out of everything else, its jobs are cancelled and its files removed. That
/// something happened, when, and by whom is still on record.
#[utoipa::path(
    post,
    path = "/scripts/{id}/erase",
    operation_id = "erase_script",
    tag = "scripts",
    params(ScriptPath),
    request_body = EraseRequest,
    responses((status = 200, description = "What was erased", body = Erased))
)]
pub(crate) async fn erase(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    ids: Ids,
    Body(EraseRequest { title }): Body<EraseRequest>,
) -> Result<Answer<Erased>, Problem> {
    let context = request::command_context(user.account, ids.command());
    let erased = erasing::erase(&app, &user, path.id, title, context).await?;
    let position = app.position().await?;
    Ok(Answer::ok(erased).position(position))
}
