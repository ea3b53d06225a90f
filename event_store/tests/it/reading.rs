//! Reading the log: pages, parts, old events, unreadable ones.

use crate::tally::{Tally, TallyCommand};
use crate::world::{World, command, eventually, fresh};
use domain::{AccountId, Actor, JobId, Position, ScriptId};
use event_store::{CommandContext, Filter, RecordedEvent, StoreError, edge};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_overlap() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = fresh();
    world.store.execute::<Tally>(id, TallyCommand::Count { by: 1, times: 95 }, &command()).await.unwrap();
    let whole = world.log_until(95).await;
    assert!(whole.iter().map(|event| event.position.0).eq(1..=95));
    let mut paged: Vec<RecordedEvent> = Vec::new();
    loop {
        let after = paged.last().map_or(Position(0), |event| event.position);
        let page = world.log.read(after, 10, &Filter::All).await.unwrap();
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, whole);
    let part = world.log.read_until(Position(10), 100, Position(20), &Filter::All).await.unwrap();
    assert_eq!(part, whole[10..20]);
    assert_eq!(world.log.read(Position(u64::MAX), 10, &Filter::All).await.unwrap(), []);
    let event = &whole[41];
    assert_eq!(world.log.position_of(event.event_id).await.unwrap(), Some(event.position));
    assert_eq!(world.log.position_of(i64::MAX).await.unwrap(), None);
}

#[tokio::test]
async fn an_event_says_everything_that_was_written() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let (id, owner, before) = (fresh(), AccountId(edge::fresh_id()), edge::now());
    let context = CommandContext::new(Actor::Account(owner), command().command_id);
    let open = TallyCommand::Open { owner, script: None, job: None };
    let committed = world.store.execute::<Tally>(id, open, &context).await.unwrap();
    let log = world.log_until(1).await;
    let event = &log[0];
    assert_eq!(
        (event.position, Some(event.event_id), event.sequence),
        (Position(1), committed.last_event_id, 1)
    );
    assert_eq!((event.aggregate_type.as_str(), event.aggregate_id), ("tally", id.0));
    assert_eq!((event.event_type.as_str(), event.event_version.as_str()), ("tally.opened", "1"));
    assert_eq!(event.payload, json!({"type": "opened", "owner": owner, "script": null, "job": null}));
    assert_eq!(event.metadata.actor, Actor::Account(owner));
    assert_eq!(event.metadata.command_id, Some(context.command_id));
    assert_eq!((event.metadata.owner_id, event.metadata.script_id), (Some(owner), None));
    // Postgres keeps microseconds.
    assert!(
        event.recorded_at.as_microsecond() >= before.as_microsecond() && event.recorded_at <= edge::now()
    );
}

#[tokio::test]
async fn the_log_is_cut_by_account_script_and_job_as_its_events_say() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let owners = [AccountId(edge::fresh_id()), AccountId(edge::fresh_id())];
    let scripts = [ScriptId(edge::fresh_id()), ScriptId(edge::fresh_id())];
    let jobs = [JobId(edge::fresh_id()), JobId(edge::fresh_id())];
    for n in 0..24 {
        let (owner, script) = (owners[n % 2], (n % 3 > 0).then(|| scripts[n % 3 - 1]));
        // A job's own stream, what a job caused, and what no job had to do with.
        let (own, cause) = match n % 4 {
            0 => (Some(jobs[0]), Some(jobs[1])),
            1 => (None, Some(jobs[1])),
            _ => (None, None),
        };
        let context = CommandContext { job_id: cause, ..command() };
        let open = TallyCommand::Open { owner, script, job: own };
        world.store.execute::<Tally>(fresh(), open, &context).await.unwrap();
    }
    let whole = world.log_until(24).await;
    let parts = [
        (Filter::Owner(owners[0]), 12),
        (Filter::Owner(owners[1]), 12),
        (Filter::Script(scripts[0]), 8),
        (Filter::Script(scripts[1]), 8),
        (Filter::Job(jobs[0]), 6),
        (Filter::Job(jobs[1]), 6),
        (Filter::Job(JobId(edge::fresh_id())), 0),
    ];
    for (filter, count) in parts {
        let part = world.log.read(Position(0), 100, &filter).await.unwrap();
        assert_eq!(part.len(), count, "{filter:?}");
        let expected: Vec<_> = whole.iter().filter(|event| filter.matches(event)).cloned().collect();
        assert_eq!(part, expected);
        let later = world.log.read(Position(12), 3, &filter).await.unwrap();
        let expected: Vec<_> = expected.into_iter().filter(|e| e.position.0 > 12).take(3).collect();
        assert_eq!(later, expected);
    }
    let several = [jobs[0], jobs[1], JobId(edge::fresh_id())];
    let part = world.log.read_jobs_until(Position(1), 100, Position(23), &several).await.unwrap();
    let of_them = |event: &&RecordedEvent| event.metadata.job_id.is_some_and(|job| several.contains(&job));
    let expected: Vec<_> = whole[1..23].iter().filter(of_them).cloned().collect();
    assert_eq!((part.len(), &part), (11, &expected), "in one order, whichever job they are of");
    let first = world.log.read_jobs_until(Position(1), 3, Position(23), &several).await.unwrap();
    assert_eq!(first, expected[..3]);
    assert_eq!(world.log.read_jobs_until(Position(0), 3, Position(23), &[]).await.unwrap(), []);
}

#[tokio::test]
async fn the_lag_is_the_age_of_the_oldest_event_without_a_position() {
    let world = World::new().await;
    assert_eq!(world.log.lag().await.unwrap(), None);
    for _ in 0..2 {
        world.count(fresh(), 1).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        let young = world.log.lag().await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
        let older = world.log.lag().await.unwrap().unwrap();
        assert!(young >= Duration::from_millis(20) && older >= young + Duration::from_millis(20));
        let _sequencer = world.sequence();
        eventually(|| async { world.log.lag().await.unwrap().is_none() }).await;
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_named_by_its_place() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = fresh();
    world.count(id, 1).await;
    let insert = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
                  values ('tally', $1, 2, 'tally.counted', '1', '{\"type\": \"counted\"}', '[]')";
    world.client().await.execute(insert, &[&id.to_string()]).await.unwrap();
    let error = world.store.load::<Tally>(id).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Corrupt { place, .. } if place.contains("event 2 of tally")),
        "{error}"
    );
    world.count(fresh(), 1).await;
    eventually(|| async { world.log.head().await.unwrap().position == Position(3) }).await;
    let error = world.log.read(Position(0), 10, &Filter::All).await.unwrap_err();
    assert!(matches!(&error, StoreError::Corrupt { place, .. } if place == "event 2"), "{error}");
    assert_eq!(world.log.read(Position(2), 10, &Filter::All).await.unwrap().len(), 1);
}
