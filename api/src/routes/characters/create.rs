//! `POST /characters`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use axum::extract::State;
use domain::CharacterId;
use domain::character::{CharacterCommand, Profile};
use projections::characters::Character;
use serde::Deserialize;
use utoipa::ToSchema;

/// A new character.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCharacter {
    #[schema(schema_with = limits::character_name)]
    name: String,
    #[serde(default)]
    #[schema(schema_with = limits::personality)]
    personality: String,
    #[serde(default)]
    #[schema(schema_with = limits::goals)]
    goals: String,
    #[serde(default)]
    #[schema(schema_with = limits::voice)]
    voice: String,
    #[serde(default)]
    #[schema(schema_with = limits::backstory)]
    backstory: String,
    #[serde(default)]
    #[schema(schema_with = limits::look)]
    look: String,
}

impl Input for NewCharacter {}

/// Make a character
#[utoipa::path(
    post,
    path = "/characters",
    operation_id = "create_character",
    tag = "characters",
    request_body = NewCharacter,
    responses((status = 201, description = "The new character", body = Character))
)]
pub(crate) async fn create(
    State(app): State<App>,
    user: User,
    ids: Ids,
    Body(new): Body<NewCharacter>,
) -> Result<Answer<Character>, Problem> {
    let id: CharacterId = ids.id("character");
    let NewCharacter { name, personality, goals, voice, backstory, look } = new;
    let profile = Profile { name, personality, goals, voice, backstory, look };
    let command = CharacterCommand::Create { character: id, owner: user.account, profile };
    let context = request::command_context(user.account, ids.command());
    let committed = app.store.execute::<domain::Character>(id, command, &context).await?;
    Ok(super::shown(&app, &user, id, &committed).await?.created(format!("/api/v1/characters/{id}")))
}
