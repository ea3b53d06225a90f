//! Objects are kept, found, read in part, listed and removed, in a directory as in a bucket.

use crate::world::{World, bytes, pieces};
use futures_util::TryStreamExt;
use std::fs;
use std::time::Duration;
use storage::{Digest, StorageError, Usage};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_kept_is_read_back_and_named_by_its_hash() {
    for world in World::both().await {
        let film = bytes(700_000, 7);
        let stored = world.store.put(pieces(&film)).await.unwrap();
        assert_eq!((stored.sha256, stored.bytes), (Digest::of(&film), 700_000));
        let content = world.store.get(stored.sha256, None).await.unwrap();
        assert_eq!((content.total, content.range.clone()), (700_000, 0..700_000));
        assert!(content.bytes().await.unwrap() == film);
        assert_eq!(world.store.size(stored.sha256).await.unwrap(), Some(700_000));
        assert_eq!(world.files(".part"), 0, "nothing unfinished stays");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_of_an_object_is_exactly_that_part() {
    for world in World::both().await {
        let film = bytes(300_000, 3);
        let stored = world.store.put(pieces(&film)).await.unwrap();
        for part in [0..1, 0..300_000, 299_999..300_000, 100_000..262_145, 5..5_usize] {
            let range = part.start as u64..part.end as u64;
            let content = world.store.get(stored.sha256, Some(range.clone())).await.unwrap();
            assert_eq!((content.total, content.range.clone()), (300_000, range));
            assert!(content.bytes().await.unwrap() == film[part.clone()], "{part:?}");
        }
        for range in [0..300_001, 300_001..300_002] {
            let refused = world.store.get(stored.sha256, Some(range)).await.unwrap_err();
            assert!(matches!(refused, StorageError::OutOfRange { bytes: 300_000, .. }), "{refused}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_bytes_twice_are_one_object() {
    for world in World::both().await {
        let first = world.store.put(pieces(b"a frame")).await.unwrap();
        assert_eq!(world.store.put(pieces(b"a frame")).await.unwrap(), first);
        world.store.put(pieces(b"another")).await.unwrap();
        assert_eq!(world.store.usage().await.unwrap(), Usage { objects: 2, bytes: 14 });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_with_the_same_bytes_are_one_object() {
    let world = World::local().await;
    let film = bytes(100_000, 5);
    let uploads = (0..16).map(|_| {
        let (store, film) = (world.store.clone(), film.clone());
        tokio::spawn(async move { store.put(pieces(&film)).await.unwrap() })
    });
    for upload in uploads.collect::<Vec<_>>() {
        assert_eq!(upload.await.unwrap().sha256, Digest::of(&film));
    }
    assert_eq!(world.store.usage().await.unwrap(), Usage { objects: 1, bytes: 100_000 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_at_all_is_an_object_too() {
    for world in World::both().await {
        let stored = world.store.put(pieces(b"")).await.unwrap();
        assert_eq!(stored, storage::Stored { sha256: Digest::of(b""), bytes: 0 });
        assert!(world.store.get(stored.sha256, None).await.unwrap().bytes().await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_missing_and_not_an_accident() {
    for world in World::both().await {
        let nobody = Digest::of(b"nobody");
        let refused = world.store.get(nobody, None).await.unwrap_err();
        assert!(matches!(refused, StorageError::Missing(name) if name == nobody), "{refused}");
        let refused = world.store.get(nobody, Some(0..1)).await.unwrap_err();
        assert!(matches!(refused, StorageError::Missing(_)), "{refused}");
        assert!(!world.store.exists(nobody).await.unwrap());
        assert!(!world.store.delete(nobody).await.unwrap());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_names_every_object_and_nothing_else() {
    for world in World::both().await {
        let mut names = Vec::new();
        for number in 0..40_u8 {
            names.push(world.store.put(pieces(&[number; 3])).await.unwrap().sha256);
        }
        let stray = world.directory.path().join("sha256/ab");
        fs::create_dir_all(&stray).unwrap();
        fs::write(stray.join("readme.txt"), "not ours").unwrap();
        let listed: Vec<_> = world.store.list().try_collect().await.unwrap();
        let mut found: Vec<_> = listed.iter().map(|object| object.sha256).collect();
        found.sort();
        names.sort();
        assert_eq!(found, names);
        assert!(listed.iter().all(|object| object.bytes == 3));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_is_removed_only_if_it_is_old_and_keeping_it_again_makes_it_young() {
    let world = World::local().await;
    let name = world.store.put(pieces(b"old")).await.unwrap().sha256;
    let path = world.directory.path().join(name.key());
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let (two_days_ago, yesterday) = (modified - 2 * DAY, modified - DAY);
    assert!(!world.store.delete_older(name, yesterday).await.unwrap(), "it is young");
    fs::File::options().write(true).open(&path).unwrap().set_modified(two_days_ago).unwrap();
    world.store.put(pieces(b"old")).await.unwrap();
    assert!(!world.store.delete_older(name, yesterday).await.unwrap(), "it was kept again");
    fs::File::options().write(true).open(&path).unwrap().set_modified(two_days_ago).unwrap();
    assert!(world.store.delete_older(name, yesterday).await.unwrap());
    assert!(!world.store.exists(name).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_in_a_bucket_is_young_when_it_was_just_kept() {
    let world = World::s3().await;
    let object = world.store.put(pieces(b"young")).await.unwrap().sha256;
    let kept = world.store.list().try_next().await.unwrap().unwrap().modified;
    assert!(!world.store.delete_older(object, kept - DAY).await.unwrap());
    assert!(world.store.delete_older(object, kept + DAY).await.unwrap());
    assert!(!world.store.exists(object).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_in_and_comes_out_whole() {
    for world in World::both().await {
        let film = bytes(400_000, 11);
        let (from, to) = (world.directory.path().join("from.mp4"), world.directory.path().join("to.mp4"));
        fs::write(&from, &film).unwrap();
        let stored = world.store.put_file(&from).await.unwrap();
        assert!(from.exists(), "it stays where it is");
        assert_eq!(world.store.copy_to(stored.sha256, &to).await.unwrap(), 400_000);
        assert!(fs::read(&to).unwrap() == film);
        let refused = world.store.copy_to(stored.sha256, &to).await.unwrap_err();
        assert!(
            refused.to_string().contains("cannot be written"),
            "what is there is not overwritten: {refused}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_is_not_disturbed_by_a_removal() {
    let world = World::local().await;
    let film = bytes(2_000_000, 13);
    let name = world.store.put(pieces(&film)).await.unwrap().sha256;
    let content = world.store.get(name, None).await.unwrap();
    assert!(world.store.delete(name).await.unwrap());
    assert!(content.bytes().await.unwrap() == film);
}
