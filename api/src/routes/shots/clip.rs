//! `POST /shots/{id}/clip`

use super::find;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Input, OptionalBody, Path, PreferWait, ShotPath};
use crate::idempotency::Ids;
use crate::problem::{Kind, Problem};
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{self, ask_of_scene};
use crate::state::App;
use axum::extract::State;
use domain::job::{ClipOptions, FilmShot, Work};

impl Input for ClipOptions {}

/// Film a shot
///
/// Asks for the clip of a shot: the camera moves over the frame that the shot shows, as long as the shot is planned,
/// without sound; MP4 at 24 frames a second unless said otherwise. The shot must have a frame.
#[utoipa::path(
    post,
    path = "/shots/{id}/clip",
    operation_id = "film_shot",
    tag = "shots",
    params(ShotPath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body(content = Option<ClipOptions>),
    responses(
        (status = 202, description = "The job", body = Job),
        (status = 409, description = "The shot has no frame or was removed, the script is archived, or the budget does not cover this")
    )
)]
pub(crate) async fn clip(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    ids: Ids,
    wait: PreferWait,
    OptionalBody(clip): OptionalBody<ClipOptions>,
) -> Result<Answer<Job>, Problem> {
    let shot = find(&app, &user, path.id).await?;
    let missing = match (&shot.active, shot.removed) {
        (_, true) => Some("was removed"),
        (None, false) => Some("has no frame to move over; draw it first"),
        (Some(_), false) => None,
    };
    if let Some(missing) = missing {
        return Err(Problem::new(Kind::NotProducible).detail(format!("shot {} {missing}", shot.name)));
    }
    let asking = ask::Asking { app: &app, user: &user, ids, wait };
    ask_of_scene(asking, shot.scene, |_| Work::FilmShot(FilmShot { scene: shot.scene, shot: shot.id, clip }))
        .await
}
