//! Bytes on their way in: a temporary file that counts and hashes them as they arrive.

use crate::digest::Digest;
use crate::error::{StorageError, blocking};
use crate::quota::Reservation;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;
use std::time::SystemTime;
use tempfile::{Builder, NamedTempFile, TempPath};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

/// What the names of unfinished files end with.
const SUFFIX: &str = ".part";

/// Bytes that are arriving. Dropping it throws them away.
#[derive(Debug)]
pub struct Incoming {
    file: File,
    path: TempPath,
    hash: Sha256,
    bytes: u64,
    reservation: Reservation,
}

/// Bytes that have arrived whole and are safe on the disk, though nobody finds them yet: they can be
/// looked at, and then kept with [`Store::keep`](crate::Store::keep) or dropped.
#[derive(Debug)]
pub struct Received {
    path: TempPath,
    sha256: Digest,
    bytes: u64,
    reservation: Reservation,
}

impl Incoming {
    pub(crate) async fn begin(directory: &Path, reservation: Reservation) -> Result<Self, StorageError> {
        let directory = directory.to_owned();
        let (file, path) = blocking(move || {
            Builder::new()
                .suffix(SUFFIX)
                .tempfile_in(&directory)
                .map(NamedTempFile::into_parts)
                .map_err(StorageError::file("opened for a new file", &directory))
        })
        .await?;
        Ok(Self { file: File::from_std(file), path, hash: Sha256::new(), bytes: 0, reservation })
    }

    /// How many bytes have arrived.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes the next bytes. Those that the quota does not cover are refused before they are written.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let all = self.bytes + bytes.len() as u64;
        self.reservation.grow_to(all)?;
        self.file.write_all(bytes).await.map_err(StorageError::file("written", &self.path))?;
        self.hash.update(bytes);
        self.bytes = all;
        Ok(())
    }

    /// All bytes are there; they are brought to the disk.
    pub async fn finish(mut self) -> Result<Received, StorageError> {
        self.file.flush().await.map_err(StorageError::file("written", &self.path))?;
        self.file.sync_all().await.map_err(StorageError::file("written", &self.path))?;
        let Self { path, hash, bytes, reservation, .. } = self;
        Ok(Received { path, sha256: hash.into(), bytes, reservation })
    }
}

impl Received {
    /// The file they are in, until they are kept or dropped.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What they will be called.
    pub fn sha256(&self) -> Digest {
        self.sha256
    }

    /// How many they are.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn into_parts(self) -> (TempPath, Reservation) {
        (self.path, self.reservation)
    }
}

/// Removes unfinished files that nobody has written to since; how many.
pub(crate) fn sweep(directory: &Path, since: SystemTime) -> Result<u64, StorageError> {
    let failed = |what| StorageError::file(what, directory);
    let mut removed = 0;
    for entry in fs::read_dir(directory).map_err(failed("read"))? {
        let entry = entry.map_err(failed("read"))?;
        if !entry.file_name().to_string_lossy().ends_with(SUFFIX) {
            continue;
        }
        // Gone meanwhile: it has become an object, or was thrown away.
        let Ok(modified) = entry.metadata().and_then(|found| found.modified()) else { continue };
        if modified < since && fs::remove_file(entry.path()).is_ok() {
            removed += 1;
        }
    }
    Ok(removed)
}
