//! Who is where in the queue: told to whoever waits, by one worker of the cluster at a time.

use crate::error::QueueError;
use deadpool_postgres::Pool;
use projections::progress::PROGRESS_CHANNEL;

/// Jobs that are told their place; those behind them wait long enough not to mind.
const TOLD: i64 = 500;

/// Places in the order in which jobs are claimed: owners take turns, each by priority and age. What is before
/// a job is expected to take as long as its estimates, on as many slots as are alive.
const TELL: &str = "with waiting as (
        select q.job_id, q.owner_id, q.script_id, q.attempt,
            coalesce(nullif(q.estimate_ms, 0), x.compute_ms, 0) as ms,
            row_number() over (partition by q.owner_id order by q.priority desc, q.enqueued_at, q.job_id) as turn
        from job_queue q left join job_experience x using (kind)
        where q.lease_until is null and q.next in ('check', 'run') and q.blockers = 0 and not q.paused
            and q.production is null and q.ready_at <= now()
        limit $1
    ), placed as (
        select *, row_number() over line - 1 as place, sum(ms) over line - ms as before_ms
        from waiting window line as (order by turn, owner_id, job_id)
    ), slots as (
        select greatest(coalesce(sum(slots), 0), 1) as n from workers
        where heartbeat_at > now() - make_interval(secs => 3 * heartbeat_s)
    ), told as (
        insert into job_progress as p (job_id, owner_id, script_id, attempt, state, step, total_steps, fraction,
            message, eta_s, queue_position)
        select job_id, owner_id, script_id, attempt, 'queued', 0, 0, 0,
            case place when 0 then 'Next in line' when 1 then 'Waiting; 1 job is before it'
                else 'Waiting; ' || place || ' jobs are before it' end,
            nullif(before_ms, 0) / 1000 / slots.n, place
        from placed cross join slots
        on conflict (job_id) do update set attempt = excluded.attempt, state = 'queued', phase = null, step = 0,
            total_steps = 0, fraction = 0, message = excluded.message, eta_s = excluded.eta_s,
            queue_position = excluded.queue_position, body = '', updated_at = clock_timestamp()
        where p.attempt <= excluded.attempt
            and (p.queue_position is distinct from excluded.queue_position or p.state <> 'queued')
        returning p.job_id
    )
    select pg_notify($2, job_id::text) from told";

/// Tells every waiting job its place, where that has changed.
pub(super) async fn tell(pool: &Pool) -> Result<(), QueueError> {
    let mut client = pool.get().await?;
    let tx = client.transaction().await?;
    let lock = "select pg_try_advisory_xact_lock(hashtext('spool.line'))";
    if tx.query_one(lock, &[]).await?.try_get(0)? {
        let tell = tx.prepare_cached(TELL).await?;
        tx.query(&tell, &[&TOLD, &PROGRESS_CHANNEL]).await?;
    }
    tx.commit().await?;
    Ok(())
}
