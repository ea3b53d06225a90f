//! The nodes of productions: what each still waits for, and how they add up.

use deadpool_postgres::Transaction;
use domain::JobId;
use domain::job::{Cost, Node};
use event_store::RecordedEvent;
use projections::ProjectionError;
use projections::progress;
use uuid::Uuid;

use super::run;
use crate::queue::{Standing, big, int, standing};

/// How a node ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Completed,
    Reused,
    Failed,
    Blocked,
    Cancelled,
}

impl Ended {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Reused => "reused",
            Self::Failed => "failed",
            Self::Blocked => "blocked",
            Self::Cancelled => "cancelled",
        }
    }

    const fn made(self) -> bool {
        matches!(self, Self::Completed | Self::Reused)
    }
}

const STANDS: &str = "update job_nodes set state = $2, spent_ms = spent_ms + $3, spent_usd = spent_usd + $4
    where job_id = $1 returning production";
/// One job fewer to wait for; `done` keeps it from counting twice.
const FREE_DEPENDANTS: &str = "with met as (
        update job_needs set done = true where needs = $1 and not done returning job_id
    )
    update job_queue q set blockers = q.blockers - 1, ready_at = clock_timestamp()
    from met where q.job_id = met.job_id";
const BLOCK_DEPENDANTS: &str = "update job_queue q set next = 'block', because_of = $1 from job_needs n
    where n.needs = $1 and not n.done and q.job_id = n.job_id and q.next = 'run'";
const PARENT_LESS_ONE: &str =
    "update job_queue set blockers = blockers - 1, ready_at = clock_timestamp() where job_id = $1";
const PLANNED: &str = "update job_queue set next = 'settle', worker = null, lease_until = null,
        attempt = $2, blockers = $3, reused = $4, ready_at = $5, sequence = $6
    where job_id = $1";
const REOPENED: &str = "update job_queue set next = 'settle', cancelling = false, paused = false,
        blockers = blockers + $2, sequence = $3, worker = null, lease_until = null
    where job_id = $1";
/// What a node that is tried again waits for: whatever it needs and is not there. What ended without having
/// been made, and is not tried again itself, blocks it once more.
const RETRIED: &str = "update job_queue q set
        blockers = (select count(*) from job_needs n where n.job_id = q.job_id and not n.done),
        next = case when made.job_id is not null then 'reuse' when lost.job_id is not null then 'block' else 'run' end,
        because_of = coalesce(made.job_id, lost.job_id)
    from job_queue self
    left join job_outputs made on made.owner_id = self.owner_id and made.input_hash = self.input_hash
    left join lateral (
        select n.needs as job_id from job_needs n join job_queue other on other.job_id = n.needs
        where n.job_id = self.job_id and not n.done and other.next = 'rest' limit 1
    ) lost on true
    where q.job_id = $1 and self.job_id = q.job_id";
/// The first output for some inputs is the one that is taken over.
const MADE: &str = "insert into job_outputs (owner_id, input_hash, job_id, kind) values ($1, $2, $3, $4)
    on conflict do nothing";
const REUSE: &str = "update job_queue set next = 'reuse', because_of = $3, ready_at = clock_timestamp()
    where owner_id = $1 and input_hash = $2 and next in ('run', 'later', 'block') and lease_until is null";

/// A new node.
pub(super) async fn requested(tx: &Transaction<'_>, job: Uuid, node: &Node) -> Result<(), ProjectionError> {
    let sql = "insert into job_nodes (job_id, production, state) values ($1, $2, 'waiting')
        on conflict do nothing";
    run(tx, sql, &[&job, &node.production.0]).await?;
    if node.needs.is_empty() {
        return Ok(());
    }
    let needs: Vec<Uuid> = node.needs.iter().map(|job| job.0).collect();
    let sql = "insert into job_needs (job_id, needs) select $1, unnest($2::uuid[]) on conflict do nothing";
    run(tx, sql, &[&job, &needs]).await
}

/// A node changes hands; the production it belongs to, if it is one.
pub(super) async fn stands(
    tx: &Transaction<'_>,
    job: Uuid,
    state: &str,
    cost: Cost,
) -> Result<Option<Uuid>, ProjectionError> {
    super::production(tx, STANDS, &[&job, &state, &big(cost.compute_ms), &big(cost.usd_micros)]).await
}

/// What a node has cost, beside where it stands.
pub(super) async fn spent(tx: &Transaction<'_>, job: Uuid, cost: Cost) -> Result<(), ProjectionError> {
    let sql = "update job_nodes set spent_ms = spent_ms + $2, spent_usd = spent_usd + $3 where job_id = $1";
    run(tx, sql, &[&job, &big(cost.compute_ms), &big(cost.usd_micros)]).await
}

/// A node is over: what waits for it goes on or never will, and its production has one less to wait for.
pub(super) async fn ended(
    tx: &Transaction<'_>,
    job: Uuid,
    production: Uuid,
    how: Ended,
) -> Result<(), ProjectionError> {
    stands(tx, job, how.as_str(), Cost::default()).await?;
    let dependants = if how.made() { FREE_DEPENDANTS } else { BLOCK_DEPENDANTS };
    run(tx, dependants, &[&job]).await?;
    run(tx, PARENT_LESS_ONE, &[&production]).await
}

/// An output for some inputs is there: whoever waits to make the same takes it over.
pub(super) async fn made(
    tx: &Transaction<'_>,
    owner: Uuid,
    hash: &str,
    job: Uuid,
    kind: &str,
) -> Result<(), ProjectionError> {
    run(tx, MADE, &[&owner, &hash, &job, &kind]).await?;
    run(tx, REUSE, &[&owner, &hash, &job]).await
}

/// The production's own attempt is over; it goes on when so many nodes have ended.
pub(super) async fn planned(
    tx: &Transaction<'_>,
    event: &RecordedEvent,
    attempt: u32,
    own: usize,
    reused: usize,
) -> Result<(), ProjectionError> {
    let (own, reused) = (number(own), number(reused));
    let sequence = big(event.sequence);
    run(tx, PLANNED, &[&event.aggregate_id, &int(attempt), &own, &reused, &event.recorded_at, &sequence])
        .await
}

/// So many of its nodes are tried again.
pub(super) async fn reopened(
    tx: &Transaction<'_>,
    event: &RecordedEvent,
    nodes: usize,
) -> Result<(), ProjectionError> {
    run(tx, REOPENED, &[&event.aggregate_id, &number(nodes), &big(event.sequence)]).await
}

/// A node is tried again.
pub(super) async fn retried(tx: &Transaction<'_>, job: Uuid) -> Result<(), ProjectionError> {
    stands(tx, job, "waiting", Cost::default()).await?;
    run(tx, RETRIED, &[&job]).await
}

/// A production is over for good: nobody asks for its nodes' needs any more.
pub(super) async fn forget(tx: &Transaction<'_>, production: Uuid) -> Result<(), ProjectionError> {
    let sql = "delete from job_needs n using job_nodes p where n.job_id = p.job_id and p.production = $1";
    run(tx, sql, &[&production]).await?;
    run(tx, "delete from job_nodes where production = $1", &[&production]).await
}

/// Says how far productions are, to whoever watches.
pub(super) async fn report(tx: &Transaction<'_>, productions: &[Uuid]) -> Result<(), ProjectionError> {
    for production in productions {
        let Standing { of, totals, left_ms, .. } = standing(tx, JobId(*production)).await?;
        if let Some(of) = of {
            progress::production(tx, of, totals, left_ms).await?;
        }
    }
    Ok(())
}

pub(super) fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
