//! What happened to a job.

use super::{JobError, Phase, Work};
use crate::ids::{AccountId, JobId, ScriptId};
use cqrs_es::DomainEvent;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A fact about one job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants and their fields say what they are")]
pub enum JobEvent {
    Requested {
        job: JobId,
        owner: AccountId,
        script: Option<ScriptId>,
        /// Stored as `kind` and `input`.
        #[serde(flatten)]
        work: Work,
        /// Higher runs sooner.
        priority: i32,
        max_attempts: u32,
    },
    ValidationStarted {},
    Refused {
        reason: String,
    },
    Queued {},
    Started {
        attempt: u32,
        worker: String,
        lease_s: u32,
    },
    PhaseEntered {
        attempt: u32,
        phase: Phase,
    },
    OutputProduced {
        attempt: u32,
        key: String,
        value: Value,
    },
    Completed {
        attempt: u32,
        result: Value,
    },
    /// The work goes back to the queue at `retry_at`, or at once when its worker let it go.
    AttemptFailed {
        attempt: u32,
        error: JobError,
        retry_at: Option<Timestamp>,
    },
    Released {
        attempt: u32,
    },
    Failed {
        error: JobError,
    },
    CancelRequested {
        reason: Option<String>,
    },
    Cancelled {
        reason: Option<String>,
    },
    Retried {},
}

impl DomainEvent for JobEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Requested { .. } => "job.requested",
            Self::ValidationStarted {} => "job.validation_started",
            Self::Refused { .. } => "job.refused",
            Self::Queued {} => "job.queued",
            Self::Started { .. } => "job.started",
            Self::PhaseEntered { .. } => "job.phase_entered",
            Self::OutputProduced { .. } => "job.output_produced",
            Self::Completed { .. } => "job.completed",
            Self::AttemptFailed { .. } => "job.attempt_failed",
            Self::Released { .. } => "job.released",
            Self::Failed { .. } => "job.failed",
            Self::CancelRequested { .. } => "job.cancel_requested",
            Self::Cancelled { .. } => "job.cancelled",
            Self::Retried {} => "job.retried",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
