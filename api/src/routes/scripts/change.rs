//! `PATCH /scripts/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, ScriptPath};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::script::ScriptCommand;
use domain::{Genre, Tone};
use projections::scripts::Script;
use serde::Deserialize;
use utoipa::ToSchema;

/// What changes; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScriptChange {
    #[schema(schema_with = limits::title)]
    title: Option<String>,
    #[schema(schema_with = limits::logline)]
    logline: Option<String>,
    /// The genre; once a version exists, only together with `unlock`.
    #[schema(nullable = false)]
    genre: Option<Genre>,
    /// The tone; once a version exists, only together with `unlock`.
    #[schema(nullable = false)]
    tone: Option<Tone>,
    /// Whether genre and tone may change although versions exist.
    #[serde(default)]
    unlock: bool,
}

impl Input for ScriptChange {}

/// Change a script
#[utoipa::path(
    patch,
    path = "/scripts/{id}",
    operation_id = "change_script",
    tag = "scripts",
    params(ScriptPath),
    request_body = ScriptChange,
    responses(
        (status = 200, description = "The script as it is now", body = Script),
        (status = 409, description = "Genre or tone is locked, or the script is archived")
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    at: IfMatch,
    Body(change): Body<ScriptChange>,
) -> Result<Answer<Script>, Problem> {
    let ScriptChange { title, logline, genre, tone, unlock } = change;
    let commands = [
        title.map(ScriptCommand::Retitle),
        logline.map(ScriptCommand::ChangeLogline),
        genre.map(|genre| ScriptCommand::ChangeGenre { genre, unlock }),
        tone.map(|tone| ScriptCommand::ChangeTone { tone, unlock }),
    ];
    let commands = commands.into_iter().flatten().collect();
    let committed = write::execute_all::<domain::Script>(&app, &user, path.id, at, commands).await?;
    super::shown(&app, &user, path.id, &committed).await
}
