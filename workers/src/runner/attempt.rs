//! One attempt, from the claim to its end: the work runs on a task of its own, watched for its time limit
//! and for the signal to stop.

use std::any::Any;
use std::time::{Duration, Instant};

use domain::job::{Cost, ErrorClass, JobDetails};
use tokio::task::JoinError;
use tracing::{Instrument, Span};

use super::room::{Place, Seat};
use super::{Held, Shared};
use crate::error::JobError;
use crate::kinds::{Kind, Made};
use crate::metrics;
use crate::queue::Claimed;
use crate::running::RunningJob;
use crate::stop::{Stop, StopSignal};

/// How work ended.
pub(super) enum Ended {
    Made(Made),
    Error(JobError),
    /// It stopped, or was thrown away, for this reason.
    Stopped(Stop),
}

impl Shared {
    /// Runs a claimed job to the end of its attempt. Errors of the queue leave the row leased: it is taken
    /// back when that ends.
    ///
    /// A job in line is admitted while those before it run, and its place is free again as soon as the work
    /// is done: a slot waits for the log neither before nor after.
    pub(super) async fn execute(&self, claimed: Claimed, place: Place) {
        let admitted = if self.shutdown.is_cancelled() {
            // It stood in line; whoever goes on takes it.
            self.queue.put_back(self.row(&claimed), 0.0).await.map(|()| None)
        } else {
            self.admit(&claimed).await
        };
        let job = match admitted {
            Ok(Some(job)) => job,
            Ok(None) => {
                drop(place);
                return self.ready.notify_one();
            }
            Err(error) => {
                let id = claimed.job;
                tracing::warn!(job = %id, %error, "claimed job {id} was not started: {error}");
                drop(place);
                return self.ready.notify_one();
            }
        };
        let kind = job.work.kind();
        metrics::claimed(kind, claimed.waited);
        let began = Instant::now();
        let outcome = self.run(&claimed, &job, place).instrument(span(&claimed, &job)).await;
        metrics::ended(kind, outcome, began.elapsed());
    }

    async fn run(&self, claimed: &Claimed, job: &JobDetails, place: Place) -> metrics::Outcome {
        let (id, attempt) = (job.id, job.attempt);
        tracing::info!(job = %id, attempt, "job {id} started, attempt {attempt}");
        let stop = StopSignal::default();
        self.running().insert(id, Held { attempt, stop: stop.clone() });
        if self.shutdown.is_cancelled() {
            stop.stop(Stop::Shutdown);
        }
        let (ended, cost) = tokio::select! {
            seat = place.take() => self.work_on(claimed, job, &stop, seat).await,
            reason = stop.wait() => (Ended::Stopped(reason), Cost::default()),
        };
        self.ready.notify_one();
        let outcome = self.settle(claimed, job, ended, cost).await;
        self.running().remove(&id);
        tracing::info!(job = %id, attempt, ?outcome, "attempt {attempt} of job {id} ended");
        outcome
    }

    async fn work_on(
        &self,
        claimed: &Claimed,
        job: &JobDetails,
        stop: &StopSignal,
        mut seat: Seat,
    ) -> (Ended, Cost) {
        let kind = job.work.kind();
        self.room.sits(&mut seat, kind, self.kinds.is_light(kind));
        let began = Instant::now();
        let deps = self.deps.clone();
        let running = RunningJob::begin(job.clone(), self.origin(claimed), deps, stop.clone());
        let ended = match self.kinds.get(kind) {
            Some(kind) => self.watch(kind, running.clone(), stop).await,
            None => Ended::Error(JobError::fail("this worker does not know the kind of work")),
        };
        self.room.took(kind, began.elapsed());
        (ended, running.cost())
    }

    async fn watch(&self, kind: std::sync::Arc<dyn Kind>, job: RunningJob, stop: &StopSignal) -> Ended {
        let limit = tokio::time::sleep(kind.time_limit());
        tokio::pin!(limit);
        let mut task = tokio::spawn(kind.run(job).in_current_span());
        tokio::select! {
            ended = &mut task => return ended_by_itself(ended, stop),
            _ = stop.wait() => {}
            () = &mut limit => stop.stop(Stop::TimedOut),
        }
        match tokio::time::timeout(self.options.grace, &mut task).await {
            Ok(ended) => ended_by_itself(ended, stop),
            Err(_too_long) => {
                task.abort();
                Ended::Stopped(stop.wait().await)
            }
        }
    }
}

/// What every line carries that is said while an attempt runs: the job, and the request that caused it.
fn span(claimed: &Claimed, job: &JobDetails) -> Span {
    let correlation = claimed.correlation_id.unwrap_or_default();
    tracing::info_span!(
        "job",
        job = %job.id,
        attempt = job.attempt,
        kind = job.work.kind().as_str(),
        correlation_id = %correlation,
        trace_id = %correlation.simple(),
    )
}

fn ended_by_itself(ended: Result<Result<Made, JobError>, JoinError>, stop: &StopSignal) -> Ended {
    match (ended, stop.reason()) {
        (Ok(Ok(made)), _) => Ended::Made(made),
        (Ok(Err(_)), Some(reason)) => Ended::Stopped(reason),
        (Ok(Err(JobError::Stopped)), None) => {
            Ended::Error(JobError::retry("the work stopped without having been asked to"))
        }
        (Ok(Err(error)), None) => Ended::Error(error),
        (Err(error), reason) => match (error.try_into_panic(), reason) {
            (Ok(panic), _) => Ended::Error(panicked(&*panic)),
            (Err(_), reason) => Ended::Stopped(reason.unwrap_or(Stop::Shutdown)),
        },
    }
}

/// A panic costs an attempt, like the crash of a whole worker, which it would be without the task.
fn panicked(panic: &(dyn Any + Send)) -> JobError {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    let message = format!("the work panicked: {}", text.as_deref().unwrap_or("without a message"));
    JobError::Retry { class: ErrorClass::Crash, message, after: Option::<Duration>::None }
}
