//! What can go wrong while a database is brought to this binary's shape. Each is one line that a
//! person at the terminal can act on, because `spool up` prints it and stops.

use std::error::Error as StdError;

use refinery::error::Kind;

/// Why the migrations did not run, or could not be looked at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MigrationError {
    /// The database was last used by a newer Spool. Nothing was changed.
    #[error(
        "the database is at schema version {database}, newer than this spool, which knows up to {binary}: \
         run the newer spool, or name another database"
    )]
    Newer {
        /// The highest version the database has.
        database: i32,
        /// The highest version this binary has; 0 when it has none.
        binary: i32,
    },
    /// A step that the database has differs from this binary's step of the same number, or is unknown
    /// to it, or was skipped: the database comes from another line of development.
    #[error("the database's schema history does not fit this spool: {reason}")]
    Diverged {
        /// Which step, and how it differs.
        reason: String,
    },
    /// A step's SQL failed. It was rolled back; the steps before it stay applied.
    #[error("{step}: {reason}")]
    Failed {
        /// What was being done, naming the migration.
        step: String,
        /// What Postgres said.
        reason: String,
        /// The underlying error.
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The connection failed, or a query beside the migrations did.
    #[error("the database did not answer while migrating: {}", reason(.0))]
    Database(#[from] tokio_postgres::Error),
}

impl From<refinery::Error> for MigrationError {
    fn from(error: refinery::Error) -> Self {
        // Only `kind()` is public, so the source is kept as the whole error.
        match error.kind() {
            Kind::Connection(step, source) => {
                let step = step.clone();
                let reason = reason(source.as_ref());
                Self::Failed { step, reason, source: Box::new(error) }
            }
            other => Self::Diverged { reason: other.to_string() },
        }
    }
}

/// The whole chain in one line: `tokio_postgres` prints "db error" and keeps what Postgres said in
/// the source.
fn reason(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
