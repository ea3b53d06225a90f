//! A worker: takes jobs from the queue, runs them, keeps their leases alive, and takes back what dead
//! workers left. Any number of workers share one database; none of them is special.

mod admit;
mod attempt;
mod care;
mod chores;
mod claim;
mod line;
mod room;
mod settle;
mod take_back;

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use deadpool_postgres::Pool;
use domain::JobId;
use event_store::{Store, edge};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_postgres::Config;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::engine::EngineClass;
use crate::handover::Handover;
use crate::kinds::{self, Crafts, Kinds};
use crate::models::TextModel;
use crate::queue::{Limits, Queue};
use crate::registry::Entry;
use crate::stop::{Stop, StopSignal};
use room::Room;

/// How a worker works.
#[derive(Clone, Debug)]
pub struct WorkerOptions {
    /// Its name, which nobody else may have at the same time: jobs that are leased to this name when it
    /// starts were left behind by its former life, and are taken back at once instead of when
    /// their lease ends. The lock on a data directory is what makes a name unique: derive the name
    /// from host and directory, and a number where one process runs several workers.
    pub name: String,
    /// Jobs at a time.
    pub slots: usize,
    /// What it offers to run on.
    pub engines: Vec<EngineClass>,
    /// The language model's file (GGUF). Without one, jobs that need it fail and say so.
    pub text_model: Option<PathBuf>,
    /// Whether, without a language model, such jobs are left to other workers instead.
    pub leaves_writing: bool,
    /// Most threads the model computes on; `None` takes what candle's pool has. Call
    /// [`inference::cap_threads`] first in `main`, or loading fails.
    pub threads: Option<NonZeroUsize>,
    /// What pictures and films are made with.
    pub crafts: Crafts,
    /// After so many seconds of silence the job is another's.
    pub lease_s: u32,
    /// Between two signs of life, well below a third of the lease.
    pub heartbeat_s: u32,
    /// How long a shutdown waits for running work to stop before it is thrown away.
    pub grace: Duration,
    /// How many jobs may run at a time in the whole cluster.
    pub limits: Limits,
    /// What it computes on, in words for operators.
    pub device: String,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            name: "worker".to_owned(),
            slots: 1,
            engines: vec![EngineClass::Cpu],
            text_model: None,
            leaves_writing: false,
            threads: None,
            crafts: Crafts::default(),
            lease_s: 60,
            heartbeat_s: 15,
            grace: Duration::from_secs(8),
            limits: Limits::default(),
            device: "cpu".to_owned(),
        }
    }
}

/// What a worker works with.
#[derive(Clone)]
pub struct WorkerDeps {
    /// Connections: a handful for the worker itself and two a slot.
    pub pool: Pool,
    /// The log.
    pub store: Store,
    /// Where the database is, for a connection of its own that listens.
    pub database: Config,
    /// Where the bytes of assets are.
    pub assets: storage::Store,
    /// Whence it hears of requests that this process appends.
    pub handover: Handover,
}

/// Starts workers.
#[derive(Debug)]
pub struct Worker;

/// A worker of this process.
#[derive(Debug)]
pub struct WorkerHandle {
    name: String,
    task: JoinHandle<()>,
}

impl Worker {
    /// Starts a worker for the product's kinds. On `shutdown` it takes nothing more, hands running work
    /// back and ends; [`WorkerHandle::stopped`] waits for that.
    pub fn start(options: WorkerOptions, deps: WorkerDeps, shutdown: CancellationToken) -> WorkerHandle {
        let model = TextModel::new(options.text_model.clone(), options.threads);
        let mut kinds = kinds::standard(&model, &options.crafts);
        if options.text_model.is_none() && options.leaves_writing {
            kinds = kinds.without_writing();
        }
        Self::start_with(kinds, options, deps, shutdown)
    }

    /// The same for other kinds.
    pub fn start_with(
        kinds: Kinds,
        options: WorkerOptions,
        deps: WorkerDeps,
        shutdown: CancellationToken,
    ) -> WorkerHandle {
        let name = options.name.clone();
        // As many as ask at once: the claims, the sweep, and ends of jobs.
        let queue = Queue::open(&deps.database, 4).expect("a pool without timeouts needs no runtime");
        let shared = Arc::new(Shared {
            queue,
            entry: Entry::new(deps.pool.clone(), name.clone(), edge::fresh_id()),
            deps,
            kinds,
            room: Room::new(options.slots.max(1)),
            running: Mutex::default(),
            ready: Notify::new(),
            idle: AtomicBool::new(false),
            fresh: TaskTracker::new(),
            cancelled: Notify::new(),
            shutdown,
            options,
        });
        shared.deps.handover.enter(&shared);
        WorkerHandle { name, task: tokio::spawn(shared.work()) }
    }
}

impl WorkerHandle {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Waits until it has ended, after its shutdown was asked for: at most its grace and two seconds.
    pub async fn stopped(self) {
        // It neither panics nor is aborted by anyone but the runtime's own end.
        let _ = self.task.await;
    }
}

/// What the tasks of one worker share.
pub(crate) struct Shared {
    options: WorkerOptions,
    deps: WorkerDeps,
    queue: Queue,
    entry: Entry,
    kinds: Kinds,
    room: Room,
    running: Mutex<HashMap<JobId, Held>>,
    /// Some job may be ready, or a slot is free again.
    ready: Notify,
    /// The last look at the queue found nothing, with room for more.
    idle: AtomicBool,
    /// Jobs that came past the queue.
    fresh: TaskTracker,
    /// Some job may have been cancelled.
    cancelled: Notify,
    shutdown: CancellationToken,
}

/// An attempt that this worker has.
#[derive(Clone)]
struct Held {
    attempt: u32,
    stop: StopSignal,
}

impl Shared {
    fn running(&self) -> MutexGuard<'_, HashMap<JobId, Held>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything a worker does, until its shutdown is over.
    async fn work(self: Arc<Self>) {
        let over = CancellationToken::new();
        // Leases are kept and cancellations heard until the last job has stopped.
        tokio::spawn(over.clone().run_until_cancelled_owned(Arc::clone(&self).listen()));
        tokio::spawn(over.clone().run_until_cancelled_owned(Arc::clone(&self).keep_leases()));
        tokio::spawn(over.clone().run_until_cancelled_owned(Arc::clone(&self).obey_cancellations()));
        tokio::spawn(over.clone().run_until_cancelled_owned(Arc::clone(&self).sweep()));
        let name = &self.options.name;
        tracing::info!(worker = name, kinds = ?self.kinds, "worker {name} started");
        Arc::clone(&self).claim_until_shutdown().await;
        over.cancel();
        if let Err(error) = self.entry.leave().await {
            tracing::debug!(worker = name, %error, "worker {name} could not sign off");
        }
        tracing::info!(worker = name, "worker {name} stopped");
    }

    /// Asks everything that runs here to stop.
    fn stop_all(&self, reason: Stop) {
        for held in self.running().values() {
            held.stop.stop(reason);
        }
    }
}
