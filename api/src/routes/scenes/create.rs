//! `POST /scripts/{id}/versions/{n}/scenes`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input, Path, VersionPath};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::{Problem, Refused};
use crate::request;
use crate::routes::versions;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::scene::SceneCommand;
use domain::script::ScriptError;
use domain::{SceneId, Tone};
use projections::scenes::{self, Scene};
use projections::{Cursor, Limit};
use serde::Deserialize;
use utoipa::ToSchema;

/// A new scene.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewScene {
    #[schema(schema_with = limits::setting)]
    setting: String,
    #[serde(default)]
    #[schema(schema_with = limits::scene_goal)]
    goal: String,
    #[serde(default)]
    #[schema(schema_with = limits::tension)]
    tension: String,
    /// The scene's own mood; the script's unless said.
    tone: Option<Tone>,
    #[serde(default)]
    #[schema(schema_with = limits::content)]
    content: String,
    #[schema(schema_with = limits::new_episode)]
    episode: Option<u32>,
    #[schema(schema_with = limits::new_number)]
    number: Option<u32>,
}

impl Input for NewScene {
    const MAX_BYTES: usize = limits::TEXT_BODY_BYTES;
}

/// Add a scene to a version
#[utoipa::path(
    post,
    path = "/scripts/{id}/versions/{n}/scenes",
    operation_id = "create_scene",
    tag = "scenes",
    params(VersionPath),
    request_body = NewScene,
    responses(
        (status = 201, description = "The new scene", body = Scene),
        (status = 409, description = "The script is archived")
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    user: User,
    Path(path): Path<VersionPath>,
    ids: Ids,
    Body(new): Body<NewScene>,
) -> Result<Answer<Scene>, Problem> {
    let script = write::own::<domain::Script>(&app, &user, path.id).await?;
    let script = script.state.details().ok_or_else(|| Problem::not_found("script", path.id))?;
    if script.archived {
        return Err(ScriptError::Archived.problem());
    }
    let version = versions::find(&app, &user, path).await?.summary.id;
    let id: SceneId = ids.id("scene");
    let number = match new.number {
        Some(number) => number,
        None => last_number(&app, &user, path).await? + 1,
    };
    let scene = domain::scene::NewScene {
        scene: id,
        script: path.id,
        owner: user.account,
        version,
        number,
        setting: new.setting,
        goal: new.goal,
        tension: new.tension,
        tone: new.tone.unwrap_or(script.tone),
        content: new.content,
        episode: new.episode,
    };
    let context = request::command_context(user.account, ids.command());
    let committed =
        app.store.execute::<domain::Scene>(id, SceneCommand::Add(Box::new(scene)), &context).await?;
    Ok(super::shown(&app, &user, id, &committed).await?.created(format!("/api/v1/scenes/{id}")))
}

/// The highest number of a version's scenes, which are listed by number; 0 without any.
async fn last_number(app: &App, user: &User, path: VersionPath) -> Result<u32, Problem> {
    let client = app.client().await?;
    let (mut last, mut cursor): (u32, Option<Cursor>) = (0, None);
    loop {
        let page = scenes::list(&client, user.account, path.id, path.n, cursor.as_ref(), Limit::MOST).await?;
        last = page.items.last().map_or(last, |scene| scene.number);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return Ok(last),
        }
    }
}
