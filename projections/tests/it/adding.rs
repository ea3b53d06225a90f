//! A projection that is new on a log that is old: it begins at the beginning and meets the present.

use crate::tally::{Tally, counted, reached, spawn, table};
use crate::world::World;
use cqrs_es::Aggregate;
use domain::script::ScriptCommand;
use domain::{AccountId, Position, Script};
use event_store::edge;
use projections::{Limit, ScriptFilter, scripts};
use tokio_util::sync::CancellationToken;

/// Scripts of an earlier life, each created and renamed once.
const OLD: u64 = 2_500;

/// Writes them as they stand in the table, without a command for each.
async fn long_ago(world: &World, owner: AccountId) {
    let client = world.client().await;
    let insert = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
        select $1, id, n, event_type, '1', payload || case n when 1 then
                jsonb_build_object('script', id, 'title', 'Old ' || i) else jsonb_build_object('after', 'Older ' || i) end,
            jsonb_build_object('actor', 'system', 'owner_id', $2::text, 'script_id', id)
        from (select i, gen_random_uuid()::text as id from generate_series(1, $3::bigint) i) script
        cross join (values (1::bigint, 'script.created', $4::jsonb), (2, 'script.retitled', $5::jsonb)) event (n, event_type, payload)
        order by i, n";
    let created = serde_json::json!({
        "type": "created", "owner": owner, "format": "short", "genre": "noir", "tone": "dark", "logline": "Rain.",
    });
    let retitled = serde_json::json!({"type": "retitled", "before": "Old"});
    let (count, owner) = (i64::try_from(OLD).unwrap(), owner.to_string());
    client.execute(insert, &[&Script::TYPE, &owner, &count, &created, &retitled]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_counts_the_past_and_the_present_once_and_in_order() {
    let world = World::open().await;
    table(&world).await;
    let owner = AccountId(edge::fresh_id());
    long_ago(&world, owner).await;
    assert_eq!(world.head().await, Position(2 * OLD));
    let script = world.script("The Lamp").await;
    let added = spawn(&world, Tally::new("added"), &world.shutdown);
    let read_models = world.projectors();
    for n in 0..60 {
        world.give::<Script>(script, ScriptCommand::Retitle(format!("Title {n}"))).await.unwrap();
    }
    let head = world.settled(&read_models).await;
    assert_eq!(head, Position(2 * OLD + 61));
    reached(&world, added.name(), head).await;
    assert_eq!(counted(&world, "added").await, (1..=head.0).collect::<Vec<_>>());

    let client = world.client().await;
    let row = "select count(*), count(*) filter (where title like 'Older %' and sequence = 2) from scripts where owner_id = $1";
    let row = client.query_one(row, &[&owner.0]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (2_500, 2_500));
    let newest =
        scripts::list(&client, owner, &ScriptFilter::default(), None, Limit::default()).await.unwrap();
    assert_eq!(newest.items[0].title, "Older 2500");
    let it = scripts::get(&client, world.owner, script).await.unwrap().unwrap();
    assert_eq!((it.title.as_str(), it.sequence), ("Title 59", 61));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_is_interrupted_far_from_the_end_goes_on_from_there() {
    let world = World::open().await;
    table(&world).await;
    long_ago(&world, world.owner).await;
    let head = world.head().await;
    let life = CancellationToken::new();
    let first = spawn(&world, Tally::new("added"), &life);
    reached(&world, "added", Position(500)).await;
    life.cancel();
    first.stopped().await;
    let far = projections::status(&world.client().await).await.unwrap();
    let far = far.iter().find(|it| it.name == "added").unwrap().clone();
    assert!(far.lag_events > 0 && far.lag_s > 0.0 && far.position.0 >= 500, "{far:?}");
    let _second = spawn(&world, Tally::new("added"), &world.shutdown);
    reached(&world, "added", head).await;
    assert_eq!(counted(&world, "added").await, (1..=head.0).collect::<Vec<_>>());
}
