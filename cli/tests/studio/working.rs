//! Workers as processes of their own: what they are called, how they stop, and what one that was frozen
//! past its lease may still do.

use crate::crew::{Base, ask, new_script, script_of};
use crate::harness::{PATIENCE, Studio, spool, stderr};
use nix::sys::signal::Signal;
use serde_json::json;
use std::time::{Duration, Instant};

/// A text that takes a while to write; the job that writes it, with its first words there.
fn writing(studio: &Studio, token: &str) -> String {
    let script = new_script(studio, token);
    let body = json!({"prompt": "Begin with the storm.", "script_type": "outline", "length": "short"});
    let job = ask(studio, token, &script, "generate", &body);
    let start = Instant::now();
    loop {
        let (_, shown) = studio.request("GET", &format!("jobs/{job}"), Some(token), None);
        if shown["progress"]["text"].as_str().is_some_and(|text| text.chars().count() > 40) {
            return job;
        }
        assert_ne!(shown["state"], "completed", "over before it could be disturbed");
        assert!(start.elapsed() < PATIENCE, "no words: {shown}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The job's events as (type, attempt, actor), in order.
fn story(base: &Base, job: &str) -> Vec<(String, i64, String)> {
    let sql = "select e.event_type, coalesce((e.payload ->> 'attempt')::bigint, 0), e.metadata ->> 'actor'
        from events e where e.aggregate_type = 'job' and e.aggregate_id = $1 order by e.sequence";
    base.query(sql, &[&job]).iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect()
}

#[test]
fn two_workers_of_one_machine_have_two_names_and_get_them_back() {
    let base = Base::new();
    let (first, second) = (base.work(&[]), base.work(&[]));
    let names = [first.name.clone(), second.name.clone()];
    assert_ne!(names[0], names[1]);
    base.until("both are on the list", "select count(*) = 2 from workers", &[]);
    let listed = base.texts("select name from workers order by name");
    assert_eq!(listed, names);
    second.kill_9();
    let second = base.work(&[]);
    assert_eq!(second.name, names[1]);
    first.kill_9();
    let first = base.work(&[]);
    assert_eq!(first.name, names[0]);
    let third = base.work(&["--worker-name", "anvil", "--engines", "cpu,gpu"]);
    assert_eq!(third.name, "anvil");
    let sql = "select count(*) = 1 from workers where name = 'anvil' and engines = '{cpu,gpu}'";
    base.until("the third shows what it offers", sql, &[]);
    for worker in [first, second, third] {
        assert_eq!(worker.stop().0.code(), Some(0));
    }
    assert!(base.texts("select name from workers").is_empty(), "who leaves in peace is off the list");
}

#[test]
fn a_worker_without_a_language_model_leaves_writing_to_others_and_does_the_rest() {
    let base = Base::new();
    let (studio, _worker) = (base.serve(), base.work_without_model());
    let token = studio.register("mara@example.org");
    let script = script_of(&studio, &token, 1, 2);
    let text = json!({"prompt": "Begin with the storm.", "script_type": "outline", "length": "short"});
    let written = ask(&studio, &token, &script, "generate", &text);
    let timed =
        ask(&studio, &token, &script, "produce", &json!({"scope": "script", "want": ["time_script"]}));
    let ended = studio.wait_for_end(&token, &timed);
    assert_eq!(ended["state"], "completed", "{ended}");
    let (_, waiting) = studio.request("GET", &format!("jobs/{written}"), Some(&token), None);
    assert_eq!(waiting["state"], "pending", "nobody who could write has even looked at it: {waiting}");
    let _writer = base.work(&[]);
    let sql = "select exists (select from events where aggregate_id = $1 and event_type = 'job.started')";
    base.until("one that has a model takes it", sql, &[&written]);
}

#[test]
fn a_language_model_that_is_named_must_be_there() {
    let base = Base::new();
    let mut command = spool(base.home.path());
    command.args(["work", "--database-url", "postgres://nobody@127.0.0.1:1/none"]);
    command
        .arg("--text-model")
        .arg(base.home.path().join("gone.gguf"))
        .arg("--data-dir")
        .arg(base.home.path());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no language model at"), "{}", stderr(&output));
}

#[test]
fn a_worker_that_is_asked_to_stop_hands_its_work_back_within_half_a_minute() {
    let base = Base::new();
    let (studio, worker) = (base.serve(), base.work(&[]));
    let token = studio.register("mara@example.org");
    let job = writing(&studio, &token);
    let (status, took) = worker.stop();
    assert_eq!(status.code(), Some(0));
    assert!(took < Duration::from_secs(30), "{took:?}");
    let last = story(&base, &job).pop().unwrap();
    assert_eq!((last.0.as_str(), last.1), ("job.released", 1));
    let queued = "select state = 'queued' from jobs where id = $1::text::uuid";
    base.until("it waits for another worker", queued, &[&job]);
    let _next = base.work(&[]);
    let sql = "select exists (select from events where aggregate_id = $1 and event_type = 'job.started'
        and payload ->> 'attempt' = '2')";
    base.until("the next worker goes on with it at once", sql, &[&job]);
}

#[test]
fn what_a_worker_says_that_was_frozen_past_its_lease_is_refused() {
    let base = Base::new();
    let hasty = ["--lease-seconds", "3", "--heartbeat-seconds", "1"];
    let (studio, workers) = (base.serve(), [base.work(&hasty), base.work(&hasty)]);
    let token = studio.register("mara@example.org");
    let job = writing(&studio, &token);
    let holder = "select worker from job_queue where job_id = $1::text::uuid";
    let holder: String = base.query(holder, &[&job])[0].get(0);
    let frozen = workers.iter().find(|worker| worker.name == holder).unwrap();
    frozen.signal(Signal::SIGSTOP);
    let sql = "select exists (select from events where aggregate_id = $1 and event_type = 'job.started'
        and payload ->> 'attempt' = '2' and payload ->> 'worker' <> $2)";
    base.until("the other takes it over", sql, &[&job, &holder]);
    frozen.signal(Signal::SIGCONT);
    let ended = studio.wait_for_end(&token, &job);
    assert_eq!(ended["state"], "completed", "{ended}");
    let story = story(&base, &job);
    let second = story.iter().position(|(kind, attempt, _)| kind == "job.started" && *attempt == 2).unwrap();
    assert!(story[second..].iter().all(|(_, attempt, _)| *attempt != 1), "{story:?}");
    let completed: Vec<_> = story.iter().filter(|(kind, ..)| kind == "job.completed").collect();
    assert_eq!((completed.len(), completed[0].1), (1, 2), "{story:?}");
    assert_ne!(completed[0].2, format!("worker:{holder}"), "{story:?}");
}

#[test]
fn a_process_that_stands_still_gives_away_what_the_others_wait_for() {
    let base = Base::new();
    // Alone at first, so that it sequences the log and owns the read models.
    let owner = base.work(&[]);
    base.until("somebody follows the log", "select count(*) >= 7 from projection_checkpoints", &[]);
    let studio = base.serve();
    let token = studio.register("mara@example.org");
    let before = new_script(&studio, &token);
    owner.signal(Signal::SIGSTOP);
    let script = new_script(&studio, &token);
    assert_ne!(before, script);
    let sql = "select exists (select from scripts where id = $1::text::uuid)";
    base.until("the others go on without it", sql, &[&script]);
    owner.signal(Signal::SIGCONT);
    let after = new_script(&studio, &token);
    base.until("and with it", sql, &[&after]);
}

#[test]
fn what_has_run_out_is_removed_by_the_clock_and_on_record() {
    let base = Base::new();
    let key = "insert into idempotency_keys (account_id, key, fingerprint, created_at, busy_until)
        select gen_random_uuid(), age::text, decode(repeat('00', 32), 'hex'), now() - age, now()
        from unnest(array['25 hours', '23 hours']::interval[]) age returning true";
    base.until("two keys are there", key, &[]);
    let data = base.home.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let left = std::fs::File::create(data.join("studio.part")).unwrap();
    left.set_modified(left.metadata().unwrap().modified().unwrap() - Duration::from_hours(48)).unwrap();

    let worker = base.work(&[]);
    let removed = "select count(*) = 1 from idempotency_keys";
    base.until("the old key is gone and the other is not", removed, &[]);
    let done = "select count(*) = 3 from maintenance where worker = $1 and error is null
        and last_run_at is not null and task in ('expired_sessions', 'old_idempotency_keys', 'orphaned_files')";
    base.until("it is on record", done, &[&worker.name]);
    assert!(!data.join("studio.part").exists());
}

#[test]
fn a_heartbeat_that_is_too_slow_for_its_lease_is_refused_in_one_line() {
    let home = crate::harness::home();
    let mut command = spool(home.path());
    command.args(["work", "--lease-seconds", "30", "--database-url", "postgres://nobody@127.0.0.1:1/none"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert_eq!(said, "spool: --heartbeat-seconds 15 is more than a third of --lease-seconds 30");
}
