//! Hands every event to everybody who watches what it belongs to: one follower for all of them.
//!
//! The hub says at which position it is whenever somebody joins. Everything up to there is the database's
//! to tell, everything after it comes from here: there is no seam.

use super::frame;
use super::nodes::Nodes;
use super::reader::{Item, Reader};
use super::ticks;
use super::{Reporter, Scope};
use axum::body::Bytes;
use deadpool_postgres::Pool;
use domain::{AccountId, Position};
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

    /// Begins to watch. `nodes`: those of a production, as far as they are known.
    pub(super) fn join(&self, owner: AccountId, scope: Scope, nodes: Option<Nodes>) -> Joined {
        let reader = Arc::new(Reader::new(scope, nodes, self.0.waiting.clone()));
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
    pub(super) fn tick(&self, owner: AccountId, of: Reporter, frame: &Bytes) {
        let state = self.state();
        for reader in state.readers.get(&owner).into_iter().flatten() {
            if reader.scope.has_tick(of) {
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

impl Joined {
    /// The nodes of the production became known while its reader did not hear of them. Whatever was handed
    /// out until now has to be read from the database too.
    pub(super) fn widen(&mut self, nodes: &Nodes) {
        let state = self.hub.state();
        self.reader.widen(nodes.clone());
        self.position = state.position;
    }
}

impl State {
    fn publish(&self, event: &RecordedEvent) {
        let readers = event.metadata.owner_id.and_then(|owner| self.readers.get(&owner));
        let mut frame: Option<Bytes> = None;
        for reader in readers.into_iter().flatten().filter(|reader| reader.has_event(event)) {
            let frame = frame.get_or_insert_with(|| frame::event(event));
            reader.push(Item::event(event.position, frame, reader.scope.is_over(event)));
            reader.learn(event);
        }
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

#[cfg(test)]
mod tests {
    use super::super::reader::Next;
    use super::*;
    use domain::job::{Cost, JobKind, PlannedNode};
    use domain::{Actor, JobId};
    use event_store::Metadata;
    use futures_util::FutureExt;
    use serde_json::{Value, json};
    use uuid::Uuid;

    const OWNER: AccountId = AccountId(Uuid::from_u128(1));
    const PRODUCTION: JobId = JobId(Uuid::from_u128(2));
    const NODE: JobId = JobId(Uuid::from_u128(3));

    fn hub() -> Hub {
        let (state, waiting) = (Mutex::default(), Gauge::noop());
        Hub(Arc::new(Inner { state, waiting, streams_per_account: 1 }))
    }

    fn event(position: u64, job: JobId, name: &str, payload: Value) -> Arc<RecordedEvent> {
        Arc::new(RecordedEvent {
            position: Position(position),
            event_id: 0,
            aggregate_type: "job".into(),
            aggregate_id: job.0,
            sequence: 1,
            event_type: name.into(),
            event_version: "1".into(),
            payload,
            metadata: Metadata {
                actor: Actor::System,
                owner_id: Some(OWNER),
                job_id: Some(job),
                ..Metadata::default()
            },
            recorded_at: edge::now(),
        })
    }

    fn node() -> PlannedNode {
        PlannedNode {
            job: NODE,
            kind: JobKind::TimeScene,
            label: String::new(),
            needs: vec![],
            reused: false,
            input_hash: String::new(),
            estimate: Cost::default(),
        }
    }

    fn planned(position: u64) -> Arc<RecordedEvent> {
        let plan = json!({ "type": "planned", "attempt": 1, "nodes": [node()], "reused": 0,
            "estimate": Cost::default() });
        event(position, PRODUCTION, "job.planned", plan)
    }

    fn queued(position: u64, job: JobId) -> Arc<RecordedEvent> {
        event(position, job, "job.queued", json!({ "type": "queued" }))
    }

    /// The positions of what waits for a reader.
    fn waiting(joined: &Joined) -> Vec<u64> {
        let next = || match joined.reader.next().now_or_never()? {
            Next::Item(Item::Event { position, .. }) => Some(position.0),
            other => panic!("{other:?}"),
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn who_watches_a_production_hears_its_nodes_from_the_plan_on() {
        let hub = hub();
        let watching = hub.join(OWNER, Scope::Job(PRODUCTION), None);
        let other = hub.join(OWNER, Scope::Job(JobId(Uuid::from_u128(9))), None);
        hub.publish(&[queued(1, PRODUCTION), queued(2, NODE), planned(3), queued(4, NODE)]);
        assert_eq!(waiting(&watching), [1, 3, 4]);
        assert_eq!(waiting(&other), [0; 0]);
    }

    #[test]
    fn a_plan_that_was_missed_moves_the_place_up_to_which_the_database_is_read() {
        let hub = hub();
        hub.publish(&[planned(1)]);
        let mut joined = hub.join(OWNER, Scope::Job(PRODUCTION), None);
        hub.publish(&[queued(2, NODE), queued(3, PRODUCTION)]);
        assert_eq!(joined.position, Position(1));
        // The connection finds the plan in the database.
        let nodes = Nodes::planned(Scope::Job(PRODUCTION), &planned(1)).unwrap();
        joined.widen(&nodes);
        assert_eq!(joined.position, Position(3), "what its reader did not hear is before that");
        hub.publish(&[queued(4, NODE)]);
        assert_eq!(waiting(&joined), [3, 4], "of which it knows 3 already");
    }

    #[test]
    fn only_what_is_watched_itself_is_over() {
        let hub = hub();
        let nodes = Nodes::planned(Scope::Job(PRODUCTION), &planned(1));
        let watching = hub.join(OWNER, Scope::Job(PRODUCTION), nodes);
        let end = json!({ "type": "cancelled", "reason": null });
        hub.publish(&[
            event(2, NODE, "job.cancelled", end.clone()),
            event(3, PRODUCTION, "job.cancelled", end),
        ]);
        let over = || match watching.reader.next().now_or_never() {
            Some(Next::Item(Item::Event { over, .. })) => over,
            other => panic!("{other:?}"),
        };
        assert_eq!((over(), over()), (None, Some(true)));
    }
}
