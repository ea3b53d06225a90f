//! Somebody in this process who hears of its own appends at once, before the log has given them positions.
//! What they hear is a hint: another process' appends are not heard, and a crash loses what was not heard.

use crate::append::NewEvent;
use crate::seal::{self, Keyring};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// An event that has just been committed, without a position yet.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// The aggregate's id.
    pub aggregate_id: Uuid,
    /// What happened.
    pub payload: Value,
    /// Who, why, because of what.
    pub metadata: Value,
    /// The last event of the command that this one belongs to, by its id in `events`.
    pub last_event_id: i64,
}

/// Hears of the events of one type.
#[derive(Clone)]
pub struct Observer {
    event_type: &'static str,
    hear: Arc<dyn Fn(Fresh) + Send + Sync>,
}

impl Observer {
    /// Calls `hear` after each commit of an event of this type, on the task that appended it: it must not
    /// take long.
    pub fn new(event_type: &'static str, hear: impl Fn(Fresh) + Send + Sync + 'static) -> Self {
        Self { event_type, hear: Arc::new(hear) }
    }

    /// Those events of a command that it wants to hear of.
    pub(crate) fn wanted(&self, events: &[NewEvent]) -> Vec<NewEvent> {
        events.iter().filter(|event| event.event_type == self.event_type).cloned().collect()
    }

    /// Tells of events that were committed. One whose key is not at hand any more is not told of.
    pub(crate) fn tell(&self, events: Vec<NewEvent>, last_event_id: i64, keys: &Keyring) {
        for event in events {
            let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
            let (mut payload, metadata) = (read(&event.payload), read(&event.metadata));
            if event.script.is_some() {
                let keys = keys.at_hand(event.script);
                let Some(key) = keys.of(event.script) else { continue };
                if seal::open(&mut payload, &event.event_type, Some(key)).is_err() {
                    continue;
                }
            }
            (self.hear)(Fresh { aggregate_id: event.aggregate_id, payload, metadata, last_event_id });
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Observer").field(&self.event_type).finish()
    }
}
