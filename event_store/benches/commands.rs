//! Commands a second through aggregate and store, against pgbench inserting the same row and against
//! postgres-es on the same table; and how fast a reader catches up. All in one run, on one server, as
//! ratios; the sequencer runs beside ours.
//!
//! `scripts/with-postgres --durable cargo bench -p event_store --bench commands`; with numbers behind
//! `--`, only those numbers of clients, once, and nothing else.

#[path = "commands/catch_up.rs"]
mod catch_up;
#[path = "commands/cpu.rs"]
mod cpu;
#[path = "commands/pgbench.rs"]
mod pgbench;
#[path = "commands/reel.rs"]
mod reel;

use cpu::Meter;
use cqrs_es::CqrsFramework;
use cqrs_es::persist::PersistedEventStore;
use domain::{Actor, CommandId, JobId};
use event_store::{CommandContext, Sequencer, Store, StoreOptions, edge};
use postgres_es::PostgresEventRepository;
use reel::{Reel, ReelCommand};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use testkit::Database;
use tokio_util::sync::CancellationToken;

/// How long one cell is measured, and how often; the median counts.
const CELL: Duration = Duration::from_secs(3);
const ROUNDS: usize = 3;
const CLIENTS: [usize; 3] = [1, 8, 32];
/// Commands an aggregate lives through before a client takes a new one.
const LIVES: [u64; 2] = [20, 1];

fn main() -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let database = Database::fresh().await;
    let client = database.connect().await;
    let settings = client
        .query_one("select version(), current_setting('fsync'), current_setting('synchronous_commit')", &[])
        .await?;
    let (version, fsync): (&str, &str) = (settings.get(0), settings.get(1));
    println!("{version}; fsync {fsync}, synchronous_commit {}\n", settings.get::<_, &str>(2));
    let meter = Meter::of(&client).await?;
    // Cargo adds `--bench`.
    let chosen: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (clients, rounds) = if chosen.is_empty() { (&CLIENTS[..], ROUNDS) } else { (&chosen[..], 1) };
    for life in LIVES {
        println!("Commands/s, {life} commands an aggregate, median of {rounds} × {CELL:?}:\n");
        println!(
            "| clients | ours | pgbench | postgres-es | ours ÷ pgbench | ours ÷ postgres-es | CPU µs a command: ours | pgbench | postgres-es |"
        );
        println!("|---|---|---|---|---|---|---|---|---|");
        for &clients in clients {
            let mut cells = [const { Vec::new() }; 3];
            for _ in 0..rounds {
                let before = meter.total();
                cells[0].push(ours(&database, clients, life).await?.costing(&meter, before));
                let before = meter.total();
                cells[1].push(pgbench::inserts(&database, clients, CELL).await?.costing(&meter, before));
                let before = meter.total();
                cells[2].push(theirs(&database, clients, life).await?.costing(&meter, before));
            }
            let rates = cells.each_ref().map(|cells| median(cells.iter().map(|cell| cell.rate)));
            let costs = cells.each_ref().map(|cells| median(cells.iter().map(|cell| cell.cpu_us)));
            println!(
                "| {clients} | {:.0} | {:.0} | {:.0} | {:.2} | {:.2} | {:.0} | {:.0} | {:.0} |",
                rates[0],
                rates[1],
                rates[2],
                rates[0] / rates[1],
                rates[0] / rates[2],
                costs[0],
                costs[1],
                costs[2],
            );
        }
        println!();
    }
    if !chosen.is_empty() {
        return Ok(());
    }
    catch_up::measure(&database).await
}

/// What one measurement came to.
struct Cell {
    /// Commands a second.
    rate: f64,
    /// All commands, those before and after the measured time included.
    commands: u64,
    /// Processor time a command, in microseconds.
    cpu_us: f64,
}

impl Cell {
    #[expect(clippy::cast_precision_loss, reason = "counts of seconds of work")]
    fn costing(self, meter: &Meter, before: Duration) -> Self {
        let spent = meter.total().saturating_sub(before);
        Self { cpu_us: spent.as_secs_f64() * 1e6 / self.commands as f64, ..self }
    }
}

/// Commands a second through [`Store::execute`], the sequencer running.
async fn ours(database: &Database, clients: usize, life: u64) -> anyhow::Result<Cell> {
    let store = Store::open(database.pool(clients + 4), StoreOptions::default());
    let shutdown = CancellationToken::new();
    let sequencer = Sequencer::start(database.url().parse()?, store.appended(), shutdown.clone());
    let rate = rate(clients, life, move |id, begins| {
        let store = store.clone();
        async move {
            let context = CommandContext::new(Actor::System, CommandId(edge::fresh_id()));
            let executed = if begins {
                store.execute_at::<Reel>(id, 0, ReelCommand::Render, &context).await
            } else {
                store.execute::<Reel>(id, ReelCommand::Render, &context).await
            };
            executed.expect("the store executes");
        }
    })
    .await;
    shutdown.cancel();
    sequencer.stopped().await;
    Ok(rate)
}

/// Commands a second through cqrs-es' framework on postgres-es, one connection a client.
async fn theirs(database: &Database, clients: usize, life: u64) -> anyhow::Result<Cell> {
    let connections = u32::try_from(clients)?;
    let options =
        sqlx::postgres::PgPoolOptions::new().min_connections(connections).max_connections(connections);
    let repository = PostgresEventRepository::new(options.connect(database.url()).await?);
    let store = PersistedEventStore::<_, Reel>::new_event_store(repository);
    let framework = Arc::new(CqrsFramework::new(store, vec![], ()));
    let rate = rate(clients, life, move |id, _| {
        let framework = Arc::clone(&framework);
        async move {
            let context = CommandContext::new(Actor::System, CommandId(edge::fresh_id()));
            let metadata = [
                ("actor".to_owned(), context.actor.to_string()),
                ("command_id".to_owned(), context.command_id.to_string()),
                ("correlation_id".to_owned(), context.correlation_id.to_string()),
            ];
            let id = id.to_string();
            let executed = framework.execute_with_metadata(&id, ReelCommand::Render, metadata.into());
            executed.await.expect("the framework executes");
        }
    })
    .await;
    Ok(rate)
}

/// How many commands a second `clients` tasks get done, each one after another. A command gets the id of
/// its aggregate, and whether it is the first one there.
async fn rate<F, Fut>(clients: usize, life: u64, command: F) -> Cell
where
    F: Fn(JobId, bool) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let stop = Arc::new(AtomicBool::new(false));
    let counting = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let (command, stop, counting) = (command.clone(), Arc::clone(&stop), Arc::clone(&counting));
            tokio::spawn(async move {
                let (mut done, mut all, mut given, mut id) = (0u64, 0u64, 0u64, JobId(edge::fresh_id()));
                while !stop.load(Ordering::Relaxed) {
                    if given == life {
                        (given, id) = (0, JobId(edge::fresh_id()));
                    }
                    command(id, given == 0).await;
                    given += 1;
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
    tokio::time::sleep(CELL).await;
    stop.store(true, Ordering::Relaxed);
    let elapsed = start.elapsed();
    let (mut done, mut all) = (0, 0);
    for task in tasks {
        let (measured, given) = task.await.expect("no command fails");
        done += measured;
        all += given;
    }
    Cell { rate: per_second(done, elapsed), commands: all, cpu_us: 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "counts of seconds of work")]
fn per_second(count: u64, elapsed: Duration) -> f64 {
    count as f64 / elapsed.as_secs_f64()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
