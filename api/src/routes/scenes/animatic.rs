//! `POST /scenes/{id}/animatic`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{OptionalBody, Path, PreferWait, ScenePath};
use crate::idempotency::Ids;
use crate::planning::{Planned, ProduceRequest, planned};
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Wanted, ask};
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::job::{FilmOptions, Work};

/// Film a scene
///
/// Asks for a production of the scene's animatic: its shots, frames and sound as far as they are not made yet,
/// and the film of them: MP4 at 24 frames a second with cuts and a track of captions, unless said otherwise. A
/// narrator reads the heading and the action lines. The scene must be one of the newest version.
#[utoipa::path(
    post,
    path = "/scenes/{id}/animatic",
    operation_id = "film_scene",
    tag = "shots",
    params(ScenePath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body(content = Option<FilmOptions>),
    responses(
        (status = 202, description = "The production", body = Job),
        (status = 409, description = "The script is archived, or the budget does not cover this"),
        (status = 422, description = "The scene is none of the newest version's")
    )
)]
pub(crate) async fn animatic(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
    ids: Ids,
    wait: PreferWait,
    OptionalBody(film): OptionalBody<FilmOptions>,
) -> Result<Answer<Job>, Problem> {
    let loaded = write::own::<domain::Scene>(&app, &user, path.id).await?;
    let scene = loaded.state.details().ok_or_else(|| Problem::not_found("scene", path.id))?;
    let request = ProduceRequest::animatic(path.id, film);
    let Planned { asked, plan, spending, .. } = planned(&app, &user, scene.script, request).await?;
    let of = Some((scene.script, spending));
    let wanted = Wanted { work: Work::Produce(asked), estimate: plan.estimate, of };
    ask(&app, &user, wanted, ids, wait).await
}
