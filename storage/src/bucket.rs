//! Objects in a bucket of S3, R2 or anything else that speaks S3.
//!
//! A service shows an object when all of it has arrived and never before. Large ones go in parts; parts of
//! an upload that died are the service's to remove (a lifecycle rule for incomplete multipart uploads).

use crate::content::Content;
use crate::digest::{ALGORITHM, Digest};
use crate::error::StorageError;
use crate::settings::S3;
use crate::store::{Object, Objects};
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::io::AsyncReadExt;

/// The size of a part, in bytes; S3 takes at most 10,000 of them, each of at least 5 MiB.
const PART: usize = 8 * 1024 * 1024;
/// The largest object that goes in parts of [`PART`] bytes.
const MOST: u64 = 10_000 * PART as u64;
/// Parts that are under way at once.
const AT_ONCE: usize = 4;
/// How long the service may take to take a connection, and then to say anything.
const CONNECT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(30);

/// A bucket. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Bucket {
    service: Arc<AmazonS3>,
    prefix: String,
}

impl Bucket {
    /// Opens a bucket and asks it for something, so that a wrong key is known at the start.
    pub(crate) async fn open(settings: &S3) -> Result<Self, StorageError> {
        // Whoever was first has chosen already, and that is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A film takes as long as it takes; only silence ends it.
        let client = ClientOptions::new()
            .with_timeout_disabled()
            .with_connect_timeout(CONNECT)
            .with_read_timeout(SILENCE);
        let mut builder = AmazonS3Builder::new()
            .with_client_options(client)
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key_id)
            .with_secret_access_key(&settings.secret_access_key);
        if let Some(endpoint) = &settings.endpoint {
            let plain = endpoint.starts_with("http://");
            builder = builder.with_endpoint(endpoint.trim_end_matches('/')).with_allow_http(plain);
        }
        let service = Arc::new(builder.build()?);
        let bucket = Self { service, prefix: settings.prefix.trim_matches('/').to_owned() };
        bucket.size(Digest::of(b"")).await?;
        bucket.list().next().await.transpose()?;
        Ok(bucket)
    }

    /// Uploads a whole file; whether an object of this name was there before. It is replaced by the same
    /// bytes, and is young again.
    pub(crate) async fn keep(&self, path: &Path, object: Digest, bytes: u64) -> Result<bool, StorageError> {
        let was_there = self.size(object).await?.is_some();
        let key = self.key(object);
        if bytes <= PART as u64 {
            let all = tokio::fs::read(path).await.map_err(StorageError::file("read", path))?;
            self.service.put(&key, all.into()).await?;
        } else {
            self.keep_in_parts(path, &key, bytes).await?;
        }
        Ok(was_there)
    }

    async fn keep_in_parts(&self, path: &Path, key: &Key, bytes: u64) -> Result<(), StorageError> {
        let part =
            if bytes > MOST { usize::try_from(bytes.div_ceil(9_999)).unwrap_or(usize::MAX) } else { PART };
        let mut file = tokio::fs::File::open(path).await.map_err(StorageError::file("read", path))?;
        let upload = self.service.put_multipart(key).await?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, part);
        let mut piece = vec![0; 1024 * 1024];
        loop {
            let read = match file.read(&mut piece).await {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => {
                    upload.abort().await?;
                    return Err(StorageError::file("read", path)(error));
                }
            };
            upload.wait_for_capacity(AT_ONCE).await?;
            upload.write(&piece[..read]);
        }
        // Aborts by itself when a part was refused.
        upload.finish().await?;
        Ok(())
    }

    pub(crate) async fn size(&self, object: Digest) -> Result<Option<u64>, StorageError> {
        match self.service.head(&self.key(object)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) async fn get(
        &self,
        object: Digest,
        range: Option<Range<u64>>,
    ) -> Result<Content, StorageError> {
        // Services answer a range beyond the end in different ways, and none for an empty one.
        if let Some(Range { start, end }) = range {
            let bytes = self.size(object).await?.ok_or(StorageError::Missing(object))?;
            if start > end || end > bytes {
                return Err(StorageError::OutOfRange { object, bytes, start, end });
            }
            if start == end {
                return Ok(Content::new(bytes, start..end, futures_util::stream::empty().boxed()));
            }
        }
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let result = match self.service.get_opts(&self.key(object), options).await {
            Err(object_store::Error::NotFound { .. }) => return Err(StorageError::Missing(object)),
            other => other?,
        };
        let (total, range) = (result.meta.size, result.range.clone());
        Ok(Content::new(total, range, result.into_stream().map_err(StorageError::from).boxed()))
    }

    /// Removes an object, unless it is younger than `since`; how many bytes it had.
    ///
    /// A service has no lock. Between the look and the removal lie milliseconds, in which a day-old object
    /// that nobody needed would have to be kept again to be lost.
    pub(crate) async fn delete(
        &self,
        object: Digest,
        since: Option<SystemTime>,
    ) -> Result<Option<u64>, StorageError> {
        let key = self.key(object);
        let found = match self.service.head(&key).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            other => other?,
        };
        if since.is_some_and(|since| SystemTime::from(found.last_modified) >= since) {
            return Ok(None);
        }
        self.service.delete(&key).await?;
        Ok(Some(found.size))
    }

    /// Every object, a page of the service's at a time.
    pub(crate) fn list(&self) -> Objects {
        let below = self.below(ALGORITHM);
        let prefix = self.prefix.clone();
        self.service
            .list(Some(&below))
            .map_err(StorageError::from)
            .try_filter_map(move |found| {
                let key = found.location.as_ref();
                let key = key.strip_prefix(&prefix).map_or(key, |key| key.trim_start_matches('/'));
                // Whatever somebody else has put here is none of ours.
                let object = Digest::of_key(key).map(|sha256| Object {
                    sha256,
                    bytes: found.size,
                    modified: found.last_modified.into(),
                });
                std::future::ready(Ok(object))
            })
            .boxed()
    }

    fn key(&self, object: Digest) -> Key {
        self.below(&object.key())
    }

    fn below(&self, rest: &str) -> Key {
        Key::from(format!("{}/{rest}", self.prefix))
    }
}
