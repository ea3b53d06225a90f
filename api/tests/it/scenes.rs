//! Scenes by HTTP: added, changed, rewritten, taken out.

use crate::world::{Person, World, text};
use serde_json::{Value, json};

async fn version(ada: &Person) -> String {
    let script = ada.script("The Lamp").await;
    let body = json!({ "text": "INT. LAMP ROOM - NIGHT\n\nThe lamp dies." });
    ada.post(&format!("/scripts/{script}/versions"), &body).await.expect(201);
    format!("/scripts/{script}/versions/1/scenes")
}

fn settings(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| text(&item["setting"])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_is_added_after_the_last_or_where_it_is_told() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let path = version(&ada).await;
    let answer = ada.post(&path, &json!({ "setting": "EXT. SEA - DAY" })).await;
    let location = answer.header("location").to_owned();
    let scene = answer.expect(201);
    assert_eq!(location, format!("/api/v1/scenes/{}", text(&scene["id"])));
    assert_eq!(
        (&scene["number"], &scene["tone"], &scene["revision"]),
        (&json!(2), &json!("dark"), &json!(1))
    );
    let body = json!({ "setting": "INT. STAIRS - NIGHT", "number": 1, "tone": "epic", "episode": 2, "goal": "Climb." });
    let scene = ada.post(&path, &body).await.expect(201);
    assert_eq!((&scene["episode"], &scene["version_number"]), (&json!(2), &json!(1)));
    let page = ada.get(&path).await.expect(200);
    assert_eq!(settings(&page), ["INT. LAMP ROOM - NIGHT", "INT. STAIRS - NIGHT", "EXT. SEA - DAY"]);
    ada.post(&path.replace("/1/scenes", "/7/scenes"), &body).await.refused(404, "not_found", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_text_a_scene_had_stays_readable() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let path = version(&ada).await;
    let id = text(&ada.get(&path).await.expect(200)["items"][0]["id"]);
    let scene = format!("/scenes/{id}");
    let body = json!({ "content": "It flickers.", "tension": "Time.", "number": 4 });
    let changed = ada.patch(&scene, &body).await;
    assert_eq!(changed.header("etag"), "\"4\"");
    let changed = changed.expect(200);
    assert_eq!(
        (&changed["revision"], &changed["number"], &changed["tension"]),
        (&json!(2), &json!(4), &json!("Time."))
    );
    let revisions = ada.get(&format!("{scene}/revisions")).await.expect(200);
    let texts: Vec<String> =
        revisions["items"].as_array().unwrap().iter().map(|one| text(&one["content"])).collect();
    assert_eq!((texts[0].as_str(), texts[1].trim()), ("It flickers.", "The lamp dies."));
    assert_eq!(revisions["items"][0]["source"], json!({ "kind": "hand" }));
    let same = ada.patch(&scene, &body).await;
    assert_eq!(same.header("etag"), "\"4\"", "what is so already changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_scene_is_out_of_the_list_but_not_out_of_the_world() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let path = version(&ada).await;
    let before = ada.get(&path).await;
    let then = before.header("spool-position").to_owned();
    let id = text(&before.expect(200)["items"][0]["id"]);
    let scene = format!("/scenes/{id}");
    assert_eq!(ada.delete(&scene).await.expect(200)["removed"], true);
    assert_eq!(ada.delete(&scene).await.expect(200)["removed"], true);
    ada.patch(&scene, &json!({ "goal": "x" })).await.refused(409, "conflict", &[]);
    assert_eq!(settings(&ada.get(&path).await.expect(200)), Vec::<String>::new());
    assert_eq!(ada.get(&scene).await.expect(200)["removed"], true);
    assert_eq!(ada.get(&format!("{scene}?as_of={then}")).await.expect(200)["removed"], false);
    assert_eq!(
        settings(&ada.get(&format!("{path}?as_of={then}")).await.expect(200)),
        ["INT. LAMP ROOM - NIGHT"]
    );
}
