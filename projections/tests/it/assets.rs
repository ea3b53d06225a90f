//! Assets as people find them, and as the clean-up of the store asks for them.

use crate::world::World;
use domain::asset::{
    AssetCommand, AssetKind, AssetProvenance, AssetTag, BelongsTo, Facts, Measures, NewAsset,
};
use domain::script::ScriptCommand;
use domain::vocabulary::Role;
use domain::{AccountId, Actor, Asset, AssetId, CharacterId, SceneId, Script, ShotId};
use event_store::edge;
use projections::assets::{self, Needs};
use projections::{AssetFilter, AssetUsage, HistoryFilter, Limit, Page, history};
use std::time::Duration;

/// A picture of so many bytes, whose hash is `digit` 64 times.
pub(crate) fn picture(owner: AccountId, digit: char, bytes: u64) -> NewAsset {
    NewAsset {
        asset: AssetId(edge::fresh_id()),
        owner,
        belongs: BelongsTo::default(),
        tag: AssetTag::Upload,
        facts: Facts {
            kind: AssetKind::Image,
            media_type: "image/png".parse().unwrap(),
            file_name: format!("{digit}.png").parse().unwrap(),
            bytes,
            sha256: digit.to_string().repeat(64).parse().unwrap(),
            measures: Measures { width: Some(40), height: Some(30), duration_ms: None },
        },
        provenance: AssetProvenance::upload(),
    }
}

async fn add(world: &World, new: NewAsset) -> AssetId {
    let id = new.asset;
    world.give::<Asset>(id, AssetCommand::Add(Box::new(new))).await.unwrap();
    id
}

async fn found(world: &World, reader: AccountId, filter: AssetFilter) -> Vec<AssetId> {
    let client = world.client().await;
    let page: Page<_> = assets::list(&client, reader, &filter, None, Limit::MOST).await.unwrap();
    page.items.into_iter().map(|it| it.id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_asset_says_what_it_is_and_where_it_comes_from() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let job = world.job(Some(script)).await;
    let mut new = picture(world.owner, 'a', 70);
    new.belongs.script = Some(script);
    new.provenance = AssetProvenance { seed: Some(u64::MAX), ..AssetProvenance::job(job) };
    let worker = Actor::Worker("bench".into());
    world.give_as::<Asset>(worker, new.asset, AssetCommand::Add(Box::new(new.clone()))).await.unwrap();
    world.give::<Asset>(new.asset, AssetCommand::Retag(AssetTag::Poster)).await.unwrap();
    world.settled(&projectors).await;
    let client = world.client().await;
    let it = assets::get(&client, world.owner, new.asset).await.unwrap().unwrap();
    assert_eq!((it.kind, it.tag, it.media_type.as_str()), (AssetKind::Image, AssetTag::Poster, "image/png"));
    assert_eq!((it.file_name.as_str(), it.bytes, it.width, it.duration_ms), ("a.png", 70, Some(40), None));
    assert_eq!((it.script_id, it.scene_id, it.sequence), (Some(script), None, 2));
    assert_eq!((it.provenance, it.created_by), (new.provenance, world.owner));
    assert_eq!((it.sha256, it.deleted_at), ("a".repeat(64), None));
    let filter = HistoryFilter::default();
    let past = history::list(&client, world.owner, script, &filter, None, Limit::MOST).await.unwrap();
    let lines: Vec<_> = past.items.into_iter().map(|item| item.summary).collect();
    assert_eq!(lines[..2], ["File “a.png” retagged from upload to poster", "File “a.png” added as upload"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn assets_are_found_by_everything_they_belong_to() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let (scene, shot) = (SceneId(edge::fresh_id()), ShotId(edge::fresh_id()));
    let character = CharacterId(edge::fresh_id());
    let mine = |belongs, tag, kind| {
        let new = picture(world.owner, 'a', 1);
        NewAsset { belongs, tag, facts: Facts { kind, ..new.facts.clone() }, ..new }
    };
    let whole = BelongsTo { script: Some(script), ..BelongsTo::default() };
    let of_scene = BelongsTo { scene: Some(scene), ..whole };
    let of_shot = BelongsTo { shot: Some(shot), ..of_scene };
    let of_character = BelongsTo { character: Some(character), ..BelongsTo::default() };
    let poster = add(&world, mine(whole, AssetTag::Poster, AssetKind::Image)).await;
    let mix = add(&world, mine(of_scene, AssetTag::Mix, AssetKind::Audio)).await;
    let clip = add(&world, mine(of_shot, AssetTag::Clip, AssetKind::Video)).await;
    let portrait = add(&world, mine(of_character, AssetTag::Portrait, AssetKind::Image)).await;
    world.settled(&projectors).await;
    let all = AssetFilter::default();
    for (filter, expected) in [
        (all.clone(), vec![portrait, clip, mix, poster]),
        (AssetFilter { kind: Some(AssetKind::Image), ..all.clone() }, vec![portrait, poster]),
        (AssetFilter { tag: Some(AssetTag::Mix), ..all.clone() }, vec![mix]),
        (AssetFilter { script: Some(script), ..all.clone() }, vec![clip, mix, poster]),
        (AssetFilter { scene: Some(scene), ..all.clone() }, vec![clip, mix]),
        (AssetFilter { shot: Some(shot), ..all.clone() }, vec![clip]),
        (AssetFilter { character: Some(character), ..all.clone() }, vec![portrait]),
        (AssetFilter { scene: Some(scene), kind: Some(AssetKind::Image), ..all.clone() }, vec![]),
        (AssetFilter { deleted: true, ..all.clone() }, vec![]),
    ] {
        assert_eq!(found(&world, world.owner, filter.clone()).await, expected, "{filter:?}");
    }
    world.give::<Asset>(mix, AssetCommand::Delete { reason: None }).await.unwrap();
    world.settled(&projectors).await;
    assert_eq!(found(&world, world.owner, all.clone()).await, [portrait, clip, poster]);
    assert_eq!(found(&world, world.owner, AssetFilter { deleted: true, ..all }).await, [mix]);
    let tombstone = assets::get(&world.client().await, world.owner, mix).await.unwrap().unwrap();
    assert!(tombstone.deleted_at.is_some() && tombstone.file_name == "a.png");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_of_a_script_see_its_assets_while_they_are_members() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let (viewer, stranger) = (AccountId(edge::fresh_id()), AccountId(edge::fresh_id()));
    let mut new = picture(world.owner, 'a', 1);
    new.belongs.script = Some(script);
    let shared = add(&world, new).await;
    let private = add(&world, picture(world.owner, 'b', 1)).await;
    // Made for somebody else within the script: its owner and its members see it.
    let mut guest = picture(stranger, 'c', 1);
    guest.belongs.script = Some(script);
    let guests = add(&world, guest).await;
    let share = ScriptCommand::Share { account: viewer, role: Role::Viewer };
    world.give::<Script>(script, share).await.unwrap();
    world.settled(&projectors).await;
    let all = AssetFilter::default;
    assert_eq!(found(&world, viewer, all()).await, [guests, shared]);
    assert_eq!(found(&world, world.owner, all()).await, [guests, private, shared]);
    assert_eq!(found(&world, stranger, all()).await, [guests]);
    let client = world.client().await;
    assert!(assets::get(&client, viewer, shared).await.unwrap().is_some());
    assert!(assets::get(&client, viewer, private).await.unwrap().is_none());
    assert!(assets::get(&client, stranger, shared).await.unwrap().is_none());
    world.give::<Script>(script, ScriptCommand::Unshare(viewer)).await.unwrap();
    world.settled(&projectors).await;
    assert_eq!(found(&world, viewer, all()).await, []);
    assert!(assets::get(&client, viewer, shared).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_what_is_mine_and_what_is_shared_show_every_asset_once() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let guest = AccountId(edge::fresh_id());
    let mut expected = Vec::new();
    for number in 0..11 {
        let owner = if number % 3 == 0 { guest } else { world.owner };
        let mut new = picture(owner, 'a', 1);
        new.belongs.script = Some(script);
        expected.insert(0, add(&world, new).await);
    }
    world.settled(&projectors).await;
    let (client, limit, filter) = (world.client().await, Limit::new(3).unwrap(), AssetFilter::default());
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = assets::list(&client, world.owner, &filter, cursor.as_ref(), limit).await.unwrap();
        seen.extend(page.items.into_iter().map(|it| it.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_owner_takes_is_what_is_there() {
    let world = World::open().await;
    let projectors = world.projectors();
    let first = add(&world, picture(world.owner, 'a', 700)).await;
    add(&world, picture(world.owner, 'b', 50)).await;
    add(&world, picture(AccountId(edge::fresh_id()), 'c', 9)).await;
    world.settled(&projectors).await;
    let client = world.client().await;
    let taken = assets::usage(&client, world.owner).await.unwrap();
    assert_eq!(taken, AssetUsage { assets: 2, bytes: 750 });
    world.give::<Asset>(first, AssetCommand::Delete { reason: None }).await.unwrap();
    world.settled(&projectors).await;
    let taken = assets::usage(&client, world.owner).await.unwrap();
    assert_eq!(taken, AssetUsage { assets: 1, bytes: 50 });
    let nobody = assets::usage(&client, AccountId(edge::fresh_id())).await.unwrap();
    assert_eq!(nobody, AssetUsage::default());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_is_unneeded_when_no_asset_names_it_and_none_did_lately() {
    let world = World::open().await;
    let projectors = world.projectors();
    let first = add(&world, picture(world.owner, 'a', 1)).await;
    let second = add(&world, picture(world.owner, 'a', 1)).await;
    add(&world, picture(world.owner, 'b', 1)).await;
    world.settled(&projectors).await;
    let client = world.client().await;
    let objects: Vec<String> = ['a', 'b', 'c'].map(|digit| digit.to_string().repeat(64)).into();
    let (a, c) = (objects[0].clone(), objects[2].clone());
    let (past, future) = (edge::now() - Duration::from_hours(1), edge::now() + Duration::from_hours(1));
    let ask = |since| assets::unneeded(&client, &objects, since);
    assert_eq!(ask(future).await.unwrap(), Needs::Unneeded(vec![c.clone()]));
    world.give::<Asset>(first, AssetCommand::Delete { reason: None }).await.unwrap();
    world.settled(&projectors).await;
    assert_eq!(ask(future).await.unwrap(), Needs::Unneeded(vec![c.clone()]), "another asset has it too");
    world.give::<Asset>(second, AssetCommand::Delete { reason: None }).await.unwrap();
    world.settled(&projectors).await;
    assert_eq!(ask(past).await.unwrap(), Needs::Unneeded(vec![c.clone()]), "it was deleted just now");
    assert_eq!(ask(future).await.unwrap(), Needs::Unneeded(vec![a, c]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_not_seen_the_whole_log_cannot_tell_what_is_unneeded() {
    let world = World::open().await;
    add(&world, picture(world.owner, 'a', 1)).await;
    world.head().await;
    let client = world.client().await;
    let objects = ["a".repeat(64)];
    let ask = || assets::unneeded(&client, &objects, edge::now());
    assert_eq!(ask().await.unwrap(), Needs::Unknown, "nobody has ever looked");
    let projectors = world.projectors();
    world.settled(&projectors).await;
    assert_eq!(ask().await.unwrap(), Needs::Unneeded(vec![]));
    world.shutdown.cancel();
    projectors.stopped().await;
    client
        .execute("update projection_checkpoints set position = position - 1 where name = 'assets'", &[])
        .await
        .unwrap();
    assert_eq!(ask().await.unwrap(), Needs::Unknown, "it lags");
    client
        .execute(
            "update projection_checkpoints set position = position + 1, error = 'no' where name = 'assets'",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(ask().await.unwrap(), Needs::Unknown, "it has stopped");
}
