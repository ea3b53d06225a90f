//! Jobs: what was asked for, where each stands, and how far the running ones are.

mod graph;

pub use graph::{Graph, GraphEdge, GraphNode, NodeState, graph};

use crate::changes::{Changes, Keys, bigint, int, update, values};
use crate::page::{Cursor, Limit, List, Page};
use crate::progress::JobProgress;
use crate::projection::{ProjectionError, payload};
use crate::read_model::{self, ReadModel};
use crate::row::{ReadError, count, json, maybe_json, maybe_word, position, sequence, word};
use cqrs_es::Aggregate;
use deadpool_postgres::GenericClient;
use domain::job::{Cost, JobError, JobEvent, JobKind, JobState, OfScene, Phase, Totals};
use domain::{AccountId, JobId, Position, ScriptId, VersionId};
use event_store::RecordedEvent;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio_postgres::Row;
use utoipa::ToSchema;

/// A job as clients see it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What sort of work it is.
    pub kind: JobKind,
    /// The script it works on.
    pub script_id: Option<ScriptId>,
    /// Where it stands.
    pub state: JobState,
    /// What it is doing, while it runs.
    pub phase: Option<Phase>,
    /// How often it was started.
    pub attempt: u32,
    /// How often it may be started without a hand.
    pub max_attempts: u32,
    /// Higher runs sooner.
    pub priority: i32,
    /// Whether it waits for somebody to resume it.
    pub paused: bool,
    /// Whether somebody asked for its end while it was not over.
    pub cancelling: bool,
    /// The production it is a node of.
    pub production_id: Option<JobId>,
    /// What it is called there.
    pub label: Option<String>,
    /// How the nodes of a planned production stand.
    pub totals: Option<Totals>,
    /// What it was expected to cost.
    pub estimate: Cost,
    /// What it has cost so far; of a production, what its nodes have.
    pub cost: Cost,
    /// What was asked for.
    #[schema(value_type = Object)]
    pub input: Value,
    /// How far the attempt at hand is; only while it runs.
    pub progress: Option<JobProgress>,
    /// Why its last attempt failed.
    pub error: Option<JobError>,
    /// What it made.
    pub result: Option<JobResult>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the attempt at hand, or the last one, began.
    pub started_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its last event: its `ETag`.
    #[serde(skip)]
    pub sequence: u64,
}

/// What a job made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct JobResult {
    /// The version it wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_id: Option<VersionId>,
    /// That version's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_number: Option<u32>,
    /// What it made, as its kind makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub made: Option<Value>,
}

impl JobResult {
    /// Reads what a job's aggregate keeps.
    pub fn of(stored: Value) -> Self {
        /// What writing a version leaves.
        #[derive(Deserialize)]
        struct Written {
            version_id: VersionId,
            version_number: u32,
        }
        match Written::deserialize(&stored) {
            Ok(Written { version_id, version_number }) => {
                Self { version_id: Some(version_id), version_number: Some(version_number), made: None }
            }
            Err(_) => Self { made: Some(stored), ..Self::default() },
        }
    }
}

/// Which jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// Only those in one of these states; all if none is named.
    pub states: Vec<JobState>,
    /// Only those of this script.
    pub script: Option<ScriptId>,
    /// Only those of this kind.
    pub kind: Option<JobKind>,
    /// Only the nodes of this production.
    pub production: Option<JobId>,
    /// No nodes of productions.
    pub top: bool,
}

pub(crate) struct Jobs;

const REQUESTED: &str =
    "insert into jobs (id, updated_at, position, sequence, requested_at, created_position,
        owner_id, script_id, kind, input, state, max_attempts, priority, estimate_ms, estimate_usd,
        production_id, label, input_hash)
    select $1, $2, $3, $4, $2, $3, $5, $6, $7, $8, 'pending', $9, $10, $11, $12, $13, $14, $15 /*from rows*/";

/// The job waits again, after an attempt or by hand.
const QUEUED: &str = update!("jobs", "state = 'queued', phase = null");

/// A production stays one, without its nodes' names.
const ERASED: &str =
    "update jobs set owner_id = '00000000-0000-0000-0000-000000000000', input = '{}', label = null,
        plan = case when plan is not null then '[]'::jsonb end, input_hash = null, error = null, result = null
    where script_id = $1";

impl ReadModel for Jobs {
    const NAME: &'static str = "jobs";
    const TABLES: &'static [&'static str] = &["jobs"];

    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
        use JobEvent as E;
        if event.event_type == read_model::ERASED {
            changes.run(ERASED, Keys::ALL, values![event.aggregate_id]);
        }
        if event.aggregate_type != domain::Job::TYPE {
            return Ok(());
        }
        match payload(event)? {
            requested @ E::Requested { .. } => {
                changes.row(REQUESTED, event, columns(requested, event));
            }
            E::ValidationStarted {} => changes.row(update!("jobs", "state = 'validating'"), event, values![]),
            // The failure that follows it says the same.
            E::Refused { .. } | E::OutputProduced { .. } => {
                changes.row(update!("jobs"), event, values![]);
            }
            E::CancelRequested { .. } => {
                changes.row(update!("jobs", "cancelling = true"), event, values![]);
            }
            E::Queued {} | E::Released { .. } => changes.row(QUEUED, event, values![]),
            E::Started { attempt, .. } => {
                let sql = update!("jobs", "state = 'running', attempt = $5, started_at = $2");
                changes.row(sql, event, values![int(attempt)]);
            }
            E::PhaseEntered { phase, .. } => {
                changes.row(update!("jobs", "phase = $5"), event, values![phase.as_str()]);
            }
            ended @ (E::Completed { .. }
            | E::Reused { .. }
            | E::Produced { .. }
            | E::PartiallyCompleted { .. }
            | E::AttemptFailed { .. }
            | E::Failed { .. }
            | E::Cancelled { .. }) => end(ended, event, changes),
            E::Planned { nodes, estimate, .. } => {
                let sql = update!("jobs", "plan = $5, estimate_ms = $6, estimate_usd = $7");
                let estimate = values![bigint(estimate.compute_ms), bigint(estimate.usd_micros)];
                changes.row(sql, event, values![json!(nodes)].into_iter().chain(estimate).collect());
            }
            E::Paused {} => changes.row(update!("jobs", "paused = true"), event, values![]),
            E::Resumed {} => changes.row(update!("jobs", "paused = false"), event, values![]),
            E::Prioritised { after, .. } => {
                changes.row(update!("jobs", "priority = $5"), event, values![after]);
            }
            // A production goes on; any other job waits again.
            E::Retried { .. } => {
                let sql = update!(
                    "jobs",
                    "state = case when plan is null then 'queued' else 'running' end, phase = null,
                     error = null, ended_at = null, paused = false, cancelling = false"
                );
                changes.row(sql, event, values![]);
            }
        }
        Ok(())
    }
}

/// The columns of a new job, from the owner on.
fn columns(requested: JobEvent, event: &RecordedEvent) -> Vec<crate::changes::Value> {
    let JobEvent::Requested { owner, script, work, priority, max_attempts, estimate, node, .. } = requested
    else {
        return Vec::new();
    };
    let input = event.payload.get("input").cloned().unwrap_or(Value::Null);
    let mut more = values![owner.0, script.map(|script| script.0), work.kind().as_str(), input];
    more.extend(values![int(max_attempts), priority]);
    more.extend(values![bigint(estimate.compute_ms), bigint(estimate.usd_micros)]);
    let (production, label, hash) = match node.map(|node| *node) {
        Some(node) => (Some(node.production.0), Some(node.label), Some(node.input_hash)),
        None => (None, None, None),
    };
    more.extend(values![production, label, hash]);
    more
}

/// An attempt, or all of them, is over.
fn end<'e>(ended: JobEvent, event: &'e RecordedEvent, changes: &mut Changes<'e>) {
    use JobEvent as E;
    match ended {
        E::Completed { result, cost, .. } => {
            let sql = update!(
                "jobs",
                "state = 'completed', phase = null, result = $5, error = null, ended_at = $2,
                 cost_ms = cost_ms + $6, cost_usd = cost_usd + $7"
            );
            let cost = values![bigint(cost.compute_ms), bigint(cost.usd_micros)];
            changes.row(sql, event, values![result].into_iter().chain(cost).collect());
        }
        E::Reused { of, result } => {
            let sql = update!(
                "jobs",
                "state = 'completed', phase = null, result = $5, error = null, ended_at = $2, reused_of = $6"
            );
            changes.row(sql, event, values![result, of.0]);
        }
        E::Produced { cost, .. } => {
            let sql = update!(
                "jobs",
                "state = 'completed', error = null, ended_at = $2, cost_ms = $5, cost_usd = $6"
            );
            changes.row(sql, event, values![bigint(cost.compute_ms), bigint(cost.usd_micros)]);
        }
        E::PartiallyCompleted { cost, .. } => {
            let sql =
                update!("jobs", "state = 'partially_completed', ended_at = $2, cost_ms = $5, cost_usd = $6");
            changes.row(sql, event, values![bigint(cost.compute_ms), bigint(cost.usd_micros)]);
        }
        E::AttemptFailed { error, cost, .. } => {
            let sql = update!(
                "jobs",
                "state = 'queued', phase = null, error = $5, cost_ms = cost_ms + $6, cost_usd = cost_usd + $7"
            );
            let (compute, usd) = (bigint(cost.compute_ms), bigint(cost.usd_micros));
            changes.row(sql, event, values![json!(error), compute, usd]);
        }
        E::Failed { error } => {
            let sql = update!("jobs", "state = 'failed', phase = null, error = $5, ended_at = $2");
            changes.row(sql, event, values![json!(error)]);
        }
        E::Cancelled { .. } => {
            let sql = update!("jobs", "state = 'cancelled', phase = null, ended_at = $2");
            changes.row(sql, event, values![]);
        }
        _ => {}
    }
}

/// Progress is joined for the attempt that runs, or for what waits: what an older one left behind says
/// nothing. Totals are counted from the nodes themselves, so they are right at every position.
macro_rules! select {
    ($text:literal, $condition:literal) => {
        concat!(
            "select j.*, p.attempt as p_attempt, p.step, p.total_steps, p.fraction, p.message, p.eta_s, p.preview,
                p.queue_position, p.totals as p_totals, t.total, t.completed, t.reused, t.running, t.waiting,
                t.failed, t.blocked, t.cancelled, ",
            $text,
            " as body
             from jobs j
             left join job_progress p on p.job_id = j.id and p.attempt = j.attempt and j.ended_at is null
                and (p.state = j.state or (p.state = 'queued' and j.state in ('pending', 'validating')))
             left join lateral (
                select jsonb_array_length(j.plan) as total,
                    count(*) filter (where n.state = 'completed' and n.reused_of is null) as completed,
                    count(*) filter (where n.state = 'completed' and n.reused_of is not null)
                        + jsonb_array_length(j.plan) - count(*) as reused,
                    count(*) filter (where n.state = 'running') as running,
                    count(*) filter (where n.state in ('pending', 'validating', 'queued')) as waiting,
                    count(*) filter (where n.state = 'failed' and n.error ->> 'class' <> 'blocked') as failed,
                    count(*) filter (where n.state = 'failed' and n.error ->> 'class' = 'blocked') as blocked,
                    count(*) filter (where n.state = 'cancelled') as cancelled
                from jobs n where n.production_id = j.id
             ) t on j.plan is not null
             where j.owner_id = $1 ",
            $condition
        )
    };
}

/// One job, with its text so far; `None` if there is none or it is someone else's.
pub async fn get(client: &impl GenericClient, owner: AccountId, id: JobId) -> Result<Option<Job>, ReadError> {
    let statement = client.prepare_cached(select!("p.body", "and j.id = $2")).await?;
    client.query_opt(&statement, &[&owner.0, &id.0]).await?.as_ref().map(job).transpose()
}

/// Jobs without their text, the newest first.
pub async fn list(
    client: &impl GenericClient,
    owner: AccountId,
    filter: &JobFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<Job>, ReadError> {
    let [before, _] = Cursor::keys(cursor, List::Jobs, [i64::MAX, 0])?;
    let JobFilter { states, script, kind, production, top } = filter;
    let states: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let kind = kind.map(JobKind::as_str);
    let statement = client
        .prepare_cached(select!(
            "null::text",
            "and j.created_position < $2 and (cardinality($3::text[]) = 0 or j.state = any($3))
             and ($4::uuid is null or j.script_id = $4) and ($5::text is null or j.kind = $5)
             and ($6::uuid is null or j.production_id = $6) and (not $7 or j.production_id is null)
             order by j.created_position desc limit $8"
        ))
        .await?;
    let rows = client
        .query(
            &statement,
            &[
                &owner.0,
                &before,
                &states,
                &script.map(|script| script.0),
                &kind,
                &production.map(|production| production.0),
                top,
                &limit.probe(),
            ],
        )
        .await?;
    Page::read(&rows, limit, job, |last| Cursor::after(List::Jobs, last, "created_position"))
}

/// Every job that is not over, without its text, the newest first, but no nodes of productions: what a
/// stream begins with. At most 1,000, which is far above what one account may have waiting.
pub async fn active(client: &impl GenericClient, owner: AccountId) -> Result<Vec<Job>, ReadError> {
    let statement = client
        .prepare_cached(select!(
            "null::text",
            "and j.ended_at is null and j.production_id is null order by j.created_position desc limit 1000"
        ))
        .await?;
    client.query(&statement, &[&owner.0]).await?.iter().map(job).collect()
}

/// What the newest completed job of a kind left for each scene of a script: the job's input and its result.
pub async fn newest_of_scenes(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
    kind: JobKind,
) -> Result<Vec<(OfScene, Value)>, ReadError> {
    let statement = client
        .prepare_cached(
            "select distinct on (input ->> 'scene') input, result from jobs
             where owner_id = $1 and script_id = $2 and kind = $3 and state = 'completed' and result is not null
             order by input ->> 'scene', position desc",
        )
        .await?;
    let rows = client.query(&statement, &[&owner.0, &script.0, &kind.as_str()]).await?;
    rows.iter().map(|row| Ok((json(row, "input")?, row.try_get("result")?))).collect()
}

fn job(row: &Row) -> Result<Job, ReadError> {
    let progress = match row.try_get::<_, Option<i32>>("p_attempt")? {
        Some(_) => Some(JobProgress::of_row(row)?),
        None => None,
    };
    Ok(Job {
        id: JobId(row.try_get("id")?),
        kind: word(row, "kind")?,
        script_id: row.try_get::<_, Option<_>>("script_id")?.map(ScriptId),
        state: word(row, "state")?,
        phase: maybe_word(row, "phase")?,
        attempt: count(row, "attempt")?,
        max_attempts: count(row, "max_attempts")?,
        priority: row.try_get("priority")?,
        paused: row.try_get("paused")?,
        cancelling: row.try_get("cancelling")?,
        production_id: row.try_get::<_, Option<_>>("production_id")?.map(JobId),
        label: row.try_get("label")?,
        totals: totals(row)?,
        estimate: cost(row, "estimate_ms", "estimate_usd")?,
        cost: cost(row, "cost_ms", "cost_usd")?,
        input: row.try_get("input")?,
        progress,
        error: maybe_json(row, "error")?,
        result: row.try_get::<_, Option<Value>>("result")?.map(JobResult::of),
        requested_at: row.try_get("requested_at")?,
        started_at: row.try_get("started_at")?,
        ended_at: row.try_get("ended_at")?,
        position: position(row, "position")?,
        sequence: sequence(row, "sequence")?,
    })
}

fn totals(row: &Row) -> Result<Option<Totals>, ReadError> {
    let Some(total) = row.try_get::<_, Option<i32>>("total")? else { return Ok(None) };
    let count = |name: &str| -> Result<u32, ReadError> {
        Ok(u32::try_from(row.try_get::<_, i64>(name)?).unwrap_or(0))
    };
    Ok(Some(Totals {
        total: u32::try_from(total).unwrap_or(0),
        completed: count("completed")?,
        reused: count("reused")?,
        running: count("running")?,
        waiting: count("waiting")?,
        failed: count("failed")?,
        blocked: count("blocked")?,
        cancelled: count("cancelled")?,
    }))
}

fn cost(row: &Row, compute: &str, usd: &str) -> Result<Cost, ReadError> {
    let amount = |name: &str| -> Result<u64, ReadError> {
        Ok(u64::try_from(row.try_get::<_, i64>(name)?).unwrap_or(0))
    };
    Ok(Cost { compute_ms: amount(compute)?, usd_micros: amount(usd)? })
}
