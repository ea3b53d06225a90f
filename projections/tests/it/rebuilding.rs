//! A read model made again is the one that grew, to the byte.

use crate::journey::{Journey, contents, steps};
use crate::world::{PATIENCE, World};
use domain::Script;
use domain::script::ScriptCommand;
use projections::{
    AssetFilter, CharacterFilter, HistoryFilter, JobFilter, Limit, READ_MODELS, RebuildError, ScriptFilter,
    Waited, assets, characters, history, jobs, rebuild, scenes, scripts, versions,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

async fn shape(world: &World) -> Vec<String> {
    let client = world.client().await;
    let select = "select indexdef from pg_indexes where schemaname = 'public'
        union all select table_name || '.' || column_name || ' ' || data_type || coalesce(column_default, '') || is_nullable
            from information_schema.columns where table_schema = 'public'
        union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            from pg_constraint where connamespace = 'public'::regnamespace
        order by 1";
    client.query(select, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

async fn grows_and_is_made_again(life: Vec<crate::journey::Step>) {
    let world = World::open().await;
    let projectors = world.projectors();
    let mut journey = Journey::begin(&world).await;
    for step in life {
        journey.take(&world, step).await;
    }
    let head = world.settled(&projectors).await;
    let (grown, shape_before) = (contents(&world).await, shape(&world).await);
    for name in READ_MODELS {
        assert_eq!(rebuild(&world.pool, world.tail.log(), name, |_| {}).await.unwrap(), head);
    }
    assert_eq!(contents(&world).await, grown);
    assert_eq!(shape(&world).await, shape_before);
    // The live projectors go on in the new tables.
    let retitle = ScriptCommand::Retitle("After".into());
    world.give::<Script>(journey.script, ScriptCommand::Restore).await.unwrap();
    let committed = world.give::<Script>(journey.script, retitle).await.unwrap();
    assert!(matches!(projectors.wait_for(&committed, PATIENCE).await, Waited::Reached(_)));
    let read = scripts::get(&world.client().await, world.owner, journey.script).await.unwrap().unwrap();
    assert_eq!(read.title, "After");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_random_life_made_again_is_the_same_to_the_byte(life in steps(30..80)) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(grows_and_is_made_again(life));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_and_writes_go_on_while_it_is_made_again() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("Title 0").await;
    world.settled(&projectors).await;
    let done = Arc::new(AtomicBool::new(false));
    let reader = {
        let (pool, owner, done) = (world.pool.clone(), world.owner, Arc::clone(&done));
        tokio::spawn(async move {
            let (mut reads, mut last) = (0_u32, 0);
            while !done.load(Ordering::Relaxed) {
                let client = pool.get().await.unwrap();
                let it = scripts::get(&client, owner, script).await.unwrap().expect("it never goes away");
                assert!(it.sequence >= last, "went back from {last} to {}", it.sequence);
                last = it.sequence;
                reads += 1;
            }
            reads
        })
    };
    let mut rebuilds = 0;
    for n in 1..=200 {
        let retitle = ScriptCommand::Retitle(format!("Title {n}"));
        world.give::<Script>(script, retitle).await.unwrap();
        if n % 40 == 0 {
            rebuild(&world.pool, world.tail.log(), "scripts", |_| {}).await.unwrap();
            rebuilds += 1;
        }
    }
    world.settled(&projectors).await;
    done.store(true, Ordering::Relaxed);
    assert!(reader.await.unwrap() > 0 && rebuilds == 5);
    let it = scripts::get(&world.client().await, world.owner, script).await.unwrap().unwrap();
    assert_eq!((it.title.as_str(), it.sequence), ("Title 200", 201));
}

/// What people ask while it is made again; that they are answered is what counts.
async fn ask_everything(world: &World, script: domain::ScriptId) {
    let (client, owner, page) = (world.client().await, world.owner, Limit::default());
    scripts::get(&client, owner, script).await.unwrap().expect("it never goes away");
    scripts::list(&client, owner, &ScriptFilter::default(), None, page).await.unwrap();
    versions::list(&client, owner, script, None, page).await.unwrap();
    scenes::list(&client, owner, script, 1, None, page).await.unwrap();
    characters::list(&client, owner, &CharacterFilter::default(), None, page).await.unwrap();
    jobs::list(&client, owner, &JobFilter::default(), None, page).await.unwrap();
    let history = history::list(&client, owner, script, &HistoryFilter::default(), None, page).await.unwrap();
    assert!(!history.items.is_empty());
    assets::list(&client, owner, &AssetFilter::default(), None, page).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_read_model_made_again_amid_crowded_lives_is_the_same_to_the_byte() {
    const LIVES: usize = 10;
    let world = World::open().await;
    let projectors = world.projectors();
    let fate =
        steps(LIVES * 20..LIVES * 20 + 1).new_tree(&mut TestRunner::deterministic()).unwrap().current();
    let mut lives = Vec::new();
    for _ in 0..LIVES {
        lives.push(Journey::begin(&world).await);
    }
    world.settled(&projectors).await;
    let (first, done) = (lives[0].script, AtomicBool::new(false));
    let living = async {
        for (at, step) in fate.into_iter().cycle().enumerate() {
            if done.load(Ordering::Relaxed) && at >= LIVES * 20 {
                break;
            }
            lives[at % LIVES].take(&world, step).await;
        }
    };
    let reading = async {
        while !done.load(Ordering::Relaxed) {
            ask_everything(&world, first).await;
        }
    };
    let rebuilding = async {
        for name in READ_MODELS {
            rebuild(&world.pool, world.tail.log(), name, |_| {}).await.unwrap();
        }
        done.store(true, Ordering::Relaxed);
    };
    tokio::join!(living, reading, rebuilding);
    let head = world.settled(&projectors).await;
    let grown = contents(&world).await;
    for name in READ_MODELS {
        assert_eq!(rebuild(&world.pool, world.tail.log(), name, |_| {}).await.unwrap(), head);
    }
    assert_eq!(contents(&world).await, grown);
}

/// A reader that holds one table and wants the next, which the swap has: the swap gives way, and comes again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_in_its_way_is_never_the_one_that_fails() {
    let world = World::open().await;
    let script = world.script("The Lamp").await;
    world.head().await;
    let mut client = world.client().await;
    let reader = client.transaction().await.unwrap();
    // The second of the tables that are swapped, held before the first.
    reader.query("select * from script_characters", &[]).await.unwrap();
    let making = {
        let (pool, log) = (world.pool.clone(), world.tail.log().clone());
        tokio::spawn(async move { rebuild(&pool, &log, "scripts", |_| {}).await })
    };
    for _ in 0..20 {
        // Each in a transaction of its own within: waits for the swap at most, and is never chosen as a victim.
        reader.query("select title from scripts where id = $1", &[&script.0]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(!making.is_finished(), "it cannot have taken the place of a table that is being read");
    reader.commit().await.unwrap();
    drop(client);
    assert_eq!(making.await.unwrap().unwrap(), world.head().await);
    let it = scripts::get(&world.client().await, world.owner, script).await.unwrap().unwrap();
    assert_eq!(it.title, "The Lamp");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_projector_goes_on_after_it() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    world.settled(&projectors).await;
    let client = world.client().await;
    client.execute("update scripts set sequence = 7 where id = $1", &[&script.0]).await.unwrap();
    let committed = world.give::<Script>(script, ScriptCommand::Retitle("Tide".into())).await.unwrap();
    assert_eq!(projectors.wait_for(&committed, PATIENCE).await, Waited::Lagging);
    rebuild(&world.pool, world.tail.log(), "scripts", |_| {}).await.unwrap();
    let it = scripts::get(&client, world.owner, script).await.unwrap().unwrap();
    assert_eq!((it.title.as_str(), it.sequence), ("Tide", 2));
    let committed = world.give::<Script>(script, ScriptCommand::Retitle("Ebb".into())).await.unwrap();
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while projectors.wait_for(&committed, PATIENCE).await == Waited::Lagging {
        assert!(tokio::time::Instant::now() < deadline, "the projector did not go on");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_read_model_is_refused() {
    let world = World::open().await;
    let refused = rebuild(&world.pool, world.tail.log(), "job_queue", |_| {}).await.unwrap_err();
    assert!(matches!(refused, RebuildError::Unknown(_)));
    assert_eq!(
        refused.to_string(),
        "\"job_queue\" is not a read model; known are scripts, versions, scenes, characters, jobs, history, assets"
    );
}
