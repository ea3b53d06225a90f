//! How a conversation is covered: both in one frame, then over the shoulders, then alone as it tightens,
//! and back to both now and then.

use crate::beats::Beat;
use domain::scene::shot::Coverage;

/// Above this a speaker is alone in the frame.
const ALONE: f64 = 0.56;
/// After so many speeches the two are shown together again.
const TOGETHER: usize = 8;

/// A conversation that is going on.
#[derive(Default)]
pub(super) struct Exchange {
    /// Speeches since the two were shown together.
    since: Option<usize>,
    /// Who spoke last, and who before that.
    last: [Option<usize>; 2],
    reacted: Option<usize>,
}

impl Exchange {
    /// Action came between.
    pub(super) fn pause(&mut self) {
        if let Some(since) = &mut self.since {
            *since += 1;
        }
    }

    pub(super) fn spoke(&mut self, speaker: usize, speeches: usize) {
        self.since = Some(self.since.map_or(speeches, |since| since + speeches));
        if self.last[0] != Some(speaker) {
            self.last = [Some(speaker), self.last[0]];
        }
    }

    /// To whom somebody speaks: who spoke before, or answers, or is there.
    pub(super) fn partner(&self, speaker: usize, present: &[usize], next: Option<&Beat>) -> Option<usize> {
        let other = |who: &usize| *who != speaker;
        let before = self.last.iter().flatten().copied().find(other);
        let answers = next.and_then(Beat::speaker).filter(other);
        before.or(answers).or_else(|| present.iter().rev().copied().find(other))
    }

    /// How a speech is framed.
    pub(super) fn role(&mut self, beat: &Beat, speaker: usize) -> Coverage {
        let goes_on = self.last[0] == Some(speaker);
        let relaxed = beat.tension < 0.5;
        match self.since {
            None => {
                self.since = Some(0);
                Coverage::TwoShot
            }
            Some(since) if since >= TOGETHER && relaxed && beat.words.len() <= 25 => {
                self.since = Some(0);
                Coverage::TwoShot
            }
            // A long speech goes in closer.
            _ if beat.tension >= ALONE || goes_on => Coverage::Single,
            _ => Coverage::OverShoulder,
        }
    }

    pub(super) fn reacted(&mut self, at: usize) {
        self.reacted = Some(at);
    }

    pub(super) fn reacted_lately(&self, at: usize) -> bool {
        self.reacted.is_some_and(|before| at < before + 4)
    }
}
