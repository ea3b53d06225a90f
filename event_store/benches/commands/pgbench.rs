//! The peer below: Postgres' own load generator inserting the same row into the same table, one
//! statement a transaction, prepared.

use anyhow::Context as _;
use std::path::PathBuf;
use std::time::Duration;
use testkit::Database;
use tokio::process::Command;

/// What it came to.
pub(crate) struct Inserted {
    /// Rows a second, without the time that connecting takes.
    pub(crate) rate: f64,
    /// Rows.
    pub(crate) rows: u64,
}

/// Inserts a second by `clients` connections, of events that say `note`.
pub(crate) async fn inserts(
    database: &Database,
    note: &str,
    clients: usize,
    time: Duration,
) -> anyhow::Result<Inserted> {
    let script = std::env::temp_dir().join(format!("spool-bench-{}.sql", std::process::id()));
    tokio::fs::write(&script, insert(note)).await?;
    // Its clock runs while it connects, which its figure leaves out.
    let seconds = time.as_secs() + u64::try_from(clients)? / 32;
    let clients = clients.to_string();
    let output = Command::new(program()?)
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=1", "--client", &clients])
        .args(["--time", &seconds.to_string(), "--file"])
        .arg(&script)
        .arg(database.url())
        .output()
        .await?;
    tokio::fs::remove_file(&script).await?;
    let text = String::from_utf8_lossy(&output.stdout);
    let number = |label: &str| -> anyhow::Result<f64> {
        let line = text.lines().find_map(|line| line.strip_prefix(label));
        let number = line.and_then(|line| line.split_whitespace().next());
        let failed = || format!("pgbench failed: {}", String::from_utf8_lossy(&output.stderr));
        number.with_context(failed)?.parse().context("pgbench's figure is no number")
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of transactions")]
    let rows = number("number of transactions actually processed: ")? as u64;
    Ok(Inserted { rate: number("tps = ")?, rows })
}

fn insert(note: &str) -> String {
    let id = "00000000-0000-7000-8000-000000000000";
    format!(
        "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) \
         values ('reel', gen_random_uuid()::text, 1, 'reel.rendered', '1', \
         '{{\"type\": \"rendered\", \"frames\": 32, \"note\": \"{note}\"}}', \
         '{{\"actor\": \"system\", \"command_id\": \"{id}\", \"correlation_id\": \"{id}\"}}');"
    )
}

/// pgbench stands beside the server's programs.
fn program() -> anyhow::Result<PathBuf> {
    let named = std::env::var_os("SPOOL_PG_BIN").map(PathBuf::from);
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = installed.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = named.into_iter().chain(folders.into_iter().rev()).chain(std::env::split_paths(&path));
    folders
        .map(|folder| folder.join("pgbench"))
        .find(|program| program.is_file())
        .context("pgbench is not installed (Debian: postgresql-contrib)")
}
