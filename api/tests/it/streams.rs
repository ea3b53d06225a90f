//! Event streams: what they begin with, what comes, in which order, and when they end.

use crate::watcher::{Heard, Watcher, Words};
use crate::worker::{Worker, report};
use crate::world::{Person, World, read, text};
use domain::job::JobCommand;
use eventsource_stream::Eventsource;
use futures_util::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const TEXT: &str = "INT. LAMP ROOM – NIGHT\n\nThe lamp dies. “No,” says MARA — 灯が消える。\n";

async fn watched_job(ada: &Person) -> (String, String, String) {
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    (format!("/jobs/{job}/events"), job, script)
}

/// Lets a job run to its end: words, parts, a version.
async fn write(world: &World, job: &str) -> u32 {
    let worker = Worker::take(world, job).await;
    worker.begin().await;
    let writer = worker.writer().await;
    let all: Vec<char> = TEXT.chars().collect();
    for piece in all.chunks(5) {
        writer.text(&piece.iter().collect::<String>());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    writer.report(report(0.9));
    worker.output("scene 1").await;
    writer.finish().await;
    worker.complete(TEXT).await;
    // Who comes later finds it over.
    let over = format!("select count(*) from jobs where id = '{job}' and state = 'completed'");
    crate::world::eventually(|| async { world.number(&over).await == 1 }).await;
    worker.attempt
}

fn names(heard: &[Heard]) -> Vec<&str> {
    heard.iter().map(|one| one.event.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_watched_from_its_snapshot_to_its_end() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (path, job, script) = watched_job(&ada).await;
    let mut watcher = Watcher::open(&ada, &path, None).await;
    assert_eq!(watcher.frame().await.unwrap().retry, Some(2000));
    let snapshot = watcher.next().await.unwrap();
    assert_eq!((snapshot.event.as_str(), snapshot.id), ("snapshot", snapshot.data["position"].as_u64()));
    assert_eq!(snapshot.data["resource"], ada.get(&format!("/jobs/{job}")).await.expect(200));

    let attempt = write(&world, &job).await;
    let heard = watcher.rest().await;
    let durable: Vec<Heard> = heard.iter().filter(|one| one.id.is_some()).cloned().collect();
    assert_eq!(
        names(&durable),
        [
            "job.validation_started",
            "job.queued",
            "job.started",
            "job.phase_entered",
            "job.output_produced",
            "script.version_added",
            "version.drafted",
            "scene.added",
            "job.completed"
        ]
    );
    let first = snapshot.id.unwrap();
    assert!(durable.iter().enumerate().all(|(n, one)| one.id == Some(first + 1 + n as u64)), "{durable:#?}");
    let started = &durable[2].data;
    assert_eq!(
        (&started["aggregate"], &started["aggregate_id"], &started["sequence"]),
        (&json!("job"), &json!(job), &json!(4))
    );
    assert_eq!(
        (&started["actor"], &started["script_id"], &started["job_id"]),
        (&json!("worker:test"), &json!(script), &json!(job))
    );
    assert_eq!((&started["type"], &started["data"]["attempt"]), (&json!("job.started"), &json!(1)));
    assert_eq!(durable[6].data["data"]["text"], TEXT);
    assert_eq!(durable[6].data["job_id"], *job, "what a job causes says so");
    let last = heard.last().unwrap();
    assert_eq!((last.event.as_str(), &last.data, last.id), ("end", &json!({}), None));

    let mut words = Words::default();
    let ticks: Vec<&Heard> =
        heard.iter().filter(|one| one.event == "progress" || one.event == "token").collect();
    for one in &ticks {
        words.hear(one);
    }
    assert!(
        ticks
            .iter()
            .all(|one| one.id.is_none() && one.data["job_id"] == *job && one.data.get("owner_id").is_none())
    );
    assert_eq!(words.text(attempt), TEXT);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_in_the_middle_gets_all_the_text_once() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (path, job, _) = watched_job(&ada).await;
    let worker = Worker::take(&world, &job).await;
    worker.begin().await;
    let writer = worker.writer().await;
    writer.text("INT. LAMP ROOM");
    let known =
        || async { ada.get(&format!("/jobs/{job}")).await.body["progress"]["text"] == "INT. LAMP ROOM" };
    crate::world::eventually(known).await;
    let mut watcher = Watcher::open(&ada, &path, None).await;
    let snapshot = watcher.next().await.unwrap();
    assert_eq!(snapshot.data["resource"]["progress"]["text"], "INT. LAMP ROOM");
    let progress = watcher.next().await.unwrap();
    assert_eq!((progress.event.as_str(), &progress.data["text"]), ("progress", &json!("INT. LAMP ROOM")));
    writer.report(report(0.5));
    let progress = loop {
        let heard = watcher.next().await.unwrap();
        if heard.event == "progress" && heard.data["fraction"] == 0.5 {
            break heard;
        }
    };
    assert_eq!(progress.data.get("text"), None, "the text is told once");
    assert_eq!((&progress.data["state"], &progress.data["eta_s"]), (&json!("running"), &json!(1.0)));
    writer.text(" - NIGHT");
    let token = loop {
        let heard = watcher.next().await.unwrap();
        if heard.event == "token" {
            break heard;
        }
    };
    assert_eq!((&token.data["offset"], &token.data["text"]), (&json!(14), &json!(" - NIGHT")));
    writer.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_resumes_exactly_there_and_the_header_is_newer_than_the_address() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (path, job, _) = watched_job(&ada).await;
    write(&world, &job).await;
    let all = Watcher::open(&ada, &format!("{path}?after=0"), None).await.rest().await;
    let names = names(&all);
    assert_eq!((names[0], names[names.len() - 1], names.len()), ("job.requested", "end", 11), "{names:?}");
    let third = all[2].id.unwrap();
    for (path, last) in [
        (path.clone(), Some(third)),
        (format!("{path}?after={third}"), None),
        (format!("{path}?after=0"), Some(third)),
    ] {
        let rest = Watcher::open(&ada, &path, last).await.rest().await;
        assert_eq!(rest, all[3..]);
    }
    let end = Watcher::open(&ada, &path, all[9].id).await.rest().await;
    assert_eq!(end, all[10..], "what is over ends at once");
    let over = Watcher::open(&ada, &path, None).await.rest().await;
    assert_eq!(
        (over[0].event.as_str(), over[0].data["resource"]["state"].as_str(), over.len()),
        ("snapshot", Some("completed"), 2)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_tried_again_is_not_over() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (path, job, _) = watched_job(&ada).await;
    Worker::take(&world, &job).await.fail().await;
    let failed = Watcher::open(&ada, &format!("{path}?after=0"), None).await.rest().await;
    assert_eq!(names(&failed)[failed.len() - 2..], ["job.failed", "end"]);
    let cursor = failed[failed.len() - 2].id;
    ada.bare_post(&format!("/jobs/{job}/retry")).await.expect(202);
    let mut watcher = Watcher::open(&ada, &path, cursor).await;
    assert_eq!(watcher.next().await.unwrap().event, "job.retried");
    let again = tokio::spawn(watcher.rest());
    write(&world, &job).await;
    let again = again.await.unwrap();
    assert_eq!(names(&again)[again.len() - 2..], ["job.completed", "end"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_what_is_theirs_and_a_script_what_is_its_own() {
    let world = World::new().await;
    let (ada, eve) = (world.person("ada").await, world.person("eve").await);
    let (lamp, other) = (ada.script("The Lamp").await, ada.script("Other").await);
    let job = ada.job(&lamp).await;
    let mut mine = Watcher::open(&ada, "/events", None).await;
    let mut script = Watcher::open(&ada, &format!("/scripts/{lamp}/events"), None).await;
    let mut hers = Watcher::open(&eve, "/events", None).await;
    let snapshot = mine.next().await.unwrap().data;
    assert_eq!(snapshot["resource"]["jobs"][0]["id"], *job);
    assert_eq!(snapshot["resource"]["scripts"].as_array().unwrap().len(), 2);
    let shown = script.next().await.unwrap().data;
    assert_eq!(shown["resource"], ada.get(&format!("/scripts/{lamp}")).await.expect(200));
    assert_eq!(hers.next().await.unwrap().data["resource"], json!({ "jobs": [], "scripts": [] }));

    ada.patch(&format!("/scripts/{other}"), &json!({ "title": "Else" })).await.expect(200);
    ada.character("MARA").await;
    eve.script("Hers").await;
    write(&world, &job).await;
    ada.patch(&format!("/scripts/{lamp}"), &json!({ "title": "Dark" })).await.expect(200);
    let until_dark = async |watcher: &mut Watcher| {
        let mut types = Vec::new();
        loop {
            let heard = watcher.next().await.unwrap();
            if heard.id.is_some() {
                types.push(heard.event.clone());
            }
            if heard.data["data"]["after"] == "Dark" {
                return types;
            }
        }
    };
    let mine = until_dark(&mut mine).await;
    assert_eq!(mine[..2], ["script.retitled", "character.created"]);
    let of_script = until_dark(&mut script).await;
    assert_eq!(of_script, mine[2..], "neither the other script nor the character is the script's");
    assert!(of_script.contains(&"version.drafted".into()) && !of_script.contains(&"script.created".into()));
    eve.script("Last").await;
    assert_eq!(hers.next().await.unwrap().data["data"]["title"], "Hers");
    assert_eq!(hers.next().await.unwrap().data["data"]["title"], "Last");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_from_another_world_begins_anew() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let mut watcher = Watcher::open(&ada, "/events", Some(999_999)).await;
    assert_eq!(watcher.next().await.unwrap().event, "snapshot");
    ada.script("The Lamp").await;
    assert_eq!(watcher.next().await.unwrap().event, "script.created");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_reader_of_streams_understands_ours() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (path, job, _) = watched_job(&ada).await;
    write(&world, &job).await;
    let answer = ada.request(Method::GET, &format!("{path}?after=0")).send().await.unwrap();
    let theirs: Vec<_> = answer.bytes_stream().eventsource().map(|event| event.unwrap()).collect().await;
    let ours = Watcher::open(&ada, &format!("{path}?after=0"), None).await.rest().await;
    assert_eq!(theirs.len(), ours.len());
    for (theirs, ours) in theirs.iter().zip(&ours) {
        assert_eq!(
            (&theirs.event, serde_json::from_str::<Value>(&theirs.data).unwrap()),
            (&ours.event, ours.data.clone())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_stream_reads_pages() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (path, job, script) = watched_job(&ada).await;
    write(&world, &job).await;
    let streamed = Watcher::open(&ada, &format!("{path}?after=0"), None).await.rest().await;
    let page =
        async |path: &str| read(ada.request(Method::GET, path).header("accept", "application/json")).await;
    let (mut all, mut next) = (Vec::new(), format!("{path}?limit=4"));
    loop {
        let answer = page(&next).await;
        let link = answer.header("link").to_owned();
        let body = answer.expect(200);
        all.extend(body["items"].as_array().unwrap().clone());
        match body["next_cursor"].as_str() {
            Some(cursor) => {
                next = format!("{path}?limit=4&cursor={cursor}");
                assert_eq!(link, format!("</api/v1{next}>; rel=\"next\""));
            }
            None => break,
        }
    }
    let streamed: Vec<Value> =
        streamed.into_iter().filter(|one| one.id.is_some()).map(|one| one.data).collect();
    assert_eq!(all, streamed);
    let of_script = page(&format!("/scripts/{script}/events?limit=1")).await.expect(200);
    assert_eq!(of_script["items"][0]["type"], "script.created");
    let later = page("/events?after=1&limit=1").await.expect(200);
    assert_eq!(later["items"][0]["position"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_has_only_so_many_streams_open() {
    let world = World::new().await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let mut open = Vec::new();
    for _ in 0..20 {
        let mut watcher = Watcher::open(&ada, "/events", None).await;
        watcher.next().await.unwrap();
        open.push(watcher);
    }
    ada.get("/events").await.refused(429, "rate_limited", &[]);
    Watcher::open(&ben, "/events", None).await;
    open.pop();
    crate::world::eventually(|| async { Watcher::try_status(&ada, "/events").await == 200 }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_filled_and_signing_out_ends_the_stream() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let mut watcher = Watcher::open(&ada, "/events", None).await;
    watcher.next().await.unwrap();
    let quiet = watcher.frame().await.unwrap();
    assert_eq!(quiet.comment.as_deref(), Some("keep-alive"));
    assert_eq!(ada.bare_post("/auth/logout").await.status, 204);
    assert_eq!(watcher.next().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_job_ends_its_stream() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (path, job, _) = watched_job(&ada).await;
    let worker = Worker::take(&world, &job).await;
    let mut watcher = Watcher::open(&ada, &path, None).await;
    watcher.next().await.unwrap();
    ada.post(&format!("/jobs/{job}/cancel"), &json!({ "reason": "A typo." })).await.expect(200);
    // The snapshot may be older than the start, which then comes first.
    while watcher.durable().await.unwrap().data["data"]["reason"] != "A typo." {}
    worker.say(JobCommand::ConfirmCancel { attempt: worker.attempt }).await;
    assert_eq!(text(&watcher.durable().await.unwrap().data["type"]), "job.cancelled");
    assert_eq!(names(&watcher.rest().await), ["end"]);
}
