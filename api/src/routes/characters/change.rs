//! `PATCH /characters/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, CharacterPath, IfMatch, Input, Path};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::character::{CharacterCommand, ProfileChange};
use projections::characters::Character;
use serde::Deserialize;
use utoipa::ToSchema;

/// What changes; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CharacterChange {
    #[schema(schema_with = limits::character_name)]
    name: Option<String>,
    #[schema(schema_with = limits::personality)]
    personality: Option<String>,
    #[schema(schema_with = limits::goals)]
    goals: Option<String>,
    #[schema(schema_with = limits::voice)]
    voice: Option<String>,
    #[schema(schema_with = limits::backstory)]
    backstory: Option<String>,
    #[schema(schema_with = limits::look)]
    look: Option<String>,
}

impl Input for CharacterChange {}

/// Change a character
#[utoipa::path(
    patch,
    path = "/characters/{id}",
    operation_id = "change_character",
    tag = "characters",
    params(CharacterPath),
    request_body = CharacterChange,
    responses(
        (status = 200, description = "The character as it is now", body = Character),
        (status = 409, description = "It is archived")
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    Path(path): Path<CharacterPath>,
    at: IfMatch,
    Body(change): Body<CharacterChange>,
) -> Result<Answer<Character>, Problem> {
    let CharacterChange { name, personality, goals, voice, backstory, look } = change;
    let command = CharacterCommand::Edit(ProfileChange { name, personality, goals, voice, backstory, look });
    let context = write::fresh_context(&user);
    let committed = write::execute::<domain::Character>(&app, &user, path.id, at, command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
