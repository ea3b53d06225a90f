//! Whether a process can do its work, and if not, what is wrong: its database, the room on its disk, the
//! tables, the sequencer, and every projection. Each check that fails says what an operator has to know.

use deadpool_postgres::{Object, Pool};
use event_store::Log;
use nix::sys::statvfs::statvfs;
use projections::ProjectorStatus;
use serde::Serialize;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::timeout;

/// How long the database may take to say that it is there, and for everything it is asked after that.
const PATIENCE: Duration = Duration::from_secs(2);
/// Seconds that an event may wait for its position, or for a read model, before something is wrong.
const BEHIND_S: f64 = 30.0;
const MB: u64 = 1_000_000;

/// What is looked at.
#[derive(Clone)]
pub struct Vitals {
    /// The database.
    pub pool: Pool,
    /// The log in it.
    pub log: Log,
    /// Where this process writes files.
    pub folder: PathBuf,
    /// Bytes that have to be free there.
    pub least_free_bytes: u64,
}

/// One thing that was looked at.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Check {
    name: String,
    pub(crate) ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Check {
    fn of(name: impl Into<String>, outcome: Result<(), String>) -> Self {
        Self { name: name.into(), ok: outcome.is_ok(), detail: outcome.err() }
    }
}

impl Vitals {
    /// Looks at everything. Of a database that is away nothing more is asked.
    pub(crate) async fn checks(&self) -> Vec<Check> {
        let disk = Check::of("disk", self.disk().await);
        let silent = |_| Err("it does not answer".to_owned());
        let mut client = match timeout(PATIENCE, self.database()).await.unwrap_or_else(silent) {
            Ok(client) => client,
            Err(reason) => return vec![Check::of("database", Err(reason)), disk],
        };
        let asked = async {
            let mut checks = vec![
                Check::of("database", writable(&mut client).await),
                Check::of("schema", schema(&client).await),
                Check::of("sequencer", self.sequencer().await),
            ];
            checks.extend(projections(&client).await);
            checks
        };
        let slow = |_| vec![Check::of("database", Err("it takes too long to answer".into()))];
        let mut checks = timeout(PATIENCE, asked).await.unwrap_or_else(slow);
        checks.push(disk);
        checks
    }

    async fn database(&self) -> Result<Object, String> {
        let client = self.pool.get().await.map_err(|error| in_full(&error))?;
        client.query_one("select 1", &[]).await.map_err(|error| in_full(&error))?;
        Ok(client)
    }

    /// Whether files can still be written.
    async fn disk(&self) -> Result<(), String> {
        let (folder, least) = (self.folder.clone(), self.least_free_bytes);
        let looked = tokio::task::spawn_blocking(move || free_bytes(&folder).map(|free| (free, folder)));
        let (free, folder) = looked.await.map_err(|error| error.to_string())??;
        if free < least {
            let (free, least) = (free / MB, least / MB);
            return Err(format!("{free} MB are free in {}, less than {least} MB", folder.display()));
        }
        Ok(())
    }

    /// Whether events get their positions. The oldest one without tells.
    async fn sequencer(&self) -> Result<(), String> {
        let waits = self.log.lag().await.map_err(|error| in_full(&error))?;
        match waits.map(|waits| waits.as_secs_f64()) {
            Some(waits) if waits > BEHIND_S => {
                let who = self.log.sequencer().await.map_err(|error| in_full(&error))?;
                let who = who.unwrap_or_else(|| "nobody sequences".to_owned());
                Err(format!("an event has waited {waits:.0} s for its position: {who}"))
            }
            _ => Ok(()),
        }
    }
}

/// Bytes that are free to this process where a folder is, or will be.
fn free_bytes(folder: &Path) -> Result<u64, String> {
    let there = folder.ancestors().find(|place| place.exists()).unwrap_or(Path::new("."));
    let found =
        statvfs(there).map_err(|error| format!("{} cannot be looked at: {error}", there.display()))?;
    Ok(found.blocks_available().saturating_mul(found.fragment_size()))
}

/// Whether the database takes writes: it is no stand-by, and its disk has room. The probe is a file that
/// Postgres writes for a snapshot and removes with the transaction.
async fn writable(client: &mut Object) -> Result<(), String> {
    let probe = async {
        let transaction = client.transaction().await?;
        let state = "select pg_is_in_recovery(), current_setting('transaction_read_only')::boolean";
        let row = transaction.query_one(state, &[]).await?;
        let (recovers, read_only): (bool, bool) = (row.try_get(0)?, row.try_get(1)?);
        if !recovers && !read_only {
            transaction.query_one("select pg_export_snapshot()", &[]).await?;
        }
        transaction.rollback().await?;
        Ok::<_, tokio_postgres::Error>((recovers, read_only))
    };
    match probe.await {
        Ok((true, _)) => Err("it is a stand-by, which cannot be written to".into()),
        Ok((_, true)) => Err("it is read-only".into()),
        Ok(_) => Ok(()),
        Err(error) => Err(format!("it cannot be written to: {}", in_full(&error))),
    }
}

/// Whether the tables are those this binary knows.
async fn schema(client: &Object) -> Result<(), String> {
    let status = migrations::status(client).await.map_err(|error| in_full(&error))?;
    if status.is_newer() {
        let (database, binary) = (status.database.unwrap_or(0), status.binary.unwrap_or(0));
        return Err(format!(
            "the tables are of version {database}, newer than {binary}, which this spool knows"
        ));
    }
    if !status.pending.is_empty() {
        let missing = status.pending.join(", ");
        return Err(format!("migrations are missing: {missing}; `spool migrate` applies them"));
    }
    Ok(())
}

async fn projections(client: &Object) -> Vec<Check> {
    match projections::status(client).await {
        Ok(status) => status.into_iter().map(projection).collect(),
        Err(error) => vec![Check::of("projections", Err(in_full(&error)))],
    }
}

fn projection(projector: ProjectorStatus) -> Check {
    let outcome = match projector.error {
        Some(error) => Err(format!("stopped at {error}")),
        None if projector.lag_s > BEHIND_S => {
            Err(format!("{} events and {:.0} s behind", projector.lag_events, projector.lag_s))
        }
        None => Ok(()),
    };
    Check::of(format!("projection {}", projector.name), outcome)
}

/// An error with its causes: drivers say the reason only there.
fn in_full(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_for_a_folder_that_is_not_made_yet_is_that_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free_bytes(&folder.path().join("data/assets")).unwrap() > 0);
    }

    #[test]
    fn an_error_is_told_with_its_causes_and_none_twice() {
        let lost = std::io::Error::other("no space left on device");
        let told = in_full(&std::io::Error::other(lost));
        assert_eq!(told, "no space left on device");
        let failed = StartError(std::io::Error::other("refused"));
        assert_eq!(in_full(&failed), "cannot connect: refused");
    }

    #[derive(Debug, thiserror::Error)]
    #[error("cannot connect")]
    struct StartError(#[source] std::io::Error);
}
