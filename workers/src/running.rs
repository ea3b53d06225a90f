//! What a kind is given to work with: the job as it was at the start of the attempt, and the ways to say
//! what happens: phases and finished parts go to the log, everything passing to the progress row.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use deadpool_postgres::Pool;
use domain::job::{Cost, JobCommand, JobDetails, JobRefusal, JobState, Phase};
use domain::{Actor, CommandId, Job, JobId};
use event_store::{CommandContext, ExecuteError, Store, edge};
use projections::ProgressWriter;
use projections::progress::{JobAttempt, Report};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::error::JobError;
use crate::runner::WorkerDeps;
use crate::stop::{Stop, StopSignal};

/// Where an attempt's commands come from.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) worker: String,
    pub(crate) correlation_id: Option<Uuid>,
    pub(crate) traceparent: Option<String>,
}

impl Origin {
    /// A command of this worker for a job.
    pub(crate) fn context(&self, job: JobId, command: CommandId) -> CommandContext {
        let mut context = CommandContext::new(Actor::Worker(self.worker.clone()), command);
        context.correlation_id = self.correlation_id.unwrap_or(context.correlation_id);
        context.traceparent.clone_from(&self.traceparent);
        context.job_id = Some(job);
        context
    }
}

/// A job in the hands of its kind. Cheap to clone.
#[derive(Clone)]
pub struct RunningJob {
    inner: Arc<Inner>,
}

struct Inner {
    job: JobDetails,
    origin: Origin,
    store: Store,
    pool: Pool,
    assets: storage::Store,
    stop: StopSignal,
    progress: ProgressWriter,
    last: Mutex<Report>,
    began: Instant,
    usd_micros: AtomicU64,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The step it is at, from 1; 0 before the first.
    pub step: u32,
    /// How many steps there are.
    pub total_steps: u32,
    /// How much of the whole is done, 0 to 1.
    pub fraction: f64,
    /// What it is doing, for people.
    pub message: String,
    /// Seconds until it is done, if that can be told.
    pub eta_s: Option<f64>,
}

impl RunningJob {
    /// Begins an attempt that the aggregate has granted. Must be called within a tokio runtime.
    pub(crate) fn begin(job: JobDetails, origin: Origin, deps: WorkerDeps, stop: StopSignal) -> Self {
        let WorkerDeps { pool, store, assets, .. } = deps;
        let first = Report {
            state: JobState::Running,
            phase: None,
            step: 0,
            total_steps: 0,
            fraction: 0.0,
            message: "Starting".to_owned(),
            eta_s: None,
            preview: None,
        };
        let of = JobAttempt { job: job.id, attempt: job.attempt, owner: job.owner, script: job.script };
        let progress = ProgressWriter::start(pool.clone(), of, first.clone());
        let last = Mutex::new(first);
        let (began, usd_micros) = (Instant::now(), AtomicU64::new(0));
        let inner = Inner { job, origin, store, pool, assets, stop, progress, last, began, usd_micros };
        Self { inner: Arc::new(inner) }
    }

    /// The job as it was when the attempt began.
    pub fn job(&self) -> &JobDetails {
        &self.inner.job
    }

    /// The way to change anything.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The way to the read models.
    pub fn pool(&self) -> &Pool {
        &self.inner.pool
    }

    /// Where the bytes of assets are: what is made goes in, what is needed comes out.
    pub fn assets(&self) -> &storage::Store {
        &self.inner.assets
    }

    /// The signal to stop. Look at it often.
    pub fn stop(&self) -> &StopSignal {
        &self.inner.stop
    }

    /// An id that is this job's alone and the same in every attempt, so that nothing it names can come
    /// to be twice.
    pub fn id_for(&self, role: &str) -> Uuid {
        Uuid::new_v5(&self.inner.job.id.0, role.as_bytes())
    }

    /// A command with an id of its own.
    pub fn context(&self) -> CommandContext {
        self.context_with(CommandId(edge::fresh_id()))
    }

    /// A command with a given id: sending it again after an unknown outcome tells what became of it.
    pub fn context_with(&self, command: CommandId) -> CommandContext {
        self.inner.origin.context(self.inner.job.id, command)
    }

    /// What this attempt has cost so far.
    pub fn cost(&self) -> Cost {
        let compute_ms = u64::try_from(self.inner.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        Cost { compute_ms: compute_ms.max(1), usd_micros: self.inner.usd_micros.load(Ordering::Relaxed) }
    }

    /// Money that this attempt has spent, in millionths of a US dollar.
    pub fn paid(&self, usd_micros: u64) {
        self.inner.usd_micros.fetch_add(usd_micros, Ordering::Relaxed);
    }

    /// What completes the job, for a unit of work that also records what it made.
    pub fn completion(&self, result: Value) -> JobCommand {
        JobCommand::Complete { attempt: self.inner.job.attempt, result, cost: self.cost() }
    }

    /// Enters a phase.
    pub async fn enter_phase(&self, phase: Phase) -> Result<(), JobError> {
        self.update(|report| report.phase = Some(phase));
        let attempt = self.inner.job.attempt;
        self.say(JobCommand::EnterPhase { attempt, phase }).await
    }

    /// Records a finished part. The next attempt, should there be one, finds it with
    /// [`finished`](Self::finished).
    pub async fn output(&self, key: &str, value: &impl Serialize) -> Result<(), JobError> {
        let value = serde_json::to_value(value).map_err(JobError::fail)?;
        let attempt = self.inner.job.attempt;
        self.say(JobCommand::Output { attempt, key: key.to_owned(), value }).await
    }

    /// A part that an earlier attempt finished; `None` if there is none that can be read.
    pub fn finished<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        T::deserialize(self.inner.job.outputs.get(key)?).ok()
    }

    /// Says how far it is, as often as it likes.
    pub fn report(&self, step: Step) {
        self.update(|report| {
            let Step { step, total_steps, fraction, message, eta_s } = step;
            *report = Report {
                state: JobState::Running,
                phase: report.phase,
                step,
                total_steps,
                fraction,
                message,
                eta_s,
                preview: report.preview.take(),
            };
        });
    }

    /// Shows what the picture at hand looks like so far: a small image as a data URL.
    pub fn preview(&self, url: Arc<str>) {
        self.update(|report| report.preview = Some(url));
    }

    /// Adds to the text that people see being written.
    pub fn text(&self, piece: &str) {
        self.inner.progress.text(piece);
    }

    fn update(&self, change: impl FnOnce(&mut Report)) {
        let mut last = self.inner.last.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut last);
        self.inner.progress.report(last.clone());
    }

    async fn say(&self, command: JobCommand) -> Result<(), JobError> {
        if self.inner.stop.reason().is_some() {
            return Err(JobError::Stopped);
        }
        let said = self.inner.store.execute::<Job>(self.inner.job.id, command, &self.context()).await;
        said.map(drop).map_err(|error| self.refused(error))
    }

    /// What a refused report means: the job is no longer this attempt's to work on.
    pub(crate) fn refused(&self, error: ExecuteError<JobRefusal>) -> JobError {
        match error {
            ExecuteError::Refused(JobRefusal::Cancelling) => self.inner.stop.stop(Stop::Cancelled),
            ExecuteError::Refused(refusal) => {
                let job = self.inner.job.id;
                tracing::warn!(%job, %refusal, "job {job} is no longer this worker's: {refusal}");
                self.inner.stop.stop(Stop::LeaseLost);
            }
            ExecuteError::Conflict(conflict) => return JobError::retry(conflict),
            ExecuteError::Store(error) => return JobError::retry(error),
        }
        JobError::Stopped
    }
}
