//! What can go wrong while bytes are kept.

use crate::digest::Digest;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why an object was not kept, found or removed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// No object has this name.
    #[error("there is no object {0}")]
    Missing(Digest),
    /// A part was asked for that the object does not have.
    #[error("object {object} has {bytes} bytes, not {start} to {end}")]
    OutOfRange {
        /// The object.
        object: Digest,
        /// How many bytes it has.
        bytes: u64,
        /// The first byte asked for.
        start: u64,
        /// The byte after the last one asked for.
        end: u64,
    },
    /// The object's bytes are no longer those it was named for.
    #[error("object {object} is damaged: its bytes are those of {found}")]
    Damaged {
        /// Its name.
        object: Digest,
        /// What its bytes should be called.
        found: Digest,
    },
    /// The quota does not cover it.
    #[error("{asked} bytes more than {used} are over the quota of {quota} bytes")]
    OverQuota {
        /// How many bytes were to be kept.
        asked: u64,
        /// How many are taken.
        used: u64,
        /// How many may be.
        quota: u64,
    },
    /// The disk holds no more.
    #[error("no space is left at {}", .0.display())]
    DiskFull(PathBuf),
    /// The file system refused.
    #[error("{} cannot be {what}: {source}", path.display())]
    File {
        /// What was tried, as a participle.
        what: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The bytes' source failed while they were arriving.
    #[error("the bytes stopped arriving: {0}")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The object store refused or went away.
    #[error("object store: {0}")]
    Remote(#[from] object_store::Error),
    /// A task of the runtime was cut off: the process is ending.
    #[error("the process is ending")]
    Ending,
}

impl StorageError {
    /// Whether trying again later can help without anybody doing anything.
    pub fn passes(&self) -> bool {
        match self {
            Self::Remote(error) => !matches!(
                error,
                object_store::Error::PermissionDenied { .. }
                    | object_store::Error::Unauthenticated { .. }
                    | object_store::Error::NotFound { .. }
            ),
            Self::Source(_) | Self::Ending => true,
            _ => false,
        }
    }

    /// Turns a refusal of the file system into ours: `what` was tried with `path`.
    pub(crate) fn file(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(path),
            _ => Self::File { what, path, source },
        }
    }
}

/// Runs work that blocks where it may.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StorageError::Ending)?
}
