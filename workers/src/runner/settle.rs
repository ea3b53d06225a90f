//! The end of an attempt, told to the aggregate: completed, failed, handed back or cancelled. What the
//! aggregate refuses was another's to say, and the work is discarded.

use std::time::Duration;

use domain::job::{Cost, ErrorClass, JobCommand, JobDetails, JobError as Reason, JobRefusal};
use domain::{CommandId, Job};
use event_store::{ExecuteError, edge};
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::Shared;
use super::attempt::Ended;
use crate::backoff::backoff;
use crate::error::JobError;
use crate::kinds::Made;
use crate::metrics::Outcome;
use crate::queue::Claimed;
use crate::stop::Stop;

/// Between two tries to reach the database.
const AGAIN: Duration = Duration::from_millis(500);

/// What the aggregate said to the end.
enum Heard {
    Accepted,
    /// Somebody asked for its end in the meantime.
    Cancelling,
    /// The attempt is over, or nobody could be told before the lease ended.
    Lost,
}

impl Shared {
    pub(super) async fn settle(
        &self,
        claimed: &Claimed,
        job: &JobDetails,
        ended: Ended,
        cost: Cost,
    ) -> Outcome {
        let attempt = job.attempt;
        let (command, outcome) = match ended {
            Ended::Made(Made::Recorded) => return Outcome::Completed,
            Ended::Made(Made::Result(result)) => {
                (JobCommand::Complete { attempt, result, cost }, Outcome::Completed)
            }
            Ended::Error(error) => self.failure(job, error, cost).await,
            Ended::Stopped(Stop::LeaseLost) => return Outcome::Lost,
            Ended::Stopped(Stop::Cancelled) => return self.confirm_cancel(claimed, job).await,
            Ended::Stopped(Stop::Shutdown | Stop::Paused) => {
                (JobCommand::Release { attempt }, Outcome::Released)
            }
            Ended::Stopped(Stop::TimedOut) => {
                let message = "the work ran past its time limit".to_owned();
                let error = Reason { class: ErrorClass::Timeout, message };
                (JobCommand::FailAttempt { attempt, error, retry_at: None, cost }, Outcome::Failed)
            }
        };
        match self.tell(claimed, command).await {
            Heard::Accepted => outcome,
            Heard::Lost => Outcome::Lost,
            Heard::Cancelling => self.confirm_cancel(claimed, job).await,
        }
    }

    /// A node hears of its end through its production, so the request is recorded with the confirmation.
    async fn confirm_cancel(&self, claimed: &Claimed, job: &JobDetails) -> Outcome {
        if job.node.is_some() {
            let reason = self.reason(claimed).await.unwrap_or_default();
            self.tell(claimed, JobCommand::RequestCancel { reason }).await;
        }
        match self.tell(claimed, JobCommand::ConfirmCancel { attempt: job.attempt }).await {
            Heard::Accepted => Outcome::Cancelled,
            Heard::Cancelling | Heard::Lost => Outcome::Lost,
        }
    }

    async fn failure(&self, job: &JobDetails, error: JobError, cost: Cost) -> (JobCommand, Outcome) {
        let (class, message, after) = match error {
            JobError::Retry { class, message, after } => (class, message, Some(after.unwrap_or_default())),
            JobError::Fail { message } => (ErrorClass::Permanent, message, None),
            JobError::Stopped => (ErrorClass::Transient, "the work stopped".to_owned(), Some(Duration::ZERO)),
        };
        let id = job.id;
        tracing::warn!(job = %id, attempt = job.attempt, class = %class, message, "attempt failed: {message}");
        let retry_at = match after {
            Some(after) => Some(self.retry_at(job, after).await),
            None => None,
        };
        let last = retry_at.is_none() || job.attempts_used >= job.max_attempts;
        let outcome = if last { Outcome::Failed } else { Outcome::Retried };
        let error = Reason { class, message };
        (JobCommand::FailAttempt { attempt: job.attempt, error, retry_at, cost }, outcome)
    }

    /// When a failed attempt is tried again, by the database's clock where it can be asked.
    pub(super) async fn retry_at(&self, job: &JobDetails, at_least: Duration) -> Timestamp {
        let now = match self.queue.now().await {
            Ok(now) => now,
            Err(_) => edge::now(),
        };
        let wait = backoff(job.id, job.attempts_used).max(at_least);
        now + SignedDuration::try_from(wait).unwrap_or(SignedDuration::from_mins(5))
    }

    /// Tells the aggregate, again and again with one command id while the database is away, until the
    /// lease is over: then somebody else takes the job back.
    async fn tell(&self, claimed: &Claimed, command: JobCommand) -> Heard {
        let id = claimed.job;
        let context = self.origin(claimed).context(id, CommandId(edge::fresh_id()));
        let deadline = Instant::now() + Duration::from_secs(self.options.lease_s.into());
        loop {
            match self.deps.store.execute::<Job>(id, command.clone(), &context).await {
                Ok(_) => return Heard::Accepted,
                Err(ExecuteError::Refused(JobRefusal::Cancelling)) => return Heard::Cancelling,
                Err(ExecuteError::Refused(refusal)) => {
                    tracing::warn!(job = %id, %refusal, "the end of job {id} came too late: {refusal}");
                    return Heard::Lost;
                }
                Err(error) if Instant::now() >= deadline => {
                    tracing::error!(job = %id, %error, "the end of job {id} could not be told: {error}");
                    return Heard::Lost;
                }
                Err(error) => {
                    tracing::warn!(job = %id, %error, "the end of job {id} not told yet: {error}");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }
}
