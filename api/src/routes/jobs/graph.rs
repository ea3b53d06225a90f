//! `GET /jobs/{id}/graph`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{JobPath, Path};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::job::{JobKind, Totals};
use domain::{JobId, Position};
use projections::jobs;
use projections::{Graph, GraphEdge, GraphNode};
use serde::Serialize;
use utoipa::ToSchema;

/// The graph of a production.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobGraph {
    /// The production.
    job_id: JobId,
    /// How its nodes stand.
    totals: Totals,
    /// Its nodes, each after what it needs; none before it is planned.
    nodes: Vec<GraphNode>,
    /// What needs what.
    edges: Vec<GraphEdge>,
    /// What this is as of: the production's events after it are news.
    position: Position,
}

/// Read a production's graph
///
/// What it consists of and what became of each part. Empty until it is planned.
#[utoipa::path(
    get,
    path = "/jobs/{id}/graph",
    operation_id = "read_job_graph",
    tag = "jobs",
    params(JobPath),
    responses(
        (status = 200, description = "The graph", body = JobGraph),
        (status = 404, description = "There is no such job, or it is no production")
    )
)]
pub(crate) async fn graph(
    State(app): State<App>,
    user: User,
    Path(path): Path<JobPath>,
) -> Result<Answer<JobGraph>, Problem> {
    let position = app.position().await?;
    let client = app.client().await?;
    let job = jobs::get(&client, user.account, path.id).await?;
    if job.is_none_or(|job| job.kind != JobKind::Produce) {
        return Err(Problem::not_found("production", path.id));
    }
    let graph = jobs::graph(&client, user.account, path.id).await?;
    let Graph { job_id, totals, nodes, edges } = graph.unwrap_or_else(|| Graph::unplanned(path.id));
    Ok(Answer::ok(JobGraph { job_id, totals, nodes, edges, position }).position(position))
}
