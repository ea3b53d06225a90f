//! Clients that give one command after the other, and how many they get done in a measured time.

use event_store::edge;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How hard the clients work.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) clients: usize,
    /// Commands an aggregate lives through before a client takes a new one.
    pub(crate) life: u64,
    /// How long is measured.
    pub(crate) time: Duration,
}

/// What they got done.
pub(crate) struct Done {
    /// Commands a second, in the measured time.
    pub(crate) rate: f64,
    /// All commands, those before and after the measured time included.
    pub(crate) commands: u64,
}

/// Gives commands. Each gets the id of its aggregate, and its number there, from 0.
pub(crate) async fn give<F, Fut>(Load { clients, life, time }: Load, command: F) -> Done
where
    F: Fn(Uuid, u64) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let stop = Arc::new(AtomicBool::new(false));
    let counting = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let (command, stop, counting) = (command.clone(), Arc::clone(&stop), Arc::clone(&counting));
            tokio::spawn(async move {
                let (mut done, mut all, mut id) = (0, 0, Uuid::nil());
                while !stop.load(Ordering::Relaxed) {
                    if all % life == 0 {
                        id = edge::fresh_id();
                    }
                    command(id, all % life).await;
                    all += 1;
                    done += u64::from(counting.load(Ordering::Relaxed));
                }
                (done, all)
            })
        })
        .collect();
    // Connections and statements are made before the clock runs.
    tokio::time::sleep(Duration::from_millis(500)).await;
    counting.store(true, Ordering::Relaxed);
    let start = Instant::now();
    tokio::time::sleep(time).await;
    stop.store(true, Ordering::Relaxed);
    let took = start.elapsed();
    let (mut done, mut commands) = (0, 0);
    for task in tasks {
        let (measured, given) = task.await.expect("no command fails");
        done += measured;
        commands += given;
    }
    Done { rate: per_second(done, took), commands }
}

#[expect(clippy::cast_precision_loss, reason = "counts of seconds of work")]
pub(crate) fn per_second(count: u64, elapsed: Duration) -> f64 {
    count as f64 / elapsed.as_secs_f64()
}

/// The middle one of some measurements.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
