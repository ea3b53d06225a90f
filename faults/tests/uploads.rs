//! A disk that fills up while files are being kept: they are refused by name, nothing half-written stays, what was
//! kept before is whole, and with room again everything goes on.

use std::convert::Infallible;
use std::path::Path;

use faults::disk::SmallDisk;
use futures_util::stream;
use storage::{Settings, StorageError, Store, Stored};

/// A file of so many bytes, in pieces as they come over a connection.
async fn put(store: &Store, bytes: usize, of: u8) -> Result<Stored, StorageError> {
    let pieces = vec![of; bytes]
        .chunks(64 << 10)
        .map(|piece| Ok::<_, Infallible>(piece.to_vec().into()))
        .collect::<Vec<_>>();
    store.put(stream::iter(pieces)).await
}

fn unfinished(store: &Store) -> usize {
    let incoming: &Path = &store.settings().incoming;
    std::fs::read_dir(incoming).unwrap().count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_to_a_full_disk_are_refused_and_leave_nothing_and_go_on_when_there_is_room() {
    let top = tempfile::tempdir().unwrap();
    let disk = match SmallDisk::mount(top.path(), "assets") {
        Ok(disk) => disk,
        // Nothing can be mounted here; the reason says so.
        Err(why) => return assert!(why.contains("mount"), "{why}"),
    };
    let store = Store::open(Settings::local(disk.place().join("assets"))).await.unwrap();
    let before = put(&store, 300_000, 1).await.unwrap();

    disk.fill().unwrap();
    let uploads = (2..6).map(|of| {
        let store = store.clone();
        tokio::spawn(async move { put(&store, 2_000_000, of).await })
    });
    for upload in uploads.collect::<Vec<_>>() {
        let refused = upload.await.unwrap().unwrap_err();
        assert!(matches!(refused, StorageError::DiskFull(_)), "{refused}");
    }
    assert_eq!(unfinished(&store), 0);
    assert_eq!(store.usage().await.unwrap().objects, 1);
    let whole = store.get(before.sha256, None).await.unwrap().bytes().await.unwrap();
    assert!(whole == vec![1; 300_000], "what was there is read from a full disk");

    disk.free().unwrap();
    let kept = put(&store, 2_000_000, 2).await.unwrap();
    assert_eq!((kept.bytes, store.usage().await.unwrap().objects), (2_000_000, 2));
}
