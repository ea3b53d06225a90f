//! Requests that this process appends are at a worker before the reactor has come to them: handed to one of
//! its own that is idle, or written into the queue at once. Only a hint: the reactor writes the same row
//! from the log, and the job's aggregate decides.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{BuildError, Pool};
use domain::JobId;
use domain::job::JobEvent;
use event_store::{Fresh, Metadata, Observer};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio_postgres::Config;

use crate::engine::EngineClass;
use crate::error::QueueError;
use crate::handover::Handover;
use crate::kinds::Kinds;
use crate::moderation;
use crate::queue::{Claimed, Queue, READY_CHANNEL, Request};

/// Connections for it; more requests at once wait for each other.
const CONNECTIONS: usize = 2;
/// Between two announcements: the commits of notifications wait for each other in the whole cluster.
const QUIET: Duration = Duration::from_millis(5);

/// Hears of requests that this process appends. Must be called within a tokio runtime.
pub fn early_queue(database: &Config, kinds: &Kinds, handover: &Handover) -> Result<Observer, BuildError> {
    let queue = Queue::open(database, CONNECTIONS)?;
    let engines = kinds.engines();
    let handover = handover.clone();
    let written = Arc::new(Notify::new());
    let runtime = Handle::current();
    runtime.spawn(announce(queue.pool().clone(), Arc::downgrade(&written)));
    Ok(Observer::new("job.requested", move |fresh| {
        let Some(request) = request(fresh, |kind| engines.get(&kind).copied().unwrap_or(EngineClass::Cpu))
        else {
            return;
        };
        let Some(claimed) = handover.offer(Claimed::fresh(request)) else { return };
        let Some(request) = claimed.request else { return };
        let (queue, written) = (queue.clone(), Arc::clone(&written));
        runtime.spawn(async move {
            let job = request.job;
            match queue.enter(&request).await {
                Ok(()) => written.notify_one(),
                Err(error) => tracing::debug!(%job, %error, "job {job} is queued by the log"),
            }
        });
    }))
}

/// What may be taken up at once: neither nodes, which were checked and may have to wait, nor what the local
/// rules refuse.
fn request(fresh: Fresh, engine: impl Fn(domain::job::JobKind) -> EngineClass) -> Option<Arc<Request>> {
    let said = serde_json::from_value(fresh.payload).ok()?;
    let JobEvent::Requested { owner, script, work, priority, estimate, node: None, .. } = said else {
        return None;
    };
    moderation::check(&work).ok()?;
    let metadata: Option<Metadata> = serde_json::from_value(fresh.metadata).ok();
    Some(Arc::new(Request {
        job: JobId(fresh.aggregate_id),
        event_id: fresh.last_event_id,
        kind: work.kind(),
        engine: engine(work.kind()),
        priority,
        owner,
        script,
        correlation_id: metadata.as_ref().and_then(|metadata| metadata.correlation_id),
        traceparent: metadata.and_then(|metadata| metadata.traceparent),
        estimate,
    }))
}

/// Tells all workers of new rows: the first at once, those that follow within milliseconds together.
async fn announce(pool: Pool, written: std::sync::Weak<Notify>) {
    while let Some(news) = written.upgrade() {
        tokio::select! {
            () = news.notified() => {}
            () = tokio::time::sleep(Duration::from_secs(1)) => continue,
        }
        drop(news);
        if let Err(error) = tell(&pool).await {
            tracing::debug!(%error, "workers hear of new jobs by the log");
        }
        tokio::time::sleep(QUIET).await;
    }
}

async fn tell(pool: &Pool) -> Result<(), QueueError> {
    let client = pool.get().await?;
    let notify = client.prepare_cached("select pg_notify($1, '')").await?;
    client.execute(&notify, &[&READY_CHANNEL]).await?;
    Ok(())
}
