//! Health, figures, the description of the whole.

use crate::world::{World, eventually, read};
use api::{ApiConfig, TextModel};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_it_is_before_anybody_signs_in() {
    let model = TextModel { name: "Qwen".into(), licence: "Apache-2.0".into(), origin: "somewhere".into() };
    let world = World::with(ApiConfig { text_model: Some(model), ..ApiConfig::default() }).await;
    let system = read(world.anonymous(Method::GET, "/api/v1/system")).await.expect(200);
    assert_eq!(
        system["text_model"],
        json!({ "name": "Qwen", "licence": "Apache-2.0", "origin": "somewhere" })
    );
    assert_eq!(system["version"], env!("CARGO_PKG_VERSION"));
    let document = read(world.anonymous(Method::GET, "/api/v1/openapi.json")).await.expect(200);
    assert_eq!(document, serde_json::to_value(api::document()).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_ready_until_a_projection_stops_and_then_says_which_and_why() {
    let world = World::new().await;
    let ready = || read(world.anonymous(Method::GET, "/health/ready"));
    eventually(|| async { ready().await.status == 200 }).await;
    world.person("ada").await.script("The Lamp").await;
    let health = ready().await.expect(200);
    assert_eq!(health["status"], "ok");
    let names: Vec<&str> =
        health["checks"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(
        names.contains(&"database") && names.contains(&"sequencer") && names.contains(&"projection scripts"),
        "{names:?}"
    );

    let stop = "update projection_checkpoints set error = '7 (script.created of x): no such genre' where name = 'scripts'";
    world.pool.get().await.unwrap().execute(stop, &[]).await.unwrap();
    let health = ready().await.expect(503);
    let wrong: Vec<_> =
        health["checks"].as_array().unwrap().iter().filter(|one| one["ok"] == false).collect();
    assert_eq!(wrong.len(), 1, "{health:#}");
    assert_eq!(wrong[0]["name"], "projection scripts");
    assert!(wrong[0]["detail"].as_str().unwrap().contains("no such genre"), "{health:#}");
    assert_eq!(read(world.anonymous(Method::GET, "/health/live")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_gets_no_position_makes_it_unready() {
    let world = World::new().await;
    let ready = || read(world.anonymous(Method::GET, "/health/ready"));
    eventually(|| async { ready().await.status == 200 }).await;
    // Somebody sits on the log's head: nothing gets a position.
    let sitter = world.database.connect().await;
    sitter.batch_execute("begin; select * from log_head for update").await.unwrap();
    let old = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload,
            metadata, recorded_at)
        values ('weather', gen_random_uuid()::text, 1, 'weather.changed', '1', '{}', '{}', now() - interval '1 hour')";
    world.pool.get().await.unwrap().execute(old, &[]).await.unwrap();
    let health = ready().await.expect(503);
    let wrong: Vec<_> =
        health["checks"].as_array().unwrap().iter().filter(|one| one["ok"] == false).collect();
    assert_eq!((wrong.len(), &wrong[0]["name"]), (1, &json!("sequencer")), "{health:#}");
    sitter.batch_execute("rollback").await.unwrap();
    eventually(|| async { ready().await.status == 200 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn its_figures_are_there_for_prometheus() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    ada.script("The Lamp").await;
    ada.get("/scripts").await.expect(200);
    let figures = read(world.anonymous(Method::GET, "/metrics")).await;
    assert_eq!(figures.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let text = crate::world::text(&figures.expect(200));
    for figure in [
        "spool_http_requests_total{method=\"GET\",route=\"/api/v1/scripts\",status=\"200\"} ",
        "spool_http_request_seconds_bucket{method=\"POST\",route=\"/api/v1/scripts\",le=",
        "spool_events_appended_total ",
    ] {
        assert!(text.contains(figure), "{figure}: {text}");
    }
}
