//! Scripts by HTTP: their fields, their cast, their lock, their past.

use crate::world::{World, new_script, read, text};
use reqwest::Method;
use serde_json::{Value, json};

fn names(script: &Value) -> Vec<String> {
    script["characters"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_begins_with_its_cast_and_is_read_back_at_once() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (mara, jonas) = (ada.character("MARA").await, ada.character("JONAS").await);
    let mut body = new_script("The Lamp");
    body["format"] = "short".into();
    body["character_ids"] = json!([mara, jonas, mara]);
    let answer = ada.post("/scripts", &body).await;
    let id = text(&answer.body["id"]);
    assert_eq!(answer.header("location"), format!("/api/v1/scripts/{id}"));
    assert_eq!(answer.header("etag"), "\"3\"");
    assert!(answer.header("spool-position").parse::<u64>().unwrap() >= 5);
    let made = answer.expect(201);
    assert_eq!(
        (names(&made), &made["format"], &made["head"]),
        (vec!["JONAS".into(), "MARA".into()], &json!("short"), &Value::Null)
    );
    assert_eq!(ada.get(&format!("/scripts/{id}")).await.expect(200), made);
    assert_eq!(ada.get("/scripts?q=KEEPER").await.expect(200)["items"], json!([made]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cast_of_strangers_is_refused_one_by_one_and_nothing_is_begun() {
    let world = World::new().await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let (mine, theirs) = (ada.character("MARA").await, ben.character("JONAS").await);
    let before = world.head().await;
    let mut body = new_script("The Lamp");
    body["character_ids"] = json!([mine, theirs, "00000000-0000-7000-8000-000000000000"]);
    let answer = ada.post("/scripts", &body).await;
    answer.refused(422, "validation", &["/character_ids/1", "/character_ids/2"]);
    assert_eq!(world.head().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cast_changes_one_by_one_and_repeating_changes_nothing() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (script, mara) = (ada.script("The Lamp").await, ada.character("MARA").await);
    let path = format!("/scripts/{script}/characters/{mara}");
    assert_eq!(names(&ada.put(&path).await.expect(200)), ["MARA"]);
    let again = ada.put(&path).await;
    assert_eq!(again.header("etag"), "\"2\"");
    assert_eq!(names(&again.expect(200)), ["MARA"]);
    assert_eq!(names(&ada.delete(&path).await.expect(200)), Vec::<String>::new());
    assert_eq!(names(&ada.delete(&path).await.expect(200)), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn several_fields_change_together_or_not_at_all() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}");
    let changed =
        ada.patch(&path, &json!({ "title": "Dark", "genre": "noir", "tone": "gritty" })).await.expect(200);
    assert_eq!((&changed["title"], &changed["genre"]), (&json!("Dark"), &json!("noir")));

    ada.post(&format!("{path}/versions"), &json!({ "text": "INT. LAMP ROOM - NIGHT" })).await.expect(201);
    let body = json!({ "title": "Light", "genre": "war", "tone": "epic" });
    let refusal = ada.patch(&path, &body).await.refused(409, "genre_locked", &["/genre", "/tone"]);
    assert!(text(&refusal["detail"]).contains("unlock"), "{refusal}");
    let unchanged = ada.get(&path).await.expect(200);
    assert_eq!((&unchanged["title"], &unchanged["locked"]), (&json!("Dark"), &json!(true)));
    let mut unlocked = body;
    unlocked["unlock"] = true.into();
    let changed = ada.patch(&path, &unlocked).await.expect(200);
    assert_eq!((&changed["title"], &changed["tone"]), (&json!("Light"), &json!("epic")));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_script_rests_until_it_is_restored() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}");
    ada.delete(&path).await.expect(200);
    assert_eq!(ada.get("/scripts").await.expect(200)["items"], json!([]));
    assert_eq!(ada.get("/scripts?archived=true").await.expect(200)["items"][0]["id"], *script);
    ada.patch(&path, &json!({ "title": "Dark" })).await.refused(409, "archived", &[]);
    let prompt = json!({ "prompt": "more" });
    ada.post(&format!("{path}/generate"), &prompt).await.refused(409, "archived", &[]);
    ada.post(&format!("{path}/versions"), &json!({ "text": "x" })).await.refused(409, "archived", &[]);
    ada.bare_post(&format!("{path}/restore")).await.expect(200);
    ada.patch(&path, &json!({ "title": "Dark" })).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_meant_for_an_older_state_is_refused_with_the_newer_one() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}");
    let change = |tag: &str, title: &str| {
        ada.request(Method::PATCH, &path).header("if-match", tag).json(&json!({ "title": title }))
    };
    assert_eq!(read(change("\"1\"", "Dark")).await.header("etag"), "\"2\"");
    let stale = read(change("\"1\"", "Light")).await;
    assert_eq!(stale.header("etag"), "\"2\"");
    stale.refused(412, "precondition_failed", &["/If-Match"]);
    let stale = read(ada.request(Method::DELETE, &path).header("if-match", "\"1\"")).await;
    stale.refused(412, "precondition_failed", &["/If-Match"]);
    read(change("*", "Light")).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_is_read_by_position_and_by_time() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let mara = ada.character("MARA").await;
    let made = ada.post("/scripts", &new_script("The Lamp")).await.expect(201);
    let (script, then) = (text(&made["id"]), made["position"].as_u64().unwrap());
    let path = format!("/scripts/{script}");
    ada.put(&format!("{path}/characters/{mara}")).await.expect(200);
    ada.patch(&path, &json!({ "title": "Dark" })).await.expect(200);
    let body = json!({ "text": "INT. LAMP ROOM - NIGHT\n\nIt is dark." });
    ada.post(&format!("{path}/versions"), &body).await.expect(201);

    let at = async |moment: &str| ada.get(&format!("{path}?as_of={moment}")).await;
    let first = at(&then.to_string()).await;
    assert_eq!(first.header("etag"), "\"1\"");
    assert_eq!(first.expect(200), made);
    let later = at(&(then + 1).to_string()).await.expect(200);
    assert_eq!((names(&later), &later["title"]), (vec!["MARA".into()], &json!("The Lamp")));
    let now = at("2999-01-01T00:00:00Z").await.expect(200);
    assert_eq!(now, ada.get(&path).await.expect(200));
    assert_eq!(at(&text(&made["created_at"])).await.expect(200)["title"], "The Lamp");
    at(&(then - 1).to_string()).await.refused(404, "not_found", &[]);
    at("1999-01-01T00:00:00Z").await.refused(404, "not_found", &[]);
    let versions = ada.get(&format!("{path}/versions?as_of={}", then + 1)).await.expect(200);
    assert_eq!(versions["items"], json!([]));
}
