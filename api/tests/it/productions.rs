//! Productions by HTTP: priced, asked for, seen as a graph, steered, and tried again in part.

use crate::producer::{Producer, ask, two_scenes};
use crate::watcher::Watcher;
use crate::worker::Worker;
use crate::world::{World, eventually, read, text};
use domain::Job;
use domain::job::{JobCommand, Totals};
use reqwest::Method;
use serde_json::{Value, json};

fn states(graph: &Value) -> Vec<(String, String)> {
    let nodes = graph["nodes"].as_array().unwrap();
    nodes.iter().map(|node| (text(&node["label"]), text(&node["state"]))).collect()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(label, state)| (label.to_owned(), state.to_owned())).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_production_is_asked_for_and_has_no_nodes_until_it_is_planned() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = two_scenes(&ada).await;
    let path = format!("/scripts/{script}/produce");
    let request = || ada.request(Method::POST, &path).header("idempotency-key", "once");
    let all = json!(["time_scene", "time_script", "review_scene", "review_script"]);
    let answer = read(request().json(&json!({ "scope": "script", "want": all }))).await;
    let id = text(&answer.body["id"]);
    assert_eq!(answer.header("location"), format!("/api/v1/jobs/{id}"));
    let job = answer.expect(202);
    assert_eq!(job["input"], json!({ "scope": "script", "want": all }));
    assert_eq!((&job["kind"], &job["state"]), (&json!("produce"), &json!("pending")));
    assert_eq!(job["estimate"], json!({ "compute_ms": 105_060, "usd_micros": 0 }));
    assert_eq!(
        (&job["totals"], &job["production_id"], &job["max_attempts"]),
        (&Value::Null, &Value::Null, &json!(5))
    );
    assert_eq!(job["links"]["graph"], format!("/api/v1/jobs/{id}/graph"));
    let again = read(request().json(&json!({ "scope": "script", "want": all }))).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect(202), job);
    assert_eq!(ada.get("/jobs").await.expect(200)["items"].as_array().unwrap().len(), 1);

    let graph = ada.get(&format!("/jobs/{id}/graph")).await.expect(200);
    assert_eq!((&graph["job_id"], &graph["nodes"], &graph["edges"]), (&json!(id), &json!([]), &json!([])));
    assert_eq!(graph["totals"]["total"], 0);
    let written = ada.job(&script).await;
    ada.get(&format!("/jobs/{written}/graph")).await.refused(404, "not_found", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_produced_is_refused_by_name() {
    let world = World::new().await;
    let (ada, eve) = (world.person("ada").await, world.person("eve").await);
    let (script, bare) = (two_scenes(&ada).await, ada.script("Empty").await);
    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let scene = &scenes["items"][0]["id"];
    let mara = ada.character("MARA").await;
    let head = world.head().await;
    let nobody = "01890000-0000-7000-8000-000000000000";
    let cases = [
        (json!({}), "/scope"),
        (json!({ "scope": "opera" }), "/scope"),
        (json!({ "scope": "script", "id": 1 }), "/id"),
        (json!({ "scope": "episode" }), "/id"),
        (json!({ "scope": "episode", "id": scene }), "/id"),
        (json!({ "scope": "episode", "id": 7 }), "/id"),
        (json!({ "scope": "scene" }), "/id"),
        (json!({ "scope": "scene", "id": 1 }), "/id"),
        (json!({ "scope": "scene", "id": "1" }), "/id"),
        (json!({ "scope": "scene", "id": nobody }), "/id"),
        (json!({ "scope": "character" }), "/id"),
        (json!({ "scope": "character", "id": mara }), "/id"),
        (json!({ "scope": "script", "want": [] }), "/want"),
        (json!({ "scope": "script", "want": ["opera"] }), "/want/0"),
        (json!({ "scope": "script", "want": ["time_scene", "produce"] }), "/want"),
        (json!({ "scope": "scene", "id": scene, "want": ["time_script"] }), "/want"),
    ];
    for address in ["produce", "produce/estimate"] {
        for (body, pointer) in &cases {
            let answer = ada.post(&format!("/scripts/{script}/{address}"), body).await;
            answer.refused(422, "validation", &[pointer]);
        }
        let whole = json!({ "scope": "script" });
        let path = format!("/scripts/{bare}/{address}");
        let refusal = ada.post(&path, &whole).await.refused(409, "not_producible", &[]);
        assert!(text(&refusal["detail"]).contains("no version"), "{refusal}");
        eve.post(&format!("/scripts/{script}/{address}"), &whole).await.refused(404, "not_found", &[]);
    }
    assert_eq!(world.head().await, head, "nothing has happened");
    // Cast, but in none of the scenes; then put away.
    let tom = ada.character("TOM").await;
    ada.put(&format!("/scripts/{script}/characters/{tom}")).await.expect(200);
    let tom = json!({ "scope": "character", "id": tom, "want": ["time_scene"] });
    ada.post(&format!("/scripts/{script}/produce"), &tom).await.refused(409, "not_producible", &[]);
    ada.delete(&format!("/scripts/{script}")).await;
    let whole = json!({ "scope": "script" });
    ada.post(&format!("/scripts/{script}/produce"), &whole).await.refused(409, "archived", &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_names_no_kind_gets_the_timings_and_the_film() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = two_scenes(&ada).await;
    let job =
        ada.post(&format!("/scripts/{script}/produce"), &json!({ "scope": "script" })).await.expect(202);
    let wanted = json!(["time_scene", "time_script", "film_script"]);
    assert_eq!(job["input"], json!({ "scope": "script", "want": wanted }));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_estimate_says_what_is_there_and_what_the_rest_would_cost() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = two_scenes(&ada).await;
    let estimate =
        async |body: Value| ada.post(&format!("/scripts/{script}/produce/estimate"), &body).await.expect(200);
    let timing = json!({ "scope": "script", "want": ["time_script"] });
    let head = world.head().await;
    let fresh = estimate(timing.clone()).await;
    assert_eq!(world.head().await, head, "nothing is recorded");
    let shown = |it: &Value| -> Vec<Value> {
        it["nodes"].as_array().unwrap().iter().map(|node| node["state"].clone()).collect()
    };
    assert_eq!(shown(&fresh), ["missing", "missing", "missing"]);
    assert_eq!(fresh["nodes"][2]["needs"], json!([0, 1]));
    assert_eq!(
        (&fresh["nodes"][0]["label"], &fresh["nodes"][0]["kind"]),
        (&json!("Timing of scene 1"), &json!("time_scene"))
    );
    assert_eq!((&fresh["estimate"]["compute_ms"], &fresh["seconds"]), (&json!(60), &json!(0.06)));
    assert_eq!(fresh["budget"], json!({ "compute_ms": null, "usd_micros": null }));

    let production = ask(&ada, &script, &timing).await;
    let producer = Producer::plan(&world, &production).await;
    producer.make("Timing of scene 1").await;
    producer.shows(&ada, &producer.job("Timing of scene 1"), "completed").await;
    let half = estimate(timing.clone()).await;
    assert_eq!(shown(&half), ["made", "running", "running"]);
    assert_eq!(half["nodes"][0]["job_id"], producer.job("Timing of scene 1"));
    assert_eq!(half["nodes"][1]["job_id"], producer.job("Timing of scene 2"));
    assert_eq!(
        (&half["nodes"][0]["estimate"]["compute_ms"], &half["estimate"]["compute_ms"]),
        (&json!(0), &json!(40))
    );

    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let scene = text(&scenes["items"][0]["id"]);
    ada.patch(&format!("/scenes/{scene}"), &json!({ "content": "MARA\nLight!" })).await.expect(200);
    assert_eq!(shown(&estimate(timing).await), ["stale", "running", "missing"]);
    let one = estimate(json!({ "scope": "scene", "id": scene, "want": ["time_scene"] })).await;
    assert_eq!(shown(&one), ["stale"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_graph_shows_what_became_of_each_node_and_the_lists_whose_it_is() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = two_scenes(&ada).await;
    let production = ask(&ada, &script, &json!({ "scope": "script", "want": ["time_script"] })).await;
    let producer = Producer::plan(&world, &production).await;
    let (first, second, sum) = ("Timing of scene 1", "Timing of scene 2", "Timing of the script");
    let path = format!("/jobs/{production}/graph");
    eventually(|| async { ada.get(&path).await.body["totals"]["total"] == 3 }).await;
    eventually(|| async { ada.get("/jobs").await.body["items"].as_array().unwrap().len() == 4 }).await;
    let graph = ada.get(&path).await.expect(200);
    assert_eq!(states(&graph), pairs([(first, "queued"), (second, "queued"), (sum, "waiting")]));
    let edges = json!([
        { "from": producer.job(first), "to": producer.job(sum) },
        { "from": producer.job(second), "to": producer.job(sum) }
    ]);
    assert_eq!(graph["edges"], edges);
    assert!(graph["position"].is_u64());

    producer.take(first).await.fail().await;
    producer.block(sum).await;
    producer.make(second).await;
    producer.shows(&ada, &producer.job(second), "completed").await;
    let graph = ada.get(&path).await.expect(200);
    assert_eq!(states(&graph), pairs([(first, "failed"), (second, "completed"), (sum, "blocked")]));
    assert_eq!(graph["nodes"][2]["blocked_by"], producer.job(first));
    assert_eq!(
        (&graph["nodes"][0]["blocked_by"], &graph["nodes"][0]["error"]["message"]),
        (&Value::Null, &json!("the model is gone"))
    );
    assert_eq!(
        (&graph["nodes"][1]["cost"]["compute_ms"], &graph["nodes"][1]["attempt"]),
        (&json!(7), &json!(1))
    );
    let totals = &graph["totals"];
    let three = (&totals["completed"], &totals["failed"], &totals["blocked"]);
    assert_eq!(three, (&json!(1), &json!(1), &json!(1)));

    let node = ada.get(&format!("/jobs/{}", producer.job(second))).await.expect(200);
    assert_eq!((&node["production_id"], &node["label"]), (&json!(production), &json!(second)));
    assert_eq!((&node["result"]["made"], &node["links"]["graph"]), (&json!({ "of": second }), &Value::Null));
    for (query, found) in [
        (format!("production={production}"), 3),
        (format!("production={production}&state=failed"), 2),
        (format!("production={production}&kind=time_script"), 1),
        (format!("production={production}&top=true"), 0),
        ("top=true".into(), 1),
        ("top=false".into(), 4),
    ] {
        let page = ada.get(&format!("/jobs?{query}")).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{query}");
    }
    producer.settle(Totals { total: 3, completed: 1, failed: 1, blocked: 1, ..Totals::default() }).await;
    producer.shows(&ada, &production, "partially_completed").await;
    let ended = ada.get(&format!("/jobs/{production}")).await.expect(200);
    assert_eq!((&ended["cost"]["compute_ms"], &ended["totals"]), (&json!(7), totals));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_not_made_is_tried_again_and_only_once() {
    let world = World::new().await;
    let (ada, eve) = (world.person("ada").await, world.person("eve").await);
    let script = two_scenes(&ada).await;
    let production = ask(&ada, &script, &json!({ "scope": "script", "want": ["time_script"] })).await;
    let producer = Producer::plan(&world, &production).await;
    let (first, second, sum) = ("Timing of scene 1", "Timing of scene 2", "Timing of the script");
    let retry = format!("/jobs/{production}/retry");
    ada.bare_post(&retry).await.refused(409, "job_state", &[]);
    producer.take(first).await.fail().await;
    producer.block(sum).await;
    producer.make(second).await;
    let totals = Totals { total: 3, completed: 1, failed: 1, blocked: 1, ..Totals::default() };
    producer.settle(totals).await;
    producer.shows(&ada, &production, "partially_completed").await;
    eve.bare_post(&retry).await.refused(404, "not_found", &[]);

    let keyed = || read(ada.request(Method::POST, &retry).header("idempotency-key", "again"));
    let again = keyed().await.expect(202);
    assert_eq!((&again["state"], &again["ended_at"]), (&json!("running"), &Value::Null));
    let head = world.head().await;
    assert_eq!(keyed().await.expect(202), again);
    assert_eq!(world.head().await, head, "it was said before");
    let graph = || async { states(&ada.get(&format!("/jobs/{production}/graph")).await.expect(200)) };
    assert_eq!(graph().await, pairs([(first, "queued"), (second, "completed"), (sum, "waiting")]));
    ada.bare_post(&retry).await.refused(409, "job_state", &[]);

    // One node of it: what it needs and was not made goes with it, what is made does not.
    producer.take(first).await.fail().await;
    producer.block(sum).await;
    producer.settle(totals).await;
    producer.shows(&ada, &production, "partially_completed").await;
    let made = format!("/jobs/{}/retry", producer.job(second));
    ada.bare_post(&made).await.refused(409, "job_state", &[]);
    let head = world.head().await;
    let again = ada.bare_post(&format!("/jobs/{}/retry", producer.job(sum))).await.expect(202);
    assert_eq!((&again["id"], &again["state"]), (&json!(producer.job(sum)), &json!("queued")));
    ada.bare_post(&format!("/jobs/{}/retry", producer.job(sum))).await.refused(409, "job_state", &[]);
    let events = world.store.log();
    let events = events.read(domain::Position(head), 10, &event_store::Filter::All).await.unwrap();
    let retried: Vec<_> =
        events.iter().map(|it| (it.event_type.as_str(), it.aggregate_id.to_string())).collect();
    let expected = [&production, &producer.job(first), &producer.job(sum)];
    assert_eq!(retried, expected.map(|job| ("job.retried", job.clone())));
    assert_eq!(graph().await, pairs([(first, "queued"), (second, "completed"), (sum, "waiting")]));
}

#[tokio::test(flavor = "multi_thread")]
async fn retries_at_the_same_time_try_each_node_once() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = two_scenes(&ada).await;
    let production = ask(&ada, &script, &json!({ "scope": "script", "want": ["time_script"] })).await;
    let producer = Producer::plan(&world, &production).await;
    for scene in ["Timing of scene 1", "Timing of scene 2"] {
        producer.take(scene).await.fail().await;
    }
    producer.block("Timing of the script").await;
    let path = format!("/jobs/{production}/retry");
    let all = futures_util::future::join_all((0..6).map(|_| ada.bare_post(&path))).await;
    let mut answers: Vec<u16> = all.iter().map(|answer| answer.status).collect();
    answers.sort_unstable();
    assert_eq!(answers, [202, 409, 409, 409, 409, 409]);
    let retried = "select count(*) from events where event_type = 'job.retried'";
    assert_eq!(world.number(retried).await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_production_is_over_when_its_nodes_are_and_can_be_tried_again() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = two_scenes(&ada).await;
    let production = ask(&ada, &script, &json!({ "scope": "script", "want": ["time_script"] })).await;
    let producer = Producer::plan(&world, &production).await;
    producer.make("Timing of scene 1").await;
    let cancelled = ada.post(&format!("/jobs/{production}/cancel"), &json!({})).await.expect(200);
    assert_eq!((&cancelled["state"], &cancelled["cancelling"]), (&json!("running"), &json!(true)));
    ada.bare_post(&format!("/jobs/{production}/pause")).await.refused(409, "job_state", &[]);
    for label in ["Timing of scene 2", "Timing of the script"] {
        ada.post(&format!("/jobs/{}/cancel", producer.job(label)), &json!({})).await.expect(200);
    }
    let path = format!("/jobs/{production}/retry");
    ada.bare_post(&path).await.refused(409, "job_state", &[]);
    producer.settle(Totals { total: 3, completed: 1, cancelled: 2, ..Totals::default() }).await;
    producer.shows(&ada, &production, "cancelled").await;
    let again = ada.bare_post(&path).await.expect(202);
    assert_eq!((&again["state"], &again["cancelling"]), (&json!("running"), &json!(false)));
    let totals = &again["totals"];
    assert_eq!(
        (&totals["completed"], &totals["waiting"], &totals["cancelled"]),
        (&json!(1), &json!(2), &json!(0))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_waits_for_a_worker_says_where_it_stands() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    let waiting = domain::JobId(uuid::Uuid::parse_str(&job).unwrap());
    let context = event_store::CommandContext::new(
        domain::Actor::System,
        domain::CommandId(event_store::edge::fresh_id()),
    );
    let mut unit = world.store.unit(context);
    for command in [JobCommand::Validate, JobCommand::Queue] {
        unit.execute::<Job>(waiting, command).await.unwrap();
    }
    unit.commit().await.unwrap();
    let client = world.pool.get().await.unwrap();
    let place =
        "insert into job_progress (job_id, owner_id, script_id, attempt, state, step, total_steps, fraction,
            message, eta_s, queue_position)
        select id, owner_id, script_id, 0, 'queued', 0, 0, 0, 'waiting', 12.5, 3 from jobs where id = $1";
    client.execute(place, &[&waiting.0]).await.unwrap();
    let path = format!("/jobs/{job}");
    eventually(|| async { ada.get(&path).await.body["state"] == "queued" }).await;
    let shown = ada.get(&path).await.expect(200);
    assert_eq!(shown["queue"], json!({ "position": 3, "eta_s": 12.5 }));
    assert_eq!(shown["progress"], Value::Null, "it does not run");
    let mut watcher = Watcher::open(&ada, &format!("{path}/events"), None).await;
    let tick = loop {
        let heard = watcher.next().await.unwrap();
        if heard.event == "progress" {
            break heard.data;
        }
    };
    assert_eq!(
        (&tick["state"], &tick["queue_position"], &tick["eta_s"]),
        (&json!("queued"), &json!(3), &json!(12.5))
    );
    Worker::take(&world, &job).await;
    eventually(|| async { ada.get(&path).await.body["state"] == "running" }).await;
    assert_eq!(ada.get(&path).await.expect(200)["queue"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_paused_resumed_and_moved_until_it_is_over() {
    let world = World::new().await;
    let (ada, eve) = (world.person("ada").await, world.person("eve").await);
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    let path = |what: &str| format!("/jobs/{job}{what}");
    for what in ["/pause", "/resume"] {
        eve.bare_post(&path(what)).await.refused(404, "not_found", &[]);
    }
    let paused = ada.bare_post(&path("/pause")).await.expect(200);
    assert_eq!((&paused["paused"], &paused["state"]), (&json!(true), &json!("pending")));
    assert_eq!(ada.bare_post(&path("/pause")).await.expect(200), paused, "it is already");
    assert_eq!(ada.bare_post(&path("/resume")).await.expect(200)["paused"], false);

    let answer = ada.patch(&path(""), &json!({ "priority": 100 })).await;
    let tag = answer.header("etag").to_owned();
    assert_eq!(answer.expect(200)["priority"], 100);
    ada.patch(&path(""), &json!({ "priority": -100 })).await.expect(200);
    let late = ada.request(Method::PATCH, &path("")).header("if-match", tag);
    read(late.json(&json!({ "priority": 3 }))).await.refused(412, "precondition_failed", &["/If-Match"]);
    for priority in [json!(101), json!(-101), json!(0.5), json!("1"), Value::Null] {
        ada.patch(&path(""), &json!({ "priority": priority })).await.refused(
            422,
            "validation",
            &["/priority"],
        );
    }
    eve.patch(&path(""), &json!({ "priority": 1 })).await.refused(404, "not_found", &[]);
    ada.post(&path("/cancel"), &json!({})).await.expect(200);
    ada.bare_post(&path("/pause")).await.refused(409, "job_state", &[]);
    ada.patch(&path(""), &json!({ "priority": 1 })).await.refused(409, "job_state", &[]);
}
