//! Commands a second in a studio at work, with the sequencer and every projector running on the same processors:
//! on an aggregate whose event says nothing of a script, and on scripts, whose words are sealed and shown by read
//! models; beside pgbench inserting single rows into the same table. And how far the read models are behind when it
//! ends.
//!
//! `scripts/bench projections`; with numbers behind `--` of `cargo bench`, only those numbers of clients, once.

#[path = "../../event_store/benches/commands/clients.rs"]
mod clients;
#[path = "../../event_store/benches/commands/cpu.rs"]
mod cpu;
#[path = "../../event_store/benches/commands/pgbench.rs"]
mod pgbench;
#[path = "../../event_store/benches/commands/reel.rs"]
mod reel;

use clients::{Done, Load, give, median};
use cpu::Meter;
use domain::script::ScriptCommand;
use domain::{AccountId, Actor, CommandId, Format, Genre, JobId, Script, ScriptId, Tone};
use event_store::{CommandContext, Sequencer, Store, StoreOptions, Tail, edge};
use projections::{Projectors, Target, Waited};
use reel::{NOTE, Reel, ReelCommand};
use std::time::{Duration, Instant};
use testkit::Database;
use tokio_util::sync::CancellationToken;

/// How long one cell is measured, and how often; the median counts.
const CELL: Duration = Duration::from_secs(4);
const ROUNDS: usize = 3;
const CLIENTS: [usize; 4] = [1, 8, 32, 128];
/// Commands that an aggregate lives through before a client takes a new one.
const LIFE: u64 = 20;
/// Longer than the read models are ever behind.
const PATIENCE: Duration = Duration::from_mins(2);

fn main() -> anyhow::Result<()> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    // Cargo adds `--bench`.
    let chosen: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (clients, rounds) = if chosen.is_empty() { (&CLIENTS[..], ROUNDS) } else { (&chosen[..], 1) };
    let database = Database::fresh().await;
    let meter = Meter::of(&database.connect().await).await?;
    println!("Commands/s, {LIFE} an aggregate, all read models following, median of {rounds} × {CELL:?}:\n");
    let heads =
        ["clients", "plain", "scripts", "pgbench", "plain ÷ pgbench", "scripts ÷ pgbench", "behind, s"];
    let costs = ["CPU µs, plain", "scripts", "pgbench"];
    println!("| {} | {} |\n|{}", heads.join(" | "), costs.join(" | "), "---:|".repeat(10));
    for &clients in clients {
        let mut cells = [const { Vec::new() }; 3];
        for _ in 0..rounds {
            cells[0].push(studio(&database, &meter, clients, Of::Reels).await?);
            cells[1].push(studio(&database, &meter, clients, Of::Scripts).await?);
            cells[2].push(floor(&database, &meter, clients).await?);
        }
        let of = |what: fn(&Cell) -> f64| cells.each_ref().map(|cells| median(cells.iter().map(what)));
        let ([plain, scripts, floor], [_, behind, _]) = (of(|it| it.rate), of(|it| it.behind.as_secs_f64()));
        let [ours, sealed, theirs] = of(|it| it.cpu_us);
        println!(
            "| {clients} | {plain:.0} | {scripts:.0} | {floor:.0} | {:.2} | {:.2} | {behind:.1} | {ours:.0} | {sealed:.0} | {theirs:.0} |",
            plain / floor,
            scripts / floor,
        );
    }
    Ok(())
}

/// What the commands are given to.
#[derive(Clone, Copy)]
enum Of {
    /// An aggregate that no read model shows.
    Reels,
    /// Scripts: created, and then another logline each time.
    Scripts,
}

/// What one measurement came to.
struct Cell {
    /// Commands a second.
    rate: f64,
    /// How long after the last command the read models had caught up.
    behind: Duration,
    /// Processor time a command in microseconds, until then.
    cpu_us: f64,
}

/// A studio on the bench's database for one cell.
async fn studio(database: &Database, meter: &Meter, clients: usize, of: Of) -> anyhow::Result<Cell> {
    let (life, pool) = (CancellationToken::new(), database.pool(clients + 4));
    let store = Store::open(pool.clone(), StoreOptions::default());
    let sequencer = Sequencer::start(database.url().parse()?, store.appended(), life.clone());
    let tail = Tail::start(store.log(), database.url().parse()?, life.clone()).await?;
    let projectors = Projectors::start(&database.pool(8), &tail, &life);
    // What pgbench left to them.
    caught_up(database, &projectors).await?;
    let before = meter.total();
    let Done { rate, commands } = commands(&store, clients, of).await;
    let ended = Instant::now();
    caught_up(database, &projectors).await?;
    let (behind, spent) = (ended.elapsed(), meter.total().saturating_sub(before));
    life.cancel();
    sequencer.stopped().await;
    Ok(Cell { rate, behind, cpu_us: each(spent, commands) })
}

async fn caught_up(database: &Database, projectors: &Projectors) -> anyhow::Result<()> {
    let last: i64 = database
        .connect()
        .await
        .query_one("select coalesce(max(id), 0) from events", &[])
        .await?
        .try_get(0)?;
    if last == 0 {
        return Ok(());
    }
    let waited = projectors.wait_for(Target::Event(last), PATIENCE).await;
    anyhow::ensure!(
        matches!(waited, Waited::Reached(_)),
        "the read models are more than {PATIENCE:?} behind"
    );
    Ok(())
}

/// What so many clients get done.
async fn commands(store: &Store, clients: usize, of: Of) -> Done {
    let (store, owner) = (store.clone(), AccountId(edge::fresh_id()));
    give(Load { clients, life: LIFE, time: CELL }, move |id, number| {
        let store = store.clone();
        async move {
            let context = CommandContext::new(Actor::Account(owner), CommandId(edge::fresh_id()));
            match of {
                Of::Reels => {
                    let render = if number == 0 {
                        store.execute_at::<Reel>(JobId(id), 0, ReelCommand::Render, &context).await
                    } else {
                        store.execute::<Reel>(JobId(id), ReelCommand::Render, &context).await
                    };
                    render.expect("the store executes");
                }
                Of::Scripts => {
                    let script = ScriptId(id);
                    let change = if number == 0 {
                        store.execute_at::<Script>(script, 0, create(script, owner), &context).await
                    } else {
                        let logline = ScriptCommand::ChangeLogline(format!("{NOTE} {number}"));
                        store.execute::<Script>(script, logline, &context).await
                    };
                    change.expect("the store executes");
                }
            }
        }
    })
    .await
}

fn create(script: ScriptId, owner: AccountId) -> ScriptCommand {
    ScriptCommand::Create {
        script,
        owner,
        title: "The Lamp".into(),
        format: Format::Short,
        genre: Genre::Drama,
        tone: Tone::Neutral,
        logline: NOTE.into(),
    }
}

async fn floor(database: &Database, meter: &Meter, clients: usize) -> anyhow::Result<Cell> {
    let before = meter.total();
    let pgbench::Inserted { rate, rows } = pgbench::inserts(database, NOTE, clients, CELL).await?;
    Ok(Cell { rate, behind: Duration::ZERO, cpu_us: each(meter.total().saturating_sub(before), rows) })
}

#[expect(clippy::cast_precision_loss, reason = "counts of seconds of work")]
fn each(time: Duration, count: u64) -> f64 {
    time.as_secs_f64() * 1e6 / count as f64
}
