//! The process itself dies, as in a power cut, while its projectors are in the middle of their transactions.

use crate::journey::{Journey, Step, contents, steps};
use crate::world::{PATIENCE, World};
use deadpool_postgres::{Client, Manager, ManagerConfig, Pool, RecyclingMethod};
use event_store::{Log, Tail};
use projections::{Projectors, READ_MODELS, rebuild};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::Duration;
use tokio_postgres::{Config, NoTls};
use tokio_util::sync::CancellationToken;

const DATABASE: &str = "SPOOL_TEST_VICTIM_OF";
/// How many die amid a batch; and how many may be started for that.
const DEATHS: u32 = 50;
const VICTIMS: usize = 160;
/// Steps of a life between two of them.
const STEPS: usize = 3;
/// How long each statement dawdles over a row, so that there is a middle to die in.
const DAWDLE_MS: u64 = 3;

/// The process that is killed: the projectors of every read model, until the end.
#[test]
#[ignore = "the process that the test below starts and kills"]
fn victim() {
    let Ok(url) = std::env::var(DATABASE) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut config = Config::from_str(&url).unwrap();
        config.application_name("victim");
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config.clone(), NoTls, recycling);
        let pool = Pool::builder(manager).max_size(16).build().unwrap();
        let shutdown = CancellationToken::new();
        let tail = Tail::start(Log::new(pool.clone()), config, shutdown.clone()).await.unwrap();
        let _projectors = Projectors::start(&pool, &tail, &shutdown);
        std::future::pending::<()>().await;
    });
}

/// Kills what it is about to forget.
struct Victim(Child);

impl Victim {
    fn start(world: &World) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "killed::victim", "--ignored", "--nocapture"]);
        command.env(DATABASE, world.database.url()).stdout(Stdio::null()).stderr(Stdio::null());
        Self(command.spawn().unwrap())
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until so many of the victim's sessions are `condition`.
async fn sessions(client: &Client, condition: &str, any: bool) {
    let sql = format!(
        "select exists (select from pg_stat_activity
            where application_name = 'victim' and datname = current_database() and {condition})"
    );
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while client.query_one(&sql, &[]).await.unwrap().get::<_, bool>(0) != any {
        assert!(tokio::time::Instant::now() < deadline, "sessions with {condition} are not {any}");
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

/// Makes every statement on the read models take its time, or lets them go.
async fn dawdle(client: &Client, on: bool) {
    let sleep = Duration::from_millis(DAWDLE_MS).as_secs_f64();
    let function = format!(
        "create or replace function dawdle() returns trigger language plpgsql as
            $$ begin perform pg_sleep({sleep}); return null; end $$;"
    );
    client.batch_execute(&function).await.unwrap();
    for table in READ_MODELS {
        let sql = if on {
            format!("create trigger dawdle after insert or update on {table} execute function dawdle()")
        } else {
            format!("drop trigger dawdle on {table}")
        };
        client.batch_execute(&sql).await.unwrap();
    }
}

/// The longest way any projector has to go, in events.
async fn longest_lag(client: &Client) -> u64 {
    projections::status(client).await.unwrap().iter().map(|it| it.lag_events).max().unwrap_or(0)
}

/// The same life and the same moments at every run.
fn fate() -> (Vec<Step>, Vec<u8>) {
    let whole = (steps(VICTIMS * STEPS..VICTIMS * STEPS + 1), proptest::collection::vec(0..120_u8, VICTIMS));
    whole.new_tree(&mut TestRunner::deterministic()).unwrap().current()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_processes_killed_amid_a_batch_leave_what_a_rebuild_makes() {
    let world = World::open().await;
    let client = world.client().await;
    dawdle(&client, true).await;
    let mut journey = Journey::begin(&world).await;
    let (life, moments) = fate();
    let (mut amid, mut after) = (0, 0);
    for (steps, moment) in life.chunks(STEPS).zip(moments) {
        for step in steps {
            journey.take(&world, *step).await;
        }
        // Whatever was refused: there is something to apply.
        world.character("Extra").await;
        world.head().await;
        let lag = longest_lag(&client).await.max(10);
        let victim = Victim::start(&world);
        sessions(&client, "backend_xid is not null", true).await;
        // Anywhere in a little more than the time that the longest batch takes.
        tokio::time::sleep(Duration::from_millis(lag * DAWDLE_MS * u64::from(moment) / 100)).await;
        drop(victim);
        sessions(&client, "true", false).await;
        *if longest_lag(&client).await > 0 { &mut amid } else { &mut after } += 1;
        if amid == DEATHS {
            break;
        }
    }
    println!("{amid} died amid a batch, {after} after it");
    assert_eq!(amid, DEATHS, "and {after} were killed too late");
    dawdle(&client, false).await;
    let projectors = world.projectors();
    let head = world.settled(&projectors).await;
    let grown = contents(&world).await;
    for name in READ_MODELS {
        assert_eq!(rebuild(&world.pool, world.tail.log(), name, |_| {}).await.unwrap(), head);
    }
    assert_eq!(contents(&world).await, grown);
}
