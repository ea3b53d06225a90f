//! How to reach a running private cluster, and how to find one that another process runs.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::ClusterError;
use crate::leftover::PidFile;
use crate::place::{Place, hex};

/// The database superuser of every private cluster.
pub(crate) const USER: &str = "spool";

/// Socket, port and password of a running cluster.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    pub(crate) socket_dir: PathBuf,
    pub(crate) port: u16,
    pub(crate) password: String,
}

impl Address {
    /// For processes on this machine that may enter the data directory: no password, the quickest way.
    pub fn socket_url(&self, database: &str) -> String {
        let dir = percent_encode(self.socket_dir.as_os_str().as_encoded_bytes());
        format!("postgresql:///{database}?host={dir}&port={}&user={USER}", self.port)
    }

    /// For everything else on this machine: loopback, with the password in it. A secret.
    pub fn tcp_url(&self, database: &str) -> String {
        format!("postgresql://{USER}:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// The loopback port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { socket_dir, port, password: _ } = self;
        f.debug_struct("Address").field("socket_dir", socket_dir).field("port", port).finish_non_exhaustive()
    }
}

/// The cluster that another process runs in the data directory `root`, ready to be connected to; `None`
/// when none runs. Starts and changes nothing.
pub fn find(root: &Path) -> Result<Option<Address>, ClusterError> {
    let Some(place) = Place::existing(root) else { return Ok(None) };
    let Some(running) = PidFile::read(&place.data())? else { return Ok(None) };
    let (true, true, Some(port)) = (running.is_ready(), running.is_alive(&place.data()), running.port())
    else {
        return Ok(None);
    };
    let path = place.password();
    let password = fs::read_to_string(&path).map_err(ClusterError::file("read", &path))?;
    Ok(Some(Address { socket_dir: place.socket_dir(), port, password: password.trim().into() }))
}

fn percent_encode(bytes: &[u8]) -> String {
    let encode = |byte: &u8| match char::from(*byte) {
        plain if plain.is_ascii_alphanumeric() || "-._~".contains(plain) => plain.to_string(),
        _ => format!("%{}", hex(&[*byte]).to_uppercase()),
    };
    bytes.iter().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_escape_the_path_and_debug_hides_the_password() {
        let address = Address { socket_dir: "/a b/ü&c".into(), port: 5433, password: "secret".into() };
        assert_eq!(
            address.socket_url("spool"),
            "postgresql:///spool?host=%2Fa%20b%2F%C3%BC%26c&port=5433&user=spool"
        );
        assert_eq!(address.tcp_url("x"), "postgresql://spool:secret@127.0.0.1:5433/x");
        assert!(!format!("{address:?}").contains("secret"));
    }

    #[test]
    fn where_nothing_was_ever_started_nothing_is_found() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(find(root.path()).unwrap(), None);
        assert_eq!(find(&root.path().join("missing")).unwrap(), None);
    }
}
