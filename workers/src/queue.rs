//! The workers' side of `job_queue`: claiming, keeping and giving back. Every statement stands alone, locks
//! one row at most and carries the attempt it speaks for, so that old news never undoes a newer claim.
//! Times are the database's.

use std::time::Duration;

use deadpool_postgres::Pool;
use domain::JobId;
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::engine::EngineClass;
use crate::error::QueueError;

/// Channel that says some job may be ready; no payload.
pub const READY_CHANNEL: &str = "job_ready";
/// Channel whose payload is the id of a running job that somebody no longer wants.
pub const CANCEL_CHANNEL: &str = "job_cancel";

/// How long a row is held for what takes milliseconds: a check, a take-over.
const BRIEFLY_S: f64 = 30.0;

/// The jobs that have work ahead of them, as workers see them.
#[derive(Clone)]
pub(crate) struct Queue {
    pool: Pool,
}

/// What a worker takes.
pub(crate) struct Offer<'a> {
    pub(crate) worker: &'a str,
    pub(crate) engines: &'a [EngineClass],
    pub(crate) kinds: &'a [&'static str],
    pub(crate) lease_s: u32,
}

/// A row that is this worker's until its lease ends.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    pub(crate) job: JobId,
    /// The newest attempt the row knows of.
    pub(crate) attempt: u32,
    pub(crate) correlation_id: Option<Uuid>,
    pub(crate) traceparent: Option<String>,
    /// Since it was ready.
    pub(crate) waited: Duration,
}

/// A row whose worker is gone.
#[derive(Clone, Debug)]
pub(crate) struct Orphan {
    pub(crate) job: JobId,
    pub(crate) attempt: u32,
    /// Who had it.
    pub(crate) worker: String,
}

/// Speaks for one attempt of one job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt<'a> {
    pub(crate) job: JobId,
    pub(crate) number: u32,
    pub(crate) worker: &'a str,
}

/// What a heartbeat finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beat {
    /// The lease is extended.
    Held,
    /// It is, and somebody no longer wants the job.
    Cancelling,
    /// The row is another worker's, or gone.
    Lost,
}

/// Fair first: whoever has the fewest jobs running, then whoever was served longest ago. Priority and
/// age decide among one owner's jobs, so nobody overtakes others by asking for a high priority.
const CLAIM: &str = "with next as (
        select q.job_id, q.owner_id from job_queue q
        left join (select owner_id, count(*) as jobs from job_queue where lease_until is not null
            group by owner_id) running using (owner_id)
        left join job_turns turn using (owner_id)
        where q.lease_until is null and not q.resting and q.ready_at <= now()
            and q.engine = any($3) and q.kind = any($4) and (not $5 or not q.checked)
        order by coalesce(running.jobs, 0), turn.served_at nulls first, q.priority desc, q.enqueued_at, q.job_id
        for update of q skip locked limit 1
    ), turn as (
        insert into job_turns (owner_id, served_at) select owner_id, clock_timestamp() from next where not $5
        on conflict (owner_id) do update set served_at = excluded.served_at
    )
    update job_queue q set worker = $1, lease_until = now() + make_interval(secs => $2)
    from next where q.job_id = next.job_id
    returning q.job_id, q.attempt, q.correlation_id, q.traceparent,
        extract(epoch from now() - q.ready_at)::float8";

const EXPIRED: &str = "with next as (
        select job_id, worker from job_queue where lease_until < now()
        order by lease_until for update skip locked limit 1
    )
    update job_queue q set worker = 'sweep:' || $1, lease_until = now() + make_interval(secs => $2)
    from next where q.job_id = next.job_id
    returning q.job_id, q.attempt, coalesce(next.worker, 'unknown')";

impl Queue {
    pub(crate) fn new(pool: Pool) -> Self {
        Self { pool }
    }

    /// Takes the job whose turn it is.
    pub(crate) async fn claim(&self, offer: &Offer<'_>) -> Result<Option<Claimed>, QueueError> {
        self.take(offer, f64::from(offer.lease_s), false).await
    }

    /// Takes a job that nobody has checked yet, for as long as a check takes.
    pub(crate) async fn claim_unchecked(&self, offer: &Offer<'_>) -> Result<Option<Claimed>, QueueError> {
        self.take(offer, BRIEFLY_S, true).await
    }

    async fn take(
        &self,
        offer: &Offer<'_>,
        lease_s: f64,
        unchecked: bool,
    ) -> Result<Option<Claimed>, QueueError> {
        let client = self.pool.get().await?;
        let claim = client.prepare_cached(CLAIM).await?;
        let engines: Vec<&str> = offer.engines.iter().map(|class| class.as_str()).collect();
        let row =
            client.query_opt(&claim, &[&offer.worker, &lease_s, &engines, &offer.kinds, &unchecked]).await?;
        row.map(|row| {
            let waited_s: f64 = row.try_get(4)?;
            Ok(Claimed {
                job: JobId(row.try_get(0)?),
                attempt: attempt(&row, 1)?,
                correlation_id: row.try_get(2)?,
                traceparent: row.try_get(3)?,
                waited: Duration::from_secs_f64(waited_s.max(0.0)),
            })
        })
        .transpose()
    }

    /// Says that the aggregate gave this worker an attempt. Whatever the row believed of an older one is
    /// over, so this never fails to take it.
    pub(crate) async fn started(&self, of: Attempt<'_>, lease_s: u32) -> Result<(), QueueError> {
        let sql = "update job_queue set attempt = $2, worker = $3, checked = true,
                lease_until = now() + make_interval(secs => $4)
            where job_id = $1 and attempt < $2";
        self.run(sql, of, Some(f64::from(lease_s))).await?;
        Ok(())
    }

    /// Extends the lease of an attempt that is still this worker's.
    pub(crate) async fn beat(&self, of: Attempt<'_>, lease_s: u32) -> Result<Beat, QueueError> {
        let client = self.pool.get().await?;
        let beat = client
            .prepare_cached(
                "update job_queue set attempt = $2, worker = $3, lease_until = now() + make_interval(secs => $4)
                 where job_id = $1 and (attempt < $2 or (attempt = $2 and worker = $3))
                 returning cancelling",
            )
            .await?;
        let lease_s = f64::from(lease_s);
        let row = client.query_opt(&beat, &[&of.job.0, &int(of.number), &of.worker, &lease_s]).await?;
        Ok(match row.map(|row| row.try_get(0)).transpose()? {
            None => Beat::Lost,
            Some(true) => Beat::Cancelling,
            Some(false) => Beat::Held,
        })
    }

    /// Which of this worker's jobs somebody no longer wants.
    pub(crate) async fn cancelling(&self, worker: &str) -> Result<Vec<JobId>, QueueError> {
        let client = self.pool.get().await?;
        let select =
            client.prepare_cached("select job_id from job_queue where worker = $1 and cancelling").await?;
        let rows = client.query(&select, &[&worker]).await?;
        rows.iter().map(|row| Ok(JobId(row.try_get(0)?))).collect()
    }

    /// Gives a row back that was claimed but not started, for whoever comes after `pause_s` seconds.
    pub(crate) async fn put_back(&self, of: Attempt<'_>, pause_s: f64) -> Result<(), QueueError> {
        let sql = "update job_queue set worker = null, lease_until = null,
                ready_at = greatest(ready_at, now() + make_interval(secs => $4))
            where job_id = $1 and attempt = $2 and worker = $3";
        self.run(sql, of, Some(pause_s)).await?;
        Ok(())
    }

    /// The same after a check that the job passed: it is ready as it was.
    pub(crate) async fn checked(&self, of: Attempt<'_>) -> Result<(), QueueError> {
        let sql = "update job_queue set worker = null, lease_until = null, checked = true
            where job_id = $1 and attempt = $2 and worker = $3";
        self.run(sql, of, None).await?;
        Ok(())
    }

    /// Takes one row whose lease has run out, for as long as a take-over takes. The row then belongs to
    /// [`sweeper`] of this worker.
    pub(crate) async fn take_expired(&self, worker: &str) -> Result<Option<Orphan>, QueueError> {
        let client = self.pool.get().await?;
        let take = client.prepare_cached(EXPIRED).await?;
        let row = client.query_opt(&take, &[&worker, &BRIEFLY_S]).await?;
        row.as_ref().map(orphan).transpose()
    }

    /// The rows that a worker of this name left behind.
    pub(crate) async fn left_behind(&self, worker: &str) -> Result<Vec<Orphan>, QueueError> {
        let client = self.pool.get().await?;
        let select = client
            .prepare_cached(
                "select job_id, attempt, worker from job_queue
                 where worker in ($1, 'sweep:' || $1) and lease_until is not null order by job_id",
            )
            .await?;
        client.query(&select, &[&worker]).await?.iter().map(orphan).collect()
    }

    /// The database's time.
    pub(crate) async fn now(&self) -> Result<Timestamp, QueueError> {
        let client = self.pool.get().await?;
        let select = client.prepare_cached("select clock_timestamp()").await?;
        Ok(client.query_one(&select, &[]).await?.try_get(0)?)
    }

    async fn run(&self, sql: &'static str, of: Attempt<'_>, seconds: Option<f64>) -> Result<u64, QueueError> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(sql).await?;
        let attempt = int(of.number);
        let changed = match &seconds {
            Some(seconds) => client.execute(&statement, &[&of.job.0, &attempt, &of.worker, seconds]).await?,
            None => client.execute(&statement, &[&of.job.0, &attempt, &of.worker]).await?,
        };
        Ok(changed)
    }
}

/// The name under which a worker holds a row that it takes back from another.
pub(crate) fn sweeper(worker: &str) -> String {
    format!("sweep:{worker}")
}

fn orphan(row: &Row) -> Result<Orphan, QueueError> {
    Ok(Orphan { job: JobId(row.try_get(0)?), attempt: attempt(row, 1)?, worker: row.try_get(2)? })
}

fn attempt(row: &Row, column: usize) -> Result<u32, QueueError> {
    let attempt: i32 = row.try_get(column)?;
    Ok(u32::try_from(attempt).unwrap_or(0))
}

/// A count as Postgres' signed integer.
pub(crate) fn int(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Who waits for a worker, for the gauges: jobs that are ready, by kind.
pub(crate) async fn depth(pool: &Pool) -> Result<Vec<(String, i64, f64)>, QueueError> {
    let client = pool.get().await?;
    let select = client
        .prepare_cached(
            "select kind, count(*), coalesce(max(extract(epoch from now() - ready_at)), 0)::float8
             from job_queue where lease_until is null and not resting and ready_at <= now() group by kind",
        )
        .await?;
    let rows = client.query(&select, &[]).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
}
