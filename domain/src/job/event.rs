//! What happened to a job.

use super::{Cost, JobError, Node, Phase, PlannedNode, Totals, Work};
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
        #[serde(default, skip_serializing_if = "Cost::is_nothing")]
        estimate: Cost,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        node: Option<Box<Node>>,
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
        /// Of this attempt.
        #[serde(default, skip_serializing_if = "Cost::is_nothing")]
        cost: Cost,
    },
    /// The work goes back to the queue at `retry_at`, or at once when its worker let it go.
    AttemptFailed {
        attempt: u32,
        error: JobError,
        retry_at: Option<Timestamp>,
        /// Of this attempt.
        #[serde(default, skip_serializing_if = "Cost::is_nothing")]
        cost: Cost,
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
    Retried {
        /// The nodes of a production that are tried again with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        nodes: Vec<JobId>,
    },
    Reused {
        of: JobId,
        result: Value,
    },
    Paused {},
    Resumed {},
    Prioritised {
        before: i32,
        after: i32,
    },
    /// The production's nodes, in an order in which each comes after what it needs.
    Planned {
        attempt: u32,
        nodes: Vec<PlannedNode>,
        /// Outputs that were there already and are not made again.
        reused: u32,
        estimate: Cost,
    },
    /// Every node has ended and some were made: the end of a production, which a retry reopens.
    PartiallyCompleted {
        totals: Totals,
        cost: Cost,
    },
    /// Every node is made.
    Produced {
        totals: Totals,
        cost: Cost,
    },
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
            Self::Retried { .. } => "job.retried",
            Self::Reused { .. } => "job.reused",
            Self::Paused {} => "job.paused",
            Self::Resumed {} => "job.resumed",
            Self::Prioritised { .. } => "job.prioritised",
            Self::Planned { .. } => "job.planned",
            Self::PartiallyCompleted { .. } => "job.partially_completed",
            Self::Produced { .. } => "job.produced",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
