//! `GET /jobs/{id}/events`

use crate::auth::User;
use crate::extract::{JobPath, Path};
use crate::problem::Problem;
use crate::state::App;
use crate::stream::{EventPage, EventQuery, Scope, Watch, answer};
use crate::write;
use axum::extract::State;
use axum::response::Response;

/// Watch a job
///
/// Server-sent events: a snapshot, then everything the job goes through and causes, in order, with its
/// progress and its words; `end` when it is over. `Last-Event-ID` or `after` resumes. With
/// `Accept: application/json`: a page of events instead.
#[utoipa::path(
    get,
    path = "/jobs/{id}/events",
    operation_id = "watch_job",
    tag = "events",
    params(JobPath, EventQuery),
    responses((status = 200, description = "Events", content(
        (String = "text/event-stream"),
        (EventPage = "application/json")
    )))
)]
pub(crate) async fn events(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
    watch: Watch,
) -> Result<Response, Problem> {
    write::own::<domain::Job>(&app, &user, path.id).await?;
    answer(app, user, Scope::Job(path.id), watch).await
}
