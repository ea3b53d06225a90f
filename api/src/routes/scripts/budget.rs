//! `GET /scripts/{id}/budget`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Path, ScriptPath};
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::ScriptId;
use domain::job::Budget;
use projections::operations::{self, Spending};

/// Read a script's budget
///
/// With what its jobs have cost so far, and what those that run are expected to cost.
#[utoipa::path(
    get,
    path = "/scripts/{id}/budget",
    operation_id = "read_budget",
    tag = "scripts",
    params(ScriptPath),
    responses((status = 200, description = "The budget and what of it is used", body = Spending))
)]
pub(crate) async fn read(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
) -> Result<Answer<Spending>, Problem> {
    shown(&app, &user, path.id).await
}

/// The budget as the script has it, and what was used of it by the workers' word.
pub(super) async fn shown(app: &App, user: &User, id: ScriptId) -> Result<Answer<Spending>, Problem> {
    let position = app.position().await?;
    let script = write::own::<domain::Script>(app, user, id).await?;
    let budget = script.state.details().map_or(Budget::default(), |script| script.budget);
    let spending = operations::spending(&app.client().await?, id).await?;
    Ok(Answer::ok(Spending { budget, ..spending }).etag(script.sequence).position(position))
}
