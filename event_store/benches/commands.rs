//! Commands a second through aggregate and store, against pgbench inserting the same row, against
//! postgres-es on the same table, and against event stores of other languages; and how fast a reader catches
//! up. All in one run, on one server, as ratios; the sequencer runs beside ours.
//!
//! `scripts/bench event_store`; with numbers behind `--` of `cargo bench`, only those numbers of clients, once.

#[path = "commands/catch_up.rs"]
mod catch_up;
#[path = "commands/clients.rs"]
mod clients;
#[path = "commands/cpu.rs"]
mod cpu;
#[path = "commands/peers.rs"]
mod peers;
#[path = "commands/pgbench.rs"]
mod pgbench;
#[path = "commands/reel.rs"]
mod reel;

use clients::{Done, Load, give, median};
use cpu::Meter;
use cqrs_es::CqrsFramework;
use cqrs_es::persist::PersistedEventStore;
use domain::{Actor, CommandId, JobId};
use event_store::{CommandContext, Sequencer, Store, StoreOptions, edge};
use peers::Peer;
use postgres_es::PostgresEventRepository;
use reel::{Reel, ReelCommand};
use std::sync::Arc;
use std::time::Duration;
use testkit::Database;
use tokio_util::sync::CancellationToken;

/// How long one cell is measured, and how often; the median counts.
const CELL: Duration = Duration::from_secs(2);
const ROUNDS: usize = 3;
const CLIENTS: [usize; 4] = [1, 8, 32, 128];
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
    let peers = Peer::all().await;
    for life in LIVES {
        println!("Commands/s, {life} commands an aggregate, median of {rounds} × {CELL:?}:\n");
        let mut table = Table::begin(&peers);
        for &clients in clients {
            let mut cells = [const { Vec::new() }; SIDES];
            for _ in 0..rounds {
                for (side, cells) in cells.iter_mut().enumerate() {
                    let before = meter.total();
                    let cell = match side {
                        0 => ours(&database, clients, life).await?,
                        1 => floor(&database, clients).await?,
                        2 => theirs(&database, clients, life).await?,
                        peer => peers[peer - 3].appends(clients, CELL, life).await?,
                    };
                    cells.push(cell.costing(&meter, before));
                }
            }
            table.add(clients, &cells);
        }
        table.end();
    }
    catch_up::measure(&database, &peers).await
}

/// Ours, pgbench, postgres-es, and the peers.
const SIDES: usize = 5;

/// Rates as they come, and what they cost at the end.
struct Table {
    header: String,
    costs: Vec<String>,
}

impl Table {
    fn begin(peers: &[Peer; 2]) -> Self {
        let [one, other] = peers.each_ref().map(|peer| peer.name);
        let header = format!("| clients | ours | pgbench | postgres-es | {one} | {other} |");
        println!("{header} ours ÷ pgbench | ours ÷ best event store |");
        println!("|{}", "---:|".repeat(SIDES + 3));
        Self { header, costs: Vec::new() }
    }

    fn add(&mut self, clients: usize, cells: &[Vec<Cell>; SIDES]) {
        let rates = cells.each_ref().map(|cells| median(cells.iter().map(|cell| cell.rate)));
        let row = |values: &[f64; SIDES]| values.map(|value| format!(" {value:.0} |")).concat();
        let best = rates[2..].iter().copied().fold(f64::NAN, f64::max);
        let (floor, ratio) = (rates[0] / rates[1], rates[0] / best);
        println!("| {clients} |{} {floor:.2} | {ratio:.2} |", row(&rates));
        let costs = cells.each_ref().map(|cells| median(cells.iter().map(|cell| cell.cpu_us)));
        self.costs.push(format!("| {clients} |{}", row(&costs)));
    }

    fn end(self) {
        println!("\nProcessor time a command, µs, of client and server together:\n\n{}", self.header);
        println!("|{}", "---:|".repeat(SIDES + 1));
        println!("{}\n", self.costs.join("\n"));
    }
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

impl From<Done> for Cell {
    fn from(Done { rate, commands }: Done) -> Self {
        Self { rate, commands, cpu_us: 0.0 }
    }
}

impl Cell {
    #[expect(clippy::cast_precision_loss, reason = "counts of seconds of work")]
    fn costing(self, meter: &Meter, before: Duration) -> Self {
        let spent = meter.total().saturating_sub(before);
        Self { cpu_us: spent.as_secs_f64() * 1e6 / self.commands as f64, ..self }
    }
}

/// Rows a second that Postgres' own load generator inserts.
async fn floor(database: &Database, clients: usize) -> anyhow::Result<Cell> {
    let pgbench::Inserted { rate, rows } = pgbench::inserts(database, reel::NOTE, clients, CELL).await?;
    Ok(Cell { rate, commands: rows, cpu_us: 0.0 })
}

/// Commands a second through [`Store::execute`], the sequencer running.
async fn ours(database: &Database, clients: usize, life: u64) -> anyhow::Result<Cell> {
    let store = Store::open(database.pool(clients + 4), StoreOptions::default());
    let shutdown = CancellationToken::new();
    let sequencer = Sequencer::start(database.url().parse()?, store.appended(), shutdown.clone());
    let done = give(Load { clients, life, time: CELL }, move |id, number| {
        let (store, id) = (store.clone(), JobId(id));
        async move {
            let context = CommandContext::new(Actor::System, CommandId(edge::fresh_id()));
            let executed = if number == 0 {
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
    Ok(done.into())
}

/// Commands a second through cqrs-es' framework on postgres-es, one connection a client.
async fn theirs(database: &Database, clients: usize, life: u64) -> anyhow::Result<Cell> {
    let connections = u32::try_from(clients)?;
    let options =
        sqlx::postgres::PgPoolOptions::new().min_connections(connections).max_connections(connections);
    let repository = PostgresEventRepository::new(options.connect(database.url()).await?);
    let store = PersistedEventStore::<_, Reel>::new_event_store(repository);
    let framework = Arc::new(CqrsFramework::new(store, vec![], ()));
    let done = give(Load { clients, life, time: CELL }, move |id, _| {
        let framework = Arc::clone(&framework);
        async move {
            let context = CommandContext::new(Actor::System, CommandId(edge::fresh_id()));
            let metadata = [
                ("actor".to_owned(), context.actor.to_string()),
                ("command_id".to_owned(), context.command_id.to_string()),
                ("correlation_id".to_owned(), context.correlation_id.to_string()),
            ];
            let id = JobId(id).to_string();
            let executed = framework.execute_with_metadata(&id, ReelCommand::Render, metadata.into());
            executed.await.expect("the framework executes");
        }
    })
    .await;
    Ok(done.into())
}
