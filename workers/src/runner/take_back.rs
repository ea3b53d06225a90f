//! Jobs whose worker is gone: the attempt counts as a crash, so a job that kills its worker every time
//! runs out of attempts and ends as failed instead of going round for ever.

use std::time::Duration;

use domain::job::{Cost, ErrorClass, JobCommand, JobDetails, JobError, JobState};
use domain::{CommandId, Job};
use event_store::{ExecuteError, edge};

use super::Shared;
use crate::error::QueueError;
use crate::metrics;
use crate::queue::{Attempt, Orphan, sweeper};
use crate::running::Origin;

impl Shared {
    /// Takes back what a worker of this name held when it died. Its lease may have most of a minute to
    /// go; but the name is this process' alone, so nobody works on it.
    pub(super) async fn take_back_left_behind(&self) {
        let name = &self.options.name;
        let left = match self.queue.left_behind(name).await {
            Ok(left) => left,
            Err(error) => {
                tracing::warn!(worker = name, %error, "worker {name} cannot look for its former jobs: {error}");
                return;
            }
        };
        for orphan in left {
            if let Err(error) = self.take_back(&orphan, true).await {
                let id = orphan.job;
                tracing::warn!(job = %id, %error, "job {id} is taken back when its lease ends: {error}");
            }
        }
    }

    /// Takes back one job whose lease has run out; whether there was one.
    pub(super) async fn take_back_expired(&self) -> Result<bool, QueueError> {
        let Some(orphan) = self.queue.take_expired(&self.options.name).await? else { return Ok(false) };
        self.take_back(&orphan, false).await?;
        Ok(true)
    }

    async fn take_back(&self, orphan: &Orphan, own: bool) -> Result<(), QueueError> {
        let loaded = self.deps.store.load::<Job>(orphan.job).await?;
        let name = &self.options.name;
        let holder = if own { orphan.worker.clone() } else { sweeper(name) };
        let row = Attempt { job: orphan.job, number: orphan.attempt, worker: &holder };
        match loaded.as_ref().and_then(|loaded| loaded.state.details()) {
            // A production that was about to end.
            Some(job) if job.plan.is_some() => self.queue.put_back(row, 0.0).await,
            Some(job) if job.state == JobState::Running => {
                let ours = own && job.worker.as_ref() == Some(name);
                if job.attempt != orphan.attempt && !ours {
                    // A newer attempt runs than the row knew of: it gets a lease to show that it lives.
                    return self.adopt(job).await;
                }
                self.fail_crashed(job, &orphan.worker, ours).await
            }
            // Never started, or freed already and the reactor is not there yet.
            Some(job) if !job.state.ended() => self.queue.put_back(row, 0.0).await,
            // The reactor puts it away, if it has not done so before the row came.
            _ => self.queue.rest(row).await,
        }
    }

    async fn fail_crashed(&self, job: &JobDetails, holder: &str, ours: bool) -> Result<(), QueueError> {
        let id = job.id;
        let worker = job.worker.as_deref().unwrap_or(holder);
        let message = if ours {
            format!("worker {worker} was killed while it worked on this")
        } else {
            format!("worker {worker} fell silent while it worked on this")
        };
        tracing::warn!(job = %id, attempt = job.attempt, worker, "job {id} taken back: {message}");
        let retry_at = Some(self.retry_at(job, Duration::ZERO).await);
        let error = JobError { class: ErrorClass::Crash, message };
        let command =
            JobCommand::FailAttempt { attempt: job.attempt, error, retry_at, cost: Cost::default() };
        let origin = Origin { worker: self.options.name.clone(), correlation_id: None, traceparent: None };
        let context = origin.context(id, CommandId(edge::fresh_id()));
        match self.deps.store.execute::<Job>(id, command, &context).await {
            Ok(_) => {
                metrics::taken_over();
                Ok(())
            }
            Err(ExecuteError::Store(error)) => Err(error.into()),
            // It ended, or somebody else took it back first.
            Err(ExecuteError::Refused(_) | ExecuteError::Conflict(_)) => Ok(()),
        }
    }
}
