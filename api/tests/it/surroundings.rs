//! Health, figures, the description of the whole.

use crate::world::{World, eventually, read, text};
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

/// The checks of a studio that is not ready that failed, by name, with what they say.
async fn wrong(world: &World) -> Vec<(String, String)> {
    let health = read(world.anonymous(Method::GET, "/health/ready")).await.expect(503);
    let checks = health["checks"].as_array().unwrap().iter().filter(|one| one["ok"] == false);
    checks.map(|one| (text(&one["name"]), text(&one["detail"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn events_without_positions_are_told_with_the_session_that_should_give_them() {
    let world = World::new().await;
    let ready = || read(world.anonymous(Method::GET, "/health/ready"));
    eventually(|| async { ready().await.status == 200 }).await;
    let sitter = world.database.connect().await;
    sitter.batch_execute("begin; select * from log_head for update").await.unwrap();
    let old = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload,
            metadata, recorded_at)
        values ('weather', gen_random_uuid()::text, 1, 'weather.changed', '1', '{}', '{}', now() - interval '1 hour')";
    world.pool.get().await.unwrap().execute(old, &[]).await.unwrap();
    eventually(|| async { ready().await.body.to_string().contains("waiting for Lock/") }).await;
    let [(name, said)] = <[_; 1]>::try_from(wrong(&world).await).unwrap();
    assert_eq!(name, "sequencer");
    assert!(
        said.starts_with("an event has waited 3600 s") || said.starts_with("an event has waited 3601 s"),
        "{said}"
    );
    assert!(said.contains(" sequences and is active, waiting for Lock/"), "{said}");
    sitter.batch_execute("rollback").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_without_room_makes_it_unready() {
    let config = ApiConfig { least_free_bytes: Some(u64::MAX), ..ApiConfig::default() };
    let world = World::with(config).await;
    let [(name, said)] = <[_; 1]>::try_from(wrong(&world).await).unwrap();
    assert_eq!(name, "disk");
    let folder = world.files.path().display().to_string();
    assert!(said.contains(" MB are free in ") && said.contains(&folder), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_of_another_version_make_it_unready() {
    let world = World::new().await;
    let ready = || read(world.anonymous(Method::GET, "/health/ready"));
    eventually(|| async { ready().await.status == 200 }).await;
    let client = world.pool.get().await.unwrap();
    client
        .batch_execute("create table kept as select * from refinery_schema_history; delete from refinery_schema_history where version = 7")
        .await
        .unwrap();
    let missing = wrong(&world).await;
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert_eq!(missing[0].0, "schema");
    assert_eq!(missing[0].1, "migrations are missing: V7__previews; `spool migrate` applies them");
    client
        .batch_execute(
            "insert into refinery_schema_history select * from kept where version = 7;
             insert into refinery_schema_history select 1000, name, applied_on, checksum from kept where version = 7",
        )
        .await
        .unwrap();
    let newer = wrong(&world).await;
    assert!(newer[0].1.starts_with("the tables are of version 1000, newer than "), "{newer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_takes_no_writes_or_is_gone_makes_it_unready() {
    let world = World::new().await;
    let ready = || read(world.anonymous(Method::GET, "/health/ready"));
    eventually(|| async { ready().await.status == 200 }).await;
    let admin = world.database.connect().await;
    let name = world.database.name();
    let end = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()";
    admin
        .batch_execute(&format!("alter database {name} set default_transaction_read_only = on"))
        .await
        .unwrap();
    admin.query(end, &[&name]).await.unwrap();
    eventually(|| async { ready().await.body.to_string().contains("it is read-only") }).await;
    assert!(wrong(&world).await.contains(&("database".into(), "it is read-only".into())));
    admin.batch_execute("set default_transaction_read_only = off").await.unwrap();
    admin.batch_execute(&format!("alter database {name} reset default_transaction_read_only")).await.unwrap();
    admin.query(end, &[&name]).await.unwrap();
    eventually(|| async { ready().await.status == 200 }).await;

    // Only another database's session can close it.
    let elsewhere = testkit::Database::empty().await;
    let admin = elsewhere.connect().await;
    admin.batch_execute(&format!("alter database {name} allow_connections off")).await.unwrap();
    admin.query(end, &[&name]).await.unwrap();
    // The first to notice only finds its connection closed.
    let closed = "not currently accepting connections";
    eventually(|| async { ready().await.body.to_string().contains(closed) }).await;
    let gone = wrong(&world).await;
    assert_eq!((gone.len(), gone[0].0.as_str()), (1, "database"), "nothing else is asked: {gone:?}");
    assert!(gone[0].1.contains(closed), "{gone:?}");
    assert_eq!(read(world.anonymous(Method::GET, "/health/live")).await.status, 200);
    admin.batch_execute(&format!("alter database {name} allow_connections on")).await.unwrap();
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
    let text = text(&figures.expect(200));
    for figure in [
        "spool_http_requests_total{method=\"GET\",route=\"/api/v1/scripts\",status=\"200\"} ",
        "spool_http_request_seconds_bucket{method=\"POST\",route=\"/api/v1/scripts\",le=",
        "spool_events_appended_total ",
    ] {
        assert!(text.contains(figure), "{figure}: {text}");
    }
}
