//! `spool produce` and `spool jobs` against a running studio, and without one.

use crate::crew::script_of;
use crate::harness::{PATIENCE, Studio, free_port, home, spool, stderr, stdout, text_model};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A studio with somebody and a script of three scenes.
fn studio(home: &Path, more: &[&str]) -> (Studio, String, String) {
    let port = free_port();
    let mut command = spool(home);
    command.arg("up").args(["--listen", &format!("127.0.0.1:{port}"), "--threads", "1"]);
    command.arg("--data-dir").arg(home.join("data")).args(more);
    let studio = Studio::start(command, home, port);
    let token = studio.register("mara@example.org");
    let script = script_of(&studio, &token, 3, 4);
    (studio, token, script)
}

#[test]
fn a_script_is_timed_stage_by_stage_and_nothing_is_made_twice() {
    let home = home();
    let (studio, token, script) = studio(home.path(), &[]);
    let produce = |more: &[&str]| {
        studio.client(&token, &[&["produce", &script, "--want", "time_script"], more].concat())
    };
    let estimate = produce(&["--estimate"]);
    assert!(estimate.status.success(), "{}", stderr(&estimate));
    let said = stdout(&estimate);
    assert!(said.contains("Scene timings    3 missing"), "{said}");
    assert!(said.contains("Running time     1 missing") && said.contains("4 parts to make"), "{said}");
    assert_eq!(stdout(&studio.client(&token, &["jobs"])), "", "an estimate starts nothing");

    let made = produce(&[]);
    assert!(made.status.success(), "{}", stderr(&made));
    let (said, told) = (stdout(&made), stderr(&made));
    assert!(said.starts_with("Completed: 4 parts, 4 made, in "), "{said}");
    assert!(said.contains(" of compute\nRunning time: ") && said.contains(" pages\n"), "{said}");
    assert!(told.contains("Scene timings: 3/3 done") && told.contains("Running time: 1/1 done"), "{told}");

    let again = produce(&[]);
    assert!(again.status.success(), "{}", stderr(&again));
    assert!(stdout(&again).starts_with("Completed: 1 part, 1 reused"), "{}", stdout(&again));
    assert!(stdout(&again).contains("Running time: "), "{}", stdout(&again));
    assert!(stdout(&produce(&["--estimate"])).contains("nothing to make"));

    let jobs = stdout(&studio.client(&token, &["jobs"]));
    assert_eq!(jobs.lines().count(), 2, "parts are not listed by themselves: {jobs}");
    assert!(jobs.lines().all(|line| line.contains("completed") && line.contains(" done")), "{jobs}");
    let first = jobs.lines().last().unwrap().split(' ').next().unwrap();
    let parts = stdout(&studio.client(&token, &["jobs", "--production", first]));
    assert_eq!(parts.matches("time_scene").count(), 3, "{parts}");
    assert!(parts.contains("Timing of scene 2"), "{parts}");
}

#[test]
fn a_stage_that_fails_is_named_with_its_reason_and_can_be_tried_again() {
    let home = home();
    let nowhere = home.path().join("none.gguf");
    let (studio, token, script) = studio(home.path(), &["--text-model", nowhere.to_str().unwrap()]);
    let wants = ["produce", &script, "--want", "review_script", "--want", "time_script"];
    let made = studio.client(&token, &wants);
    assert_eq!(made.status.code(), Some(1), "{}", stdout(&made));
    let told = stderr(&made);
    let failures = told.lines().filter(|line| line.starts_with("Scene notes: Notes on scene "));
    assert_eq!(failures.count(), 3, "{told}");
    assert!(told.contains("Coverage: 0/1 done, 1 blocked"), "{told}");
    let last = told.lines().last().unwrap();
    assert!(last.starts_with("spool: 4 of 8 parts were not made; try them again with"), "{last}");
    let said = stdout(&made);
    assert!(said.starts_with("Partially completed: 8 parts, 4 made, 3 failed, 1 blocked"), "{said}");
    assert!(said.contains("Running time: "), "what was made is told all the same: {said}");

    let id = last.split('`').nth(1).unwrap().rsplit(' ').next().unwrap().to_owned();
    let retried = studio.client(&token, &["jobs", "retry", &id]);
    assert!(retried.status.success(), "{}", stderr(&retried));
    let ended = studio.wait_for_end(&token, &id);
    assert_eq!(ended["totals"]["completed"], 4, "{ended}");
}

#[test]
fn a_production_is_left_paused_resumed_and_cancelled_from_the_command_line() {
    let home = home();
    let (studio, token, script) = studio(home.path(), &["--workers", "0"]);
    let detached = studio.client(&token, &["produce", &script, "--detach"]);
    assert!(detached.status.success(), "{}", stderr(&detached));
    let id = stdout(&detached).trim().to_owned();
    assert!(stderr(&detached).contains(&format!("spool jobs watch {id}")), "{}", stderr(&detached));
    let tell = |what: &str| {
        let told = studio.client(&token, &["jobs", what, &id]);
        assert!(told.status.success(), "{}", stderr(&told));
        stdout(&told)
    };
    assert!(tell("pause").contains("paused"));
    assert!(!tell("resume").contains("paused"));

    let mut watching = spool(home.path());
    watching.args(["jobs", "watch", &id, "--server", &studio.url]).env("SPOOL_TOKEN", &token);
    let left = interrupted(watching);
    assert_eq!((left.0, left.1.as_str()), (Some(1), "spool: the job goes on"));
    let mut producing = spool(home.path());
    producing.args(["produce", &script, "--server", &studio.url]).env("SPOOL_TOKEN", &token);
    let (code, said) = interrupted(producing);
    assert_eq!(code, Some(1));
    assert!(said.contains("spool jobs watch ") && said.contains("spool jobs cancel "), "{said}");

    assert!(tell("cancel").contains("cancel"));
    let over = studio.client(&token, &["jobs", "watch", &id]);
    assert_eq!(over.status.code(), Some(1));
    assert!(stderr(&over).ends_with("spool: it was cancelled"), "{}", stderr(&over));
}

/// Sends ctrl-c to a command that waits; its exit code and its last line.
fn interrupted(mut command: Command) -> (Option<i32>, String) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(child.try_wait().unwrap(), None, "it waits");
    kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), Signal::SIGINT).unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < PATIENCE, "ctrl-c is not heard");
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code(), stderr(&output).lines().last().unwrap_or_default().to_owned())
}

#[test]
fn without_a_studio_one_is_started_for_the_production() {
    let home = home();
    let (running, _, script) = studio(home.path(), &[]);
    assert_eq!(running.stop(), Some(0));
    let mut command = spool(home.path());
    command.args(["produce", &script, "--want", "time_script", "--data-dir"]).arg(home.path().join("data"));
    command.arg("--text-model").arg(text_model());
    let made = command.output().unwrap();
    assert!(made.status.success(), "{}", stderr(&made));
    assert!(stdout(&made).contains("Running time: "), "{}", stdout(&made));
}

#[test]
fn what_cannot_be_produced_is_refused_in_one_line() {
    let home = home();
    let (studio, token, script) = studio(home.path(), &["--workers", "0"]);
    let refused = |arguments: &[&str]| {
        let output = studio.client(&token, arguments);
        assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
        let said = stderr(&output);
        assert_eq!(said.lines().count(), 1, "{said}");
        said
    };
    let nobody = "00000000-0000-0000-0000-000000000001";
    assert!(refused(&["produce", nobody]).contains(nobody));
    assert!(refused(&["produce", &script, "--scope", "episode", "--id", "9"]).contains('9'));
    assert!(refused(&["produce", &script, "--want", "generate_script"]).contains("generate_script"));
    assert!(refused(&["jobs", "retry", nobody]).contains(nobody));
    let (_, jobs) = studio.request("GET", "jobs", Some(&token), None);
    assert_eq!(jobs["items"], json!([]));
}
