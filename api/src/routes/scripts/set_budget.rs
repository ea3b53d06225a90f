//! `PUT /scripts/{id}/budget`

use super::budget;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, ScriptPath};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use crate::write;
use axum::extract::State;
use domain::job::Budget;
use domain::script::ScriptCommand;
use projections::operations::Spending;
use serde::Deserialize;
use utoipa::ToSchema;

/// How much a script's jobs may cost in all.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BudgetRequest {
    #[schema(schema_with = limits::budget_compute)]
    compute_ms: Option<u64>,
    #[schema(schema_with = limits::budget_usd)]
    usd_micros: Option<u64>,
}

impl Input for BudgetRequest {}

/// Set a script's budget
///
/// From then on, work that would go beyond it is refused, and what waits fails when its turn comes. The `ETag`
/// is the script's.
#[utoipa::path(
    put,
    path = "/scripts/{id}/budget",
    operation_id = "set_budget",
    tag = "scripts",
    params(ScriptPath),
    request_body = BudgetRequest,
    responses(
        (status = 200, description = "The budget and what of it is used", body = Spending),
        (status = 409, description = "The script is archived")
    )
)]
pub(crate) async fn set(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    at: IfMatch,
    Body(BudgetRequest { compute_ms, usd_micros }): Body<BudgetRequest>,
) -> Result<Answer<Spending>, Problem> {
    let command = ScriptCommand::SetBudget(Budget { compute_ms, usd_micros });
    let context = write::fresh_context(&user);
    let committed = write::execute::<domain::Script>(&app, &user, path.id, at, command, context).await?;
    let lagging = app.settle(&committed).await;
    Ok(budget::shown(&app, &user, path.id).await?.lagging(lagging))
}
