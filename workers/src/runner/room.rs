//! Where there is room for a job: the slots, a few places for light kinds beside them, and, for kinds that are
//! done in no time, a short line before the slots, so that a slot never waits for the database.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use domain::job::JobKind;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use crate::kinds::Kinds;

/// Jobs of light kinds at a time, beside the slots.
const LIGHT: usize = 4;
/// Jobs that may stand in line before the slots.
const LINE: usize = 16;
/// Why waiting for a place never fails.
const OPEN: &str = "places are never closed";
/// How long the line may be in time: whose turn it is is not decided longer before it comes.
const AHEAD: Duration = Duration::from_millis(50);

/// The places of one worker.
pub(super) struct Room {
    slots: Arc<Semaphore>,
    all_slots: usize,
    /// Slots in which something runs that is not done in no time.
    slow: Arc<AtomicUsize>,
    light: Arc<Semaphore>,
    line: Arc<Semaphore>,
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
    Free(Seat),
    InLine { turn: Turn, in_line: Option<OwnedSemaphorePermit> },
}

/// The wait for a place.
type Turn = Pin<Box<dyn Future<Output = Result<OwnedSemaphorePermit, AcquireError>> + Send>>;

/// A place to run in, until it is dropped.
pub(super) struct Seat {
    slow: Option<Arc<AtomicUsize>>,
    _permit: OwnedSemaphorePermit,
}

impl Room {
    pub(super) fn new(slots: usize) -> Self {
        let places = |count: usize| Arc::new(Semaphore::new(count));
        Self {
            slots: places(slots),
            all_slots: slots,
            slow: Arc::default(),
            light: places(LIGHT),
            line: places(LINE),
            paces: Mutex::default(),
        }
    }

    /// What there is room for: any kind while a slot is free, else light ones, and quick ones in line. The
    /// line is filled up when half of it is gone, so that one look at the queue serves many jobs.
    pub(super) fn vacancy(&self, all: &Kinds) -> Vacancy {
        let free = |places: &Semaphore| places.available_permits();
        let (slots, light, line) = (free(&self.slots), free(&self.light), free(&self.line));
        let fits = |kind: JobKind| {
            let ahead = self.ahead(kind);
            let taken = LINE - line;
            match all.is_light(kind) {
                true => light,
                false if slots > 0 => slots + ahead.saturating_sub(taken),
                false if taken * 2 <= ahead => ahead.saturating_sub(taken),
                false => 0,
            }
        };
        let fitting: Vec<(&'static str, usize)> =
            all.all().map(|kind| (kind.as_str(), fits(kind))).filter(|(_, room)| *room > 0).collect();
        // Whatever is claimed of them has room.
        let jobs = fitting.iter().map(|(_, room)| *room).min().unwrap_or(0).min(LINE);
        Vacancy { kinds: fitting.into_iter().map(|(kind, _)| kind).collect(), jobs }
    }

    /// Keeps a place for a job that was claimed.
    pub(super) fn keep(&self, light: bool) -> Place {
        self.free(light).unwrap_or_else(|| {
            let mut turn: Turn = Box::pin(Arc::clone(self.places(light)).acquire_owned());
            // Places are given in the order in which they were first asked for, which is now.
            let asked = turn.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            let in_line = Arc::clone(&self.line).try_acquire_owned().ok();
            match asked {
                Poll::Ready(permit) => Place::Free(Seat::new(permit.expect(OPEN))),
                Poll::Pending => Place::InLine { turn, in_line },
            }
        })
    }

    /// A place that nobody waits for.
    pub(super) fn free(&self, light: bool) -> Option<Place> {
        let permit = Arc::clone(self.places(light)).try_acquire_owned().ok()?;
        Some(Place::Free(Seat::new(permit)))
    }

    /// Tells a seat what runs in it.
    pub(super) fn sits(&self, seat: &mut Seat, kind: JobKind, light: bool) {
        if !light && self.pace(kind).is_none_or(|pace| pace >= AHEAD) {
            self.slow.fetch_add(1, Ordering::AcqRel);
            seat.slow = Some(Arc::clone(&self.slow));
        }
    }

    /// Remembers what an attempt took.
    pub(super) fn took(&self, kind: JobKind, took: Duration) {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        paces.entry(kind).and_modify(|pace| *pace = (*pace * 7 + took) / 8).or_insert(took);
    }

    fn places(&self, light: bool) -> &Arc<Semaphore> {
        if light { &self.light } else { &self.slots }
    }

    fn pace(&self, kind: JobKind) -> Option<Duration> {
        self.paces.lock().unwrap_or_else(PoisonError::into_inner).get(&kind).copied()
    }

    /// How many jobs of a kind may stand in line: what the slots do in a moment, if they move at all.
    fn ahead(&self, kind: JobKind) -> usize {
        let moving = self.all_slots.saturating_sub(self.slow.load(Ordering::Acquire));
        let Some(pace) = self.pace(kind).filter(|pace| *pace < AHEAD) else { return 0 };
        let each = AHEAD.as_micros() / pace.as_micros().max(1);
        usize::try_from(each).unwrap_or(LINE).saturating_mul(moving).min(LINE)
    }
}

impl Place {
    /// Waits until the place is free.
    pub(super) async fn take(self) -> Seat {
        match self {
            Self::Free(seat) => seat,
            Self::InLine { turn, in_line } => {
                let permit = turn.await.expect(OPEN);
                drop(in_line);
                Seat::new(permit)
            }
        }
    }
}

impl Seat {
    fn new(permit: OwnedSemaphorePermit) -> Self {
        Self { slow: None, _permit: permit }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(slow) = &self.slow {
            slow.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::generate_script::GenerateScript;
    use crate::kinds::{Crafts, standard};
    use crate::models::TextModel;

    fn room(slots: usize) -> (Kinds, Room) {
        (standard(&TextModel::default(), &Crafts::default()), Room::new(slots))
    }

    fn seat(room: &Room, kind: JobKind) -> Seat {
        let Some(Place::Free(mut seat)) = room.free(false) else { panic!("there is no place") };
        room.sits(&mut seat, kind, false);
        seat
    }

    #[test]
    fn slow_kinds_wait_for_a_slot_and_quick_ones_may_stand_in_line() {
        let (kinds, room) = room(1);
        assert_eq!(room.vacancy(&kinds).jobs, 1);
        room.took(JobKind::ReviewScene, Duration::from_millis(5));
        let taken = seat(&room, JobKind::ReviewScene);
        let vacancy = room.vacancy(&kinds);
        assert!(vacancy.kinds.contains(&"time_scene"), "light kinds need no slot");
        assert!(vacancy.kinds.contains(&"review_scene") && !vacancy.kinds.contains(&"review_script"));
        for _ in 0..40 {
            room.took(JobKind::ReviewScene, Duration::from_secs(30));
        }
        assert!(!room.vacancy(&kinds).kinds.contains(&"review_scene"));
        drop(taken);
        assert!(room.vacancy(&kinds).kinds.contains(&"review_scene"));
    }

    #[test]
    fn nobody_stands_in_line_before_a_slot_in_which_slow_work_runs() {
        let (kinds, room) = room(1);
        room.took(JobKind::ReviewScene, Duration::from_millis(1));
        let slow = seat(&room, JobKind::GenerateScript);
        assert!(!room.vacancy(&kinds).kinds.contains(&"review_scene"));
        drop(slow);
        let _quick = seat(&room, JobKind::ReviewScene);
        assert!(room.vacancy(&kinds).kinds.contains(&"review_scene"));
    }

    #[test]
    fn the_line_is_as_long_as_a_moment_and_filled_up_when_half_of_it_is_gone() {
        let (_, room) = room(1);
        let ahead = |pace_ms| {
            for _ in 0..60 {
                room.took(JobKind::ReviewScene, Duration::from_millis(pace_ms));
            }
            room.ahead(JobKind::ReviewScene)
        };
        assert_eq!((ahead(1), ahead(10), ahead(49), ahead(60)), (LINE, 5, 1, 0));
        let kinds = Kinds::default().with(GenerateScript::new(TextModel::default()));
        room.took(JobKind::GenerateScript, Duration::from_micros(100));
        let _running = seat(&room, JobKind::GenerateScript);
        let mut line: Vec<Place> = (0..9).map(|_| room.keep(false)).collect();
        assert_eq!(room.vacancy(&kinds).jobs, 0, "more than half of it is there");
        line.pop();
        assert_eq!(room.vacancy(&kinds).jobs, 8);
    }

    #[tokio::test]
    async fn places_are_given_in_the_order_of_the_claims_whoever_is_ready_first() {
        let (_, room) = room(1);
        let running = seat(&room, JobKind::ReviewScene);
        let (first, second) = (room.keep(false), room.keep(false));
        let second = tokio::spawn(second.take());
        tokio::task::yield_now().await;
        drop(running);
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        drop(first.take().await);
        drop(second.await.unwrap());
    }
}
