//! What a script may cost: set, read, and held to before anything is asked for.

use crate::producer::two_scenes;
use crate::world::{World, read, text};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_is_set_taken_away_and_belongs_to_its_owner() {
    let world = World::new().await;
    let (ada, eve) = (world.person("ada").await, world.person("eve").await);
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/budget");
    let put = |body: Value| ada.request(Method::PUT, &path).json(&body);
    let nothing = json!({ "compute_ms": 0, "usd_micros": 0 });
    let free = ada.get(&path).await;
    let tag = free.header("etag").to_owned();
    let free = free.expect(200);
    let unlimited = json!({ "compute_ms": null, "usd_micros": null });
    assert_eq!(free, json!({ "budget": unlimited, "spent": nothing, "reserved": nothing }));
    let set = read(put(json!({ "compute_ms": 5_000 })).header("if-match", &tag)).await;
    let newer = set.header("etag").to_owned();
    assert_eq!(set.expect(200)["budget"], json!({ "compute_ms": 5_000, "usd_micros": null }));
    let late = read(put(json!({})).header("if-match", &tag)).await;
    late.refused(412, "precondition_failed", &["/If-Match"]);
    let same = read(put(json!({ "compute_ms": 5_000 }))).await;
    assert_eq!(same.header("etag"), newer, "nothing has changed");
    for (body, pointer) in [
        (json!({ "compute_ms": -1 }), "/compute_ms"),
        (json!({ "usd_micros": 0.5 }), "/usd_micros"),
        (json!({ "usd_micros": 9_007_199_254_740_992_u64 }), "/usd_micros"),
        (json!({ "hours": 1 }), "/hours"),
    ] {
        read(put(body)).await.refused(422, "validation", &[pointer]);
    }
    read(eve.request(Method::PUT, &path).json(&json!({}))).await.refused(404, "not_found", &[]);
    eve.get(&path).await.refused(404, "not_found", &[]);
    assert_eq!(read(put(json!({ "compute_ms": null }))).await.expect(200)["budget"], unlimited);
    let history = ada.get(&format!("/scripts/{script}/history")).await.expect(200);
    assert_eq!(history["items"][0]["type"], "script.budget_set");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_budget_does_not_cover_is_not_asked_for() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = two_scenes(&ada).await;
    let budget = format!("/scripts/{script}/budget");
    let set = |ms: Value| read(ada.request(Method::PUT, &budget).json(&json!({ "compute_ms": ms })));
    let produce = format!("/scripts/{script}/produce");
    let timing = json!({ "scope": "script", "want": ["time_script"] });
    set(json!(59)).await.expect(200);
    let head = world.head().await;
    let refusal = ada.post(&produce, &timing).await.refused(409, "budget_exceeded", &[]);
    let detail = text(&refusal["detail"]);
    for number in ["0.060 s estimated", "0.000 s spent", "0.059 s"] {
        assert!(detail.contains(number), "{detail}");
    }
    assert_eq!(world.head().await, head);
    let priced = ada.post(&format!("{produce}/estimate"), &timing).await.expect(200);
    assert_eq!(
        (&priced["estimate"]["compute_ms"], &priced["budget"]["compute_ms"]),
        (&json!(60), &json!(59))
    );

    // By the workers' word 40 ms are gone, and a running job holds 1,000 more.
    let client = world.pool.get().await.unwrap();
    let id = uuid::Uuid::parse_str(&script).unwrap();
    client
        .execute("insert into script_spending (script_id, spent_ms) values ($1, 40)", &[&id])
        .await
        .unwrap();
    let claim =
        "insert into job_queue (job_id, kind, engine, owner_id, script_id, next, ready_at, enqueued_at,
            estimate_ms, lease_until)
        values ($1, 'time_scene', 'cpu', $1, $1, 'run', now(), now(), 1000, now())";
    client.execute(claim, &[&id]).await.unwrap();
    set(json!(1_099)).await.expect(200);
    ada.post(&produce, &timing).await.refused(409, "budget_exceeded", &[]);
    let shown = ada.get(&budget).await.expect(200);
    assert_eq!(
        (&shown["spent"]["compute_ms"], &shown["reserved"]["compute_ms"]),
        (&json!(40), &json!(1_000))
    );
    set(json!(1_100)).await.expect(200);
    ada.post(&produce, &timing).await.expect(202);

    // Nobody knows what writing costs here, until somebody does.
    let generate = format!("/scripts/{script}/generate");
    let prompt = json!({ "prompt": "x" });
    ada.post(&generate, &prompt).await.expect(202);
    set(json!(1_040)).await.expect(200);
    ada.post(&generate, &prompt).await.refused(409, "budget_exceeded", &[]);
    let cost = "insert into job_experience (kind, jobs, compute_ms, usd_micros)
        values ('generate_script', 1, 2000, 3)";
    client.execute(cost, &[]).await.unwrap();
    set(json!(3_000)).await.expect(200);
    ada.post(&generate, &prompt).await.refused(409, "budget_exceeded", &[]);
    set(Value::Null).await.expect(200);
    let asked = ada.post(&generate, &prompt).await.expect(202);
    assert_eq!(asked["estimate"], json!({ "compute_ms": 2_000, "usd_micros": 3 }));
}
