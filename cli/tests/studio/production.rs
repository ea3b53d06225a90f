//! A production of two hundred parts, made by workers that are killed again and again, watched by somebody
//! whose connection is cut: every part is made once, and nothing that happened is missed.

use crate::crew::{Base, Work, ask, script_of};
use crate::harness::{PATIENCE, Studio};
use crate::watcher::{Watched, Watcher};
use nix::sys::signal::Signal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const SCENES: usize = 198;
/// Long scenes and few at a time on both workers together, so that parts are left until the last death.
const LINES: usize = 150;
const FEW: [&str; 2] = ["--max-cpu-jobs", "2"];
/// A measure of each scene, and their sum.
const PARTS: i64 = 199;
/// Parts that are made between two deaths.
const BETWEEN: i64 = 8;
/// How often each of two workers dies.
const DEATHS: usize = 5;

/// A production under way.
struct Production<'a> {
    base: &'a Base,
    token: &'a str,
    id: &'a str,
}

impl Production<'_> {
    /// How many parts are not there yet; the numbers of all parts always add up.
    fn left(&self, studio: &Studio) -> i64 {
        let (status, job) = studio.request("GET", &format!("jobs/{}", self.id), Some(self.token), None);
        assert_eq!(status, 200, "{job}");
        let totals = job["totals"].as_object().expect("it is planned");
        let number = |name: &str| totals[name].as_i64().unwrap();
        let others: i64 = totals.keys().filter(|name| *name != "total").map(|name| number(name)).sum();
        assert_eq!((others, number("total")), (PARTS, PARTS), "{job}");
        number("total") - number("completed") - number("reused")
    }

    fn tell(&self, studio: &Studio, what: &str) {
        let path = format!("jobs/{}/{what}", self.id);
        let (status, job) = studio.request("POST", &path, Some(self.token), None);
        assert_eq!(status, 200, "{job}");
    }

    /// Stops a worker in the middle of parts, once so many of all are there; those parts.
    fn freeze_at_work(&self, worker: &Work, made: i64) -> Vec<String> {
        let enough = "select $2 <= (select count(*) from job_nodes
            where production = $1::text::uuid and state = 'completed')";
        self.base.until("the production goes on", enough, &[&self.id, &made]);
        let begun = "select job_id::text from job_queue q where production = $1::text::uuid and worker = $2
            and (select event_type from events where aggregate_type = 'job' and aggregate_id = q.job_id::text
                 order by sequence desc limit 1) = 'job.started'";
        let start = Instant::now();
        loop {
            worker.signal(Signal::SIGSTOP);
            // Whatever it had sent is written.
            std::thread::sleep(Duration::from_millis(20));
            let parts = self.base.query(begun, &[&self.id, &worker.name]);
            if !parts.is_empty() {
                return parts.iter().map(|row| row.get(0)).collect();
            }
            worker.signal(Signal::SIGCONT);
            std::thread::sleep(Duration::from_millis(5));
            assert!(start.elapsed() < PATIENCE, "{} has nothing to do", worker.name);
        }
    }

    /// Every event of the production and its parts, as the log has them: position, job, type, error class.
    fn log(&self) -> Vec<(i64, String, String, Option<String>)> {
        let sql = "select l.position, l.job_id::text, e.event_type, e.payload -> 'error' ->> 'class'
            from log l join events e on e.id = l.event_id and e.transaction_id = l.transaction_id
            where l.job_id = $1::text::uuid
                or l.job_id in (select id from jobs where production_id = $1::text::uuid)
            order by l.position";
        let rows = self.base.query(sql, &[&self.id]);
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect()
    }
}

#[test]
fn every_part_is_made_once_whoever_dies() {
    let base = Base::new();
    let mut studio = base.serve();
    let token = studio.register("mara@example.org");
    let script = script_of(&studio, &token, SCENES, LINES);
    let want = json!({"scope": "script", "want": ["time_script"]});
    let id = ask(&studio, &token, &script, "produce", &want);
    let watcher = Watcher::start(format!("{}/api/v1/jobs/{id}/events", studio.url), token.clone());
    let production = Production { base: &base, token: &token, id: &id };
    let mut workers = [base.work(&FEW), base.work(&FEW)];
    let names = workers.each_ref().map(|worker| worker.name.clone());
    base.until(
        "it is planned",
        "select exists (select from jobs where production_id = $1::text::uuid)",
        &[&id],
    );

    let mut made = 0;
    for death in 0..2 * DEATHS {
        if death == DEATHS {
            studio.kill_9();
            studio = base.serve();
        }
        let place = death % 2;
        let [first, second] = workers;
        let (dying, other) = if place == 0 { (first, second) } else { (second, first) };
        production.freeze_at_work(&dying, made);
        dying.kill_9();
        production.tell(&studio, "pause");
        let left = production.left(&studio);
        assert!(left > 0, "over at death {death}");
        made = PARTS - left + BETWEEN;
        let again = base.work(&FEW);
        assert_eq!(again.name, names[place]);
        workers = if place == 0 { [again, other] } else { [other, again] };
        production.tell(&studio, "resume");
    }

    let start = Instant::now();
    while production.left(&studio) > 0 {
        assert!(start.elapsed() < PATIENCE, "it does not end");
    }
    let ended = studio.wait_for_end(&token, &id);
    assert_eq!(ended["state"], "completed", "{ended}");
    assert_eq!(ended["totals"]["completed"], PARTS, "{ended}");
    let log = production.log();
    assert_eq!(each_part_was_made_once(&id, &log), SCENES + 1);
    let crashes = log.iter().filter(|(.., class)| class.as_deref() == Some("crash")).count();
    assert!(crashes >= 2 * DEATHS, "{crashes} attempts ended with their worker");
    the_stream_told_all(&watcher.watched(), &log);
}

/// One completion a part, and nothing begun after it; how many parts.
fn each_part_was_made_once(production: &str, log: &[(i64, String, String, Option<String>)]) -> usize {
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, job, kind, _) in log.iter().filter(|(_, job, ..)| job != production) {
        parts.entry(job).or_default().push(kind);
    }
    for (part, story) in &parts {
        let of = |kind: &str| story.iter().filter(|it| **it == kind).count();
        assert_eq!(of("job.completed"), 1, "{part}: {story:?}");
        assert_eq!(story.last(), Some(&"job.completed"), "{part}: {story:?}");
        let over = of("job.completed") + of("job.attempt_failed") + of("job.released");
        assert_eq!(of("job.started"), over, "{part}: {story:?}");
    }
    let ends = log.iter().filter(|(_, job, kind, _)| job == production && kind == "job.produced").count();
    assert_eq!(ends, 1);
    parts.len()
}

/// Every event of the log once, in its order, across every cut.
fn the_stream_told_all(watched: &Watched, log: &[(i64, String, String, Option<String>)]) {
    let heard: Vec<(i64, &str, &Value)> = watched
        .durable
        .iter()
        .map(|heard| (heard.position, heard.kind.as_str(), &heard.data["job_id"]))
        .collect();
    let logged: Vec<i64> = log.iter().map(|(position, ..)| *position).collect();
    let positions: Vec<i64> = heard.iter().map(|(position, ..)| *position).collect();
    assert_eq!(positions, logged);
    for ((_, kind, of), (_, job, logged, _)) in heard.iter().zip(log) {
        assert_eq!((*kind, of.as_str()), (logged.as_str(), Some(job.as_str())));
    }
    assert!(watched.opened >= 2, "the connection was never cut");
    assert!(watched.passing.contains("progress"), "{:?}", watched.passing);
}

#[test]
fn a_worker_that_was_frozen_in_the_middle_of_a_part_finishes_nothing_that_another_has() {
    let base = Base::new();
    let studio = base.serve();
    let token = studio.register("mara@example.org");
    let script = script_of(&studio, &token, 99, LINES);
    let want = json!({"scope": "script", "want": ["time_script"]});
    let hasty = ["--lease-seconds", "3", "--heartbeat-seconds", "1"];
    let frozen = base.work(&hasty);
    let id = ask(&studio, &token, &script, "produce", &want);
    let production = Production { base: &base, token: &token, id: &id };
    let parts = production.freeze_at_work(&frozen, 4);
    let _other = base.work(&hasty);
    for part in parts {
        let made = "select exists (select from events where aggregate_type = 'job' and aggregate_id = $1
            and event_type = 'job.completed')";
        base.until("another makes the part", made, &[&part]);
    }
    frozen.signal(Signal::SIGCONT);
    let ended = studio.wait_for_end(&token, &id);
    assert_eq!(ended["state"], "completed", "{ended}");
    assert_eq!(each_part_was_made_once(&id, &production.log()), 100);
    let start = Instant::now();
    while !frozen.log().contains("came too late") {
        assert!(start.elapsed() < PATIENCE, "it never heard that it is too late: {}", frozen.log());
        std::thread::sleep(Duration::from_millis(50));
    }
}
