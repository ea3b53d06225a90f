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

/// Claims the row whose turn it is.
pub(super) async fn take(
    client: &impl GenericClient,
    offer: &Offer<'_>,
) -> Result<Option<Claimed>, QueueError> {
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
