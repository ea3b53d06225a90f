//! `GET /maintenance`

use crate::answer::Answer;
use crate::auth::Admin;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use projections::operations::{self, MaintenanceTask};
use serde::Serialize;
use utoipa::ToSchema;

/// The tasks.
#[derive(Serialize, ToSchema)]
pub(crate) struct MaintenanceList {
    /// All of them, by name.
    items: Vec<MaintenanceTask>,
}

/// List maintenance tasks
///
/// What comes round by the clock, when it was done last and how that went. For administrators.
#[utoipa::path(
    get,
    path = "/maintenance",
    operation_id = "list_maintenance",
    tag = "system",
    responses(
        (status = 200, description = "The tasks", body = MaintenanceList),
        (status = 403, description = "You are no administrator")
    )
)]
pub(crate) async fn maintenance(
    State(app): State<App>,
    _: Admin,
) -> Result<Answer<MaintenanceList>, Problem> {
    let items = operations::maintenance(&app.client().await?).await?;
    Ok(Answer::ok(MaintenanceList { items }))
}
