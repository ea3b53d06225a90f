//! `POST /scenes/{id}/changes`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, ScenePath};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::scene::shot::{DeclaredChange, Subject};
use domain::scene::{SceneCommand, ShotCommand};
use projections::scenes::Scene;
use serde::Deserialize;
use utoipa::ToSchema;

/// A difference that is meant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewChange {
    #[schema(schema_with = limits::change_who)]
    character: Option<String>,
    #[schema(schema_with = limits::change_what)]
    what: String,
}

impl Input for NewChange {}

/// The change that a character (or the set) and words name.
pub(super) fn change(character: Option<String>, what: String) -> DeclaredChange {
    let subject = character.map_or(Subject::Set {}, |name| Subject::Character { name });
    DeclaredChange { subject, what }
}

/// Declare a change
///
/// A difference that is meant, such as a coat that was torn: it is noted on the shots it concerns, and costs
/// no points of consistency in this scene.
#[utoipa::path(
    post,
    path = "/scenes/{id}/changes",
    operation_id = "declare_change",
    tag = "shots",
    params(ScenePath),
    request_body = NewChange,
    responses(
        (status = 200, description = "The scene with its changes", body = Scene),
        (status = 409, description = "The scene was removed, or has as many changes as it may")
    )
)]
pub(crate) async fn declare(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    ids: Ids,
    Body(new): Body<NewChange>,
) -> Result<Answer<Scene>, Problem> {
    let command = SceneCommand::Shots(ShotCommand::DeclareChange(change(new.character, new.what)));
    let context = request::command_context(user.account, ids.command());
    let committed =
        write::execute::<domain::Scene>(&app, &user, path.id, IfMatch(None), command, context).await?;
    super::shown(&app, &user, path.id, &committed).await
}
