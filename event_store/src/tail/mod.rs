//! Following the log: one follower per process reads every batch once and keeps the last ones in
//! memory; any number of subscribers take them from there.
//!
//! Nothing is pushed. A subscriber remembers its position and asks for what comes after it: from
//! memory if it is still there, from the database otherwise. So a new subscriber and a slow one are the
//! same case, none of them costs memory, and there is no seam between history and the present at which
//! an event could be missed or seen twice.

mod ahead;
mod ring;

use crate::error::StoreError;
use crate::listen::listen;
use crate::log::{ERASED, Filter, Log, RecordedEvent};
use crate::sequencer::LOG_CHANNEL;
use ahead::Ahead;
use async_stream::stream;
use domain::{Position, ScriptId};
use futures_util::Stream;
use ring::{Lookup, Ring};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};
use tokio_postgres::{Client, Config};
use tokio_util::sync::CancellationToken;

/// How long a notification may be missing before the log is looked at without one.
const POLL: Duration = Duration::from_millis(250);
/// Events read at a time by the follower and by subscribers that are behind.
const PAGE: u32 = 2_000;
/// The same for subscribers to a part of the log: pages of one viewer must not hold a whole script twice.
const PART_PAGE: u32 = 200;
/// Between two tries after an error.
const AFTER_ERROR: Duration = Duration::from_millis(250);

/// Some events that follow each other in the log, at least one.
#[derive(Debug)]
pub struct Batch {
    /// The events, in order of their positions; shared by everyone who follows.
    pub events: Vec<Arc<RecordedEvent>>,
}

impl Batch {
    /// The position of the last event.
    pub fn last(&self) -> Position {
        self.events.last().map_or(Position(0), |event| event.position)
    }
}

/// This process' follower. Cheap to clone.
#[derive(Clone)]
pub struct Tail {
    log: Log,
    ring: Arc<RwLock<Ring>>,
    head: watch::Receiver<Position>,
}

impl Tail {
    /// Starts the follower at the log's present end, on a connection of its own that listens. It ends on
    /// `shutdown`, and every subscription with it.
    pub async fn start(log: Log, config: Config, shutdown: CancellationToken) -> Result<Self, StoreError> {
        let start = log.head().await?.position;
        let ring = Arc::new(RwLock::new(Ring::new(start)));
        let (sender, head) = watch::channel(start);
        let follower = Follower { log: log.clone(), config, ring: Arc::clone(&ring), head: sender };
        tokio::spawn(follower.run(shutdown));
        Ok(Self { log, ring, head })
    }

    /// The newest position this process has read.
    pub fn head(&self) -> watch::Receiver<Position> {
        self.head.clone()
    }

    /// The log that is followed.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The position of an event; `None` while it has none.
    pub async fn position_of(&self, event_id: i64) -> Result<Option<Position>, StoreError> {
        let recent = self.ring.read().unwrap_or_else(PoisonError::into_inner).position_of(event_id);
        match recent {
            Some(position) => Ok(Some(position)),
            None => self.log.position_of(event_id).await,
        }
    }

    /// Waits until an event has a position and this process has read it; `None` when that takes
    /// longer than `patience` or the follower has ended.
    pub async fn wait_for(&self, event_id: i64, patience: Duration) -> Result<Option<Position>, StoreError> {
        let deadline = Instant::now() + patience;
        let mut head = self.head();
        loop {
            let known = *head.borrow_and_update();
            if let Some(position) = self.position_of(event_id).await?.filter(|position| *position <= known) {
                return Ok(Some(position));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if !matches!(tokio::time::timeout(left, head.changed()).await, Ok(Ok(()))) {
                return Ok(None);
            }
        }
    }

    /// Everything after a position, for ever: first what the database holds, then what comes.
    pub fn subscribe(
        &self,
        after: Position,
    ) -> impl Stream<Item = Result<Arc<Batch>, StoreError>> + Send + 'static {
        self.subscribe_to(after, Filter::All)
    }

    /// The same for a part of the log. Ends on shutdown, or with an error at an event that cannot be
    /// read; a database that is away is waited for.
    pub fn subscribe_to(
        &self,
        after: Position,
        filter: Filter,
    ) -> impl Stream<Item = Result<Arc<Batch>, StoreError>> + Send + 'static {
        let tail = self.clone();
        stream! {
            let mut after = after;
            let mut head = tail.head();
            let mut ahead = Ahead::new(&tail.log);
            while head.wait_for(|head| *head > after).await.is_ok() {
                match tail.next(after, &filter, &mut ahead).await {
                    Ok((batch, reached)) => {
                        after = reached;
                        if let Some(batch) = batch {
                            yield Ok(batch);
                        }
                    }
                    Err(error @ StoreError::Corrupt { .. }) => {
                        yield Err(error);
                        return;
                    }
                    Err(error) => {
                        tracing::warn!(%error, "subscription cannot read the log; trying again");
                        tokio::time::sleep(AFTER_ERROR).await;
                    }
                }
            }
        }
    }

    /// What comes next after a position, and the position up to which that is everything.
    async fn next(
        &self,
        after: Position,
        filter: &Filter,
        ahead: &mut Ahead,
    ) -> Result<(Option<Arc<Batch>>, Position), StoreError> {
        let found = self.ring.read().unwrap_or_else(PoisonError::into_inner).after(after);
        let head = match found {
            Lookup::Whole(batch) if *filter == Filter::All => {
                let reached = batch.last();
                return Ok((Some(batch), reached));
            }
            Lookup::Whole(batch) | Lookup::Rest(batch) => {
                let reached = batch.last();
                let events =
                    batch.events.iter().filter(|event| event.position > after && filter.matches(event));
                return Ok((shared(events.cloned().collect()), reached));
            }
            Lookup::Gone { head } => head,
        };
        let page = match filter {
            Filter::All => ahead.page(after, head).await?,
            _ => self.log.page(after, PART_PAGE, head, filter).await?,
        };
        // A part that has fewer events has no more; what was read ahead of the whole may be older than the head.
        let whole = *filter != Filter::All && page.broken.is_none() && page.events.len() < PART_PAGE as usize;
        match (shared(page.events.into_iter().map(Arc::new).collect()), page.broken) {
            (None, Some(error)) => Err(error),
            (batch, _) => {
                let reached = batch.as_ref().filter(|_| !whole).map_or(head, |batch| batch.last());
                Ok((batch, reached))
            }
        }
    }
}

fn shared(events: Vec<Arc<RecordedEvent>>) -> Option<Arc<Batch>> {
    (!events.is_empty()).then(|| Arc::new(Batch { events }))
}

/// The task behind a [`Tail`].
struct Follower {
    log: Log,
    config: Config,
    ring: Arc<RwLock<Ring>>,
    head: watch::Sender<Position>,
}

impl Follower {
    async fn run(self, shutdown: CancellationToken) {
        let told = Arc::new(Notify::new());
        let mut listener: Option<Client> = None;
        loop {
            // Listening comes first: what is sequenced after the read rings.
            if listener.as_ref().is_none_or(Client::is_closed) {
                listener = self.listen(&told).await;
            }
            let pause = match self.read().await {
                Ok(true) => continue,
                Ok(false) => POLL,
                Err(error) => {
                    tracing::warn!(%error, "follower cannot read the log; trying again");
                    AFTER_ERROR
                }
            };
            tokio::select! {
                () = told.notified() => {}
                () = tokio::time::sleep(pause) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    async fn listen(&self, told: &Arc<Notify>) -> Option<Client> {
        let told = Arc::clone(told);
        match listen(&self.config, &[LOG_CHANNEL], move |_| told.notify_one()).await {
            Ok(client) => Some(client),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "follower cannot listen; polling");
                None
            }
        }
    }

    /// Reads the next page; whether there was one.
    async fn read(&self) -> Result<bool, StoreError> {
        let after = *self.head.borrow();
        let page = self.log.page(after, PAGE, Position(u64::MAX), &Filter::All).await?;
        let last = match (shared(page.events.into_iter().map(Arc::new).collect()), page.broken) {
            (Some(batch), _) => {
                let last = batch.last();
                let erased = self.forget_erased(&batch);
                self.ring().push(batch);
                if erased {
                    // What was read before is not handed out any more.
                    *self.ring() = Ring::new(last);
                }
                last
            }
            (None, Some(error)) => {
                // Whoever wants this event meets it in the database and is told; nobody else is held up.
                tracing::error!(%error, "the log has an event that cannot be read");
                let last = self.log.head().await?.position;
                *self.ring() = Ring::new(last);
                last
            }
            (None, None) => return Ok(false),
        };
        self.head.send_replace(last);
        Ok(true)
    }

    /// Forgets the keys of scripts that were erased, and what was read with them; whether there were any.
    fn forget_erased(&self, batch: &Batch) -> bool {
        let erased = batch.events.iter().filter(|event| event.event_type == ERASED);
        erased.map(|event| self.log.keys().forget(ScriptId(event.aggregate_id))).count() > 0
    }

    fn ring(&self) -> RwLockWriteGuard<'_, Ring> {
        self.ring.write().unwrap_or_else(PoisonError::into_inner)
    }
}
