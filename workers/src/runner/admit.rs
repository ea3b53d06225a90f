//! From a claimed row to a granted attempt: the request is checked by the local rules, then the aggregate
//! is asked for the start. The row is a hint; the aggregate decides who has the job.

use domain::job::{JobCommand, JobDetails, JobState};
use domain::{CommandId, Job};
use event_store::{ExecuteError, edge};

use super::Shared;
use crate::error::QueueError;
use crate::moderation;
use crate::queue::{Attempt, Claimed};
use crate::running::Origin;

/// How long a row rests that could not be started, so that the reactor catches up with the log.
const PAUSE_S: f64 = 1.0;

impl Shared {
    /// Checks a claimed job and starts it; `None` if it is not to run, or not now.
    pub(super) async fn admit(&self, claimed: &Claimed) -> Result<Option<JobDetails>, QueueError> {
        let row = self.row(claimed);
        let Some(job) = self.details(claimed).await? else {
            self.queue.put_back(row, PAUSE_S).await?;
            return Ok(None);
        };
        match job.state {
            JobState::Pending | JobState::Validating => {
                if !self.check(claimed, &job).await? {
                    return Ok(None);
                }
            }
            JobState::Queued => {}
            JobState::Running => {
                self.adopt(&job).await?;
                return Ok(None);
            }
            _ended => {
                self.queue.put_back(row, PAUSE_S).await?;
                return Ok(None);
            }
        }
        let worker = self.options.name.clone();
        let start = JobCommand::Start { worker, lease_s: self.options.lease_s };
        if !self.command(claimed, start).await? {
            self.queue.put_back(row, PAUSE_S).await?;
            return Ok(None);
        }
        let Some(job) = self.details(claimed).await? else { return Ok(None) };
        if job.state != JobState::Running || job.worker.as_ref() != Some(&self.options.name) {
            // Taken away again before it was looked at: whoever did that has the row.
            return Ok(None);
        }
        let of = Attempt { job: job.id, number: job.attempt, worker: &self.options.name };
        self.queue.started(of, self.options.lease_s).await?;
        Ok(Some(job))
    }

    /// Checks a claimed job while there is no slot to run it.
    pub(super) async fn check_only(&self, claimed: &Claimed) -> Result<(), QueueError> {
        let row = self.row(claimed);
        match self.details(claimed).await? {
            Some(job) if matches!(job.state, JobState::Pending | JobState::Validating) => {
                if self.check(claimed, &job).await? {
                    self.queue.checked(row).await?;
                }
                Ok(())
            }
            Some(job) if job.state == JobState::Running => self.adopt(&job).await,
            Some(job) if job.state == JobState::Queued => self.queue.checked(row).await,
            _ => self.queue.put_back(row, PAUSE_S).await,
        }
    }

    /// Applies the local rules; whether the job may wait for a worker. A refused job's row is the
    /// reactor's to put away.
    async fn check(&self, claimed: &Claimed, job: &JobDetails) -> Result<bool, QueueError> {
        if !self.command(claimed, JobCommand::Validate).await? {
            return Ok(false);
        }
        match moderation::check(&job.work) {
            Ok(()) => self.command(claimed, JobCommand::Queue).await,
            Err(refusal) => {
                let id = job.id;
                tracing::info!(job = %id, %refusal, "job {id} refused: {refusal}");
                self.command(claimed, JobCommand::Refuse { reason: refusal.to_string() }).await?;
                Ok(false)
            }
        }
    }

    /// The row says free and the aggregate says running: the row is set right, and whoever runs it
    /// keeps it with the next heartbeat or loses it with this lease.
    pub(super) async fn adopt(&self, job: &JobDetails) -> Result<(), QueueError> {
        let worker = job.worker.as_deref().unwrap_or("unknown");
        let of = Attempt { job: job.id, number: job.attempt, worker };
        self.queue.started(of, self.options.lease_s).await
    }

    /// Gives a command; `false` if the aggregate refuses it, because somebody was faster.
    async fn command(&self, claimed: &Claimed, command: JobCommand) -> Result<bool, QueueError> {
        let context = self.origin(claimed).context(claimed.job, CommandId(edge::fresh_id()));
        match self.deps.store.execute::<Job>(claimed.job, command, &context).await {
            Ok(_) => Ok(true),
            Err(ExecuteError::Store(error)) => Err(error.into()),
            Err(ExecuteError::Conflict(_)) => Ok(false),
            Err(ExecuteError::Refused(refusal)) => {
                tracing::debug!(job = %claimed.job, %refusal, "claimed job {} refuses", claimed.job);
                Ok(false)
            }
        }
    }

    async fn details(&self, claimed: &Claimed) -> Result<Option<JobDetails>, QueueError> {
        let loaded = self.deps.store.load::<Job>(claimed.job).await?;
        Ok(loaded.and_then(|loaded| loaded.state.details().cloned()))
    }

    fn row(&self, claimed: &Claimed) -> Attempt<'_> {
        Attempt { job: claimed.job, number: claimed.attempt, worker: &self.options.name }
    }

    pub(super) fn origin(&self, claimed: &Claimed) -> Origin {
        Origin {
            worker: self.options.name.clone(),
            correlation_id: claimed.correlation_id,
            traceparent: claimed.traceparent.clone(),
        }
    }
}
