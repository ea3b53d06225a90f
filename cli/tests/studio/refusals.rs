//! What stops a studio from starting is said in one clear line, with exit code 1.

use crate::harness::{Studio, free_port, home, spool, stderr};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

fn up(home: &Path, more: &[&str]) -> Output {
    let data = home.join("data");
    let listen = format!("127.0.0.1:{}", free_port());
    let mut command = spool(home);
    command.arg("up").arg("--data-dir").arg(&data).args(["--listen", &listen, "--workers", "0"]).args(more);
    command.output().unwrap()
}

/// Exit code 1 and a last line that says what is wrong.
fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", stderr(output));
    let said = stderr(output);
    let line = said.lines().last().unwrap_or_default().to_owned();
    assert!(line.starts_with("spool: "), "{said}");
    line
}

#[test]
fn a_busy_port_is_named() {
    let home = home();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = spool(home.path());
    command.arg("up").arg("--data-dir").arg(home.path().join("data")).args(["--listen", &address]);
    let line = refusal(&command.output().unwrap());
    assert!(line.contains(&address) && line.contains("--listen"), "{line}");
}

#[test]
fn missing_postgres_programs_are_named() {
    let home = home();
    let empty = home.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let line = refusal(&up(home.path(), &["--pg-bin", empty.to_str().unwrap()]));
    assert!(line.contains(empty.to_str().unwrap()), "{line}");
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let home = home();
    fs::write(home.path().join("data"), "a file stands where the directory should be").unwrap();
    let line = refusal(&up(home.path(), &[]));
    assert!(line.contains(home.path().join("data").to_str().unwrap()), "{line}");
}

#[test]
fn a_database_that_does_not_answer_is_named() {
    let home = home();
    let url = format!("postgres://nobody@127.0.0.1:{}/none", free_port());
    let line = refusal(&up(home.path(), &["--database-url", &url]));
    assert!(line.contains("DATABASE_URL"), "{line}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let home = home();
    let database = testkit::Database::fresh().await;
    let client = database.connect().await;
    client
        .execute(
            "insert into refinery_schema_history (version, name, applied_on, checksum)
             values (9999, 'from_the_future', now()::text, '0')",
            &[],
        )
        .await
        .unwrap();
    let url = database.url().to_owned();
    let home_path = home.path().to_owned();
    let output =
        tokio::task::spawn_blocking(move || up(&home_path, &["--database-url", &url])).await.unwrap();
    let line = refusal(&output);
    assert!(line.contains("newer"), "{line}");
}

#[test]
fn two_studios_on_one_directory_are_one_too_many() {
    let home = home();
    let _first = Studio::up(home.path(), free_port());
    let line = refusal(&up(home.path(), &[]));
    assert!(line.contains("already") || line.contains("another"), "{line}");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let home = home();
    let output = spool(home.path()).args(["up", "--no-such-flag"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
