//! How work ends badly. Whoever understands an error decides whether trying again can help:
//! `.map_err(JobError::retry)?` or `.map_err(JobError::fail)?`.

use std::fmt::Display;
use std::time::Duration;

use domain::job::ErrorClass;

/// Why an attempt did not make what it was to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobError {
    /// It may work next time; the job waits and is tried again until its attempts are used up.
    Retry {
        /// What sort of failure it was.
        class: ErrorClass,
        /// What happened, in a sentence for the one who asked.
        message: String,
        /// Not sooner than this, where the other side said so.
        after: Option<Duration>,
    },
    /// It would fail every time: the job fails at once.
    Fail {
        /// What happened, in a sentence for the one who asked.
        message: String,
    },
    /// It stopped because it was asked to; the signal knows why.
    Stopped,
}

impl JobError {
    /// An error that may not come again.
    pub fn retry(error: impl Display) -> Self {
        Self::Retry { class: ErrorClass::Transient, message: error.to_string(), after: None }
    }

    /// The same, with the time that the other side asked for.
    pub fn retry_after(error: impl Display, after: Duration) -> Self {
        Self::Retry { class: ErrorClass::Transient, message: error.to_string(), after: Some(after) }
    }

    /// An error that would come every time.
    pub fn fail(error: impl Display) -> Self {
        Self::Fail { message: error.to_string() }
    }
}

/// The queue could not be read or written. Always worth another try: nothing here is decided by it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum QueueError {
    /// No connection could be had.
    #[error("no database connection: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    /// The database refused, or the connection broke.
    #[error("database: {}", cause(.0))]
    Database(#[from] tokio_postgres::Error),
    /// The log could not be read or written.
    #[error(transparent)]
    Store(#[from] event_store::StoreError),
}

/// The driver prints "db error" and keeps what Postgres said in the source.
fn cause(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string)
}
