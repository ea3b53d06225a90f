//! `POST /scenes/{id}/storyboard`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Input, OptionalBody, Path, PreferWait, ScenePath};
use crate::idempotency::Ids;
use crate::limits;
use crate::pictures::ShotParams;
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Asking, ask_of_scene};
use crate::state::App;
use axum::extract::State;
use domain::job::{PictureOptions, Storyboard, Work};
use serde::Deserialize;
use utoipa::ToSchema;

/// What to draw.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoryboardRequest {
    #[schema(schema_with = limits::frame_count)]
    frame_count: Option<u32>,
    /// Lens, light, camera and sky for all of them, in place of their own.
    #[serde(default)]
    base_params: ShotParams,
    /// How the pictures are made.
    #[serde(default)]
    picture: PictureOptions,
}

impl Input for StoryboardRequest {}

/// Draw a scene
///
/// Asks for a job that gives each shot a take, one after another; a scene without shots is broken down first.
/// A frame that was drawn from the same before is taken over. While a frame is drawn its job shows previews of it,
/// the first at once.
#[utoipa::path(
    post,
    path = "/scenes/{id}/storyboard",
    operation_id = "storyboard_scene",
    tag = "shots",
    params(ScenePath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body(content = Option<StoryboardRequest>),
    responses(
        (status = 202, description = "The job", body = Job),
        (status = 409, description = "The script is archived, the scene was removed, or the budget does not cover this")
    )
)]
pub(crate) async fn storyboard(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    ids: Ids,
    wait: PreferWait,
    OptionalBody(asked): OptionalBody<StoryboardRequest>,
) -> Result<Answer<Job>, Problem> {
    let asking = Asking { app: &app, user: &user, ids, wait };
    ask_of_scene(asking, path.id, |scene| {
        let StoryboardRequest { frame_count, base_params, picture } = asked;
        Work::StoryboardScene(Storyboard {
            scene: scene.id,
            revision: scene.revision,
            frame_count,
            base_params: base_params.numbers(),
            direction: base_params.direction(),
            picture,
        })
    })
    .await
}
