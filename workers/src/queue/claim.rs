//! Who gets which job: one statement, whose order is the whole policy.

use std::time::Duration;

use deadpool_postgres::GenericClient;
use domain::JobId;
use tokio_postgres::Row;
use uuid::Uuid;

use super::{BRIEFLY_S, attempt};
use crate::engine::EngineClass;
use crate::error::QueueError;

/// What a worker takes.
pub(crate) struct Offer<'a> {
    pub(crate) worker: &'a str,
    pub(crate) engines: &'a [EngineClass],
    /// The kinds it has room for; what needs no room is taken anyway.
    pub(crate) kinds: &'a [&'static str],
    /// How many jobs of those kinds.
    pub(crate) room: usize,
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
    pub(super) fn any(self) -> bool {
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

/// What takes milliseconds comes first: it ends jobs, and frees others. Then jobs to run, fair between owners:
/// whoever has the fewest running, then whoever was served longest ago; priority and age decide among one
/// owner's jobs, so nobody overtakes others by asking for a high priority.
///
/// Owners are looked at in the order in which they were served, each through an index of what waits, until
/// there are enough candidates: a claim costs the same however long the queue is.
const CLAIM: &str = "with running as (
        select owner_id, count(*) as jobs from job_queue
        where lease_until is not null and next in ('run', 'check') group by owner_id
    ), busy as (
        select engine, count(*) as jobs from job_queue
        where lease_until is not null and next in ('run', 'check') group by engine
    ), chores as (
        select q.job_id, case when q.cancelling and q.next <> 'settle' then 'cancel' else q.next end as what
        from job_queue q
        where q.lease_until is null and q.ready_at <= now() and (q.next in ('reuse', 'block')
            or (q.next = 'settle' and q.blockers = 0)
            or (q.cancelling and q.next not in ('settle', 'rest')))
        order by q.ready_at for update of q skip locked limit 8
    ), checks as (
        select q.job_id, 'check' as what from job_queue q
        where q.lease_until is null and q.next = 'check' and q.ready_at <= now() and not q.cancelling
            and (q.paused or not (q.kind = any($4) and q.engine = any($3)))
        order by q.enqueued_at for update of q skip locked limit 8
    ), candidates as (
        select waits.job_id, coalesce(running.jobs, 0) + waits.turn as load, owner.served_at
        from job_turns owner left join running using (owner_id)
        cross join lateral (
            select q.job_id, row_number() over line - 1 as turn from job_queue q
            left join busy using (engine)
            where q.owner_id = owner.owner_id and q.lease_until is null and q.next in ('run', 'check')
                and q.blockers = 0 and not q.paused and not q.cancelling
                and q.ready_at <= now() and q.engine = any($3) and q.kind = any($4)
                and coalesce(busy.jobs, 0) <
                    case q.engine when 'cpu' then $6::bigint when 'gpu' then $7::bigint else $8::bigint end
                and not exists (select from job_queue twin where twin.owner_id = q.owner_id
                    and twin.input_hash = q.input_hash and twin.lease_until is not null and twin.next = 'run')
            window line as (order by q.priority desc, q.enqueued_at, q.job_id)
            order by q.priority desc, q.enqueued_at, q.job_id limit $10::bigint + 8
        ) waits
        where coalesce(running.jobs, 0) + waits.turn < $5::bigint
        order by owner.served_at, owner.owner_id limit 4 * $10::bigint + 32
    ), runs as (
        select q.job_id, q.owner_id, 'run' as what from candidates c join job_queue q using (job_id)
        where q.lease_until is null and q.next in ('run', 'check') and q.blockers = 0
        order by c.load, c.served_at, q.priority desc, q.enqueued_at, q.job_id
        for update of q skip locked limit $10
    ), turns as (
        select t.owner_id from job_turns t where t.owner_id in (select owner_id from runs)
        order by t.owner_id for update
    ), served as (
        update job_turns t set served_at = clock_timestamp() from turns where t.owner_id = turns.owner_id
    ), due as (
        select job_id, what from chores union all select job_id, what from checks
        union all select job_id, what from runs
    )
    update job_queue q set worker = $1,
        lease_until = now() + make_interval(secs => case due.what when 'run' then $2::float8 else $9::float8 end)
    from due where q.job_id = due.job_id
    returning q.job_id, q.attempt, q.correlation_id, q.traceparent,
        extract(epoch from now() - q.ready_at)::float8, due.what, q.because_of, q.kind, q.sequence";

/// Claims the rows whose turn it is.
pub(super) async fn take(client: &impl GenericClient, offer: &Offer<'_>) -> Result<Vec<Claimed>, QueueError> {
    let claim = client.prepare_cached(CLAIM).await?;
    let engines: Vec<&str> = offer.engines.iter().map(|class| class.as_str()).collect();
    let Limits { owner, cpu, gpu, remote } = offer.limits;
    let most = |limit: Option<u32>| limit.map_or(i64::MAX, i64::from);
    let lease_s = f64::from(offer.lease_s);
    let rows = client
        .query(
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
                &i64::try_from(offer.room).unwrap_or(i64::MAX),
            ],
        )
        .await?;
    rows.iter().map(claimed).collect()
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
