//! The server as a socket: what slow, silent and broken clients get.

use crate::watcher::{Watcher, Words};
use crate::worker::Worker;
use crate::world::{World, eventually, read};
use reqwest::Method;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

async fn answer(world: &World, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut bytes = Vec::new();
    let _ = timeout(Duration::from_mins(1), stream.read_to_end(&mut bytes))
        .await
        .expect("it is not left hanging");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_head_is_waited_for_only_so_long() {
    let world = World::new().await;
    let answer = answer(&world, b"GET /health/live HTTP/1.1\r\nhost: x\r\nslow: ").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    read(world.anonymous(Method::GET, "/health/live")).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_is_turned_away() {
    let world = World::new().await;
    for nonsense in [&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 and so on\r\n\r\n"[..], b"HELLO\r\n\r\n"]
    {
        let answer = answer(&world, nonsense).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
    let mut long = b"GET /health/live HTTP/1.1\r\nhost: x\r\nlong: ".to_vec();
    long.extend(std::iter::repeat_n(b'x', 200_000));
    long.extend(b"\r\nconnection: close\r\n\r\n");
    let answer = answer(&world, &long).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    read(world.anonymous(Method::GET, "/health/live")).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_breaks_off_does_nothing() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let head = world.head().await;
    for key in ["", "idempotency-key: k\r\n"] {
        let request = format!(
            "POST /api/v1/characters HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
             {key}content-length: 100\r\n\r\n{{\"name\": \"MA",
            world.address, ada.token
        );
        let mut stream = TcpStream::connect(world.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        drop(stream);
    }
    read(world.anonymous(Method::GET, "/health/live")).await.expect(200);
    assert_eq!(world.head().await, head);
    assert_eq!(world.number("select count(*) from idempotency_keys").await, 0);
    ada.character("MARA").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_survive_the_loss_of_the_connection_that_brings_them() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("The Lamp").await;
    let job = ada.job(&script).await;
    let worker = Worker::take(&world, &job).await;
    let mut watcher = Watcher::open(&ada, &format!("/jobs/{job}/events"), None).await;
    watcher.next().await.unwrap();
    let watching = tokio::spawn(watcher.rest());
    let listeners = "select count(*) from pg_stat_activity
        where datname = current_database() and query like 'listen job_%'";
    eventually(|| async { world.number(listeners).await == 1 }).await;

    let writer = worker.writer().await;
    let mut all = String::new();
    for n in 0..120 {
        let piece = format!("wave {n}, ");
        writer.text(&piece);
        all.push_str(&piece);
        if n == 40 {
            let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and query like 'listen job_%'";
            assert_eq!(world.number(kill).await, 1);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    writer.finish().await;
    // The last words come by the new connection, or with the whole text when it is there.
    eventually(|| async { world.number(listeners).await == 1 }).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    worker.complete("INT. LAMP ROOM - NIGHT").await;
    let mut words = Words::tolerant();
    for heard in watching.await.unwrap() {
        words.hear(&heard);
    }
    assert_eq!(words.text(worker.attempt), all);
}
