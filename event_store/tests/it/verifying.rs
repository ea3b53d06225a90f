//! Whoever changes history, with every right a database can give, is found out.

use crate::world::{World, fresh};
use domain::Position;
use event_store::Head;
use event_store::verify::{Fault, Verdict, verify};

/// A sequenced log of `count` events.
async fn written(count: u64) -> World {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = fresh();
    for _ in 0..count {
        world.count(id, 1).await;
    }
    world.log_until(count).await;
    world
}

/// Does what triggers are there to prevent, as only a superuser can.
async fn tamper(world: &World, sql: &str) {
    let client = world.client().await;
    client.batch_execute("set session_replication_role = replica").await.unwrap();
    assert_eq!(client.execute(sql, &[]).await.unwrap(), 1, "nothing was changed: {sql}");
}

async fn verdict(world: &World, exported: Option<Head>) -> Verdict {
    verify(&world.log, exported, |_| ()).await.unwrap()
}

#[tokio::test]
async fn an_untouched_log_is_found_intact_and_leads_to_its_head() {
    let world = written(30).await;
    let head = world.log.head().await.unwrap();
    let mut reached = Vec::new();
    let verdict = verify(&world.log, Some(head), |position| reached.push(position)).await.unwrap();
    assert_eq!(verdict, Verdict { intact: 30, head, broken: None });
    assert_eq!(reached.last(), Some(&Position(30)));
    // A head that was exported, kept as text and read back, still fits when the log has grown.
    let exported: Head = head.to_string().parse().unwrap();
    let _sequencer = world.sequence();
    world.count(fresh(), 1).await;
    world.log_until(31).await;
    assert_eq!(self::verdict(&world, Some(exported)).await.broken, None);
}

#[tokio::test]
async fn an_empty_log_is_intact() {
    let world = World::new().await;
    let verdict = verdict(&world, None).await;
    assert_eq!((verdict.intact, verdict.broken), (0, None));
}

#[tokio::test]
async fn every_kind_of_tampering_is_found_at_its_position() {
    let event_12 = "(select event_id from log where position = 12)";
    let cases = [
        (
            format!(
                "update events set payload = '{{\"type\": \"counted\", \"by\": 2}}' where id = {event_12}"
            ),
            Fault::EventAltered,
        ),
        (
            format!(
                "update events set metadata = metadata || '{{\"actor\": \"system:x\"}}' where id = {event_12}"
            ),
            Fault::EventAltered,
        ),
        (
            format!(
                "update events set recorded_at = recorded_at - interval '1 microsecond' where id = {event_12}"
            ),
            Fault::EventAltered,
        ),
        (format!("update events set event_version = '3' where id = {event_12}"), Fault::EventAltered),
        (format!("delete from events where id = {event_12}"), Fault::EventMissing),
        ("delete from log where position = 12".into(), Fault::PositionMissing),
        ("update log set hash = sha256('x') where position = 12".into(), Fault::HashAltered),
        ("update log set owner_id = gen_random_uuid() where position = 12".into(), Fault::Misfiled),
    ];
    for (sql, fault) in cases {
        let world = written(20).await;
        tamper(&world, &sql).await;
        let verdict = verdict(&world, None).await;
        assert_eq!(verdict.broken, Some((Position(12), fault)), "{sql}");
        assert_eq!((verdict.intact, verdict.head.position), (11, Position(11)));
    }
}

#[tokio::test]
async fn the_newest_event_is_protected_by_the_head() {
    for (sql, fault) in [
        ("update events set payload = '{}' where id = (select max(event_id) from log)", Fault::EventAltered),
        ("update log set hash = sha256('x') where position = 5", Fault::HashAltered),
        ("delete from log where position = 5", Fault::CutOff),
        ("update log_head set hash = sha256('x')", Fault::HashAltered),
    ] {
        let world = written(5).await;
        tamper(&world, sql).await;
        assert_eq!(verdict(&world, None).await.broken, Some((Position(5), fault)), "{sql}");
    }
}

#[tokio::test]
async fn a_history_rewritten_with_all_its_hashes_differs_from_an_exported_head() {
    let world = written(10).await;
    let exported = world.log.head().await.unwrap();
    // The whole log made anew from altered events, by the very code that makes it.
    let client = world.client().await;
    client
        .batch_execute(
            "set session_replication_role = replica;
             update events set payload = '{\"type\": \"counted\", \"by\": 9}' where sequence = 3;
             delete from log;
             update log_head set position = 0, hash = decode(repeat('00', 32), 'hex'), seen = null",
        )
        .await
        .unwrap();
    let _sequencer = world.sequence();
    world.log_until(10).await;
    assert_eq!(verdict(&world, None).await.broken, None, "within itself it is consistent");
    assert_eq!(verdict(&world, Some(exported)).await.broken, Some((Position(10), Fault::Rewritten)));
}

#[tokio::test]
async fn a_log_cut_off_before_an_exported_head_is_found_short() {
    let world = written(10).await;
    let exported = world.log.head().await.unwrap();
    let client = world.client().await;
    client
        .batch_execute(
            "set session_replication_role = replica;
             delete from log where position > 8;
             update log_head set position = 8, hash = (select hash from log where position = 8)",
        )
        .await
        .unwrap();
    assert_eq!(verdict(&world, None).await.broken, None, "within itself it is consistent");
    assert_eq!(verdict(&world, Some(exported)).await.broken, Some((Position(9), Fault::CutOff)));
}

#[tokio::test]
async fn events_that_changed_places_are_found_at_the_first_of_them() {
    let world = written(20).await;
    let client = world.client().await;
    client
        .batch_execute(
            "set session_replication_role = replica;
             update log set position = 100 where position = 12;
             update log set position = 12, hash = (select hash from log where position = 100) where position = 13;
             update log set position = 13 where position = 100",
        )
        .await
        .unwrap();
    let verdict = verdict(&world, None).await;
    assert_eq!((verdict.broken, verdict.intact), (Some((Position(12), Fault::EventAltered)), 11));
}
