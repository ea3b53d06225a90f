//! An event that cannot be applied stops its projector, loudly and alone, until a restart.

use crate::tally::{Tally, counted, is, reached, spawn, table};
use crate::world::{PATIENCE, World};
use deadpool_postgres::Client;
use domain::Script;
use domain::script::ScriptCommand;
use projections::{ProjectionError, ProjectorStatus, Role, Waited};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

async fn status_of(client: &Client, name: &str) -> ProjectorStatus {
    let all = projections::status(client).await.unwrap();
    all.into_iter().find(|status| status.name == name).expect("the projector has a checkpoint")
}

/// Refuses every third event.
fn squeamish(name: &'static str) -> Tally {
    Tally {
        judge: Arc::new(|event| match event.position.0 {
            3 => Err(ProjectionError::Contradiction("there is no third".to_owned())),
            _ => Ok(()),
        }),
        ..Tally::new(name)
    }
}

async fn six_events(world: &World) -> domain::ScriptId {
    let script = world.script("The Lamp").await;
    for n in 2..=6 {
        world.give::<Script>(script, ScriptCommand::Retitle(format!("Title {n}"))).await.unwrap();
    }
    script
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_stops_its_projector_only_and_is_named_and_nothing_before_it_is_lost() {
    let world = World::open().await;
    table(&world).await;
    let script = six_events(&world).await;
    let head = world.head().await;
    let squeamish_one = spawn(&world, squeamish("squeamish"), &world.shutdown);
    let hardy = spawn(&world, Tally::new("hardy"), &world.shutdown);
    is(&squeamish_one, Role::Stopped).await;
    reached(&world, "hardy", head).await;
    assert_eq!(counted(&world, "squeamish").await, [1, 2]);

    let client = world.client().await;
    let status = status_of(&client, "squeamish").await;
    assert_eq!((status.position.0, status.lag_events), (2, head.0 - 2));
    assert_eq!(status.error, Some(format!("3 (script.retitled of {script}): there is no third")));
    assert!(status.lag_s > 0.0, "{status:?}");
    let status = status_of(&client, "hardy").await;
    assert_eq!((status.position, status.lag_events, status.error), (head, 0, None));

    // It stays so, whatever comes, also in another process that stood by.
    world.give::<Script>(script, ScriptCommand::Retitle("More".into())).await.unwrap();
    reached(&world, "hardy", world.head().await).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(squeamish_one.progress().borrow().role, Role::Stopped);
    assert_eq!(counted(&world, "squeamish").await, [1, 2]);
    assert_eq!(hardy.progress().borrow().role, Role::Owner);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_tries_once_more_and_a_mended_one_goes_on() {
    let world = World::open().await;
    table(&world).await;
    six_events(&world).await;
    let life = CancellationToken::new();
    let first = spawn(&world, squeamish("squeamish"), &life);
    is(&first, Role::Stopped).await;
    life.cancel();
    first.stopped().await;

    let tries = Arc::new(AtomicUsize::new(0));
    let counting = {
        let (tries, judge) = (Arc::clone(&tries), squeamish("squeamish").judge);
        Tally {
            judge: Arc::new(move |event| {
                tries.fetch_add(usize::from(event.position.0 == 3), Ordering::Relaxed);
                judge(event)
            }),
            ..Tally::new("squeamish")
        }
    };
    let life = CancellationToken::new();
    let second = spawn(&world, counting, &life);
    is(&second, Role::Stopped).await;
    // Once in its batch and once alone, to be sure that it is the one.
    assert!(matches!(tries.load(Ordering::Relaxed), 1..=2));
    life.cancel();
    second.stopped().await;

    let mended = spawn(&world, Tally::new("squeamish"), &world.shutdown);
    let head = world.head().await;
    reached(&world, "squeamish", head).await;
    assert_eq!(counted(&world, "squeamish").await, (1..=head.0).collect::<Vec<_>>());
    is(&mended, Role::Owner).await;
    assert_eq!(status_of(&world.client().await, "squeamish").await.error, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_by_does_not_try_what_stopped_the_owner() {
    let world = World::open().await;
    table(&world).await;
    let script = world.script("The Lamp").await;
    let owner = spawn(&world, squeamish("squeamish"), &world.shutdown);
    is(&owner, Role::Owner).await;
    let tries = Arc::new(AtomicUsize::new(0));
    let stand_by = {
        let tries = Arc::clone(&tries);
        Tally {
            judge: Arc::new(move |_| {
                tries.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }),
            ..Tally::new("squeamish")
        }
    };
    let stand_by = spawn(&world, stand_by, &world.shutdown);
    // It has looked once: an error that comes later is not for it.
    tokio::time::sleep(Duration::from_secs(1)).await;
    for n in 2..=6 {
        world.give::<Script>(script, ScriptCommand::Retitle(format!("Title {n}"))).await.unwrap();
    }
    is(&owner, Role::Stopped).await;
    is(&stand_by, Role::Stopped).await;
    assert_eq!(tries.load(Ordering::Relaxed), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_and_an_unreadable_payload_and_a_refused_statement_are_poison_too() {
    let world = World::open().await;
    table(&world).await;
    six_events(&world).await;
    let panics = Tally {
        judge: Arc::new(|event| {
            assert!(event.position.0 != 4, "cannot count to four");
            Ok(())
        }),
        ..Tally::new("panics")
    };
    let misreads = Tally {
        judge: Arc::new(|event| projections::payload::<u64>(event).map(|_| ())),
        ..Tally::new("misreads")
    };
    let panics = spawn(&world, panics, &world.shutdown);
    let misreads = spawn(&world, misreads, &world.shutdown);
    is(&panics, Role::Stopped).await;
    is(&misreads, Role::Stopped).await;
    let client = world.client().await;
    let error = status_of(&client, "panics").await.error.unwrap();
    assert!(error.starts_with("4 (script.retitled of ") && error.contains("cannot count to four"), "{error}");
    let error = status_of(&client, "misreads").await.error.unwrap();
    assert!(error.contains("the payload of script.created cannot be read"), "{error}");

    client.batch_execute("alter table tally add constraint small check (position < 5)").await.unwrap();
    let refused = spawn(&world, Tally::new("refused"), &world.shutdown);
    is(&refused, Role::Stopped).await;
    assert_eq!(counted(&world, "refused").await, [1, 2, 3, 4]);
    let error = status_of(&client, "refused").await.error.unwrap();
    assert!(error.starts_with("5 (") && error.contains("\"small\""), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_a_read_model_that_has_stopped() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    world.settled(&projectors).await;
    // A row that the log knows nothing of: the next event finds it at another sequence.
    let client = world.client().await;
    client.execute("update scripts set sequence = 7 where id = $1", &[&script.0]).await.unwrap();
    let committed = world.give::<Script>(script, ScriptCommand::Retitle("Tide".into())).await.unwrap();
    let began = Instant::now();
    assert_eq!(projectors.wait_for(&committed, PATIENCE).await, Waited::Lagging);
    assert!(began.elapsed() < PATIENCE / 2);
    let error = status_of(&client, "scripts").await.error.unwrap();
    assert!(error.contains("touched 0 rows instead of 1"), "{error}");
    for name in ["versions", "scenes", "characters", "jobs", "history"] {
        assert_eq!(status_of(&client, name).await.error, None, "{name}");
    }
}
