//! Putting a studio together from its parts, in the order in which they need each other, and taking
//! it apart again.

use crate::database::Database;
use crate::maintenance;
use crate::settings::{FILM_CHILD, Studio};
use crate::workbench::Workbench;
use crate::worker_name::WorkerName;
use anyhow::{Context, Result, bail};
use api::limits::LEAST_FREE_BYTES;
use api::{ApiConfig, ApiDeps, TextModel, Vitals};
use deadpool_postgres::Pool;
use event_store::{Sequencer, Store, StoreOptions, Tail};
use inference::ModelCard;
use projections::{Projector, Projectors};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use workers::{
    Crafts, EngineClass, Handover, ImageModel, JobQueue, Maintenance, SoundStage, Worker, WorkerDeps,
    WorkerHandle, WorkerOptions, early_queue,
};

/// Connections of one process: readers and projectors beside the writers.
const CONNECTIONS: usize = 24;
/// How long running work may take to let go.
const DRAIN: Duration = Duration::from_secs(30);

/// A studio's parts, running.
pub(crate) struct Parts {
    pool: Pool,
    config: tokio_postgres::Config,
    store: Store,
    tail: Tail,
    projectors: Arc<Projectors>,
    sequencer: Sequencer,
    queue: Projector,
    handover: Handover,
    assets: storage::Store,
    account_quota: Option<u64>,
    maintenance: Maintenance,
    name: WorkerName,
    /// Held as long as this process works.
    workbench: Option<Workbench>,
    shutdown: CancellationToken,
}

impl Parts {
    /// Everything that follows the log, on a database whose tables are brought up to date first, and what
    /// is tidied up by the clock.
    pub(crate) async fn start(
        options: &Studio,
        name: WorkerName,
        database: &Database,
        shutdown: CancellationToken,
    ) -> Result<Self> {
        let pool = database.migrated_pool(CONNECTIONS).await?;
        let config = tokio_postgres::Config::from_str(database.url())?;
        // Recorded from the start, whether this process shows them or not.
        api::telemetry::install();
        workers::describe_metrics();
        let kinds = workers::kinds::standard(&workers::TextModel::default(), &Crafts::default());
        let handover = Handover::default();
        let observer = Some(early_queue(&config, &kinds, &handover).context("cannot set up the queue")?);
        let store = Store::open(pool.clone(), StoreOptions { observer, ..StoreOptions::default() });
        let sequencer = Sequencer::start(config.clone(), store.appended(), shutdown.clone());
        let tail = Tail::start(store.log(), config.clone(), shutdown.clone()).await?;
        let projectors = Arc::new(Projectors::start(&pool, &tail, &shutdown));
        let queue = JobQueue::new(&kinds);
        let queue = Projector::spawn(queue, pool.clone(), tail.clone(), shutdown.clone());
        let settings = options.files.settings(&options.place.data_dir)?;
        let place = settings.place.to_string();
        let assets = storage::Store::open(settings);
        let assets = assets.await.with_context(|| format!("files cannot be kept in {place}"))?;
        let tasks = maintenance::tasks(options, &assets);
        tidy_here(&assets).await;
        let maintenance = Maintenance::start(tasks, pool.clone(), name.as_str().to_owned(), shutdown.clone());
        let account_quota = options.files.account_quota();
        Ok(Self {
            pool,
            config,
            store,
            tail,
            projectors,
            sequencer,
            queue,
            handover,
            assets,
            account_quota,
            maintenance,
            name,
            workbench: None,
            shutdown,
        })
    }

    /// Answers HTTP until shutdown.
    pub(crate) async fn serve(&self, listener: TcpListener, model: Option<&ModelCard>) -> Result<()> {
        let model = model.map(|card| TextModel {
            name: card.name.clone(),
            licence: card.licence.clone(),
            origin: card.origin.clone(),
        });
        let deps = ApiDeps {
            pool: self.pool.clone(),
            database: self.config.clone(),
            store: self.store.clone(),
            tail: self.tail.clone(),
            projectors: Arc::clone(&self.projectors),
            assets: self.assets.clone(),
        };
        let config =
            ApiConfig { text_model: model, account_quota: self.account_quota, ..ApiConfig::default() };
        Ok(api::serve(config, deps, listener, self.shutdown.clone()).await?)
    }

    /// Shows operators this process' health and figures until shutdown.
    pub(crate) fn serve_operators(&self, listener: TcpListener) -> impl Future<Output = ()> + use<> {
        let vitals = Vitals {
            pool: self.pool.clone(),
            log: self.store.log(),
            folder: self.assets.settings().incoming.clone(),
            least_free_bytes: LEAST_FREE_BYTES,
        };
        api::serve_operators(vitals, listener, self.shutdown.clone())
    }

    /// Starts the workers of this process. Those that leave writing to others take no such job when they have no
    /// model; elsewhere it fails and says why.
    pub(crate) fn work(
        &mut self,
        options: &Studio,
        text_model: Option<PathBuf>,
        leaves_writing: bool,
    ) -> Result<WorkerHandle> {
        let crew = &options.crew;
        let workbench = Workbench::take(&options.place.data_dir)?;
        let crafts = crafts(options, &workbench, options.image_model()?)?;
        self.workbench = Some(workbench);
        let options = WorkerOptions {
            name: self.name.as_str().to_owned(),
            slots: crew.workers,
            engines: crew.engines(),
            text_model,
            leaves_writing,
            threads: crew.threads,
            lease_s: crew.lease_seconds,
            heartbeat_s: crew.heartbeat_seconds,
            limits: crew.limits(),
            crafts,
            device: device(&crew.engines()),
            ..WorkerOptions::default()
        };
        let deps = WorkerDeps {
            pool: self.pool.clone(),
            store: self.store.clone(),
            database: self.config.clone(),
            handover: self.handover.clone(),
            assets: self.assets.clone(),
        };
        Ok(Worker::start(options, deps, self.shutdown.clone()))
    }

    /// Waits until everything has let go, after shutdown was asked for.
    pub(crate) async fn stopped(self, worker: Option<WorkerHandle>) {
        let parts = async move {
            if let Some(worker) = worker {
                worker.stopped().await;
            }
            self.queue.stopped().await;
            self.maintenance.stopped().await;
            if let Ok(projectors) = Arc::try_unwrap(self.projectors) {
                projectors.stopped().await;
            }
            self.sequencer.stopped().await;
        };
        if tokio::time::timeout(DRAIN, parts).await.is_err() {
            tracing::warn!("not everything stopped in time; what was left is taken up at the next start");
        }
    }
}

/// What pictures, sound and films are made with. Films are encoded by this program, as a child of itself.
fn crafts(options: &Studio, workbench: &Workbench, image_model: ImageModel) -> Result<Crafts> {
    let threads = options.crew.threads;
    let projector = workers::Projector {
        program: std::env::current_exe().context("this program cannot find itself")?,
        args: vec![FILM_CHILD.to_owned()],
        work_dir: workbench.folder().to_owned(),
        threads: threads.map(NonZeroUsize::get),
    };
    let sounds = SoundStage::new(options.voice_model());
    Ok(Crafts { threads, projector: Some(projector), image_model, sounds })
}

/// What the engines are on this machine, in words.
fn device(engines: &[EngineClass]) -> String {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let words = |class: &EngineClass| match class {
        EngineClass::Cpu => format!("{cores} {} cores", std::env::consts::ARCH),
        EngineClass::Gpu => "GPU".to_owned(),
        EngineClass::Remote => "remote".to_owned(),
    };
    engines.iter().map(words).collect::<Vec<_>>().join(", ")
}

/// Removes this machine's own leftovers; a studio starts without it, too.
async fn tidy_here(assets: &storage::Store) {
    if let Err(error) = maintenance::sweep_uploads(assets).await {
        tracing::warn!(%error, "unfinished uploads cannot be removed: {error}");
    }
    let swept = tokio::task::spawn_blocking(maintenance::sweep_here).await;
    if let Ok(Err(error)) = swept {
        tracing::warn!(%error, "unfinished files cannot be removed: {error}");
    }
}

/// The weights to use: the file that is named, or the one that was fetched.
pub(crate) fn text_model_path(named: Option<&Path>, models_dir: Option<&Path>) -> Result<PathBuf> {
    let fetched = || models_dir.map(|dir| dir.join("qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"));
    let Some(path) = named.map(Path::to_owned).or_else(fetched) else {
        bail!("no language model is named, and there is no home directory to look for one in");
    };
    let file = path.metadata().with_context(|| format!("no language model at {}", path.display()))?;
    if !file.is_file() {
        bail!("{} is not a file", path.display());
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_is_not_there_is_named() {
        let error = text_model_path(Some(Path::new("/nowhere/model.gguf")), None).unwrap_err();
        assert!(error.to_string().contains("/nowhere/model.gguf"), "{error}");
        let error = text_model_path(Some(Path::new("/")), None).unwrap_err();
        assert_eq!(error.to_string(), "/ is not a file");
    }
}
