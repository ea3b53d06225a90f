//! The workers' side of `job_queue`: claiming, keeping and giving back. Every statement stands alone, locks
//! one row at most and carries the attempt it speaks for, so that old news never undoes a newer claim.
//! Times are the database's.

use std::time::Duration;

use deadpool_postgres::{GenericClient, Pool};
use domain::job::{Cost, Totals};
use domain::{AccountId, JobId, ScriptId};
use jiff::Timestamp;
use projections::progress::JobAttempt;
use tokio_postgres::Row;
use tokio_postgres::error::SqlState;
use uuid::Uuid;

use crate::engine::EngineClass;
use crate::error::QueueError;
use crate::stop::Stop;

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

/// What a worker takes.
pub(crate) struct Offer<'a> {
    pub(crate) worker: &'a str,
    pub(crate) engines: &'a [EngineClass],
    /// The kinds it has room for; what needs no room is taken anyway.
    pub(crate) kinds: &'a [&'static str],
    pub(crate) lease_s: u32,
    pub(crate) limits: Limits,
}

/// How many jobs may run at a time in the whole cluster; `None` is without limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Of one owner.
    pub owner: Option<u32>,
    /// On processors.
    pub cpu: Option<u32>,
    /// On GPUs.
    pub gpu: Option<u32>,
    /// On other people's machines.
    pub remote: Option<u32>,
}

impl Limits {
    fn any(self) -> bool {
        self != Self::default()
    }
}

/// What is to be done with a claimed row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Check the request; nobody has room to run it.
    Check,
    /// Run it, after checking where that was not done yet.
    Run,
    /// Take over the result of this job.
    Reuse(JobId),
    /// End it, because this job was not made.
    Block(JobId),
    /// End it, because somebody no longer wants it.
    Cancel,
    /// End a production, whose nodes have all ended.
    Settle,
}

/// A row that is this worker's until its lease ends.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    pub(crate) job: JobId,
    pub(crate) next: Next,
    pub(crate) kind: String,
    /// The newest attempt the row knows of.
    pub(crate) attempt: u32,
    /// The newest event of a production that the row knows of.
    pub(crate) sequence: u64,
    pub(crate) correlation_id: Option<Uuid>,
    pub(crate) traceparent: Option<String>,
    /// Since it was ready.
    pub(crate) waited: Duration,
}

/// How a production stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The production's own attempt, which made the plan; `None` once it is over for good.
    pub(crate) of: Option<JobAttempt>,
    pub(crate) totals: Totals,
    /// What its nodes have cost.
    pub(crate) spent: Cost,
    /// What its waiting and running nodes are expected to take, one after another.
    pub(crate) left_ms: i64,
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

/// What takes milliseconds comes first: it ends jobs, and frees others. Then fair between owners: whoever has
/// the fewest jobs running, then whoever was served longest ago. Priority and age decide among one owner's
/// jobs, so nobody overtakes others by asking for a high priority.
const CLAIM: &str = "with running as (
        select owner_id, count(*) as jobs from job_queue
        where lease_until is not null and next in ('run', 'check') group by owner_id
    ), busy as (
        select engine, count(*) as jobs from job_queue
        where lease_until is not null and next in ('run', 'check') group by engine
    ), next as (
        select q.job_id, q.owner_id, due.what
        from job_queue q
        left join running using (owner_id)
        left join busy using (engine)
        left join job_turns turn using (owner_id)
        cross join lateral (
            select q.blockers = 0 and not q.paused and q.engine = any($3) and q.kind = any($4)
                and coalesce(running.jobs, 0) < $5::bigint
                and coalesce(busy.jobs, 0) <
                    case q.engine when 'cpu' then $6::bigint when 'gpu' then $7::bigint else $8::bigint end
                and not exists (select from job_queue twin where twin.owner_id = q.owner_id
                    and twin.input_hash = q.input_hash and twin.lease_until is not null and twin.next = 'run')
                as runs
        ) room
        cross join lateral (
            select case
                when q.cancelling and q.next <> 'settle' then 'cancel'
                when q.next = 'check' and room.runs then 'run'
                else q.next end as what
        ) due
        where q.lease_until is null and q.next <> 'rest' and q.ready_at <= now()
            and case due.what when 'run' then room.runs when 'settle' then q.blockers = 0 else true end
        order by due.what <> 'run' desc, coalesce(running.jobs, 0), turn.served_at nulls first,
            q.priority desc, q.enqueued_at, q.job_id
        for update of q skip locked limit 1
    ), turn as (
        insert into job_turns (owner_id, served_at)
        select owner_id, clock_timestamp() from next where what = 'run'
        on conflict (owner_id) do update set served_at = excluded.served_at
    )
    update job_queue q set worker = $1,
        lease_until = now() + make_interval(secs => case next.what when 'run' then $2::float8 else $9::float8 end)
    from next where q.job_id = next.job_id
    returning q.job_id, q.attempt, q.correlation_id, q.traceparent,
        extract(epoch from now() - q.ready_at)::float8, next.what, q.because_of, q.kind, q.sequence";

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
        let mut client = self.pool.get().await?;
        let claimed = if offer.limits.any() {
            // Counting and claiming as one: no two workers take the last place.
            let tx = client.transaction().await?;
            tx.execute("select pg_advisory_xact_lock(hashtext('spool.claim'))", &[]).await?;
            let claimed = take(&tx, offer).await;
            tx.commit().await?;
            claimed
        } else {
            take(&client, offer).await
        };
        match claimed {
            // Somebody claimed the same work at the same moment; what comes of it is taken over.
            Err(QueueError::Database(error)) if error.code() == Some(&SqlState::UNIQUE_VIOLATION) => Ok(None),
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

    /// Whether the script's budget covers a claimed job beside everything that runs: `None` if it never
    /// will, `Some(false)` if what runs now holds the rest of it.
    pub(crate) async fn affordable(&self, job: JobId) -> Result<Option<bool>, QueueError> {
        let sql = "select spent_ms + mine.estimate_ms <= coalesce(budget_ms, spent_ms + mine.estimate_ms)
                and spent_usd + mine.estimate_usd <= coalesce(budget_usd, spent_usd + mine.estimate_usd),
                spent_ms + held.ms <= coalesce(budget_ms, spent_ms + held.ms)
                and spent_usd + held.usd <= coalesce(budget_usd, spent_usd + held.usd)
            from job_queue mine join script_spending s using (script_id)
            cross join lateral (
                select sum(estimate_ms)::bigint as ms, sum(estimate_usd)::bigint as usd from job_queue q
                where q.script_id = mine.script_id and q.lease_until is not null and q.next = 'run'
            ) held
            where mine.job_id = $1 and (s.budget_ms is not null or s.budget_usd is not null)";
        let client = self.pool.get().await?;
        let select = client.prepare_cached(sql).await?;
        let Some(row) = client.query_opt(&select, &[&job.0]).await? else { return Ok(Some(true)) };
        let alone: bool = row.try_get(0)?;
        let beside: Option<bool> = row.try_get(1)?;
        Ok(alone.then_some(beside.unwrap_or(true)))
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

async fn take(client: &impl GenericClient, offer: &Offer<'_>) -> Result<Option<Claimed>, QueueError> {
    let claim = client.prepare_cached(CLAIM).await?;
    let engines: Vec<&str> = offer.engines.iter().map(|class| class.as_str()).collect();
    let Limits { owner, cpu, gpu, remote } = offer.limits;
    let most = |limit: Option<u32>| limit.map_or(i64::MAX, i64::from);
    let lease_s = f64::from(offer.lease_s);
    let row = client
        .query_opt(
            &claim,
            &[
                &offer.worker,
                &lease_s,
                &engines,
                &offer.kinds,
                &most(owner),
                &most(cpu),
                &most(gpu),
                &most(remote),
                &BRIEFLY_S,
            ],
        )
        .await?;
    row.as_ref().map(claimed).transpose()
}

fn claimed(row: &Row) -> Result<Claimed, QueueError> {
    let waited_s: f64 = row.try_get(4)?;
    let because_of = row.try_get::<_, Option<Uuid>>(6)?.map(JobId);
    let next = match (row.try_get(5)?, because_of) {
        ("check", _) => Next::Check,
        ("cancel", _) => Next::Cancel,
        ("settle", _) => Next::Settle,
        ("reuse", Some(job)) => Next::Reuse(job),
        ("block", Some(job)) => Next::Block(job),
        _ => Next::Run,
    };
    Ok(Claimed {
        job: JobId(row.try_get(0)?),
        next,
        kind: row.try_get(7)?,
        attempt: attempt(row, 1)?,
        sequence: u64::try_from(row.try_get::<_, i64>(8)?).unwrap_or(0),
        correlation_id: row.try_get(2)?,
        traceparent: row.try_get(3)?,
        waited: Duration::from_secs_f64(waited_s.max(0.0)),
    })
}

fn asked_to_stop(row: &Row, column: usize) -> Result<Option<Stop>, tokio_postgres::Error> {
    let (cancelling, paused): (bool, bool) = (row.try_get(column)?, row.try_get(column + 1)?);
    Ok(if cancelling { Some(Stop::Cancelled) } else { paused.then_some(Stop::Paused) })
}

/// How a production stands, as far as the log has been followed.
pub(crate) async fn standing(
    client: &impl GenericClient,
    production: JobId,
) -> Result<Standing, tokio_postgres::Error> {
    let sql = "select count(n.*)::int + coalesce(max(p.reused), 0) as total,
            count(*) filter (where n.state = 'completed')::int as completed,
            count(*) filter (where n.state = 'reused')::int + coalesce(max(p.reused), 0) as reused,
            count(*) filter (where n.state = 'running')::int as running,
            count(*) filter (where n.state = 'waiting')::int as waiting,
            count(*) filter (where n.state = 'failed')::int as failed,
            count(*) filter (where n.state = 'blocked')::int as blocked,
            count(*) filter (where n.state = 'cancelled')::int as cancelled,
            coalesce(sum(n.spent_ms), 0)::bigint as spent_ms, coalesce(sum(n.spent_usd), 0)::bigint as spent_usd,
            coalesce(sum(q.estimate_ms) filter (where n.state in ('waiting', 'running')), 0)::bigint as left_ms,
            p.owner_id, p.script_id, p.attempt
        from (values ($1::uuid)) of (production)
        left join job_queue p on p.job_id = of.production
        left join job_nodes n on n.production = of.production
        left join job_queue q on q.job_id = n.job_id
        group by p.owner_id, p.script_id, p.attempt";
    let statement = client.prepare_cached(sql).await?;
    let row = client.query_one(&statement, &[&production.0]).await?;
    let count = |name: &str| -> Result<u32, tokio_postgres::Error> {
        row.try_get::<_, i32>(name).map(|count| u32::try_from(count).unwrap_or(0))
    };
    let amount = |name: &str| -> Result<u64, tokio_postgres::Error> {
        row.try_get::<_, i64>(name).map(|amount| u64::try_from(amount).unwrap_or(0))
    };
    let of = match row.try_get::<_, Option<Uuid>>("owner_id")? {
        Some(owner) => Some(JobAttempt {
            job: production,
            attempt: u32::try_from(row.try_get::<_, i32>("attempt")?).unwrap_or(0),
            owner: AccountId(owner),
            script: row.try_get::<_, Option<Uuid>>("script_id")?.map(ScriptId),
        }),
        None => None,
    };
    Ok(Standing {
        of,
        totals: Totals {
            total: count("total")?,
            completed: count("completed")?,
            reused: count("reused")?,
            running: count("running")?,
            waiting: count("waiting")?,
            failed: count("failed")?,
            blocked: count("blocked")?,
            cancelled: count("cancelled")?,
        },
        spent: Cost { compute_ms: amount("spent_ms")?, usd_micros: amount("spent_usd")? },
        left_ms: row.try_get("left_ms")?,
    })
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

/// Jobs that are ready and wait for a worker.
pub(crate) struct Depth {
    pub(crate) kind: String,
    pub(crate) engine: String,
    pub(crate) jobs: i64,
    /// How long the oldest of them has been ready.
    pub(crate) oldest_s: f64,
}

/// Who waits for a worker, for the gauges.
pub(crate) async fn depth(pool: &Pool) -> Result<Vec<Depth>, QueueError> {
    let client = pool.get().await?;
    let select = client
        .prepare_cached(
            "select kind, engine, count(*), coalesce(max(extract(epoch from now() - ready_at)), 0)::float8
             from job_queue
             where lease_until is null and next in ('check', 'run') and blockers = 0 and not paused
                and ready_at <= now()
             group by kind, engine",
        )
        .await?;
    let rows = client.query(&select, &[]).await?;
    let depth = |row: &Row| -> Result<Depth, QueueError> {
        Ok(Depth {
            kind: row.try_get(0)?,
            engine: row.try_get(1)?,
            jobs: row.try_get(2)?,
            oldest_s: row.try_get(3)?,
        })
    };
    rows.iter().map(depth).collect()
}
