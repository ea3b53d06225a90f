//! `POST /scripts`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::{FieldError, Problem};
use crate::request;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::script::ScriptCommand;
use domain::{CharacterId, Format, Genre, ScriptId, Tone};
use projections::scripts::Script;
use serde::Deserialize;
use utoipa::ToSchema;

/// A new script.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewScript {
    #[schema(schema_with = limits::title)]
    title: String,
    /// Feature, series or short; a feature unless said.
    #[serde(default = "feature")]
    format: Format,
    /// The genre; it holds from the first version on.
    genre: Genre,
    /// The tone; it holds from the first version on.
    tone: Tone,
    #[schema(schema_with = limits::logline)]
    logline: String,
    /// The cast: characters of yours.
    #[serde(default)]
    #[schema(value_type = Vec<Uuid>, max_items = 100)]
    character_ids: Vec<CharacterId>,
}

impl Input for NewScript {}

const fn feature() -> Format {
    Format::Feature
}

/// Begin a script
#[utoipa::path(
    post,
    path = "/scripts",
    operation_id = "create_script",
    tag = "scripts",
    request_body = NewScript,
    responses((status = 201, description = "The new script", body = Script))
)]
pub(crate) async fn create(
    State(app): State<App>,
    user: User,
    ids: Ids,
    Body(new): Body<NewScript>,
) -> Result<Answer<Script>, Problem> {
    let id: ScriptId = ids.id("script");
    own_characters(&app, &user, &new.character_ids).await?;
    let NewScript { title, format, genre, tone, logline, character_ids } = new;
    let create =
        ScriptCommand::Create { script: id, owner: user.account, title, format, genre, tone, logline };
    let mut unit = app.store.unit(request::command_context(user.account, ids.command()));
    unit.execute::<domain::Script>(id, create).await?;
    for character in character_ids {
        unit.execute::<domain::Script>(id, ScriptCommand::AttachCharacter(character)).await?;
    }
    let committed = unit.commit().await?;
    Ok(super::shown(&app, &user, id, &committed).await?.created(format!("/api/v1/scripts/{id}")))
}

/// Refuses a cast in which somebody is not the user's, and says who.
async fn own_characters(app: &App, user: &User, cast: &[CharacterId]) -> Result<(), Problem> {
    let mut errors = Vec::new();
    for (index, character) in cast.iter().enumerate() {
        if write::own::<domain::Character>(app, user, *character).await.is_err() {
            errors.push(FieldError::new(format!("/character_ids/{index}"), "is not a character of yours"));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::validation(errors)) }
}
