//! How much there is to do: of a production, and of everything that waits.

use deadpool_postgres::{GenericClient, Pool};
use domain::job::{Cost, Totals};
use domain::{AccountId, JobId, ScriptId};
use projections::progress::JobAttempt;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::error::QueueError;

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
