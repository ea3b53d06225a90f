//! What travels with a command, and what comes back when it has been written.

use crate::metadata::Metadata;
use domain::{Actor, AggregateId, CommandId, Entity, JobId};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who gives a command, and because of what. It becomes the metadata of every event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandContext {
    /// Who gives the command.
    pub actor: Actor,
    /// Names the command: sent twice, it has its effect once.
    pub command_id: CommandId,
    /// Names everything that follows from one outside cause.
    pub correlation_id: Uuid,
    /// The command or event this one follows from.
    pub causation_id: Option<Uuid>,
    /// The W3C trace the command belongs to.
    pub traceparent: Option<String>,
    /// The job on whose behalf the command is given. A job's own events name that job themselves.
    pub job_id: Option<JobId>,
}

impl CommandContext {
    /// A command that begins something new: correlated with itself, caused by nothing.
    pub fn new(actor: Actor, command_id: CommandId) -> Self {
        Self {
            actor,
            command_id,
            correlation_id: command_id.0,
            causation_id: None,
            traceparent: None,
            job_id: None,
        }
    }

    /// The metadata of an event of `entity`, as it is after the event: whose it is, and of which script and job.
    pub(crate) fn metadata<A: Entity>(&self, entity: &A) -> Metadata {
        Metadata {
            actor: self.actor.clone(),
            command_id: Some(self.command_id),
            correlation_id: Some(self.correlation_id),
            causation_id: self.causation_id,
            traceparent: self.traceparent.clone(),
            owner_id: entity.owner(),
            script_id: entity.script(),
            job_id: entity.job().or(self.job_id),
            extra: BTreeMap::new(),
        }
    }
}

/// An aggregate that a command was given to, and where it stands since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The aggregate's type, as stored.
    pub aggregate_type: String,
    /// The aggregate's id.
    pub aggregate_id: Uuid,
    /// The sequence of its last event; 0 when it has none.
    pub sequence: u64,
}

/// A command's outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The id of the last event written; `None` when there was nothing to write. Readers who must see
    /// it wait for [`Tail::position_of`](crate::Tail::position_of) it.
    pub last_event_id: Option<i64>,
    /// The aggregates concerned.
    pub sequences: Vec<Touched>,
    /// Whether this is the outcome of an earlier sending of the same command id.
    pub duplicate: bool,
}

impl Committed {
    /// Where the aggregate stands since, if the command concerned it.
    pub fn sequence_of<A: Entity>(&self, id: A::Id) -> Option<u64> {
        self.sequences
            .iter()
            .find(|touched| touched.aggregate_type == A::TYPE && touched.aggregate_id == id.uuid())
            .map(|touched| touched.sequence)
    }
}
