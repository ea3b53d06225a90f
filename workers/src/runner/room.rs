//! Where there is room for a job: the slots, a few places for light kinds beside them, and, for kinds that are
//! done in no time, a short line before the slots, so that a slot never waits for the database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::job::JobKind;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::kinds::Kinds;

/// Jobs of light kinds at a time, beside the slots.
const LIGHT: usize = 4;
/// Jobs claimed at once, so that several workers share a burst.
const AT_ONCE: usize = 8;
/// Jobs that may stand in line before the slots: one, so that nobody's turn is decided long before it comes.
const AHEAD: usize = 1;
/// A kind that takes less than this is worth claiming ahead: whoever waits behind it hardly does.
const QUICK: Duration = Duration::from_millis(50);

/// The places of one worker.
pub(super) struct Room {
    slots: Arc<Semaphore>,
    light: Arc<Semaphore>,
    ahead: Arc<Semaphore>,
    /// What attempts of each kind have taken lately.
    paces: Mutex<HashMap<JobKind, Duration>>,
}

/// What there is room for now.
pub(super) struct Vacancy {
    pub(super) kinds: Vec<&'static str>,
    pub(super) jobs: usize,
}

/// A place that is kept for a claimed job: the place itself, or one in the line before it.
pub(super) enum Place {
    Free(OwnedSemaphorePermit),
    InLine(Arc<Semaphore>, Option<OwnedSemaphorePermit>),
}

impl Room {
    pub(super) fn new(slots: usize) -> Self {
        let places = |count: usize| Arc::new(Semaphore::new(count));
        Self { slots: places(slots), light: places(LIGHT), ahead: places(AHEAD), paces: Mutex::default() }
    }

    /// What there is room for: any kind while a slot is free, else light ones, and quick ones in line.
    pub(super) fn vacancy(&self, all: &Kinds) -> Vacancy {
        let free = |places: &Semaphore| places.available_permits();
        let (slots, light, ahead) = (free(&self.slots), free(&self.light), free(&self.ahead));
        let fits = |kind: JobKind| match all.is_light(kind) {
            true => light,
            false if slots > 0 => slots,
            false if self.is_quick(kind) => ahead,
            false => 0,
        };
        let fitting: Vec<(&'static str, usize)> =
            all.all().map(|kind| (kind.as_str(), fits(kind))).filter(|(_, room)| *room > 0).collect();
        // Whatever is claimed of them has room.
        let jobs = fitting.iter().map(|(_, room)| *room).min().unwrap_or(0).min(AT_ONCE);
        Vacancy { kinds: fitting.into_iter().map(|(kind, _)| kind).collect(), jobs }
    }

    /// Keeps a place for a job that was claimed.
    pub(super) fn keep(&self, light: bool) -> Place {
        let places = if light { &self.light } else { &self.slots };
        match Arc::clone(places).try_acquire_owned() {
            Ok(place) => Place::Free(place),
            Err(_full) => Place::InLine(Arc::clone(places), Arc::clone(&self.ahead).try_acquire_owned().ok()),
        }
    }

    /// Remembers what an attempt took.
    pub(super) fn took(&self, kind: JobKind, took: Duration) {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        paces.entry(kind).and_modify(|pace| *pace = (*pace * 7 + took) / 8).or_insert(took);
    }

    fn is_quick(&self, kind: JobKind) -> bool {
        let paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        paces.get(&kind).is_some_and(|pace| *pace < QUICK)
    }
}

impl Place {
    /// Waits until the place is free.
    pub(super) async fn take(self) -> OwnedSemaphorePermit {
        match self {
            Self::Free(place) => place,
            Self::InLine(places, in_line) => {
                let place = places.acquire_owned().await.expect("places are never closed");
                drop(in_line);
                place
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::standard;
    use crate::models::TextModel;

    #[test]
    fn slow_kinds_wait_for_a_slot_and_quick_ones_may_stand_in_line() {
        let kinds = standard(&TextModel::default());
        let room = Room::new(1);
        assert_eq!(room.vacancy(&kinds).jobs, 1);
        let taken = Arc::clone(&room.slots).try_acquire_owned().unwrap();
        let light = room.vacancy(&kinds);
        assert!(light.kinds.contains(&"time_scene") && !light.kinds.contains(&"review_scene"));
        room.took(JobKind::ReviewScene, Duration::from_millis(5));
        assert!(room.vacancy(&kinds).kinds.contains(&"review_scene"));
        for _ in 0..20 {
            room.took(JobKind::ReviewScene, Duration::from_secs(30));
        }
        assert!(!room.vacancy(&kinds).kinds.contains(&"review_scene"));
        drop(taken);
        assert!(room.vacancy(&kinds).kinds.contains(&"review_scene"));
    }
}
