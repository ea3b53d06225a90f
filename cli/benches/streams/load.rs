//! Very many streams on one server: what each takes in memory while nothing happens, and how long a change takes
//! to reach them all. The same clients and the same messages for Spool and for nchan.

use super::clients::{Clients, Source};
use super::nchan::Nchan;
use super::studio::BenchStudio;
use super::{Latencies, clock_ns, memory};
use anyhow::{Result, ensure};
use std::time::Duration;

/// Streams, and how many changes all of them are shown, so long one after another.
const LOADS: [(usize, usize, Duration); 2] =
    [(1_000, 40, Duration::from_millis(100)), (10_000, 10, Duration::from_secs(1))];
/// Before memory is read, so that nothing of the opening is under way.
const SETTLE: Duration = Duration::from_secs(3);

/// Whoever shows changes to streams.
pub(super) trait Server {
    /// Its name in the table.
    const NAME: &'static str;
    /// Its processes.
    fn processes(&self) -> Vec<u32>;
    /// Where its streams are.
    fn source(&self) -> Source;
    /// Makes a change.
    async fn publish(&mut self, change: usize) -> Result<()>;
}

/// One server under one load.
struct Cell {
    /// Bytes a stream while nothing happened, and after all changes.
    idle: f64,
    after: f64,
    /// From before the change was asked for to each stream, and to the last.
    each: Latencies,
    last: Latencies,
}

/// Prints a row for each server and load.
pub(super) async fn measure(mut studio: BenchStudio) -> Result<BenchStudio> {
    println!("Streams on one server, every change shown to all of them:\n");
    println!(
        "| streams | server | idle, KB a stream | after, KB | to a stream p50 | p99 | to the last p50 |"
    );
    println!("|---:|---|---:|---:|---:|---:|---:|");
    let (ours, mut theirs) = (Warm::up(&mut studio).await?, Nchan::start().await?);
    let nchan = Warm::up(&mut theirs).await?;
    for (streams, changes, pause) in LOADS {
        let most = usize::try_from(super::open_files()?)?;
        if streams + 200 > most {
            println!("| {streams} | skipped: a process may open {most} files here (ulimit -Hn) |");
            continue;
        }
        let spool = under(&mut studio, &ours, streams, changes, pause).await?;
        let nchan = under(&mut theirs, &nchan, streams, changes, pause).await?;
        print::<BenchStudio>(streams, &spool);
        print::<Nchan>(streams, &nchan);
        println!(
            "| {streams} | nchan ÷ Spool | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
            nchan.idle / spool.idle,
            nchan.after / spool.after,
            nchan.each.percentile(50) / spool.each.percentile(50),
            nchan.each.percentile(99) / spool.each.percentile(99),
            nchan.last.percentile(50) / spool.last.percentile(50),
        );
    }
    println!();
    Ok(studio)
}

/// What a server takes with its first streams come and gone.
struct Warm {
    bytes: u64,
}

impl Warm {
    async fn up(server: &mut impl Server) -> Result<Self> {
        let clients = Clients::open(&server.source(), 50, 1).await?;
        server.publish(0).await?;
        clients.arrivals().await?;
        tokio::time::sleep(SETTLE).await;
        Ok(Self { bytes: memory::of(&server.processes())? })
    }
}

async fn under<S: Server>(
    server: &mut S,
    warm: &Warm,
    streams: usize,
    changes: usize,
    pause: Duration,
) -> Result<Cell> {
    let clients = Clients::open(&server.source(), streams, changes).await?;
    tokio::time::sleep(SETTLE).await;
    let (idle, mut after) = (memory::of(&server.processes())?, 0);
    let mut asked = Vec::with_capacity(changes);
    let mut ticks = tokio::time::interval(pause);
    for change in 0..changes {
        if change == changes - 1 {
            // The streams end with the last change.
            tokio::time::sleep(SETTLE).await;
            after = memory::of(&server.processes())?;
        }
        ticks.tick().await;
        asked.push(clock_ns());
        server.publish(change).await?;
    }
    let arrivals = clients.arrivals().await?;
    ensure!(arrivals.len() == changes * streams, "{}: changes were missed: {}", S::NAME, arrivals.len());
    let mut last = vec![0; changes];
    for (change, at) in &arrivals {
        last[*change] = last[*change].max(at.saturating_sub(asked[*change]));
    }
    let each = arrivals.iter().map(|(change, at)| at.saturating_sub(asked[*change]));
    #[expect(clippy::cast_precision_loss, reason = "bytes of some processes")]
    let share = |bytes: u64| bytes.saturating_sub(warm.bytes) as f64 / streams as f64;
    Ok(Cell {
        idle: share(idle),
        after: share(after),
        each: Latencies::new(each),
        last: Latencies::new(last),
    })
}

fn print<S: Server>(streams: usize, cell: &Cell) {
    println!(
        "| {streams} | {} | {:.1} | {:.1} | {:.1} ms | {:.1} ms | {:.1} ms |",
        S::NAME,
        cell.idle / 1024.0,
        cell.after / 1024.0,
        cell.each.percentile(50),
        cell.each.percentile(99),
        cell.last.percentile(50),
    );
}
