//! A request's row, written by the process that appended it, before the reactor has come to it.

use deadpool_postgres::GenericClient;
use domain::job::{Cost, JobKind};
use domain::{AccountId, JobId, ScriptId};
use uuid::Uuid;

use super::{Attempt, big, int};
use crate::engine::EngineClass;
use crate::error::QueueError;

/// What the log says of a request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) job: JobId,
    /// The event, by the id it had before its position.
    pub(crate) event_id: i64,
    pub(crate) kind: JobKind,
    pub(crate) engine: EngineClass,
    pub(crate) priority: i32,
    pub(crate) owner: AccountId,
    pub(crate) script: Option<ScriptId>,
    pub(crate) correlation_id: Option<Uuid>,
    pub(crate) traceparent: Option<String>,
    pub(crate) estimate: Cost,
}

/// Where the reactor has been already, the row is its business alone: it may be gone for good.
macro_rules! enter {
    ($conflict:literal) => {
        concat!(
            "with ahead as (
                select 1 where not exists (
                    select from log l join projection_checkpoints c
                        on c.name = 'job_queue' and l.position <= c.position
                    where l.event_id = $1
                )
            )
            insert into job_queue as q (job_id, kind, engine, priority, owner_id, script_id, ready_at, enqueued_at,
                correlation_id, traceparent, estimate_ms, estimate_usd, next, attempt, worker, lease_until)
            select $2, $3, $4, $5, $6, $7, now(), now(), $8, $9, $10, $11, 'run', $12, $13,
                now() + make_interval(secs => $14::float8) from ahead
            on conflict (job_id) do ",
            $conflict
        )
    };
}

/// A row that is there already is not even looked at: a lock would make a claim pass it over.
const WAITING: &str = enter!("nothing");
const STARTED: &str = enter!(
    "update set attempt = excluded.attempt, worker = excluded.worker, lease_until = excluded.lease_until,
        next = 'run' where q.attempt < excluded.attempt"
);

/// Writes the row, for whoever claims it or for an attempt that was granted already. Whether it is there now
/// as it was asked for; if not, the reactor was faster.
pub(super) async fn enter(
    client: &impl GenericClient,
    request: &Request,
    taken: Option<(Attempt<'_>, f64)>,
) -> Result<bool, QueueError> {
    let enter = client.prepare_cached(if taken.is_some() { STARTED } else { WAITING }).await?;
    let attempt = taken.map_or(0, |(of, _)| int(of.number));
    let (worker, lease_s) = (taken.map(|(of, _)| of.worker), taken.map(|(_, lease_s)| lease_s));
    let written = client
        .execute(
            &enter,
            &[
                &request.event_id,
                &request.job.0,
                &request.kind.as_str(),
                &request.engine.as_str(),
                &request.priority,
                &request.owner.0,
                &request.script.map(|script| script.0),
                &request.correlation_id,
                &request.traceparent.as_deref(),
                &big(request.estimate.compute_ms),
                &big(request.estimate.usd_micros),
                &attempt,
                &worker,
                &lease_s,
            ],
        )
        .await?;
    Ok(written > 0)
}
