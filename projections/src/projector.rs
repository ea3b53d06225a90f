//! The engine under every projection: follows the log and applies each batch in one transaction with
//! the move of its checkpoint, so that every event counts exactly once whatever crashes.
//!
//! Every process may run the same projector. The one whose session holds the advisory lock is its owner;
//! the others stand by and take over when that session ends, however it ended. The lock only saves work:
//! what makes applying twice impossible is the checkpoint, which moves only from where its mover believes
//! it to be.

mod session;

use crate::checkpoint::{self, Checkpoint};
use crate::metrics;
use crate::projection::{Projection, ProjectionError};
use crate::row::ReadError;
use deadpool_postgres::{ClientWrapper, Pool};
use domain::Position;
use event_store::{Batch, RecordedEvent, StoreError, Tail};
use futures_util::{FutureExt, Stream, StreamExt};
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Between two tries for the lock.
const STAND_BY: Duration = Duration::from_millis(500);
/// Between two looks at a projector that has stopped.
const STOPPED: Duration = Duration::from_secs(2);
/// Between two tries after an error that passes.
const AFTER_ERROR: Duration = Duration::from_millis(250);
/// How long nothing may happen before an owner asks whether it still is.
const SILENCE: Duration = Duration::from_secs(5);

/// What this process is to a projector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Another process has it, or nobody yet.
    StandBy,
    /// This process applies the events.
    Owner,
    /// An event could not be applied; nobody goes on before a restart.
    Stopped,
}

/// How far a projector is, as this process knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Everything up to here is applied and committed; perhaps more, unless this process is the owner.
    pub position: Position,
    /// What this process is to it.
    pub role: Role,
}

/// A projector of this process.
#[derive(Debug)]
pub struct Projector {
    name: &'static str,
    progress: watch::Receiver<Progress>,
    task: JoinHandle<()>,
}

impl Projector {
    /// Starts a projector, which takes one connection out of the pool for as long as it is the owner. A
    /// projector that had stopped before is tried again once. It ends on `shutdown`; what it had not
    /// committed then is applied by whoever comes next.
    pub fn spawn<P: Projection>(projection: P, pool: Pool, tail: Tail, shutdown: CancellationToken) -> Self {
        let name = projection.name();
        let (sender, progress) = watch::channel(Progress { position: Position(0), role: Role::StandBy });
        let mut runner = Runner { projection, pool, tail, progress: sender, may_retry: true };
        let task = tokio::spawn(async move {
            tokio::select! {
                () = runner.run() => {}
                () = shutdown.cancelled() => {}
            }
        });
        Self { name, progress, task }
    }

    /// The projection's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// How far it is. Changes after every commit of this process, so it also serves as a wake-up for
    /// whoever reads what the projection writes.
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.clone()
    }

    /// Waits until the task has ended, after its shutdown was asked for.
    pub async fn stopped(self) {
        // It neither panics nor is aborted by anyone but the runtime's own end.
        let _ = self.task.await;
    }
}

struct Runner<P> {
    projection: P,
    pool: Pool,
    tail: Tail,
    progress: watch::Sender<Progress>,
    /// Whether an error that is found in the checkpoint is older than this process.
    may_retry: bool,
}

/// Why an owner no longer goes on.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("another process moved the checkpoint from {0}")]
    Overtaken(Position),
    #[error("the log continues at {next} instead of {expected}")]
    Gap { expected: u64, next: Position },
    #[error("{reason}")]
    Poisoned { at: Position, reason: String },
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("no database connection: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
}

impl From<tokio_postgres::Error> for Ended {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Projection(error.into())
    }
}

impl<P: Projection> Runner<P> {
    async fn run(&mut self) {
        loop {
            let pause = match self.attend().await {
                Ok(pause) => pause,
                Err(error) => {
                    let projection = self.projection.name();
                    tracing::warn!(projection, %error, "projector {projection} interrupted; trying again");
                    AFTER_ERROR
                }
            };
            self.progress.send_if_modified(|progress| {
                let owned = progress.role == Role::Owner;
                if owned {
                    progress.role = Role::StandBy;
                }
                owned
            });
            tokio::time::sleep(pause).await;
        }
    }

    /// One try to be the owner, and if it succeeds, everything until that ends.
    async fn attend(&mut self) -> Result<Duration, Ended> {
        let name = self.projection.name();
        let client = self.pool.get().await?;
        let known = checkpoint::read(&client, name).await?;
        let stopped = known.as_ref().is_some_and(|checkpoint| checkpoint.error.is_some());
        // An error that comes up from now on is for another restart to try again.
        self.may_retry &= stopped;
        if let Some(checkpoint) = known {
            let role = if stopped && !self.may_retry { Role::Stopped } else { Role::StandBy };
            self.know(checkpoint.position, role);
            if role == Role::Stopped {
                return Ok(STOPPED);
            }
        }
        let Some(mut client) = session::own(client, name).await? else { return Ok(STAND_BY) };
        let Some(position) = self.begin(&mut client).await? else { return Ok(STAND_BY) };
        tracing::info!(projection = name, position = position.0, "projector {name} is owned");
        self.know(position, Role::Owner);
        match self.follow(&mut client, position).await {
            Err(Ended::Poisoned { at, reason }) => {
                self.stop(&mut client, at, &reason).await?;
                Ok(STOPPED)
            }
            ended => ended.map(|()| STAND_BY),
        }
    }

    /// Where to go on from; `None` if the projector was stopped by another process a moment ago.
    async fn begin(&mut self, client: &mut ClientWrapper) -> Result<Option<Position>, Ended> {
        let name = self.projection.name();
        let tx = client.transaction().await?;
        let Checkpoint { position, error } = checkpoint::take(&tx, name).await?;
        if let Some(error) = error {
            if !self.may_retry {
                return Ok(None);
            }
            tracing::info!(projection = name, error, "projector {name} had stopped; trying again");
            checkpoint::clear(&tx, name).await?;
        }
        tx.commit().await?;
        self.may_retry = false;
        Ok(Some(position))
    }

    /// Applies what comes until the tail ends or something is in the way.
    async fn follow(&self, client: &mut ClientWrapper, mut position: Position) -> Result<(), Ended> {
        let mut batches = pin!(self.tail.subscribe(position));
        loop {
            match tokio::time::timeout(SILENCE, gather(&mut batches, P::BATCH)).await {
                Ok((events, ended)) => {
                    position = self.apply(client, position, &events).await?;
                    match ended {
                        None => {}
                        Some(Ok(())) => return Ok(()),
                        Some(Err(error)) => {
                            return Err(Ended::Poisoned { at: position, reason: error.to_string() });
                        }
                    }
                }
                Err(_silence) => self.reassure(client, position).await?,
            }
        }
    }

    /// Applies events in order, as many at a time as a transaction should hold. If one of them cannot be
    /// applied, those before it are, and it is named.
    async fn apply(
        &self,
        client: &mut ClientWrapper,
        mut position: Position,
        events: &[Arc<RecordedEvent>],
    ) -> Result<Position, Ended> {
        for chunk in events.chunks(P::BATCH) {
            match self.step(client, position, chunk).await {
                Ok(reached) => position = reached,
                Err(Ended::Projection(error)) if !error.passes() => {
                    for event in chunk {
                        position = match self.step(client, position, std::slice::from_ref(event)).await {
                            Err(Ended::Projection(error)) if !error.passes() => {
                                let RecordedEvent { position: place, event_type, aggregate_id, .. } =
                                    &**event;
                                let reason = format!("{place} ({event_type} of {aggregate_id}): {error}");
                                return Err(Ended::Poisoned { at: position, reason });
                            }
                            reached => reached?,
                        };
                    }
                }
                Err(ended) => return Err(ended),
            }
        }
        Ok(position)
    }

    /// One transaction: moves the checkpoint, which locks it and proves ownership, and applies the events.
    async fn step(
        &self,
        client: &mut ClientWrapper,
        from: Position,
        events: &[Arc<RecordedEvent>],
    ) -> Result<Position, Ended> {
        let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(from) };
        if first.position.0 != from.0 + 1 {
            return Err(Ended::Gap { expected: from.0 + 1, next: first.position });
        }
        let began = Instant::now();
        let name = self.projection.name();
        let tx = client.transaction().await?;
        if !checkpoint::advance(&tx, name, from, last.position).await? {
            return Err(Ended::Overtaken(from));
        }
        AssertUnwindSafe(self.projection.apply_batch(&tx, events))
            .catch_unwind()
            .await
            .unwrap_or_else(|panic| Err(ProjectionError::Panicked(message(&*panic))))?;
        tx.commit().await?;
        self.know(last.position, Role::Owner);
        metrics::applied(name, events.len(), began.elapsed());
        Ok(last.position)
    }

    /// Asks whether the checkpoint is still where this owner left it, over the connection that holds the
    /// lock, so that a dead one is noticed.
    async fn reassure(&self, client: &mut ClientWrapper, position: Position) -> Result<(), Ended> {
        let tx = client.transaction().await?;
        match checkpoint::read(&tx, self.projection.name()).await? {
            Some(checkpoint) if checkpoint == (Checkpoint { position, error: None }) => Ok(()),
            _ => Err(Ended::Overtaken(position)),
        }
    }

    async fn stop(&self, client: &mut ClientWrapper, at: Position, reason: &str) -> Result<(), Ended> {
        let name = self.projection.name();
        tracing::error!(
            projection = name,
            position = at.0 + 1,
            reason,
            "projector {name} stopped at {reason}"
        );
        let tx = client.transaction().await?;
        let stopped = checkpoint::stop(&tx, name, at, reason).await?;
        tx.commit().await?;
        if stopped {
            self.know(at, Role::Stopped);
            metrics::stopped(name);
        }
        Ok(())
    }

    fn know(&self, position: Position, role: Role) {
        self.progress.send_replace(Progress { position, role });
    }
}

/// What is there without waiting, and at least one batch, until there is `enough`; with it, whether the log
/// ended or broke.
async fn gather(
    batches: &mut (impl Stream<Item = Result<Arc<Batch>, StoreError>> + Unpin),
    enough: usize,
) -> (Vec<Arc<RecordedEvent>>, Option<Result<(), StoreError>>) {
    let mut events = Vec::new();
    let mut next = batches.next().await;
    loop {
        match next {
            Some(Ok(batch)) => events.extend_from_slice(&batch.events),
            Some(Err(error)) => return (events, Some(Err(error))),
            None => return (events, Some(Ok(()))),
        }
        if events.len() >= enough {
            return (events, None);
        }
        next = match batches.next().now_or_never() {
            Some(next) => next,
            None => return (events, None),
        };
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "without a message".to_owned())
}
