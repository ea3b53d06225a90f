//! Hands every event to everybody who watches what it belongs to: one follower for all of them.
//!
//! The hub says at which position it is whenever somebody joins. Everything up to there is the database's
//! to tell, everything after it comes from here: there is no seam.

use super::Scope;
use super::frame;
use super::reader::{Item, Reader};
use super::ticks;
use axum::body::Bytes;
use deadpool_postgres::Pool;
use domain::{AccountId, JobId, Position, ScriptId};
use event_store::{RecordedEvent, Tail, edge};
use futures_util::StreamExt;
use metrics::Gauge;
use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// This process' hub. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Hub(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    /// Bytes that wait for readers.
    waiting: Gauge,
    streams_per_account: usize,
}

#[derive(Default)]
struct State {
    /// Everything up to here was handed out.
    position: Position,
    /// Who watches, by whose things they watch.
    readers: HashMap<AccountId, Vec<Arc<Reader>>>,
    /// How many streams each account has open.
    open: HashMap<AccountId, usize>,
    /// Nobody joins any more.
    closed: bool,
}

/// A place among the streams of an account, given back when dropped.
pub(super) struct Ticket {
    hub: Hub,
    account: AccountId,
}

/// A reader that watches; it leaves when dropped.
pub(super) struct Joined {
    hub: Hub,
    owner: AccountId,
    pub(super) reader: Arc<Reader>,
    /// Everything up to here has to be read from the database.
    pub(super) position: Position,
}

impl Hub {
    /// Starts handing out what happens from now on. Ends, and every stream with it, on `shutdown`.
    pub(crate) fn start(
        tail: Tail,
        pool: Pool,
        database: tokio_postgres::Config,
        streams_per_account: usize,
        shutdown: CancellationToken,
    ) -> Self {
        let position = *tail.head().borrow();
        let hub = Self(Arc::new(Inner {
            state: Mutex::new(State { position, ..State::default() }),
            waiting: metrics::gauge!("spool_stream_waiting_bytes"),
            streams_per_account,
        }));
        tokio::spawn(hub.clone().follow(tail, position, shutdown.clone()));
        tokio::spawn(shutdown.run_until_cancelled_owned(ticks::listen(hub.clone(), pool, database)));
        hub
    }

    /// Lets an account open one more stream, unless it has too many.
    pub(super) fn admit(&self, account: AccountId) -> Option<Ticket> {
        let mut state = self.state();
        let open = state.open.entry(account).or_default();
        if *open >= self.0.streams_per_account {
            return None;
        }
        *open += 1;
        metrics::gauge!("spool_streams_open").increment(1);
        Some(Ticket { hub: self.clone(), account })
    }

    /// Begins to watch.
    pub(super) fn join(&self, owner: AccountId, scope: Scope) -> Joined {
        let reader = Arc::new(Reader::new(scope, self.0.waiting.clone()));
        let mut state = self.state();
        if state.closed {
            reader.close();
        }
        state.readers.entry(owner).or_default().push(Arc::clone(&reader));
        Joined { hub: self.clone(), owner, reader, position: state.position }
    }

    /// Everything up to here was handed out.
    pub(super) fn position(&self) -> Position {
        self.state().position
    }

    /// Whose things are watched.
    pub(super) fn owners(&self) -> Vec<AccountId> {
        self.state().readers.keys().copied().collect()
    }

    /// Whether anybody watches this job. A script is not known from every notification.
    pub(super) fn is_watched(&self, owner: AccountId) -> bool {
        self.state().readers.contains_key(&owner)
    }

    /// Hands out a passing frame of a job.
    pub(super) fn tick(&self, owner: AccountId, job: JobId, script: Option<ScriptId>, frame: &Bytes) {
        let state = self.state();
        for reader in state.readers.get(&owner).into_iter().flatten() {
            if reader.scope.has_job(job, script) {
                reader.push(Item::Tick(frame.clone()));
            }
        }
    }

    /// Ends every stream.
    fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.readers.values().flatten().for_each(|reader| reader.close());
    }

    async fn follow(self, tail: Tail, start: Position, shutdown: CancellationToken) {
        let mut batches = pin!(tail.subscribe(start));
        while let Some(Some(batch)) = shutdown.run_until_cancelled(batches.next()).await {
            match batch {
                Ok(batch) => self.publish(&batch.events),
                Err(error) => {
                    tracing::error!(%error, "the streams end: an event cannot be read");
                    break;
                }
            }
        }
        self.close();
    }

    fn publish(&self, events: &[Arc<RecordedEvent>]) {
        let mut state = self.state();
        for event in events {
            state.publish(event);
            state.position = event.position;
        }
        drop(state);
        if let Some(event) = events.first() {
            let delay = edge::now().duration_since(event.recorded_at);
            metrics::histogram!("spool_stream_delay_seconds").record(delay.as_secs_f64().max(0.0));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn publish(&self, event: &RecordedEvent) {
        let readers = event.metadata.owner_id.and_then(|owner| self.readers.get(&owner));
        let mut item: Option<Item> = None;
        for reader in readers.into_iter().flatten().filter(|reader| reader.scope.has_event(event)) {
            let item =
                item.get_or_insert_with(|| Item::event(event.position, &frame::event(event), over(event)));
            reader.push(item.clone());
        }
    }
}

/// Whether a job is over by this event; `None` if it says nothing about that.
pub(super) fn over(event: &RecordedEvent) -> Option<bool> {
    match event.event_type.as_str() {
        "job.completed" | "job.failed" | "job.cancelled" => Some(true),
        "job.retried" => Some(false),
        _ => None,
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut state = self.hub.state();
        if let Some(open) = state.open.get_mut(&self.account) {
            *open -= 1;
            if *open == 0 {
                state.open.remove(&self.account);
            }
        }
        metrics::gauge!("spool_streams_open").decrement(1);
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        let mut state = self.hub.state();
        if let Some(readers) = state.readers.get_mut(&self.owner) {
            readers.retain(|reader| !Arc::ptr_eq(reader, &self.reader));
            if readers.is_empty() {
                state.readers.remove(&self.owner);
            }
        }
    }
}
