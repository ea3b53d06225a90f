//! Objects as files of a local directory: `sha256/ab/cdef…`.
//!
//! The file system is used directly: a new object's bytes and then its name are brought to the disk before
//! it counts as kept, and reading goes in pieces large enough for films. Keeping an object and removing
//! an old one exclude each other by a lock, so that nobody loses what is kept again at that moment.

use crate::content::Content;
use crate::digest::{ALGORITHM, Digest};
use crate::error::{StorageError, blocking};
use crate::store::{Object, Objects};
use futures_util::{StreamExt, TryStreamExt, stream};
use std::fs::{self, File};
use std::io::{self, ErrorKind, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempPath;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

/// How much is read at a time, in bytes.
const PIECE: usize = 256 * 1024;
/// Held shared while an object takes its place, alone while one is removed.
const LOCK: &str = ".lock";

/// A directory of objects. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    root: PathBuf,
}

impl Directory {
    pub(crate) fn open(root: &Path) -> Result<Self, StorageError> {
        let objects = root.join(ALGORITHM);
        fs::create_dir_all(&objects).map_err(StorageError::file("made", &objects))?;
        let lock = root.join(LOCK);
        File::options().create(true).append(true).open(&lock).map_err(StorageError::file("opened", &lock))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Gives a whole file its place; whether an object of this name was there before. It is replaced by
    /// the same bytes, and is young again.
    pub(crate) async fn keep(&self, path: TempPath, object: Digest) -> Result<bool, StorageError> {
        let this = self.clone();
        blocking(move || {
            let lock = this.lock()?;
            lock.lock_shared().map_err(StorageError::file("locked", &this.root))?;
            let target = this.path(object);
            let shard = target.parent().unwrap_or(&this.root);
            match fs::create_dir(shard) {
                Ok(()) => sync(&this.root.join(ALGORITHM))?,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(StorageError::file("made", shard)(error)),
            }
            let was_there = target.exists();
            path.persist(&target).map_err(|refused| StorageError::file("named", &target)(refused.error))?;
            sync(shard)?;
            Ok(was_there)
        })
        .await
    }

    pub(crate) async fn size(&self, object: Digest) -> Result<Option<u64>, StorageError> {
        let path = self.path(object);
        found(tokio::fs::metadata(&path).await, &path).map(|found| found.map(|it| it.len()))
    }

    pub(crate) async fn get(
        &self,
        object: Digest,
        range: Option<Range<u64>>,
    ) -> Result<Content, StorageError> {
        let path = self.path(object);
        let opened = found(tokio::fs::File::open(&path).await, &path)?;
        let mut file = opened.ok_or(StorageError::Missing(object))?;
        let total = file.metadata().await.map_err(StorageError::file("read", &path))?.len();
        let range = range.unwrap_or(0..total);
        if range.start > range.end || range.end > total {
            let Range { start, end } = range;
            return Err(StorageError::OutOfRange { object, bytes: total, start, end });
        }
        file.seek(SeekFrom::Start(range.start)).await.map_err(StorageError::file("read", &path))?;
        let part = file.take(range.end - range.start);
        let pieces = ReaderStream::with_capacity(part, PIECE)
            .map_err(move |error| StorageError::file("read", &path)(error));
        Ok(Content::new(total, range, pieces.boxed()))
    }

    /// Removes an object, unless it is younger than `since`; how many bytes it had.
    pub(crate) async fn delete(
        &self,
        object: Digest,
        since: Option<SystemTime>,
    ) -> Result<Option<u64>, StorageError> {
        let this = self.clone();
        blocking(move || {
            let lock = this.lock()?;
            lock.lock().map_err(StorageError::file("locked", &this.root))?;
            let path = this.path(object);
            let Some(it) = found(fs::metadata(&path), &path)? else { return Ok(None) };
            let modified = it.modified().map_err(StorageError::file("read", &path))?;
            if since.is_some_and(|since| modified >= since) {
                return Ok(None);
            }
            fs::remove_file(&path).map_err(StorageError::file("removed", &path))?;
            Ok(Some(it.len()))
        })
        .await
    }

    /// Every object, shard by shard.
    pub(crate) fn list(&self) -> Objects {
        let this = self.clone();
        stream::iter(0..=u8::MAX)
            .then(move |shard| {
                let directory = this.root.join(ALGORITHM).join(format!("{shard:02x}"));
                blocking(move || read_shard(&directory))
            })
            .map_ok(|objects| stream::iter(objects.into_iter().map(Ok)))
            .try_flatten()
            .boxed()
    }

    fn path(&self, object: Digest) -> PathBuf {
        self.root.join(object.key())
    }

    fn lock(&self) -> Result<File, StorageError> {
        let path = self.root.join(LOCK);
        File::open(&path).map_err(StorageError::file("opened", &path))
    }
}

fn read_shard(directory: &Path) -> Result<Vec<Object>, StorageError> {
    let Some(entries) = found(fs::read_dir(directory), directory)? else { return Ok(Vec::new()) };
    let shard = directory.file_name().unwrap_or_default().to_string_lossy();
    let mut objects = Vec::new();
    for entry in entries {
        let entry = entry.map_err(StorageError::file("read", directory))?;
        let key = format!("{ALGORITHM}/{shard}/{}", entry.file_name().to_string_lossy());
        // Whatever somebody else has put here is none of ours.
        let Some(sha256) = Digest::of_key(&key) else { continue };
        // Gone meanwhile: it was removed.
        let Some(it) = found(entry.metadata(), directory)? else { continue };
        let modified = it.modified().map_err(StorageError::file("read", directory))?;
        objects.push(Object { sha256, bytes: it.len(), modified });
    }
    Ok(objects)
}

/// What is not there is no failure.
fn found<T>(tried: io::Result<T>, path: &Path) -> Result<Option<T>, StorageError> {
    match tried {
        Ok(it) => Ok(Some(it)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StorageError::file("read", path)(error)),
    }
}

/// Brings a directory's names to the disk.
fn sync(directory: &Path) -> Result<(), StorageError> {
    File::open(directory).and_then(|it| it.sync_all()).map_err(StorageError::file("written", directory))
}
