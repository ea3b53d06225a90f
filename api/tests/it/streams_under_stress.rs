//! Event streams when things go wrong: cut connections, readers that stop, a server that restarts.

use crate::watcher::{Heard, Watcher, parse};
use crate::worker::Worker;
use crate::world::{Dice, Person, World, eventually, read};
use domain::{Position, ScriptId};
use event_store::Filter;
use reqwest::Method;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Works on a job, part by part, until it is told to end.
fn work(world: &World, job: &str) -> (Arc<AtomicBool>, tokio::task::JoinHandle<()>) {
    let enough = Arc::new(AtomicBool::new(false));
    let (world, job, until) = (world.clone(), job.to_owned(), Arc::clone(&enough));
    let task = tokio::spawn(async move {
        let worker = Worker::take(&world, &job).await;
        worker.begin().await;
        let writer = worker.writer().await;
        let mut part = 0;
        while !until.load(Ordering::Relaxed) {
            writer.text("The sea. ");
            worker.output(&format!("part {part}")).await;
            part += 1;
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        writer.finish().await;
        worker.complete("INT. LAMP ROOM - NIGHT\n\nThe lamp dies.").await;
    });
    (enough, task)
}

/// What the log says of a job, as ids and types.
async fn truth(world: &World, job: &str) -> Vec<(u64, String)> {
    let filter = Filter::Job(job.parse().unwrap());
    let events = world.store.log().read(Position(0), 100_000, &filter).await.unwrap();
    events.into_iter().map(|event| (event.position.0, event.event_type)).collect()
}

fn told(heard: &Heard) -> Option<(u64, String)> {
    heard.id.filter(|_| heard.event != "snapshot").map(|id| (id, heard.event.clone()))
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_cuts_during_a_job_lose_nothing_and_double_nothing() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    let path = format!("/jobs/{job}/events");
    let (enough, working) = work(&world, &job);
    let (mut dice, mut all) = (Dice(0x5eed), Vec::new());
    let mut last = Some(0);
    for _ in 0..50 {
        let mut watcher = Watcher::open(&ada, &path, last).await;
        let frames = 1 + dice.below(12);
        for _ in 0..frames {
            let heard = watcher.next().await.expect("the job goes on");
            assert_ne!(heard.event, "snapshot", "a cursor was given");
            all.extend(told(&heard));
        }
        // Cut between two frames or within one: what came in half does not count.
        last = watcher.last;
    }
    enough.store(true, Ordering::Relaxed);
    let rest = Watcher::open(&ada, &path, last).await.rest().await;
    working.await.unwrap();
    assert_eq!(rest.last().unwrap().event, "end");
    all.extend(rest.iter().filter_map(told));
    let truth = truth(&world, &job).await;
    assert!(truth.len() > 100, "{}", truth.len());
    assert_eq!(all, truth);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_restarts_ends_its_streams_at_once_and_they_go_on_where_they_were() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    let path = format!("/jobs/{job}/events");
    let (enough, working) = work(&world, &job);
    let (mut all, mut last) = (Vec::new(), Some(0));
    for _ in 0..3 {
        let mut watcher = open_when_there(&ada, &path, last).await;
        for _ in 0..40 {
            all.extend(told(&watcher.next().await.unwrap()));
        }
        let began = Instant::now();
        let (world, restarting) = (world.clone(), Arc::new(AtomicBool::new(true)));
        let until = Arc::clone(&restarting);
        let restart = tokio::spawn(async move {
            world.restart().await;
            until.store(false, Ordering::Relaxed);
        });
        while let Some(heard) = watcher.next().await {
            assert_ne!(heard.event, "end", "the job is not over");
            all.extend(told(&heard));
        }
        last = watcher.last;
        restart.await.unwrap();
        assert!(began.elapsed() < Duration::from_secs(8), "the restart waited for its streams");
    }
    enough.store(true, Ordering::Relaxed);
    let rest = open_when_there(&ada, &path, last).await.rest().await;
    working.await.unwrap();
    all.extend(rest.iter().filter_map(told));
    assert_eq!(all, truth(&world, &job).await);
}

async fn open_when_there(ada: &Person, path: &str, last: Option<u64>) -> Watcher {
    loop {
        if let Some(watcher) = Watcher::try_open(ada, path, last).await {
            return watcher;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A connection that has asked for a stream and takes little off the wire.
async fn stalled(ada: &Person, path: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(ada.world.address).await.unwrap();
    let request = format!(
        "GET /api/v1{path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\naccept: text/event-stream\r\n\r\n",
        ada.world.address, ada.token
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// A figure of the server's, summed over its labels.
async fn figure(world: &World, name: &str) -> f64 {
    let figures = read(world.anonymous(Method::GET, "/metrics")).await;
    let text = crate::world::text(&figures.body);
    text.lines()
        .filter(|line| line.starts_with(name))
        .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
        .sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_stops_is_cut_with_little_waiting_while_others_stay_live() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let path = format!("/scripts/{script}/events?after=0");
    ada.post(&format!("/scripts/{script}/versions"), &json!({ "text": "INT. ROOM - DAY" })).await.expect(201);
    let mut stuck = stalled(&ada, &path).await;
    let mut others = Vec::new();
    for _ in 0..3 {
        let mut watcher = Watcher::open(&ada, &path, None).await;
        watcher.next().await.unwrap();
        others.push(tokio::spawn(async move {
            while watcher.durable().await.unwrap().data["data"]["after"] != "the last" {}
            Instant::now()
        }));
    }
    eventually(|| async { figure(&world, "spool_streams_open ").await >= 4.0 }).await;
    let notes = format!("/scripts/{script}/versions/1");
    let mut most = 0.0_f64;
    for n in 0..300 {
        let body = json!({ "notes": format!("{n} {}", "x".repeat(7_900)) });
        ada.patch(&notes, &body).await.expect(200);
        if n % 20 == 0 {
            most = most.max(figure(&world, "spool_stream_waiting_bytes ").await);
        }
    }
    ada.patch(&notes, &json!({ "notes": "the last" })).await.expect(200);
    let done = Instant::now();
    for other in others {
        let after = other.await.unwrap().saturating_duration_since(done);
        assert!(after < Duration::from_secs(20), "a live reader was held up for {after:?}");
    }
    assert!((figure(&world, "spool_streams_lagged_total ").await - 1.0).abs() < 0.1);
    // Three live readers may have an event each on their way beside the stuck one's queue.
    assert!(most <= 256.0 * 1024.0, "{most} bytes waited");

    let mut bytes = Vec::new();
    tokio::time::timeout(Duration::from_secs(30), stuck.read_to_end(&mut bytes)).await.unwrap().unwrap();
    let written = 300 * 2 * 7_900;
    assert!(bytes.len() < written / 2, "{} of {written} bytes were kept for it", bytes.len());
    let frames = frames(&bytes);
    let (last, told_frames) = frames.split_last().unwrap();
    assert_eq!((last.event.as_str(), last.id), ("lagged", None));
    let mut all: Vec<_> = told_frames.iter().filter_map(told).collect();
    let rest = Watcher::open(&ada, &format!("/scripts/{script}/events"), all.last().map(|(id, _)| *id)).await;
    all.extend(until_last(rest).await);
    assert_eq!(all, truth_of_script(&world, &script).await);
}

/// The frames of a whole answer.
fn frames(bytes: &[u8]) -> Vec<Heard> {
    let body = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    let text = std::str::from_utf8(&bytes[body..]).unwrap();
    text.split_terminator("\n\n").map(parse).filter(|heard| !heard.event.is_empty()).collect()
}

async fn until_last(mut watcher: Watcher) -> Vec<(u64, String)> {
    let mut all = Vec::new();
    loop {
        let heard = watcher.durable().await.unwrap();
        all.extend(told(&heard));
        if heard.data["data"]["after"] == "the last" {
            return all;
        }
    }
}

async fn truth_of_script(world: &World, script: &str) -> Vec<(u64, String)> {
    let filter = Filter::Script(script.parse::<ScriptId>().unwrap());
    let events = world.store.log().read(Position(0), 100_000, &filter).await.unwrap();
    events.into_iter().map(|event| (event.position.0, event.event_type)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_larger_than_what_may_wait_arrives_whole() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let mut live = Watcher::open(&ada, &format!("/scripts/{script}/events"), None).await;
    live.next().await.unwrap();
    let long = format!("{} end", "The sea. ".repeat(150_000));
    let body = json!({ "text": long, "script_type": "treatment" });
    ada.post(&format!("/scripts/{script}/versions"), &body).await.expect(201);
    assert_eq!(live.durable().await.unwrap().event, "script.version_added");
    assert_eq!(live.durable().await.unwrap().data["data"]["text"], *long);
    ada.patch(&format!("/scripts/{script}"), &json!({ "title": "Dark" })).await.expect(200);
    assert_eq!(live.durable().await.unwrap().event, "script.retitled");
}
