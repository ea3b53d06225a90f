//! Files by HTTP: brought in, recognised by their bytes, found, tagged and deleted. The files are made by
//! another program.

use crate::world::{Person, World, read, text};
use api::ApiConfig;
use reqwest::Method;
use serde_json::{Value, json};
use std::process::Command;

/// A file that ffmpeg makes of a test picture and a tone.
pub(crate) fn file(name: &str, options: &[&str]) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x36:r=8:d=0.5"])
        .args(["-f", "lavfi", "-i", "sine=d=0.5"])
        .args(options)
        .arg(&path)
        .status()
        .expect("ffmpeg is installed (scripts/bootstrap)");
    assert!(made.success(), "{name}");
    std::fs::read(path).unwrap()
}

pub(crate) fn picture() -> Vec<u8> {
    file("frame.png", &["-frames:v", "1"])
}

fn ids(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| text(&item["id"])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_comes_in_and_says_what_it_is() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let bytes = picture();
    let answer = ada.upload("?file_name=frame%203A.png&tag=storyboard", bytes.clone()).await;
    let id = text(&answer.body["id"]);
    assert_eq!(answer.header("location"), format!("/api/v1/assets/{id}"));
    assert_eq!(answer.header("etag"), "\"1\"");
    let made = answer.expect(201);
    assert_eq!((&made["type"], &made["media_type"]), (&json!("image"), &json!("image/png")));
    assert_eq!(
        (&made["width"], &made["height"], &made["duration_ms"]),
        (&json!(64), &json!(36), &json!(null))
    );
    assert_eq!((&made["file_name"], &made["tag"]), (&json!("frame 3A.png"), &json!("storyboard")));
    assert_eq!(made["bytes"], bytes.len());
    assert_eq!(made["sha256"], storage::Digest::of(&bytes).to_string());
    assert_eq!(made["provenance"], json!({ "source": { "kind": "upload" } }));
    assert_eq!(made["created_by"], ada.id());
    assert_eq!(made["links"]["content"], format!("/api/v1/assets/{id}/content"));
    assert_eq!(ada.get(&format!("/assets/{id}")).await.expect(200), made);
    assert!(made.get("owner_id").is_none() && made.get("sequence").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_type_that_is_promised_is_recognised_as_another_program_makes_it() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (still, sound) = (["-frames:v", "1"], ["-map", "1:a"]);
    for (name, options, kind, media_type) in [
        ("a.jpg", &still[..], "image", "image/jpeg"),
        ("a.gif", &still[..], "image", "image/gif"),
        ("a.webp", &still[..], "image", "image/webp"),
        ("a.exr", &still[..], "image", "image/x-exr"),
        ("a.mp4", &["-map", "0:v"], "video", "video/mp4"),
        ("a.mov", &["-map", "0:v"], "video", "video/quicktime"),
        ("a.webm", &["-map", "0:v"], "video", "video/webm"),
        ("a.mkv", &["-map", "0:v"], "video", "video/matroska"),
        ("a.wav", &sound, "audio", "audio/wav"),
        ("a.flac", &sound, "audio", "audio/flac"),
        ("a.ogg", &sound, "audio", "audio/ogg"),
        ("a.mp3", &sound, "audio", "audio/mpeg"),
        ("a.m4a", &sound, "audio", "audio/mp4"),
    ] {
        let made = ada.upload(&format!("?file_name={name}"), file(name, options)).await.expect(201);
        assert_eq!((&made["type"], &made["media_type"]), (&json!(kind), &json!(media_type)), "{name}");
        let measured = (kind == "image").then_some(64);
        assert_eq!(made["width"], json!(measured), "{name}");
    }
    let made = ada.upload("", "INT. LAMP ROOM - NIGHT\n\nDark. Ä").await.expect(201);
    assert_eq!((&made["type"], &made["file_name"]), (&json!("text"), &json!("upload.txt")));
    let made = ada.upload("", "WEBVTT\n\n00:00.000 --> 00:01.000\nDark.\n").await.expect(201);
    assert_eq!(made["media_type"], "text/vtt");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_what_it_is_said_to_be_is_refused() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let as_type = |bytes: Vec<u8>, media_type: &str| {
        read(ada.request(Method::POST, "/assets").header("content-type", media_type).body(bytes))
    };
    as_type(picture(), "image/jpeg").await.refused(415, "unsupported_file", &["/Content-Type"]);
    as_type(picture(), "image/png").await.expect(201);
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    as_type(page.clone(), "text/html").await.refused(415, "unsupported_file", &["/Content-Type"]);
    assert_eq!(as_type(page, "text/plain").await.expect(201)["media_type"], "text/plain");
    let program = b"\x7fELF\x02\x01\x01\0".to_vec();
    as_type(program, "application/octet-stream").await.refused(415, "unsupported_file", &["/body"]);
    let mut late = b"fine ".repeat(3_000);
    late.extend(b"\xff\0");
    as_type(late, "text/plain").await.refused(415, "unsupported_file", &["/body"]);
    assert_eq!(world.assets.usage().await.unwrap().objects, 2, "what was refused is not kept");
    assert_eq!(std::fs::read_dir(world.files.path().join("incoming")).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_by_what_it_is() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let text = "x".repeat(8 * 1024 * 1024 + 1);
    ada.upload("", text.clone()).await.refused(413, "payload_too_large", &["/body"]);
    // Nobody says beforehand how much comes.
    let pieces: Vec<Result<String, std::io::Error>> =
        text.as_bytes().chunks(100_000).map(|it| Ok(String::from_utf8(it.to_vec()).unwrap())).collect();
    let stream = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    ada.upload("", stream).await.refused(413, "payload_too_large", &["/body"]);
    let mut bomb = picture();
    bomb[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    let refused = ada.upload("", bomb).await.refused(422, "validation", &["/body"]);
    assert!(text_of(&refused).contains("20000 × 20000 pixels"), "{refused}");
    assert_eq!(world.assets.usage().await.unwrap().objects, 0);
}

fn text_of(problem: &Value) -> String {
    text(&problem["errors"][0]["message"])
}

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_listed_by_everything_they_belong_to() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let (script, character) = (ada.script("The Lamp").await, ada.character("MARA").await);
    let draft = json!({ "text": "INT. LAMP ROOM - NIGHT\n\nDark." });
    ada.post(&format!("/scripts/{script}/versions"), &draft).await.expect(201);
    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let scene = text(&scenes["items"][0]["id"]);
    let poster = ada.asset(&format!("?script={script}&tag=poster"), picture()).await;
    let of_scene = ada.upload(&format!("?scene={scene}&tag=mix"), file("a.wav", &["-map", "1:a"])).await;
    let of_scene = of_scene.expect(201);
    assert_eq!(of_scene["script_id"], *script, "a scene brings its script");
    let mix = text(&of_scene["id"]);
    let portrait = ada.asset(&format!("?character={character}&tag=portrait"), picture()).await;
    for (query, expected) in [
        (String::new(), vec![&portrait, &mix, &poster]),
        (format!("?script={script}"), vec![&mix, &poster]),
        (format!("?scene={scene}"), vec![&mix]),
        (format!("?character={character}"), vec![&portrait]),
        ("?type=image".into(), vec![&portrait, &poster]),
        ("?tag=poster".into(), vec![&poster]),
        (format!("?type=audio&tag=poster&script={script}"), vec![]),
    ] {
        let page = ada.get(&format!("/assets{query}")).await.expect(200);
        assert_eq!(ids(&page).iter().collect::<Vec<_>>(), expected, "{query}");
    }
    let first = ada.get("/assets?limit=2").await.expect(200);
    let next = ada.get(&format!("/assets?limit=2&cursor={}", text(&first["next_cursor"]))).await.expect(200);
    assert_eq!((ids(&first), ids(&next)), (vec![portrait, mix], vec![poster]));
    ada.get("/assets?type=hologram").await.refused(422, "validation", &["/type"]);
    ada.get("/assets?tag=x&scene=1").await.refused(422, "validation", &["/scene", "/tag"]);
    let past = ada.get(&format!("/scripts/{script}/history?type=asset")).await.expect(200);
    assert_eq!(past["items"][0]["summary"], "File “upload.wav” added as mix");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_belongs_to_what_is_there() {
    let world = World::new().await;
    let (ada, eve) = (world.person("ada").await, world.person("eve").await);
    let (script, character) = (ada.script("The Lamp").await, ada.character("MARA").await);
    let nobody = "01890000-0000-7000-8000-000000000000";
    for query in [
        format!("?script={nobody}"),
        format!("?scene={nobody}"),
        format!("?character={nobody}"),
        format!("?script={script}"),
        format!("?character={character}"),
    ] {
        eve.upload(&query, "Notes.").await.refused(404, "not_found", &[]);
    }
    ada.upload(&format!("?shot={nobody}"), "Notes.").await.refused(422, "validation", &["/scene"]);
    ada.upload("?colour=red", "Notes.").await.refused(422, "validation", &["/colour"]);
    ada.delete(&format!("/scripts/{script}")).await.expect(200);
    ada.upload(&format!("?script={script}"), "Notes.").await.refused(409, "archived", &[]);
    assert_eq!(world.assets.usage().await.unwrap().objects, 0, "nothing was taken in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_changes_and_what_is_deleted_leaves_its_tombstone() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let id = ada.asset("", picture()).await;
    let path = format!("/assets/{id}");
    let changed = ada.patch(&path, &json!({ "tag": "poster" })).await;
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(changed.expect(200)["tag"], "poster");
    let stale = ada.request(Method::PATCH, &path).header("if-match", "\"1\"").json(&json!({ "tag": "mix" }));
    read(stale).await.refused(412, "precondition_failed", &["/If-Match"]);
    ada.patch(&path, &json!({ "tag": "mystery" })).await.refused(422, "validation", &["/tag"]);
    let deleted = ada.delete(&format!("{path}?reason=blurred")).await.expect(200);
    assert!(deleted["deleted_at"].is_string());
    assert_eq!(ada.delete(&path).await.expect(200), deleted, "deleting what is deleted is no error");
    ada.patch(&path, &json!({ "tag": "mix" })).await.refused(410, "gone", &[]);
    ada.get(&format!("{path}/content")).await.refused(410, "gone", &[]);
    ada.bare_post(&format!("{path}/signed-url")).await.refused(410, "gone", &[]);
    assert_eq!(ada.get(&path).await.expect(200)["file_name"], "upload.png");
    assert_eq!(ids(&ada.get("/assets").await.expect(200)), [""; 0]);
    assert_eq!(ids(&ada.get("/assets?deleted=true").await.expect(200)), [id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_names_itself_is_made_once() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let named = |bytes: Vec<u8>| {
        read(ada.request(Method::POST, "/assets?tag=poster").header("idempotency-key", "k").body(bytes))
    };
    // More than a request that is held whole may have.
    let large = "x".repeat(6 * 1024 * 1024).into_bytes();
    let first = named(large.clone()).await;
    let again = named(large).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(first.expect(201), again.expect(201));
    named(b"other".to_vec()).await.refused(422, "idempotency_mismatch", &["/Idempotency-Key"]);
    assert_eq!(ids(&ada.get("/assets").await.expect(200)).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_at_once_are_assets_of_their_own_and_one_object() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let bytes = picture();
    let uploads = (0..8).map(|_| {
        let (ada, bytes): (Person, _) = (ada.clone(), bytes.clone());
        tokio::spawn(async move { ada.asset("", bytes).await })
    });
    let mut all = Vec::new();
    for upload in uploads.collect::<Vec<_>>() {
        all.push(upload.await.unwrap());
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 8);
    assert_eq!(world.assets.usage().await.unwrap().objects, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_keeps_what_its_quota_covers() {
    let config = ApiConfig { account_quota: Some(1_000), ..ApiConfig::default() };
    let world = World::with(config).await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let first = ada.asset("", "a".repeat(700)).await;
    ada.upload("", "b".repeat(301)).await.refused(507, "quota_exceeded", &[]);
    ada.asset("", "b".repeat(300)).await;
    ben.asset("", "c".repeat(1_000)).await;
    ada.delete(&format!("/assets/{first}")).await.expect(200);
    ada.asset("", "d".repeat(700)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_studio_that_is_full_says_so_before_it_takes_anything() {
    let world = World::limited(ApiConfig::default(), Some(1_000)).await;
    let ada = world.person("ada").await;
    ada.asset("", "a".repeat(900)).await;
    ada.upload("", "b".repeat(101)).await.refused(507, "storage_full", &[]);
    ada.asset("", "b".repeat(100)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let pieces = [Ok("half a text ".repeat(1_000)), Err(std::io::Error::other("gone"))];
    let stream = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    let sent = ada.request(Method::POST, "/assets").body(stream).send().await;
    assert!(sent.is_err());
    crate::world::eventually(|| async {
        std::fs::read_dir(world.files.path().join("incoming")).unwrap().count() == 0
    })
    .await;
    assert_eq!(world.assets.usage().await.unwrap().objects, 0);
    assert_eq!(ids(&ada.get("/assets").await.expect(200)), [""; 0]);
}
