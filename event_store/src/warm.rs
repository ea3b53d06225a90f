//! Recently used aggregates, kept in memory in the state their last commit left them in.
//!
//! Each has a slot with a lock, so that commands to one aggregate run one after another instead of
//! into each other's conflicts. A slot only ever holds a state that is known to be committed: whoever
//! works on one empties the slot and refills it after the commit. Another process may have moved the
//! aggregate since, so a warm state is never enough to refuse a command or to answer a read.

use crate::load::Loaded;
use domain::Entity;
use std::any::Any;
use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

/// How long a command waits for the one before it. Whoever holds an aggregate longer, a unit of work
/// left open for instance, is overtaken; the sequence then decides between the two.
const TURN: Duration = Duration::from_secs(1);

/// Names an aggregate: its stored type and its id.
pub(crate) type Key = (&'static str, Uuid);

/// A `Loaded<A>`, if the aggregate is warm.
type State = Option<Box<dyn Any + Send + Sync>>;
type Slot = Arc<tokio::sync::Mutex<State>>;

/// An aggregate's turn: while one is held, other commands to the aggregate wait. Empty when the turn
/// could not be had; then nothing is warm and nothing is kept.
pub(crate) struct Held(Option<OwnedMutexGuard<State>>);

impl Held {
    /// The warm state, which leaves the slot empty.
    pub(crate) fn take<A: Entity>(&mut self) -> Option<Loaded<A>> {
        let state = self.0.as_mut()?.take()?;
        state.downcast().ok().map(|loaded| *loaded)
    }

    /// Keeps a state that is known to be committed, a `Loaded<A>`.
    pub(crate) fn put(&mut self, loaded: Box<dyn Any + Send + Sync>) {
        if let Some(slot) = &mut self.0 {
            **slot = Some(loaded);
        }
    }
}

/// The slots, in two generations: when the young one is full the old one is dropped and the young one
/// becomes the old. What is used at least once in a generation survives.
pub(crate) struct Warm {
    generations: Mutex<Generations>,
    capacity: usize,
}

#[derive(Default)]
struct Generations {
    young: HashMap<Key, Slot>,
    old: HashMap<Key, Slot>,
}

impl Warm {
    /// Room for about `capacity` aggregates, and never for more.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { generations: Mutex::default(), capacity }
    }

    /// Waits for the aggregate's turn. Wait while holding another one's and two can wait for each other.
    pub(crate) async fn hold(&self, key: Key) -> Held {
        Held(tokio::time::timeout(TURN, self.slot(key).lock_owned()).await.ok())
    }

    /// The aggregate's turn if nobody has it.
    pub(crate) fn try_hold(&self, key: Key) -> Held {
        Held(self.slot(key).try_lock_owned().ok())
    }

    /// Forgets everything. What is under way goes on, and is forgotten when it ends.
    pub(crate) fn clear(&self) {
        *self.generations.lock().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }

    /// The aggregate's slot. A slot dropped while someone works on its aggregate costs that one a
    /// conflict at worst.
    fn slot(&self, key: Key) -> Slot {
        let mut guard = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let generations = &mut *guard;
        if let Some(slot) = generations.young.get(&key) {
            return Arc::clone(slot);
        }
        let slot = generations.old.remove(&key).unwrap_or_default();
        if generations.young.len() >= self.capacity / 2 {
            generations.old = mem::take(&mut generations.young);
        }
        generations.young.insert(key, Arc::clone(&slot));
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u128) -> Key {
        ("tally", Uuid::from_u128(n))
    }

    fn is_warm(slot: &Slot) -> bool {
        slot.try_lock().unwrap().is_some()
    }

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let warm = Warm::new(8);
        for n in [1, 2] {
            *warm.slot(key(n)).try_lock().unwrap() = Some(Box::new(n));
        }
        for n in 10..100 {
            warm.slot(key(n));
            assert!(is_warm(&warm.slot(key(1))), "used after {n}");
        }
        assert!(!is_warm(&warm.slot(key(2))));
        warm.clear();
        assert!(!is_warm(&warm.slot(key(1))));
        let generations = warm.generations.lock().unwrap();
        assert!(generations.young.len() + generations.old.len() <= 8);
    }
}
