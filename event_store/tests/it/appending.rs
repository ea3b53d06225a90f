//! Commands, one at a time and many at once.

use crate::tally::{Tally, TallyClosed, TallyCommand};
use crate::world::{World, command, count, fresh};
use domain::{AccountId, Actor, CommandId, JobId, ScriptId};
use event_store::{CommandContext, Conflict, ExecuteError, StoreError, edge};
use futures_util::future::join_all;
use std::collections::HashMap;
use uuid::Uuid;

#[tokio::test]
async fn a_command_becomes_events_that_say_who_why_and_whose() {
    let world = World::new().await;
    let (id, owner) = (fresh(), AccountId(edge::fresh_id()));
    let context = CommandContext {
        causation_id: Some(Uuid::from_u128(5)),
        traceparent: Some("00-ab-cd-01".into()),
        ..CommandContext::new(Actor::Account(owner), CommandId(edge::fresh_id()))
    };
    let open = TallyCommand::Open { owner, script: Some(id), job: None };
    let committed = world.store.execute::<Tally>(id, open, &context).await.unwrap();
    assert_eq!((committed.sequence_of::<Tally>(id), committed.duplicate), (Some(1), false));

    let client = world.client().await;
    let row = client
        .query_one(
            "select event_type, event_version, payload->>'owner', metadata::text, sequence, id from events",
            &[],
        )
        .await
        .unwrap();
    assert_eq!((row.get::<_, &str>(0), row.get::<_, &str>(1)), ("tally.opened", "1"));
    assert_eq!(row.get::<_, String>(2), owner.to_string());
    assert_eq!((row.get::<_, i64>(4), Some(row.get::<_, i64>(5))), (1, committed.last_event_id));
    let metadata: HashMap<String, String> = serde_json::from_str(row.get(3)).unwrap();
    let expected = [
        ("actor", format!("account:{owner}")),
        ("command_id", context.command_id.to_string()),
        ("correlation_id", context.command_id.to_string()),
        ("causation_id", Uuid::from_u128(5).to_string()),
        ("traceparent", "00-ab-cd-01".to_owned()),
        ("owner_id", owner.to_string()),
        ("script_id", id.to_string()),
    ];
    assert_eq!(metadata, expected.map(|(key, value)| (key.to_owned(), value)).into());
}

#[tokio::test]
async fn events_that_a_job_caused_name_it_and_a_jobs_own_name_itself() {
    let world = World::new().await;
    let (cause, own) = (JobId(edge::fresh_id()), JobId(edge::fresh_id()));
    let context = || CommandContext { job_id: Some(cause), ..command() };
    let owner = AccountId(edge::fresh_id());
    for job in [None, Some(own)] {
        let open = TallyCommand::Open { owner, script: None, job };
        world.store.execute::<Tally>(fresh(), open, &context()).await.unwrap();
    }
    let client = world.client().await;
    let rows = client.query("select metadata->>'job_id' from events order by id", &[]).await.unwrap();
    let jobs: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(jobs, [cause.to_string(), own.to_string()]);
}

#[tokio::test]
async fn a_refused_command_leaves_nothing_and_a_command_without_effect_neither() {
    let world = World::new().await;
    let id = fresh();
    world.store.execute::<Tally>(id, TallyCommand::Close, &command()).await.unwrap();
    let refused = count(&world.store, id, 1).await;
    assert!(matches!(refused, Err(ExecuteError::Refused(TallyClosed))), "{refused:?}");
    let looked = world.store.execute::<Tally>(id, TallyCommand::Look, &command()).await.unwrap();
    assert_eq!((looked.last_event_id, looked.sequence_of::<Tally>(id)), (None, Some(1)));
    assert_eq!(world.number("select count(*) from events").await, 1);
    assert_eq!(world.number("select count(*) from commands").await, 1);
}

#[tokio::test]
async fn commands_to_one_aggregate_at_once_all_have_their_effect() {
    let world = World::new().await;
    let id = fresh();
    let results = join_all((0..200).map(|_| count(&world.store, id, 1))).await;
    assert!(results.iter().all(Result::is_ok));
    let loaded = world.store.load::<Tally>(id).await.unwrap().unwrap();
    assert_eq!((loaded.state.count, loaded.sequence), (200, 200));
}

#[tokio::test]
async fn commands_of_two_processes_to_one_aggregate_are_decided_again_until_they_fit() {
    let world = World::new().await;
    let (id, another) = (fresh(), world.another());
    for _ in 0..50 {
        let (ours, theirs) = tokio::join!(count(&world.store, id, 1), count(&another, id, 1));
        assert!(ours.is_ok() && theirs.is_ok());
    }
    let loaded = world.store.load::<Tally>(id).await.unwrap().unwrap();
    assert_eq!((loaded.state.count, loaded.sequence), (100, 100));
}

#[tokio::test]
async fn a_command_for_another_sequence_is_told_where_the_aggregate_is() {
    let world = World::new().await;
    let id = fresh();
    world.count(id, 1).await;
    world.count(id, 1).await;
    let at = |expected| {
        let (store, count) = (world.store.clone(), TallyCommand::Count { by: 1, times: 1 });
        async move { store.execute_at::<Tally>(id, expected, count, &command()).await }
    };
    for expected in [0, 1, 3] {
        let Err(ExecuteError::Conflict(conflict)) = at(expected).await else { panic!("no conflict") };
        let there = Conflict { aggregate_type: "tally", aggregate_id: id.0, expected, actual: 2 };
        assert_eq!(conflict, there);
    }
    assert_eq!(at(2).await.unwrap().sequence_of::<Tally>(id), Some(3));
    // And when it is another process that moved it.
    count(&world.another(), id, 1).await.unwrap();
    let Err(ExecuteError::Conflict(conflict)) = at(3).await else { panic!("no conflict") };
    assert_eq!((conflict.expected, conflict.actual), (3, 4));
    assert_eq!(at(4).await.unwrap().sequence_of::<Tally>(id), Some(5));
}

#[tokio::test]
async fn beginning_an_aggregate_that_has_begun_is_a_conflict_and_not_a_second_beginning() {
    let world = World::new().await;
    let begin = |id, command| {
        let store = world.another();
        async move { store.execute_at::<Tally>(id, 0, command, &self::command()).await }
    };
    for id in [fresh(), fresh()] {
        let first = begin(id, TallyCommand::Close).await.unwrap();
        assert_eq!(first.sequence_of::<Tally>(id), Some(1));
        // Whether it would have an effect, none, or be refused.
        for command in [TallyCommand::Reopen, TallyCommand::Look, TallyCommand::Close] {
            let again = begin(id, command).await;
            assert!(matches!(&again, Err(ExecuteError::Conflict(c)) if c.actual == 1), "{again:?}");
        }
    }
    assert_eq!(world.number("select count(*) from events").await, 2);
}

#[tokio::test]
async fn a_refusal_is_never_based_on_what_another_process_has_changed_since() {
    let world = World::new().await;
    let (id, another) = (fresh(), world.another());
    world.store.execute::<Tally>(id, TallyCommand::Close, &command()).await.unwrap();
    another.execute::<Tally>(id, TallyCommand::Reopen, &command()).await.unwrap();
    // This store's warm state still says closed.
    assert_eq!(world.count(id, 1).await.sequence_of::<Tally>(id), Some(3));
}

#[tokio::test]
async fn one_that_fails_does_not_fail_its_neighbours_in_the_group() {
    let world = World::new().await;
    let tallies: Vec<ScriptId> = (0..60).map(|_| fresh()).collect();
    for id in &tallies {
        world.count(*id, 1).await;
    }
    // Another process moves one of them behind this store's back.
    count(&world.another(), tallies[7], 1).await.unwrap();
    let results = join_all(tallies.iter().enumerate().map(|(n, id)| {
        let (store, id) = (world.store.clone(), *id);
        async move {
            // Postgres' jsonb cannot hold the character NUL: this one the database refuses.
            let text = if n == 13 { "\0" } else { "fine" };
            store.execute_at::<Tally>(id, 1, TallyCommand::Note(text.into()), &command()).await
        }
    }))
    .await;
    for (n, result) in results.iter().enumerate() {
        match n {
            7 => assert!(matches!(result, Err(ExecuteError::Conflict(c)) if c.actual == 2), "{result:?}"),
            13 => assert!(matches!(result, Err(ExecuteError::Store(StoreError::Database(_)))), "{result:?}"),
            _ => assert!(result.is_ok(), "{n}: {result:?}"),
        }
    }
    assert_eq!(world.number("select count(*) from events where sequence = 2").await, 59);
    assert_eq!(world.number("select count(*) from commands").await, 60 + 59);
}
