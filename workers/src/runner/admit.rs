//! From a claimed row to a granted attempt: the request is checked by the local rules, then the aggregate
//! is asked for the start. The row is a hint; the aggregate decides who has the job.

use domain::job::{Budget, ErrorClass, JobCommand, JobDetails, JobError as Reason, JobState};
use domain::{CommandId, Job, JobId, Script};
use event_store::{CommitError, ExecuteError, Unit, edge};

use super::Shared;
use crate::error::QueueError;
use crate::moderation;
use crate::queue::{Attempt, Claimed};
use crate::running::Origin;

/// How long a row rests that could not be started, so that the reactor catches up with the log.
pub(super) const PAUSE_S: f64 = 1.0;

/// What a job hears that its script cannot pay for.
const OVER_BUDGET: &str = "the script's budget does not cover it; raise the budget and retry";

impl Shared {
    /// Checks a claimed job and starts it; `None` if it is not to run, or not now.
    pub(super) async fn admit(&self, claimed: &Claimed) -> Result<Option<JobDetails>, QueueError> {
        let row = self.row(claimed);
        let context = self.origin(claimed).context(claimed.job, CommandId(edge::fresh_id()));
        let unit = self.deps.store.unit(context);
        // Nobody else knows of a request that is not in the queue.
        let mut unit = if claimed.request.is_some() { unit.by_memory() } else { unit };
        let Some(job) = details(&mut unit, claimed.job).await? else {
            self.queue.put_back(row, PAUSE_S).await?;
            return Ok(None);
        };
        match job.state {
            JobState::Running => {
                self.adopt(&job).await?;
                return Ok(None);
            }
            state if state.ended() => {
                self.queue.rest(row).await?;
                return Ok(None);
            }
            _ => {}
        }
        let unchecked = matches!(job.state, JobState::Pending | JobState::Validating);
        // A node was checked with its production.
        if unchecked
            && job.node.is_none()
            && let Err(refusal) = moderation::check(&job.work)
        {
            // The unit has the job's turn.
            drop(unit);
            self.refuse(claimed, &refusal).await?;
            return Ok(None);
        }
        if let Some(budget) = self.budget(&job).await? {
            // What a script can still pay for is reckoned among the rows of the queue: it waits there like any.
            if let Some(request) = &claimed.request {
                drop(unit);
                self.queue.enter(request).await?;
                return Ok(None);
            }
            match self.queue.affordable(job.id, budget).await? {
                Some(true) => {}
                // Other work holds the rest of the budget: the job waits for that to end.
                Some(false) => {
                    self.queue.put_back(row, PAUSE_S).await?;
                    return Ok(None);
                }
                None => {
                    drop(unit);
                    let error = Reason { class: ErrorClass::Budget, message: OVER_BUDGET.to_owned() };
                    self.command(claimed, JobCommand::Decline { error }).await?;
                    return Ok(None);
                }
            }
        }
        let (worker, lease_s) = (self.options.name.clone(), self.options.lease_s);
        let start = JobCommand::Start { worker, lease_s };
        let steps =
            if unchecked { vec![JobCommand::Validate, JobCommand::Queue, start] } else { vec![start] };
        if !give_all(&mut unit, claimed.job, steps).await? {
            self.queue.put_back(row, PAUSE_S).await?;
            return Ok(None);
        }
        let started = details(&mut unit, claimed.job).await?;
        if !committed(unit).await? {
            self.queue.put_back(row, PAUSE_S).await?;
            return Ok(None);
        }
        if let Some(job) = &started {
            self.started(claimed, job);
        }
        Ok(started)
    }

    /// What the job's script may cost in all, by its own word; `None` without limit.
    async fn budget(&self, job: &JobDetails) -> Result<Option<Budget>, QueueError> {
        let Some(script) = job.script else { return Ok(None) };
        let loaded = self.deps.store.load::<Script>(script).await?;
        let budget = loaded.and_then(|loaded| loaded.state.details().map(|script| script.budget));
        Ok(budget.filter(|budget| *budget != Budget::default()))
    }

    /// Tells the row of its new attempt, beside the work: should that not come to be, the reactor does.
    fn started(&self, claimed: &Claimed, job: &JobDetails) {
        let (queue, worker) = (self.queue.clone(), self.options.name.clone());
        let (id, number, lease_s) = (job.id, job.attempt, self.options.lease_s);
        let request = claimed.request.clone();
        tokio::spawn(async move {
            let of = Attempt { job: id, number, worker: &worker };
            let told = match request {
                Some(request) => queue.enter_started(&request, of, lease_s).await,
                None => queue.started(of, lease_s).await,
            };
            if let Err(error) = told {
                tracing::debug!(job = %id, %error, "the row of job {id} learns of its start by the log");
            }
        });
    }

    /// Checks a claimed job while there is no slot to run it.
    pub(super) async fn check_only(&self, claimed: &Claimed) -> Result<(), QueueError> {
        let row = self.row(claimed);
        match self.details(claimed).await? {
            Some(job) if matches!(job.state, JobState::Pending | JobState::Validating) => {
                match moderation::check(&job.work) {
                    Ok(()) => {
                        if self.commands(claimed, vec![JobCommand::Validate, JobCommand::Queue]).await? {
                            self.queue.checked(row).await?;
                        }
                        Ok(())
                    }
                    Err(refusal) => self.refuse(claimed, &refusal).await,
                }
            }
            Some(job) if job.state == JobState::Running => self.adopt(&job).await,
            Some(job) if job.state == JobState::Queued => self.queue.checked(row).await,
            _ => self.queue.put_back(row, PAUSE_S).await,
        }
    }

    /// Turns a request down. The row is the reactor's to put away.
    async fn refuse(&self, claimed: &Claimed, refusal: &moderation::Refusal) -> Result<(), QueueError> {
        let id = claimed.job;
        tracing::info!(job = %id, %refusal, "job {id} refused: {refusal}");
        self.command(claimed, JobCommand::Validate).await?;
        self.command(claimed, JobCommand::Refuse { reason: refusal.to_string() }).await?;
        Ok(())
    }

    /// The row says free and the aggregate says running: the row is set right, and whoever runs it
    /// keeps it with the next heartbeat or loses it with this lease.
    pub(super) async fn adopt(&self, job: &JobDetails) -> Result<(), QueueError> {
        let worker = job.worker.as_deref().unwrap_or("unknown");
        let of = Attempt { job: job.id, number: job.attempt, worker };
        self.queue.started(of, self.options.lease_s).await
    }

    /// Gives a command; `false` if the aggregate refuses it, because somebody was faster.
    pub(super) async fn command(&self, claimed: &Claimed, command: JobCommand) -> Result<bool, QueueError> {
        self.commands(claimed, vec![command]).await
    }

    /// Gives several commands as one: all of them or none.
    async fn commands(&self, claimed: &Claimed, commands: Vec<JobCommand>) -> Result<bool, QueueError> {
        let context = self.origin(claimed).context(claimed.job, CommandId(edge::fresh_id()));
        let mut unit = self.deps.store.unit(context);
        Ok(give_all(&mut unit, claimed.job, commands).await? && committed(unit).await?)
    }

    pub(super) async fn details(&self, claimed: &Claimed) -> Result<Option<JobDetails>, QueueError> {
        let loaded = self.deps.store.load::<Job>(claimed.job).await?;
        Ok(loaded.and_then(|loaded| loaded.state.details().cloned()))
    }

    pub(super) fn row(&self, claimed: &Claimed) -> Attempt<'_> {
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

async fn details(unit: &mut Unit, job: JobId) -> Result<Option<JobDetails>, QueueError> {
    Ok(unit.load::<Job>(job).await?.and_then(|loaded| loaded.state.details().cloned()))
}

/// Adds commands to a unit; `false` if the aggregate refuses one, because somebody was faster.
async fn give_all(unit: &mut Unit, job: JobId, commands: Vec<JobCommand>) -> Result<bool, QueueError> {
    for command in commands {
        match unit.execute::<Job>(job, command).await {
            Ok(()) => {}
            Err(ExecuteError::Store(error)) => return Err(error.into()),
            Err(ExecuteError::Conflict(_)) => return Ok(false),
            Err(ExecuteError::Refused(refusal)) => {
                tracing::debug!(%job, %refusal, "claimed job {job} refuses");
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Records a unit; `false` if somebody was faster.
async fn committed(unit: Unit) -> Result<bool, QueueError> {
    match unit.commit().await {
        Ok(_) => Ok(true),
        Err(CommitError::Conflict(_)) => Ok(false),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}
