//! Versions by HTTP: drafts by hand, their scenes, and going back.

use crate::world::{Person, World, text};
use serde_json::{Value, json};

const TEXT: &str = "Title: The Lamp\n\nINT. LAMP ROOM - NIGHT\n\nThe lamp dies.\n\nMARA\nNo.\n\nEXT. CLIFF - DAWN\n\nThe sea.\n";

async fn scenes(ada: &Person, script: &str, n: u32) -> Vec<Value> {
    let page = ada.get(&format!("/scripts/{script}/versions/{n}/scenes")).await.expect(200);
    page["items"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_comes_with_its_scenes() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/versions");
    let answer = ada.post(&path, &json!({ "text": TEXT, "label": "White" })).await;
    assert_eq!(answer.header("location"), format!("/api/v1/scripts/{script}/versions/1"));
    let version = answer.expect(201);
    assert_eq!(
        (&version["number"], &version["parent"], &version["label"]),
        (&json!(1), &Value::Null, &json!("White"))
    );
    assert_eq!((&version["source"], &version["text"]), (&json!({ "kind": "text" }), &json!(TEXT)));
    assert_eq!((&version["scene_count"], &version["created_by"]), (&json!(2), &json!(ada.id())));
    let scenes = scenes(&ada, &script, 1).await;
    assert_eq!(scenes[0]["setting"], "INT. LAMP ROOM - NIGHT");
    assert!(text(&scenes[0]["content"]).contains("MARA\nNo."), "{}", scenes[0]);
    assert_eq!((&scenes[1]["number"], &scenes[1]["tone"]), (&json!(2), &json!("dark")));
    let mut read = ada.get(&format!("{path}/1")).await.expect(200);
    let with_it = read.as_object_mut().unwrap().remove("scenes").unwrap();
    assert_eq!((with_it.as_array().unwrap(), &read), (&scenes, &version));
    let listed = ada.get(&path).await.expect(200);
    assert_eq!((&listed["items"][0]["number"], listed["items"][0].get("text")), (&json!(1), None));
    let script = ada.get(&format!("/scripts/{script}")).await.expect(200);
    assert_eq!((&script["head"], &script["scene_count"]), (&json!(1), &json!(2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outline_is_not_cut_into_scenes() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let body = json!({ "text": TEXT, "script_type": "outline" });
    let version = ada.post(&format!("/scripts/{script}/versions"), &body).await.expect(201);
    assert_eq!((&version["scene_count"], &version["script_type"]), (&json!(0), &json!("outline")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_from_an_older_head_is_a_conflict_that_names_the_head() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/versions");
    for n in 1..=2 {
        assert_eq!(ada.post(&path, &json!({ "text": "one" })).await.expect(201)["number"], n);
    }
    let before = world.head().await;
    let refusal = ada.post(&path, &json!({ "text": "two", "parent": 1 })).await.refused(
        409,
        "head_moved",
        &["/parent"],
    );
    assert!(text(&refusal["detail"]).contains("the newest version is 2"), "{refusal}");
    assert_eq!(world.head().await, before);
    let third = ada.post(&path, &json!({ "text": "three", "parent": 2 })).await.expect(201);
    assert_eq!((&third["number"], &third["parent"]), (&json!(3), &json!(2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_at_the_same_moment_get_numbers_of_their_own() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let drafts = (0..6).map(|n| {
        let (ada, path) = (ada.clone(), format!("/scripts/{script}/versions"));
        tokio::spawn(async move { ada.post(&path, &json!({ "text": format!("INT. ROOM {n} - DAY") })).await })
    });
    let mut numbers = Vec::new();
    for draft in drafts.collect::<Vec<_>>() {
        numbers.push(draft.await.unwrap().expect(201)["number"].as_u64().unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test(flavor = "multi_thread")]
async fn label_and_notes_change_and_the_past_keeps_them() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let made =
        ada.post(&format!("/scripts/{script}/versions"), &json!({ "text": TEXT, "label": "White" })).await;
    let then = made.header("spool-position").to_owned();
    made.expect(201);
    let path = format!("/scripts/{script}/versions/1");
    let noted = ada.patch(&path, &json!({ "notes": "Tighten." })).await.expect(200);
    assert_eq!((&noted["label"], &noted["notes"]), (&json!("White"), &json!("Tighten.")));
    assert_eq!(ada.patch(&path, &json!({ "label": null })).await.expect(200)["label"], Value::Null);
    let past = ada.get(&format!("{path}?as_of={then}")).await.expect(200);
    assert_eq!((&past["label"], &past["notes"]), (&json!("White"), &json!("")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_version_comes_back_as_the_newest_with_its_scenes() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/versions");
    ada.post(&path, &json!({ "text": TEXT })).await.expect(201);
    let first = scenes(&ada, &script, 1).await;
    let goal = json!({ "goal": "Show the loss." });
    ada.patch(&format!("/scenes/{}", text(&first[0]["id"])), &goal).await.expect(200);
    ada.post(&path, &json!({ "text": "EXT. SEA - DAY\n\nNothing." })).await.expect(201);
    let answer = ada.bare_post(&format!("{path}/1/restore")).await;
    assert_eq!(answer.header("location"), format!("/api/v1/scripts/{script}/versions/3"));
    let third = answer.expect(201);
    assert_eq!((&third["text"], &third["parent"]), (&json!(TEXT), &json!(2)));
    assert_eq!(third["source"], json!({ "kind": "restore", "from": 1 }));
    let back = scenes(&ada, &script, 3).await;
    assert_eq!((back.len(), &back[0]["goal"]), (2, &json!("Show the loss.")));
    assert_ne!(back[0]["id"], first[0]["id"]);
    ada.bare_post(&format!("{path}/9/restore")).await.refused(404, "not_found", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_novel_fits_and_more_does_not() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/versions");
    let long = "The sea. ".repeat(200_000);
    let body = json!({ "text": long, "script_type": "treatment" });
    assert_eq!(ada.post(&path, &body).await.expect(201)["word_count"], 400_000);
    let before = world.head().await;
    let body = json!({ "text": "x".repeat(2_000_001), "script_type": "treatment" });
    ada.post(&path, &body).await.refused(422, "validation", &["/text"]);
    let body = json!({ "text": "x".repeat(6_000_000), "script_type": "treatment" });
    ada.post(&path, &body).await.refused(413, "payload_too_large", &["/text"]);
    let crowd = "INT. ROOM - DAY\n\n".repeat(1_001);
    ada.post(&path, &json!({ "text": crowd })).await.refused(422, "validation", &["/text"]);
    assert_eq!(world.head().await, before);
}
