//! Who gets which job: one statement, whose order is the whole policy.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::GenericClient;
use domain::JobId;
use tokio_postgres::Row;
use uuid::Uuid;

use super::{BRIEFLY_S, Request, attempt};
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
    pub(crate) fn any(self) -> bool {
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
    /// The request itself, if it came past the queue.
    pub(crate) request: Option<Arc<Request>>,
}

impl Claimed {
    /// A request that is not in the queue yet.
    pub(crate) fn fresh(request: Arc<Request>) -> Self {
        Self {
            job: request.job,
            next: Next::Run,
            kind: request.kind.as_str().to_owned(),
            attempt: 0,
            sequence: 0,
            correlation_id: request.correlation_id,
            traceparent: request.traceparent.clone(),
            waited: Duration::ZERO,
            request: Some(request),
        }
    }
}

/// What takes milliseconds comes first: it ends jobs, and frees others. Then jobs to run, fair between owners:
/// whoever has the fewest running, then whoever was served longest ago; priority and age decide among one
/// owner's jobs, so nobody overtakes others by asking for a high priority.
///
/// Owners with something to run are found by skipping through the index of what waits, one probe each,
/// from a random point and round; more than 24 are not looked at in one claim. So a claim costs the same
/// however long the queue is, and nobody is passed over for ever.
const CLAIM: &str = "with recursive start as materialized (
        select gen_random_uuid() as at
    ), upwards as (
        select engine, (
            select q.owner_id from job_queue q
            where q.engine = offered.engine and q.lease_until is null and q.next in ('run', 'check')
                and q.blockers = 0 and not q.paused and not q.cancelling
                and q.owner_id >= (select at from start)
            order by q.owner_id limit 1
        ) as owner_id, 1 as n from unnest($3::text[]) as offered (engine) where $10::bigint > 0
        union all
        select w.engine, (
            select q.owner_id from job_queue q
            where q.engine = w.engine and q.lease_until is null and q.next in ('run', 'check')
                and q.blockers = 0 and not q.paused and not q.cancelling and q.owner_id > w.owner_id
            order by q.owner_id limit 1
        ), w.n + 1 from upwards w where w.owner_id is not null and w.n < 24
    ), round as (
        select engine, (
            select q.owner_id from job_queue q
            where q.engine = offered.engine and q.lease_until is null and q.next in ('run', 'check')
                and q.blockers = 0 and not q.paused and not q.cancelling
                and q.owner_id < (select at from start)
            order by q.owner_id limit 1
        ) as owner_id, 1 as n from unnest($3::text[]) as offered (engine) where $10::bigint > 0
        union all
        select w.engine, (
            select q.owner_id from job_queue q
            where q.engine = w.engine and q.lease_until is null and q.next in ('run', 'check')
                and q.blockers = 0 and not q.paused and not q.cancelling and q.owner_id > w.owner_id
                and q.owner_id < (select at from start)
            order by q.owner_id limit 1
        ), w.n + 1 from round w where w.owner_id is not null and w.n < 24
    ), owners as (
        select engine, owner_id from (table upwards union all table round) found
        where owner_id is not null limit 24
    ), running as (
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
        select waits.job_id, row_number() over (order by coalesce(running.jobs, 0) + waits.turn,
            turn.served_at nulls first, waits.priority desc, waits.enqueued_at, waits.job_id) as place
        from owners owner
        left join running using (owner_id)
        left join busy using (engine)
        left join job_turns turn using (owner_id)
        cross join lateral (
            select q.job_id, q.priority, q.enqueued_at,
                row_number() over (order by q.priority desc, q.enqueued_at, q.job_id) - 1 as turn
            from job_queue q
            where q.engine = owner.engine and q.owner_id = owner.owner_id and q.lease_until is null
                and q.next in ('run', 'check') and q.blockers = 0 and not q.paused and not q.cancelling
                and q.ready_at <= now() and q.kind = any($4)
                and not exists (select from job_queue twin where twin.owner_id = q.owner_id
                    and twin.input_hash = q.input_hash and twin.lease_until is not null and twin.next = 'run')
            order by q.priority desc, q.enqueued_at, q.job_id limit $10::bigint + 8
        ) waits
        where coalesce(running.jobs, 0) + waits.turn < $5::bigint
            and coalesce(busy.jobs, 0) <
                case owner.engine when 'cpu' then $6::bigint when 'gpu' then $7::bigint else $8::bigint end
    ), runs as (
        select q.job_id, q.owner_id, 'run' as what, c.place from candidates c join job_queue q using (job_id)
        where q.lease_until is null and q.next in ('run', 'check') and q.blockers = 0
        order by c.place for update of q skip locked limit $10
    ), served as (
        insert into job_turns (owner_id, served_at)
        select owner_id, clock_timestamp() from (select distinct owner_id from runs) of_them order by owner_id
        on conflict (owner_id) do update set served_at = excluded.served_at
    ), due as (
        select job_id, what, 0 as place from chores union all select job_id, what, 0 from checks
        union all select job_id, what, place from runs
    )
    update job_queue q set worker = $1,
        lease_until = now() + make_interval(secs => case due.what when 'run' then $2::float8 else $9::float8 end)
    from due where q.job_id = due.job_id
    returning q.job_id, q.attempt, q.correlation_id, q.traceparent,
        extract(epoch from now() - q.ready_at)::float8, due.what, q.because_of, q.kind, q.sequence, due.place";

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
    let mut places = Vec::with_capacity(rows.len());
    for row in &rows {
        places.push((row.try_get::<_, i64>(9)?, claimed(row)?));
    }
    // An update returns its rows in any order; they are begun in that of their turns.
    places.sort_by_key(|(place, _)| *place);
    Ok(places.into_iter().map(|(_, claimed)| claimed).collect())
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
        request: None,
    })
}
