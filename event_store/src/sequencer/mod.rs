//! The sequencer: gives committed events their positions and chains their hashes.
//!
//! Every process runs one of these tasks; the one that holds the advisory lock sequences, the others
//! stand by and take over when its session ends, however it ended. A stand-by passes on what its own
//! process rings: it notifies the one that sequences, at most once every few milliseconds and outside
//! every transaction, because a notification takes a lock that all commits of notifiers share.
//!
//! Readers are told by `notify log` with the new head, once a batch.

mod batch;
mod who;

pub use batch::{Batcher, Step};

use crate::listen::listen;
use crate::meters;
use crate::sql::to_sql;
use domain::Position;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_postgres::{Client, Config, Error};
use tokio_util::sync::CancellationToken;

/// Channel on which readers are told the new head's position, once a batch.
pub const LOG_CHANNEL: &str = "log";

/// Channel on which processes that do not sequence say that they appended.
const APPENDED_CHANNEL: &str = "appended";

/// Key of the advisory lock of the one that sequences: "spoolseq" in ASCII.
pub(crate) const LOCK: i64 = 0x7370_6f6f_6c73_6571;

/// Between two batches that were not full, at least and at most: twice the time the batch took. Its
/// flush is one that appends have to wait for, so it takes no more than a third of the disk's time.
const PACE: Duration = Duration::from_millis(3);
const SLOWEST_PACE: Duration = Duration::from_millis(25);
/// Between two looks while events keep coming, and how long after the last one that lasts.
const BUSY: Duration = Duration::from_millis(10);
const BUSY_FOR: Duration = Duration::from_secs(1);
/// Between two looks when nothing comes.
const IDLE: Duration = Duration::from_millis(100);
/// Between two tries for the lock.
const STAND_BY: Duration = Duration::from_millis(250);
/// Between two sessions after an error.
const AFTER_ERROR: Duration = Duration::from_millis(500);

/// A server that no longer hears from this process, because the network or the process itself stands still,
/// gives its lock away: the owner asks something several times a second. Every look-up
/// of a batch is by index; the planner has no statistics of rows that are milliseconds old.
const SETTINGS: &str = "set idle_session_timeout = '10s'; set idle_in_transaction_session_timeout = '10s';
    set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;
    set tcp_keepalives_count = 3; set enable_seqscan = off; set enable_hashjoin = off;
    set enable_mergejoin = off; set jit = off; set plan_cache_mode = force_generic_plan";

/// This process' sequencer task.
#[derive(Debug)]
pub struct Sequencer {
    task: JoinHandle<()>,
}

impl Sequencer {
    /// Starts the task on a connection of its own; `appended` is what
    /// [`Store::appended`](crate::Store::appended) gives. It ends on `shutdown`.
    pub fn start(config: Config, appended: Arc<Notify>, shutdown: CancellationToken) -> Self {
        let task = tokio::spawn(async move {
            while !shutdown.is_cancelled() {
                let ended = tokio::select! {
                    ended = session(&config, &appended) => ended,
                    () = shutdown.cancelled() => return,
                };
                if let Err(error) = ended {
                    tracing::warn!(error = &error as &dyn std::error::Error, "sequencer lost its session");
                }
                tokio::select! {
                    () = tokio::time::sleep(AFTER_ERROR) => {}
                    () = shutdown.cancelled() => return,
                }
            }
        });
        Self { task }
    }

    /// Waits until the task has ended, after its shutdown was asked for.
    pub async fn stopped(self) {
        // It neither panics nor is aborted by anyone but the runtime's own end.
        let _ = self.task.await;
    }
}

/// One connection's life: stands by until the lock is had, then sequences until something breaks.
async fn session(config: &Config, appended: &Notify) -> Result<(), Error> {
    let told = Arc::new(Notify::new());
    let client = listen(config, &[APPENDED_CHANNEL], {
        let told = Arc::clone(&told);
        move |_| told.notify_one()
    })
    .await?;
    client.batch_execute(SETTINGS).await?;
    stand_by(&client, appended).await?;
    tracing::info!("sequencing");
    let mut batcher = Batcher::open(client).await?;
    let mut last_event = Instant::now();
    loop {
        let start = Instant::now();
        match batcher.step().await? {
            Step::Sequenced { head, full } => {
                notify_log(batcher.client(), head).await?;
                last_event = Instant::now();
                if !full {
                    tokio::time::sleep((2 * start.elapsed()).clamp(PACE, SLOWEST_PACE)).await;
                }
                continue;
            }
            // Someone else sequences, although the lock is ours as far as we know.
            Step::Overtaken => tracing::warn!("another sequencer moved the log's head"),
            Step::Idle => {}
        }
        let pause = if last_event.elapsed() < BUSY_FOR { BUSY } else { IDLE };
        tokio::select! {
            () = appended.notified() => {}
            () = told.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Waits for the lock; passes on that this process appended, to whoever has it.
async fn stand_by(client: &Client, appended: &Notify) -> Result<(), Error> {
    let try_lock = client.prepare("select pg_try_advisory_lock($1)").await?;
    loop {
        if client.query_one(&try_lock, &[&LOCK]).await?.try_get(0)? {
            return Ok(());
        }
        let again = Instant::now() + STAND_BY;
        while let Some(left) = again.checked_duration_since(Instant::now()) {
            if tokio::time::timeout(left, appended.notified()).await.is_ok() {
                client.batch_execute("notify appended").await?;
                tokio::time::sleep(PACE).await;
            }
        }
    }
}

async fn notify_log(client: &Client, head: Position) -> Result<(), Error> {
    #[expect(clippy::cast_precision_loss, reason = "gauges are floating point; exact up to 2^53 events")]
    metrics::gauge!(meters::HEAD_POSITION).set(head.0 as f64);
    let notify = "select pg_notify($1, $2)";
    client.execute(notify, &[&LOG_CHANNEL, &to_sql(head.0).to_string()]).await.map(drop)
}
