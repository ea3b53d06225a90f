//! The workers' side of `job_queue`: claiming, keeping and giving back. Every statement stands alone, locks
//! one row at most and carries the attempt it speaks for, so that old news never undoes a newer claim.
//! Times are the database's.

mod claim;
mod enter;
mod standing;

use deadpool::managed::QueueMode;
use deadpool_postgres::{BuildError, Manager, ManagerConfig, Pool, RecyclingMethod};
use domain::JobId;
use domain::job::Budget;
use jiff::Timestamp;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, NoTls, Row};

use crate::error::QueueError;
use crate::stop::Stop;
use claim::take;

pub use claim::Limits;
pub(crate) use claim::{Claimed, Next, Offer};
pub(crate) use enter::Request;
pub(crate) use standing::{Depth, Standing, depth, standing};

/// Channel that says some job may be ready; no payload.
pub const READY_CHANNEL: &str = "job_ready";
/// Channel that says some running job may be to stop; no payload.
pub const CANCEL_CHANNEL: &str = "job_cancel";

/// How long a row is held for what takes milliseconds: a check, a take-over.
const BRIEFLY_S: f64 = 30.0;

/// The jobs that have work ahead of them, as workers see them.
#[derive(Clone)]
pub(crate) struct Queue {
    pool: Pool,
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
    /// It is, and the work is to stop.
    Stop(Stop),
    /// The row is another worker's, or gone.
    Lost,
}

const EXPIRED: &str = "with next as (
        select job_id, worker from job_queue where lease_until < now()
        order by lease_until for update skip locked limit 1
    )
    update job_queue q set worker = 'sweep:' || $1, lease_until = now() + make_interval(secs => $2)
    from next where q.job_id = next.job_id
    returning q.job_id, q.attempt, coalesce(next.worker, 'unknown')";

impl Queue {
    /// The queue, over connections of its own.
    pub(crate) fn open(database: &Config, connections: usize) -> Result<Self, BuildError> {
        Ok(Self { pool: pool(database, connections)? })
    }

    /// The connections, for whatever else concerns the queue alone.
    pub(crate) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// Takes what there is room for, and what needs none.
    pub(crate) async fn claim(&self, offer: &Offer<'_>) -> Result<Vec<Claimed>, QueueError> {
        let mut client = self.pool.get().await?;
        let claimed = if offer.limits.any() {
            // Counting and claiming as one, and one at a time: no two workers take the last place.
            let tx = client.transaction().await?;
            tx.execute("select pg_advisory_xact_lock(hashtext('spool.claim'))", &[]).await?;
            let claimed = take(&tx, &Offer { room: offer.room.min(1), ..*offer }).await;
            tx.commit().await?;
            claimed
        } else {
            take(&client, offer).await
        };
        match claimed {
            // Equal work was claimed twice at the same moment: one by one it sorts itself out.
            Err(QueueError::Database(error)) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => {
                match take(&client, &Offer { room: offer.room.min(1), ..*offer }).await {
                    Err(QueueError::Database(error)) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => {
                        Ok(Vec::new())
                    }
                    claimed => claimed,
                }
            }
            claimed => claimed,
        }
    }

    /// Says that the aggregate gave this worker an attempt. Whatever the row believed of an older one is
    /// over, so this never fails to take it.
    pub(crate) async fn started(&self, of: Attempt<'_>, lease_s: u32) -> Result<(), QueueError> {
        let sql = "update job_queue set attempt = $2, worker = $3, next = 'run',
                lease_until = now() + make_interval(secs => $4)
            where job_id = $1 and attempt < $2";
        self.run(sql, of, Some(f64::from(lease_s))).await?;
        Ok(())
    }

    /// Writes the row of a request that nobody has yet.
    pub(crate) async fn enter(&self, request: &Request) -> Result<(), QueueError> {
        enter::enter(&self.pool.get().await?, request, None).await?;
        Ok(())
    }

    /// Writes the row of a request whose first attempt this worker was given already.
    pub(crate) async fn enter_started(
        &self,
        request: &Request,
        of: Attempt<'_>,
        lease_s: u32,
    ) -> Result<(), QueueError> {
        let client = self.pool.get().await?;
        if enter::enter(&client, request, Some((of, f64::from(lease_s)))).await? {
            return Ok(());
        }
        drop(client);
        self.started(of, lease_s).await
    }

    /// Extends the lease of an attempt that is still this worker's.
    pub(crate) async fn beat(&self, of: Attempt<'_>, lease_s: u32) -> Result<Beat, QueueError> {
        let client = self.pool.get().await?;
        let beat = client
            .prepare_cached(
                "update job_queue set attempt = $2, worker = $3, lease_until = now() + make_interval(secs => $4)
                 where job_id = $1 and (attempt < $2 or (attempt = $2 and worker = $3))
                 returning cancelling, paused",
            )
            .await?;
        let lease_s = f64::from(lease_s);
        let row = client.query_opt(&beat, &[&of.job.0, &int(of.number), &of.worker, &lease_s]).await?;
        let Some(row) = row else { return Ok(Beat::Lost) };
        Ok(match asked_to_stop(&row, 0)? {
            Some(stop) => Beat::Stop(stop),
            None => Beat::Held,
        })
    }

    /// Which of this worker's jobs are to stop, because somebody no longer wants them or paused them.
    pub(crate) async fn stopping(&self, worker: &str) -> Result<Vec<(JobId, Stop)>, QueueError> {
        let client = self.pool.get().await?;
        let sql = "select job_id, cancelling, paused from job_queue
            where worker = $1 and (cancelling or paused)";
        let select = client.prepare_cached(sql).await?;
        let rows = client.query(&select, &[&worker]).await?;
        let stopping =
            rows.iter().map(|row| Ok(asked_to_stop(row, 1)?.map(|stop| (JobId(row.get(0)), stop))));
        stopping.filter_map(Result::transpose).collect()
    }

    /// How a production stands.
    pub(crate) async fn standing(&self, production: JobId) -> Result<Standing, QueueError> {
        Ok(standing(&self.pool.get().await?, production).await?)
    }

    /// Whether a script's budget covers a claimed job beside everything that runs: `None` if it never will,
    /// `Some(false)` if what runs now holds the rest of it.
    pub(crate) async fn affordable(&self, job: JobId, budget: Budget) -> Result<Option<bool>, QueueError> {
        let sql = "with spent as (
                select coalesce(s.spent_ms, 0) as ms, coalesce(s.spent_usd, 0) as usd,
                    mine.estimate_ms, mine.estimate_usd, mine.script_id
                from job_queue mine left join script_spending s using (script_id) where mine.job_id = $1
            )
            select ms + estimate_ms <= coalesce($2, ms + estimate_ms)
                and usd + estimate_usd <= coalesce($3, usd + estimate_usd),
                ms + held.held_ms <= coalesce($2, ms + held.held_ms)
                and usd + held.held_usd <= coalesce($3, usd + held.held_usd)
            from spent cross join lateral (
                select coalesce(sum(q.estimate_ms), 0)::bigint as held_ms,
                    coalesce(sum(q.estimate_usd), 0)::bigint as held_usd
                from job_queue q
                where q.script_id = spent.script_id and q.lease_until is not null and q.next = 'run'
            ) held";
        let client = self.pool.get().await?;
        let select = client.prepare_cached(sql).await?;
        let (compute, usd) = (budget.compute_ms.map(big), budget.usd_micros.map(big));
        let Some(row) = client.query_opt(&select, &[&job.0, &compute, &usd]).await? else {
            return Ok(Some(true));
        };
        let (alone, beside): (bool, bool) = (row.try_get(0)?, row.try_get(1)?);
        Ok(alone.then_some(beside))
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
        let sql = "update job_queue set worker = null, lease_until = null, next = 'run'
            where job_id = $1 and attempt = $2 and worker = $3";
        self.run(sql, of, None).await?;
        Ok(())
    }

    /// Puts away a row whose job is over: the reactor has done so, or will.
    pub(crate) async fn rest(&self, of: Attempt<'_>) -> Result<(), QueueError> {
        let sql = "update job_queue set worker = null, lease_until = null, next = 'rest'
            where job_id = $1 and attempt = $2 and worker = $3";
        self.run(sql, of, None).await?;
        Ok(())
    }

    /// Lets those go on whose back-off is over; how many.
    pub(crate) async fn ripen(&self) -> Result<u64, QueueError> {
        let sql = "update job_queue set next = 'run' where job_id in (
                select job_id from job_queue where next = 'later' and ready_at <= now()
                order by job_id for update skip locked limit 500
            )";
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.execute(&statement, &[]).await?)
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

fn asked_to_stop(row: &Row, column: usize) -> Result<Option<Stop>, tokio_postgres::Error> {
    let (cancelling, paused): (bool, bool) = (row.try_get(column)?, row.try_get(column + 1)?);
    Ok(if cancelling { Some(Stop::Cancelled) } else { paused.then_some(Stop::Paused) })
}

/// Connections for the queue. What a crash of the database takes back here is found out again: the log
/// says what a job is, so nothing waits for the disk. The statements are few and planned once. A process that
/// stands still between two of them holds nobody up for long.
pub(crate) fn pool(database: &Config, connections: usize) -> Result<Pool, BuildError> {
    let mut config = database.clone();
    config.options(
        "-c synchronous_commit=off -c plan_cache_mode=force_generic_plan \
         -c idle_in_transaction_session_timeout=5s",
    );
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(config, NoTls, recycling);
    Pool::builder(manager).max_size(connections).queue_mode(QueueMode::Lifo).build()
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

/// An amount as Postgres' signed integer.
pub(crate) fn big(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

/// A count as Postgres' signed integer.
pub(crate) fn int(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
