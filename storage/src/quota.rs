//! How much is taken, so that what does not fit is refused before it is written.
//!
//! Each process counts for itself: what it found when it last looked, what it has kept since, and what is
//! arriving right now. Others may write at the same time, so the count is taken anew now and then
//! ([`Ledger::is_stale`]); between two looks several processes together can be over by what they wrote.

use crate::error::StorageError;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A count older than this is taken anew before more is let in.
const FRESH: Duration = Duration::from_mins(10);
/// A count older than this is taken anew before somebody is refused.
const SURE: Duration = Duration::from_mins(1);

/// What is taken, and how much may be.
#[derive(Debug)]
pub(crate) struct Ledger {
    quota: Option<u64>,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    /// Bytes of objects.
    kept: u64,
    /// Bytes that are arriving.
    arriving: u64,
    /// Bytes of all objects that this process has ever added.
    added: u64,
    counted: Option<Instant>,
}

impl Ledger {
    pub(crate) fn new(quota: Option<u64>) -> Arc<Self> {
        Arc::new(Self { quota, taken: Mutex::default() })
    }

    /// How much this process has added so far: to be asked when a count begins.
    pub(crate) fn added(&self) -> u64 {
        self.taken().added
    }

    /// Notes what a count found that began when so much was `added`. What was added meanwhile may have been
    /// found or not; it is counted once more, because too little room is refused and tried again, and too
    /// much cannot be taken back.
    pub(crate) fn counted(&self, found: u64, added: u64) {
        let mut taken = self.taken();
        taken.kept = found.saturating_add(taken.added.saturating_sub(added));
        taken.counted = Some(Instant::now());
    }

    /// Whether what is taken should be looked at again before `asked` bytes more are let in or refused.
    pub(crate) fn is_stale(&self, asked: u64) -> bool {
        let Some(quota) = self.quota else { return false };
        let taken = self.taken();
        let fits = taken.all().saturating_add(asked) <= quota;
        taken.counted.is_none_or(|at| at.elapsed() > if fits { FRESH } else { SURE })
    }

    /// Sets bytes aside, if the quota covers them.
    pub(crate) fn reserve(self: &Arc<Self>, bytes: u64) -> Result<Reservation, StorageError> {
        let mut reservation = Reservation { ledger: Arc::clone(self), bytes: 0 };
        reservation.grow_to(bytes)?;
        Ok(reservation)
    }

    /// An object was removed.
    pub(crate) fn removed(&self, bytes: u64) {
        let mut taken = self.taken();
        taken.kept = taken.kept.saturating_sub(bytes);
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    fn all(&self) -> u64 {
        self.kept.saturating_add(self.arriving)
    }
}

/// Bytes set aside for something that is arriving; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Reservation {
    ledger: Arc<Ledger>,
    bytes: u64,
}

impl Reservation {
    /// Sets aside as many in all, if the quota covers them.
    pub(crate) fn grow_to(&mut self, bytes: u64) -> Result<(), StorageError> {
        let asked = bytes.saturating_sub(self.bytes);
        let mut taken = self.ledger.taken();
        if let Some(quota) = self.ledger.quota
            && taken.all().saturating_add(asked) > quota
        {
            return Err(StorageError::OverQuota { asked, used: taken.all(), quota });
        }
        taken.arriving += asked;
        self.bytes += asked;
        Ok(())
    }

    /// It has become an object of this size, or it was one before and takes no more.
    pub(crate) fn keep(mut self, bytes: u64, was_there: bool) {
        let mut taken = self.ledger.taken();
        taken.arriving = taken.arriving.saturating_sub(std::mem::take(&mut self.bytes));
        if !was_there {
            taken.kept = taken.kept.saturating_add(bytes);
            taken.added = taken.added.saturating_add(bytes);
        }
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let mut taken = self.ledger.taken();
        taken.arriving = taken.arriving.saturating_sub(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_does_not_fit_is_refused_with_the_figures() {
        let ledger = Ledger::new(Some(10));
        ledger.counted(4, 0);
        let first = ledger.reserve(5).unwrap();
        let refused = ledger.reserve(2).unwrap_err().to_string();
        assert_eq!(refused, "2 bytes more than 9 are over the quota of 10 bytes");
        drop(first);
        ledger.reserve(6).unwrap().keep(6, false);
        assert!(ledger.reserve(1).is_err(), "what was kept stays taken");
        ledger.removed(6);
        ledger.reserve(6).unwrap().keep(6, true);
        assert!(ledger.reserve(6).is_ok(), "what was there before takes nothing");
    }

    #[test]
    fn without_a_quota_nothing_is_refused_or_counted() {
        let ledger = Ledger::new(None);
        assert!(!ledger.is_stale(u64::MAX));
        assert!(ledger.reserve(u64::MAX).is_ok());
        let first = Ledger::new(Some(10));
        assert!(first.is_stale(1), "nobody has looked yet");
        first.counted(10, 0);
        assert!(!first.is_stale(1));
    }

    #[test]
    fn what_is_added_while_somebody_counts_is_not_forgotten() {
        let ledger = Ledger::new(Some(10));
        let began = ledger.added();
        ledger.reserve(6).unwrap().keep(6, false);
        ledger.counted(0, began);
        assert!(ledger.reserve(5).is_err());
        ledger.counted(6, ledger.added());
        assert!(ledger.reserve(4).is_ok());
    }

    proptest! {
        #[test]
        fn no_order_of_uploads_passes_the_quota(sizes in prop::collection::vec((0_u64..60, any::<bool>()), 1..40)) {
            let ledger = Ledger::new(Some(100));
            let mut held = Vec::new();
            for (size, ends) in sizes {
                if let Ok(reservation) = ledger.reserve(size) {
                    if ends { reservation.keep(size, false) } else { held.push(reservation) }
                }
                prop_assert!(ledger.taken().all() <= 100);
            }
            drop(held);
            prop_assert_eq!(ledger.taken().arriving, 0);
        }
    }
}
