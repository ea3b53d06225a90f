//! `POST /characters/{id}/portrait`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{CharacterPath, NoBody, Path, PreferWait};
use crate::idempotency::Ids;
use crate::problem::{Problem, Refused};
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{Wanted, ask, estimate};
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::character::CharacterError;
use domain::job::{JobKind, OfCharacter, Work};

/// Draw a character
///
/// Asks for a job that makes a portrait from the profile, or from the look that is settled.
#[utoipa::path(
    post,
    path = "/characters/{id}/portrait",
    operation_id = "draw_portrait",
    tag = "characters",
    params(CharacterPath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
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
    _: NoBody,
) -> Result<Answer<Job>, Problem> {
    let loaded = write::own::<domain::Character>(&app, &user, path.id).await?;
    if loaded.state.details().is_some_and(|it| it.archived) {
        return Err(CharacterError::Archived.problem());
    }
    let work = Work::DrawPortrait(OfCharacter { character: path.id });
    let estimate = estimate(&app, JobKind::DrawPortrait).await?;
    ask(&app, &user, Wanted { work, estimate, of: None }, ids, wait).await
}
