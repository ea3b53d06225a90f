//! What running jobs say between two events: one connection that listens, for all who watch.
//!
//! A piece of text is in the job's row before it is announced, so a reader that joins first and then
//! reads the row misses nothing. When announcements may have been lost, everybody gets the whole text
//! again.

use super::hub::Hub;
use super::{Reporter, frame};
use deadpool_postgres::Pool;
use domain::JobId;
use event_store::listen as open;
use projections::progress::{self, PROGRESS_CHANNEL, TOKEN_CHANNEL};
use projections::{JobTick, JobToken, ReadError};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_postgres::{Client, Config, Notification};

/// Announcements that may wait; beyond that the texts are read again.
const WAITING: usize = 4_096;
/// Between two tries to connect, and two looks whether the connection still is.
const PAUSE: Duration = Duration::from_secs(1);

enum Heard {
    Progress(JobId),
    Token(JobToken),
}

impl Heard {
    fn of(notification: &Notification) -> Option<Self> {
        match notification.channel() {
            PROGRESS_CHANNEL => notification.payload().parse().ok().map(Self::Progress),
            TOKEN_CHANNEL => serde_json::from_str(notification.payload()).ok().map(Self::Token),
            _ => None,
        }
    }
}

/// Listens for ever.
pub(super) async fn listen(hub: Hub, pool: Pool, database: Config) {
    loop {
        let lost = Arc::new(AtomicBool::new(false));
        let (sender, mut receiver) = mpsc::channel(WAITING);
        let full = Arc::clone(&lost);
        let heard = move |notification: Notification| {
            let kept = Heard::of(&notification).is_none_or(|heard| sender.try_send(heard).is_ok());
            if !kept {
                full.store(true, Ordering::Relaxed);
            }
        };
        match open(&database, &[PROGRESS_CHANNEL, TOKEN_CHANNEL], heard).await {
            Ok(client) => attend(&hub, &pool, &client, &mut receiver, &lost).await,
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "progress cannot be listened to");
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Passes on what one connection hears, until it breaks.
async fn attend(
    hub: &Hub,
    pool: &Pool,
    client: &Client,
    heard: &mut mpsc::Receiver<Heard>,
    lost: &AtomicBool,
) {
    let mut productions = Productions::default();
    // Whoever watched before this connection was there may have missed something.
    lost.store(true, Ordering::Relaxed);
    let mut batch = Vec::new();
    while !client.is_closed() {
        if lost.swap(false, Ordering::Relaxed) {
            report(all_again(hub, pool).await);
        }
        batch.clear();
        // The sender lives in the connection's task: when that ends, this does.
        match tokio::time::timeout(PAUSE, heard.recv_many(&mut batch, WAITING)).await {
            Ok(0) => return,
            Ok(_) => report(pass_on(hub, pool, &batch, &mut productions).await),
            Err(_) => {}
        }
    }
}

async fn pass_on(
    hub: &Hub,
    pool: &Pool,
    batch: &[Heard],
    productions: &mut Productions,
) -> Result<(), ReadError> {
    let mut changed = BTreeSet::new();
    let mut tokens = Vec::new();
    for heard in batch {
        match heard {
            Heard::Progress(job) => _ = changed.insert(*job),
            Heard::Token(token) if hub.is_watched(token.owner_id) => tokens.push(token),
            Heard::Token(_) => {}
        }
    }
    productions.look_up(pool, &tokens).await?;
    for token in tokens {
        let JobToken { owner_id, job_id: job, script_id: script, .. } = *token;
        hub.tick(owner_id, Reporter { job, script, production: productions.of(job) }, &frame::token(token));
    }
    if changed.is_empty() || hub.owners().is_empty() {
        return Ok(());
    }
    let jobs: Vec<JobId> = changed.into_iter().collect();
    for tick in progress::read_many(&pool.get().await?, &jobs).await? {
        hub.tick(tick.owner_id, reporter(&tick), &frame::progress(&tick));
    }
    Ok(())
}

fn reporter(tick: &JobTick) -> Reporter {
    Reporter { job: tick.job_id, script: tick.script_id, production: tick.production_id }
}

/// Which production each job is a node of; that never changes.
#[derive(Default)]
struct Productions(HashMap<JobId, Option<JobId>>);

impl Productions {
    /// Jobs that are remembered.
    const MOST: usize = 10_000;

    async fn look_up(&mut self, pool: &Pool, tokens: &[&JobToken]) -> Result<(), ReadError> {
        let all: BTreeSet<JobId> = tokens.iter().map(|token| token.job_id).collect();
        if all.iter().all(|job| self.0.contains_key(job)) {
            return Ok(());
        }
        if self.0.len() > Self::MOST {
            self.0.clear();
        }
        let all: Vec<JobId> = all.into_iter().collect();
        self.0.extend(progress::productions(&pool.get().await?, &all).await?);
        Ok(())
    }

    fn of(&self, job: JobId) -> Option<JobId> {
        self.0.get(&job).copied().flatten()
    }
}

/// The whole text of every job that is watched.
async fn all_again(hub: &Hub, pool: &Pool) -> Result<(), ReadError> {
    for owner in hub.owners() {
        for tick in progress::running(&pool.get().await?, owner).await? {
            hub.tick(owner, reporter(&tick), &frame::progress(&tick));
        }
    }
    Ok(())
}

fn report(outcome: Result<(), ReadError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "progress cannot be read");
    }
}
