//! The databases that tests are given, and the command that gives them a server.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use testkit::{Database, VARIABLE};

#[tokio::test]
async fn each_test_has_a_migrated_database_of_its_own() {
    let (one, other) = tokio::join!(Database::fresh(), Database::fresh());
    assert_ne!(one.name(), other.name());
    let client = one.connect().await;
    client.batch_execute("create table mine (n int)").await.unwrap();
    let pool = other.pool(2);
    let theirs = pool.get().await.unwrap();
    let row = theirs.query_one("select to_regclass('mine') is null, current_database()", &[]).await.unwrap();
    assert!(row.get::<_, bool>(0));
    assert_eq!(row.get::<_, String>(1), other.name());
    let status = migrations::status(&client).await.unwrap();
    assert_eq!(status.pending, Vec::<String>::new());
}

#[tokio::test]
async fn an_empty_one_was_never_migrated_and_a_dropped_one_is_gone() {
    let database = Database::empty().await;
    let status = migrations::status(&database.connect().await).await.unwrap();
    assert_eq!(status.database, None);
    let (name, another) = (database.name().to_owned(), Database::empty().await);
    // Held open on purpose: a session that is still there must not keep the database alive.
    let _held = database.connect().await;
    drop(database);
    let client = another.connect().await;
    let left = client.query_opt("select from pg_database where datname = $1", &[&name]).await.unwrap();
    assert!(left.is_none());
}

/// Run again below without a server, as somebody does who calls the tests directly.
#[tokio::test]
async fn without_a_server_a_test_says_how_to_get_one() {
    if std::env::var_os(VARIABLE).is_none() {
        Database::fresh().await;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "without_a_server_a_test_says_how_to_get_one"])
        .env_remove(VARIABLE)
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("run through `make test`"), "{said}");
}

fn with_postgres(script: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_with-postgres"));
    command.env_remove(VARIABLE).args(["sh", "-c", script]);
    command
}

#[test]
fn the_command_finds_a_server_and_its_exit_code_is_passed_on() {
    let output = with_postgres(&format!("echo \"${VARIABLE}\"; exit 7")).output().unwrap();
    assert_eq!(output.status.code(), Some(7), "{output:?}");
    let url = String::from_utf8(output.stdout).unwrap();
    let (_, socket_dir) = url.trim().split_once("host=").unwrap();
    let socket_dir = socket_dir.split('&').next().unwrap().replace("%2F", "/");
    assert!(socket_dir.contains("/spool-test-"), "{url}");
    assert!(!std::path::Path::new(&socket_dir).exists(), "its folder is removed");
}

#[test]
fn a_benchmark_can_have_a_server_that_keeps_its_word() {
    for (flag, fsync) in [(None, "off"), (Some("--durable"), "on")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_with-postgres"));
        command.env_remove(VARIABLE).args(flag);
        command.args(["sh", "-c", &format!("psql -Atc 'show fsync' \"${VARIABLE}\"")]);
        let output = command.output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), fsync, "{output:?}");
    }
}

#[test]
fn a_server_that_is_there_already_is_used() {
    let mut command = with_postgres(&format!("test \"${VARIABLE}\" = given"));
    let status = command.env(VARIABLE, "given").status().unwrap();
    assert!(status.success());
}

#[test]
fn a_signal_reaches_the_command_and_what_it_makes_of_it_is_passed_on() {
    let mut child = with_postgres("trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut stdout, &mut line).unwrap();
    assert_eq!(line, "ready\n");
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    let began = Instant::now();
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(ended.code(), Some(9));
}

#[test]
fn a_command_that_does_not_exist_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_with-postgres"))
        .env(VARIABLE, "given")
        .arg("no-such-program")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(125));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot run no-such-program"));
}
