//! Jobs by HTTP: asked for, watched, cancelled, tried again.

use crate::worker::Worker;
use crate::world::{World, read, text};
use api::ApiConfig;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_asked_for_and_says_where_to_look() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let body = json!({ "prompt": "The light goes out.", "script_type": "outline", "length": "long" });
    let answer = ada.post(&format!("/scripts/{script}/generate"), &body).await;
    let id = text(&answer.body["id"]);
    assert_eq!(answer.header("location"), format!("/api/v1/jobs/{id}"));
    assert!(answer.header("ratelimit-policy").starts_with("\"generate\";q=30;w=60"));
    let job = answer.expect(202);
    assert_eq!(
        (&job["state"], &job["kind"], &job["attempt"]),
        (&json!("pending"), &json!("generate_script"), &json!(0))
    );
    assert_eq!((&job["input"], &job["script_id"]), (&body, &json!(script)));
    assert_eq!(
        job["links"],
        json!({ "self": format!("/api/v1/jobs/{id}"), "events": format!("/api/v1/jobs/{id}/events"),
            "cancel": format!("/api/v1/jobs/{id}/cancel"), "result": format!("/api/v1/jobs/{id}/result"),
            "graph": null, "script": format!("/api/v1/scripts/{script}") })
    );
    assert_eq!(ada.get(&format!("/jobs/{id}")).await.expect(200), job);
    for (query, found) in [
        ("state=pending", 1),
        ("state=failed", 0),
        ("state=queued,pending,validating", 1),
        ("state=running,failed", 0),
        ("kind=generate_script", 1),
        (&format!("script_id={script}"), 1),
        ("script_id=00000000-0000-7000-8000-000000000000", 0),
    ] {
        let page = ada.get(&format!("/jobs?{query}")).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_prefers_to_wait_gets_the_end() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let asked = ada.request(Method::POST, &format!("/scripts/{script}/generate"));
    let asked = tokio::spawn(read(asked.header("prefer", "wait=60").json(&json!({ "prompt": "x" }))));
    let jobs = loop {
        let page = ada.get("/jobs").await.expect(200);
        if let [job] = page["items"].as_array().unwrap().as_slice() {
            break text(&job["id"]);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let worker = Worker::take(&world, &jobs).await;
    assert!(!asked.is_finished(), "it waits for the end");
    worker.complete("INT. LAMP ROOM - NIGHT\n\nThe lamp dies.").await;
    let answer = asked.await.unwrap();
    assert_eq!(answer.header("preference-applied"), "wait=60");
    let job = answer.expect(202);
    assert_eq!((&job["state"], &job["result"]["version_number"]), (&json!("completed"), &json!(1)));

    let result = ada.get(&format!("/jobs/{jobs}/result")).await;
    assert_eq!(result.header("location"), format!("/api/v1/scripts/{script}/versions/1"));
    assert_eq!(result.expect(200), job["result"]);
    let version = ada.get(&format!("/scripts/{script}/versions/1")).await.expect(200);
    assert_eq!(version["source"], json!({ "kind": "job", "job_id": jobs }));
}

#[tokio::test(flavor = "multi_thread")]
async fn patience_is_over_when_it_is() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let began = Instant::now();
    let asked = ada.request(Method::POST, &format!("/scripts/{script}/generate")).header("prefer", "wait=1");
    let job = read(asked.json(&json!({ "prompt": "x" }))).await.expect(202);
    assert_eq!(job["state"], "pending");
    assert!(began.elapsed() >= Duration::from_secs(1) && began.elapsed() < Duration::from_secs(30));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_waits_is_cancelled_at_once_and_a_running_one_by_its_worker() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let waiting = ada.job(&script).await;
    let cancelled =
        ada.post(&format!("/jobs/{waiting}/cancel"), &json!({ "reason": "A typo." })).await.expect(200);
    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(ada.bare_post(&format!("/jobs/{waiting}/cancel")).await.expect(200)["state"], "cancelled");
    ada.get(&format!("/jobs/{waiting}/result")).await.refused(409, "job_state", &[]);

    let running = ada.job(&script).await;
    let worker = Worker::take(&world, &running).await;
    assert_eq!(ada.bare_post(&format!("/jobs/{running}/cancel")).await.expect(200)["state"], "running");
    worker.say(domain::job::JobCommand::ConfirmCancel { attempt: worker.attempt }).await;
    let ended = crate::world::eventually;
    ended(|| async { ada.get(&format!("/jobs/{running}")).await.body["state"] == "cancelled" }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_job_tells_why_and_can_be_tried_again() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    let retry = format!("/jobs/{job}/retry");
    ada.bare_post(&retry).await.refused(409, "job_state", &[]);
    Worker::take(&world, &job).await.fail().await;
    crate::world::eventually(|| async { ada.get("/jobs?state=failed").await.body["items"][0]["id"] == *job })
        .await;
    let failed = ada.get(&format!("/jobs/{job}")).await.expect(200);
    assert_eq!(failed["error"], json!({ "class": "permanent", "message": "the model is gone" }));
    let refusal = ada.get(&format!("/jobs/{job}/result")).await.refused(409, "job_state", &[]);
    assert!(text(&refusal["detail"]).contains("the model is gone"), "{refusal}");
    let again = ada.bare_post(&retry).await.expect(202);
    assert_eq!((&again["state"], &again["error"]), (&json!("queued"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_cannot_fill_the_queue() {
    let mut config = ApiConfig::default();
    config.quotas.work.count = 1_000;
    let world = World::with(config).await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/generate");
    for _ in 0..50 {
        ada.job(&script).await;
    }
    let before = world.head().await;
    let refused = ada.post(&path, &json!({ "prompt": "x" })).await;
    assert_eq!(refused.header("retry-after"), "30");
    refused.refused(429, "rate_limited", &[]);
    assert_eq!(world.head().await, before);
    world.person("ben").await.script("Mine").await;
}
