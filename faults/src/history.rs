//! What was asked and answered, and when: the people's side of the story.

use crate::turns::What;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A command that was answered.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Who gave it.
    pub person: usize,
    /// What was asked for.
    pub what: What,
    /// The id in the answer.
    pub id: String,
    /// When the try began that was answered.
    pub begun: Instant,
    /// When it was answered.
    pub answered: Instant,
    /// Tries before it of which nobody can say what became of them.
    pub doubts: u32,
    /// Whether it was asked again and got the first answer again, where it was asked again.
    pub same_again: Option<bool>,
}

/// Everything the people know.
#[derive(Debug, Default)]
pub struct History(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    deeds: Vec<Deed>,
    /// When each job was seen to be over.
    ends: HashMap<String, Instant>,
    /// What was asked for and never answered, and by whom.
    unanswered: Vec<(usize, What)>,
    breaches: Vec<String>,
}

impl History {
    /// A command was answered.
    pub fn answered(&self, deed: Deed) {
        self.lock().deeds.push(deed);
    }

    /// Somebody heard that a job is over.
    pub fn job_over(&self, job: String, at: Instant) {
        self.lock().ends.entry(job).or_insert(at);
    }

    /// Somebody saw what must not be.
    pub fn breach(&self, what: String) {
        self.lock().breaches.push(what);
    }

    /// Somebody gave up on a command, which is a breach; whether it had its effect is open for ever.
    pub fn gave_up(&self, person: usize, what: What, why: String) {
        let mut inner = self.lock();
        inner.unanswered.push((person, what));
        inner.breaches.push(why);
    }

    /// What was never answered.
    pub fn unanswered(&self) -> Vec<(usize, What)> {
        self.lock().unanswered.clone()
    }

    /// How many commands were answered.
    pub fn answers(&self) -> usize {
        self.lock().deeds.len()
    }

    /// Every command from the one with this number on.
    pub fn deeds_from(&self, first: usize) -> Vec<Deed> {
        self.lock().deeds[first..].to_vec()
    }

    /// Takes what must not have been off the record.
    pub fn take_breaches(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().breaches)
    }

    /// How long after a moment the first command that was begun after it was answered.
    pub fn answers_after(&self, moment: Instant) -> Option<Duration> {
        let inner = self.lock();
        let after = inner.deeds.iter().filter(|deed| deed.begun >= moment);
        after.map(|deed| deed.answered).min().map(|at| at - moment)
    }

    /// How long after a moment the first job that was asked for after it was over. One whose first answer was lost
    /// may have been over before.
    pub fn jobs_after(&self, moment: Instant) -> Option<Duration> {
        let inner = self.lock();
        let after = inner
            .deeds
            .iter()
            .filter(|deed| deed.what == What::Job && deed.doubts == 0 && deed.begun >= moment);
        after.filter_map(|deed| inner.ends.get(&deed.id)).min().map(|at| at.saturating_duration_since(moment))
    }

    /// A panic elsewhere leaves it whole: every change of it is one insertion.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A durable event as a subscriber heard it.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// Its place in the log.
    pub position: i64,
    /// Its type.
    pub kind: String,
    /// What it is about.
    pub aggregate_id: String,
    /// Its place in that one's stream.
    pub sequence: i64,
    /// What it says.
    pub data: Value,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_counts_from_what_was_begun_afterwards() {
        let history = History::default();
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let deed = |what, id: &str, begun, answered| Deed {
            person: 0,
            what,
            id: id.into(),
            begun: at(begun),
            answered: at(answered),
            doubts: 0,
            same_again: None,
        };
        history.answered(deed(What::Job, "before", 0, 110));
        history.answered(deed(What::Job, "slow", 120, 400));
        history.answered(deed(What::Character, "quick", 130, 160));
        history.job_over("before".into(), at(105));
        assert_eq!(history.answers_after(at(100)), Some(Duration::from_millis(60)));
        assert_eq!(history.jobs_after(at(100)), None);
        history.job_over("slow".into(), at(390));
        history.job_over("slow".into(), at(900));
        assert_eq!(history.jobs_after(at(100)), Some(Duration::from_millis(290)));
        assert_eq!(history.answers_after(at(500)), None);
        assert_eq!((history.answers(), history.deeds_from(2).len()), (3, 1));
    }
}
