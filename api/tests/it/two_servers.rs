//! Two servers on one database, as two processes would be: what one writes, the other shows and streams.

use crate::watcher::{Watcher, Words};
use crate::worker::{Worker, report};
use crate::world::{Person, World, eventually};
use serde_json::json;

/// The same person, who asks the other server.
fn at(other: &World, person: &Person) -> Person {
    Person { world: other.clone(), ..person.clone() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_and_a_script_are_the_same_at_both() {
    let one = World::new().await;
    let two = one.another().await;
    let ada = one.person("ada").await;
    let there = at(&two, &ada);
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}");
    eventually(|| async { there.get(&path).await.status == 200 }).await;
    let changed = there.patch(&path, &json!({ "title": "Dark" })).await;
    assert_eq!((changed.header("spool-lagging"), changed.header("etag")), ("", "\"2\""));
    eventually(|| async { ada.get(&path).await.body["title"] == "Dark" }).await;
    let draft = json!({ "text": "INT. LAMP ROOM - NIGHT" });
    let versions = format!("{path}/versions");
    let (here, over_there) = tokio::join!(ada.post(&versions, &draft), there.post(&versions, &draft));
    let mut numbers = [here, over_there].map(|answer| answer.expect(201)["number"].as_u64().unwrap());
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2], "two servers give out numbers as one");

    assert_eq!(ada.bare_post("/auth/logout").await.status, 204);
    eventually(|| async { there.get("/auth/me").await.status == 401 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_at_one_is_watched_at_the_other() {
    let one = World::new().await;
    let two = one.another().await;
    let ada = one.person("ada").await;
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    let path = format!("/jobs/{job}/events");
    let mut watchers =
        [Watcher::open(&ada, &path, Some(0)).await, Watcher::open(&at(&two, &ada), &path, Some(0)).await];
    for watcher in &mut watchers {
        assert_eq!(watcher.next().await.unwrap().event, "job.requested");
    }
    let watching = watchers.map(|watcher| tokio::spawn(watcher.rest()));
    let worker = Worker::take(&one, &job).await;
    let writer = worker.writer().await;
    for n in 0..30 {
        writer.text(&format!("wave {n} "));
        writer.report(report(f64::from(n) / 30.0));
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    writer.finish().await;
    worker.complete("INT. LAMP ROOM - NIGHT").await;
    let mut durable = Vec::new();
    for watched in watching {
        let heard = watched.await.unwrap();
        let mut words = Words::default();
        for one in &heard {
            words.hear(one);
        }
        assert!(words.text(worker.attempt).ends_with("wave 29 "), "{words:?}");
        durable.push(heard.into_iter().filter(|one| one.id.is_some()).collect::<Vec<_>>());
    }
    assert_eq!(durable[0], durable[1]);
}
