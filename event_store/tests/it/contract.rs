//! The table is shared with postgres-es, and the store with cqrs-es: each reads what the other wrote.

use crate::tally::{Tally, TallyClosed, TallyCommand, TallyEvent};
use crate::world::{World, command, fresh};
use cqrs_es::persist::PersistedEventStore;
use cqrs_es::{AggregateError, CqrsFramework, EventStore};
use domain::{AccountId, Actor, CommandId};
use event_store::edge;
use postgres_es::PostgresEventRepository;
use std::collections::HashMap;

type TheirStore = PersistedEventStore<PostgresEventRepository, Tally>;

/// postgres-es on the world's database, through its own driver.
async fn theirs(world: &World) -> TheirStore {
    let options = sqlx::postgres::PgPoolOptions::new().max_connections(2);
    let pool = options.connect(world.database.url()).await.unwrap();
    PersistedEventStore::new_event_store(PostgresEventRepository::new(pool))
}

const COUNT: TallyCommand = TallyCommand::Count { by: 2, times: 3 };

#[tokio::test]
async fn postgres_es_reads_what_we_wrote() {
    let world = World::new().await;
    let (id, owner) = (fresh(), AccountId(edge::fresh_id()));
    let open = TallyCommand::Open { owner, script: None, job: None };
    let context = command();
    world.store.execute::<Tally>(id, open, &context).await.unwrap();
    world.store.execute::<Tally>(id, COUNT, &command()).await.unwrap();
    let events = theirs(&world).await.load_events(&id.to_string()).await.unwrap();
    assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(events[0].payload, TallyEvent::Opened { owner, script: None, job: None });
    assert_eq!(events[3].payload, TallyEvent::Counted { by: 2 });
    assert_eq!(events[0].metadata["actor"], "system");
    assert_eq!(events[0].metadata["command_id"], context.command_id.to_string());
    assert_eq!(events[0].metadata["owner_id"], owner.to_string());
}

#[tokio::test]
async fn we_read_what_postgres_es_wrote_and_go_on_from_there_and_it_from_us() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let id = fresh();
    let framework = CqrsFramework::new(theirs(&world).await, vec![], ());
    let metadata = HashMap::from([("actor".to_owned(), "worker:old".to_owned())]);
    framework.execute_with_metadata(&id.to_string(), COUNT, metadata).await.unwrap();
    let loaded = world.store.load::<Tally>(id).await.unwrap().unwrap();
    assert_eq!((loaded.state.count, loaded.sequence), (6, 3));
    world.count(id, 1).await;
    framework.execute(&id.to_string(), COUNT).await.unwrap();
    world.count(id, 1).await;
    assert_eq!(world.store.load::<Tally>(id).await.unwrap().unwrap().state.count, 14);

    let log = world.log_until(8).await;
    assert!(log.iter().map(|event| event.sequence).eq(1..=8));
    assert_eq!(log[0].metadata.actor, Actor::Worker("old".into()));
    assert_eq!(log[0].event_type, "tally.counted");
}

#[tokio::test]
async fn of_two_appends_at_the_same_sequence_one_wins_whoever_writes_it() {
    let world = World::new().await;
    let id = fresh();
    let stale = theirs(&world).await;
    let context = stale.load_aggregate(&id.to_string()).await.unwrap();
    world.count(id, 1).await;
    let lost = stale.commit(vec![TallyEvent::Counted { by: 1 }], context, HashMap::new()).await;
    assert!(matches!(lost, Err(AggregateError::AggregateConflict)), "{lost:?}");
}

#[tokio::test]
async fn the_framework_of_cqrs_es_runs_on_our_store() {
    let world = World::new().await;
    let id = fresh().to_string();
    let store = || world.store.aggregates::<Tally>();
    let framework = CqrsFramework::new(store(), vec![], ());
    framework.execute(&id, COUNT).await.unwrap();
    framework.execute(&id, TallyCommand::Look).await.unwrap();
    framework.execute(&id, TallyCommand::Close).await.unwrap();
    let refused = framework.execute(&id, COUNT).await;
    assert!(matches!(refused, Err(AggregateError::UserError(TallyClosed))), "{refused:?}");
    let events = store().load_events(&id).await.unwrap();
    assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(events[3].payload, TallyEvent::Closed {});
    let theirs = theirs(&world).await.load_events(&id).await.unwrap();
    for (ours, theirs) in events.iter().zip(&theirs) {
        assert_eq!(
            (ours.sequence, &ours.payload, &ours.metadata),
            (theirs.sequence, &theirs.payload, &theirs.metadata)
        );
    }
    let nonsense = framework.execute("not a uuid", COUNT).await;
    assert!(matches!(nonsense, Err(AggregateError::UnexpectedError(_))), "{nonsense:?}");
}

#[tokio::test]
async fn a_commit_through_cqrs_es_conflicts_and_repeats_as_ours_do() {
    let world = World::new().await;
    let id = fresh().to_string();
    let store = world.store.aggregates::<Tally>();
    let load = || store.load_aggregate(&id);
    let event = || vec![TallyEvent::Counted { by: 1 }];
    let command_id = CommandId(edge::fresh_id()).to_string();
    let metadata = || HashMap::from([("command_id".to_owned(), command_id.clone())]);
    let (first, second, third) = (load().await.unwrap(), load().await.unwrap(), load().await.unwrap());
    let written = store.commit(event(), first, metadata()).await.unwrap();
    assert_eq!((written.len(), written[0].sequence), (1, 1));
    assert_eq!(written[0].metadata["command_id"], command_id);
    assert!(store.commit(event(), second, metadata()).await.unwrap().is_empty(), "the same command");
    let lost = store.commit(event(), third, HashMap::new()).await;
    assert!(matches!(lost, Err(AggregateError::AggregateConflict)), "{lost:?}");
    assert_eq!(world.number("select count(*) from events").await, 1);
}
