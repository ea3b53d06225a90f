//! Shots by HTTP: added, changed, moved, kept, taken out, and their takes.

use crate::world::{Person, World, read, text};
use domain::scene::shot::{ConsistencyScore, Reason, Score, Take};
use domain::scene::{SceneCommand, ShotCommand};
use domain::{Actor, AssetId, CommandId, SceneId, ShotId, TakeId};
use event_store::{CommandContext, edge};
use reqwest::Method;
use serde_json::{Value, json};

/// A scene of ada's.
pub(crate) async fn scene(ada: &Person) -> String {
    let text_of = "INT. LAMP ROOM - NIGHT\n\nMARA waits.\n\nMARA\nWho is there?";
    let imported = ada.import("", text_of).await.expect(201);
    let scenes = ada.get(&format!("/scripts/{}/versions/1/scenes", text(&imported["id"]))).await.expect(200);
    text(&scenes["items"][0]["id"])
}

pub(crate) fn names(list: &Value) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(|item| text(&item["name"])).collect()
}

/// What a worker does to a scene's shots.
pub(crate) async fn work(world: &World, scene: &str, command: ShotCommand) {
    let scene = SceneId(scene.parse().unwrap());
    let context = CommandContext::new(Actor::Worker("bench".into()), CommandId(edge::fresh_id()));
    world.store.execute::<domain::Scene>(scene, SceneCommand::Shots(command), &context).await.unwrap();
}

pub(crate) fn take(shot: &str, still: AssetId) -> Take {
    Take {
        id: TakeId(edge::fresh_id()),
        shot: ShotId(shot.parse().unwrap()),
        job: None,
        still,
        board: None,
        exr: None,
        clip: None,
        engine: "storyboard".into(),
        seed: 7,
        parameters: json!({ "width": 64 }),
        refinement: None,
        input_hash: "h".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_is_added_where_it_is_told_in_the_light_of_the_one_before() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let path = format!("/scenes/{scene}/shots");
    assert_eq!(ada.get(&path).await.expect(200)["items"], json!([]));
    let body = json!({ "size": "close-up", "angle": "low-angle", "description": "Her eyes.",
        "characters": ["Mara"], "params": { "fov": 22.5, "lighting": 15 } });
    let answer = ada.post(&path, &body).await;
    let location = answer.header("location").to_owned();
    let first = answer.expect(201);
    assert_eq!(location, format!("/api/v1/shots/{}", text(&first["id"])));
    assert_eq!((&first["name"], &first["index"]), (&json!("1A"), &json!(0)));
    assert_eq!((&first["size"], &first["angle"]), (&json!("cu"), &json!("low")), "as it is always written");
    let second =
        ada.post(&path, &json!({ "size": "ws", "index": 0, "params": { "fov": 60 } })).await.expect(201);
    assert_eq!((&second["name"], &second["index"]), (&json!("1B"), &json!(0)));
    assert_eq!((&second["params"]["fov"], &second["params"]["lighting"]), (&json!(60.0), &json!(15.0)));
    let list = ada.get(&path).await.expect(200);
    assert_eq!(names(&list), ["1B", "1A"]);
    assert_eq!(ada.get(&format!("/shots/{}", text(&second["id"]))).await.expect(200), list["items"][0]);
    assert_eq!(second["active_take"], json!(null));
    ada.post(&path, &json!({ "size": "huge" })).await.refused(422, "validation", &["/size"]);
    ada.post(&path, &json!({ "size": "ms", "params": { "fov": 200 } })).await.refused(
        422,
        "validation",
        &["/params/fov"],
    );
    ada.post(&path, &json!({ "size": "ms", "characters": [" "] })).await.refused(
        422,
        "validation",
        &["/characters/0"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_changes_as_long_as_it_is_not_kept() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let (one, two) = (ada.shot(&scene).await, ada.shot(&scene).await);
    let path = format!("/shots/{one}");
    let changed =
        ada.patch(&path, &json!({ "movement": "push_in", "params": { "contrast": 80 }, "index": 1 })).await;
    let etag = changed.header("etag").to_owned();
    let changed = changed.expect(200);
    assert_eq!((&changed["movement"], &changed["params"]["contrast"]), (&json!("push_in"), &json!(80.0)));
    assert_eq!((&changed["index"], &changed["params"]["fov"]), (&json!(1), &json!(40.0)));
    let same = ada.patch(&path, &json!({ "movement": "push_in" })).await;
    assert_eq!(same.header("etag"), etag, "what is so already changes nothing");
    let old =
        read(ada.request(Method::PATCH, &path).header("if-match", "\"1\"").json(&json!({ "size": "cu" })))
            .await;
    old.refused(412, "precondition_failed", &["/If-Match"]);
    ada.patch(&path, &json!({ "locked": true })).await.expect(200);
    ada.patch(&path, &json!({ "size": "cu" })).await.refused(409, "conflict", &[]);
    ada.post(&format!("{path}/move"), &json!({ "index": 0 })).await.refused(409, "conflict", &[]);
    ada.delete(&path).await.refused(409, "conflict", &[]);
    let free = ada.patch(&path, &json!({ "locked": false, "size": "cu" })).await.expect(200);
    assert_eq!((&free["locked"], &free["size"]), (&json!(false), &json!("cu")));
    let moved = ada.post(&format!("{path}/move"), &json!({ "index": 0 })).await.expect(200);
    assert_eq!(moved["index"], 0);
    assert_eq!(ada.delete(&path).await.expect(200)["removed"], true);
    assert_eq!(ada.delete(&path).await.expect(200)["removed"], true, "it is gone either way");
    assert_eq!(ada.get(&path).await.expect(200)["removed"], true);
    let left = ada.get(&format!("/scenes/{scene}/shots")).await.expect(200);
    assert_eq!(
        (left["items"][0]["id"].as_str(), &left["items"][0]["index"]),
        (Some(two.as_str()), &json!(0))
    );
    ada.patch(&path, &json!({ "size": "ws" })).await.refused(404, "not_found", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_take_stays_and_one_is_shown() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let shot = ada.shot(&scene).await;
    let still = AssetId(ada.asset("", crate::assets::picture()).await.parse().unwrap());
    let (first, second) = (take(&shot, still), take(&shot, still));
    for take in [&first, &second] {
        work(&world, &scene, ShotCommand::AddTake { take: Box::new(take.clone()), choose: false }).await;
    }
    let path = format!("/shots/{shot}");
    let chosen = json!({ "take_id": second.id });
    let answer =
        read(ada.request(Method::PUT, &format!("{path}/active-take")).json(&chosen)).await.expect(200);
    assert_eq!(answer["active_take"]["id"], json!(second.id));
    assert_eq!(answer["active_take"]["still"]["content"], format!("/api/v1/assets/{still}/content"));
    assert_eq!(answer["take_count"], 2);
    let takes = ada.get(&format!("{path}/takes")).await.expect(200);
    let shown: Vec<(Value, Value)> = takes["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|take| (take["id"].clone(), take["active"].clone()))
        .collect();
    assert_eq!(shown, [(json!(second.id), json!(true)), (json!(first.id), json!(false))]);
    let stranger = json!({ "take_id": edge::fresh_id() });
    let answer = read(ada.request(Method::PUT, &format!("{path}/active-take")).json(&stranger)).await;
    answer.refused(404, "not_found", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn consistency_is_told_by_shot_with_reasons_and_for_the_scene() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let (one, two) = (ada.shot(&scene).await, ada.shot(&scene).await);
    let path = format!("/scenes/{scene}/consistency");
    let nothing = ada.get(&path).await.expect(200);
    assert_eq!((&nothing["mean"], &nothing["shots"][0]["score"]), (&json!(null), &json!(null)));
    for (shot, total) in [(&one, 80.0), (&two, 60.0)] {
        let take = take(shot, AssetId(edge::fresh_id()));
        let reason = Reason {
            aspect: domain::scene::shot::Aspect::Look,
            score: Score::nearest(total),
            message: "the coat is red".into(),
        };
        let score = ConsistencyScore { total: Score::nearest(total), reasons: vec![reason] };
        let (shot, id) = (take.shot, take.id);
        work(&world, &scene, ShotCommand::AddTake { take: Box::new(take), choose: true }).await;
        work(&world, &scene, ShotCommand::Score { shot, take: id, score }).await;
    }
    let change = json!({ "character": "Mara", "what": "torn coat" });
    let declared = ada.post(&format!("/scenes/{scene}/changes"), &change).await.expect(200);
    assert_eq!(
        declared["changes"],
        json!([{ "subject": { "kind": "character", "name": "Mara" }, "what": "torn coat" }])
    );
    let scores = ada.get(&path).await.expect(200);
    assert_eq!((&scores["mean"], &scores["changes"]), (&json!(70.0), &declared["changes"]));
    assert_eq!(scores["shots"][1]["score"]["reasons"][0]["message"], "the coat is red");
    assert_eq!(scores["shots"][0]["name"], "1A");
    let other = format!("/scenes/{scene}/changes?what=torn+coat");
    assert_eq!(
        ada.delete(&other).await.expect(200)["changes"].as_array().unwrap().len(),
        1,
        "that is the set's"
    );
    let withdrawn = ada.delete(&format!("{other}&character=Mara")).await.expect(200);
    assert_eq!(withdrawn["changes"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_change_a_shot_at_once_nobody_is_lost() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let scene = scene(&ada).await;
    let path = format!("/scenes/{scene}/shots");
    let adding = (0..8).map(|n| {
        let (ada, path) = (ada.clone(), path.clone());
        tokio::spawn(async move {
            let body = json!({ "size": "ms", "description": format!("Shot {n}") });
            ada.post(&path, &body).await
        })
    });
    let mut made = 0;
    for one in adding.collect::<Vec<_>>() {
        let answer = one.await.unwrap();
        assert!(matches!(answer.status, 201 | 503), "{:#}", answer.body);
        made += usize::from(answer.status == 201);
    }
    let list = ada.get(&path).await.expect(200);
    let names: std::collections::BTreeSet<String> = names(&list).into_iter().collect();
    assert!(made > 0 && names.len() == made, "{names:?}");
}
