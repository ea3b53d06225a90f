//! From a command to the worker that has it, and empty jobs a second from end to end; beside Celery with
//! Redis doing the same, in the same run.
//!
//! `scripts/bench workers`; with numbers behind `--` of `cargo bench`, only those numbers of workers. Ours goes the whole way: a command appended to the log (fsync on), sequenced,
//! projected into the queue, claimed, granted by the job's aggregate, and for throughput completed by
//! another append and followed to the end. Celery's way is Redis in memory, with a prefork pool of as
//! many processes as ours has slots.

mod celery;
mod ours;

use std::time::Duration;

/// Workers (slots of one process for ours, processes of one pool for Celery).
const WORKERS: [usize; 3] = [1, 8, 32];
/// Jobs asked for one by one, to see how soon each is begun.
const SINGLE: usize = 200;
/// Jobs that wait for later meanwhile.
const WAITING: [usize; 2] = [0, 500];
/// Jobs asked for at once, to see how many a second are done.
const BURST: usize = 2_000;
/// How often each side is measured, in turn; single jobs are put together, of the rates the median counts.
const ROUNDS: usize = 3;
/// Between two single jobs, so that each finds the worker idle.
const PAUSE: Duration = Duration::from_millis(10);

/// What one side did with one number of workers, once or in all rounds.
#[derive(Default)]
struct Cell {
    /// Milliseconds from asking to beginning, for each of [`WAITING`].
    latency: [Vec<f64>; 2],
    /// Empty jobs a second, of each round.
    rates: Vec<f64>,
}

impl Cell {
    fn add(&mut self, round: Cell) {
        for (all, more) in self.latency.iter_mut().zip(round.latency) {
            all.extend(more);
        }
        self.rates.extend(round.rates);
    }

    fn rate(&self) -> f64 {
        percentiles(&self.rates).0
    }
}

fn main() -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::stderr).init();
    println!("\n| workers | waiting | ours p50 | p99 | Celery p50 | p99 | Celery ÷ ours, p50 | p99 |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    let mut rates = Vec::new();
    // Cargo adds `--bench`.
    let chosen: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for &workers in if chosen.is_empty() { &WORKERS[..] } else { &chosen[..] } {
        let (mut ours, mut theirs) = (Cell::default(), Cell::default());
        for _ in 0..ROUNDS {
            ours.add(ours::measure(workers).await?);
            theirs.add(celery::measure(workers)?);
        }
        for (place, waiting) in WAITING.iter().enumerate() {
            let ((a50, a99), (b50, b99)) =
                (percentiles(&ours.latency[place]), percentiles(&theirs.latency[place]));
            println!(
                "| {workers} | {waiting} | {a50:.1} ms | {a99:.1} ms | {b50:.1} ms | {b99:.1} ms | {:.2} | {:.2} |",
                b50 / a50,
                b99 / a99
            );
        }
        rates.push((workers, ours.rate(), theirs.rate()));
    }
    println!("\n| workers | ours, jobs/s | Celery, jobs/s | ours ÷ Celery |");
    println!("|---:|---:|---:|---:|");
    for (workers, ours, theirs) in rates {
        println!("| {workers} | {ours:.0} | {theirs:.0} | {:.2} |", ours / theirs);
    }
    Ok(())
}

/// The median and the 99th percentile.
fn percentiles(values: &[f64]) -> (f64, f64) {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let at = |share: usize| values[(values.len() * share / 100).min(values.len() - 1)];
    (at(50), at(99))
}
