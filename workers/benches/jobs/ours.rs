//! Our side: a studio on a database of its own, with a kind that does nothing.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::job::{Cost, JobCommand, JobKind, OfScene, Work};
use domain::{AccountId, Actor, CommandId, Job, JobId, SceneId};
use event_store::{CommandContext, Sequencer, Store, StoreOptions, Tail, edge};
use projections::{Projector, Projectors};
use serde_json::json;
use testkit::Database;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_postgres::Config;
use tokio_util::sync::CancellationToken;
use workers::{
    EngineClass, Handover, JobQueue, Kind, Kinds, Made, Making, RunningJob, Worker, WorkerDeps,
    WorkerOptions, early_queue,
};

use super::{BURST, Cell, PAUSE, SINGLE, WAITING};

/// Jobs that are asked for at the same time in a burst.
const ASKING: usize = 64;

/// Notes when each job began; does nothing else.
#[derive(Clone, Default)]
struct Nothing {
    begun: Arc<Mutex<HashMap<JobId, Instant>>>,
    news: Arc<Notify>,
    count: Arc<AtomicUsize>,
}

impl Kind for Nothing {
    fn kind(&self) -> JobKind {
        JobKind::TimeScene
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        self.begun.lock().unwrap().insert(job.job().id, Instant::now());
        self.count.fetch_add(1, Ordering::Relaxed);
        self.news.notify_one();
        Box::pin(async { Ok(Made::Result(json!(null))) })
    }
}

impl Nothing {
    async fn begun(&self, job: JobId) -> Instant {
        loop {
            if let Some(at) = self.begun.lock().unwrap().remove(&job) {
                return at;
            }
            self.news.notified().await;
        }
    }
}

pub(super) async fn measure(slots: usize) -> anyhow::Result<Cell> {
    let database = Database::fresh().await;
    let shutdown = CancellationToken::new();
    let pool = database.pool(24);
    let config = Config::from_str(database.url())?;
    let nothing = Nothing::default();
    let kinds = Kinds::default().with(nothing.clone());
    let handover = Handover::default();
    let observer = Some(early_queue(&config, &kinds, &handover)?);
    let store = Store::open(pool.clone(), StoreOptions { observer, ..StoreOptions::default() });
    let sequencer = Sequencer::start(config.clone(), store.appended(), shutdown.clone());
    let tail = Tail::start(store.log(), config.clone(), shutdown.clone()).await?;
    let projectors = Projectors::start(&pool, &tail, &shutdown);
    let queue = Projector::spawn(JobQueue::new(&kinds), pool.clone(), tail, shutdown.clone());
    let options = WorkerOptions { name: "bench".into(), slots, ..WorkerOptions::default() };
    let files = tempfile::tempdir()?;
    let assets = storage::Store::open(storage::Settings::local(files.path())).await?;
    let deps = WorkerDeps { pool: pool.clone(), store: store.clone(), database: config, handover, assets };
    let worker = Worker::start_with(kinds, options, deps, shutdown.clone());

    let mut latency = [Vec::new(), Vec::new()];
    for (place, waiting) in WAITING.into_iter().enumerate() {
        put_off(&pool, waiting).await?;
        single(&store, &nothing, SINGLE / 10).await?;
        latency[place] = single(&store, &nothing, SINGLE).await?;
    }
    let rate = burst(&store, &pool).await?;
    shutdown.cancel();
    worker.stopped().await;
    queue.stopped().await;
    projectors.stopped().await;
    sequencer.stopped().await;
    Ok(Cell { latency, rates: vec![rate] })
}

/// Jobs that have failed and wait for their next attempt, an hour from now.
async fn put_off(pool: &deadpool_postgres::Pool, jobs: usize) -> anyhow::Result<()> {
    let client = pool.get().await?;
    let sql = "insert into job_queue (job_id, kind, engine, owner_id, next, ready_at, enqueued_at)
        select gen_random_uuid(), 'time_scene', 'cpu', gen_random_uuid(), 'later', now() + interval '1 hour', now()
        from generate_series(1, $1)";
    client.execute(sql, &[&i32::try_from(jobs)?]).await?;
    Ok(())
}

/// One job after another; milliseconds from the command to its worker.
async fn single(store: &Store, nothing: &Nothing, jobs: usize) -> anyhow::Result<Vec<f64>> {
    let mut taken = Vec::with_capacity(jobs);
    for _ in 0..jobs {
        tokio::time::sleep(PAUSE).await;
        let asked = Instant::now();
        let job = ask(store).await?;
        let begun = nothing.begun(job).await;
        taken.push((begun - asked).as_secs_f64() * 1_000.0);
    }
    Ok(taken)
}

/// Many at once; how many a second are completed.
async fn burst(store: &Store, pool: &deadpool_postgres::Pool) -> anyhow::Result<f64> {
    let before = completed(pool).await?;
    let began = Instant::now();
    let mut asking = JoinSet::new();
    for _ in 0..ASKING {
        let store = store.clone();
        asking.spawn(async move {
            for _ in 0..BURST / ASKING {
                ask(&store).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(asked) = asking.join_next().await {
        asked??;
    }
    let wanted = i64::try_from(BURST / ASKING * ASKING)?;
    while completed(pool).await? - before < wanted {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousand jobs")]
    Ok(wanted as f64 / began.elapsed().as_secs_f64())
}

/// Jobs that people see as completed.
async fn completed(pool: &deadpool_postgres::Pool) -> anyhow::Result<i64> {
    let client = pool.get().await?;
    let statement = client.prepare_cached("select count(*) from jobs where state = 'completed'").await?;
    Ok(client.query_one(&statement, &[]).await?.try_get(0)?)
}

async fn ask(store: &Store) -> anyhow::Result<JobId> {
    let job = JobId(edge::fresh_id());
    let request = JobCommand::Request {
        job,
        owner: AccountId(edge::fresh_id()),
        script: None,
        work: Work::TimeScene(OfScene { scene: SceneId(edge::fresh_id()), revision: 1 }),
        priority: 0,
        max_attempts: 5,
        estimate: Cost::default(),
        node: None,
    };
    let context = CommandContext::new(Actor::System, CommandId(edge::fresh_id()));
    store.execute_at::<Job>(job, 0, request, &context).await?;
    Ok(job)
}
