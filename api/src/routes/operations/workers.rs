//! `GET /workers`

use crate::answer::Answer;
use crate::auth::Admin;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::operations::{self, WorkerSeen};
use serde::Serialize;
use utoipa::ToSchema;

/// The workers.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkerList {
    /// All of them, by name.
    items: Vec<WorkerSeen>,
}

/// List workers
///
/// Whoever works here, dead ones included until they are cleared away, and what each has. For administrators.
#[utoipa::path(
    get,
    path = "/workers",
    operation_id = "list_workers",
    tag = "system",
    responses(
        (status = 200, description = "The workers", body = WorkerList),
        (status = 403, description = "You are no administrator")
    )
)]
pub(crate) async fn workers(State(app): State<App>, _: Admin) -> Result<Answer<WorkerList>, Problem> {
    let items = operations::workers(&app.client().await?).await?;
    Ok(Answer::ok(WorkerList { items }))
}
