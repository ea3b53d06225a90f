//! Why a job refuses.

use super::JobState;

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobRefusal {
    /// Nothing with this id was requested.
    #[error("the job does not exist")]
    Missing,
    /// The id is taken by another job.
    #[error("the job exists already")]
    Exists,
    /// The state has no such transition.
    #[error("a {state} job cannot {action}")]
    Illegal {
        /// The state it is in.
        state: JobState,
        /// What was asked.
        action: &'static str,
    },
    /// The speaker's attempt is over: another worker has the job, or none.
    #[error("attempt {attempt} is over; the job is at attempt {current}")]
    StaleAttempt {
        /// The speaker's attempt.
        attempt: u32,
        /// The job's attempt.
        current: u32,
    },
    /// Somebody asked for its end.
    #[error("the job is being cancelled")]
    Cancelling,
    /// Somebody has to resume it first.
    #[error("the job is paused")]
    Paused,
    /// The nodes that were named are not the production's to try again.
    #[error("none of the production's nodes can be tried again")]
    NothingToRetry,
    /// Nodes are still to end.
    #[error("{left} nodes of the production have not ended")]
    Unfinished {
        /// How many.
        left: u32,
    },
}
