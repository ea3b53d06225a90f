//! `PATCH /scenes/{id}`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, ScenePath};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::Tone;
use domain::scene::{ContentSource, SceneCommand};
use projections::scenes::Scene;
use serde::Deserialize;
use utoipa::ToSchema;

/// What changes; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SceneChange {
    #[schema(schema_with = limits::setting)]
    setting: Option<String>,
    #[schema(schema_with = limits::scene_goal)]
    goal: Option<String>,
    #[schema(schema_with = limits::tension)]
    tension: Option<String>,
    /// The scene's own mood.
    #[schema(nullable = false)]
    tone: Option<Tone>,
    #[schema(schema_with = limits::content)]
    content: Option<String>,
    #[schema(schema_with = limits::episode)]
    episode: Option<u32>,
    #[schema(schema_with = limits::scene_number)]
    number: Option<u32>,
}

impl Input for SceneChange {
    const MAX_BYTES: usize = limits::TEXT_BODY_BYTES;
}

/// Change a scene
///
/// A new text is a new revision; the older ones stay readable.
#[utoipa::path(
    patch,
    path = "/scenes/{id}",
    operation_id = "change_scene",
    tag = "scenes",
    params(ScenePath),
    request_body = SceneChange,
    responses(
        (status = 200, description = "The scene as it is now", body = Scene),
        (status = 409, description = "It was removed")
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    at: IfMatch,
    Body(change): Body<SceneChange>,
) -> Result<Answer<Scene>, Problem> {
    let SceneChange { setting, goal, tension, tone, content, episode, number } = change;
    let mut commands =
        vec![SceneCommand::Edit(domain::scene::SceneChange { setting, goal, tension, tone, episode })];
    commands.extend(content.map(|content| SceneCommand::Rewrite { content, source: ContentSource::Hand {} }));
    commands.extend(number.map(SceneCommand::Move));
    let committed = write::execute_all::<domain::Scene>(&app, &user, path.id, at, commands).await?;
    super::shown(&app, &user, path.id, &committed).await
}
