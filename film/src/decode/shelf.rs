//! Stills that were read not long ago. Segments of a film that are made side by side often show the same shot,
//! and a shot often shows the same still as the one before the last.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::still;
use crate::compose::Need;
use crate::compose::planes::Yuv;
use crate::error::Fault;

/// A still, once it was read. Whoever comes while it is read waits for it.
type Place = Arc<Mutex<Option<Arc<Yuv>>>>;

/// At most so many stills, those that were asked for last.
pub(crate) struct Shelf {
    most: usize,
    kept: Mutex<VecDeque<(PathBuf, Need, Place)>>,
}

impl Shelf {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, kept: Mutex::default() }
    }

    /// A still as fine as needed.
    pub(crate) fn still(&self, path: &Path, need: Need) -> Result<Arc<Yuv>, Fault> {
        let place = self.place(path, need);
        // A panic while a still was read leaves nothing behind that could be wrong.
        let mut read = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(still) = read.as_ref() {
            return Ok(Arc::clone(still));
        }
        let still = Arc::new(still::load(path, need)?);
        *read = Some(Arc::clone(&still));
        Ok(still)
    }

    fn place(&self, path: &Path, need: Need) -> Place {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().position(|(of, fine, _)| of == path && *fine == need);
        let entry = known.and_then(|at| kept.remove(at));
        let entry = entry.unwrap_or_else(|| (path.to_owned(), need, Place::default()));
        let place = Arc::clone(&entry.2);
        kept.push_back(entry);
        let surplus = kept.len().saturating_sub(self.most);
        kept.drain(..surplus);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEED: Need = Need { width: 64, height: 64, closest: 1.0 };

    /// A grey picture of 8 × 8 pixels.
    fn picture(path: &Path, grey: u8) {
        let mut still = Yuv::black(8, 8);
        still.planes[0].fill(grey);
        crate::encode::picture::write(&still, 8, path).unwrap();
    }

    #[test]
    fn what_was_asked_for_last_is_kept_and_the_oldest_goes() {
        let dir = tempfile::tempdir().unwrap();
        let [a, b, c] = ["a.png", "b.png", "c.png"].map(|name| dir.path().join(name));
        for path in [&a, &b, &c] {
            picture(path, 100);
        }
        let shelf = Shelf::new(2);
        let first = shelf.still(&a, NEED).unwrap();
        shelf.still(&b, NEED).unwrap();
        assert!(Arc::ptr_eq(&first, &shelf.still(&a, NEED).unwrap()), "still there");
        shelf.still(&c, NEED).unwrap();
        std::fs::remove_file(&a).unwrap();
        std::fs::remove_file(&b).unwrap();
        assert!(Arc::ptr_eq(&first, &shelf.still(&a, NEED).unwrap()), "it was younger than the second");
        assert!(shelf.still(&b, NEED).is_err(), "read again, and gone");
        let finer = Need { closest: 0.5, ..NEED };
        assert!(shelf.still(&a, finer).is_err(), "another fineness is another still");
    }

    #[test]
    fn a_still_that_could_not_be_read_is_tried_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.png");
        let shelf = Shelf::new(2);
        assert!(shelf.still(&path, NEED).is_err());
        picture(&path, 90);
        assert!(shelf.still(&path, NEED).unwrap().planes[0].iter().all(|luma| luma.abs_diff(90) < 2));
    }
}
