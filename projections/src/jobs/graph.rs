//! The graph of a production: its plan, with what became of each node.

use super::{cost, get};
use crate::progress::JobProgress;
use crate::row::{ReadError, maybe_json};
use deadpool_postgres::GenericClient;
use domain::job::{Cost, JobError, JobKind, PlannedNode, Totals};
use domain::{AccountId, JobId};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use tokio_postgres::Row;
use utoipa::ToSchema;

/// A node of a production, with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GraphNode {
    /// The job that makes it, or made it before.
    pub job_id: JobId,
    /// The kind of work.
    pub kind: JobKind,
    /// What people call it.
    pub label: String,
    /// Where it stands.
    pub state: NodeState,
    /// Whether the output was there before.
    pub reused: bool,
    /// Whether it waits for somebody to resume it.
    pub paused: bool,
    /// What it would have needed, which failed or was cancelled.
    pub blocked_by: Option<JobId>,
    /// How often it was started.
    pub attempt: u32,
    /// How far the attempt at hand is; only while it runs.
    pub progress: Option<JobProgress>,
    /// Why it was not made.
    pub error: Option<JobError>,
    /// What it was expected to cost.
    pub estimate: Cost,
    /// What it has cost so far.
    pub cost: Cost,
    /// When its last attempt began.
    pub started_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
}

/// Where a node of a production stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NodeState {
    /// For something that it needs.
    Waiting,
    /// For a worker.
    Queued,
    /// A worker has it.
    Running,
    /// It is there.
    Completed,
    /// It could not be made.
    Failed,
    /// Something that it needs could not be made.
    Blocked,
    /// Nobody wants it any more.
    Cancelled,
}

/// The graph of a production.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Graph {
    /// The production.
    pub job_id: JobId,
    /// How its nodes stand.
    pub totals: Totals,
    /// Its nodes, each after what it needs.
    pub nodes: Vec<GraphNode>,
    /// What needs what.
    pub edges: Vec<GraphEdge>,
}

/// One node needs another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct GraphEdge {
    /// What is needed.
    pub from: JobId,
    /// What needs it.
    pub to: JobId,
}

/// The graph of a production; `None` if there is no such job of this owner, or it is not planned.
pub async fn graph(
    client: &impl GenericClient,
    owner: AccountId,
    id: JobId,
) -> Result<Option<Graph>, ReadError> {
    let Some(production) = get(client, owner, id).await? else { return Ok(None) };
    let Some(totals) = production.totals else { return Ok(None) };
    let statement = client
        .prepare_cached(
            "select n.*, node.*
             from jobs p
             cross join lateral jsonb_array_elements(p.plan) with ordinality as node (node, place)
             left join lateral (
                select j.state as j_state, j.paused, j.attempt, j.error, j.started_at, j.ended_at,
                    j.estimate_ms, j.estimate_usd, j.cost_ms, j.cost_usd, j.reused_of,
                    j.error ->> 'class' = 'blocked' as blocked,
                    p.attempt as p_attempt, p.step, p.total_steps, p.fraction, p.message, p.eta_s, p.preview,
                    p.queue_position, p.totals as p_totals, null::text as body
                from jobs j
                left join job_progress p on p.job_id = j.id and p.attempt = j.attempt and j.state = p.state
                    and j.ended_at is null
                where j.id = (node.node ->> 'job')::uuid and j.owner_id = $1
             ) n on true
             where p.id = $2 and p.owner_id = $1
             order by node.place",
        )
        .await?;
    let rows = client.query(&statement, &[&owner.0, &id.0]).await?;
    let mut graph = Graph { job_id: id, totals, nodes: Vec::new(), edges: Vec::new() };
    for row in &rows {
        let planned: PlannedNode = crate::row::json(row, "node")?;
        graph.edges.extend(planned.needs.iter().map(|from| GraphEdge { from: *from, to: planned.job }));
        graph.nodes.push(node(row, planned)?);
    }
    graph.connect();
    Ok(Some(graph))
}

fn node(row: &Row, planned: PlannedNode) -> Result<GraphNode, ReadError> {
    let progress = match row.try_get::<_, Option<i32>>("p_attempt")? {
        Some(_) => Some(JobProgress::of_row(row)?),
        None => None,
    };
    let state = match row.try_get::<_, Option<&str>>("j_state")? {
        _ if planned.reused => NodeState::Completed,
        Some("running") => NodeState::Running,
        Some("completed") => NodeState::Completed,
        Some("cancelled") => NodeState::Cancelled,
        Some("failed") if row.try_get::<_, Option<bool>>("blocked")? == Some(true) => NodeState::Blocked,
        Some("failed") => NodeState::Failed,
        _ => NodeState::Queued,
    };
    Ok(GraphNode {
        job_id: planned.job,
        kind: planned.kind,
        label: planned.label,
        state,
        reused: planned.reused || row.try_get::<_, Option<uuid::Uuid>>("reused_of")?.is_some(),
        blocked_by: None,
        paused: row.try_get::<_, Option<bool>>("paused")?.unwrap_or(false),
        attempt: row
            .try_get::<_, Option<i32>>("attempt")?
            .map_or(0, |attempt| u32::try_from(attempt).unwrap_or(0)),
        progress,
        error: maybe_json(row, "error")?,
        estimate: planned.estimate,
        cost: if planned.reused || row.try_get::<_, Option<i64>>("cost_ms")?.is_none() {
            Cost::default()
        } else {
            cost(row, "cost_ms", "cost_usd")?
        },
        started_at: row.try_get("started_at")?,
        ended_at: row.try_get("ended_at")?,
    })
}

impl Graph {
    /// The graph of a production that has no plan yet.
    pub fn unplanned(job_id: JobId) -> Self {
        Self { job_id, totals: Totals::default(), nodes: Vec::new(), edges: Vec::new() }
    }

    /// Tells what waits for something it needs from what waits for a worker, and what blocks the blocked.
    fn connect(&mut self) {
        let mut needs: HashMap<JobId, Vec<JobId>> = HashMap::new();
        for GraphEdge { from, to } in &self.edges {
            needs.entry(*to).or_default().push(*from);
        }
        let mut made: HashSet<JobId> = HashSet::new();
        // What is not made, and because of which job.
        let mut lost: HashMap<JobId, JobId> = HashMap::new();
        for node in &mut self.nodes {
            let needs = needs.get(&node.job_id).map_or(&[][..], Vec::as_slice);
            match node.state {
                NodeState::Completed => _ = made.insert(node.job_id),
                NodeState::Failed | NodeState::Cancelled => _ = lost.insert(node.job_id, node.job_id),
                NodeState::Queued if !needs.iter().all(|need| made.contains(need)) => {
                    node.state = NodeState::Waiting;
                }
                NodeState::Blocked => {
                    node.blocked_by = needs.iter().find_map(|need| lost.get(need)).copied();
                    lost.insert(node.job_id, node.blocked_by.unwrap_or(node.job_id));
                }
                NodeState::Waiting | NodeState::Queued | NodeState::Running => {}
            }
        }
    }
}
