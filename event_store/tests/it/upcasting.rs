//! Events of an earlier shape, as they lie in the table: read everywhere in today's.
//!
//! In its first version `tally.counted` counted dozens. Nobody writes it so any more, and nothing that was
//! written so is changed.

use crate::tally::{Tally, TallyCommand, TallyEvent};
use crate::world::{World, command, count, eventually, fresh};
use cqrs_es::EventStore;
use domain::{Position, ScriptId};
use event_store::codec::{Codec, Upcaster};
use event_store::verify::verify;
use event_store::{AsOf, Filter, Store, StoreOptions, Tail};
use futures_util::StreamExt;
use serde_json::json;
use std::pin::pin;
use tokio_util::sync::CancellationToken;

fn today() -> StoreOptions {
    let upcaster = Upcaster {
        event_type: "tally.counted",
        from: "1",
        to: "2",
        upcast: |old| match old["dozens"].as_u64() {
            Some(dozens) => json!({"type": "counted", "by": dozens * 12}),
            None => old,
        },
    };
    StoreOptions { codec: Codec::with([upcaster]), ..StoreOptions::default() }
}

/// A tally with `old` events of version 1, one dozen each, as the binary of that time wrote them.
async fn with_old_events(old: i32) -> (World, ScriptId) {
    let world = World::with(today()).await;
    let id = fresh();
    let sql = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
        select 'tally', $1, n, 'tally.counted', '1', '{\"type\": \"counted\", \"dozens\": 1}', '{}'
        from generate_series(1, $2) n";
    world.client().await.execute(sql, &[&id.to_string(), &old]).await.unwrap();
    (world, id)
}

fn another(world: &World) -> Store {
    Store::open(world.database.pool(4), today())
}

#[tokio::test]
async fn a_stream_that_begins_in_the_old_shape_goes_on_in_the_new_one() {
    let (world, id) = with_old_events(3).await;
    world.count(id, 5).await;
    let loaded = another(&world).load::<Tally>(id).await.unwrap().unwrap();
    assert_eq!((loaded.state.count, loaded.sequence), (41, 4));
    let stream = world.store.aggregates::<Tally>().load_events(&id.to_string()).await.unwrap();
    let counted: Vec<_> = stream.into_iter().map(|event| event.payload).collect();
    assert_eq!(counted[0], TallyEvent::Counted { by: 12 });
    assert_eq!(counted[3], TallyEvent::Counted { by: 5 });
    let rows =
        world.number("select count(*) from events where event_version = '1' and payload ? 'dozens'").await;
    assert_eq!(rows, 3, "what is stored stays as it was");
}

#[tokio::test]
async fn the_log_its_followers_and_the_past_show_the_new_shape_and_the_chain_holds() {
    let (world, id) = with_old_events(2).await;
    let _sequencer = world.sequence();
    world.count(id, 1).await;
    let log = world.log_until(3).await;
    let shown: Vec<_> =
        log.iter().map(|event| (event.event_version.as_str(), &event.payload["by"])).collect();
    assert_eq!(shown, [("2", &json!(12)), ("2", &json!(12)), ("2", &json!(1))]);
    let tail = Tail::start(world.log.clone(), world.config(), CancellationToken::new()).await.unwrap();
    let followed = pin!(tail.subscribe_to(Position(0), Filter::All)).next().await.unwrap().unwrap();
    assert_eq!(*followed.events[0], log[0]);
    let then = world.store.load_as_of::<Tally>(id, AsOf::Position(Position(1))).await.unwrap().unwrap();
    assert_eq!(then.state.count, 12);
    assert_eq!(verify(&world.log, None, |_| ()).await.unwrap().broken, None);
}

#[tokio::test]
async fn a_snapshot_of_upcast_events_is_loaded_and_an_unreadable_one_is_made_again_from_them() {
    let (world, id) = with_old_events(210).await;
    let store = another(&world);
    assert_eq!(store.load::<Tally>(id).await.unwrap().unwrap().state.count, 2_520);
    let snapshot = |count: &'static str| {
        let sql = "select count(*) from snapshots where sequence = 210 and state ->> 'count' = $1";
        let world = &world;
        eventually(move || async move {
            world.pool.get().await.unwrap().query_one(sql, &[&count]).await.unwrap().get::<_, i64>(0) == 1
        })
    };
    snapshot("2520").await;
    world.client().await.batch_execute("update snapshots set state = '{\"count\": -1}'").await.unwrap();
    assert_eq!(another(&world).load::<Tally>(id).await.unwrap().unwrap().state.count, 2_520);
    snapshot("2520").await;
    count(&another(&world), id, 1).await.unwrap();
    world
        .client()
        .await
        .batch_execute("update snapshots set state = jsonb_set(state, '{count}', '7')")
        .await
        .unwrap();
    let loaded = another(&world).load::<Tally>(id).await.unwrap().unwrap();
    assert_eq!((loaded.state.count, loaded.sequence), (8, 211), "it is loaded from its snapshot");
    let many = TallyCommand::Count { by: 1, times: 2 };
    store.execute::<Tally>(id, many, &command()).await.unwrap();
}
