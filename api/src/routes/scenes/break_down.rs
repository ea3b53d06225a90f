//! `POST /scenes/{id}/breakdown`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Input, OptionalBody, Path, PreferWait, ScenePath};
use crate::idempotency::Ids;
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Asking, ask_of_scene};
use crate::state::App;
use axum::extract::State;
use domain::job::{BreakDown, Work};
use serde::Deserialize;
use utoipa::ToSchema;

/// How to cover a scene.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreakDownRequest {
    /// Whether shots that cover this text already give way, unless they are locked; they do unless said
    /// otherwise.
    again: Option<bool>,
    /// Whether the language model says of each shot in words of its own what it shows; the rules' words stand
    /// unless it is asked.
    #[serde(default)]
    describe: bool,
}

impl Input for BreakDownRequest {}

/// Break a scene down
///
/// Asks for a job that covers the scene with shots. Locked ones stay; what others rendered stays with them.
#[utoipa::path(
    post,
    path = "/scenes/{id}/breakdown",
    operation_id = "break_down_scene",
    tag = "shots",
    params(ScenePath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body(content = Option<BreakDownRequest>),
    responses(
        (status = 202, description = "The job", body = Job),
        (status = 409, description = "The script is archived, the scene was removed, or the budget does not cover this")
    )
)]
pub(crate) async fn break_down(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    ids: Ids,
    wait: PreferWait,
    OptionalBody(asked): OptionalBody<BreakDownRequest>,
) -> Result<Answer<Job>, Problem> {
    let asking = Asking { app: &app, user: &user, ids, wait };
    let again = asked.again.unwrap_or(true);
    ask_of_scene(asking, path.id, |scene| {
        let of = BreakDown { scene: scene.id, revision: scene.revision, again };
        if asked.describe { Work::DescribeScene(of) } else { Work::BreakDownScene(of) }
    })
    .await
}
