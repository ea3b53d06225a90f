//! A process that is looked after: it comes back however it ends, and what ended it is known.

use faults::process::{Process, Spec};
use std::path::Path;
use std::time::{Duration, Instant};

fn shell(home: &Path, script: &str) -> Spec {
    Spec {
        name: "shell",
        program: "/bin/sh".into(),
        arguments: vec!["-c".into(), script.into()],
        home: home.into(),
        log: home.join("log"),
    }
}

async fn started(process: &Process, times: u32) {
    let begun = Instant::now();
    while process.starts() < times {
        assert!(begun.elapsed() < Duration::from_secs(20), "started {} times only", process.starts());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn who_is_killed_comes_back_and_that_is_nobodys_fault() {
    let home = tempfile::tempdir().unwrap();
    let process = Process::start(shell(home.path(), "echo ready; exec sleep 600"));
    process.ready().await.unwrap();
    process.kill_9();
    started(&process, 2).await;
    process.ready().await.unwrap();
    assert_eq!(process.take_own_ends(), Vec::<String>::new());
    process.stop().await;
}

#[tokio::test]
async fn who_ends_by_itself_is_on_record_only_if_it_was_ready() {
    let home = tempfile::tempdir().unwrap();
    let process = Process::start(shell(home.path(), "echo ready; sleep 0.1; exit 3"));
    started(&process, 2).await;
    let ends = process.take_own_ends();
    assert!(ends[0].contains("the shell ended by itself") && ends[0].contains('3'), "{ends:?}");
    process.stop().await;
    let never = Process::start(shell(home.path(), "echo not yet >&2; exit 1"));
    started(&never, 3).await;
    assert_eq!(never.take_own_ends(), Vec::<String>::new());
    never.stop().await;
    assert!(std::fs::read_to_string(home.path().join("log")).unwrap().starts_with("not yet"));
}

#[tokio::test]
async fn it_is_started_again_with_another_environment_and_without_ours() {
    let home = tempfile::tempdir().unwrap();
    let script = "echo \"$FAKETIME\" \"$HOME\" >&2; echo ready; exec sleep 600";
    let process = Process::start(shell(home.path(), script));
    process.ready().await.unwrap();
    process.restart_with(vec![("FAKETIME", "+1h".into())]).await.unwrap();
    process.ready().await.unwrap();
    process.stop().await;
    let said = std::fs::read_to_string(home.path().join("log")).unwrap();
    let place = home.path().display();
    assert_eq!(said, format!(" {place}\n+1h {place}\n"));
}
