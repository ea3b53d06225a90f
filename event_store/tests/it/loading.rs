//! Loading aggregates: in pages, from snapshots, as they were.

use crate::tally::{Tally, TallyClosed, TallyCommand, TallyEvent};
use crate::world::{World, command, count, eventually, fresh};
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use domain::{AccountId, Entity, Position, ScriptId};
use event_store::{AsOf, StoreOptions, edge};
use serde::{Deserialize, Serialize};

/// The same aggregate in a later binary, whose state means something else: it counts in twos.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Pairs {
    count: u64,
}

impl Aggregate for Pairs {
    const TYPE: &'static str = Tally::TYPE;
    type Command = TallyCommand;
    type Event = TallyEvent;
    type Error = TallyClosed;
    type Services = ();

    async fn handle(&mut self, _: TallyCommand, (): &(), sink: &EventSink<Self>) -> Result<(), TallyClosed> {
        sink.write(TallyEvent::Counted { by: 1 }, self).await;
        Ok(())
    }

    fn apply(&mut self, event: TallyEvent) {
        if let TallyEvent::Counted { by } = event {
            self.count += 2 * by;
        }
    }
}

impl Entity for Pairs {
    type Id = ScriptId;
    const STATE_VERSION: u32 = 2;

    fn owner(&self) -> Option<AccountId> {
        None
    }

    fn script(&self) -> Option<ScriptId> {
        None
    }
}

/// A world with a tally of `events` events and a snapshot.
async fn with_snapshot(events: usize) -> (World, ScriptId) {
    let world = World::new().await;
    let id = fresh();
    let many = TallyCommand::Count { by: 1, times: events };
    world.store.execute::<Tally>(id, many, &command()).await.unwrap();
    eventually(|| async { world.number("select count(*) from snapshots").await == 1 }).await;
    (world, id)
}

#[tokio::test]
async fn a_stream_longer_than_a_page_is_loaded_whole() {
    let world = World::with(StoreOptions { snapshot_every: u64::MAX, ..StoreOptions::default() }).await;
    let id = fresh();
    for times in [499, 1, 1, 1000] {
        let many = TallyCommand::Count { by: 1, times };
        world.store.execute::<Tally>(id, many, &command()).await.unwrap();
        let loaded = world.another().load::<Tally>(id).await.unwrap().unwrap();
        assert_eq!(loaded.state.count, loaded.sequence);
    }
    assert_eq!(world.another().load::<Tally>(id).await.unwrap().unwrap().sequence, 1501);
    assert!(world.store.load::<Tally>(fresh()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_read_sees_what_another_process_has_written() {
    let world = World::new().await;
    let (id, another) = (fresh(), world.another());
    for n in 1..=3 {
        count(&another, id, 1).await.unwrap();
        assert_eq!(world.store.load::<Tally>(id).await.unwrap().unwrap().sequence, n);
    }
}

#[tokio::test]
async fn a_short_stream_has_no_snapshot_and_a_long_one_is_loaded_from_it() {
    let world = World::new().await;
    world
        .store
        .execute::<Tally>(fresh(), TallyCommand::Count { by: 1, times: 199 }, &command())
        .await
        .unwrap();
    let (world, id) = with_snapshot(200).await;
    count(&world.another(), id, 1).await.unwrap();
    // A snapshot that says something else than the events proves that it is used.
    let client = world.client().await;
    client.batch_execute("update snapshots set state = jsonb_set(state, '{count}', '1000')").await.unwrap();
    let loaded = world.another().load::<Tally>(id).await.unwrap().unwrap();
    assert_eq!((loaded.state.count, loaded.sequence), (1001, 201));
}

#[tokio::test]
async fn only_streams_above_two_hundred_events_get_one() {
    let world = World::new().await;
    let (short, long) = (fresh(), fresh());
    for (id, times) in [(short, 199), (long, 200)] {
        world.store.execute::<Tally>(id, TallyCommand::Count { by: 1, times }, &command()).await.unwrap();
    }
    eventually(|| async { world.number("select count(*) from snapshots").await == 1 }).await;
    let found =
        world.client().await.query_one("select aggregate_id, sequence from snapshots", &[]).await.unwrap();
    assert_eq!((found.get::<_, String>(0), found.get::<_, i64>(1)), (long.to_string(), 200));
}

#[tokio::test]
async fn a_snapshot_of_another_state_version_is_ignored_and_replaced() {
    let (world, id) = with_snapshot(250).await;
    let loaded = world.another().load::<Pairs>(id).await.unwrap().unwrap();
    assert_eq!((loaded.state.count, loaded.sequence), (500, 250));
    let versions = "select state_version::int8 from snapshots";
    eventually(|| async { world.number(versions).await == 2 }).await;
    assert_eq!(world.another().load::<Tally>(id).await.unwrap().unwrap().state.count, 250);
}

#[tokio::test]
async fn an_unreadable_snapshot_is_ignored_and_replaced() {
    let (world, id) = with_snapshot(250).await;
    world.client().await.batch_execute("update snapshots set state = '{\"count\": \"many\"}'").await.unwrap();
    assert_eq!(world.another().load::<Tally>(id).await.unwrap().unwrap().state.count, 250);
    let good = "select count(*) from snapshots where state ->> 'count' = '250'";
    eventually(|| async { world.number(good).await == 1 }).await;
}

#[tokio::test]
async fn an_aggregate_can_be_seen_as_it_was_at_a_position_and_at_a_time() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    let (id, other) = (fresh(), fresh());
    let before = edge::now();
    for by in 1..=5 {
        world.count(id, by).await;
        world.count(other, 1).await;
    }
    let log = world.log_until(10).await;
    let mut sum = 0;
    for event in &log {
        sum += if event.aggregate_id == id.0 { event.sequence } else { 0 };
        for as_of in [AsOf::Position(event.position), AsOf::Time(event.recorded_at)] {
            let then = world.store.load_as_of::<Tally>(id, as_of).await.unwrap().unwrap();
            assert_eq!(then.state.count, sum, "{as_of:?}");
        }
    }
    assert_eq!(sum, 15);
    for never in [AsOf::Position(Position(0)), AsOf::Time(before)] {
        assert!(world.store.load_as_of::<Tally>(id, never).await.unwrap().is_none(), "{never:?}");
    }
    let after_everything = AsOf::Position(Position(u64::MAX));
    let now = world.store.load_as_of::<Tally>(id, after_everything).await.unwrap().unwrap();
    assert_eq!((now.state.count, now.sequence), (15, 5));
}
