//! What the shots of a scene answer to a command.

use super::{
    DeclaredChange, KeptTake, MAX_CHANGES, MAX_SHOTS, MAX_TAKES, NewShot, Reel, Shot, ShotChange,
    ShotCommand, ShotError, ShotEvent, ShotList, ShotPlan, Take, letter::Letters,
};
use crate::ids::{ShotId, TakeId};

/// The text that spans refer to.
#[derive(Clone, Copy)]
pub(in crate::scene) struct SceneText<'t> {
    pub(in crate::scene) content: &'t str,
    pub(in crate::scene) revision: u32,
}

impl SceneText<'_> {
    /// A plan within bounds whose span lies in this text; spans of older texts cannot be checked any more.
    fn check(self, shot: ShotId, plan: &ShotPlan) -> Result<(), ShotError> {
        plan.check()?;
        let Some(span) = plan.span else { return Ok(()) };
        if span.revision > self.revision || span.revision == 0 {
            return Err(ShotError::OtherRevision { given: span.revision, current: self.revision });
        }
        let inside = self.content.get(span.start as usize..span.end as usize).is_some();
        if span.revision == self.revision && !inside {
            let length = self.content.len();
            return Err(ShotError::SpanOutside { shot, start: span.start, end: span.end, length });
        }
        Ok(())
    }
}

impl ShotList {
    /// The event that a command leads to, if any.
    pub(in crate::scene) fn decide(
        &self,
        text: SceneText<'_>,
        command: ShotCommand,
    ) -> Result<Option<ShotEvent>, ShotError> {
        use ShotCommand as C;
        match command {
            C::BreakDown { revision, .. } if revision != text.revision => {
                Err(ShotError::OtherRevision { given: revision, current: text.revision })
            }
            C::BreakDown { shots, source, revision } => {
                shots.iter().try_for_each(|shot| text.check(shot.id, &shot.plan))?;
                self.break_down(shots, source, revision)
            }
            C::Edit { shot, change } => self.edit(text, shot, change),
            C::Add { shot, index } => self.add(text, shot, index),
            C::Move { shot, index } => self.relocate(shot, index),
            C::Remove(shot) => self.remove(shot),
            C::Lock(shot) => Ok((!self.shot(shot)?.1.locked).then_some(ShotEvent::ShotLocked { shot })),
            C::Unlock(shot) => Ok(self.shot(shot)?.1.locked.then_some(ShotEvent::ShotUnlocked { shot })),
            C::AddTake { take, choose } => self.add_take(take, choose),
            C::ChooseTake { shot, take } => self.choose(shot, take),
            C::Score { shot, take, score } => {
                score.check()?;
                let same = self.take(shot, take)?.1.score.as_ref() == Some(&score);
                Ok((!same).then_some(ShotEvent::ConsistencyScored { shot, take, score }))
            }
            C::DeclareChange(change) => self.declare(change),
            C::WithdrawChange(change) => {
                let declared = self.changes.contains(&change);
                Ok(declared.then_some(ShotEvent::ChangeWithdrawn { change }))
            }
        }
    }

    fn shot(&self, id: ShotId) -> Result<(usize, &Shot), ShotError> {
        self.find(id).ok_or(ShotError::Missing(id))
    }

    fn unlocked(&self, id: ShotId) -> Result<(usize, &Shot), ShotError> {
        let found = self.shot(id)?;
        if found.1.locked { Err(ShotError::Locked(id)) } else { Ok(found) }
    }

    fn edit(
        &self,
        text: SceneText<'_>,
        id: ShotId,
        change: ShotChange,
    ) -> Result<Option<ShotEvent>, ShotError> {
        let (_, shot) = self.shot(id)?;
        let (before, after) = shot.plan.difference(change);
        if after.is_empty() {
            return Ok(None);
        }
        self.unlocked(id)?;
        text.check(id, &shot.plan.clone().with(after.clone()))?;
        Ok(Some(ShotEvent::ShotEdited { shot: id, before: Box::new(before), after: Box::new(after) }))
    }

    fn add(
        &self,
        text: SceneText<'_>,
        new: NewShot,
        index: Option<usize>,
    ) -> Result<Option<ShotEvent>, ShotError> {
        if let Some((_, existing)) = self.find(new.id) {
            return if existing.plan == new.plan { Ok(None) } else { Err(ShotError::Exists(new.id)) };
        }
        if self.knows(new.id) {
            return Err(ShotError::Exists(new.id));
        }
        if self.shots.len() >= MAX_SHOTS {
            return Err(ShotError::TooManyShots(MAX_SHOTS));
        }
        text.check(new.id, &new.plan)?;
        let index = index.unwrap_or(self.shots.len()).min(self.shots.len());
        let shot = Box::new(Shot { id: new.id, letters: Letters(self.next), plan: new.plan, locked: false });
        Ok(Some(ShotEvent::ShotAdded { index: place(index), shot }))
    }

    fn relocate(&self, id: ShotId, index: usize) -> Result<Option<ShotEvent>, ShotError> {
        let (before, _) = self.shot(id)?;
        let after = index.min(self.shots.len() - 1);
        if before == after {
            return Ok(None);
        }
        self.unlocked(id)?;
        Ok(Some(ShotEvent::ShotMoved { shot: id, before: place(before), after: place(after) }))
    }

    fn remove(&self, id: ShotId) -> Result<Option<ShotEvent>, ShotError> {
        if self.find(id).is_none() && self.knows(id) {
            return Ok(None);
        }
        self.unlocked(id)?;
        Ok(Some(ShotEvent::ShotRemoved { shot: id }))
    }

    fn add_take(&self, take: Box<Take>, choose: bool) -> Result<Option<ShotEvent>, ShotError> {
        take.check().map_err(ShotError::Fault)?;
        if !self.knows(take.shot) {
            return Err(ShotError::Missing(take.shot));
        }
        if let Some((shot, _)) = self.reels.iter().find(|(_, reel)| reel.take(take.id).is_some()) {
            return if *shot == take.shot { Ok(None) } else { Err(ShotError::TakeExists(take.id)) };
        }
        let reel = self.reels.get(&take.shot);
        if reel.is_some_and(|reel| reel.takes.len() >= MAX_TAKES) {
            return Err(ShotError::TooManyTakes(MAX_TAKES));
        }
        Ok(Some(ShotEvent::TakeAdded { take, chosen: choose || reel.is_none() }))
    }

    fn take(&self, shot: ShotId, take: TakeId) -> Result<(&Reel, &KeptTake), ShotError> {
        if !self.knows(shot) {
            return Err(ShotError::Missing(shot));
        }
        let reel = self.reels.get(&shot);
        let found = reel.and_then(|reel| reel.take(take).map(|kept| (reel, kept)));
        found.ok_or(ShotError::MissingTake { shot, take })
    }

    fn choose(&self, shot: ShotId, take: TakeId) -> Result<Option<ShotEvent>, ShotError> {
        let before = self.take(shot, take)?.0.active;
        Ok((before != take).then_some(ShotEvent::TakeChosen { shot, before, after: take }))
    }

    fn declare(&self, change: DeclaredChange) -> Result<Option<ShotEvent>, ShotError> {
        if self.changes.contains(&change) {
            return Ok(None);
        }
        change.check()?;
        if self.changes.len() >= MAX_CHANGES {
            return Err(ShotError::TooManyChanges(MAX_CHANGES));
        }
        Ok(Some(ShotEvent::ChangeDeclared { change }))
    }
}

/// An index as events store it; there are never more than [`MAX_SHOTS`].
fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
