//! `GET /scripts/{id}/events`

use crate::auth::User;
use crate::extract::{Path, ScriptPath};
use crate::problem::Problem;
use crate::state::App;
use crate::stream::{EventPage, EventQuery, Scope, Watch, answer};
use crate::write;
use axum::extract::State;
use axum::response::Response;

/// Watch a script
///
/// Server-sent events: a snapshot, then everything that happens to the script, its versions, scenes and
/// jobs, in order, with the progress and the words of jobs that run. `Last-Event-ID` or `after` resumes.
/// With `Accept: application/json`: a page of events instead.
#[utoipa::path(
    get,
    path = "/scripts/{id}/events",
    operation_id = "watch_script",
    tag = "events",
    params(ScriptPath, EventQuery),
    responses((status = 200, description = "Events", content(
        (String = "text/event-stream"),
        (EventPage = "application/json")
    )))
)]
pub(crate) async fn events(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    watch: Watch,
) -> Result<Response, Problem> {
    write::own::<domain::Script>(&app, &user, path.id).await?;
    answer(app, user, Scope::Script(path.id), watch).await
}
