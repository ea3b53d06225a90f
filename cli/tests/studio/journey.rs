//! From an empty directory to a script written live, from the command line, across a power cut.

use crate::harness::{Studio, free_port, home, spool, stderr, stdout};
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::{Duration, Instant};

const LOGLINE: &str = "A lighthouse keeper hides a stranger from the law during the worst storm in years";

fn new_script(studio: &Studio, token: &str) -> String {
    let body = json!({"title": "The Lamp", "genre": "noir", "tone": "dark", "logline": LOGLINE});
    let (status, script) = studio.request("POST", "scripts", Some(token), Some(&body));
    assert_eq!(status, 201, "{script}");
    script["id"].as_str().unwrap().to_owned()
}

fn generate(studio: &Studio, token: &str, script: &str) -> String {
    let body = json!({"prompt": LOGLINE, "script_type": "screenplay", "length": "short"});
    let (status, job) =
        studio.request("POST", &format!("scripts/{script}/generate"), Some(token), Some(&body));
    assert_eq!(status, 202, "{job}");
    job["id"].as_str().unwrap().to_owned()
}

/// Waits until a job's first words are there.
fn wait_for_words(studio: &Studio, token: &str, job: &str) {
    let start = Instant::now();
    loop {
        let (_, job) = studio.request("GET", &format!("jobs/{job}"), Some(token), None);
        if job["progress"]["text"].as_str().is_some_and(|text| text.chars().count() > 40) {
            return;
        }
        assert!(start.elapsed() < crate::harness::PATIENCE, "no words: {job}");
        assert_ne!(job["state"], "completed", "over before it could be disturbed");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_logline_becomes_a_script_on_the_command_line() {
    let home = home();
    let studio = Studio::up(home.path(), free_port());
    let token = studio.register("mara@example.org");
    let out = home.path().join("lamp.fountain");
    let written = studio.client(
        &token,
        &[
            "write",
            "--title",
            "The Lamp",
            "--genre",
            "noir",
            "--tone",
            "dark",
            LOGLINE,
            "--out",
            out.to_str().unwrap(),
        ],
    );
    assert!(written.status.success(), "{}", stderr(&written));
    let said = stdout(&written);
    let last = said.lines().last().unwrap();
    let prefix = format!("“The Lamp”, version 1: {}/scripts/", studio.url);
    assert!(last.starts_with(&prefix) && last.ends_with("/versions/1"), "{last}");
    assert!(stderr(&written).contains("Writing"), "progress is told: {}", stderr(&written));

    let text = std::fs::read_to_string(&out).unwrap();
    let headings = text.lines().filter(|line| line.starts_with("INT.") || line.starts_with("EXT.")).count();
    assert!(headings >= 2, "{text}");
    let first_heading =
        text.lines().find(|line| line.starts_with("INT.") || line.starts_with("EXT.")).unwrap();
    assert!(said.contains(first_heading), "the words were shown as they came: {said}");

    let script = last.strip_prefix(&prefix).unwrap().split('/').next().unwrap();
    let history = stdout(&studio.client(&token, &["history", script]));
    for kind in ["script.created", "version.drafted", "job.completed"] {
        assert!(history.contains(kind), "{history}");
    }
    let jobs = stdout(&studio.client(&token, &["jobs"]));
    assert!(jobs.contains("generate_script") && jobs.contains("completed"), "{jobs}");
}

#[test]
fn a_power_cut_while_writing_loses_nothing_and_the_job_ends_by_itself() {
    let home = home();
    let port = free_port();
    let studio = Studio::up(home.path(), port);
    let token = studio.register("mara@example.org");
    let script = new_script(&studio, &token);
    let job = generate(&studio, &token, &script);
    wait_for_words(&studio, &token, &job);
    let (_, before) =
        studio.request("GET", &format!("scripts/{script}/history?limit=100"), Some(&token), None);
    studio.kill_9();

    let studio = Studio::up(home.path(), port);
    let ended = studio.wait_for_end(&token, &job);
    assert_eq!(ended["state"], "completed", "{ended}");
    let (_, version) = studio.request("GET", &format!("scripts/{script}/versions/1"), Some(&token), None);
    assert!(
        version["text"].as_str().unwrap().contains("INT.")
            || version["text"].as_str().unwrap().contains("EXT.")
    );
    let (_, versions) = studio.request("GET", &format!("scripts/{script}/versions"), Some(&token), None);
    assert_eq!(versions["items"].as_array().unwrap().len(), 1, "written exactly once: {versions}");

    let (_, after) =
        studio.request("GET", &format!("scripts/{script}/history?limit=100"), Some(&token), None);
    let items = |page: &Value| page["items"].as_array().unwrap().clone();
    let kept = items(&after);
    for item in items(&before) {
        assert!(kept.contains(&item), "the power cut took {item}");
    }
    assert!(kept.iter().any(|item| item["type"] == "job.attempt_failed"), "{after}");
    let verified =
        spool(home.path()).args(["verify", "--data-dir"]).arg(home.path().join("data")).output().unwrap();
    assert!(verified.status.success(), "{}", stderr(&verified));
}

#[test]
fn a_studio_stops_when_asked_and_its_database_goes_with_it() {
    let home = home();
    let port = free_port();
    let studio = Studio::up(home.path(), port);
    let data = home.path().join("data");
    assert!(cluster::find(&data).unwrap().is_some());
    assert_eq!(studio.stop(), Some(0));
    assert!(cluster::find(&data).unwrap().is_none());
    let again = Studio::up(home.path(), port);
    assert_eq!(again.stop(), Some(0));
}

#[test]
fn login_is_remembered_and_an_account_can_be_made_on_the_command_line() {
    let home = home();
    let studio = Studio::up(home.path(), free_port());
    let with_password = |arguments: &[&str]| {
        let mut child = spool(home.path())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"a long enough password\n").unwrap();
        child.wait_with_output().unwrap()
    };
    let data = home.path().join("data");
    let data = data.to_str().unwrap();
    let created =
        with_password(&["user", "create", "--email", "tom@example.org", "--admin", "--data-dir", data]);
    assert!(created.status.success(), "{}", stderr(&created));
    let refused = spool(home.path()).args(["jobs", "--data-dir", data]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("spool login"), "{}", stderr(&refused));
    let login = with_password(&["login", "--email", "tom@example.org", "--data-dir", data]);
    assert!(login.status.success(), "{}", stderr(&login));
    assert!(stdout(&login).contains(&studio.url));
    for _ in 0..2 {
        let jobs = spool(home.path()).args(["jobs", "--data-dir", data]).output().unwrap();
        assert!(jobs.status.success(), "{}", stderr(&jobs));
    }
}

#[test]
fn the_doctor_names_what_is_in_force_and_the_models_licence() {
    let home = home();
    let studio = Studio::up(home.path(), free_port());
    let output = spool(home.path())
        .args(["doctor", "--data-dir"])
        .arg(home.path().join("data"))
        .arg("--text-model")
        .arg(crate::harness::text_model())
        .output()
        .unwrap();
    let said = stdout(&output);
    for part in ["postgres", "text model", "Apache-2.0", "for a second worker", "up to date", &studio.url] {
        assert!(said.contains(part), "{part} in {said}");
    }
}
