//! Two sequencer processes, one of them killed without warning. The processes are this test binary run
//! again on its ignored test.

use crate::world::{World, count, eventually, fresh};
use domain::Position;
use event_store::Sequencer;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

const DATABASE: &str = "SPOOL_TEST_SEQUENCER_DATABASE";

#[tokio::test]
#[ignore = "the body of the child processes of the test below"]
async fn sequencer_process() {
    let config = std::env::var(DATABASE).expect("started by the test below").parse().unwrap();
    Sequencer::start(config, Arc::new(Notify::new()), CancellationToken::new()).stopped().await;
}

/// A child that is killed with the test, however that ends.
struct Process(Child);

impl Process {
    fn start(world: &World) -> Self {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "sequencing_processes::sequencer_process"])
            .env(DATABASE, world.database.url())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }

    /// With signal 9: nothing of it runs any more, not even its destructors.
    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_one_of_two_processes_is_killed_the_other_takes_over() {
    let world = World::new().await;
    let mut processes = [Process::start(&world), Process::start(&world)];
    let writing = CancellationToken::new();
    let writer = tokio::spawn({
        let (store, writing, id) = (world.store.clone(), writing.clone(), fresh());
        async move {
            let mut written = 0;
            while !writing.is_cancelled() {
                count(&store, id, 1).await.unwrap();
                written += 1;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            written
        }
    });
    let head = || async { world.log.head().await.unwrap().position };
    for round in 0..6 {
        // Whichever of them sequences is killed sooner or later; a new one stands by in its place.
        let before = head().await;
        eventually(|| async { head().await > before }).await;
        let dead = &mut processes[round % 2];
        dead.kill();
        let killed_at = head().await;
        eventually(|| async { head().await > killed_at }).await;
        processes[round % 2] = Process::start(&world);
    }
    writing.cancel();
    let written: u64 = writer.await.unwrap();
    let log = world.log_until(written).await;
    assert!(log.iter().map(|event| event.sequence).eq(1..=written), "out of order");
    assert!(log.iter().map(|event| event.position).eq((1..=written).map(Position)));
    let verdict = event_store::verify::verify(&world.log, None, |_| ()).await.unwrap();
    assert_eq!((verdict.intact, verdict.broken), (written, None));
}
