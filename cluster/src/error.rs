//! Why the private cluster cannot be used. Every variant prints as one line that says what to do,
//! because `spool up` prints exactly that line and stops.

use std::path::{Path, PathBuf};

/// An error of the private cluster, for the person at the terminal.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// No folder with both `initdb` and `postgres` was found.
    #[error(
        "no PostgreSQL server programs found: install the Debian package postgresql, \
         or name their folder with SPOOL_PG_BIN"
    )]
    NoBinaries,
    /// The folder that was named explicitly holds no server programs.
    #[error("no initdb and postgres in {}, which SPOOL_PG_BIN names", .dir.display())]
    NoBinariesIn {
        /// The named folder.
        dir: PathBuf,
    },
    /// The data was made by another major version; Postgres cannot read it.
    #[error(
        "the database in {} was made by PostgreSQL {data} and only {found} is installed: \
         install the Debian package postgresql-{data}, or name its folder with SPOOL_PG_BIN", .path.display()
    )]
    WrongVersion {
        /// The data directory.
        path: PathBuf,
        /// Major version that made the data.
        data: u32,
        /// Major versions installed, comma-separated.
        found: String,
    },
    /// Running as root without an account that Postgres, which refuses root, could run under.
    #[error("running as root, and there is no user postgres or nobody to run the database under: create one")]
    NoUser,
    /// The data belongs to another account.
    #[error(
        "the database in {} belongs to user id {uid}: start spool as that user or as root, \
         or choose another data directory (--data-dir)", .path.display()
    )]
    Foreign {
        /// The data directory.
        path: PathBuf,
        /// Who owns it.
        uid: u32,
    },
    /// Running as root, and the unprivileged user may not enter one of the parent directories.
    #[error(
        "the database user (user id {uid}) cannot reach {}: make each folder above it enterable (chmod o+x), \
         or choose another data directory (--data-dir)", .path.display()
    )]
    Unreachable {
        /// The data directory.
        path: PathBuf,
        /// The user that Postgres runs under.
        uid: u32,
    },
    /// A file or folder of the data directory cannot be made, read or changed.
    #[error("cannot {action} {}: {source}: mend that, or choose another data directory (--data-dir)", .path.display())]
    File {
        /// What was tried, as in "create".
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process uses the same data directory.
    #[error(
        "another spool{} uses {}: stop it, or choose another data directory (--data-dir)",
        .pid.map(|pid| format!(" (process {pid})")).unwrap_or_default(), .root.display()
    )]
    Locked {
        /// The data directory.
        root: PathBuf,
        /// The other process, when it could be read.
        pid: Option<u32>,
    },
    /// The loopback port asked for is taken.
    #[error("port {port} on 127.0.0.1 is taken, so the database cannot listen there: choose another")]
    PortBusy {
        /// The port.
        port: u16,
    },
    /// `initdb` failed. The data directory is as it was before.
    #[error("could not create the database in {}: {reason}", .path.display())]
    Init {
        /// The data directory.
        path: PathBuf,
        /// The last thing the program said, on one line.
        reason: String,
    },
    /// Postgres ended before it was ready.
    #[error("the database in {} did not start: {reason}", .path.display())]
    Start {
        /// The data directory.
        path: PathBuf,
        /// What Postgres said last, on one line.
        reason: String,
    },
    /// Postgres of an earlier run neither ended nor could be ended.
    #[error("an earlier database process ({pid}) still uses {} and does not end: kill it", .path.display())]
    Leftover {
        /// The data directory.
        path: PathBuf,
        /// The process.
        pid: i32,
    },
}

impl ClusterError {
    /// For `map_err`: a failure of `action` (as in "create") on `path`.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { action, path, source }
    }
}
