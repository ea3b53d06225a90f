//! How following and rebuilding grow with the log: events a second at a hundred thousand and at a million.
//!
//! `scripts/with-postgres --durable cargo bench -p projections --bench growth`; with numbers behind `--`, the log
//! is that long instead. Growth is of the processor time, which is nearly the same on a busy machine.

#[path = "growth/added.rs"]
mod added;
#[path = "../../event_store/benches/commands/cpu.rs"]
mod cpu;
#[path = "growth/lives.rs"]
mod lives;
#[path = "../tests/it/world.rs"]
#[expect(dead_code, reason = "the tests' world has more than is measured here")]
mod world;

use added::Added;
use cpu::Meter;
use domain::Position;
use event_store::Filter;
use futures_util::StreamExt as _;
use projections::{Projector, READ_MODELS, rebuild};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use world::World;

const SIZES: [u64; 2] = [100_000, 1_000_000];
/// Events in a page.
const PAGE: u32 = 2_000;

/// What is measured, and what it came to at each length of the log.
struct Line {
    what: String,
    cells: Vec<Cell>,
}

/// One measurement.
struct Cell {
    /// Rows that were made, where there are any.
    rows: Option<i64>,
    /// Events a second.
    rate: f64,
    /// Processor time an event in microseconds, the database's included.
    cpu_us: f64,
}

/// A measurement that has begun.
struct Watch<'m> {
    meter: &'m Meter,
    began: Instant,
    spent: Duration,
}

impl<'m> Watch<'m> {
    fn start(meter: &'m Meter) -> Self {
        Self { meter, spent: meter.total(), began: Instant::now() }
    }

    /// It is over: all events up to `head` were followed.
    #[expect(clippy::cast_precision_loss, reason = "counts of minutes of work")]
    fn stop(&self, head: Position) -> Cell {
        let (took, spent) = (self.began.elapsed(), self.meter.total().saturating_sub(self.spent));
        let events = head.0 as f64;
        Cell { rows: None, rate: events / took.as_secs_f64(), cpu_us: spent.as_secs_f64() * 1e6 / events }
    }
}

fn main() -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    // Cargo adds `--bench`.
    let chosen: Vec<u64> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if chosen.is_empty() { SIZES.to_vec() } else { chosen };
    let world = Arc::new(World::open().await);
    let meter = Meter::of(&world.database.connect().await).await?;
    added::table(&world).await?;
    let names = ["pages of 2,000", "subscription", "a projection that is added"].map(str::to_owned);
    let rebuilds = READ_MODELS.map(|name| format!("rebuild of {name}"));
    let mut lines: Vec<Line> =
        names.into_iter().chain(rebuilds).map(|what| Line { what, cells: Vec::new() }).collect();
    for size in &sizes {
        let began = Instant::now();
        let head = lives::fill(&world, *size).await;
        // Statistics as autovacuum would have them.
        for sql in ["vacuum analyze events, log", "checkpoint"] {
            world.client().await.batch_execute(sql).await?;
        }
        eprintln!("a log of {head} events after {:.0} s", began.elapsed().as_secs_f64());
        let mut cells = vec![pages(&world, &meter, head).await?, subscription(&world, &meter, head).await];
        cells.push(added(&world, &meter, head).await?);
        for name in READ_MODELS {
            cells.push(rebuilt(&world, &meter, name, head).await?);
        }
        for (line, cell) in lines.iter_mut().zip(cells) {
            line.cells.push(cell);
        }
    }
    print(&sizes, &lines);
    Ok(())
}

async fn pages(world: &World, meter: &Meter, head: Position) -> anyhow::Result<Cell> {
    let watch = Watch::start(meter);
    let mut after = Position(0);
    while after < head {
        let page = world.store.log().read(after, PAGE, &Filter::All).await?;
        after = page.last().map_or(head, |event| event.position);
    }
    Ok(watch.stop(head))
}

async fn subscription(world: &World, meter: &Meter, head: Position) -> Cell {
    let watch = Watch::start(meter);
    let mut batches = pin!(world.tail.subscribe(Position(0)));
    while let Some(Ok(batch)) = batches.next().await {
        if batch.last() >= head {
            break;
        }
    }
    watch.stop(head)
}

/// From its first look at the log until it has applied everything there is.
async fn added(world: &World, meter: &Meter, head: Position) -> anyhow::Result<Cell> {
    let life = CancellationToken::new();
    let watch = Watch::start(meter);
    let projector = Projector::spawn(Added, world.pool.clone(), world.tail.clone(), life.clone());
    projector.progress().wait_for(|progress| progress.position >= head).await?;
    let cell = watch.stop(head);
    life.cancel();
    projector.stopped().await;
    added::forget(world, head).await?;
    Ok(cell)
}

async fn rebuilt(world: &World, meter: &Meter, name: &str, head: Position) -> anyhow::Result<Cell> {
    let watch = Watch::start(meter);
    let reached = rebuild(&world.pool, world.tail.log(), name, |_| {}).await?;
    let cell = watch.stop(head);
    anyhow::ensure!(reached == head, "{name} was rebuilt up to {reached}, not {head}");
    let count = format!("select count(*) from {name}");
    let rows = world.client().await.query_one(&count, &[]).await?.try_get(0)?;
    Ok(Cell { rows: Some(rows), ..cell })
}

fn print(sizes: &[u64], lines: &[Line]) {
    let columns: Vec<String> =
        sizes.iter().map(|size| format!("rows at {size} | events/s | CPU µs an event")).collect();
    println!("| | {} | growth |\n|---|{}", columns.join(" | "), "---:|".repeat(3 * sizes.len() + 1));
    for Line { what, cells } in lines {
        let columns = cells.iter().map(|Cell { rows, rate, cpu_us }| {
            let rows = rows.map_or(String::new(), |rows| rows.to_string());
            format!("{rows} | {rate:.0} | {cpu_us:.1}")
        });
        let columns: Vec<String> = columns.collect();
        let growth = match (cells.first(), cells.last()) {
            (Some(first), Some(last)) => last.cpu_us / first.cpu_us,
            _ => 1.0,
        };
        println!("| {what} | {} | {growth:.2} |", columns.join(" | "));
    }
}
