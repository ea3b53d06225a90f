//! The private Postgres of a run, which can be killed like anything else. Everything here blocks.

use anyhow::{Context, Result};
use cluster::{Cluster, ClusterConfig, DATABASE};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

/// Small files, so that a small disk holds them and is used up by little.
const SETTINGS: [(&str, &str); 3] =
    [("max_wal_size", "64MB"), ("min_wal_size", "32MB"), ("shared_buffers", "32MB")];

/// A durable cluster that can be killed and started again.
#[derive(Debug)]
pub struct Postgres {
    config: ClusterConfig,
    cluster: Option<Cluster>,
}

impl Postgres {
    /// Makes and starts one in a folder.
    pub fn start(root: &Path) -> Result<Self> {
        let settings = SETTINGS.map(|(name, value)| (name.into(), value.into())).into();
        let pg_bin = std::env::var_os("SPOOL_PG_BIN").map(Into::into);
        let config = ClusterConfig { settings, pg_bin, ..ClusterConfig::new(root) };
        let mut postgres = Self { config, cluster: None };
        postgres.revive()?;
        Ok(postgres)
    }

    /// Starts it if it has ended, and waits until it has recovered; whether it had.
    pub fn revive(&mut self) -> Result<bool> {
        if self.cluster.as_ref().is_some_and(Cluster::is_running) {
            return Ok(false);
        }
        self.cluster = None;
        self.cluster = Some(Cluster::start(&self.config).context("Postgres does not start")?);
        Ok(true)
    }

    /// Stops it in order and starts it again.
    pub fn restart(&mut self) -> Result<()> {
        self.cluster = None;
        self.revive().map(|_| ())
    }

    /// Kills it with all its sessions, and starts it again.
    pub fn kill_9(&mut self) -> Result<()> {
        let pid = self.running()?.pid();
        let children = children(pid);
        kill(Pid::from_raw(pid), Signal::SIGKILL)?;
        for (child, _) in children {
            // Gone already, having noticed.
            let _ = kill(Pid::from_raw(child), Signal::SIGKILL);
        }
        self.restart()
    }

    /// Kills the session that `choose` picks of so many; Postgres starts over by itself.
    pub fn kill_session(&self, choose: impl FnOnce(usize) -> usize) -> Result<()> {
        let mut sessions = children(self.running()?.pid());
        sessions.retain(|(_, title)| title.contains("127.0.0.1("));
        anyhow::ensure!(!sessions.is_empty(), "nobody is connected to Postgres");
        let (session, _) = sessions[choose(sessions.len()) % sessions.len()];
        Ok(kill(Pid::from_raw(session), Signal::SIGKILL)?)
    }

    /// Where it listens.
    pub fn address(&self) -> Result<SocketAddr> {
        Ok((Ipv4Addr::LOCALHOST, self.running()?.address().port()).into())
    }

    /// How to connect to it by way of `at`: itself, or a proxy.
    pub fn url_at(&self, at: SocketAddr) -> Result<String> {
        let address = self.running()?.address();
        let direct = format!("@127.0.0.1:{}/", address.port());
        Ok(address.tcp_url(DATABASE).replace(&direct, &format!("@{at}/")))
    }

    fn running(&self) -> Result<&Cluster> {
        self.cluster.as_ref().context("Postgres does not run")
    }
}

/// The processes that another one has started, with what they call themselves.
fn children(parent: i32) -> Vec<(i32, String)> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let of_parent = numbers.filter(|pid| parent_of(*pid) == Some(parent));
    of_parent.map(|pid| (pid, title(pid))).collect()
}

/// The fourth field of `/proc/PID/stat`; the second one is in parentheses and may hold anything.
fn parent_of(pid: i32) -> Option<i32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn title(pid: i32) -> String {
    let title = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&title).replace('\0', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn children_are_found_with_their_names() {
        let mut child = Command::new("sleep").arg("1234.5").spawn().unwrap();
        let ours = i32::try_from(std::process::id()).unwrap();
        let found = children(ours);
        let sleeping = found.iter().find(|(pid, _)| *pid == i32::try_from(child.id()).unwrap());
        // Between fork and exec it still calls itself what we are called.
        assert!(sleeping.is_some(), "{found:?}");
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn whatever_is_killed_comes_back_with_what_was_committed() {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let mut postgres = Postgres::start(home.path()).unwrap();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let ask = |postgres: &Postgres, sql: &'static str| {
            let url = postgres.url_at(postgres.address().unwrap()).unwrap();
            runtime.block_on(async move {
                let (client, connection) =
                    tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
                tokio::spawn(connection);
                let row = client.query_one(sql, &[]).await.unwrap();
                (row.get::<_, i64>(0), client)
            })
        };
        let (_, _client) = ask(&postgres, "with t as (select pg_notify('a', 'b')) select 0::bigint from t");
        postgres.kill_session(|sessions| sessions - 1).unwrap();
        postgres.kill_9().unwrap();
        assert!(!postgres.revive().unwrap(), "it runs");
        let (made, _) = ask(&postgres, "select count(*) from (select pg_create_restore_point('x')) x");
        assert_eq!(made, 1);
        postgres.restart().unwrap();
        assert_eq!(ask(&postgres, "select 7::bigint").0, 7);
    }
}
