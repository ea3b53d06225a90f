//! What only a bucket does: signatures, parts, and a service that is wrong or away.

use crate::world::{SECRET_KEY, World, bytes, pieces, s3_settings, serve_s3};
use std::fs;
use storage::{Digest, Place, Settings, StorageError, Store};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_object_goes_in_parts_and_is_whole() {
    let world = World::s3().await;
    let film = bytes(19_000_001, 17);
    let stored = world.store.put(pieces(&film)).await.unwrap();
    let content = world.store.get(stored.sha256, Some(8_388_600..8_388_616)).await.unwrap();
    assert!(content.bytes().await.unwrap() == film[8_388_600..8_388_616], "across the seam of two parts");
    let whole = world.store.get(stored.sha256, None).await.unwrap().bytes().await.unwrap();
    assert_eq!(Digest::of(&whole), stored.sha256);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn objects_lie_below_the_prefix_under_their_hash() {
    let world = World::s3().await;
    let name = world.store.put(pieces(b"a frame")).await.unwrap().sha256;
    let path = world.directory.path().join("s3/films/spool/assets").join(name.key());
    assert_eq!(fs::read(path).unwrap(), b"a frame");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_secret_is_known_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let endpoint = serve_s3(&directory.path().join("s3")).await;
    let mut settings = s3_settings(directory.path(), &endpoint);
    let Place::S3(s3) = &mut settings.place else { panic!("not a bucket") };
    s3.secret_access_key = "wrong".into();
    let refused = Store::open(settings).await.unwrap_err();
    assert!(matches!(refused, StorageError::Remote(_)) && !refused.passes(), "{refused:?}");
    assert!(!refused.to_string().contains(SECRET_KEY));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_is_not_there_is_known_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let endpoint = serve_s3(&directory.path().join("s3")).await;
    let mut settings = s3_settings(directory.path(), &endpoint);
    let Place::S3(s3) = &mut settings.place else { panic!("not a bucket") };
    s3.bucket = "nowhere".into();
    assert!(Store::open(settings).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_prefix_objects_lie_at_the_top() {
    let directory = tempfile::tempdir().unwrap();
    let endpoint = serve_s3(&directory.path().join("s3")).await;
    let mut settings: Settings = s3_settings(directory.path(), &endpoint);
    let Place::S3(s3) = &mut settings.place else { panic!("not a bucket") };
    s3.prefix.clear();
    let store = Store::open(settings).await.unwrap();
    let name = store.put(pieces(b"a frame")).await.unwrap().sha256;
    assert!(directory.path().join("s3/films").join(name.key()).exists());
    assert_eq!(store.usage().await.unwrap().objects, 1);
}
