//! Where the private cluster lives inside the data directory, and the lock that lets one process use it.
//!
//! `ROOT/postgres/` holds `data` (Postgres' own), `run` (the socket), `password` and `port`. When a root
//! process' data directory lies where the database user may not go (a home with mode 0700), `postgres`
//! is a link to a fresh folder under `/var/lib/spool` instead, so that it just works.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::owner::{Owner, give};
use crate::{ClusterError, sys};

/// Where clusters go that cannot live in their data directory.
const ELSEWHERE: &str = "/var/lib/spool";
/// How long a lock that is being given up may take to be free.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
/// Bytes that fit into a socket address (108), less the closing NUL and `/.s.PGSQL.65535`.
const SOCKET_DIR_MAX: usize = 107 - "/.s.PGSQL.65535".len();

/// The folder of one cluster, with links resolved.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    dir: PathBuf,
}

impl Place {
    /// The place that exists already below `root`, if any; changes nothing.
    pub(crate) fn existing(root: &Path) -> Option<Self> {
        let dir = root.join("postgres").canonicalize().ok()?;
        dir.is_dir().then_some(Self { dir })
    }

    /// The existing place, or a new one that the database user can reach.
    pub(crate) fn open(root: &Path) -> Result<(Self, Option<Owner>), ClusterError> {
        if let Some(place) = Self::existing(root) {
            let owner = Owner::choose(&place.data())?;
            return Ok((place, owner));
        }
        let plain = root.join("postgres");
        if plain.is_symlink() {
            let gone = io::Error::new(io::ErrorKind::NotFound, "it points to a folder that is gone");
            return Err(ClusterError::file("use", &plain)(gone));
        }
        let owner = Owner::choose(&plain)?;
        let dir = match owner {
            Some(owner) if !owner.can_enter(root) => {
                let dir = Path::new(ELSEWHERE).join(random_hex(8)?);
                make_dir(Path::new(ELSEWHERE), 0o711)?;
                make_dir(&dir, 0o711)?;
                symlink(&dir, &plain).map_err(ClusterError::file("create", &plain))?;
                tracing::info!(place = %dir.display(), "the database user cannot enter the data directory, \
                    so the database is kept in {}", dir.display());
                dir
            }
            _ => {
                make_dir(&plain, 0o711)?;
                plain
            }
        };
        give(&dir, owner, 0o711).map_err(ClusterError::file("hand over", &dir))?;
        Ok((Self { dir }, owner))
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// Where `initdb` works; renamed to `data` when it is complete.
    pub(crate) fn staging(&self) -> PathBuf {
        self.dir.join("data.new")
    }

    /// The folder itself, to flush the rename.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn password(&self) -> PathBuf {
        self.dir.join("password")
    }

    /// Remembers the loopback port, so that addresses given to other machines' workers stay true.
    pub(crate) fn port(&self) -> PathBuf {
        self.dir.join("port")
    }

    /// The folder of the socket: `run`, or a short one under `/tmp` when a socket address has no room for it.
    pub(crate) fn socket_dir(&self) -> PathBuf {
        let run = self.dir.join("run");
        if run.as_os_str().len() <= SOCKET_DIR_MAX {
            return run;
        }
        PathBuf::from(format!("/tmp/spool-{:016x}", fnv1a(self.dir.as_os_str().as_encoded_bytes())))
    }

    /// Makes the socket's folder, for the owner alone; nobody else's folder of that name is accepted.
    pub(crate) fn make_socket_dir(&self, owner: Option<Owner>) -> Result<PathBuf, ClusterError> {
        let dir = self.socket_dir();
        make_dir(&dir, 0o700)?;
        let found = fs::symlink_metadata(&dir).map_err(ClusterError::file("read", &dir))?;
        let mine = owner.map_or_else(sys::effective_uid, |owner| owner.uid);
        if !found.is_dir() || (found.uid() != mine && found.uid() != sys::effective_uid()) {
            let squatted = io::Error::new(io::ErrorKind::PermissionDenied, "it belongs to somebody else");
            return Err(ClusterError::file("use", &dir)(squatted));
        }
        give(&dir, owner, 0o700).map_err(ClusterError::file("hand over", &dir))?;
        Ok(dir)
    }
}

/// The exclusive use of a data directory, for as long as it lives. The kernel frees it when the process
/// ends in whatever way, so there is nothing stale to clean up.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub(crate) fn take(root: &Path) -> Result<Self, ClusterError> {
        let path = root.join("postgres.lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o644)
            .open(&path)
            .map_err(ClusterError::file("open", &path))?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                // A child that was just forked holds a copy of the lock until it runs its own program.
                Err(TryLockError::WouldBlock) if began.elapsed() < LOCK_PATIENCE => {
                    sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    let mut text = String::new();
                    let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                    return Err(ClusterError::Locked { root: root.into(), pid });
                }
                Err(TryLockError::Error(error)) => return Err(ClusterError::file("lock", &path)(error)),
            }
        }
        file.set_len(0)
            .and_then(|()| write!(file, "{}", std::process::id()))
            .map_err(ClusterError::file("write", &path))?;
        Ok(Self { _file: file })
    }
}

/// Makes the data directory where it is missing: for its owner alone, but for root enterable, since
/// Postgres runs as somebody else then. Answers its path without links.
pub(crate) fn make_root(root: &Path) -> Result<PathBuf, ClusterError> {
    let mode = if sys::effective_uid() == 0 { 0o711 } else { 0o700 };
    make_dir(root, mode)?;
    root.canonicalize().map_err(ClusterError::file("read", root))
}

fn make_dir(dir: &Path, mode: u32) -> Result<(), ClusterError> {
    if dir.is_dir() {
        return Ok(());
    }
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(dir)
        .and_then(|()| give(dir, None, mode))
        .map_err(ClusterError::file("create", dir))
}

/// `bytes` random bytes from the kernel, as hexadecimal.
pub(crate) fn random_hex(bytes: usize) -> Result<String, ClusterError> {
    let source = Path::new("/dev/urandom");
    let mut buffer = vec![0_u8; bytes];
    File::open(source)
        .and_then(|mut file| file.read_exact(&mut buffer))
        .map_err(ClusterError::file("read", source))?;
    Ok(hex(&buffer))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// FNV-1a: short, and the same in every build, unlike the standard library's hasher.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_path_always_fits() {
        let short = Place { dir: "/srv/spool/postgres".into() };
        assert_eq!(short.socket_dir(), Path::new("/srv/spool/postgres/run"));
        let long = Place { dir: format!("/srv/{}/postgres", "deep/".repeat(30)).into() };
        let socket = long.socket_dir().join(".s.PGSQL.65535");
        assert!(socket.as_os_str().len() <= 107, "{}", socket.display());
        let other = Place { dir: format!("/srv/{}/postgres", "other/".repeat(30)).into() };
        assert_ne!(long.socket_dir(), other.socket_dir());
    }

    #[test]
    fn random_text_is_hexadecimal_and_never_twice_the_same() {
        assert_eq!(hex(&[0x00, 0x1f, 0xa9]), "001fa9");
        let (one, other) = (random_hex(24).unwrap(), random_hex(24).unwrap());
        assert_eq!(one.len(), 48);
        assert_ne!(one, other);
    }

    #[test]
    fn a_directory_is_locked_for_one_and_names_it() {
        let root = tempfile::tempdir().unwrap();
        let first = Lock::take(root.path()).unwrap();
        let refused = Lock::take(root.path()).unwrap_err();
        assert!(
            matches!(&refused, ClusterError::Locked { pid: Some(pid), .. } if *pid == std::process::id()),
            "{refused}"
        );
        drop(first);
        Lock::take(root.path()).unwrap();
    }
}
