//! The stream of a production: its own events and those of its nodes, in one order, whenever it is joined.

use crate::producer::{Producer, ask, two_scenes};
use crate::watcher::{Heard, Watcher};
use crate::worker::report;
use crate::world::{Person, World, eventually, read};
use domain::job::{JobCommand, Totals};
use reqwest::Method;
use serde_json::{Value, json};

const FIRST: &str = "Timing of scene 1";
const SECOND: &str = "Timing of scene 2";
const SUM: &str = "Timing of the script";

async fn timing(ada: &Person) -> (String, String) {
    let script = two_scenes(ada).await;
    let job = ask(ada, &script, &json!({ "scope": "script", "want": ["time_script"] })).await;
    (script, job)
}

/// From the plan to the end.
async fn produce(world: &World, job: &str) -> Producer {
    let producer = Producer::plan(world, job).await;
    for node in [FIRST, SECOND, SUM] {
        producer.make(node).await;
    }
    producer.settle(Totals { total: 3, completed: 3, ..Totals::default() }).await;
    producer
}

fn durable(heard: &[Heard]) -> Vec<Heard> {
    heard.iter().filter(|one| one.id.is_some() && one.event != "snapshot").cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_production_is_watched_with_its_nodes_and_resumed_anywhere() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (_, job) = timing(&ada).await;
    let path = format!("/jobs/{job}/events");
    let mut live = Watcher::open(&ada, &path, None).await;
    assert_eq!(live.next().await.unwrap().data["resource"]["kind"], "produce");
    let live = tokio::spawn(live.rest());
    let producer = produce(&world, &job).await;
    producer.shows(&ada, &job, "completed").await;
    let live = live.await.unwrap();
    assert_eq!(live.last().unwrap().event, "end", "by its own end, not a node's");
    let live = durable(&live);
    let all = Watcher::open(&ada, &format!("{path}?after=0"), None).await.rest().await;
    assert_eq!(all.last().unwrap().event, "end");
    let all = durable(&all);
    assert_eq!(live, all[1..], "the request was in the snapshot");

    let of = |one: &Heard| (one.event.clone(), one.data["aggregate_id"].clone());
    let own = |name: &str| (name.to_owned(), json!(job));
    let node = |name: &str, label: &str| (name.to_owned(), json!(producer.job(label)));
    let mut expected: Vec<(String, Value)> =
        ["requested", "validation_started", "queued", "started", "planned"]
            .map(|name| own(&format!("job.{name}")))
            .into();
    expected.extend([FIRST, SECOND, SUM].map(|label| node("job.requested", label)));
    for label in [FIRST, SECOND, SUM] {
        let run = ["validation_started", "queued", "started", "completed"];
        expected.extend(run.map(|name| node(&format!("job.{name}"), label)));
    }
    expected.push(own("job.produced"));
    assert_eq!(all.iter().map(of).collect::<Vec<_>>(), expected);

    for (place, one) in all.iter().enumerate() {
        let rest = Watcher::open(&ada, &path, one.id).await.rest().await;
        assert_eq!(durable(&rest), all[place + 1..], "after {}", one.event);
    }
    let mut paged: Vec<Value> = Vec::new();
    let mut next = format!("{path}?limit=4");
    loop {
        let request = ada.request(Method::GET, &next).header("accept", "application/json");
        let page = read(request).await.expect(200);
        paged.extend(page["items"].as_array().unwrap().clone());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        next = format!("{path}?limit=4&cursor={cursor}");
    }
    assert_eq!(paged, all.iter().map(|one| one.data.clone()).collect::<Vec<_>>());
    let alone = format!("/jobs/{}/events?after=0", producer.job(FIRST));
    assert_eq!(Watcher::open(&ada, &alone, None).await.rest().await.len(), 6, "a node's stream is its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_joins_while_it_is_planned_misses_nothing_and_hears_nothing_twice() {
    let world = World::new().await;
    for round in 0..6 {
        // What somebody has made already is not made again.
        let ada = world.person(&format!("ada{round}")).await;
        let (_, job) = timing(&ada).await;
        let path = format!("/jobs/{job}/events");
        let begin = tokio::spawn({
            let (world, job) = (world.clone(), job.clone());
            async move { produce(&world, &job).await }
        });
        let mut watchers = Vec::new();
        for n in 0..15_u64 {
            let (ada, path) = (ada.clone(), path.clone());
            watchers.push(tokio::spawn(async move {
                tokio::time::sleep(std::time::Duration::from_millis(n * 2)).await;
                let from = if n % 2 == 0 { format!("{path}?after=0") } else { path };
                Watcher::open(&ada, &from, None).await.rest().await
            }));
        }
        begin.await.unwrap();
        let over = format!("select count(*) from jobs where id = '{job}' and ended_at is not null");
        eventually(|| async { world.number(&over).await == 1 }).await;
        let all = durable(&Watcher::open(&ada, &format!("{path}?after=0"), None).await.rest().await);
        assert_eq!(all.len(), 5 + 3 + 12 + 1);
        for watcher in watchers {
            let heard = watcher.await.unwrap();
            let snapshot = heard.iter().find(|one| one.event == "snapshot").and_then(|one| one.id);
            let after = snapshot.unwrap_or(0);
            let expected: Vec<Heard> = all.iter().filter(|one| one.id.unwrap() > after).cloned().collect();
            assert_eq!(durable(&heard), expected, "after {after}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nodes_say_of_themselves_goes_to_their_production_and_to_nobody_else() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (script, job) = timing(&ada).await;
    let producer = Producer::plan(&world, &job).await;
    let node = producer.take(FIRST).await;
    producer.shows(&ada, &producer.job(FIRST), "running").await;
    let mut of_production = Watcher::open(&ada, &format!("/jobs/{job}/events"), None).await;
    let mut of_node = Watcher::open(&ada, &format!("/jobs/{}/events", producer.job(FIRST)), None).await;
    let mut of_script = Watcher::open(&ada, &format!("/scripts/{script}/events"), None).await;
    let mut of_account = Watcher::open(&ada, "/events", None).await;
    for watcher in [&mut of_production, &mut of_node, &mut of_script, &mut of_account] {
        assert_eq!(watcher.next().await.unwrap().event, "snapshot");
    }
    let writer = node.writer().await;
    writer.report(report(0.5));
    writer.text("Four eighths");
    for watcher in [&mut of_production, &mut of_node] {
        let (mut half, mut words) = (false, false);
        while !half || !words {
            let heard = watcher.next().await.unwrap();
            if heard.event == "progress" || heard.event == "token" {
                assert_eq!(heard.data["job_id"], producer.job(FIRST));
            }
            half |= heard.event == "progress" && heard.data["fraction"] == 0.5;
            words |= heard.data["text"].as_str().is_some_and(|text| text.contains("eighths"));
        }
    }
    // Who comes now gets it as well; the others have heard none of it, whatever they hear next.
    let mut late = Watcher::open(&ada, &format!("/jobs/{job}/events"), None).await;
    let tick = loop {
        let heard = late.next().await.unwrap();
        if heard.event == "progress" {
            break heard;
        }
    };
    assert_eq!(
        (&tick.data["job_id"], &tick.data["production_id"]),
        (&json!(producer.job(FIRST)), &json!(job))
    );
    assert_eq!(tick.data["text"], "Four eighths");
    let mut anew = Watcher::open(&ada, &format!("/scripts/{script}/events"), None).await;
    writer.finish().await;
    node.say(JobCommand::RequestCancel { reason: Some("enough".into()) }).await;
    for watcher in [&mut of_script, &mut of_account, &mut anew] {
        loop {
            let heard = watcher.next().await.unwrap();
            assert!(heard.event != "progress" && heard.event != "token", "{heard:?}");
            if heard.event == "job.cancel_requested" {
                break;
            }
        }
    }
}
