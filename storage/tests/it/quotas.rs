//! What does not fit is refused before it is written, and says why.

use crate::world::{World, bytes, pieces};
use storage::{Settings, StorageError, Store};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_expected_to_be_too_much_is_refused_before_any_of_it_arrives() {
    let world = World::limited(Some(1_000)).await;
    world.store.put(pieces(&bytes(600, 1))).await.unwrap();
    let refused = world.store.incoming(401).await.unwrap_err();
    assert!(matches!(refused, StorageError::OverQuota { asked: 401, used: 600, quota: 1_000 }), "{refused}");
    assert_eq!(world.files(".part"), 0);
    assert!(world.store.incoming(400).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_turns_out_to_be_too_much_is_thrown_away() {
    let world = World::limited(Some(100_000)).await;
    let refused = world.store.put(pieces(&bytes(200_000, 2))).await.unwrap_err();
    assert!(matches!(refused, StorageError::OverQuota { quota: 100_000, .. }), "{refused}");
    assert_eq!((world.files(".part"), world.store.usage().await.unwrap().objects), (0, 0));
    world.store.put(pieces(&bytes(100_000, 3))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_at_the_same_time_share_the_quota() {
    let world = World::limited(Some(10_000)).await;
    let uploads = (0..20_u64).map(|seed| {
        let store = world.store.clone();
        tokio::spawn(async move { store.put(pieces(&bytes(1_000, seed * 2 + 1))).await.is_ok() })
    });
    let mut kept = 0;
    for upload in uploads.collect::<Vec<_>>() {
        kept += u64::from(upload.await.unwrap());
    }
    let usage = world.store.usage().await.unwrap();
    assert_eq!((usage.objects, usage.bytes), (kept, kept * 1_000));
    assert!(usage.bytes <= 10_000 && kept > 0, "{usage:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_removed_makes_room_and_a_restart_counts_what_is_there() {
    let world = World::limited(Some(1_000)).await;
    let name = world.store.put(pieces(&bytes(900, 1))).await.unwrap().sha256;
    assert!(world.store.put(pieces(&bytes(900, 3))).await.is_err());
    let settings = Settings { quota: Some(1_000), ..Settings::local(world.directory.path()) };
    let again = Store::open(settings).await.unwrap();
    let refused = again.incoming(200).await.unwrap_err();
    assert!(matches!(refused, StorageError::OverQuota { used: 900, .. }), "{refused}");
    again.delete(name).await.unwrap();
    again.put(pieces(&bytes(900, 3))).await.unwrap();
}
