//! What can go wrong between a command and the log, by layer: what the aggregate refused, what
//! someone else was faster with, and what the database did.

use domain::{CommandId, ScriptId};
use std::error::Error;
use std::fmt;
use uuid::Uuid;

/// The aggregate has moved: its sequence is not the one that was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{aggregate_type} {aggregate_id} is at sequence {actual}, not at {expected}")]
pub struct Conflict {
    /// The aggregate's type, as stored.
    pub aggregate_type: &'static str,
    /// The aggregate's id.
    pub aggregate_id: Uuid,
    /// The sequence the command was meant for.
    pub expected: u64,
    /// The sequence the aggregate has.
    pub actual: u64,
}

/// The log could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No connection could be had.
    #[error("no database connection: {}", chain(.0))]
    Pool(#[from] deadpool_postgres::PoolError),
    /// The database refused, or the connection broke while nothing was at stake.
    #[error("database: {}", chain(.0))]
    Database(#[from] tokio_postgres::Error),
    /// The database could not be reached for so long that nothing was sent to it.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The connection broke while the command was being written, and the database did not come back
    /// in time to ask. Sending the same command id again is safe and tells.
    #[error("the outcome of command {0} is unknown: the database went away while it was written")]
    Unknown(CommandId),
    /// An event that the log holds cannot be read.
    #[error("{place} cannot be read: {reason}")]
    Corrupt {
        /// Which event: its position or its place in its stream.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An event cannot be written as JSON.
    #[error("event cannot be written as JSON: {0}")]
    Encode(#[source] serde_json::Error),
    /// Nothing more is written to a script whose words were erased.
    #[error("script {0} was erased")]
    Erased(ScriptId),
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

/// A command was not carried out. `E` is the aggregate's own refusal.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError<E: Error> {
    /// The aggregate refused; the reason is for whoever gave the command.
    #[error("{0}")]
    Refused(E),
    /// The aggregate has moved since the caller looked, or kept moving.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The log could not be written or read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A unit of work was not committed; none of its events was written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// One of its aggregates has moved. Build the unit again from the new state.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The log could not be written or read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An error with all its causes in one line: the driver prints "db error" and keeps what Postgres
/// said in the source.
fn chain(error: &dyn Error) -> impl fmt::Display {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
