//! The bytes of assets on their way out: whole, in parts, and not at all when they are there already.

use crate::assets::{file, picture};
use crate::world::{Person, World};
use reqwest::{Method, Response};
use std::process::Command;

async fn content(person: &Person, id: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = person.request(Method::GET, &format!("/assets/{id}/content"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bytes_come_back_as_they_went_in() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let bytes = picture();
    let id = ada.asset("?file_name=3A.png", bytes.clone()).await;
    let answer = content(&ada, &id, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "content-type"), "image/png");
    assert_eq!(header(&answer, "content-length"), bytes.len().to_string());
    assert_eq!(header(&answer, "content-encoding"), "");
    assert_eq!(header(&answer, "accept-ranges"), "bytes");
    assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
    assert_eq!(header(&answer, "content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(
        header(&answer, "content-disposition"),
        "inline; filename=\"3A.png\"; filename*=UTF-8''3A.png"
    );
    assert_eq!(header(&answer, "etag"), format!("\"{}\"", storage::Digest::of(&bytes)));
    assert!(header(&answer, "cache-control").starts_with("private"));
    assert!(answer.bytes().await.unwrap() == bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_that_part_and_says_which() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let bytes: Vec<u8> = (0..600_000_u32).flat_map(u32::to_be_bytes).map(|byte| byte % 64 + 32).collect();
    let total = bytes.len();
    let id = ada.asset("", bytes.clone()).await;
    for (range, part) in [
        ("bytes=0-0", 0..1),
        ("bytes=262143-262145", 262_143..262_146),
        ("bytes=2000000-", 2_000_000..total),
        ("bytes=-5", total - 5..total),
        ("bytes=1000-99999999999", 1_000..total),
    ] {
        let answer = content(&ada, &id, &[("range", range)]).await;
        assert_eq!(answer.status(), 206, "{range}");
        let said = format!("bytes {}-{}/{total}", part.start, part.end - 1);
        assert_eq!(header(&answer, "content-range"), said);
        assert_eq!(header(&answer, "content-length"), part.len().to_string());
        assert!(answer.bytes().await.unwrap() == bytes[part], "{range}");
    }
    for range in ["bytes=5-4", "bytes=0-1,5-6", "lines=0-1"] {
        assert_eq!(content(&ada, &id, &[("range", range)]).await.status(), 200, "{range}");
    }
    let beyond = content(&ada, &id, &[("range", "bytes=2400000-")]).await;
    assert_eq!((beyond.status().as_u16(), header(&beyond, "content-range")), (416, "bytes */2400000"));
    assert_eq!(header(&beyond, "content-type"), "application/problem+json");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_there_already_is_not_sent_again() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let id = ada.asset("", "Notes.").await;
    let etag = header(&content(&ada, &id, &[]).await, "etag").to_owned();
    let known = content(&ada, &id, &[("if-none-match", &etag)]).await;
    assert_eq!((known.status().as_u16(), header(&known, "etag")), (304, etag.as_str()));
    assert!(known.bytes().await.unwrap().is_empty());
    assert_eq!(content(&ada, &id, &[("if-none-match", "\"x\"")]).await.status(), 200);
    let resumed = content(&ada, &id, &[("range", "bytes=1-2"), ("if-range", &etag)]).await;
    assert_eq!((resumed.status().as_u16(), resumed.text().await.unwrap().as_str()), (206, "ot"));
    let other = content(&ada, &id, &[("range", "bytes=1-2"), ("if-range", "\"other\"")]).await;
    assert_eq!((other.status().as_u16(), other.text().await.unwrap().as_str()), (200, "Notes."));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_says_all_but_the_bytes() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let id = ada.asset("", "Notes.").await;
    let request = ada.request(Method::HEAD, &format!("/assets/{id}/content"));
    let answer = request.header("range", "bytes=0-1").send().await.unwrap();
    assert_eq!((answer.status().as_u16(), header(&answer, "content-length")), (200, "6"));
    assert_eq!(header(&answer, "content-type"), "text/plain; charset=utf-8");
    assert!(!header(&answer, "etag").is_empty() && answer.bytes().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_at_all_can_be_read_too() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let id = ada.asset("", "").await;
    let answer = content(&ada, &id, &[]).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "content-length")), (200, "0"));
    assert_eq!(content(&ada, &id, &[("range", "bytes=0-")]).await.status(), 416);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_could_run_is_saved_and_never_shown() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    for (name, bytes) in [("a.pdf", &b"%PDF-1.7\n"[..]), ("a.zip", b"PK\x03\x04\x14\0")] {
        let id = ada.asset(&format!("?file_name={name}"), bytes).await;
        let answer = content(&ada, &id, &[]).await;
        assert!(header(&answer, "content-disposition").starts_with("attachment; "), "{name}");
    }
    let page = ada.asset("?file_name=a.html", "<script>alert(1)</script>").await;
    let answer = content(&ada, &page, &[]).await;
    assert_eq!(header(&answer, "content-type"), "text/plain; charset=utf-8");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_player_seeks_in_a_film_at_a_signed_address() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let id = ada.asset("", file("film.mp4", &["-map", "0:v"])).await;
    let signed = ada.bare_post(&format!("/assets/{id}/signed-url")).await.expect(200);
    let url = world.url(signed["url"].as_str().unwrap());
    // It reads the index at the end of the file first, by ranges.
    let probed = Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "v", "-count_frames"])
        .args(["-show_entries", "stream=width,height,nb_read_frames", "-of", "csv=p=0", &url])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&probed.stdout);
    assert_eq!(said.trim(), "64,36,4", "{}", String::from_utf8_lossy(&probed.stderr));
}
