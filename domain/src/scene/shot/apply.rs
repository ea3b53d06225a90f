//! How the shots of a scene follow their events.

use super::{KeptTake, REMEMBERED, Reel, Shot, ShotEvent, ShotList, Take};
use crate::ids::ShotId;

impl ShotList {
    pub(in crate::scene) fn apply(&mut self, event: ShotEvent) {
        use ShotEvent as E;
        match event {
            E::BrokenDown { revision, shots, removed, .. } => {
                self.next = after_all(&shots);
                self.shots = shots;
                self.broken_down = Some(revision);
                self.gone.retain(|id| self.shots.iter().all(|shot| shot.id != *id));
                for id in removed {
                    self.forget(id);
                }
            }
            E::ShotAdded { index, shot } => {
                self.next = self.next.max(shot.letters.0.saturating_add(1));
                self.shots.insert((index as usize).min(self.shots.len()), *shot);
            }
            E::ShotEdited { shot, after, .. } => {
                self.change(shot, |it| it.plan = it.plan.clone().with(*after));
            }
            E::ShotMoved { shot, after, .. } => {
                if let Some((index, _)) = self.find(shot) {
                    let moved = self.shots.remove(index);
                    self.shots.insert((after as usize).min(self.shots.len()), moved);
                }
            }
            E::ShotRemoved { shot } => {
                self.shots.retain(|it| it.id != shot);
                self.forget(shot);
            }
            E::ShotLocked { shot } => self.change(shot, |it| it.locked = true),
            E::ShotUnlocked { shot } => self.change(shot, |it| it.locked = false),
            E::TakeAdded { take, chosen } => self.keep(&take, chosen),
            E::TakeChosen { shot, after, .. } => {
                if let Some(reel) = self.reels.get_mut(&shot) {
                    reel.active = after;
                }
            }
            E::ConsistencyScored { shot, take, score } => {
                let reel = self.reels.get_mut(&shot);
                if let Some(kept) = reel.and_then(|reel| reel.takes.iter_mut().find(|it| it.id == take)) {
                    kept.score = Some(score);
                }
            }
            E::ChangeDeclared { change } => self.changes.push(change),
            E::ChangeWithdrawn { change } => self.changes.retain(|it| *it != change),
        }
    }

    fn change(&mut self, id: ShotId, change: impl FnOnce(&mut Shot)) {
        if let Some(shot) = self.shots.iter_mut().find(|shot| shot.id == id) {
            change(shot);
        }
    }

    fn keep(&mut self, take: &Take, chosen: bool) {
        let kept = KeptTake { id: take.id, score: None };
        let reel = self.reels.entry(take.shot).or_insert(Reel { takes: Vec::new(), active: take.id });
        reel.takes.push(kept);
        if chosen {
            reel.active = take.id;
        }
    }

    /// A shot gave way. Its reel stays; without one it is remembered for a while.
    fn forget(&mut self, id: ShotId) {
        if !self.reels.contains_key(&id) {
            self.gone.push(id);
            let excess = self.gone.len().saturating_sub(REMEMBERED);
            self.gone.drain(..excess);
        }
    }
}

/// One past the last letters in use.
fn after_all(shots: &[Shot]) -> u16 {
    shots.iter().map(|shot| shot.letters.0.saturating_add(1)).max().unwrap_or(0)
}
