//! What a worker does with jobs that need no slot: requests are checked, and jobs whose end is decided
//! elsewhere are told so. The aggregate has the last word; a row it refuses is looked at again later.

use domain::job::{ErrorClass, JobCommand, JobDetails, JobError, JobState};
use domain::{CommandId, Job, JobId};
use event_store::{ExecuteError, edge};

use super::Shared;
use super::admit::PAUSE_S;
use crate::error::QueueError;
use crate::queue::{Claimed, Next};

impl Shared {
    pub(super) async fn chore(&self, claimed: &Claimed) -> Result<(), QueueError> {
        let command = match claimed.next {
            Next::Check | Next::Run => return self.check_only(claimed).await,
            Next::Cancel => Some(JobCommand::RequestCancel { reason: self.reason(claimed).await? }),
            Next::Block(by) => Some(JobCommand::Decline { error: self.blame(by).await? }),
            Next::Reuse(of) => self.result(of).await?.map(|result| JobCommand::Reuse { of, result }),
            Next::Settle => self.settlement(claimed).await?,
        };
        let done = match command {
            Some(command) if claimed.next == Next::Settle => self.command_at(claimed, command).await?,
            Some(command) => self.command(claimed, command).await?,
            None => false,
        };
        if done {
            // The reactor puts the row away.
            return Ok(());
        }
        match self.details(claimed).await? {
            // It runs after all; its worker hears of the rest.
            Some(job) if job.state == JobState::Running && job.plan.is_none() => self.adopt(&job).await,
            Some(job) if job.state.ended() => self.queue.rest(self.row(claimed)).await,
            _ => self.queue.put_back(self.row(claimed), PAUSE_S).await,
        }
    }

    /// Gives a command to the job as the row knew it: what has happened to it since is not overlooked.
    async fn command_at(&self, claimed: &Claimed, command: JobCommand) -> Result<bool, QueueError> {
        let context = self.origin(claimed).context(claimed.job, CommandId(edge::fresh_id()));
        match self.deps.store.execute_at::<Job>(claimed.job, claimed.sequence, command, &context).await {
            Ok(_) => Ok(true),
            Err(ExecuteError::Store(error)) => Err(error.into()),
            Err(ExecuteError::Conflict(_) | ExecuteError::Refused(_)) => Ok(false),
        }
    }

    /// How a production ends, if it does.
    async fn settlement(&self, claimed: &Claimed) -> Result<Option<JobCommand>, QueueError> {
        let standing = self.queue.standing(claimed.job).await?;
        let planned = self.details(claimed).await?.and_then(|job| job.plan);
        let all = planned.is_some_and(|plan| plan.nodes.len() == standing.totals.total as usize);
        let over = all && standing.totals.ended() == standing.totals.total;
        Ok(over.then_some(JobCommand::Settle { totals: standing.totals, cost: standing.spent }))
    }

    /// Why a node is cancelled: its production's reason.
    pub(super) async fn reason(&self, claimed: &Claimed) -> Result<Option<String>, QueueError> {
        let Some(node) = self.details(claimed).await?.and_then(|job| job.node) else { return Ok(None) };
        let production = self.job(node.production).await?;
        Ok(production
            .and_then(|job| job.cancelling.flatten())
            .or(Some("its production was cancelled".into())))
    }

    /// Whose fault it is, in a sentence.
    async fn blame(&self, by: JobId) -> Result<JobError, QueueError> {
        let job = self.job(by).await?;
        let (label, how) = match &job {
            Some(job) => (job.node.as_ref().map(|node| node.label.as_str()), job.state),
            None => (None, JobState::Failed),
        };
        let label = label.unwrap_or("something that it needs");
        let how = if how == JobState::Cancelled { "cancelled" } else { "not made" };
        Ok(JobError { class: ErrorClass::Blocked, message: format!("{label} was {how}") })
    }

    async fn result(&self, of: JobId) -> Result<Option<serde_json::Value>, QueueError> {
        Ok(self.job(of).await?.and_then(|job| job.result))
    }

    async fn job(&self, id: JobId) -> Result<Option<JobDetails>, QueueError> {
        let loaded = self.deps.store.load::<Job>(id).await?;
        Ok(loaded.and_then(|loaded| loaded.state.details().cloned()))
    }
}
