//! Scripts on their way out: every format is read by another program, or by what reads it here.

use crate::imports::LAMP;
use crate::shots::{take, work};
use crate::world::{Person, World, text};
use domain::job::{Cost, JobCommand, OfScene, Work};
use domain::scene::ShotCommand;
use domain::{AccountId, Actor, AssetId, CommandId, Job, JobId, SceneId, ScriptId};
use event_store::{CommandContext, edge};
use reqwest::Method;
use serde_json::{Value, json};
use std::process::{Command, Output};

struct File {
    media_type: String,
    disposition: String,
    bytes: Vec<u8>,
}

async fn export(ada: &Person, script: &str, format: &str) -> File {
    let path = format!("/scripts/{script}/export?format={format}");
    let answer = ada.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{format}: {}", answer.text().await.unwrap());
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    let (media_type, disposition) = (header("content-type"), header("content-disposition"));
    let length: usize = header("content-length").parse().unwrap();
    let bytes = answer.bytes().await.unwrap().to_vec();
    assert_eq!(bytes.len(), length, "{format}");
    File { media_type, disposition, bytes }
}

async fn words(ada: &Person, script: &str, format: &str) -> String {
    String::from_utf8(export(ada, script, format).await.bytes).unwrap()
}

fn program(name: &str, options: &[&str], bytes: &[u8]) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    std::fs::write(&path, bytes).unwrap();
    let options: Vec<&str> = options
        .iter()
        .map(|option| if *option == "FILE" { path.to_str().unwrap() } else { option })
        .collect();
    let Output { status, stdout, stderr } = Command::new(name)
        .args(options)
        .output()
        .unwrap_or_else(|error| panic!("{name}: {error} (scripts/bootstrap)"));
    assert!(status.success(), "{name}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8_lossy(&stdout).into_owned()
}

/// A script with a still for the first shot of its first scene.
async fn drawn(world: &World, ada: &Person) -> String {
    let script = text(&ada.import("", LAMP).await.expect(201)["id"]);
    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let scene = text(&scenes["items"][0]["id"]);
    let body =
        json!({ "size": "cu", "duration_ms": 2000, "description": "=HER EYES", "characters": ["Mara"] });
    let shot = text(&ada.post(&format!("/scenes/{scene}/shots"), &body).await.expect(201)["id"]);
    ada.post(&format!("/scenes/{scene}/shots"), &json!({ "size": "ws", "duration_ms": 1500 }))
        .await
        .expect(201);
    let query = format!("?script={script}&tag=still");
    let still = AssetId(ada.asset(&query, crate::assets::picture()).await.parse().unwrap());
    work(world, &scene, ShotCommand::AddTake { take: Box::new(take(&shot, still)), choose: true }).await;
    // Nothing waited for the read model of what was recorded here: at first there is no such job.
    crate::world::eventually(|| async {
        ada.get(&format!("/shots/{shot}")).await.expect(200)["take_count"] == 1
    })
    .await;
    script
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screenplay_goes_out_as_it_came_in() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = text(&ada.import("", LAMP).await.expect(201)["id"]);
    let fountain = export(&ada, &script, "fountain").await;
    assert_eq!(String::from_utf8(fountain.bytes).unwrap(), LAMP);
    assert_eq!(fountain.media_type, "text/plain; charset=utf-8");
    assert!(
        fountain.disposition.starts_with("attachment; filename=\"The Lamp.fountain\""),
        "{}",
        fountain.disposition
    );
    let fdx = export(&ada, &script, "fdx").await.bytes;
    assert_eq!(screenplay::fdx::read(&fdx).unwrap().scenes().len(), 2);
    let pdf = export(&ada, &script, "pdf").await;
    assert_eq!(pdf.media_type, "application/pdf");
    let printed = program("pdftotext", &["-layout", "FILE", "-"], &pdf.bytes);
    assert!(printed.contains("INT. LAMP ROOM - NIGHT") && printed.contains("Me. Let me in."), "{printed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_that_was_rewritten_goes_out_as_it_is_now() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = text(&ada.import("", LAMP).await.expect(201)["id"]);
    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let sea = format!("/scenes/{}", text(&scenes["items"][1]["id"]));
    ada.patch(&sea, &json!({ "content": "A whale.\n\nWHALE\nHello.", "setting": "EXT. SEA - NOON" }))
        .await
        .expect(200);
    let fountain = words(&ada, &script, "fountain").await;
    assert!(fountain.starts_with("Title: The Lamp\n") && fountain.contains("EXT. SEA - NOON"), "{fountain}");
    assert!(fountain.contains("WHALE\nHello.") && !fountain.contains("boat"), "{fountain}");
    assert_eq!(screenplay::parse(&fountain).unwrap().scenes().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_goes_out_with_its_times_and_its_words() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = drawn(&world, &ada).await;
    let csv = words(&ada, &script, "csv").await;
    assert!(csv.contains("1A") && csv.contains("'=HER EYES"), "no cell is a formula: {csv}");
    let edl = words(&ada, &script, "edl").await;
    assert!(edl.contains("01:00:00:00 01:00:02:00"), "two seconds: {edl}");
    let otio: Value = serde_json::from_str(&words(&ada, &script, "otio").await).unwrap();
    assert_eq!(otio["OTIO_SCHEMA"], "Timeline.1");
    assert!(otio.to_string().contains("stills/1A.png"));
    let vtt = words(&ada, &script, "vtt").await;
    assert!(
        vtt.starts_with("WEBVTT\n") && vtt.contains("Tomorrow."),
        "of the scene nobody broke down: {vtt}"
    );
    assert!(words(&ada, &script, "srt").await.contains("MARA: Tomorrow."));
}

/// What a worker leaves that has mixed a scene.
async fn mixed(world: &World, ada: &Person, script: &str, scene: &str, made: Value) {
    let job = JobId(edge::fresh_id());
    let request = JobCommand::Request {
        job,
        owner: AccountId(ada.id().parse().unwrap()),
        script: Some(ScriptId(script.parse().unwrap())),
        work: Work::MixScene(OfScene { scene: SceneId(scene.parse().unwrap()), revision: 1 }),
        priority: 0,
        max_attempts: 5,
        estimate: Cost::default(),
        node: None,
    };
    let start = JobCommand::Start { worker: "bench".into(), lease_s: 60 };
    let complete = JobCommand::Complete { attempt: 1, result: made, cost: Cost::default() };
    for command in [request, JobCommand::Validate, JobCommand::Queue, start, complete] {
        let context = CommandContext::new(Actor::Worker("bench".into()), CommandId(edge::fresh_id()));
        world.store.execute::<Job>(job, command, &context).await.unwrap();
    }
    // Nothing waited for the read model of what was recorded here: at first there is no such job.
    crate::world::eventually(|| async {
        ada.get(&format!("/jobs/{job}")).await.body["state"] == "completed"
    })
    .await;
}

/// A file of sound, as a mix names it.
fn kept(number: u128) -> Value {
    json!({ "asset": AssetId(uuid::Uuid::from_u128(number)), "sha256": "" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_with_sound_is_cut_to_it() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = drawn(&world, &ada).await;
    let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
    let scene = text(&scenes["items"][0]["id"]);
    let made = json!({
        "shots": [72, 24],
        "captions": [{ "from": 12, "to": 36, "speaker": "TOM", "text": "By the sound." }],
        "loudness_lufs": -23.0,
        "stems": {
            "voice": kept(1), "music": kept(2), "ambience": kept(3), "effects": kept(4),
            "lines": [{ "speaker": "TOM", "reel_ms": 1_000, "scene_ms": 500, "ms": 750 }],
        },
    });
    mixed(&world, &ada, &script, &scene, made).await;
    let edl = words(&ada, &script, "edl").await;
    assert!(edl.contains("01:00:00:00 01:00:03:00"), "three seconds: {edl}");
    let said = "1TOM     A     C        00:00:01:00 00:00:01:18 01:00:00:12 01:00:01:06";
    assert!(edl.contains(said) && edl.contains("* SOURCE FILE: sound/scene 1 dialogue.wav"), "{edl}");
    assert!(edl.contains("1EFFECTS A4    C        00:00:00:00 00:00:04:00 01:00:00:00 01:00:04:00"), "{edl}");
    let otio: Value = serde_json::from_str(&words(&ada, &script, "otio").await).unwrap();
    let tracks = otio["tracks"]["children"].as_array().unwrap().iter().map(|track| &track["name"]);
    assert_eq!(tracks.collect::<Vec<_>>(), ["Picture", "Dialogue", "Music", "Ambience", "Effects"]);
    let vtt = words(&ada, &script, "vtt").await;
    assert!(vtt.contains("00:00:00.500 --> 00:00:01.500\n<v TOM>By the sound.</v>"), "{vtt}");
    // One shot more, and the sound is of another cut.
    ada.shot(&scene).await;
    assert!(words(&ada, &script, "edl").await.contains("01:00:00:00 01:00:02:00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sheets_are_paper_and_an_archive_holds_everything() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = drawn(&world, &ada).await;
    let film = crate::assets::file("film.mp4", &["-map", "0:v"]);
    ada.asset(&format!("?script={script}&tag=animatic&file_name=film.mp4"), film.clone()).await;
    for format in ["contact-sheet", "shot-list"] {
        let sheet = export(&ada, &script, format).await;
        let printed = program("pdftotext", &["FILE", "-"], &sheet.bytes);
        assert!(printed.contains("1A") && printed.contains("LAMP ROOM"), "{format}: {printed}");
    }
    let pictures =
        program("pdfimages", &["-list", "FILE"], &export(&ada, &script, "contact-sheet").await.bytes);
    assert!(pictures.lines().count() > 2, "the still is on it: {pictures}");
    let zip = export(&ada, &script, "zip").await;
    assert_eq!(zip.media_type, "application/zip");
    program("python3", &["-m", "zipfile", "-t", "FILE"], &zip.bytes);
    let listed = program("python3", &["-m", "zipfile", "-l", "FILE"], &zip.bytes);
    for name in [
        "The Lamp.fountain",
        "The Lamp.fdx",
        "The Lamp.pdf",
        "The Lamp shots.csv",
        "The Lamp.srt",
        "The Lamp.vtt",
        "The Lamp.otio",
        "The Lamp.edl",
        "The Lamp contact sheet.pdf",
        "The Lamp shot list.pdf",
        "stills/1A.png",
        "The Lamp.mp4",
    ] {
        assert!(listed.contains(name), "{name}: {listed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_must_be_something_to_export() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    let script = ada.script("Empty").await;
    ada.get(&format!("/scripts/{script}/export?format=pdf")).await.refused(409, "not_producible", &[]);
    ada.get(&format!("/scripts/{script}/export?format=doc")).await.refused(422, "validation", &["/format"]);
    ada.get(&format!("/scripts/{script}/export")).await.refused(422, "validation", &["/format"]);
    let body = json!({ "text": "Just an idea.", "script_type": "treatment" });
    ada.post(&format!("/scripts/{script}/versions"), &body).await.expect(201);
    assert_eq!(words(&ada, &script, "fountain").await, "Just an idea.");
    ada.get(&format!("/scripts/{script}/export?format=edl")).await.refused(409, "not_producible", &[]);
    ada.get(&format!("/scripts/{script}/export?format=edl&version=7")).await.refused(404, "not_found", &[]);
}
