//! A round: people work, faults fall where they were planned, and when everything has come to rest every promise
//! is looked at.

use crate::ground::Ground;
use crate::history::{Deed, History};
use crate::judge::{Baseline, Evidence, Stream, judge};
use crate::person::Person;
use crate::plan::{Blow, Fault, Part, Round};
use crate::strike::{possible, strike};
use crate::truth::Truth;
use crate::turns::{Turns, What};
use crate::watcher::Watcher;
use anyhow::{Result, ensure};
use fastrand::Rng;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Commands that may be under way when a fault falls, beside one for each person.
const SLACK: usize = 2;
/// How long the load of a round may take.
const LOAD: Duration = Duration::from_mins(4);
/// How long the next fault waits for the recovery from the last one.
const RECOVERY: Duration = Duration::from_secs(20);
/// How long everything may take to come to rest after it.
const REST: Duration = Duration::from_mins(1);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);

/// The people, who stay from round to round.
#[derive(Debug)]
pub struct Cast {
    /// Who works.
    pub people: Vec<Arc<Person>>,
    /// Their accounts.
    pub accounts: Vec<String>,
    /// Who watches.
    pub watchers: Vec<Watcher>,
    /// What everybody knows.
    pub history: Arc<History>,
    /// What there was before the first round.
    pub baseline: Baseline,
}

/// A fault that was done, with how long it took until things went on.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// Which.
    pub fault: Fault,
    /// Until a command that was given afterwards was answered.
    pub answers: Option<Duration>,
    /// Until a job that was asked for afterwards was over.
    pub jobs: Option<Duration>,
}

/// What came of a round.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The round.
    pub name: &'static str,
    /// What was done.
    pub done: Vec<Done>,
    /// What could not be done here, and why.
    pub skipped: BTreeMap<String, String>,
    /// Commands that were answered.
    pub acknowledged: usize,
    /// Commands of which nobody could say at some time what became of them.
    pub unknown: usize,
    /// Those of them that were answered in the end, and the same when asked again.
    pub resolved: usize,
    /// Commands that were asked again and got the first answer.
    pub repeated: usize,
    /// Jobs that were asked for, all of which ended.
    pub jobs: usize,
    /// Jobs since the first round that failed, having been tried as often as they may.
    pub failed: usize,
    /// How often subscribers came back.
    pub resumed: u32,
    /// Answered commands that are not in the log, and events too many.
    pub lost: usize,
    /// Events that a command has too many of.
    pub doubled: usize,
    /// Every broken promise.
    pub breaches: Vec<String>,
    /// How long the whole round took.
    pub took: Duration,
}

/// Plays a round. Fails only if nothing can be said about it.
pub async fn play(ground: &mut Ground, cast: &Cast, round: &Round, rng: &mut Rng) -> Result<Outcome> {
    let began = Instant::now();
    let (first, opened) = (cast.history.answers(), opened(cast));
    let mut outcome = Outcome { name: round.name, ..Outcome::default() };
    let blows = round.blows.iter().filter(|blow| match possible(ground, blow.fault) {
        Ok(()) => true,
        Err(why) => {
            outcome.skipped.insert(blow.fault.name(), why);
            false
        }
    });
    let blows: Vec<Blow> = blows.copied().collect();
    let turns = Arc::new(Turns::new(round.commands, round.jobs, rng));
    let work = set_to_work(cast, &turns, first, rng);
    let mut moments = Vec::new();
    for blow in &blows {
        turns.allow(blow.after + cast.people.len() + SLACK);
        reached(cast, first + blow.after).await;
        tokio::time::sleep(blow.pause).await;
        let moment = strike(ground, *blow, rng).await?;
        moments.push((blow.fault, moment));
        turns.allow_one_more();
        recovered(cast, moment, first + turns.len()).await;
    }
    turns.allow(turns.len());
    if timeout(LOAD, work.join_all()).await.is_err() {
        outcome.breaches.push("people waited for answers to the end".into());
    }
    settle(ground, cast, &mut outcome).await?;
    look(ground, cast, first, &mut outcome).await?;
    outcome.done = moments.into_iter().map(|(fault, moment)| done(cast, fault, moment)).collect();
    outcome.resumed = self::opened(cast) - opened;
    outcome.took = began.elapsed();
    Ok(outcome)
}

fn done(cast: &Cast, fault: Fault, moment: Instant) -> Done {
    Done { fault, answers: cast.history.answers_after(moment), jobs: cast.history.jobs_after(moment) }
}

fn opened(cast: &Cast) -> u32 {
    cast.watchers.iter().map(Watcher::opened).sum()
}

/// Everybody takes commands until there are none; an eighth of them is asked again after its answer.
fn set_to_work(cast: &Cast, turns: &Arc<Turns>, first: usize, rng: &mut Rng) -> JoinSet<()> {
    let again: Arc<Vec<bool>> = Arc::new((0..turns.len()).map(|_| rng.u8(..8) == 0).collect());
    let mut work = JoinSet::new();
    for person in &cast.people {
        let (person, turns) = (Arc::clone(person), Arc::clone(turns));
        let (history, again) = (Arc::clone(&cast.history), Arc::clone(&again));
        work.spawn(async move {
            while let Some((number, what)) = turns.take().await {
                person.give(first + number, what, again[number], &history).await;
            }
        });
    }
    work
}

/// Waits until so many commands were answered, or refused for good.
async fn reached(cast: &Cast, answers: usize) {
    let waited = Instant::now();
    while cast.history.answers() < answers && waited.elapsed() < LOAD {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Waits until a command was answered that was given after a fault, so that the next one finds somebody at work and
/// what is measured is the recovery from one.
async fn recovered(cast: &Cast, moment: Instant, all: usize) {
    let work_left = || cast.history.answers() < all && moment.elapsed() < RECOVERY;
    while work_left() && cast.history.answers_after(moment).is_none() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Waits until nothing moves any more: every event has its position, every read model has followed, every job is
/// over, every subscriber has heard of it, and the studio says that it is well.
async fn settle(ground: &mut Ground, cast: &Cast, outcome: &mut Outcome) -> Result<()> {
    let waited = Instant::now();
    loop {
        let truth = ground.truth().await?;
        let restless = restless(&truth, cast).await;
        if restless.as_ref().is_ok_and(Vec::is_empty) {
            break;
        }
        if waited.elapsed() > REST {
            outcome.breaches.extend(restless.unwrap_or_else(|error| vec![format!("{error:#}")]));
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    if let Err(error) = ground.healthy(REST).await {
        outcome.breaches.push(format!("{error:#}"));
    }
    Ok(())
}

/// What still moves, in words.
async fn restless(truth: &Truth, cast: &Cast) -> Result<Vec<String>> {
    // In this order: where no job is open nothing more is written, so what has no position yet is the last that gets one,
    // and what is behind that is behind for good.
    let mut restless = Vec::new();
    let open = truth.open_jobs().await?;
    if !open.is_empty() {
        restless.push(format!(
            "{} jobs are not over: {}",
            open.len(),
            open.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    let without = truth.without_position().await?;
    if without > 0 {
        restless.push(format!("{without} events have no position"));
    }
    restless.extend(truth.behind().await?);
    let heads = truth.heads().await?;
    for watcher in &cast.watchers {
        let (at, head) =
            (watcher.position(), heads.get(&cast.accounts[watcher.person]).copied().unwrap_or(0));
        if at < head {
            restless.push(format!("a subscriber of person {} is at {at} of {head}", watcher.person));
        }
    }
    Ok(restless)
}

/// Looks at every promise.
async fn look(ground: &mut Ground, cast: &Cast, first: usize, outcome: &mut Outcome) -> Result<()> {
    let truth = ground.truth().await?;
    let log = truth.log().await?;
    let streams: Vec<Stream> = cast
        .watchers
        .iter()
        .map(|watcher| Stream { person: watcher.person, heard: watcher.heard() })
        .collect();
    let deeds = cast.history.deeds_from(0);
    let (accounts, baseline) = (&cast.accounts, &cast.baseline);
    let (unanswered, streams) = (&cast.history.unanswered(), &streams);
    let verdict = judge(Evidence { accounts, baseline, deeds: &deeds, unanswered, streams, log: &log });
    (outcome.lost, outcome.doubled, outcome.failed) = (verdict.lost, verdict.doubled, verdict.failed);
    outcome.breaches.extend(verdict.breaches);
    let deeds = &deeds[first..];
    outcome.acknowledged = deeds.len();
    let count = |of: fn(&Deed) -> bool| deeds.iter().filter(|deed| of(deed)).count();
    outcome.unknown = count(|deed| deed.doubts > 0);
    outcome.resolved = count(|deed| deed.doubts > 0 && deed.same_again == Some(true));
    outcome.repeated = count(|deed| deed.same_again == Some(true));
    outcome.jobs = count(|deed| deed.what == What::Job);
    outcome.breaches.extend(cast.history.take_breaches());
    outcome.breaches.extend(
        [Part::Api, Part::Worker].map(|part| ground.process(part)).iter().flat_map(|it| it.take_own_ends()),
    );
    if let Err(error) = ground.spool(&["verify"]).await {
        outcome.breaches.push(format!("{error:#}"));
    }
    if let Err(error) = rebuilt_the_same(ground, &truth).await {
        outcome.breaches.push(format!("{error:#}"));
    }
    Ok(())
}

/// Makes every read model again and compares it with what it was. The tables that were made again are those that
/// stand under their names with another number.
async fn rebuilt_the_same(ground: &Ground, truth: &Truth) -> Result<()> {
    let grown = truth.tables().await?;
    ground.spool(&["rebuild"]).await?;
    let made = truth.tables().await?;
    let again = made.iter().filter(|(name, table)| grown.get(*name).is_none_or(|it| it.oid != table.oid));
    let again: Vec<_> = again.collect();
    ensure!(!again.is_empty(), "no read model was made again");
    for (name, table) in again {
        let same = grown.get(name).is_some_and(|it| it.hash == table.hash);
        ensure!(same, "{name} is not what it is when it is made again from the log");
    }
    Ok(())
}
