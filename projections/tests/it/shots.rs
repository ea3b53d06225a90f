//! Shots and takes as people see them: what the rows say is what the scene itself decides by.

use crate::world::World;
use domain::scene::shot::{
    ConsistencyScore, DeclaredChange, NewShot, ParamsChange, Score, ShotChange, ShotCommand, ShotPlan, Size,
    Subject, Take,
};
use domain::scene::{ContentSource, SceneCommand};
use domain::version::Source;
use domain::{AccountId, Asset, AssetId, Scene, SceneId, ShotId, TakeId};
use event_store::edge;
use projections::shots;
use serde_json::json;

pub(crate) fn plan(description: &str) -> ShotPlan {
    serde_json::from_value(json!({
        "role": "single", "size": "ms", "angle": "eye", "movement": "static", "composition": "centered",
        "params": {"fov": 40, "lighting": 50, "hdr_bloom": 10, "color_temp": 4300, "contrast": 55},
        "duration_ms": 3000, "description": description, "characters": ["Mara"], "figures": [], "props": [],
        "notes": "", "span": {"revision": 1, "start": 0, "end": 4},
    }))
    .unwrap()
}

pub(crate) fn take(shot: ShotId, input_hash: &str) -> Take {
    Take {
        id: TakeId(edge::fresh_id()),
        shot,
        job: None,
        still: AssetId(edge::fresh_id()),
        board: None,
        exr: None,
        clip: None,
        engine: "storyboard".into(),
        seed: 7,
        parameters: json!({"width": 1920}),
        refinement: None,
        input_hash: input_hash.into(),
    }
}

/// One of the things that can happen to a scene's shots; whatever is refused changes nothing.
pub(crate) async fn step(world: &World, scene: SceneId, which: u8, what: u8) {
    let loaded = world.store.load::<Scene>(scene).await.unwrap().unwrap();
    let details = loaded.state.details().unwrap();
    let list = &details.shot_list;
    let chosen = (!list.shots.is_empty()).then(|| &list.shots[usize::from(which) % list.shots.len()]);
    let new =
        |text: &str| NewShot { id: ShotId(edge::fresh_id()), plan: ShotPlan { span: None, ..plan(text) } };
    let change = DeclaredChange { subject: Subject::Set {}, what: format!("Change {}", which % 3) };
    let command = match (what % 14, chosen) {
        (0, _) | (_, None) => {
            let mut shots: Vec<_> = (0..=which % 4).map(|at| new(&format!("Shot {at}"))).collect();
            shots.extend(chosen.map(|it| NewShot { id: it.id, plan: plan("Stays") }));
            ShotCommand::BreakDown { shots, source: ContentSource::Hand {}, revision: details.revision }
        }
        (1, _) => ShotCommand::Add { shot: new("Added"), index: Some(usize::from(which) % 5) },
        (2 | 3, Some(it)) => {
            let params = ParamsChange {
                fov: domain::scene::shot::Fov::new(f64::from(which % 60) + 20.0).ok(),
                ..Default::default()
            };
            let size = which.is_multiple_of(2).then_some(Size::Cu);
            ShotCommand::Edit { shot: it.id, change: ShotChange { size, params, ..ShotChange::default() } }
        }
        (4, Some(it)) => ShotCommand::Move { shot: it.id, index: usize::from(what / 14) },
        (5, Some(it)) => ShotCommand::Remove(it.id),
        (6, Some(it)) => ShotCommand::Lock(it.id),
        (7, Some(it)) => ShotCommand::Unlock(it.id),
        (8 | 9, Some(it)) => {
            ShotCommand::AddTake { take: Box::new(take(it.id, "hash")), choose: which.is_multiple_of(2) }
        }
        (10, Some(it)) => {
            let Some(reel) = list.reels.get(&it.id) else { return };
            ShotCommand::ChooseTake { shot: it.id, take: reel.takes[0].id }
        }
        (11, Some(it)) => {
            let Some(take) = list.active(it.id) else { return };
            let score =
                ConsistencyScore { total: Score::new(f64::from(which % 100)).unwrap(), reasons: vec![] };
            ShotCommand::Score { shot: it.id, take, score }
        }
        (12, _) => ShotCommand::DeclareChange(change),
        _ => ShotCommand::WithdrawChange(change),
    };
    world.give::<Scene>(scene, SceneCommand::Shots(command)).await;
}

async fn scene(world: &World) -> SceneId {
    let script = world.script("The Lamp").await;
    let (version, _) = world.draft(script, Source::Text {}, 0).await;
    let (id, add) = world.scene(script, version, 3);
    world.give::<Scene>(id, add).await;
    id
}

async fn give(world: &World, scene: SceneId, command: ShotCommand) {
    world.give::<Scene>(scene, SceneCommand::Shots(command)).await.expect("it is accepted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happens_to_shots_the_rows_are_what_the_scene_knows() {
    let world = World::open().await;
    let projectors = world.projectors();
    let id = scene(&world).await;
    let mut random = 7_u32;
    for round in 0..12 {
        for _ in 0..20 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [_, _, which, what] = random.to_be_bytes();
            let [which, what] = [which, what ^ random.to_be_bytes()[0]];
            step(&world, id, which, what).await;
        }
        world.settled(&projectors).await;
        let loaded = world.store.load::<Scene>(id).await.unwrap().unwrap();
        let list = &loaded.state.details().unwrap().shot_list;
        let client = world.client().await;
        let rows = shots::of_scene(&client, world.owner, id).await.unwrap();
        assert_eq!(rows.len(), list.shots.len(), "round {round}");
        for (index, (row, shot)) in rows.iter().zip(&list.shots).enumerate() {
            assert_eq!((row.id, row.index as usize, row.locked), (shot.id, index, shot.locked));
            assert_eq!((&row.plan, row.name.clone()), (&shot.plan, shot.name(3)));
            assert_eq!((row.removed, row.sequence), (false, loaded.sequence));
            let takes = shots::takes(&client, world.owner, shot.id).await.unwrap();
            let reel = list.reels.get(&shot.id);
            let kept: Vec<_> = reel.map_or_else(Vec::new, |reel| reel.takes.iter().rev().collect());
            assert_eq!(
                takes.iter().map(|it| it.take.id).collect::<Vec<_>>(),
                kept.iter().map(|it| it.id).collect::<Vec<_>>()
            );
            assert_eq!(
                takes.iter().map(|it| &it.score).collect::<Vec<_>>(),
                kept.iter().map(|it| &it.score).collect::<Vec<_>>()
            );
            assert_eq!(takes.iter().find(|it| it.active).map(|it| it.take.id), list.active(shot.id));
            assert_eq!(row.active.as_ref().map(|it| it.take.id), list.active(shot.id));
            assert_eq!(row.takes as usize, takes.len());
        }
        let seen = projections::scenes::get(&client, world.owner, id).await.unwrap().unwrap();
        assert_eq!((seen.broken_down, seen.changes), (list.broken_down, list.changes.clone()));
        for shot in list.reels.keys().filter(|shot| list.find(**shot).is_none()) {
            let gone = shots::get(&client, world.owner, *shot).await.unwrap().unwrap();
            assert!(gone.removed && gone.takes > 0, "the takes of what gave way stay");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shots_are_their_owners_alone() {
    let world = World::open().await;
    let projectors = world.projectors();
    let id = scene(&world).await;
    let shot = NewShot { id: ShotId(edge::fresh_id()), plan: plan("Mara waits") };
    let cover =
        ShotCommand::BreakDown { shots: vec![shot.clone()], source: ContentSource::Hand {}, revision: 1 };
    give(&world, id, cover).await;
    give(&world, id, ShotCommand::AddTake { take: Box::new(take(shot.id, "h")), choose: true }).await;
    world.settled(&projectors).await;
    let (client, stranger) = (world.client().await, AccountId(edge::fresh_id()));
    let mine = shots::get(&client, world.owner, shot.id).await.unwrap().unwrap();
    assert_eq!((mine.name.as_str(), mine.scene, &mine.plan), ("3A", id, &shot.plan));
    assert!(shots::of_scene(&client, stranger, id).await.unwrap().is_empty());
    assert!(shots::get(&client, stranger, shot.id).await.unwrap().is_none());
    assert!(shots::takes(&client, stranger, shot.id).await.unwrap().is_empty());
    assert!(shots::take_by_hash(&client, stranger, "h").await.unwrap().is_none());
    assert!(shots::coverage(&client, stranger, mine.version).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_take_of_the_same_inputs_is_found_while_its_picture_is_there() {
    let world = World::open().await;
    let projectors = world.projectors();
    let id = scene(&world).await;
    let shot = NewShot { id: ShotId(edge::fresh_id()), plan: plan("Mara waits") };
    give(&world, id, ShotCommand::Add { shot: shot.clone(), index: None }).await;
    let mut takes = Vec::new();
    for hash in ["same", "other", "same"] {
        let mut take = take(shot.id, hash);
        let new = crate::assets::picture(world.owner, 'a', 1);
        take.still = new.asset;
        world.give::<Asset>(new.asset, domain::asset::AssetCommand::Add(Box::new(new))).await;
        give(&world, id, ShotCommand::AddTake { take: Box::new(take.clone()), choose: false }).await;
        takes.push(take);
    }
    world.settled(&projectors).await;
    let client = world.client().await;
    let found = || async { shots::take_by_hash(&client, world.owner, "same").await.unwrap() };
    assert_eq!(found().await.as_ref(), Some(&takes[2]));
    let delete = domain::asset::AssetCommand::Delete { reason: None };
    world.give::<Asset>(takes[2].still, delete).await;
    world.settled(&projectors).await;
    assert_eq!(found().await.as_ref(), Some(&takes[0]));
    assert_eq!(shots::take_by_hash(&client, world.owner, "none").await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn coverage_says_whose_the_shots_are() {
    let world = World::open().await;
    let projectors = world.projectors();
    let id = scene(&world).await;
    let shot = NewShot { id: ShotId(edge::fresh_id()), plan: plan("Mara waits") };
    let cover =
        || ShotCommand::BreakDown { shots: vec![shot.clone()], source: ContentSource::Hand {}, revision: 1 };
    let seen = || async {
        world.settled(&projectors).await;
        let client = world.client().await;
        let scene = projections::scenes::get(&client, world.owner, id).await.unwrap().unwrap();
        let covered = shots::coverage(&client, world.owner, scene.version_id).await.unwrap();
        assert_eq!((covered.len(), covered[0].scene), (1, id));
        (covered[0].broken_down, covered[0].edited, covered[0].plans.len())
    };
    assert_eq!(seen().await, (None, false, 0));
    give(&world, id, cover()).await;
    assert_eq!(seen().await, (Some(1), false, 1), "as the text gives them");
    let change = ShotChange { size: Some(Size::Cu), ..ShotChange::default() };
    give(&world, id, ShotCommand::Edit { shot: shot.id, change }).await;
    assert_eq!(seen().await, (Some(1), true, 1));
    give(&world, id, cover()).await;
    assert_eq!(seen().await, (Some(1), false, 1), "covered anew");
    give(&world, id, ShotCommand::Lock(shot.id)).await;
    let more = NewShot { id: ShotId(edge::fresh_id()), plan: plan("Tom too") };
    let cover = ShotCommand::BreakDown { shots: vec![more], source: ContentSource::Hand {}, revision: 1 };
    give(&world, id, cover).await;
    assert_eq!(seen().await, (Some(1), true, 2), "what was kept is somebody's own");
}
