//! `POST /scripts/{id}/animatic`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{OptionalBody, Path, PreferWait, ScriptPath};
use crate::idempotency::Ids;
use crate::planning::{Planned, ProduceRequest, planned};
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Wanted, ask};
use crate::state::App;
use axum::extract::State;
use domain::job::{FilmOptions, Work};

/// Film a script
///
/// Asks for a production of the newest version's animatic: its shots, frames and sound as far as they are not
/// made yet, and the film of them: MP4 at 24 frames a second with cuts and a track of captions, unless said
/// otherwise. A narrator reads the headings and the action lines.
#[utoipa::path(
    post,
    path = "/scripts/{id}/animatic",
    operation_id = "film_script",
    tag = "scripts",
    params(ScriptPath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body(content = Option<FilmOptions>),
    responses(
        (status = 202, description = "The production", body = Job),
        (status = 409, description = "The budget does not cover it, the script is archived, or there is nothing to make it of")
    )
)]
pub(crate) async fn animatic(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    ids: Ids,
    wait: PreferWait,
    OptionalBody(film): OptionalBody<FilmOptions>,
) -> Result<Answer<Job>, Problem> {
    let request = ProduceRequest::film(film);
    let Planned { asked, plan, spending, .. } = planned(&app, &user, path.id, request).await?;
    let of = Some((path.id, spending));
    let wanted = Wanted { work: Work::Produce(asked), estimate: plan.estimate, of };
    ask(&app, &user, wanted, ids, wait).await
}
