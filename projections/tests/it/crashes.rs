//! Whatever dies in the middle of a batch, every event counts exactly once.

use crate::tally::{Tally, counted, is, kill_owner, reached, spawn, table};
use crate::world::{World, context};
use domain::script::ScriptCommand;
use domain::{Actor, Script};
use projections::Role;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Twenty deaths while events keep coming: by turns the owner's task is dropped wherever it stands, and its
/// database session is terminated under it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_crashes_between_and_within_batches_count_every_event_once() {
    let world = World::open().await;
    table(&world).await;
    let script = world.script("The Lamp").await;
    let writing = CancellationToken::new();
    let writer = {
        let (store, writing, owner) = (world.store.clone(), writing.clone(), world.owner);
        async move {
            for n in 0.. {
                if writing.is_cancelled() {
                    break;
                }
                let context = context(Actor::Account(owner));
                let retitle = ScriptCommand::Retitle(format!("Title {n}"));
                store.execute::<Script>(script, retitle, &context).await.unwrap();
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    };
    let writer = tokio::spawn(writer);
    let slow = || Tally { pause: Duration::from_millis(2), ..Tally::new("tally") };
    let mut life = CancellationToken::new();
    let mut projector = spawn(&world, slow(), &life);
    let mut killed = 0;
    for crash in 0..20_u32 {
        is(&projector, Role::Owner).await;
        // Somewhere in a batch: batches take longer than this, and never equally long.
        tokio::time::sleep(Duration::from_millis(u64::from(crash * 7 % 40))).await;
        if crash % 2 == 0 {
            life.cancel();
            life = CancellationToken::new();
            projector = spawn(&world, slow(), &life);
        } else if kill_owner(&world, "tally").await {
            killed += 1;
            // It must notice and take itself up again.
            let mut progress = projector.progress();
            let _ = tokio::time::timeout(
                Duration::from_secs(5),
                progress.wait_for(|progress| progress.role != Role::Owner),
            )
            .await;
        }
    }
    writing.cancel();
    writer.await.unwrap();
    let head = world.head().await;
    reached(&world, "tally", head).await;
    assert_eq!(counted(&world, "tally").await, (1..=head.0).collect::<Vec<_>>());
    assert!(killed >= 5, "only {killed} sessions were killed");
}

/// A commit whose answer is lost may have happened or not; the checkpoint tells, and nothing is guessed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkpoint_that_someone_else_moved_is_not_passed_twice() {
    let world = World::open().await;
    table(&world).await;
    let script = world.script("The Lamp").await;
    let projector = spawn(&world, Tally::new("tally"), &world.shutdown);
    reached(&world, "tally", world.head().await).await;
    is(&projector, Role::Owner).await;
    // Another process that believes to be the owner applies the next two events before this one does.
    let client = world.client().await;
    let next = i64::try_from(world.head().await.0).unwrap() + 1;
    client
        .batch_execute(&format!(
            "begin; insert into tally select 'tally', n from generate_series({next}, {next} + 1) n;
             update projection_checkpoints set position = {next} + 1 where name = 'tally'; commit"
        ))
        .await
        .unwrap();
    for n in 0..5 {
        world.give::<Script>(script, ScriptCommand::Retitle(format!("Title {n}"))).await.unwrap();
    }
    let head = world.head().await;
    reached(&world, "tally", head).await;
    assert_eq!(counted(&world, "tally").await, (1..=head.0).collect::<Vec<_>>());
}
