//! What those see who run the studio: its workers, the work that comes round by the clock, and what scripts
//! cost. The tables are the workers' own; nothing here writes them.

use crate::row::{ReadError, count, word};
use deadpool_postgres::GenericClient;
use domain::job::{Budget, Cost, JobKind};
use domain::{JobId, ScriptId};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::HashMap;
use tokio_postgres::Row;
use utoipa::ToSchema;
use uuid::Uuid;

/// A worker that has registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkerSeen {
    /// Its name.
    pub name: String,
    /// What it offers: cpu, gpu, remote.
    pub engines: Vec<String>,
    /// What it computes on, in words.
    pub device: String,
    /// Its version of this program.
    pub version: String,
    /// How many jobs it takes at a time.
    pub slots: u32,
    /// When it started.
    pub started_at: Timestamp,
    /// When it last gave a sign of life.
    pub heartbeat_at: Timestamp,
    /// Whether that is recent: one that has been silent for three heartbeats is taken for dead.
    pub alive: bool,
    /// Whether it takes nothing more and ends when what it has is handed back.
    pub draining: bool,
    /// Its diffusion model, if it has one.
    pub image_model: Option<String>,
    /// What it has.
    pub jobs: Vec<JobId>,
}

/// Work that comes round by the clock, once for all processes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MaintenanceTask {
    /// Its name.
    pub task: String,
    /// How far apart two rounds are, in seconds.
    pub every_s: u32,
    /// When it was done last.
    pub last_run_at: Option<Timestamp>,
    /// How that went.
    pub last_outcome: Option<MaintenanceOutcome>,
    /// How many rows or files that removed.
    pub last_removed: Option<u64>,
    /// Why it failed.
    pub error: Option<String>,
    /// How long it took, in milliseconds.
    pub took_ms: Option<f64>,
    /// Who did it.
    pub worker: Option<String>,
    /// When it is done next.
    pub next_run_at: Timestamp,
}

/// How a round went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaintenanceOutcome {
    /// All of it was done.
    Done,
    /// It failed.
    Failed,
}

/// What a script has cost, and what it may cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Spending {
    /// How much it may cost in all.
    pub budget: Budget,
    /// What its jobs have cost so far.
    pub spent: Cost,
    /// What those that run are expected to cost.
    pub reserved: Cost,
}

impl Spending {
    /// What is spoken for.
    pub fn used(&self) -> Cost {
        [self.spent, self.reserved].into_iter().sum()
    }
}

/// Every worker that is registered, by name.
pub async fn workers(client: &impl GenericClient) -> Result<Vec<WorkerSeen>, ReadError> {
    let select = client
        .prepare_cached(
            "select w.name, w.engines, w.device, w.version, w.slots, w.started_at, w.heartbeat_at, w.draining,
                w.image_model,
                w.heartbeat_at > clock_timestamp() - 3 * make_interval(secs => w.heartbeat_s) as alive,
                array(select q.job_id from job_queue q
                      where q.worker = w.name and q.lease_until is not null order by q.job_id) as jobs
             from workers w order by w.name",
        )
        .await?;
    client.query(&select, &[]).await?.iter().map(worker).collect()
}

fn worker(row: &Row) -> Result<WorkerSeen, ReadError> {
    Ok(WorkerSeen {
        name: row.try_get("name")?,
        engines: row.try_get("engines")?,
        device: row.try_get("device")?,
        version: row.try_get("version")?,
        slots: count(row, "slots")?,
        started_at: row.try_get("started_at")?,
        heartbeat_at: row.try_get("heartbeat_at")?,
        alive: row.try_get("alive")?,
        draining: row.try_get("draining")?,
        image_model: row.try_get("image_model")?,
        jobs: row.try_get::<_, Vec<Uuid>>("jobs")?.into_iter().map(JobId).collect(),
    })
}

/// How many jobs the workers that are alive can run at a time.
pub async fn slots(client: &impl GenericClient) -> Result<u32, ReadError> {
    let workers = workers(client).await?;
    Ok(workers.iter().filter(|worker| worker.alive && !worker.draining).map(|worker| worker.slots).sum())
}

/// Whether a worker that is alive has a diffusion model.
pub async fn diffuses(client: &impl GenericClient) -> Result<bool, ReadError> {
    let workers = workers(client).await?;
    Ok(workers.iter().any(|worker| worker.alive && !worker.draining && worker.image_model.is_some()))
}

/// What one job of a kind has cost on average; `None` if none was ever finished.
pub async fn experience(client: &impl GenericClient, kind: JobKind) -> Result<Option<Cost>, ReadError> {
    let select = client.prepare_cached(EXPERIENCE).await?;
    let rows = client.query(&select, &[&Some(kind.as_str())]).await?;
    Ok(rows.first().map(average).transpose()?.map(|(_, cost)| cost))
}

/// The same for every kind there is experience with.
pub(crate) async fn experiences(client: &impl GenericClient) -> Result<HashMap<JobKind, Cost>, ReadError> {
    let select = client.prepare_cached(EXPERIENCE).await?;
    client.query(&select, &[&None::<&str>]).await?.iter().map(average).collect()
}

const EXPERIENCE: &str = "select * from job_experience where jobs > 0 and ($1::text is null or kind = $1)";

fn average(row: &Row) -> Result<(JobKind, Cost), ReadError> {
    let cost = Cost { compute_ms: whole(row, "compute_ms")?, usd_micros: whole(row, "usd_micros")? };
    Ok((word(row, "kind")?, cost))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cost, rounded; floats saturate"
)]
fn whole(row: &Row, column: &str) -> Result<u64, ReadError> {
    Ok(row.try_get::<_, f64>(column)?.round() as u64)
}

/// Every task, by name.
pub async fn maintenance(client: &impl GenericClient) -> Result<Vec<MaintenanceTask>, ReadError> {
    let select = client.prepare_cached("select * from maintenance order by task").await?;
    client.query(&select, &[]).await?.iter().map(task).collect()
}

fn task(row: &Row) -> Result<MaintenanceTask, ReadError> {
    let last_run_at: Option<Timestamp> = row.try_get("last_run_at")?;
    let error: Option<String> = row.try_get("error")?;
    let outcome = if error.is_some() { MaintenanceOutcome::Failed } else { MaintenanceOutcome::Done };
    Ok(MaintenanceTask {
        task: row.try_get("task")?,
        every_s: count(row, "every_s")?,
        last_run_at,
        last_outcome: last_run_at.map(|_| outcome),
        last_removed: row.try_get::<_, Option<i64>>("removed")?.map(amount),
        error,
        took_ms: row.try_get("took_ms")?,
        worker: row.try_get("worker")?,
        next_run_at: row.try_get("next_run_at")?,
    })
}

/// What a script has cost and may cost, as the workers count it: a moment behind the log.
pub async fn spending(client: &impl GenericClient, script: ScriptId) -> Result<Spending, ReadError> {
    let select = client
        .prepare_cached(
            "select coalesce(s.spent_ms, 0) as spent_ms, coalesce(s.spent_usd, 0) as spent_usd,
                s.budget_ms, s.budget_usd, r.reserved_ms, r.reserved_usd
             from (select coalesce(sum(estimate_ms), 0)::bigint as reserved_ms,
                        coalesce(sum(estimate_usd), 0)::bigint as reserved_usd
                   from job_queue
                   where script_id = $1 and lease_until is not null and next = 'run') r
             left join script_spending s on s.script_id = $1",
        )
        .await?;
    let row = client.query_one(&select, &[&script.0]).await?;
    let cost = |compute: &str, usd: &str| -> Result<Cost, ReadError> {
        Ok(Cost { compute_ms: amount(row.try_get(compute)?), usd_micros: amount(row.try_get(usd)?) })
    };
    let limit = |name: &str| -> Result<Option<u64>, ReadError> {
        Ok(row.try_get::<_, Option<i64>>(name)?.map(amount))
    };
    Ok(Spending {
        budget: Budget { compute_ms: limit("budget_ms")?, usd_micros: limit("budget_usd")? },
        spent: cost("spent_ms", "spent_usd")?,
        reserved: cost("reserved_ms", "reserved_usd")?,
    })
}

fn amount(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
