//! Reading one's own writes: the wait, in the process that applies and in one that does not.

use crate::world::{PATIENCE, World};
use domain::script::ScriptCommand;
use domain::{Position, Script};
use projections::{Projectors, READ_MODELS, Target, Waited, position, scripts};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_is_read_after_the_wait_every_time() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("Title 0").await;
    for n in 1..=50 {
        let title = format!("Title {n}");
        let committed = world.give::<Script>(script, ScriptCommand::Retitle(title.clone())).await.unwrap();
        let waited = projectors.wait_for(&committed, PATIENCE).await;
        let Waited::Reached(reached) = waited else { panic!("{waited:?}") };
        let client = world.client().await;
        let read = scripts::get(&client, world.owner, script).await.unwrap().unwrap();
        assert_eq!((read.title, read.position, read.sequence), (title, reached, n + 1));
        assert!(projectors.position().await.unwrap() >= reached);
        assert!(position(&client).await.unwrap() >= reached);
    }
    // Nothing was written: nothing to wait for.
    let nothing = world.give::<Script>(script, ScriptCommand::Retitle("Title 50".into())).await.unwrap();
    assert_eq!(nothing.last_event_id, None);
    assert_eq!(projectors.wait_for(&nothing, Duration::ZERO).await, Waited::Reached(Position(0)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_stands_by_waits_for_the_one_that_applies() {
    let world = World::open().await;
    let owner = world.projectors();
    let script = world.script("The Lamp").await;
    world.settled(&owner).await;
    let elsewhere = Projectors::start(&world.pool, &world.tail, &world.shutdown);
    for n in 0..10 {
        let retitle = ScriptCommand::Retitle(format!("Title {n}"));
        let committed = world.give::<Script>(script, retitle).await.unwrap();
        let waited = elsewhere.wait_for(&committed, PATIENCE).await;
        let Waited::Reached(reached) = waited else { panic!("{waited:?}") };
        let client = world.client().await;
        let read = scripts::get(&client, world.owner, script).await.unwrap().unwrap();
        assert_eq!(read.title, format!("Title {n}"));
        assert!(elsewhere.position().await.unwrap() >= reached);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_ends_when_its_patience_does() {
    let world = World::open().await;
    let projectors = world.projectors();
    world.script("The Lamp").await;
    let head = world.settled(&projectors).await;
    let began = Instant::now();
    let never = Position(head.0 + 1);
    assert_eq!(projectors.wait_for(never, Duration::from_millis(200)).await, Waited::Lagging);
    assert_eq!(
        projectors.wait_for(Target::Event(1_000_000), Duration::from_millis(200)).await,
        Waited::Lagging
    );
    assert!(began.elapsed() >= Duration::from_millis(400));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn status_names_every_projector_and_its_lag() {
    let world = World::open().await;
    assert_eq!(projections::status(&world.client().await).await.unwrap(), []);
    assert_eq!(position(&world.client().await).await.unwrap(), Position(0));
    let projectors = world.projectors();
    world.script("The Lamp").await;
    let head = world.settled(&projectors).await;
    let mut names = READ_MODELS.to_vec();
    names.sort_unstable();
    let status = projectors.status().await.unwrap();
    assert_eq!(status.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), names);
    for it in status {
        assert_eq!((it.position, it.lag_events, it.error), (head, 0, None), "{}", it.name);
        assert!(it.lag_s.abs() < f64::EPSILON);
    }
    world.shutdown.cancel();
    projectors.stopped().await;
}
