//! Covering a scene anew: what stays, what gives way, and which letters the new shots get.

use super::{MAX_SHOTS, NewShot, Shot, ShotError, ShotEvent, ShotList, letter::Letters};
use crate::ids::ShotId;
use crate::scene::ContentSource;
use std::collections::HashSet;

impl ShotList {
    /// The scene's new shots; nothing if they are those it has.
    pub(super) fn break_down(
        &self,
        new: Vec<NewShot>,
        source: ContentSource,
        revision: u32,
    ) -> Result<Option<ShotEvent>, ShotError> {
        let mut seen = HashSet::new();
        if let Some(twice) = new.iter().find(|shot| !seen.insert(shot.id)) {
            return Err(ShotError::Twice(twice.id));
        }
        let shots = lettered(self.merged(new, &seen));
        if shots.len() > MAX_SHOTS {
            return Err(ShotError::TooManyShots(MAX_SHOTS));
        }
        if shots == self.shots && self.broken_down == Some(revision) {
            return Ok(None);
        }
        let stays: HashSet<ShotId> = shots.iter().map(|shot| shot.id).collect();
        let removed = self.shots.iter().map(|shot| shot.id).filter(|id| !stays.contains(id)).collect();
        Ok(Some(ShotEvent::BrokenDown { revision, source, shots, removed }))
    }

    /// The new shots with the locked ones among them; letters are given afterwards.
    fn merged(&self, new: Vec<NewShot>, named: &HashSet<ShotId>) -> Vec<Shot> {
        let locked = |id| self.find(id).map(|(_, shot)| shot).filter(|shot| shot.locked);
        let place = |NewShot { id, plan }| match locked(id) {
            Some(stays) => stays.clone(),
            None => Shot { id, letters: Letters(0), plan, locked: false },
        };
        let mut shots: Vec<Shot> = new.into_iter().map(place).collect();
        for (index, shot) in self.shots.iter().enumerate() {
            if shot.locked && !named.contains(&shot.id) {
                shots.insert(index.min(shots.len()), shot.clone());
            }
        }
        shots
    }
}

/// Gives the letters in order, passing over those of locked shots.
fn lettered(mut shots: Vec<Shot>) -> Vec<Shot> {
    let taken: HashSet<Letters> = shots.iter().filter(|it| it.locked).map(|it| it.letters).collect();
    let mut free = (0..u16::MAX).map(Letters).filter(|letters| !taken.contains(letters));
    for shot in shots.iter_mut().filter(|shot| !shot.locked) {
        shot.letters = free.next().unwrap_or(shot.letters);
    }
    shots
}
