//! What every test here starts from: a store of its own in a directory, and one in a bucket.

use bytes::Bytes;
use futures_util::stream;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use storage::{Place, S3, Settings, Store};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub(crate) const ACCESS_KEY: &str = "an-id";
pub(crate) const SECRET_KEY: &str = "a-secret";

/// A store, and the directory that goes with it.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) directory: TempDir,
}

impl World {
    pub(crate) async fn local() -> Self {
        Self::limited(None).await
    }

    pub(crate) async fn limited(quota: Option<u64>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let settings = Settings { quota, ..Settings::local(directory.path()) };
        Self { store: Store::open(settings).await.unwrap(), directory }
    }

    pub(crate) async fn s3() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let endpoint = serve_s3(&directory.path().join("s3")).await;
        let settings = s3_settings(directory.path(), &endpoint);
        Self { store: Store::open(settings).await.unwrap(), directory }
    }

    /// Both kinds of store: what holds for one holds for the other.
    pub(crate) async fn both() -> [Self; 2] {
        [Self::local().await, Self::s3().await]
    }

    /// How many files lie below the directory whose names end like this.
    pub(crate) fn files(&self, ending: &str) -> usize {
        fn count(directory: &Path, ending: &str) -> usize {
            let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
            entries
                .map(|path| {
                    if path.is_dir() {
                        count(&path, ending)
                    } else {
                        usize::from(path.to_string_lossy().ends_with(ending))
                    }
                })
                .sum()
        }
        count(self.directory.path(), ending)
    }
}

pub(crate) fn s3_settings(directory: &Path, endpoint: &str) -> Settings {
    let s3 = S3 {
        bucket: "films".into(),
        region: "us-east-1".into(),
        endpoint: Some(endpoint.into()),
        access_key_id: ACCESS_KEY.into(),
        secret_access_key: SECRET_KEY.into(),
        prefix: "spool/assets".into(),
    };
    Settings { place: Place::S3(s3), incoming: directory.join("incoming"), quota: None }
}

/// A server with one bucket, `films`, that checks signatures; its address.
pub(crate) async fn serve_s3(root: &Path) -> String {
    fs::create_dir_all(root.join("films")).unwrap();
    let mut builder = S3ServiceBuilder::new(FileSystem::new(root).unwrap());
    builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let server = Builder::new(TokioExecutor::new());
                // A client that goes away is no failure of the test.
                let _ = server.serve_connection(TokioIo::new(socket), service).await;
            });
        }
    });
    format!("http://{address}")
}

/// Bytes that look like nothing in particular and are the same in every run.
pub(crate) fn bytes(many: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..many).map(|_| next()).collect()
}

/// The bytes as they come from a network, in uneven pieces.
pub(crate) fn pieces(bytes: &[u8]) -> impl futures_util::Stream<Item = Result<Bytes, Infallible>> + Send {
    let pieces: Vec<_> = bytes.chunks(60_001).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}
