//! `GET /events`

use crate::auth::User;
use crate::problem::Problem;
use crate::state::App;
use crate::stream::{EventPage, EventQuery, Scope, Watch, answer};
use axum::extract::State;
use axum::response::Response;

/// Watch everything of yours
///
/// Server-sent events: a snapshot, then everything that happens to what is yours, in order, with the
/// progress and the words of your jobs that run. `Last-Event-ID` or `after` resumes. With
/// `Accept: application/json`: a page of events instead.
#[utoipa::path(
    get,
    path = "/events",
    operation_id = "watch_all",
    tag = "events",
    params(EventQuery),
    responses((status = 200, description = "Events", content(
        (String = "text/event-stream"),
        (EventPage = "application/json")
    )))
)]
pub(crate) async fn events(State(app): State<App>, user: User, watch: Watch) -> Result<Response, Problem> {
    answer(app, user, Scope::Owner(user.account), watch).await
}
