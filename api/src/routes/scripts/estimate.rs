//! `POST /scripts/{id}/produce/estimate`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Path, ScriptPath};
use crate::planning::{Planned, ProduceRequest, planned};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::JobId;
use domain::job::{Budget, Cost, JobKind};
use domain::production::{NodeDraft, NodeState, ProductionPlan};
use projections::operations;
use projections::structure::KnownFacts;
use serde::Serialize;
use utoipa::ToSchema;

/// What a production would be, and what it would cost.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductionEstimate {
    /// Its nodes, each after what it needs.
    nodes: Vec<EstimatedNode>,
    /// What all of it is expected to cost.
    estimate: Cost,
    /// What the script has cost so far.
    spent: Cost,
    /// What its running jobs are expected to cost.
    reserved: Cost,
    /// How much it may cost in all.
    budget: Budget,
    /// How long it would take from now with the workers there are, in seconds.
    seconds: f64,
}

/// A node of a production that is not asked for yet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EstimatedNode {
    /// The kind of work.
    kind: JobKind,
    /// What people call it.
    label: String,
    /// The nodes it needs, by their index.
    needs: Vec<usize>,
    /// What there is of it.
    state: EstimatedState,
    /// Equal for equal inputs.
    input_hash: String,
    /// What it is expected to cost: nothing, if it is made.
    estimate: Cost,
    /// The job that made it, or makes it now.
    job_id: Option<JobId>,
}

/// What there is of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EstimatedState {
    /// Its output is there.
    Made,
    /// There is an output, for inputs that have changed since.
    Stale,
    /// It was never made.
    Missing,
    /// Another production makes it, or is about to.
    Running,
}

/// Estimate a production
///
/// The plan as it would be now, with what of it is there already. Nothing is recorded.
#[utoipa::path(
    post,
    path = "/scripts/{id}/produce/estimate",
    operation_id = "estimate_production",
    tag = "scripts",
    params(ScriptPath),
    request_body = ProduceRequest,
    responses(
        (status = 200, description = "The plan and its price", body = ProductionEstimate),
        (status = 409, description = "The script is archived, or there is nothing to make it of")
    )
)]
pub(crate) async fn estimate(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScriptPath>,
    Body(request): Body<ProduceRequest>,
) -> Result<Answer<ProductionEstimate>, Problem> {
    let position = app.position().await?;
    let Planned { plan, known, spending, .. } = planned(&app, &user, path.id, request).await?;
    let slots = operations::slots(&app.client().await?).await?;
    let seconds = seconds(&plan, slots);
    let estimate = ProductionEstimate {
        estimate: plan.estimate,
        nodes: plan.nodes.into_iter().map(|node| EstimatedNode::of(node, &known)).collect(),
        spent: spending.spent,
        reserved: spending.reserved,
        budget: spending.budget,
        seconds,
    };
    Ok(Answer::ok(estimate).position(position))
}

impl EstimatedNode {
    fn of(node: NodeDraft, known: &KnownFacts) -> Self {
        let running = known.running(&node.input_hash);
        let state = match (node.state(), running) {
            (NodeState::Made, _) => EstimatedState::Made,
            (_, Some(_)) => EstimatedState::Running,
            (NodeState::Stale, None) => EstimatedState::Stale,
            (NodeState::Missing, None) => EstimatedState::Missing,
        };
        Self {
            kind: node.kind,
            label: node.label,
            needs: node.needs,
            state,
            input_hash: node.input_hash,
            estimate: node.estimate,
            job_id: node.finished.or(running),
        }
    }
}

/// The work shared among so many slots, but never less than the longest way through the graph.
#[expect(clippy::cast_precision_loss, reason = "nothing takes 2^52 ms")]
fn seconds(plan: &ProductionPlan, slots: u32) -> f64 {
    let mut ends: Vec<u64> = Vec::with_capacity(plan.nodes.len());
    for node in &plan.nodes {
        let begins = node.needs.iter().map(|&need| ends[need]).max().unwrap_or(0);
        ends.push(begins.saturating_add(node.estimate.compute_ms));
    }
    let longest = ends.into_iter().max().unwrap_or(0) as f64;
    let shared = plan.estimate.compute_ms as f64 / f64::from(slots.max(1));
    longest.max(shared).round() / 1_000.0
}
