//! A process that is killed in the middle leaves nothing that a reader could take for an object.

use crate::world::{World, bytes, pieces};
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use storage::{Digest, Settings, Store};

/// Names the directory in which the child keeps objects until it is killed.
const CHILD: &str = "STORAGE_TEST_KEEPS_IN";

#[test]
fn a_process_killed_while_it_keeps_leaves_only_whole_objects() {
    let directory = tempfile::tempdir().unwrap();
    for round in 0..4_u64 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "crashes::keeps_until_it_is_killed", "--nocapture", "--ignored"])
            .env(CHILD, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let named = lines.map_while(Result::ok).filter(|line| line.starts_with("kept ")).take(3);
        let kept: Vec<Digest> = named.map(|line| line["kept ".len()..].parse().unwrap()).collect();
        std::thread::sleep(Duration::from_millis(round * 3));
        child.kill().unwrap();
        child.wait().unwrap();
        check(directory.path(), &kept);
    }
}

/// Every object is what its name says, those that were said to be kept are there, and the rest is swept.
fn check(directory: &Path, kept: &[Digest]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(Settings::local(directory)).await.unwrap();
        assert_eq!(kept.len(), 3);
        for name in kept {
            assert!(store.exists(*name).await.unwrap(), "{name} was kept");
        }
        let mut objects = store.list();
        while let Some(object) = futures_util::TryStreamExt::try_next(&mut objects).await.unwrap() {
            let whole = store.get(object.sha256, None).await.unwrap().bytes().await.unwrap();
            assert_eq!(Digest::of(&whole), object.sha256, "half an object");
        }
        let unfinished = |store: &Store| fs::read_dir(&store.settings().incoming).unwrap().count();
        let young = fs::metadata(directory).unwrap().modified().unwrap() - Duration::from_hours(1);
        let before = unfinished(&store);
        assert_eq!(store.sweep(young).await.unwrap(), 0, "what is young may still be arriving");
        assert_eq!(unfinished(&store), before);
        let later = young + Duration::from_hours(48);
        assert_eq!(store.sweep(later).await.unwrap(), u64::try_from(before).unwrap());
        assert_eq!(unfinished(&store), 0);
    });
}

#[test]
#[ignore = "not a test by itself: it is what the test above kills"]
fn keeps_until_it_is_killed() {
    let directory = env::var_os(CHILD).expect("the test above names the directory");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(Settings::local(directory)).await.unwrap();
        for seed in 1_u64.. {
            let store = store.clone();
            // A second one is always half-way when the process dies.
            let other = tokio::spawn({
                let store = store.clone();
                async move { store.put(pieces(&bytes(3_000_000, seed * 4 + 3))).await.map(drop) }
            });
            let stored = store.put(pieces(&bytes(300_000, seed * 4 + 1))).await.unwrap();
            println!("kept {}", stored.sha256);
            other.await.unwrap().unwrap();
        }
    });
}

#[tokio::test]
async fn bytes_that_stop_arriving_leave_nothing() {
    let world = World::local().await;
    let mut incoming = world.store.incoming(0).await.unwrap();
    incoming.write(&bytes(100_000, 9)).await.unwrap();
    assert_eq!((incoming.bytes(), world.files(".part")), (100_000, 1));
    drop(incoming);
    assert_eq!(world.files(".part"), 0);
    let broken = futures_util::stream::iter([
        Ok(bytes::Bytes::from_static(b"half")),
        Err(std::io::Error::other("the line went dead")),
    ]);
    let refused = world.store.put(broken).await.unwrap_err();
    assert_eq!(refused.to_string(), "the bytes stopped arriving: the line went dead");
    assert_eq!((world.files(".part"), world.store.usage().await.unwrap().objects), (0, 0));
}

#[tokio::test]
async fn an_object_that_the_disk_has_changed_is_not_handed_out_as_whole() {
    let world = World::local().await;
    let name = world.store.put(pieces(b"a frame")).await.unwrap().sha256;
    fs::write(world.directory.path().join(name.key()), b"a frown").unwrap();
    let refused = world.store.copy_to(name, &world.directory.path().join("out")).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!("object {name} is damaged: its bytes are those of {}", Digest::of(b"a frown"))
    );
}
