//! A private Postgres for one studio, run from the installed server programs: made on the first start,
//! reached by a socket and a loopback port, stopped with its owner in whatever way that one ends, and
//! recovered after a kill -9. Nothing is downloaded, no system service is touched, fsync stays on.
//!
//! Everything here blocks; from async code call it in `spawn_blocking`, the drop included.

mod address;
mod binaries;
mod error;
mod init;
mod leftover;
mod owner;
mod place;
mod postmaster;
mod sys;

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

use binaries::Binaries;
use owner::{Owner, command, give};
use place::{Lock, Place};
use postmaster::Postmaster;

pub use address::{Address, find};
pub use error::ClusterError;
pub use sys::effective_uid;

/// The studio's database, which every cluster has from the start.
pub const DATABASE: &str = "spool";

/// How often another free port is tried when somebody takes the chosen one at the same moment.
const PORT_ATTEMPTS: usize = 5;

/// What a cluster is to be like. `ClusterConfig::new` is right for a studio.
#[derive(Debug, Clone)]
pub struct ClusterConfig {
    /// The data directory; the cluster keeps its files in `postgres/` below it.
    pub root: PathBuf,
    /// The loopback port; `None` keeps the last one, or takes a free one.
    pub port: Option<u16>,
    /// Folder of the server programs (`SPOOL_PG_BIN`); `None` looks in the usual places.
    pub pg_bin: Option<PathBuf>,
    /// `false` trades every guarantee for speed: for tests, whose data nobody wants back.
    pub durable: bool,
    /// Further server settings, which win over the usual ones, as in `("max_connections", "300")`.
    pub settings: Vec<(String, String)>,
}

impl ClusterConfig {
    /// A durable cluster in `root` with the usual settings.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), port: None, pg_bin: None, durable: true, settings: Vec::new() }
    }
}

/// A running private cluster, owned by this process. Dropping it shuts Postgres down and waits for that.
#[derive(Debug)]
pub struct Cluster {
    postmaster: Postmaster,
    address: Address,
    place: Place,
    // Freed after everything above: fields drop in order.
    _lock: Lock,
}

impl Cluster {
    /// Starts the cluster of `config.root`, making it first where there is none. Waits for a Postgres
    /// that an earlier, killed owner left behind, and for crash recovery.
    pub fn start(config: &ClusterConfig) -> Result<Self, ClusterError> {
        let root = place::make_root(&config.root)?;
        let lock = Lock::take(&root)?;
        let (place, owner) = Place::open(&root)?;
        let binaries = Binaries::find(config.pg_bin.as_deref(), &place.data())?;
        tracing::debug!(programs = %binaries, place = %place.dir().display(), "starting the database");
        let socket_dir = place.make_socket_dir(owner)?;
        init::ensure(&place, &binaries, owner, config.durable)?;
        leftover::clear(&place.data(), &socket_dir)?;

        let (postmaster, port) = start_on_some_port(config, &place, &binaries, owner)?;
        remember_port(&place, port, owner);
        let path = place.password();
        let password = fs::read_to_string(&path).map_err(ClusterError::file("read", &path))?;
        let address = Address { socket_dir, port, password: password.trim().into() };
        Ok(Self { postmaster, address, place, _lock: lock })
    }

    /// How to reach it.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Shorthand for [`Address::socket_url`].
    pub fn socket_url(&self, database: &str) -> String {
        self.address.socket_url(database)
    }

    /// Shorthand for [`Address::tcp_url`].
    pub fn tcp_url(&self, database: &str) -> String {
        self.address.tcp_url(database)
    }

    /// Postgres' own data directory, wherever the studio's data directory put it.
    pub fn data_dir(&self) -> PathBuf {
        self.place.data()
    }

    /// Postgres' process number.
    pub fn pid(&self) -> i32 {
        self.postmaster.pid()
    }

    /// `false` once Postgres has ended by itself (killed, out of disk at start of recovery).
    pub fn is_running(&self) -> bool {
        self.postmaster.is_running()
    }

    /// What dropping does, said aloud.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.postmaster.stop();
        if !self.address.socket_dir.starts_with(self.place.dir()) {
            // The short one under /tmp; empty now, and made again by the next start.
            let _ = fs::remove_dir(&self.address.socket_dir);
        }
    }
}

/// The server programs that [`Cluster::start`] would use for the data directory `root`, as in "15.4 in
/// /usr/lib/postgresql/15/bin", for people to read; or why none fit. Starts and changes nothing.
pub fn installed_version(pg_bin: Option<&Path>, root: &Path) -> Result<String, ClusterError> {
    let data = Place::existing(root).map_or_else(|| root.join("postgres/data"), |place| place.data());
    Ok(Binaries::find(pg_bin, &data)?.to_string())
}

fn start_on_some_port(
    config: &ClusterConfig,
    place: &Place,
    binaries: &Binaries,
    owner: Option<Owner>,
) -> Result<(Postmaster, u16), ClusterError> {
    let data = place.data();
    let mut attempt = 0;
    loop {
        let port = choose_port(config.port, place, attempt)?;
        let failed = |reason: String| match owner {
            Some(owner) if !owner.can_enter(place.dir()) => {
                ClusterError::Unreachable { path: place.dir().into(), uid: owner.uid }
            }
            _ => ClusterError::Start { path: data.clone(), reason },
        };
        let server = server_command(config, place, binaries, owner, port);
        let postmaster = Postmaster::spawn(server).map_err(|error| failed(error.to_string()))?;
        match postmaster.wait_ready(&data) {
            Ok(()) => return Ok((postmaster, port)),
            // Somebody took the port between our look and Postgres' bind.
            Err(reason) if reason.contains("could not create any TCP/IP sockets") => {
                attempt += 1;
                if config.port.is_some() || attempt == PORT_ATTEMPTS {
                    return Err(ClusterError::PortBusy { port });
                }
            }
            Err(reason) => return Err(failed(reason)),
        }
    }
}

/// The wanted port if it is free; otherwise the last one if it is free; otherwise any.
fn choose_port(wanted: Option<u16>, place: &Place, attempt: usize) -> Result<u16, ClusterError> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|socket| socket.local_addr());
    if let Some(port) = wanted {
        return bind(port).map(|address| address.port()).map_err(|_| ClusterError::PortBusy { port });
    }
    let last = fs::read_to_string(place.port()).ok().and_then(|text| text.trim().parse().ok());
    let last = last.filter(|_| attempt == 0).unwrap_or(0);
    let address = bind(last).or_else(|_| bind(0)).map_err(|_| ClusterError::PortBusy { port: last })?;
    Ok(address.port())
}

/// A comfort only: without it the next start takes another port.
fn remember_port(place: &Place, port: u16, owner: Option<Owner>) {
    let path = place.port();
    if let Err(error) = fs::write(&path, port.to_string()).and_then(|()| give(&path, owner, 0o644)) {
        tracing::warn!(path = %path.display(), %error, "cannot remember the database's port");
    }
}

fn server_command(
    config: &ClusterConfig,
    place: &Place,
    binaries: &Binaries,
    owner: Option<Owner>,
    port: u16,
) -> std::process::Command {
    let mut server = command(&binaries.program("postgres"), owner);
    server.arg("-D").arg(place.data()).arg("-k").arg(place.socket_dir());
    let mut set = |name: &str, value: &str| {
        server.arg("-c").arg(format!("{name}={value}"));
    };
    set("port", &port.to_string());
    for (name, value) in USUAL {
        set(name, value);
    }
    for name in DURABILITY {
        set(name, if config.durable { "on" } else { "off" });
    }
    for (name, value) in &config.settings {
        set(name, value);
    }
    server
}

/// What makes a commit survive a power cut; switched off together for tests.
const DURABILITY: [&str; 3] = ["fsync", "synchronous_commit", "full_page_writes"];

/// Settings of every private cluster.
const USUAL: [(&str, &str); 16] = [
    ("listen_addresses", "127.0.0.1"),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "100"),
    ("shared_buffers", "192MB"),
    ("max_wal_size", "2GB"),
    // After a kill the whole file system is flushed at once, instead of every file by itself: seconds less.
    ("recovery_init_sync_method", "syncfs"),
    // A forgotten open transaction would hold back vacuum and widen the sequencer's window.
    ("idle_in_transaction_session_timeout", "30s"),
    // Our queries are short; compiling them costs more than running them.
    ("jit", "off"),
    ("random_page_cost", "1.1"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("log_min_messages", "warning"),
    ("log_checkpoints", "off"),
    ("log_line_prefix", ""),
    ("logging_collector", "off"),
    ("cluster_name", "spool"),
];
