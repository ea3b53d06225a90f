//! What Spool asks of an aggregate beyond `cqrs_es::Aggregate`: a typed id, and whom it belongs to.
//!
//! The event store writes owner, script and job beside every event, so that streams and histories
//! can be cut by them without knowing what the event says.

use crate::ids::{AccountId, AggregateId, JobId, ScriptId};
use cqrs_es::Aggregate;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An aggregate of this domain. `Services = ()`: time, ids and randomness come in with the command.
pub trait Entity:
    Aggregate<Services = (), Command: Send, Event: Send + Sync, Error: Send + Sync>
    + Clone
    + Serialize
    + DeserializeOwned
    + Send
    + Sync
    + 'static
{
    /// The type of this aggregate's id.
    type Id: AggregateId;

    /// Raised when the meaning of the stored state changes, so that older snapshots are ignored.
    const STATE_VERSION: u32;

    /// The account that owns this aggregate; `None` before its first event.
    fn owner(&self) -> Option<AccountId>;

    /// The script it is part of, if any.
    fn script(&self) -> Option<ScriptId>;

    /// The job it is, if it is one.
    fn job(&self) -> Option<JobId> {
        None
    }
}
