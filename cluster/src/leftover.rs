//! What an earlier run left behind. After a kill -9 of the owning process the kernel tells its Postgres
//! to shut down, which takes a moment; after a power cut only files are left. Called with the data
//! directory locked, so whatever still runs here belongs to a run that is over.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::{ClusterError, sys};

/// After this long without an end, ask again: the kernel's signal may never have been sent.
const ASK_AFTER: Duration = Duration::from_secs(3);
/// After this long, end it without a checkpoint; the log brings everything back on the next start.
const FORCE_AFTER: Duration = Duration::from_secs(30);
/// After this long, give up.
const GIVE_UP_AFTER: Duration = Duration::from_mins(1);

/// `postmaster.pid`: process, data directory, start time, port, socket directory, address, shared memory
/// and status, a line each; the later lines appear while Postgres starts.
#[derive(Debug)]
pub(crate) struct PidFile {
    lines: Vec<String>,
}

impl PidFile {
    pub(crate) fn read(data: &Path) -> Result<Option<Self>, ClusterError> {
        let path = data.join("postmaster.pid");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(Self { lines: text.lines().map(|line| line.trim().to_owned()).collect() })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ClusterError::file("read", &path)(error)),
        }
    }

    pub(crate) fn pid(&self) -> Option<i32> {
        self.lines.first()?.parse().ok()
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.lines.get(3)?.parse().ok()
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.lines.get(7).is_some_and(|status| status == "ready")
    }

    /// Whether the process lives and is a Postgres on `data`: a number alone may belong to anybody by now.
    pub(crate) fn is_alive(&self, data: &Path) -> bool {
        let Some(pid) = self.pid() else { return false };
        // Readable for everybody, and empty for a process that has ended but was not collected.
        let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let data = data.as_os_str().as_encoded_bytes();
        arguments.split(|byte| *byte == 0).any(|argument| argument == data)
    }
}

/// Waits for a dying Postgres of an earlier run, then removes what would keep a new one from starting.
pub(crate) fn clear(data: &Path, socket_dir: &Path) -> Result<(), ClusterError> {
    let began = Instant::now();
    let mut asked = 0;
    while let Some(pid) = PidFile::read(data)?.filter(|it| it.is_alive(data)).and_then(|it| it.pid()) {
        let waited = began.elapsed();
        if waited > GIVE_UP_AFTER {
            return Err(ClusterError::Leftover { path: data.into(), pid });
        }
        if asked == 0 {
            tracing::info!(pid, "waiting for the database of an earlier run to end");
            asked = 1;
        } else if asked == 1 && waited > ASK_AFTER {
            sys::signal(pid, sys::SIGINT);
            asked = 2;
        } else if asked == 2 && waited > FORCE_AFTER {
            sys::signal(pid, sys::SIGQUIT);
            asked = 3;
        }
        sleep(Duration::from_millis(10));
    }
    // Postgres copes with a stale file itself unless the number lives again as another process of the
    // same user (a restarted container); then it would refuse to start.
    remove(&data.join("postmaster.pid"))?;
    let stale = fs::read_dir(socket_dir).map_err(ClusterError::file("read", socket_dir))?;
    for entry in stale.flatten() {
        if entry.file_name().to_string_lossy().starts_with(".s.PGSQL.") {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), ClusterError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(ClusterError::file("remove", path)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_lives_again_as_something_else_is_no_postgres() {
        let top = tempfile::tempdir().unwrap();
        let (data, run) = (top.path().join("data"), top.path().join("run"));
        fs::create_dir_all(&data).unwrap();
        fs::create_dir_all(&run).unwrap();
        let text = format!(
            "{}\n{}\n1700000000\n5433\n/run\n127.0.0.1\n 1 2\nready   \n",
            std::process::id(),
            data.display()
        );
        fs::write(data.join("postmaster.pid"), text).unwrap();
        fs::write(run.join(".s.PGSQL.5433.lock"), "1").unwrap();

        let found = PidFile::read(&data).unwrap().unwrap();
        assert_eq!((found.port(), found.is_ready(), found.is_alive(&data)), (Some(5433), true, false));
        clear(&data, &run).unwrap();
        assert!(PidFile::read(&data).unwrap().is_none());
        assert_eq!(fs::read_dir(&run).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_is_still_being_written_is_not_ready() {
        let half = PidFile { lines: vec!["12".into(), "/data".into()] };
        assert_eq!((half.pid(), half.port(), half.is_ready()), (Some(12), None, false));
    }
}
