//! A request's row in the queue before the reactor has come to it: a worker has the job some milliseconds
//! sooner. Only a hint: the reactor writes the same row from the log, and the job's aggregate decides.

use deadpool_postgres::{BuildError, Pool};
use domain::job::{JobEvent, JobKind};
use event_store::{Fresh, Metadata, Observer};
use std::collections::HashMap;
use tokio::runtime::Handle;
use tokio_postgres::Config;

use crate::engine::EngineClass;
use crate::error::QueueError;
use crate::kinds::Kinds;
use crate::moderation;
use crate::queue::{self, READY_CHANNEL, big};

/// Where the reactor has been already, the row is its business alone: it may be gone for good.
const EARLY: &str = "with ahead as (
        select 1 where not exists (
            select from log l join projection_checkpoints c on c.name = 'job_queue' and l.position <= c.position
            where l.event_id = $1
        )
    ), row as (
        insert into job_queue (job_id, kind, engine, priority, owner_id, script_id, ready_at, enqueued_at,
            correlation_id, traceparent, estimate_ms, estimate_usd, next)
        select $2, $3, $4, $5, $6, $7, now(), now(), $8, $9, $10, $11, 'run' from ahead
        on conflict (job_id) do nothing returning 1
    )
    select pg_notify($12, '') from row";

/// Connections for it; more requests at once wait for each other.
const CONNECTIONS: usize = 2;

/// Hears of requests that this process appends. Must be called within a tokio runtime.
pub fn early_queue(database: &Config, kinds: &Kinds) -> Result<Observer, BuildError> {
    let pool = queue::pool(database, CONNECTIONS)?;
    let engines = kinds.engines();
    let runtime = Handle::current();
    Ok(Observer::new("job.requested", move |fresh| {
        let Ok(request) = serde_json::from_value(fresh.payload.clone()) else { return };
        let (pool, engines) = (pool.clone(), engines.clone());
        runtime.spawn(async move {
            let job = fresh.aggregate_id;
            if let Err(error) = write(&pool, &engines, fresh, request).await {
                tracing::debug!(%job, %error, "job {job} is queued by the log");
            }
        });
    }))
}

async fn write(
    pool: &Pool,
    engines: &HashMap<JobKind, EngineClass>,
    fresh: Fresh,
    request: JobEvent,
) -> Result<(), QueueError> {
    let JobEvent::Requested { owner, script, work, priority, estimate, node: None, .. } = request else {
        return Ok(());
    };
    if moderation::check(&work).is_err() {
        return Ok(());
    }
    let client = pool.get().await?;
    let early = client.prepare_cached(EARLY).await?;
    let kind = work.kind();
    let engine = engines.get(&kind).copied().unwrap_or(EngineClass::Cpu).as_str();
    let metadata: Option<Metadata> = serde_json::from_value(fresh.metadata).ok();
    let correlation = metadata.as_ref().map(|metadata| metadata.correlation_id);
    let traceparent = metadata.as_ref().and_then(|metadata| metadata.traceparent.as_deref());
    client
        .query(
            &early,
            &[
                &fresh.last_event_id,
                &fresh.aggregate_id,
                &kind.as_str(),
                &engine,
                &priority,
                &owner.0,
                &script.map(|script| script.0),
                &correlation,
                &traceparent,
                &big(estimate.compute_ms),
                &big(estimate.usd_micros),
                &READY_CHANNEL,
            ],
        )
        .await?;
    Ok(())
}
