//! Screenplays brought in by HTTP: read, cast and set down in one go, or refused with the line.

use crate::world::{Person, World, read, text};
use reqwest::Method;
use serde_json::{Value, json};

pub(crate) const LAMP: &str = "Title: The Lamp\nAuthor: A. Keeper\n\nINT. LAMP ROOM - NIGHT\n\nRain. MARA bars the door.\n\n\
    MARA\nWho is there?\n\nTOM WEIR (O.S.)\nMe. Let me in.\n\nEXT. SEA - DAWN\n\nA boat, empty.\n\nMARA (V.O.)\nTomorrow.\n";

async fn cast(ada: &Person) -> Vec<String> {
    let page = ada.get("/characters").await.expect(200);
    let mut names: Vec<String> =
        page["items"].as_array().unwrap().iter().map(|it| text(&it["name"])).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screenplay_becomes_a_script_with_its_scenes_and_its_cast() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let mara = ada.character("mara").await;
    let answer = ada.import("?genre=noir&tone=dark&file_name=lamp.fountain", LAMP).await;
    let location = answer.header("location").to_owned();
    let script = answer.expect(201);
    let id = text(&script["id"]);
    assert_eq!(location, format!("/api/v1/scripts/{id}"));
    assert_eq!(
        (&script["title"], &script["genre"], &script["tone"]),
        (&json!("The Lamp"), &json!("noir"), &json!("dark"))
    );
    assert_eq!((&script["head"], &script["scene_count"]), (&json!(1), &json!(2)));
    let read = &script["imported"];
    assert_eq!(
        (&read["source"], &read["scenes"], &read["pages"]),
        (&json!("fountain"), &json!(2), &json!(1))
    );
    assert_eq!(read["speakers"][0], json!({ "name": "Mara", "character_id": mara, "created": false }));
    assert_eq!(
        (&read["speakers"][1]["name"], &read["speakers"][1]["created"]),
        (&json!("Tom Weir"), &json!(true))
    );
    assert_eq!(cast(&ada).await, ["Tom Weir", "mara"], "whoever was there is taken");
    let version = ada.get(&format!("/scripts/{id}/versions/1")).await.expect(200);
    assert_eq!(version["source"], json!({ "kind": "import", "file": "lamp.fountain" }));
    assert_eq!(version["text"], LAMP);
    let scenes = ada.get(&format!("/scripts/{id}/versions/1/scenes")).await.expect(200);
    assert_eq!(scenes["items"][1]["setting"], "EXT. SEA - DAWN");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_final_draft_document_is_told_by_its_beginning() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let fdx = screenplay::fdx::write(&screenplay::parse(LAMP).unwrap());
    let script = ada.import("?create_characters=false&title=Other", fdx).await.expect(201);
    assert_eq!((&script["title"], &script["imported"]["source"]), (&json!("Other"), &json!("fdx")));
    assert_eq!((&script["scene_count"], &script["characters"]), (&json!(2), &json!([])));
    assert_eq!(
        script["imported"]["speakers"][0],
        json!({ "name": "Mara", "character_id": null, "created": false })
    );
    assert!(cast(&ada).await.is_empty());
    let next = format!("/scripts/{}/import", text(&script["id"]));
    let version = read(ada.request(Method::POST, &format!("{next}?parent=1")).body(LAMP)).await.expect(201);
    assert_eq!((&version["number"], &version["parent"]), (&json!(2), &json!(1)));
    let old = read(ada.request(Method::POST, &format!("{next}?parent=1")).body(LAMP)).await;
    old.refused(409, "head_moved", &["/parent"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_leaves_nothing_and_says_where() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let head = world.head().await;
    let refused = |bytes: Vec<u8>, status, kind: &'static str, says: &'static str| {
        let ada = ada.clone();
        async move {
            let problem = ada.import("", bytes).await.refused(status, kind, &["/body"]);
            assert!(text(&problem["errors"][0]["message"]).contains(says), "{problem:#}");
        }
    };
    refused(b"INT. A - DAY\n\nx\0y".to_vec(), 415, "unsupported_file", "in line 3").await;
    refused(b"INT. A - DAY\n\xff\xfe".to_vec(), 415, "unsupported_file", "in line 2").await;
    refused(b"<FinalDraft>\n<Content>\n</Wrong>".to_vec(), 422, "validation", "in line 3").await;
    refused(b"<!DOCTYPE x [<!ENTITY a \"b\">]><FinalDraft/>".to_vec(), 422, "validation", "document type")
        .await;
    refused(b"Once upon a time.".to_vec(), 422, "validation", "no scene").await;
    refused(Vec::new(), 422, "validation", "no scene").await;
    let line = "x".repeat(100) + "\n";
    let huge = format!("INT. A - DAY\n\n{}", line.repeat(30_000));
    refused(huge.into_bytes(), 422, "validation", "at most 2000000 fit").await;
    let larger = ada.import("", line.repeat(110_000)).await;
    assert_eq!(larger.status, 413, "{:#}", larger.body);
    assert_eq!(world.head().await, head);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_under_one_key_comes_in_once() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let post = |bytes: &'static str| {
        let request = ada.request(Method::POST, "/scripts/import").header("idempotency-key", "k");
        read(request.body(bytes))
    };
    let first = post(LAMP).await;
    let head = world.head().await;
    let again = post(LAMP).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    // The process died after the commit: the answer was not kept, and the lease has run out.
    let forget = "update idempotency_keys set status = null, body = null, headers = null, busy_until = now() - interval '1 s'";
    world.pool.get().await.unwrap().execute(forget, &[]).await.unwrap();
    let once_more = post(LAMP).await;
    assert_eq!((once_more.status, &once_more.body), (201, &first.body));
    assert_eq!(world.head().await, head);
    post("INT. B - DAY\n\nx").await.refused(422, "idempotency_mismatch", &["/Idempotency-Key"]);
    let scripts: Value = ada.get("/scripts").await.expect(200);
    assert_eq!(scripts["items"].as_array().unwrap().len(), 1);
}
