//! The newest batches of the log, as many as fit.

use super::Batch;
use domain::Position;
use std::collections::VecDeque;
use std::sync::Arc;

/// Events kept at most.
const EVENTS: usize = 8_192;
/// Bytes of payload kept at most, about; the newest batch stays whatever its size.
const BYTES: usize = 16 << 20;

/// Batches without a gap between them, oldest first.
pub(super) struct Ring {
    batches: VecDeque<(Arc<Batch>, usize)>,
    /// The position before the oldest batch.
    start: Position,
    head: Position,
    events: usize,
    bytes: usize,
}

/// What the ring holds after a position.
pub(super) enum Lookup {
    /// A batch that begins right after it.
    Whole(Arc<Batch>),
    /// A batch that begins before it and ends after it.
    Rest(Arc<Batch>),
    /// Not everything any more: the database has it, up to the ring's head at least.
    Gone { head: Position },
}

impl Ring {
    pub(super) fn new(start: Position) -> Self {
        Self { batches: VecDeque::new(), start, head: start, events: 0, bytes: 0 }
    }

    /// Adds the batch that follows the newest one.
    pub(super) fn push(&mut self, batch: Arc<Batch>) {
        let bytes = batch.events.iter().map(|event| weight(&event.payload)).sum();
        self.head = batch.last();
        self.events += batch.events.len();
        self.bytes += bytes;
        self.batches.push_back((batch, bytes));
        while (self.events > EVENTS || self.bytes > BYTES) && self.batches.len() > 1 {
            let (oldest, bytes) = self.batches.pop_front().expect("it has more than one batch");
            self.start = oldest.last();
            self.events -= oldest.events.len();
            self.bytes -= bytes;
        }
    }

    /// What comes after a position that is before the head.
    pub(super) fn after(&self, after: Position) -> Lookup {
        let gone = Lookup::Gone { head: self.head };
        if after < self.start {
            return gone;
        }
        let at = self.batches.partition_point(|(batch, _)| batch.last() <= after);
        let Some((batch, _)) = self.batches.get(at) else {
            return gone;
        };
        let first = batch.events.first().map_or(Position(0), |event| event.position);
        if first.0 == after.0 + 1 {
            Lookup::Whole(Arc::clone(batch))
        } else {
            Lookup::Rest(Arc::clone(batch))
        }
    }

    /// The position of an event, if it is one of the newest.
    pub(super) fn position_of(&self, event_id: i64) -> Option<Position> {
        let newest_first = self.batches.iter().rev().flat_map(|(batch, _)| batch.events.iter().rev());
        newest_first.into_iter().find(|event| event.event_id == event_id).map(|event| event.position)
    }
}

/// About the bytes a payload takes.
fn weight(value: &serde_json::Value) -> usize {
    use serde_json::Value;
    let own = size_of::<Value>();
    match value {
        Value::String(text) => own + text.len(),
        Value::Array(values) => own + values.iter().map(weight).sum::<usize>(),
        Value::Object(entries) => {
            own + entries.iter().map(|(key, value)| key.len() + weight(value)).sum::<usize>()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => own,
    }
}
