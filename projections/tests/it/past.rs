//! Time travel: what is read of a moment later is what was read at that moment.

use crate::journey::{Journey, Step, steps};
use crate::world::World;
use domain::script::ScriptCommand;
use domain::version::{Source, VersionCommand};
use domain::{AccountId, AssetId, CharacterId, JobId, Position, Scene, SceneId, Script, Version, VersionId};
use event_store::{AsOf, edge};
use jiff::Timestamp;
use projections::shots::{Rendering, Shot};
use projections::{Limit, Page, Past, as_of, assets, characters, jobs, scenes, scripts, shots, versions};
use proptest::prelude::*;

/// Everything a client can read of a journey at one moment.
#[derive(Debug, PartialEq)]
struct Moment {
    script: Option<projections::Script>,
    versions: Option<Page<projections::VersionSummary>>,
    texts: Vec<Option<projections::Version>>,
    scenes: Vec<Option<Page<projections::Scene>>>,
    each: Vec<Option<projections::Scene>>,
    characters: Vec<Option<projections::Character>>,
    jobs: Vec<Option<projections::Job>>,
    assets: Vec<Option<projections::Asset>>,
    shots: Vec<Vec<Shot>>,
    takes: Vec<Vec<Rendering>>,
}

/// The present, from the read models.
async fn present(world: &World, journey: &Journey) -> Moment {
    let client = world.client().await;
    let (owner, script, all) = (world.owner, journey.script, Limit::MOST);
    let mut moment = Moment {
        script: scripts::get(&client, owner, script).await.unwrap(),
        versions: Some(versions::list(&client, owner, script, None, all).await.unwrap()),
        texts: Vec::new(),
        scenes: Vec::new(),
        each: Vec::new(),
        characters: Vec::new(),
        jobs: Vec::new(),
        assets: Vec::new(),
        shots: Vec::new(),
        takes: Vec::new(),
    };
    for (_, number) in &journey.versions {
        moment.texts.push(versions::get(&client, owner, script, *number).await.unwrap());
        moment.scenes.push(Some(scenes::list(&client, owner, script, *number, None, all).await.unwrap()));
    }
    for scene in &journey.scenes {
        moment.each.push(scenes::get(&client, owner, *scene).await.unwrap());
    }
    for scene in &journey.scenes {
        let covered = shots::of_scene(&client, owner, *scene).await.unwrap();
        for shot in &covered {
            moment.takes.push(shots::takes(&client, owner, shot.id).await.unwrap());
            assert_eq!(shots::get(&client, owner, shot.id).await.unwrap().as_ref(), Some(shot));
        }
        moment.shots.push(covered);
    }
    for character in &journey.characters {
        moment.characters.push(characters::get(&client, owner, *character).await.unwrap());
    }
    for job in &journey.jobs {
        moment.jobs.push(jobs::get(&client, owner, *job).await.unwrap());
    }
    for asset in &journey.assets {
        moment.assets.push(assets::get(&client, owner, *asset).await.unwrap());
    }
    moment
}

/// The past, by replay, of what there was when it was the present.
async fn past(world: &World, moment: AsOf, seen: &Seen) -> Moment {
    let past = Past::new(&world.store, &world.pool, world.owner, moment);
    let all = Limit::MOST;
    let mut moment = Moment {
        script: past.script(seen.script).await.unwrap(),
        versions: past.versions(seen.script, None, all).await.unwrap(),
        texts: Vec::new(),
        scenes: Vec::new(),
        each: Vec::new(),
        characters: Vec::new(),
        jobs: Vec::new(),
        assets: Vec::new(),
        shots: Vec::new(),
        takes: Vec::new(),
    };
    for (_, number) in &seen.versions {
        moment.texts.push(past.version(seen.script, *number).await.unwrap());
        moment.scenes.push(past.scenes(seen.script, *number, None, all).await.unwrap());
    }
    for scene in &seen.scenes {
        moment.each.push(past.scene(*scene).await.unwrap());
    }
    for scene in &seen.scenes {
        let (_, covered) = past.shots(*scene).await.unwrap().unwrap_or_default();
        for shot in &covered {
            moment.takes.push(past.takes(shot.id).await.unwrap().unwrap().1);
            assert_eq!(past.shot(shot.id).await.unwrap().as_ref(), Some(shot));
        }
        moment.shots.push(covered);
    }
    for character in &seen.characters {
        moment.characters.push(past.character(*character).await.unwrap());
    }
    for job in &seen.jobs {
        moment.jobs.push(past.job(*job).await.unwrap());
    }
    for asset in &seen.assets {
        moment.assets.push(past.asset(*asset).await.unwrap());
    }
    moment
}

struct Seen {
    script: domain::ScriptId,
    versions: Vec<(VersionId, u32)>,
    scenes: Vec<SceneId>,
    characters: Vec<CharacterId>,
    jobs: Vec<JobId>,
    assets: Vec<AssetId>,
    position: Position,
    time: Timestamp,
    moment: Moment,
}

async fn travel(life: Vec<Step>) {
    let world = World::open().await;
    let projectors = world.projectors();
    let mut journey = Journey::begin(&world).await;
    let mut seen = Vec::new();
    for step in life {
        journey.take(&world, step).await;
        let position = world.settled(&projectors).await;
        let client = world.client().await;
        let row = client.query_one("select max(recorded_at) from events", &[]).await.unwrap();
        seen.push(Seen {
            script: journey.script,
            versions: journey.versions.clone(),
            scenes: journey.scenes.clone(),
            characters: journey.characters.clone(),
            jobs: journey.jobs.clone(),
            assets: journey.assets.clone(),
            position,
            time: row.get(0),
            moment: present(&world, &journey).await,
        });
    }
    for then in &seen {
        let by_position = past(&world, AsOf::Position(then.position), then).await;
        assert_eq!(by_position, then.moment, "as of position {}", then.position);
        let by_time = past(&world, AsOf::Time(then.time), then).await;
        assert_eq!(by_time, then.moment, "as of {}", then.time);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_moment_of_a_random_life_can_be_read_again(life in steps(10..30)) {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(travel(life));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_did_not_exist_then_or_is_someone_elses_is_not_there() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    let before = world.settled(&projectors).await;
    let (_, number) = world.draft(script, Source::Text {}, 2).await;
    let after = world.settled(&projectors).await;
    let client = world.client().await;
    let scene =
        scenes::list(&client, world.owner, script, number, None, Limit::MOST).await.unwrap().items[0].id;
    drop(client);
    let of = |owner, position| Past::new(&world.store, &world.pool, owner, AsOf::Position(position));
    let then = of(world.owner, before);
    assert_eq!(then.script(script).await.unwrap().unwrap().head, None);
    assert_eq!(then.versions(script, None, Limit::MOST).await.unwrap().unwrap().items, []);
    assert_eq!(then.version(script, number).await.unwrap(), None);
    assert!(then.scenes(script, number, None, Limit::MOST).await.unwrap().is_none());
    assert_eq!(then.scene(scene).await.unwrap(), None);
    assert_eq!(of(world.owner, Position(0)).script(script).await.unwrap(), None);
    let stranger = of(AccountId(edge::fresh_id()), after);
    assert_eq!(stranger.script(script).await.unwrap(), None);
    assert!(stranger.versions(script, None, Limit::MOST).await.unwrap().is_none());
    assert_eq!(stranger.version(script, number).await.unwrap(), None);
    assert!(stranger.scenes(script, number, None, Limit::MOST).await.unwrap().is_none());
    assert_eq!(stranger.scene(scene).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_of_the_past_have_pages_too() {
    let world = World::open().await;
    let projectors = world.projectors();
    let script = world.script("The Lamp").await;
    for _ in 0..4 {
        world.draft(script, Source::Text {}, 0).await;
    }
    let (version, number) = world.draft(script, Source::Text {}, 5).await;
    let then = world.settled(&projectors).await;
    world.draft(script, Source::Text {}, 5).await;
    world.give::<Version>(version, VersionCommand::Label(Some("Late".into()))).await.unwrap();
    world.give::<Script>(script, ScriptCommand::Archive).await.unwrap();
    let (extra, add) = world.scene(script, version, 3);
    world.give::<Scene>(extra, add).await.unwrap();
    world.settled(&projectors).await;
    let past = Past::new(&world.store, &world.pool, world.owner, AsOf::Position(then));
    let two = Limit::new(2).unwrap();
    let (mut numbers, mut cursor) = (Vec::new(), None);
    loop {
        let page = past.versions(script, cursor.as_ref(), two).await.unwrap().unwrap();
        numbers.extend(page.items.iter().map(|it| it.number));
        assert!(page.items.iter().all(|it| it.label.is_none()));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(numbers, [5, 4, 3, 2, 1]);
    let (mut numbers, mut cursor) = (Vec::new(), None);
    loop {
        let page = past.scenes(script, number, cursor.as_ref(), two).await.unwrap().unwrap();
        numbers.extend(page.items.iter().map(|it| it.number));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[test]
fn a_moment_is_a_position_or_a_time() {
    assert_eq!(as_of::parse("42"), Ok(AsOf::Position(Position(42))));
    let time = "2026-01-02T03:04:05Z".parse().unwrap();
    assert_eq!(as_of::parse("2026-01-02T03:04:05Z"), Ok(AsOf::Time(time)));
    assert_eq!(as_of::parse("2026-01-02T04:04:05+01:00"), Ok(AsOf::Time(time)));
    for text in ["", "-1", "yesterday", "2026-01-02", "99999999999999999999999", "1e3"] {
        assert!(as_of::parse(text).is_err(), "{text}");
    }
}
