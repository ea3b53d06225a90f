//! The peers that are event stores too, each by a small program in its own language, which scripts/peers.txt
//! installs: `eventsourcing` (Python) and Emmett (Node), both on Postgres, on a database of their own.

use crate::Cell;
use crate::reel::NOTE;
use anyhow::{Context as _, ensure};
use serde::Deserialize;
use std::path::PathBuf;
use std::time::Duration;
use testkit::Database;
use tokio::process::Command;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// How long a peer's program may take beyond the time that is measured.
const PATIENCE: Duration = Duration::from_mins(2);

/// An event store with all its events.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    script: &'static str,
    database: Database,
}

/// What its program prints.
#[derive(Deserialize)]
struct Report {
    commands: u64,
    rate: f64,
}

impl Peer {
    /// All of them, with nothing in them yet.
    pub(crate) async fn all() -> [Self; 2] {
        let peer = async |name, script| Self { name, script, database: Database::empty().await };
        [peer("eventsourcing", "eventsourcing_peer.py").await, peer("Emmett", "emmett_peer.cjs").await]
    }

    /// Appends a second by so many clients; each stream gets `life` of them.
    pub(crate) async fn appends(&self, clients: usize, time: Duration, life: u64) -> anyhow::Result<Cell> {
        let numbers = [clients.to_string(), time.as_secs().to_string(), life.to_string()];
        let Report { commands, rate } = self.run("append", &numbers).await?;
        Ok(Cell { rate, commands, cpu_us: 0.0 })
    }

    /// Events a second that are read from the beginning, and how many there were, at most `most`.
    pub(crate) async fn catches_up(&self, most: u64) -> anyhow::Result<(f64, u64)> {
        let Report { commands, rate } = self.run("catch-up", &[most.to_string()]).await?;
        Ok((rate, commands))
    }

    async fn run(&self, what: &str, numbers: &[String]) -> anyhow::Result<Report> {
        let folder = std::env::var_os("SPOOL_BENCH_PEERS").map(PathBuf::from);
        let folder = folder.context("run this by scripts/bench event_store")?;
        let script =
            PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/commands")).join(self.script);
        let is_python = script.extension().is_some_and(|kind| kind == "py");
        let program = if is_python { folder.join("bin/python") } else { "node".into() };
        let mut command = Command::new(program);
        command.arg(script).arg(what).args(numbers).kill_on_drop(true);
        command.env("NODE_PATH", folder.join("node_modules")).env("PEER_NOTE", NOTE);
        command.env("PEER_DATABASE", self.database.url()).envs(libpq(self.database.url())?);
        let done = tokio::time::timeout(PATIENCE, command.output()).await;
        let done = done.with_context(|| format!("{} takes too long", self.name))??;
        ensure!(done.status.success(), "{} failed: {}", self.name, String::from_utf8_lossy(&done.stderr));
        Ok(serde_json::from_slice(&done.stdout)?)
    }
}

/// A database's address as the variables of libpq have it.
fn libpq(url: &str) -> anyhow::Result<Vec<(&'static str, String)>> {
    let config: Config = url.parse()?;
    let host = match config.get_hosts().first().context("an address has a host")? {
        Host::Tcp(host) => host.clone(),
        Host::Unix(folder) => folder.display().to_string(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    Ok(vec![
        ("PGHOST", host),
        ("PGPORT", port.to_string()),
        ("PGUSER", config.get_user().context("an address has a user")?.to_owned()),
        ("PGDATABASE", config.get_dbname().context("an address has a database")?.to_owned()),
    ])
}
