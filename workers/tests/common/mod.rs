//! What the workers' tests share: a whole studio on a database of its own, with everything real but the
//! people, and kinds of work that do as the test says.

#![expect(dead_code, reason = "each test file uses its own part of this")]

use std::collections::BTreeMap;
use std::future::Future;
use std::str::FromStr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use deadpool_postgres::Pool;
use domain::job::{Cost, GenerateScript, JobCommand, JobDetails, JobKind, JobState, Work};
use domain::{AccountId, Actor, CommandId, Entity, Job, JobId, Length, ScriptId, ScriptType};
use event_store::{CommandContext, Sequencer, Store, StoreOptions, Tail, edge};
use projections::{Projector, Projectors};
use testkit::Database;
use tokio_postgres::Config;
use tokio_util::sync::CancellationToken;
use workers::{
    EngineClass, Handover, JobError, JobQueue, Kind, Kinds, Made, Making, RunningJob, TextModel, Worker,
    WorkerDeps, WorkerHandle, WorkerOptions, early_queue,
};

/// Longer than anything takes on a busy machine; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_mins(2);

/// A database with the log sequenced, followed and projected.
pub(crate) struct Studio {
    pub(crate) pool: Pool,
    pub(crate) store: Store,
    pub(crate) projectors: Projectors,
    pub(crate) assets: storage::Store,
    handover: Handover,
    // Removed with everything in it.
    pub(crate) files: tempfile::TempDir,
    shutdown: CancellationToken,
    // Last: dropped when nothing uses it any more.
    pub(crate) database: Database,
}

impl Studio {
    pub(crate) async fn open() -> Self {
        let database = Database::fresh().await;
        let pool = database.pool(12);
        let kinds = workers::kinds::standard(&TextModel::default(), &workers::Crafts::default());
        let config = Config::from_str(database.url()).unwrap();
        let handover = Handover::default();
        let observer = Some(early_queue(&config, &kinds, &handover).unwrap());
        let store = Store::open(pool.clone(), StoreOptions { observer, ..StoreOptions::default() });
        let shutdown = CancellationToken::new();
        Sequencer::start(config.clone(), store.appended(), shutdown.clone());
        let tail = Tail::start(store.log(), config, shutdown.clone()).await.unwrap();
        let projectors = Projectors::start(&pool, &tail, &shutdown);
        let queue = JobQueue::new(&kinds);
        Projector::spawn(queue, pool.clone(), tail, shutdown.clone());
        let files = tempfile::tempdir().unwrap();
        let assets = storage::Store::open(storage::Settings::local(files.path())).await.unwrap();
        Self { pool, store, projectors, assets, handover, files, shutdown, database }
    }

    pub(crate) fn deps(&self) -> WorkerDeps {
        let database = Config::from_str(self.database.url()).unwrap();
        WorkerDeps {
            pool: self.pool.clone(),
            store: self.store.clone(),
            database,
            handover: self.handover.clone(),
            assets: self.assets.clone(),
        }
    }

    /// A worker that stops with the token.
    pub(crate) fn worker(&self, name: &str, kinds: Kinds) -> (WorkerHandle, CancellationToken) {
        self.worker_with(options(name), kinds)
    }

    pub(crate) fn worker_with(
        &self,
        options: WorkerOptions,
        kinds: Kinds,
    ) -> (WorkerHandle, CancellationToken) {
        let token = self.shutdown.child_token();
        (Worker::start_with(kinds, options, self.deps(), token.clone()), token)
    }

    /// Asks for work that a test kind does.
    pub(crate) async fn request(&self, owner: AccountId, prompt: &str) -> JobId {
        self.request_with(owner, prompt, 0, 5).await
    }

    pub(crate) async fn request_with(
        &self,
        owner: AccountId,
        prompt: &str,
        priority: i32,
        max_attempts: u32,
    ) -> JobId {
        self.request_work(owner, None, text_work(prompt), priority, max_attempts).await
    }

    pub(crate) async fn request_work(
        &self,
        owner: AccountId,
        script: Option<ScriptId>,
        work: Work,
        priority: i32,
        max_attempts: u32,
    ) -> JobId {
        let job = JobId(edge::fresh_id());
        let (estimate, node) = (Cost::default(), None);
        let request =
            JobCommand::Request { job, owner, script, work, priority, max_attempts, estimate, node };
        self.command::<Job>(job, request).await;
        job
    }

    /// Gives a command that must be accepted.
    pub(crate) async fn command<A: Entity>(&self, id: A::Id, command: A::Command)
    where
        A::Command: Clone,
    {
        self.store.execute::<A>(id, command, &context()).await.unwrap();
    }

    pub(crate) async fn job(&self, id: JobId) -> JobDetails {
        self.store.load::<Job>(id).await.unwrap().unwrap().state.details().unwrap().clone()
    }

    /// Waits until the job is in a state.
    pub(crate) async fn job_in(&self, id: JobId, state: JobState) -> JobDetails {
        self.job_when(id, |job| {
            assert!(job.state == state || !job.state.ended(), "not {state}: {job:?}");
            job.state == state
        })
        .await
    }

    pub(crate) async fn job_when(&self, id: JobId, wanted: impl Fn(&JobDetails) -> bool) -> JobDetails {
        let since = Instant::now();
        loop {
            let job = self.store.load::<Job>(id).await.unwrap();
            let job = job.and_then(|job| job.state.details().cloned());
            if let Some(job) = job.clone().filter(|job| wanted(job)) {
                return job;
            }
            if since.elapsed() >= PATIENCE {
                let status = self.projectors.status().await;
                panic!("job {id} is still {job:?}; projectors: {status:?}");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// How many jobs the queue holds.
    pub(crate) async fn rows(&self, condition: &str) -> i64 {
        let client = self.pool.get().await.unwrap();
        let sql = format!("select count(*) from job_queue where {condition}");
        client.query_one(&sql, &[]).await.unwrap().get(0)
    }

    /// Waits until the queue holds so many jobs of a sort.
    pub(crate) async fn until_rows(&self, condition: &str, wanted: i64) {
        until(&format!("{wanted} rows with {condition}"), async || self.rows(condition).await == wanted)
            .await;
    }

    /// Waits until every event has its position.
    pub(crate) async fn sequenced(&self) {
        until("every event has its position", async || {
            let client = self.pool.get().await.unwrap();
            let sql =
                "select count(*) from events where not exists (select from log where event_id = events.id)";
            client.query_one(sql, &[]).await.unwrap().get::<_, i64>(0) == 0
        })
        .await;
    }

    /// How often an event of this type is in the log.
    pub(crate) async fn events(&self, event_type: &str) -> i64 {
        let client = self.pool.get().await.unwrap();
        let sql = "select count(*) from events where event_type = $1";
        client.query_one(sql, &[&event_type]).await.unwrap().get(0)
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, so: impl AsyncFn() -> bool) {
    let since = Instant::now();
    while !so().await {
        assert!(since.elapsed() < PATIENCE, "still waiting for {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub(crate) fn context() -> CommandContext {
    CommandContext::new(Actor::System, CommandId(edge::fresh_id()))
}

pub(crate) fn somebody() -> AccountId {
    AccountId(edge::fresh_id())
}

pub(crate) fn options(name: &str) -> WorkerOptions {
    WorkerOptions { name: name.into(), heartbeat_s: 1, ..WorkerOptions::default() }
}

/// Work that is whatever the test says, under the name of a kind that exists.
pub(crate) struct TestKind {
    kind: JobKind,
    run: Box<dyn Fn(RunningJob) -> Making + Send + Sync>,
    limit: Duration,
}

/// A kind that runs `work` for each attempt.
pub(crate) fn kind<F>(work: impl Fn(RunningJob) -> F + Send + Sync + 'static) -> TestKind
where
    F: Future<Output = Result<Made, JobError>> + Send + 'static,
{
    TestKind {
        kind: JobKind::GenerateScript,
        run: Box::new(move |job| Box::pin(work(job))),
        limit: Duration::from_mins(5),
    }
}

impl TestKind {
    pub(crate) fn named(self, kind: JobKind) -> Self {
        Self { kind, ..self }
    }

    pub(crate) fn limited(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    pub(crate) fn alone(self) -> Kinds {
        Kinds::default().with(self)
    }
}

impl Kind for TestKind {
    fn kind(&self) -> JobKind {
        self.kind
    }

    fn light(&self) -> bool {
        self.kind == JobKind::Produce
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn time_limit(&self) -> Duration {
        self.limit
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        (self.run)(job)
    }
}

/// What a job was asked for.
pub(crate) fn prompt(job: &RunningJob) -> String {
    match &job.job().work {
        Work::GenerateScript(asked) => asked.prompt.clone(),
        work => panic!("not a test's job: {work:?}"),
    }
}

/// Counts attempts by job.
#[derive(Clone, Default)]
pub(crate) struct Counts(Arc<Mutex<BTreeMap<JobId, usize>>>);

impl Counts {
    pub(crate) fn count(&self, job: &RunningJob) -> usize {
        let mut counts = self.0.lock().unwrap();
        let count = counts.entry(job.job().id).or_default();
        *count += 1;
        *count
    }

    pub(crate) fn of(&self, job: JobId) -> usize {
        self.0.lock().unwrap().get(&job).copied().unwrap_or(0)
    }
}

/// Remembers an order.
#[derive(Clone, Default)]
pub(crate) struct Order(Arc<Mutex<Vec<String>>>);

impl Order {
    pub(crate) fn add(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Counts what happens at the same time.
#[derive(Clone, Default)]
pub(crate) struct AtOnce(Arc<AtomicUsize>);

impl AtOnce {
    pub(crate) fn enter(&self) -> usize {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(crate) fn leave(&self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A worker with a runtime and connections of its own, which die together.
pub(crate) struct Mortal(Option<tokio::runtime::Runtime>);

impl Mortal {
    pub(crate) fn start(studio: &Studio, options: WorkerOptions, kinds: Kinds) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let pool = studio.database.pool(6);
        let database = Config::from_str(studio.database.url()).unwrap();
        let assets = studio.assets.clone();
        runtime.spawn(async move {
            let store = Store::open(pool.clone(), StoreOptions::default());
            let deps = WorkerDeps { pool, store, database, assets, handover: Handover::default() };
            let worker = Worker::start_with(kinds, options, deps, CancellationToken::new());
            worker.stopped().await;
        });
        Self(Some(runtime))
    }

    pub(crate) fn kill(mut self) {
        self.0.take().unwrap().shutdown_background();
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Work that a test kind does.
pub(crate) fn text_work(prompt: &str) -> Work {
    Work::GenerateScript(GenerateScript {
        prompt: prompt.into(),
        script_type: ScriptType::Outline,
        length: Length::Short,
    })
}
