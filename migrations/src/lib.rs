//! The database's shape: SQL files under `sql/`, embedded in the binary, and the runner that applies
//! those a database does not have yet. Safe when several processes start at once, and refuses a
//! database that a newer binary has already changed, before touching it.

mod error;

use std::hash::{DefaultHasher, Hash, Hasher};

use tokio_postgres::Client;

pub use error::MigrationError;

mod embedded {
    refinery::embed_migrations!("sql");
}

/// Key of the advisory lock that makes one process migrate while the others wait: "spoolmig" in ASCII.
const LOCK: i64 = 0x7370_6f6f_6c6d_6967;

/// What one call of [`run`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The steps applied now, in order, as `V1__event_log`; empty when there was nothing to do.
    pub steps: Vec<String>,
    /// The schema version the database has afterwards; `None` while this binary has no migrations.
    pub version: Option<i32>,
}

/// How a database stands to this binary's migrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The highest version the database has; `None` when it was never migrated.
    pub database: Option<i32>,
    /// The highest version this binary has; `None` when it has no migrations.
    pub binary: Option<i32>,
    /// This binary's steps that the database lacks, in order.
    pub pending: Vec<String>,
}

impl Status {
    /// Whether the database was changed by a newer binary.
    pub fn is_newer(&self) -> bool {
        self.database.unwrap_or(0) > self.binary.unwrap_or(0)
    }
}

/// Brings the database to this binary's schema version. Doing it again does nothing; a second process
/// waits until the first is done. Each step is one transaction, so a failure leaves a whole version.
pub async fn run(client: &mut Client) -> Result<Applied, MigrationError> {
    client.execute("select pg_advisory_lock($1)", &[&LOCK]).await?;
    let outcome = run_locked(client).await;
    // A lost connection has released the lock already, and its error is the one worth reporting.
    let unlocked = client.execute("select pg_advisory_unlock($1)", &[&LOCK]).await;
    let applied = outcome?;
    unlocked?;
    Ok(applied)
}

async fn run_locked(client: &mut Client) -> Result<Applied, MigrationError> {
    let before = status(client).await?;
    if let (Some(database), true) = (before.database, before.is_newer()) {
        return Err(MigrationError::Newer { database, binary: before.binary.unwrap_or(0) });
    }
    let report = embedded::migrations::runner().run_async(client).await?;
    let steps = report.applied_migrations().iter().map(ToString::to_string).collect();
    Ok(Applied { steps, version: before.binary })
}

/// Looks without changing anything: also right for a database that was never migrated.
pub async fn status(client: &Client) -> Result<Status, MigrationError> {
    let exists = client.query_one("select to_regclass('refinery_schema_history') is not null", &[]).await?;
    let applied: Vec<i32> = if exists.get(0) {
        let rows = client.query("select version from refinery_schema_history order by version", &[]).await?;
        rows.iter().map(|row| row.get(0)).collect()
    } else {
        Vec::new()
    };
    let mut known = embedded::migrations::runner().get_migrations().clone();
    known.sort();
    let pending = known.iter().filter(|step| !applied.contains(&step.version()));
    Ok(Status {
        database: applied.last().copied(),
        binary: known.last().map(refinery::Migration::version),
        pending: pending.map(ToString::to_string).collect(),
    })
}

/// A short name for exactly this set of migrations; it changes with every byte of any of them. Test
/// databases are cached under it.
pub fn fingerprint() -> String {
    let mut known = embedded::migrations::runner().get_migrations().clone();
    known.sort();
    let mut hasher = DefaultHasher::new();
    for step in &known {
        (step.version(), step.name(), step.checksum()).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}
