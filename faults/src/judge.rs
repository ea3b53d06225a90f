//! The promises, each as a question to what people were told, what subscribers heard and what the log has. Pure:
//! it is tested on stories in which a promise is broken.

use crate::history::{Deed, Heard};
use crate::truth::{ENDS, Logged};
use crate::turns::What;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How often the API has a job tried.
const ATTEMPTS: usize = 5;

/// One subscriber's part of the story.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Whose events it hears.
    pub person: usize,
    /// What it heard, in order.
    pub heard: Vec<Heard>,
}

/// How many things of each kind somebody had before the first command.
pub type Baseline = HashMap<(String, &'static str), usize>;

/// What there was to look at.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The accounts, by the people's numbers.
    pub accounts: &'a [String],
    /// What they had before.
    pub baseline: &'a Baseline,
    /// What they were told.
    pub deeds: &'a [Deed],
    /// What they asked for and were never told of.
    pub unanswered: &'a [(usize, What)],
    /// What was heard.
    pub streams: &'a [Stream],
    /// What there is.
    pub log: &'a [Logged],
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Answered commands that are not in the log.
    pub lost: usize,
    /// Events that one command has too many of.
    pub doubled: usize,
    /// Jobs that failed, having been tried as often as they may.
    pub failed: usize,
    /// Every broken promise, in words.
    pub breaches: Vec<String>,
}

/// How many things of each kind everybody has.
pub fn baseline(log: &[Logged]) -> Baseline {
    let mut counts = Baseline::new();
    for event in log {
        if let Some(what) = What::ALL.into_iter().find(|what| what.birth() == event.kind) {
            *counts.entry((event.owner.clone(), what.birth())).or_default() += 1;
        }
    }
    counts
}

/// Looks at everything.
pub fn judge(evidence: Evidence<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    in_order(evidence.log, &mut verdict);
    once_each(&evidence, &mut verdict);
    none_unasked(&evidence, &mut verdict);
    jobs_end_once(evidence.log, &mut verdict);
    for stream in evidence.streams {
        heard_all(stream, &evidence, &mut verdict);
    }
    verdict
}

/// Positions have no gap, and each aggregate's events follow each other.
fn in_order(log: &[Logged], verdict: &mut Verdict) {
    let mut sequences: HashMap<&str, i64> = HashMap::new();
    for (expected, event) in (1..).zip(log) {
        if event.position != expected {
            return verdict
                .breaches
                .push(format!("position {expected} is missing: {} follows", event.position));
        }
        let sequence = sequences.entry(&event.aggregate_id).or_default();
        *sequence += 1;
        if event.sequence != *sequence {
            let (at, of) = (event.position, &event.aggregate_id);
            verdict
                .breaches
                .push(format!("position {at} is event {} of {of}, not {sequence}", event.sequence));
        }
    }
}

/// Every answered command is in the log once. A shot is part of a scene; its own id is in what is said.
fn once_each(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let mut births: HashMap<(&str, &str, &str), usize> = HashMap::new();
    for event in evidence.log {
        *births.entry((&event.owner, &event.kind, &event.aggregate_id)).or_default() += 1;
    }
    let mut shots: HashMap<usize, String> = HashMap::new();
    for stream in evidence.streams {
        let added = stream.heard.iter().filter(|heard| heard.kind == What::Shot.birth());
        // Whoever heard less is told apart elsewhere.
        let said = added.map(|heard| heard.data.to_string()).collect::<Vec<_>>().concat();
        let known = shots.entry(stream.person).or_default();
        if said.len() > known.len() {
            *known = said;
        }
    }
    let mut ids = HashSet::new();
    for deed in evidence.deeds {
        let owner = evidence.accounts[deed.person].as_str();
        let count = match deed.what {
            What::Shot => shots.get(&deed.person).map_or(0, |said| said.matches(&deed.id).count()),
            what => births.get(&(owner, what.birth(), &deed.id)).copied().unwrap_or(0),
        };
        if !ids.insert(&deed.id) {
            verdict.breaches.push(format!("{} was the answer to two commands", deed.id));
        }
        if count == 0 {
            verdict.lost += 1;
            verdict.breaches.push(format!("{:?} {} was answered and is not in the log", deed.what, deed.id));
        } else if count > 1 {
            verdict.doubled += count - 1;
            verdict.breaches.push(format!("{:?} {} is in the log {count} times", deed.what, deed.id));
        }
    }
}

/// Nothing is in the log that no command asked for: there are no more births than answers, but for commands of
/// which nobody was told anything.
fn none_unasked(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let mut expected = evidence.baseline.clone();
    let answered = evidence.deeds.iter().map(|deed| (deed.person, deed.what));
    for (person, what) in answered.chain(evidence.unanswered.iter().copied()) {
        *expected.entry((evidence.accounts[person].clone(), what.birth())).or_default() += 1;
    }
    for (key, found) in baseline(evidence.log) {
        let asked = expected.get(&key).copied().unwrap_or(0);
        if found > asked {
            verdict.doubled += found - asked;
            verdict.breaches.push(format!("{found} {} of {}, and {asked} were asked for", key.1, key.0));
        }
    }
}

/// Every job that was asked for is over, once, and nothing is done for it afterwards. What people ask for here can
/// be done, so a job fails only if its worker was taken from it again and again.
fn jobs_end_once(log: &[Logged], verdict: &mut Verdict) {
    let mut stories: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for event in log.iter().filter(|event| event.kind.starts_with("job.")) {
        stories.entry(&event.aggregate_id).or_default().push(&event.kind);
    }
    for (job, story) in stories {
        let ends = story.iter().filter(|kind| ENDS.contains(*kind)).count();
        if ends != 1 || story.last().is_none_or(|kind| !ENDS.contains(kind)) {
            verdict.breaches.push(format!("job {job} ended {ends} times: {}", story.join(", ")));
        }
        if story.contains(&"job.failed") {
            verdict.failed += 1;
            let tries = story.iter().filter(|kind| **kind == "job.started").count();
            if tries < ATTEMPTS {
                verdict.breaches.push(format!("job {job} failed after {tries} of {ATTEMPTS} tries"));
            }
        }
    }
}

/// A subscriber heard every event of its person, in order, once.
fn heard_all(stream: &Stream, evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let owner = &evidence.accounts[stream.person];
    let mut heard = stream.heard.iter();
    for event in evidence.log.iter().filter(|event| event.owner == *owner) {
        let next = heard.next();
        let same = |next: &Heard| {
            (next.position, &next.kind, &next.aggregate_id, next.sequence)
                == (event.position, &event.kind, &event.aggregate_id, event.sequence)
        };
        if !next.is_some_and(same) {
            let said =
                next.map_or("nothing more".into(), |next| format!("{} at {}", next.kind, next.position));
            let (kind, at, person) = (&event.kind, event.position, stream.person);
            let said = format!("a subscriber of person {person} heard {said} in place of {kind} at {at}");
            return verdict.breaches.push(said);
        }
    }
    if let Some(more) = heard.next() {
        let (at, person) = (more.position, stream.person);
        verdict.breaches.push(format!("a subscriber of person {person} heard {at}, which is not in the log"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::time::Instant;

    /// A story in which every promise is kept: one person, one character, two shots, one job.
    struct Story {
        deeds: Vec<Deed>,
        log: Vec<Logged>,
        heard: Vec<Heard>,
        unanswered: Vec<(usize, What)>,
    }

    fn story() -> Story {
        let events = [
            ("character.created", "c", 1, json!({})),
            ("scene.shot_added", "s", 1, json!({"shot": "one"})),
            ("job.requested", "j", 1, json!({})),
            ("scene.shot_added", "s", 2, json!({"shot": "two"})),
            ("job.started", "j", 2, json!({})),
            ("job.completed", "j", 3, json!({})),
        ];
        let log = (1..).zip(&events).map(|(position, (kind, id, sequence, _))| Logged {
            position,
            kind: (*kind).into(),
            aggregate_id: (*id).into(),
            sequence: *sequence,
            owner: "ada".into(),
        });
        let heard = (1..).zip(&events).map(|(position, (kind, id, sequence, data))| Heard {
            position,
            kind: (*kind).into(),
            aggregate_id: (*id).into(),
            sequence: *sequence,
            data: Value::clone(data),
        });
        let deeds = [(What::Character, "c"), (What::Shot, "one"), (What::Job, "j"), (What::Shot, "two")];
        let (now, person) = (Instant::now(), 0);
        let deeds = deeds.map(|(what, id)| Deed {
            person,
            what,
            id: id.into(),
            begun: now,
            answered: now,
            doubts: 0,
            same_again: None,
        });
        Story { deeds: deeds.into(), log: log.collect(), heard: heard.collect(), unanswered: Vec::new() }
    }

    impl Story {
        fn verdict(self) -> Verdict {
            let streams = [Stream { person: 0, heard: self.heard }];
            let accounts = ["ada".to_owned()];
            let (deeds, unanswered, log) = (&self.deeds, &self.unanswered, &self.log);
            let (accounts, streams, baseline) = (&accounts, &streams, &Baseline::new());
            judge(Evidence { accounts, baseline, deeds, unanswered, streams, log })
        }

        /// Repeats an event as if it had been written again at the end, heard and all.
        fn write_again(&mut self, at: usize, sequence: i64) {
            let position = i64::try_from(self.log.len()).unwrap() + 1;
            self.log.push(Logged { position, sequence, ..self.log[at].clone() });
            self.heard.push(Heard { position, sequence, ..self.heard[at].clone() });
        }
    }

    fn breach(verdict: &Verdict, words: &str) {
        assert!(verdict.breaches.iter().any(|breach| breach.contains(words)), "{verdict:?}");
    }

    #[test]
    fn a_story_in_which_all_is_well_has_nothing_to_say() {
        assert_eq!(story().verdict(), Verdict::default());
    }

    #[test]
    fn what_was_answered_and_is_not_there_is_lost() {
        let mut story = story();
        story.deeds[0].id = "another".into();
        let verdict = story.verdict();
        assert_eq!(verdict.lost, 1);
        breach(&verdict, "another was answered and is not in the log");
        let mut story = self::story();
        story.deeds[1].id = "three".into();
        assert_eq!(story.verdict().lost, 1);
    }

    #[test]
    fn what_is_there_twice_is_doubled() {
        let mut story = story();
        story.write_again(0, 2);
        let verdict = story.verdict();
        assert_eq!((verdict.lost, verdict.doubled), (0, 2), "by its id, and by the count: {verdict:?}");
        let mut story = self::story();
        story.write_again(1, 3);
        breach(&story.verdict(), "Shot one is in the log 2 times");
    }

    #[test]
    fn what_nobody_was_told_of_is_too_many() {
        let mut story = story();
        story.write_again(0, 1);
        story.log[6].aggregate_id = "under another id".into();
        story.heard[6].aggregate_id = "under another id".into();
        let verdict = story.verdict();
        assert_eq!((verdict.doubled, verdict.breaches.len()), (1, 1), "{verdict:?}");
        // It may be what somebody asked for who never got an answer.
        let mut given_up = self::story();
        given_up.deeds.remove(0);
        given_up.unanswered.push((0, What::Character));
        assert_eq!(given_up.verdict(), Verdict::default());
        let mut story = self::story();
        story.deeds[3].id = "one".into();
        breach(&story.verdict(), "one was the answer to two commands");
    }

    #[test]
    fn a_gap_and_a_wrong_order_are_seen() {
        let mut story = story();
        story.log.remove(3);
        story.heard.remove(3);
        story.deeds.remove(3);
        breach(&story.verdict(), "position 4 is missing");
        let mut story = self::story();
        (story.log[1].sequence, story.log[3].sequence) = (2, 1);
        breach(&story.verdict(), "position 2 is event 2 of s, not 1");
    }

    #[test]
    fn a_job_that_does_not_end_or_ends_twice_is_seen() {
        let mut open = story();
        open.log.pop();
        open.heard.pop();
        breach(&open.verdict(), "job j ended 0 times");
        let mut twice = story();
        twice.write_again(5, 4);
        breach(&twice.verdict(), "job j ended 2 times");
        let mut begun_again = story();
        begun_again.write_again(4, 4);
        breach(
            &begun_again.verdict(),
            "job j ended 1 times: job.requested, job.started, job.completed, job.started",
        );
    }

    #[test]
    fn a_job_fails_only_when_it_was_tried_as_often_as_it_may() {
        let failed = |tries: usize| {
            let mut story = story();
            (story.log[5].kind, story.heard[5].kind) = ("job.failed".into(), "job.failed".into());
            let end = (story.log.pop().unwrap(), story.heard.pop().unwrap());
            for sequence in 3..=i64::try_from(tries).unwrap() + 1 {
                story.write_again(4, sequence);
            }
            let at = i64::try_from(tries).unwrap();
            story.log.push(Logged { position: at + 5, sequence: at + 2, ..end.0 });
            story.heard.push(Heard { position: at + 5, sequence: at + 2, ..end.1 });
            story.verdict()
        };
        breach(&failed(1), "job j failed after 1 of 5 tries");
        assert_eq!(failed(ATTEMPTS), Verdict { failed: 1, ..Verdict::default() });
    }

    #[test]
    fn a_subscriber_that_missed_or_heard_too_much_is_seen() {
        let mut missed = story();
        missed.heard.remove(2);
        breach(&missed.verdict(), "heard scene.shot_added at 4 in place of job.requested at 3");
        let mut short = story();
        short.heard.pop();
        breach(&short.verdict(), "heard nothing more in place of job.completed at 6");
        let mut twice = story();
        let again = twice.heard[5].clone();
        twice.heard.push(again);
        breach(&twice.verdict(), "heard 6, which is not in the log");
        let mut swapped = story();
        swapped.heard.swap(1, 2);
        breach(&swapped.verdict(), "heard job.requested at 3 in place of");
    }
}
