//! The runner against a real Postgres: once, twice, two at a time, and on a database that a newer
//! binary has already changed.

use migrations::{MigrationError, run, status};
use testkit::Database;

#[tokio::test]
async fn a_second_run_has_nothing_to_do() {
    let database = Database::empty().await;
    let mut client = database.connect().await;
    let never = status(&client).await.unwrap();
    assert_eq!(never.database, None);
    assert!(!never.is_newer());

    let first = run(&mut client).await.unwrap();
    assert_eq!(first.steps, never.pending);
    assert_eq!(first.version, never.binary);

    let second = run(&mut client).await.unwrap();
    assert_eq!(second.steps, Vec::<String>::new());
    let now = status(&client).await.unwrap();
    assert_eq!((now.database, now.pending), (never.binary, Vec::new()));
}

#[tokio::test]
async fn of_several_processes_at_once_each_step_is_applied_by_one() {
    let database = Database::empty().await;
    let expected = status(&database.connect().await).await.unwrap().pending;
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let mut client = database.connect().await;
        racers.spawn(async move { run(&mut client).await.unwrap().steps });
    }
    let mut applied: Vec<String> = racers.join_all().await.into_iter().flatten().collect();
    applied.sort();
    let mut expected = expected;
    expected.sort();
    assert_eq!(applied, expected);
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_alone() {
    let database = Database::fresh().await;
    let mut client = database.connect().await;
    run(&mut client).await.unwrap();
    let binary = status(&client).await.unwrap().binary.unwrap_or(0);
    client
        .execute(
            "insert into refinery_schema_history (version, name, applied_on, checksum) \
             values (9999, 'of_tomorrow', '2026-01-01T00:00:00Z', '1')",
            &[],
        )
        .await
        .unwrap();

    let refused = run(&mut client).await.unwrap_err();
    assert!(matches!(refused, MigrationError::Newer { database: 9999, binary: b } if b == binary));
    let line = refused.to_string();
    assert!(
        line.contains("9999") && line.contains("newer than this spool") && !line.contains('\n'),
        "{line}"
    );
    assert!(status(&client).await.unwrap().is_newer());
    // The lock was given back: another connection is refused for the same reason instead of waiting.
    let again = run(&mut database.connect().await).await.unwrap_err();
    assert!(matches!(again, MigrationError::Newer { .. }));
}

#[tokio::test]
async fn a_step_that_differs_from_the_applied_one_is_refused_by_name() {
    let database = Database::fresh().await;
    let mut client = database.connect().await;
    let changed = client
        .execute(
            "update refinery_schema_history set checksum = '7' where version = (select min(version) from refinery_schema_history)",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(changed, 1);
    let refused = run(&mut client).await.unwrap_err();
    assert!(matches!(&refused, MigrationError::Diverged { reason } if reason.contains("V1__")), "{refused}");
}

#[tokio::test]
async fn what_postgres_said_is_in_the_error() {
    let database = Database::empty().await;
    let mut client = database.connect().await;
    // The name the runner's own table wants is taken by something that is not a table.
    client.batch_execute("create sequence refinery_schema_history").await.unwrap();
    let refused = run(&mut client).await.unwrap_err().to_string();
    assert!(refused.contains("refinery_schema_history") || refused.contains("column"), "{refused}");
}
