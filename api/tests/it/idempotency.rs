//! Requests that name themselves: their effect comes once, whatever happens on the way.

use crate::world::{Person, World, new_script, read, text};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

fn post(person: &Person, path: &str, key: &str, body: &Value) -> RequestBuilder {
    person.request(Method::POST, path).header("idempotency-key", key).json(body)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_answer_is_given_again_word_for_word() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let first = read(post(&ada, "/scripts", "k-1", &new_script("The Lamp"))).await;
    assert_eq!((first.status, first.header("idempotency-replayed")), (201, ""));
    let head = world.head().await;
    let second = read(post(&ada, "/scripts", "k-1", &new_script("The Lamp"))).await;
    assert_eq!((second.status, second.header("idempotency-replayed")), (201, "true"));
    for name in ["location", "etag", "content-type", "spool-position"] {
        assert_eq!(first.header(name), second.header(name), "{name}");
    }
    assert_eq!((&first.body, world.head().await), (&second.body, head));
    let other = read(post(&ada, "/scripts", "k-1", &new_script("Another"))).await;
    other.refused(422, "idempotency_mismatch", &["/Idempotency-Key"]);
    let elsewhere = read(post(&ada, "/characters", "k-1", &json!({ "name": "MARA" }))).await;
    elsewhere.refused(422, "idempotency_mismatch", &["/Idempotency-Key"]);
    let ben = world.person("ben").await;
    let theirs = read(post(&ben, "/scripts", "k-1", &new_script("The Lamp"))).await;
    assert_ne!(theirs.expect(201)["id"], first.body["id"], "another account's keys are its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_an_answer_too() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let body = json!({ "title": "The Lamp" });
    let first = read(post(&ada, "/scripts", "k", &body)).await;
    let second = read(post(&ada, "/scripts", "k", &body)).await;
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(first.refused(422, "validation", &["/genre", "/logline", "/tone"]), second.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_is_carried_out() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/generate");
    let head = world.head().await;
    let asked = (0..100).map(|_| tokio::spawn(read(post(&ada, &path, "once", &json!({ "prompt": "x" })))));
    let mut ids = Vec::new();
    for one in asked.collect::<Vec<_>>() {
        let answer = one.await.unwrap();
        match answer.status {
            202 => ids.push(text(&answer.body["id"])),
            _ => _ = answer.refused(409, "idempotency_running", &["/Idempotency-Key"]),
        }
    }
    ids.dedup();
    assert_eq!((ids.len(), world.head().await), (1, head + 1));
}

/// A scene of another script.
async fn world_scene(ada: &Person) -> String {
    let imported = ada.import("", "INT. CELLAR - NIGHT\n\nDark.").await.expect(201);
    let scenes = ada.get(&format!("/scripts/{}/versions/1/scenes", text(&imported["id"]))).await.expect(200);
    text(&scenes["items"][0]["id"])
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_lost_is_worked_out_again_to_the_same() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let draft = json!({ "text": "INT. LAMP ROOM - NIGHT\n\nDark.\n\nEXT. SEA - DAY\n\nWet." });
    let scene = world_scene(&ada).await;
    let posts = [
        (format!("/scenes/{scene}/shots"), json!({ "size": "cu", "params": { "fov": 20 } })),
        (format!("/scenes/{scene}/changes"), json!({ "character": "MARA", "what": "torn coat" })),
        (format!("/scenes/{scene}/breakdown"), json!({})),
        (format!("/scenes/{scene}/storyboard"), json!({ "frame_count": 2 })),
        ("/scripts".to_owned(), new_script("Another")),
        ("/characters".to_owned(), json!({ "name": "MARA" })),
        (format!("/scripts/{script}/versions"), draft),
        (format!("/scripts/{script}/versions/1/restore"), json!({})),
        (format!("/scripts/{script}/versions/1/scenes"), json!({ "setting": "EXT. CLIFF - DAY" })),
        (format!("/scripts/{script}/generate"), json!({ "prompt": "x" })),
        (format!("/scripts/{script}/restore"), json!({})),
    ];
    for (n, (path, body)) in posts.iter().enumerate() {
        let key = format!("k{n}");
        let first = read(post(&ada, path, &key, body)).await;
        assert!(first.status < 300, "{path}: {:#}", first.body);
        let head = world.head().await;
        // The process died after the commit: the answer was not kept, and the lease has run out.
        let forget = "update idempotency_keys set status = null, body = null, headers = null, busy_until = now() - interval '1 s'";
        world.pool.get().await.unwrap().execute(forget, &[]).await.unwrap();
        let second = read(post(&ada, path, &key, body)).await;
        assert_eq!(
            (second.status, second.header("location")),
            (first.status, first.header("location")),
            "{path}"
        );
        assert_eq!((second.header("idempotency-replayed"), world.head().await), ("", head), "{path}");
        assert_eq!(second.body, first.body, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_after_the_effect_may_be_tried_again_and_has_no_second_effect() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let character = || post(&ada, "/characters", "k", &json!({ "name": "MARA" }));
    let rename = async |from: &str, to: &str| {
        let sql = format!("alter table {from} rename to {to}");
        world.pool.get().await.unwrap().batch_execute(&sql).await.unwrap();
    };
    rename("characters", "hidden").await;
    assert_eq!(read(character()).await.status, 500);
    rename("hidden", "characters").await;
    let made = "select count(*) from events where event_type = 'character.created'";
    assert_eq!(world.number(made).await, 1, "the effect was there before the failure");
    let answered = read(character()).await.expect(201);
    assert_eq!(world.number(made).await, 1);
    let again = read(character()).await;
    assert_eq!((again.header("idempotency-replayed"), &again.body), ("true", &answered));
    let other = read(post(&ada, "/characters", "k", &json!({ "name": "TOM" }))).await;
    other.refused(422, "idempotency_mismatch", &["/Idempotency-Key"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_held_as_long_as_its_request_is_worked_on_and_not_long_after_its_process_died() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/generate");
    // Nobody works here: the answer comes when the wait is over.
    let slow = || post(&ada, &path, "slow", &json!({ "prompt": "x" })).header("prefer", "wait=8");
    let long = async { read(slow()).await.expect(202) };
    let meanwhile = async {
        tokio::time::sleep(std::time::Duration::from_secs(7)).await;
        read(slow()).await.refused(409, "idempotency_running", &["/Idempotency-Key"]);
    };
    let dead = async {
        let character = || post(&ada, "/characters", "dead", &json!({ "name": "MARA" }));
        let first = read(character()).await.expect(201);
        let die = "update idempotency_keys set status = null, busy_until = now() + interval '5 s' where key = 'dead'";
        world.pool.get().await.unwrap().execute(die, &[]).await.unwrap();
        read(character()).await.refused(409, "idempotency_running", &["/Idempotency-Key"]);
        tokio::time::sleep(std::time::Duration::from_secs(6)).await;
        assert_eq!(read(character()).await.expect(201), first);
    };
    tokio::join!(long, meanwhile, dead);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_free_again_after_a_day() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    read(post(&ada, "/characters", "k", &json!({ "name": "MARA" }))).await.expect(201);
    let age = "update idempotency_keys set created_at = created_at - interval '25 hours'";
    world.pool.get().await.unwrap().execute(age, &[]).await.unwrap();
    let other = read(post(&ada, "/scripts", "k", &new_script("The Lamp"))).await;
    assert_eq!(other.header("idempotency-replayed"), "");
    other.expect(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_leaves_nothing_half_done() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/generate");
    let asked = || post(&ada, &path, "k", &json!({ "prompt": "x" })).header("prefer", "wait=2");
    let gone = tokio::spawn(asked().send());
    crate::world::eventually(|| async { world.number("select count(*) from idempotency_keys").await == 1 })
        .await;
    gone.abort();
    crate::world::eventually(|| async {
        world.number("select count(*) from idempotency_keys where status = 202").await == 1
    })
    .await;
    let again = read(asked()).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(ada.get("/jobs").await.expect(200)["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_up_again_by_the_same_key_signs_in() {
    let world = World::new().await;
    let register = |key: &str, password: &str| {
        let body = json!({ "email": "ada@example.org", "password": password, "display_name": "Ada" });
        world.anonymous(Method::POST, "/api/v1/auth/register").header("idempotency-key", key).json(&body)
    };
    let first = read(register("k", "correct horse battery")).await.expect(201);
    let second = read(register("k", "correct horse battery")).await.expect(201);
    assert_eq!(first["user"], second["user"]);
    read(register("k", "another horse battery")).await.refused(409, "conflict", &["/email"]);
    read(register("other", "correct horse battery")).await.refused(409, "conflict", &["/email"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_key_is_refused() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    for key in ["", &"x".repeat(256)] {
        let answer = read(post(&ada, "/characters", key, &json!({ "name": "MARA" }))).await;
        answer.refused(422, "validation", &["/Idempotency-Key"]);
    }
}
