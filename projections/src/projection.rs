//! What a projector drives: something that turns events into rows, in the transaction that moves its
//! checkpoint. It has no other effects; what must happen once is asked of the job queue, which is a
//! projection too.

use deadpool_postgres::Transaction;
use event_store::RecordedEvent;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use tokio_postgres::error::SqlState;

/// Turns events into rows. Implementations read their own tables at most, never the clock and never
/// another projection's tables, so that doing it again from the beginning gives the same rows.
pub trait Projection: Send + Sync + 'static {
    /// Events in one transaction at most, which is what a crash takes back.
    const BATCH: usize = 500;

    /// Names the checkpoint, the lock and the metrics: a plain identifier that never changes.
    fn name(&self) -> &'static str;

    /// Applies one event. Events come in order of position, each exactly once as far as the
    /// database is concerned: what a failed transaction did is gone.
    fn apply(
        &self,
        tx: &Transaction<'_>,
        event: &RecordedEvent,
    ) -> impl Future<Output = Result<(), ProjectionError>> + Send;

    /// Applies several events in one transaction; one by one unless the implementation knows a faster
    /// way to the same rows.
    fn apply_batch(
        &self,
        tx: &Transaction<'_>,
        events: &[Arc<RecordedEvent>],
    ) -> impl Future<Output = Result<(), ProjectionError>> + Send {
        async move {
            for event in events {
                self.apply(tx, event).await?;
            }
            Ok(())
        }
    }
}

/// Why an event was not applied.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectionError {
    /// The payload does not have the shape that its type promises.
    #[error("the payload of {event_type} cannot be read: {source}")]
    Payload {
        /// The event's type.
        event_type: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The database refused a statement, or went away.
    #[error("database: {}", chain(.0))]
    Database(#[from] tokio_postgres::Error),
    /// The event contradicts what the projection has seen before it.
    #[error("{0}")]
    Contradiction(String),
    /// The projection's code panicked.
    #[error("panicked: {0}")]
    Panicked(String),
}

impl ProjectionError {
    /// Whether trying again later can help. What cannot stops the projector.
    pub fn passes(&self) -> bool {
        match self {
            Self::Database(error) => database_error_passes(error),
            Self::Payload { .. } | Self::Contradiction(_) | Self::Panicked(_) => false,
        }
    }
}

/// Connections break, databases restart, locks collide: all of that passes. A statement that the
/// database does not understand, or values that it refuses, stay what they are.
pub(crate) fn database_error_passes(error: &tokio_postgres::Error) -> bool {
    /// SQLSTATE classes: connection, transaction state, rollback, resources, prerequisites
    /// (locks, shutdown), operator, system.
    const PASSING: [&str; 7] = ["08", "25", "40", "53", "55", "57", "58"];
    match error.code() {
        // Another session's DDL; the statement is prepared anew on the next connection.
        Some(code) if *code == SqlState::FEATURE_NOT_SUPPORTED => true,
        Some(code) => PASSING.iter().any(|class| code.code().starts_with(class)),
        None => error.is_closed() || error.source().is_some_and(<dyn Error>::is::<std::io::Error>),
    }
}

/// Reads an event's payload as the event type it is.
pub fn payload<T: DeserializeOwned>(event: &RecordedEvent) -> Result<T, ProjectionError> {
    T::deserialize(&event.payload)
        .map_err(|source| ProjectionError::Payload { event_type: event.event_type.clone(), source })
}

/// An error with all its causes in one line: the driver prints "db error" and keeps what Postgres
/// said in the source.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
