//! The clean-up of the store: what nobody needs goes, what anybody may need stays.

mod common;

use std::fs::File;
use std::time::{Duration, SystemTime};

use common::Studio;
use domain::asset::{
    AssetCommand, AssetKind, AssetProvenance, AssetTag, BelongsTo, Facts, Measures, NewAsset,
};
use domain::{AccountId, Asset, AssetId};
use event_store::edge;
use projections::Target;
use storage::Digest;
use workers::orphans::tasks;

const DAY: Duration = Duration::from_hours(24);

/// Keeps these bytes and makes them as old as that.
async fn keep(studio: &Studio, bytes: &'static str, age: Duration) -> Digest {
    let stream = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(bytes.into())]);
    let object = studio.assets.put(stream).await.unwrap().sha256;
    let storage::Place::Local(root) = &studio.assets.settings().place else { panic!("not a directory") };
    let file = File::options().write(true).open(root.join(object.key())).unwrap();
    file.set_modified(SystemTime::from(edge::now()) - age).unwrap();
    object
}

/// An asset with this object.
async fn name(studio: &Studio, object: Digest) -> AssetId {
    let asset = AssetId(edge::fresh_id());
    let new = NewAsset {
        asset,
        owner: AccountId(edge::fresh_id()),
        belongs: BelongsTo::default(),
        tag: AssetTag::Upload,
        facts: Facts {
            kind: AssetKind::Text,
            media_type: "text/plain".parse().unwrap(),
            file_name: "notes.txt".parse().unwrap(),
            bytes: 1,
            sha256: object.to_string().parse().unwrap(),
            measures: Measures::default(),
        },
        provenance: AssetProvenance::upload(),
    };
    studio.command::<Asset>(asset, AssetCommand::Add(Box::new(new))).await;
    asset
}

async fn run(studio: &Studio, task: &str) -> Result<u64, String> {
    let task = tasks(&studio.assets).into_iter().find(|it| it.name == task).unwrap();
    (task.run)(studio.pool.clone()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_no_asset_names_is_removed_when_it_is_a_day_old() {
    let studio = Studio::open().await;
    let needed = keep(&studio, "needed", 3 * DAY).await;
    let deleted = keep(&studio, "deleted just now", 3 * DAY).await;
    let orphan = keep(&studio, "orphan", 2 * DAY).await;
    let young = keep(&studio, "young", DAY / 2).await;
    name(&studio, needed).await;
    let asset = name(&studio, deleted).await;
    studio.command::<Asset>(asset, AssetCommand::Delete { reason: None }).await;
    let head = studio.store.log().head().await.unwrap().position;
    studio.projectors.wait_for(Target::Position(head), Duration::from_secs(30)).await;
    assert_eq!(run(&studio, "orphaned_objects").await, Ok(1));
    assert!(!studio.assets.exists(orphan).await.unwrap());
    for object in [needed, deleted, young] {
        assert!(studio.assets.exists(object).await.unwrap());
    }
    assert_eq!(run(&studio, "orphaned_objects").await, Ok(0), "doing it again does nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_removed_while_nobody_can_tell_what_is_needed() {
    let studio = Studio::open().await;
    let orphan = keep(&studio, "orphan", 2 * DAY).await;
    name(&studio, orphan).await;
    let head = studio.store.log().head().await.unwrap().position;
    studio.projectors.wait_for(Target::Position(head), Duration::from_secs(30)).await;
    let client = studio.pool.get().await.unwrap();
    let stop = "update projection_checkpoints set error = 'no' where name = 'assets'";
    client.execute(stop, &[]).await.unwrap();
    client.execute("delete from assets", &[]).await.unwrap();
    let refused = run(&studio, "orphaned_objects").await.unwrap_err();
    assert!(refused.contains("nothing is removed"), "{refused}");
    assert!(studio.assets.exists(orphan).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_that_never_came_in_whole_are_swept() {
    let studio = Studio::open().await;
    let incoming = studio.assets.settings().incoming.clone();
    for (file, age) in [("old.part", 2 * DAY), ("young.part", DAY / 2), ("other.txt", 2 * DAY)] {
        let file = File::create(incoming.join(file)).unwrap();
        file.set_modified(SystemTime::from(edge::now()) - age).unwrap();
    }
    assert_eq!(run(&studio, "unfinished_uploads").await, Ok(1));
    assert!(incoming.join("young.part").exists() && incoming.join("other.txt").exists());
}
