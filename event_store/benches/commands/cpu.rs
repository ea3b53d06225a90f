//! Processor time, of everything that works for a cell: this process, its children, and Postgres with
//! its backends. Unlike the rate it is nearly the same on a busy machine as on a quiet one.

use std::fs;
use std::time::Duration;
use tokio_postgres::Client;

/// Sums processor time from /proc.
pub(crate) struct Meter {
    postmaster: u32,
}

/// The fields of /proc/PID/stat that count, in clock ticks.
struct Stat {
    parent: u32,
    own: u64,
    reaped: u64,
}

impl Meter {
    /// A meter of the server behind `client`.
    pub(crate) async fn of(client: &Client) -> anyhow::Result<Self> {
        let backend: i32 = client.query_one("select pg_backend_pid()", &[]).await?.try_get(0)?;
        let stat = stat(&backend.to_string());
        Ok(Self { postmaster: stat.map_or(0, |stat| stat.parent) })
    }

    /// All of it so far.
    pub(crate) fn total(&self) -> Duration {
        let mut ticks = 0;
        for stat in [stat("self"), stat(&self.postmaster.to_string())].into_iter().flatten() {
            ticks += stat.own + stat.reaped;
        }
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let name = entry.file_name();
            let process = name.to_str().filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
            if let Some(stat) = process.and_then(stat).filter(|stat| stat.parent == self.postmaster) {
                ticks += stat.own;
            }
        }
        // Linux counts in hundredths of a second for /proc, on every architecture it runs on here.
        Duration::from_millis(ticks * 10)
    }
}

fn stat(process: &str) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in parentheses, may hold anything; what follows is counted from behind it.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own: number(11)? + number(12)?,
        reaped: number(13)? + number(14)?,
    })
}
