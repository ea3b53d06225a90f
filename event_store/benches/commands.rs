//! Commands a second through aggregate and store, against pgbench inserting the same row and against
//! postgres-es on the same table; and how fast a reader catches up. All in one run, on one server, as
//! ratios; the sequencer runs beside ours.
//!
//! `scripts/with-postgres --durable cargo bench -p event_store --bench commands`

#[path = "commands/catch_up.rs"]
mod catch_up;
#[path = "commands/pgbench.rs"]
mod pgbench;
#[path = "commands/reel.rs"]
mod reel;

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
    for life in LIVES {
        println!("Commands/s, {life} commands an aggregate, median of {ROUNDS} × {CELL:?}:\n");
        println!("| clients | ours | pgbench | postgres-es | ours ÷ pgbench | ours ÷ postgres-es |");
        println!("|---|---|---|---|---|---|");
        for clients in [1, 8, 32] {
            let mut cells = [const { Vec::new() }; 3];
            for _ in 0..ROUNDS {
                cells[0].push(ours(&database, clients, life).await?);
                cells[1].push(pgbench::inserts(&database, clients, CELL).await?);
                cells[2].push(theirs(&database, clients, life).await?);
            }
            let [ours, pgbench, theirs] = cells.map(median);
            println!(
                "| {clients} | {ours:.0} | {pgbench:.0} | {theirs:.0} | {:.2} | {:.2} |",
                ours / pgbench,
                ours / theirs
            );
        }
        println!();
    }
    catch_up::measure(&database).await
}

/// Commands a second through [`Store::execute`], the sequencer running.
async fn ours(database: &Database, clients: usize, life: u64) -> anyhow::Result<f64> {
    let store = Store::open(database.pool(clients + 4), StoreOptions::default());
    let shutdown = CancellationToken::new();
    let sequencer = Sequencer::start(database.url().parse()?, store.appended(), shutdown.clone());
    let rate = rate(clients, life, move |id| {
        let store = store.clone();
        async move {
            let context = CommandContext::new(Actor::System, CommandId(edge::fresh_id()));
            store.execute::<Reel>(id, ReelCommand::Render, &context).await.expect("the store executes");
        }
    })
    .await;
    shutdown.cancel();
    sequencer.stopped().await;
    Ok(rate)
}

/// Commands a second through cqrs-es' framework on postgres-es, one connection a client.
async fn theirs(database: &Database, clients: usize, life: u64) -> anyhow::Result<f64> {
    let connections = u32::try_from(clients)?;
    let options =
        sqlx::postgres::PgPoolOptions::new().min_connections(connections).max_connections(connections);
    let repository = PostgresEventRepository::new(options.connect(database.url()).await?);
    let store = PersistedEventStore::<_, Reel>::new_event_store(repository);
    let framework = Arc::new(CqrsFramework::new(store, vec![], ()));
    let rate = rate(clients, life, move |id| {
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

/// How many commands a second `clients` tasks get done, each one after another.
async fn rate<F, Fut>(clients: usize, life: u64, command: F) -> f64
where
    F: Fn(JobId) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let stop = Arc::new(AtomicBool::new(false));
    let counting = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let (command, stop, counting) = (command.clone(), Arc::clone(&stop), Arc::clone(&counting));
            tokio::spawn(async move {
                let (mut done, mut given, mut id) = (0u64, 0u64, JobId(edge::fresh_id()));
                while !stop.load(Ordering::Relaxed) {
                    if given == life {
                        (given, id) = (0, JobId(edge::fresh_id()));
                    }
                    command(id).await;
                    given += 1;
                    done += u64::from(counting.load(Ordering::Relaxed));
                }
                done
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
    let mut done = 0;
    for task in tasks {
        done += task.await.expect("no command fails");
    }
    per_second(done, elapsed)
}

#[expect(clippy::cast_precision_loss, reason = "counts of seconds of work")]
fn per_second(count: u64, elapsed: Duration) -> f64 {
    count as f64 / elapsed.as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
