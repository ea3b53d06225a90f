//! From the log to the queue. Thin: it only says which jobs may be taken up and when, in the transaction
//! that moves its checkpoint, so no request is lost and none is queued twice. Whoever was waiting is
//! woken by that transaction's commit.

use std::collections::HashMap;

use cqrs_es::Aggregate;
use deadpool_postgres::Transaction;
use domain::Job;
use domain::job::{JobEvent, JobKind};
use event_store::RecordedEvent;
use jiff::Timestamp;
use projections::{Projection, ProjectionError, payload};
use tokio_postgres::types::ToSql;

use crate::engine::EngineClass;
use crate::kinds::Kinds;
use crate::queue::{CANCEL_CHANNEL, READY_CHANNEL, int};

/// The projection that fills `job_queue`. Run it with `projections::Projector::spawn` in every process that
/// has projectors; one of them does the work.
pub struct JobQueue {
    engines: HashMap<JobKind, EngineClass>,
}

const REQUESTED: &str =
    "insert into job_queue (job_id, kind, engine, priority, owner_id, script_id, ready_at,
        enqueued_at, correlation_id, traceparent)
    values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9) on conflict (job_id) do nothing";
const QUEUED: &str = "update job_queue set checked = true where job_id = $1";
// The worker has said so itself, in the row; this is for the one that died in between.
const STARTED: &str = "update job_queue set attempt = $2, worker = $3, checked = true,
        lease_until = $4::timestamptz + make_interval(secs => $5)
    where job_id = $1 and attempt < $2";
// A newer attempt may have begun before this was read: then it is old news.
const FREED: &str = "update job_queue set worker = null, lease_until = null, attempt = $2, ready_at = $3
    where job_id = $1 and attempt <= $2";
const ENDED: &str =
    "update job_queue set resting = true, worker = null, lease_until = null where job_id = $1";
const RETRIED: &str =
    "update job_queue set resting = false, cancelling = false, checked = true, ready_at = $2
    where job_id = $1";
const CANCELLING: &str = "update job_queue set cancelling = true where job_id = $1";
const COMPLETED: &str = "delete from job_queue where job_id = $1";

impl JobQueue {
    /// The queue of these kinds.
    pub fn new(kinds: &Kinds) -> Self {
        Self { engines: kinds.engines() }
    }

    /// The statement an event becomes; whether it makes a job ready.
    async fn react(
        &self,
        tx: &Transaction<'_>,
        event: &RecordedEvent,
        said: JobEvent,
    ) -> Result<(), ProjectionError> {
        use JobEvent as E;
        let id = event.aggregate_id;
        let at = event.recorded_at;
        match said {
            E::Requested { owner, script, work, priority, .. } => {
                let kind = work.kind();
                let engine = self.engines.get(&kind).copied().unwrap_or(EngineClass::Cpu).as_str();
                let script = script.map(|script| script.0);
                let traceparent = event.metadata.traceparent.as_deref();
                let correlation = event.metadata.correlation_id;
                run(
                    tx,
                    REQUESTED,
                    &[
                        &id,
                        &kind.as_str(),
                        &engine,
                        &priority,
                        &owner.0,
                        &script,
                        &at,
                        &correlation,
                        &traceparent,
                    ],
                )
                .await?;
                notify(tx, READY_CHANNEL, "").await
            }
            E::Queued {} => run(tx, QUEUED, &[&id]).await,
            E::Started { attempt, worker, lease_s } => {
                run(tx, STARTED, &[&id, &int(attempt), &worker, &at, &f64::from(lease_s)]).await
            }
            E::AttemptFailed { attempt, retry_at, .. } => {
                free(tx, event, attempt, retry_at.unwrap_or(at)).await
            }
            E::Released { attempt } => free(tx, event, attempt, at).await,
            E::Completed { .. } => run(tx, COMPLETED, &[&id]).await,
            E::Failed { .. } | E::Cancelled { .. } => run(tx, ENDED, &[&id]).await,
            E::CancelRequested { .. } => {
                run(tx, CANCELLING, &[&id]).await?;
                notify(tx, CANCEL_CHANNEL, &id.to_string()).await
            }
            E::Retried {} => {
                run(tx, RETRIED, &[&id, &at]).await?;
                notify(tx, READY_CHANNEL, "").await
            }
            E::ValidationStarted {}
            | E::Refused { .. }
            | E::PhaseEntered { .. }
            | E::OutputProduced { .. } => Ok(()),
        }
    }
}

impl Projection for JobQueue {
    fn name(&self) -> &'static str {
        "job_queue"
    }

    async fn apply(&self, tx: &Transaction<'_>, event: &RecordedEvent) -> Result<(), ProjectionError> {
        if event.aggregate_type != Job::TYPE {
            return Ok(());
        }
        self.react(tx, event, payload(event)?).await
    }
}

async fn free(
    tx: &Transaction<'_>,
    event: &RecordedEvent,
    attempt: u32,
    ready_at: Timestamp,
) -> Result<(), ProjectionError> {
    run(tx, FREED, &[&event.aggregate_id, &int(attempt), &ready_at]).await?;
    notify(tx, READY_CHANNEL, "").await
}

async fn run(
    tx: &Transaction<'_>,
    sql: &'static str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<(), ProjectionError> {
    let statement = tx.prepare_cached(sql).await?;
    tx.execute(&statement, values).await?;
    Ok(())
}

/// Equal notifications of one transaction are sent once, so a batch of requests wakes workers once.
async fn notify(tx: &Transaction<'_>, channel: &str, payload: &str) -> Result<(), ProjectionError> {
    run(tx, "select pg_notify($1, $2)", &[&channel, &payload]).await
}
