//! A projector that cannot go on says so wherever somebody may look, the others go on, and so does it once the cause
//! is mended.

use crate::crew::{Base, new_script};
use crate::harness::{PATIENCE, Studio, curl, stderr, stdout};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// What `spool projections --json` says of one.
fn standing(base: &Base, name: &str) -> Value {
    let output = base.tool(&["projections", "--json"]);
    let all: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(all.len() >= 8, "{all:?}");
    let stopped = all.iter().find(|it| !it["error"].is_null());
    assert_eq!(output.status.success(), stopped.is_none(), "{}", stderr(&output));
    all.into_iter().find(|it| it["name"] == name).expect("it has run")
}

fn rename(studio: &Studio, token: &str, script: &str, title: &str) {
    let (status, answer) =
        studio.request("PATCH", &format!("scripts/{script}"), Some(token), Some(&json!({"title": title})));
    assert_eq!(status, 200, "{answer}");
}

/// Waits until something that is fetched is as it should be.
fn until(what: &str, mut holds: impl FnMut() -> Result<(), String>) {
    let start = Instant::now();
    while let Err(seen) = holds() {
        assert!(start.elapsed() < PATIENCE, "never {what}: {seen}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A row that the log knows nothing of: the next event of its script finds it at another sequence.
fn poison(base: &Base, script: &str) {
    base.query("update scripts set sequence = sequence + 7 where id = $1::text::uuid", &[&script]);
}

#[test]
fn one_that_is_stopped_is_shown_everywhere_and_goes_on_once_it_is_mended() {
    let base = Base::new();
    // It comes first, so that its projectors are the ones that run.
    let worker = base.work(&[]);
    base.until("it has every projector", "select count(*) >= 8 from projection_checkpoints", &[]);
    let studio = base.serve();
    let token = studio.register("mara@example.org");
    let script = new_script(&studio, &token);
    let error = standing(&base, "scripts")["last_error"].clone();
    assert!(error.is_null(), "{error}");

    poison(&base, &script);
    rename(&studio, &token, &script, "The Tide");
    until("stopped", || {
        let it = standing(&base, "scripts");
        let error = it["error"].as_str().unwrap_or_default();
        let named = error.contains("(script.retitled of ") && it["lag_events"].as_u64() >= Some(1);
        if named && it["lag_s"].as_f64() > Some(0.0) { Ok(()) } else { Err(it.to_string()) }
    });
    let output = base.tool(&["projections"]);
    let (table, why) = (stdout(&output), stderr(&output));
    let line = table.lines().find(|line| line.starts_with("scripts ")).unwrap();
    assert!(line.contains("stopped at ") && line.contains("touched 0 rows instead of 1"), "{table}");
    assert!(why.contains("scripts has stopped at position"), "{why}");
    until("not ready", || {
        let (status, health) = curl(&[&format!("{}/health/ready", studio.url)]).expect("it answers");
        let named = health.contains("projection scripts") && health.contains("(script.retitled of ");
        if status == 503 && named { Ok(()) } else { Err(health) }
    });
    until("measured", || {
        let (_, metrics) = curl(&[&format!("{}/metrics", studio.url)]).expect("it answers");
        let stopped = |name: &str, value| {
            metrics.contains(&format!("spool_projection_stopped{{projection=\"{name}\"}} {value}\n"))
        };
        if stopped("scripts", 1) && stopped("history", 0) { Ok(()) } else { Err(metrics.clone()) }
    });
    assert!(worker.log().contains("projector scripts stopped at "), "{}", worker.log());

    // The others go on: what happened is in the script's history.
    let (_, history) = studio.request("GET", &format!("scripts/{script}/history"), Some(&token), None);
    assert_eq!(history["items"][0]["type"], "script.retitled", "{history}");
    // Letting it go on before it is mended stops it again, at the same event.
    base.tool(&["projections", "--resume", "scripts"]);
    until("stopped again", || {
        let it = standing(&base, "scripts");
        if it["error"].is_string() { Ok(()) } else { Err(it.to_string()) }
    });
    base.query("update scripts set sequence = sequence - 7 where id = $1::text::uuid", &[&script]);
    base.tool(&["projections", "--resume", "scripts"]);
    until("going on", || {
        let it = standing(&base, "scripts");
        let mended = it["error"].is_null() && it["lag_events"] == 0 && it["last_error"].is_string();
        if mended { Ok(()) } else { Err(it.to_string()) }
    });
    let (_, seen) = studio.request("GET", &format!("scripts/{script}"), Some(&token), None);
    assert_eq!(seen["title"], "The Tide");
    let refused = base.tool(&["projections", "--resume", "scripts"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("\"scripts\" is no projector that has stopped"),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn a_rebuild_beside_a_running_studio_mends_what_was_tampered_with() {
    let base = Base::new();
    let studio = base.serve();
    let token = studio.register("mara@example.org");
    let script = new_script(&studio, &token);
    base.query("update scripts set title = 'Forged' where id = $1::text::uuid", &[&script]);
    let rebuilt = base.tool(&["rebuild"]);
    assert!(rebuilt.status.success(), "{}", stderr(&rebuilt));
    let said = stdout(&rebuilt);
    assert_eq!(
        said.lines().filter(|line| line.contains(" was rebuilt up to position ")).count(),
        7,
        "{said}"
    );
    let (_, seen) = studio.request("GET", &format!("scripts/{script}"), Some(&token), None);
    assert_eq!(seen["title"], "The Lamp");
    rename(&studio, &token, &script, "The Tide");
    let (_, seen) = studio.request("GET", &format!("scripts/{script}"), Some(&token), None);
    assert_eq!(seen["title"], "The Tide");
    let refused = base.tool(&["rebuild", "job_queue"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("is not a read model; known are scripts, versions"),
        "{}",
        stderr(&refused)
    );
}
