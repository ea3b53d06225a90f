//! What headers carry in and out: traces, request ids, positions.

use crate::world::{World, new_script, read, text};
use domain::Position;
use event_store::Filter;
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_goes_from_the_request_into_the_event_and_the_problem() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let given = format!("00-{trace}-00f067aa0ba902b7-01");
    let request = || {
        let request = ada.request(Method::POST, "/scripts").header("traceparent", &given);
        request.header("x-request-id", "mine-1")
    };
    let answer = read(request().json(&new_script("The Lamp"))).await;
    assert_eq!(answer.header("x-request-id"), "mine-1");
    answer.expect(201);
    let events = world.store.log().read(Position(0), 10, &Filter::All).await.unwrap();
    let metadata = &events.last().unwrap().metadata;
    assert_eq!(metadata.correlation_id.unwrap().simple().to_string(), trace);
    assert!(metadata.traceparent.as_ref().unwrap().starts_with(&format!("00-{trace}-")));
    assert_eq!(metadata.actor.to_string(), format!("account:{}", ada.id()));
    let problem = read(request().json(&json!({}))).await;
    assert_eq!(text(&problem.body["trace_id"]), trace);
    let own = ada.get("/scripts").await;
    assert_eq!(own.header("x-request-id").len(), 32);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_is_never_older_than_it_says() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    for n in 1..=20 {
        let made = ada.post("/characters", &json!({ "name": format!("P{n}") })).await;
        assert_eq!(made.header("spool-lagging"), "");
        let position: u64 = made.header("spool-position").parse().unwrap();
        assert!(position >= made.expect(201)["position"].as_u64().unwrap());
        let list = ada.get("/characters?limit=100").await;
        assert!(list.header("spool-position").parse::<u64>().unwrap() >= position);
        assert_eq!(list.expect(200)["items"].as_array().unwrap().len(), n, "own writes are read");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_method_cannot_do_is_said_so() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    ada.put("/scripts").await.refused(405, "method_not_allowed", &[]);
    let post = world.anonymous(Method::POST, "/health/live");
    read(post).await.refused(405, "method_not_allowed", &[]);
    let head = ada.request(Method::HEAD, "/scripts").send().await.unwrap();
    assert_eq!(head.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_read_models_are_held_up_the_answer_is_true_all_the_same_and_says_so() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (script, mara) = (ada.script("The Lamp").await, ada.character("MARA").await);
    let draft = json!({ "text": "INT. LAMP ROOM - NIGHT\n\nDark." });
    ada.post(&format!("/scripts/{script}/versions"), &draft).await.expect(201);
    let job = ada.job(&script).await;
    let scenes = format!("/scripts/{script}/versions/1/scenes");
    let scene = text(&ada.get(&scenes).await.expect(200)["items"][0]["id"]);
    let holder = world.database.connect().await;
    holder.batch_execute("begin; select * from projection_checkpoints for update").await.unwrap();

    let asked = [
        (Method::POST, "/scripts".to_owned(), new_script("New"), "/title", json!("New")),
        (Method::POST, "/characters".into(), json!({ "name": "JONAS" }), "/name", json!("JONAS")),
        (Method::PATCH, format!("/characters/{mara}"), json!({ "look": "Wet." }), "/look", json!("Wet.")),
        (
            Method::PUT,
            format!("/scripts/{script}/characters/{mara}"),
            json!({}),
            "/characters/0/id",
            json!(mara),
        ),
        (Method::POST, format!("/scripts/{script}/versions"), draft, "/scene_count", json!(1)),
        (
            Method::PATCH,
            format!("/scripts/{script}/versions/1"),
            json!({ "label": "Blue" }),
            "/label",
            json!("Blue"),
        ),
        (Method::POST, scenes, json!({ "setting": "EXT. SEA - DAY" }), "/version_number", json!(1)),
        (Method::PATCH, format!("/scenes/{scene}"), json!({ "goal": "Lose." }), "/goal", json!("Lose.")),
        (
            Method::POST,
            format!("/scripts/{script}/generate"),
            json!({ "prompt": "x" }),
            "/state",
            json!("pending"),
        ),
        (Method::POST, format!("/jobs/{job}/cancel"), json!({}), "/state", json!("cancelled")),
    ];
    let answers = asked.map(|(method, path, body, pointer, expected)| {
        let request = ada.request(method, &path).json(&body);
        async move {
            let answer = read(request).await;
            assert!(answer.status < 300, "{path}: {:#}", answer.body);
            assert_eq!(answer.header("spool-lagging"), "true", "{path}");
            assert_eq!(answer.body.pointer(pointer), Some(&expected), "{path}: {:#}", answer.body);
            assert!(
                !answer.header("etag").is_empty() && !answer.header("spool-position").is_empty(),
                "{path}"
            );
            (path, answer.body)
        }
    });
    let answers = futures_util::future::join_all(answers).await;
    holder.batch_execute("rollback").await.unwrap();
    // What was said then is what everybody sees now.
    for (path, body) in answers {
        let Some(id) = body["id"].as_str().filter(|_| !path.contains("versions")) else { continue };
        let what = path.split('/').nth(1).unwrap();
        let what = if path.ends_with("generate") { "jobs" } else { what };
        let shown = || async { ada.get(&format!("/{what}/{id}")).await.status == 200 };
        crate::world::eventually(shown).await;
    }
}
