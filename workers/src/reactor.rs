//! From the log to the queue. Thin: it only says which jobs may be taken up and when, in the transaction
//! that moves its checkpoint, so no request is lost and none is queued twice. Whoever was waiting is
//! woken by that transaction's commit.
//!
//! Productions live here too: a node is freed when the last job it needs is completed, blocked when one of
//! them ends otherwise, and its production goes on when the last node has ended.

mod nodes;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use cqrs_es::Aggregate;
use deadpool_postgres::Transaction;
use domain::job::{Cost, ErrorClass, JobEvent, JobKind};
use domain::script::ScriptEvent;
use domain::{Job, Script};
use event_store::RecordedEvent;
use jiff::Timestamp;
use projections::{Projection, ProjectionError, payload};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::engine::EngineClass;
use crate::kinds::Kinds;
use crate::moderation;
use crate::queue::{CANCEL_CHANNEL, READY_CHANNEL, big, int};
use nodes::Ended;

/// The projection that fills `job_queue`. Run it with `projections::Projector::spawn` in every process that
/// has projectors; one of them does the work.
pub struct JobQueue {
    engines: HashMap<JobKind, EngineClass>,
}

/// What the local rules let pass may run; what they refuse is told so. A node was checked with its
/// production; it waits for what it needs, and takes over what was made from the same inputs since it was
/// planned.
const REQUESTED: &str =
    "insert into job_queue (job_id, kind, engine, priority, owner_id, script_id, ready_at,
        enqueued_at, correlation_id, traceparent, estimate_ms, estimate_usd,
        next, blockers, production, input_hash, because_of, paused)
    select $1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11,
        case when made.job_id is not null then 'reuse' when $15 then 'run' else 'check' end,
        $13, $12, $14, made.job_id, coalesce((select paused from job_queue where job_id = $12), false)
    from (values (1)) once
    left join job_outputs made on made.owner_id = $5 and made.input_hash = $14
    on conflict (job_id) do nothing";
const QUEUED: &str = "update job_queue set next = 'run' where job_id = $1 and next = 'check'";
// The worker has said so itself, in the row; this is for the one that died in between.
const STARTED: &str = "update job_queue set attempt = $2, worker = $3, next = 'run',
        lease_until = $4::timestamptz + make_interval(secs => $5)
    where job_id = $1 and attempt < $2";
// A newer attempt may have begun before this was read: then it is old news.
const FREED: &str = "update job_queue set worker = null, lease_until = null, attempt = $2, ready_at = $3,
        next = case when $3 > now() then 'later' else 'run' end
    where job_id = $1 and attempt <= $2";
const ENDED: &str = "update job_queue set next = 'rest', worker = null, lease_until = null where job_id = $1 returning production";
const COMPLETED: &str =
    "delete from job_queue where job_id = $1 returning production, owner_id, input_hash, kind";
const RETRIED: &str = "update job_queue set next = 'run', cancelling = false, paused = false,
        because_of = null, ready_at = $2, worker = null, lease_until = null
    where job_id = $1 returning production";
/// What is said of a production is said of its nodes. Nobody waits for the end of a back-off to be cancelled.
const CANCELLING: &str = "update job_queue set cancelling = true, ready_at = least(ready_at, now()),
        sequence = case when job_id = $1 then $2 else sequence end
    where job_id = $1 or production = $1 and next <> 'rest'";
const PAUSED: &str = "update job_queue set paused = $3,
        sequence = case when job_id = $1 then $2 else sequence end
    where job_id = $1 or production = $1";
const PRIORITISED: &str = "update job_queue set priority = $3,
        sequence = case when job_id = $1 then $2 else sequence end
    where job_id = $1 or production = $1";
const SPENT: &str = "insert into script_spending (script_id, spent_ms, spent_usd) values ($1, $2, $3)
    on conflict (script_id) do update set spent_ms = script_spending.spent_ms + excluded.spent_ms,
        spent_usd = script_spending.spent_usd + excluded.spent_usd";
const BUDGET: &str = "insert into script_spending (script_id, budget_ms, budget_usd) values ($1, $2, $3)
    on conflict (script_id) do update set budget_ms = excluded.budget_ms, budget_usd = excluded.budget_usd";
/// A mean over about twenty jobs.
const EXPERIENCE: &str =
    "insert into job_experience (kind, jobs, compute_ms, usd_micros) values ($1, 1, $2, $3)
    on conflict (kind) do update set jobs = job_experience.jobs + 1,
        compute_ms = job_experience.compute_ms
            + (excluded.compute_ms - job_experience.compute_ms) / least(job_experience.jobs + 1, 20),
        usd_micros = job_experience.usd_micros
            + (excluded.usd_micros - job_experience.usd_micros) / least(job_experience.jobs + 1, 20)";

impl JobQueue {
    /// The queue of these kinds.
    pub fn new(kinds: &Kinds) -> Self {
        Self { engines: kinds.engines() }
    }

    /// What a job's event does to the queue; the production whose totals it changes.
    async fn react(
        &self,
        tx: &Transaction<'_>,
        event: &RecordedEvent,
        said: JobEvent,
        news: &mut News,
    ) -> Result<Option<Uuid>, ProjectionError> {
        use JobEvent as E;
        let id = event.aggregate_id;
        let at = event.recorded_at;
        let sequence = big(event.sequence);
        match said {
            E::Requested { .. } => return self.requested(tx, event, said, news).await,
            E::Queued {} => run(tx, QUEUED, &[&id]).await?,
            E::Started { attempt, worker, lease_s } => {
                run(tx, STARTED, &[&id, &int(attempt), &worker, &at, &f64::from(lease_s)]).await?;
                return nodes::stands(tx, id, "running", Cost::default()).await;
            }
            E::AttemptFailed { attempt, retry_at, cost, .. } => {
                spent(tx, event, cost).await?;
                free(tx, event, attempt, retry_at.unwrap_or(at), news).await?;
                return nodes::stands(tx, id, "waiting", cost).await;
            }
            E::Released { attempt } => {
                free(tx, event, attempt, at, news).await?;
                return nodes::stands(tx, id, "waiting", Cost::default()).await;
            }
            E::Completed { cost, .. } => {
                spent(tx, event, cost).await?;
                return completed(tx, event, Some(cost), news).await;
            }
            E::Reused { .. } => return completed(tx, event, None, news).await,
            E::Failed { error } => {
                let how = if error.class == ErrorClass::Blocked { Ended::Blocked } else { Ended::Failed };
                return ended(tx, id, how, news).await;
            }
            E::Cancelled { .. } => return ended(tx, id, Ended::Cancelled, news).await,
            E::PartiallyCompleted { .. } => _ = ended(tx, id, Ended::Failed, news).await?,
            E::Produced { .. } => {
                run(tx, COMPLETED, &[&id]).await?;
                nodes::forget(tx, id).await?;
            }
            E::Planned { attempt, nodes, .. } => {
                let own = nodes.iter().filter(|node| !node.reused).count();
                nodes::planned(tx, event, attempt, own, nodes.len() - own).await?;
                news.ready = true;
                return Ok(Some(id));
            }
            E::CancelRequested { .. } => {
                run(tx, CANCELLING, &[&id, &sequence]).await?;
                news.cancel = true;
                news.ready = true;
            }
            E::Paused {} => {
                run(tx, PAUSED, &[&id, &sequence, &true]).await?;
                news.cancel = true;
            }
            E::Resumed {} => {
                run(tx, PAUSED, &[&id, &sequence, &false]).await?;
                news.ready = true;
            }
            E::Prioritised { after, .. } => run(tx, PRIORITISED, &[&id, &sequence, &after]).await?,
            E::Retried { nodes } if nodes.is_empty() => {
                let production = production(tx, RETRIED, &[&id, &at]).await?;
                if production.is_some() {
                    nodes::retried(tx, id).await?;
                }
                news.ready = true;
                return Ok(production);
            }
            E::Retried { nodes } => {
                nodes::reopened(tx, event, nodes.len()).await?;
                return Ok(Some(id));
            }
            E::ValidationStarted {}
            | E::Refused { .. }
            | E::PhaseEntered { .. }
            | E::OutputProduced { .. } => {}
        }
        Ok(None)
    }

    async fn requested(
        &self,
        tx: &Transaction<'_>,
        event: &RecordedEvent,
        said: JobEvent,
        news: &mut News,
    ) -> Result<Option<Uuid>, ProjectionError> {
        let JobEvent::Requested { owner, script, work, priority, estimate, node, .. } = said else {
            return Ok(None);
        };
        let kind = work.kind();
        let engine = self.engines.get(&kind).copied().unwrap_or(EngineClass::Cpu).as_str();
        let production = node.as_ref().map(|node| node.production.0);
        let blockers = node.as_ref().map_or(0, |node| nodes::number(node.needs.len()));
        run(
            tx,
            REQUESTED,
            &[
                &event.aggregate_id,
                &kind.as_str(),
                &engine,
                &priority,
                &owner.0,
                &script.map(|script| script.0),
                &event.recorded_at,
                &event.metadata.correlation_id,
                &event.metadata.traceparent.as_deref(),
                &big(estimate.compute_ms),
                &big(estimate.usd_micros),
                &production,
                &blockers,
                &node.as_ref().map(|node| node.input_hash.as_str()),
                &(node.is_some() || moderation::check(&work).is_ok()),
            ],
        )
        .await?;
        if let Some(node) = node {
            nodes::requested(tx, event.aggregate_id, &node).await?;
        }
        news.ready = true;
        Ok(production)
    }
}

impl Projection for JobQueue {
    fn name(&self) -> &'static str {
        "job_queue"
    }

    async fn apply(&self, tx: &Transaction<'_>, event: &RecordedEvent) -> Result<(), ProjectionError> {
        let mut news = News::default();
        let production = self.apply_one(tx, event, &mut news).await?;
        nodes::report(tx, production.as_slice()).await?;
        news.tell(tx).await
    }

    /// Totals are counted and workers woken once a batch, not once an event.
    async fn apply_batch(
        &self,
        tx: &Transaction<'_>,
        events: &[Arc<RecordedEvent>],
    ) -> Result<(), ProjectionError> {
        let mut productions = BTreeSet::new();
        let mut news = News::default();
        for event in events {
            productions.extend(self.apply_one(tx, event, &mut news).await?);
        }
        let productions: Vec<Uuid> = productions.into_iter().collect();
        nodes::report(tx, &productions).await?;
        news.tell(tx).await
    }
}

/// What workers are woken for when the batch is committed.
#[derive(Default)]
struct News {
    ready: bool,
    cancel: bool,
}

impl News {
    async fn tell(self, tx: &Transaction<'_>) -> Result<(), ProjectionError> {
        for (said, channel) in [(self.ready, READY_CHANNEL), (self.cancel, CANCEL_CHANNEL)] {
            if said {
                run(tx, "select pg_notify($1, '')", &[&channel]).await?;
            }
        }
        Ok(())
    }
}

impl JobQueue {
    async fn apply_one(
        &self,
        tx: &Transaction<'_>,
        event: &RecordedEvent,
        news: &mut News,
    ) -> Result<Option<Uuid>, ProjectionError> {
        if event.aggregate_type == Job::TYPE {
            return self.react(tx, event, payload(event)?, news).await;
        }
        if event.aggregate_type == Script::TYPE
            && let ScriptEvent::BudgetSet { after, .. } = payload(event)?
        {
            let (compute, usd) = (after.compute_ms.map(big), after.usd_micros.map(big));
            run(tx, BUDGET, &[&event.aggregate_id, &compute, &usd]).await?;
            news.ready = true;
        }
        Ok(None)
    }
}

/// The end of a job that was not made: whatever needs it never starts.
async fn ended(
    tx: &Transaction<'_>,
    id: Uuid,
    how: Ended,
    news: &mut News,
) -> Result<Option<Uuid>, ProjectionError> {
    let production = production(tx, ENDED, &[&id]).await?;
    if let Some(production) = production {
        nodes::ended(tx, id, production, how).await?;
        news.ready = true;
    }
    Ok(production)
}

/// The end of a job that was made, just now (then it says what that took) or before.
async fn completed(
    tx: &Transaction<'_>,
    event: &RecordedEvent,
    cost: Option<Cost>,
    news: &mut News,
) -> Result<Option<Uuid>, ProjectionError> {
    let id = event.aggregate_id;
    let statement = tx.prepare_cached(COMPLETED).await?;
    let Some(row) = tx.query_opt(&statement, &[&id]).await? else { return Ok(None) };
    let (production, owner): (Option<Uuid>, Uuid) = (row.try_get(0)?, row.try_get(1)?);
    let (hash, kind): (Option<String>, String) = (row.try_get(2)?, row.try_get(3)?);
    if let Some(cost) = cost {
        #[expect(clippy::cast_precision_loss, reason = "no job takes 2^52 ms")]
        let (compute, usd) = (cost.compute_ms as f64, cost.usd_micros as f64);
        run(tx, EXPERIENCE, &[&kind, &compute, &usd]).await?;
        if let Some(hash) = hash {
            nodes::made(tx, owner, &hash, id, &kind).await?;
        }
    }
    if let Some(production) = production {
        let how = if cost.is_some() { Ended::Completed } else { Ended::Reused };
        nodes::ended(tx, id, production, how).await?;
        if let Some(cost) = cost {
            nodes::spent(tx, id, cost).await?;
        }
        news.ready = true;
    }
    Ok(production)
}

async fn spent(tx: &Transaction<'_>, event: &RecordedEvent, cost: Cost) -> Result<(), ProjectionError> {
    match event.metadata.script_id {
        Some(script) if !cost.is_nothing() => {
            run(tx, SPENT, &[&script.0, &big(cost.compute_ms), &big(cost.usd_micros)]).await
        }
        _ => Ok(()),
    }
}

async fn free(
    tx: &Transaction<'_>,
    event: &RecordedEvent,
    attempt: u32,
    ready_at: Timestamp,
    news: &mut News,
) -> Result<(), ProjectionError> {
    run(tx, FREED, &[&event.aggregate_id, &int(attempt), &ready_at]).await?;
    news.ready = true;
    Ok(())
}

/// Runs a statement that returns one production at most.
async fn production(
    tx: &Transaction<'_>,
    sql: &'static str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Option<Uuid>, ProjectionError> {
    let statement = tx.prepare_cached(sql).await?;
    let row = tx.query_opt(&statement, values).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?.flatten())
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
