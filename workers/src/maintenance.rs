//! Work that comes round by the clock: once for the whole cluster, by whoever gets to it first, and on record.
//!
//! A task is locked by its row while it runs, so a process that dies in the middle leaves it to the next.
//! What a task does must be harmless to do again.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use deadpool_postgres::Pool;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::error::QueueError;
use crate::metrics;

/// Between two looks for tasks that are due.
const LOOK: Duration = Duration::from_secs(5);

/// What a task does: how many rows or files it removed, or why it could not.
pub type Done = Pin<Box<dyn Future<Output = Result<u64, String>> + Send>>;

/// A task.
#[derive(Clone)]
pub struct Task {
    /// Its name, which never changes.
    pub name: &'static str,
    /// Between two runs.
    pub every: Duration,
    /// What it does.
    pub run: Arc<dyn Fn(Pool) -> Done + Send + Sync>,
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Task").field("name", &self.name).field("every", &self.every).finish_non_exhaustive()
    }
}

/// Runs tasks when they are due.
#[derive(Debug)]
pub struct Maintenance(JoinHandle<()>);

impl Maintenance {
    /// Starts looking for tasks that are due, under a worker's name, until shutdown.
    pub fn start(tasks: Vec<Task>, pool: Pool, worker: String, shutdown: CancellationToken) -> Self {
        Self(tokio::spawn(async move {
            shutdown.run_until_cancelled_owned(keep(tasks, pool, worker)).await;
        }))
    }

    /// Waits until it has ended, after shutdown was asked for.
    pub async fn stopped(self) {
        // It neither panics nor is aborted by anyone but the runtime's own end.
        let _ = self.0.await;
    }
}

async fn keep(tasks: Vec<Task>, pool: Pool, worker: String) {
    loop {
        if let Err(error) = announce(&tasks, &pool).await {
            tracing::debug!(%error, "maintenance cannot be announced yet: {error}");
        } else {
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    loop {
        match run_due(&tasks, &pool, &worker).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(LOOK).await,
            Err(error) => {
                tracing::warn!(%error, "maintenance cannot be looked for: {error}");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// Puts new tasks on the list; they are due at once.
async fn announce(tasks: &[Task], pool: &Pool) -> Result<(), QueueError> {
    let client = pool.get().await?;
    let sql = "insert into maintenance (task, every_s) values ($1, $2)
        on conflict (task) do update set every_s = excluded.every_s";
    for task in tasks {
        let every_s = i32::try_from(task.every.as_secs()).unwrap_or(i32::MAX);
        client.execute(sql, &[&task.name, &every_s]).await?;
    }
    Ok(())
}

/// Runs one task that is due, if nobody else does; whether there was one.
pub(crate) async fn run_due(tasks: &[Task], pool: &Pool, worker: &str) -> Result<bool, QueueError> {
    let names: Vec<&str> = tasks.iter().map(|task| task.name).collect();
    let mut client = pool.get().await?;
    let tx = client.transaction().await?;
    let sql = "select task from maintenance where task = any($1) and next_run_at <= now()
        order by next_run_at for update skip locked limit 1";
    let Some(row) = tx.query_opt(sql, &[&names]).await? else { return Ok(false) };
    let name: String = row.try_get(0)?;
    let Some(task) = tasks.iter().find(|task| task.name == name) else { return Ok(false) };
    let began = Instant::now();
    let done = (task.run)(pool.clone()).await;
    let took_ms = began.elapsed().as_secs_f64() * 1_000.0;
    let (removed, error) = match done {
        Ok(removed) => (i64::try_from(removed).ok(), None),
        Err(error) => {
            tracing::warn!(task = name, error, "maintenance task {name} failed: {error}");
            (None, Some(error))
        }
    };
    metrics::maintained(task.name, removed, began.elapsed());
    let sql =
        "update maintenance set last_run_at = clock_timestamp(), worker = $2, took_ms = $3, removed = $4,
            error = $5, next_run_at = clock_timestamp() + make_interval(secs => $6)
        where task = $1";
    tx.execute(sql, &[&name, &worker, &took_ms, &removed, &error, &task.every.as_secs_f64()]).await?;
    tx.commit().await?;
    Ok(true)
}

/// The tasks of the queue and of the workers.
pub fn tasks() -> Vec<Task> {
    vec![
        Task {
            name: "old_progress",
            every: Duration::from_mins(1),
            run: Arc::new(|pool| {
                Box::pin(async move {
                    let client = pool.get().await.map_err(|error| error.to_string())?;
                    projections::progress::sweep(&client).await.map_err(|error| error.to_string())
                })
            }),
        },
        Task {
            name: "idle_owners",
            every: Duration::from_mins(1),
            run: Arc::new(|pool| {
                Box::pin(delete(
                    pool,
                    "with idle as (
                        select owner_id from job_turns t
                        where not exists (select from job_queue q where q.owner_id = t.owner_id and q.next <> 'rest')
                        for update skip locked
                    )
                    delete from job_turns t using idle where t.owner_id = idle.owner_id",
                ))
            }),
        },
        Task {
            name: "silent_workers",
            every: Duration::from_hours(1),
            run: Arc::new(|pool| {
                Box::pin(delete(pool, "delete from workers where heartbeat_at < now() - interval '1 day'"))
            }),
        },
        Task {
            name: "settled_nodes",
            every: Duration::from_hours(1),
            run: Arc::new(|pool| {
                Box::pin(delete(
                    pool,
                    "delete from job_needs n using job_nodes p where n.job_id = p.job_id
                        and not exists (select from job_queue q where q.job_id = p.production)",
                ))
            }),
        },
    ]
}

/// Runs a statement that removes rows; how many.
pub async fn delete(pool: Pool, sql: &'static str) -> Result<u64, String> {
    let client = pool.get().await.map_err(|error| error.to_string())?;
    client
        .execute(sql, &[])
        .await
        .map_err(|error| error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string))
}
