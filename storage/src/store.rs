//! The store: one way to keep, find and remove objects, wherever they lie.

use crate::bucket::Bucket;
use crate::content::Content;
use crate::digest::Digest;
use crate::directory::Directory;
use crate::error::{StorageError, blocking};
use crate::incoming::{self, Incoming, Received};
use crate::quota::Ledger;
use crate::settings::{Place, Settings};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::SystemTime;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Mutex;

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 256 * 1024;

/// A store of objects. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    backend: Backend,
    ledger: Arc<Ledger>,
    /// Held while objects are counted.
    counting: Mutex<()>,
}

#[derive(Debug)]
enum Backend {
    Local(Directory),
    S3(Bucket),
}

/// What was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub sha256: Digest,
    /// How many bytes it has.
    pub bytes: u64,
}

/// An object, as a list shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its name.
    pub sha256: Digest,
    /// How many bytes it has.
    pub bytes: u64,
    /// When it was kept last.
    pub modified: SystemTime,
}

/// Objects, one after the other, in no order that means anything.
pub type Objects = BoxStream<'static, Result<Object, StorageError>>;

/// What is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// How many objects there are.
    pub objects: u64,
    /// How many bytes they have together.
    pub bytes: u64,
}

impl Store {
    /// Opens a store, making its directories where they are not there. A bucket must be there and take
    /// the keys.
    pub async fn open(settings: Settings) -> Result<Self, StorageError> {
        let incoming = settings.incoming.clone();
        blocking(move || fs::create_dir_all(&incoming).map_err(StorageError::file("made", &incoming)))
            .await?;
        let backend = match &settings.place {
            Place::Local(root) => {
                let root = root.clone();
                Backend::Local(blocking(move || Directory::open(&root)).await?)
            }
            Place::S3(s3) => Backend::S3(Bucket::open(s3).await?),
        };
        let ledger = Ledger::new(settings.quota);
        Ok(Self(Arc::new(Inner { settings, backend, ledger, counting: Mutex::default() })))
    }

    /// What it was opened with.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Begins to take bytes. So many as are `expected` are set aside at once, so that what does not fit is
    /// refused before any arrives.
    pub async fn incoming(&self, expected: u64) -> Result<Incoming, StorageError> {
        if self.0.ledger.is_stale(expected) {
            let counting = self.0.counting.lock().await;
            // Whoever waited may find it done.
            if self.0.ledger.is_stale(expected) {
                self.count().await?;
            }
            drop(counting);
        }
        Incoming::begin(&self.0.settings.incoming, self.0.ledger.reserve(expected)?).await
    }

    /// Makes an object of bytes that have arrived. It is found from now on, and survives a crash. The same
    /// bytes kept twice are one object.
    pub async fn keep(&self, received: Received) -> Result<Stored, StorageError> {
        let (sha256, bytes) = (received.sha256(), received.bytes());
        let (path, reservation) = received.into_parts();
        let was_there = match &self.0.backend {
            Backend::Local(directory) => directory.keep(path, sha256).await?,
            Backend::S3(bucket) => bucket.keep(&path, sha256, bytes).await?,
        };
        reservation.keep(bytes, was_there);
        Ok(Stored { sha256, bytes })
    }

    /// Keeps all bytes of a stream.
    pub async fn put<E>(
        &self,
        bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Stored, StorageError>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let mut bytes = pin!(bytes);
        let mut incoming = self.incoming(0).await?;
        while let Some(piece) = bytes.next().await {
            incoming.write(&piece.map_err(|error| StorageError::Source(error.into()))?).await?;
        }
        self.keep(incoming.finish().await?).await
    }

    /// Keeps the bytes of a file, which stays where it is.
    pub async fn put_file(&self, path: &Path) -> Result<Stored, StorageError> {
        let failed = || StorageError::file("read", path);
        let mut file = tokio::fs::File::open(path).await.map_err(failed())?;
        let expected = file.metadata().await.map_err(failed())?.len();
        let mut incoming = self.incoming(expected).await?;
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece).await.map_err(failed())? {
                0 => break,
                read => incoming.write(&piece[..read]).await?,
            }
        }
        self.keep(incoming.finish().await?).await
    }

    /// An object's bytes, or a part of them: from `start` up to but without `end`.
    pub async fn get(&self, object: Digest, range: Option<Range<u64>>) -> Result<Content, StorageError> {
        match &self.0.backend {
            Backend::Local(directory) => directory.get(object, range).await,
            Backend::S3(bucket) => bucket.get(object, range).await,
        }
    }

    /// Writes an object to a new file, for programs that read files. The bytes are checked on the way: an
    /// object that no longer is what its name says is an error.
    pub async fn copy_to(&self, object: Digest, path: &Path) -> Result<u64, StorageError> {
        let failed = || StorageError::file("written", path);
        let mut content = self.get(object, None).await?;
        let mut file = tokio::fs::File::create_new(path).await.map_err(failed())?;
        let mut hash = <sha2::Sha256 as sha2::Digest>::new();
        while let Some(piece) = content.try_next().await? {
            sha2::Digest::update(&mut hash, &piece);
            file.write_all(&piece).await.map_err(failed())?;
        }
        file.flush().await.map_err(failed())?;
        let found = Digest::from(hash);
        if found != object {
            return Err(StorageError::Damaged { object, found });
        }
        Ok(content.total)
    }

    /// How many bytes an object has; `None` if there is none of this name.
    pub async fn size(&self, object: Digest) -> Result<Option<u64>, StorageError> {
        match &self.0.backend {
            Backend::Local(directory) => directory.size(object).await,
            Backend::S3(bucket) => bucket.size(object).await,
        }
    }

    /// Whether there is an object of this name.
    pub async fn exists(&self, object: Digest) -> Result<bool, StorageError> {
        self.size(object).await.map(|size| size.is_some())
    }

    /// Removes an object; whether there was one.
    pub async fn delete(&self, object: Digest) -> Result<bool, StorageError> {
        self.remove(object, None).await
    }

    /// Removes an object unless it was kept, or kept again, at `since` or later; whether it was removed.
    pub async fn delete_older(&self, object: Digest, since: SystemTime) -> Result<bool, StorageError> {
        self.remove(object, Some(since)).await
    }

    async fn remove(&self, object: Digest, since: Option<SystemTime>) -> Result<bool, StorageError> {
        let removed = match &self.0.backend {
            Backend::Local(directory) => directory.delete(object, since).await?,
            Backend::S3(bucket) => bucket.delete(object, since).await?,
        };
        if let Some(bytes) = removed {
            self.0.ledger.removed(bytes);
        }
        Ok(removed.is_some())
    }

    /// Every object.
    pub fn list(&self) -> Objects {
        match &self.0.backend {
            Backend::Local(directory) => directory.list(),
            Backend::S3(bucket) => bucket.list(),
        }
    }

    /// What is taken, counted anew: as long as listing everything takes.
    pub async fn usage(&self) -> Result<Usage, StorageError> {
        let _counting = self.0.counting.lock().await;
        self.count().await
    }

    /// Counts; one at a time.
    async fn count(&self) -> Result<Usage, StorageError> {
        let added = self.0.ledger.added();
        let count = |usage: Usage, object: Object| {
            let bytes = usage.bytes.saturating_add(object.bytes);
            std::future::ready(Ok(Usage { objects: usage.objects + 1, bytes }))
        };
        let usage = self.list().try_fold(Usage::default(), count).await?;
        self.0.ledger.counted(usage.bytes, added);
        Ok(usage)
    }

    /// Removes what arrived in part and was last written to before `since`; how many files.
    pub async fn sweep(&self, since: SystemTime) -> Result<u64, StorageError> {
        let directory = self.0.settings.incoming.clone();
        blocking(move || incoming::sweep(&directory, since)).await
    }
}
