//! `POST /characters/{id}/portrait`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{CharacterPath, Input, OptionalBody, Path, PreferWait};
use crate::idempotency::Ids;
use crate::problem::{Problem, Refused};
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Wanted, ask, estimate};
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::character::CharacterError;
use domain::job::{JobKind, PictureOptions, Portray, Work};
use serde::Deserialize;
use utoipa::ToSchema;

/// How to draw.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PortraitRequest {
    /// How the picture is made: a square of 1,024 pixels, unless this says otherwise.
    #[serde(default)]
    picture: PictureOptions,
}

impl Input for PortraitRequest {}

/// Draw a character
///
/// Asks for a job that makes a portrait from the profile, or from the look that is settled.
#[utoipa::path(
    post,
    path = "/characters/{id}/portrait",
    operation_id = "draw_portrait",
    tag = "characters",
    params(CharacterPath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body(content = Option<PortraitRequest>),
    responses(
        (status = 202, description = "The job", body = Job),
        (status = 409, description = "The character is archived")
    )
)]
pub(crate) async fn portrait(
    State(app): State<App>,
    user: User,
    Path(path): Path<CharacterPath>,
    ids: Ids,
    wait: PreferWait,
    OptionalBody(asked): OptionalBody<PortraitRequest>,
) -> Result<Answer<Job>, Problem> {
    let loaded = write::own::<domain::Character>(&app, &user, path.id).await?;
    if loaded.state.details().is_some_and(|it| it.archived) {
        return Err(CharacterError::Archived.problem());
    }
    let work = Work::DrawPortrait(Portray { character: path.id, picture: asked.picture });
    let estimate = estimate(&app, JobKind::DrawPortrait).await?;
    ask(&app, &user, Wanted { work, estimate, of: None }, ids, wait).await
}
