//! What the database itself refuses.

use crate::world::{World, fresh};

#[tokio::test]
async fn events_and_log_are_never_changed_or_removed_not_even_by_their_owner() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    world.count(fresh(), 1).await;
    world.log_until(1).await;
    let client = world.client().await;
    for statement in [
        "update events set payload = '{}'",
        "update events set payload = payload where false",
        "delete from events",
        "truncate events",
        "truncate events cascade",
        "update log set position = 7",
        "delete from log",
        "truncate log",
        "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
         select aggregate_type, aggregate_id, sequence, 'x', '1', '{}', '{}' from events
         on conflict (aggregate_type, aggregate_id, sequence) do update set payload = '{}'",
    ] {
        let error = client.batch_execute(statement).await.expect_err(statement);
        assert_eq!(error.code().map(tokio_postgres::error::SqlState::code), Some("SP001"), "{statement}");
    }
    assert_eq!(world.number("select count(*) from events e join log l on l.event_id = e.id").await, 1);
}

#[tokio::test]
async fn a_sequence_below_one_is_refused() {
    let world = World::new().await;
    let insert = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
                  values ('tally', 'x', 0, 'x', '1', '{}', '{}')";
    let error = world.client().await.batch_execute(insert).await.unwrap_err();
    assert_eq!(error.as_db_error().and_then(|e| e.constraint()), Some("events_sequence_check"));
}
