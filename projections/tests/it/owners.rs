//! Of several processes one owns a projector, and another takes over when it is gone.

use crate::tally::{Tally, counted, is, kill_owner, reached, spawn, table};
use crate::world::World;
use domain::Script;
use domain::script::ScriptCommand;
use projections::{Projector, Role};
use tokio_util::sync::CancellationToken;

fn role(projector: &Projector) -> Role {
    projector.progress().borrow().role
}

async fn write(world: &World, script: domain::ScriptId, round: u32) {
    for n in 0..20 {
        let retitle = ScriptCommand::Retitle(format!("Round {round}, title {n}"));
        world.give::<Script>(script, retitle).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_owns_and_the_other_takes_over() {
    let world = World::open().await;
    table(&world).await;
    let script = world.script("The Lamp").await;
    let (first_life, second_life) = (CancellationToken::new(), CancellationToken::new());
    let first = spawn(&world, Tally::new("tally"), &first_life);
    is(&first, Role::Owner).await;
    let second = spawn(&world, Tally::new("tally"), &second_life);
    write(&world, script, 1).await;
    reached(&world, "tally", world.head().await).await;
    assert_eq!((role(&first), role(&second)), (Role::Owner, Role::StandBy));

    // The owner's process ends.
    first_life.cancel();
    first.stopped().await;
    write(&world, script, 2).await;
    is(&second, Role::Owner).await;
    let head = world.head().await;
    reached(&world, "tally", head).await;

    // A new process stands by, then the owner's database session is lost: one of them goes on.
    let third_life = CancellationToken::new();
    let third = spawn(&world, Tally::new("tally"), &third_life);
    assert!(kill_owner(&world, "tally").await);
    write(&world, script, 3).await;
    let head = world.head().await;
    reached(&world, "tally", head).await;
    let owners = [&second, &third].into_iter().filter(|projector| role(projector) == Role::Owner).count();
    assert_eq!(owners, 1);
    assert_eq!(counted(&world, "tally").await, (1..=head.0).collect::<Vec<_>>());
    second_life.cancel();
    third_life.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_waits_for_a_database_that_comes_back() {
    let world = World::open().await;
    table(&world).await;
    let script = world.script("The Lamp").await;
    let projector = spawn(&world, Tally::new("tally"), &world.shutdown);
    is(&projector, Role::Owner).await;
    // Every session of this database ends at once: the owner's, the pool's, the sequencer's, the follower's.
    let admin = world.database.connect().await;
    admin
        .execute(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()",
            &[],
        )
        .await
        .unwrap();
    // A pooled connection may be found dead; the store itself asks again.
    write(&world, script, 1).await;
    let head = world.head().await;
    reached(&world, "tally", head).await;
    assert_eq!(counted(&world, "tally").await, (1..=head.0).collect::<Vec<_>>());
}
