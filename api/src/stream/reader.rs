//! One who watches: a short queue between the hub, which never waits, and a connection, which may be slow.

use super::nodes::{self, Nodes};
use super::{Scope, frame};
use crate::limits::STREAM_QUEUE_BYTES;
use axum::body::Bytes;
use domain::Position;
use event_store::RecordedEvent;
use metrics::Gauge;
use std::collections::VecDeque;
use std::sync::{Mutex, OnceLock, PoisonError};
use tokio::sync::Notify;

/// Larger frames are not queued: the reader fetches them when it gets there.
const LARGE: usize = 32 * 1024;
/// The room for items that an empty queue keeps; a burst leaves no more behind.
const KEPT: usize = 8;

/// What waits for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A durable event; `over` tells whether what is watched is over by it.
    Event { position: Position, frame: Bytes, over: Option<bool> },
    /// A durable event that is too large to wait here.
    Large { position: Position, over: Option<bool> },
    /// A passing frame.
    Tick(Bytes),
}

/// What a reader is told to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Send this.
    Item(Item),
    /// Say that it was too slow, and end.
    Lagged,
    /// End.
    Closed,
}

/// A reader's queue.
pub(super) struct Reader {
    pub(super) scope: Scope,
    /// Of a production, once they are known.
    nodes: OnceLock<Nodes>,
    waiting: Gauge,
    queue: Mutex<Queue>,
    wake: Notify,
}

#[derive(Default)]
struct Queue {
    items: VecDeque<Item>,
    bytes: usize,
    end: Option<End>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Lagged,
    Closed,
}

impl Item {
    /// An event's frame, if it is small enough to wait.
    pub(super) fn event(position: Position, frame: &Bytes, over: Option<bool>) -> Self {
        if frame.len() > LARGE {
            Self::Large { position, over }
        } else {
            Self::Event { position, frame: frame.clone(), over }
        }
    }

    fn bytes(&self) -> usize {
        let frame = match self {
            Self::Event { frame, .. } | Self::Tick(frame) => frame.len(),
            Self::Large { .. } => 0,
        };
        frame + size_of::<Self>()
    }
}

impl Reader {
    /// `waiting`: bytes that wait, of all readers together.
    pub(super) fn new(scope: Scope, nodes: Option<Nodes>, waiting: Gauge) -> Self {
        let nodes = nodes.map(OnceLock::from).unwrap_or_default();
        Self { scope, nodes, waiting, queue: Mutex::default(), wake: Notify::new() }
    }

    /// Whether it watches this.
    pub(super) fn has_event(&self, event: &RecordedEvent) -> bool {
        nodes::belongs(self.scope, self.nodes.get(), event)
    }

    /// Watches the nodes too that this event makes known, if it does.
    pub(super) fn learn(&self, event: &RecordedEvent) {
        if let Some(nodes) = Nodes::planned(self.scope, event) {
            self.widen(nodes);
        }
    }

    /// Watches a production's nodes too; a production is planned once.
    pub(super) fn widen(&self, nodes: Nodes) {
        _ = self.nodes.set(nodes);
    }

    /// Whether it watches the nodes of a production.
    pub(super) fn knows_nodes(&self) -> bool {
        self.nodes.get().is_some()
    }

    /// Adds something to send. A reader that has too much waiting loses all of it, and is told so.
    pub(super) fn push(&self, item: Item) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.end.is_some() {
            return;
        }
        let bytes = item.bytes();
        if queue.bytes + bytes > STREAM_QUEUE_BYTES {
            metrics::counter!("spool_streams_lagged_total").increment(1);
            self.stop(&mut queue, End::Lagged);
        } else {
            self.waiting.increment(to_f64(bytes));
            queue.bytes += bytes;
            queue.items.push_back(item);
        }
        drop(queue);
        self.wake.notify_one();
    }

    /// Ends it at once: what waits is not sent any more, it can be asked for again.
    pub(super) fn close(&self) {
        self.stop(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner), End::Closed);
        self.wake.notify_one();
    }

    fn stop(&self, queue: &mut Queue, end: End) {
        self.waiting.decrement(to_f64(queue.bytes));
        *queue = Queue { end: Some(queue.end.unwrap_or(end)), ..Queue::default() };
    }

    /// What to do next, once there is something.
    pub(super) async fn next(&self) -> Next {
        loop {
            if let Some(next) = self.take() {
                return next;
            }
            self.wake.notified().await;
        }
    }

    /// Bytes that wait.
    #[cfg(test)]
    fn waiting_bytes(&self) -> usize {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).bytes
    }

    fn take(&self) -> Option<Next> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(end) = queue.end {
            return Some(if end == End::Lagged { Next::Lagged } else { Next::Closed });
        }
        let item = queue.items.pop_front()?;
        if queue.items.is_empty() && queue.items.capacity() > KEPT {
            queue.items = VecDeque::new();
        }
        let bytes = item.bytes();
        queue.bytes -= bytes;
        self.waiting.decrement(to_f64(bytes));
        Some(Next::Item(item))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.close();
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure of at most a few hundred thousand")]
fn to_f64(bytes: usize) -> f64 {
    bytes as f64
}

/// The frames of a reader's end.
pub(super) fn farewell(next: &Next) -> Option<Bytes> {
    (*next == Next::Lagged).then_some(frame::LAGGED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::JobId;
    use futures_util::FutureExt;
    use uuid::Uuid;

    fn reader() -> Reader {
        Reader::new(Scope::Job(JobId(Uuid::nil())), None, Gauge::noop())
    }

    fn tick(bytes: usize) -> Item {
        Item::Tick(vec![b'x'; bytes].into())
    }

    #[tokio::test]
    async fn what_is_pushed_comes_out_in_order() {
        let reader = reader();
        reader.push(tick(1));
        reader.push(tick(2));
        assert_eq!(reader.next().await, Next::Item(tick(1)));
        assert_eq!(reader.next().await, Next::Item(tick(2)));
        assert_eq!((reader.next().now_or_never(), reader.waiting_bytes()), (None, 0));
    }

    #[tokio::test]
    async fn a_burst_leaves_no_room_behind() {
        let reader = reader();
        for _ in 0..500 {
            reader.push(tick(1));
        }
        for _ in 0..500 {
            reader.next().await;
        }
        assert!(reader.queue.lock().unwrap().items.capacity() <= KEPT);
    }

    #[tokio::test]
    async fn who_reads_too_slowly_loses_what_waits_and_is_told() {
        let reader = reader();
        for _ in 0..1_000 {
            reader.push(tick(1_000));
            assert!(reader.waiting_bytes() <= STREAM_QUEUE_BYTES);
        }
        assert_eq!((reader.next().await, reader.waiting_bytes()), (Next::Lagged, 0));
        assert_eq!(farewell(&reader.next().await), Some(frame::LAGGED));
    }

    #[tokio::test]
    async fn what_is_large_does_not_wait_here() {
        let (reader, frame) = (reader(), Bytes::from(vec![0; 3_000_000]));
        reader.push(Item::event(Position(7), &frame, None));
        assert!(reader.waiting_bytes() < 100);
        assert_eq!(reader.next().await, Next::Item(Item::Large { position: Position(7), over: None }));
    }

    #[tokio::test]
    async fn a_closed_reader_ends_at_once() {
        let reader = reader();
        reader.push(tick(10));
        reader.close();
        assert_eq!((reader.next().await, farewell(&Next::Closed)), (Next::Closed, None));
    }
}
