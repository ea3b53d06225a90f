//! Erasing a script: asked for by its owner, by its title, and then there is nothing left to ask for.

use crate::world::{Person, World, eventually, new_script, read, text};
use reqwest::Method;
use serde_json::{Value, json};

/// A script with a draft, its scene, a job and a file.
struct Made {
    script: String,
    scene: String,
    job: String,
    asset: String,
}

async fn made(ada: &Person, title: &str) -> Made {
    let script = ada.script(title).await;
    let draft = json!({ "text": format!("INT. {title} - NIGHT\n\nDark.") });
    ada.post(&format!("/scripts/{script}/versions"), &draft).await.expect(201);
    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let scene = text(&scenes["items"][0]["id"]);
    let job = ada.job(&script).await;
    let asset = ada.asset(&format!("?script={script}&file_name=a.txt"), format!("about {title}")).await;
    Made { script, scene, job, asset }
}

async fn erase(person: &Person, script: &str, title: &str) -> crate::world::Answer {
    person.post(&format!("/scripts/{script}/erase"), &json!({ "title": title })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_script_is_gone_with_everything_in_it_and_others_stay() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (it, other) = (made(&ada, "The Lamp").await, made(&ada, "The Tide").await);
    let before = world.assets.usage().await.unwrap().objects;
    let erased = erase(&ada, &it.script, "The Lamp").await.expect(200);
    assert_eq!(erased, json!({ "script_id": it.script, "jobs": 1, "files": 1, "events_in_clear": 0 }));
    assert_eq!(world.assets.usage().await.unwrap().objects, before - 1);
    let paths = |it: &Made| {
        let Made { script, scene, job, asset } = it;
        [
            format!("/scripts/{script}"),
            format!("/scripts/{script}?as_of=1"),
            format!("/scripts/{script}/versions/1"),
            format!("/scripts/{script}/history"),
            format!("/scenes/{scene}"),
            format!("/jobs/{job}"),
            format!("/assets/{asset}"),
            format!("/assets/{asset}/content"),
        ]
    };
    for path in paths(&it) {
        let answer = ada.get(&path).await;
        let nothing = answer.status == 404 || answer.body["items"] == json!([]);
        assert!(nothing, "{path}: {} {:#}", answer.status, answer.body);
    }
    for path in paths(&other).iter().filter(|path| !path.contains("as_of")) {
        assert_eq!(ada.get(path).await.status, 200, "{path}");
    }
    let list = ada.get("/scripts").await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    // Nothing more is done to it, and asking again takes nothing more.
    ada.patch(&format!("/scripts/{}", it.script), &json!({ "title": "New" })).await.refused(410, "gone", &[]);
    let scene = ada.patch(&format!("/scenes/{}", it.scene), &json!({ "goal": "New" })).await;
    assert!([404, 410].contains(&scene.status), "{:#}", scene.body);
    let again = erase(&ada, &it.script, "whatever").await.expect(200);
    assert_eq!((&again["jobs"], &again["files"]), (&json!(0), &json!(0)));
    let job = "select count(*) from events where aggregate_type = 'job' and event_type = 'job.cancelled'
        or event_type = 'job.cancel_requested'";
    assert!(world.number(job).await > 0);
    eventually(|| async {
        world.number("select count(*) from script_keys where scrubbed_at is not null").await == 1
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_its_owner_erases_it_and_only_by_its_title() {
    let world = World::new().await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let script = ada.script("The Lamp").await;
    erase(&ben, &script, "The Lamp").await.refused(404, "not_found", &[]);
    for title in ["the lamp", "The Lamp ", "x"] {
        erase(&ada, &script, title).await.refused(422, "validation", &["/title"]);
    }
    let path = format!("/scripts/{script}/erase");
    ada.post(&path, &json!({})).await.refused(422, "validation", &["/title"]);
    ada.post(&path, &json!({ "title": "The Lamp", "sure": true })).await.refused(
        422,
        "validation",
        &["/sure"],
    );
    let nobody =
        read(world.anonymous(Method::POST, &format!("/api/v1{path}")).json(&json!({ "title": "x" }))).await;
    nobody.refused(401, "unauthorized", &[]);
    ada.get(&format!("/scripts/{script}")).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_kept_says_nothing_of_it_any_more() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let create = |key: &'static str, title: &str| {
        let request = ada.request(Method::POST, "/scripts").header("idempotency-key", key);
        read(request.json(&new_script(title)))
    };
    let first = create("a", "The Lamp").await.expect(201);
    let other = create("b", "The Tide").await.expect(201);
    erase(&ada, &text(&first["id"]), "The Lamp").await.expect(200);
    let again = create("a", "The Lamp").await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    let gone: Value = again.refused(410, "gone", &[]);
    assert!(!gone.to_string().contains("Lamp"), "{gone}");
    assert_eq!(create("b", "The Tide").await.expect(201), other);
    assert_eq!(ada.get("/scripts").await.expect(200)["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_server_forgets_it_too() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let it = made(&ada, "The Lamp").await;
    let elsewhere = Person { world: world.another().await, ..ada.clone() };
    elsewhere.get(&format!("/scenes/{}", it.scene)).await.expect(200);
    erase(&ada, &it.script, "The Lamp").await.expect(200);
    eventually(|| async { elsewhere.get(&format!("/scenes/{}", it.scene)).await.status == 404 }).await;
    // It forgets the key when it hears of the erasure, which is not the moment at which the read models know.
    let log = elsewhere.world.store.log();
    eventually(|| async {
        let all = log.read(domain::Position(0), 1_000, &event_store::Filter::All).await.unwrap();
        let said = all.iter().map(|event| event.payload.to_string()).collect::<String>();
        !said.contains("Lamp") && said.contains("[erased]")
    })
    .await;
}
