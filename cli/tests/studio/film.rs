//! From a screenplay's file to a film, with the real binary; and with a worker that dies on the way.

use crate::crew::{Base, Work};
use crate::harness::{PATIENCE, Studio, home, spool, stderr, stdout};
use nix::sys::signal::Signal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Two short scenes, one speech in each.
fn screenplay() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/small.fountain")
}

/// What ffprobe says of a file.
fn probe(file: &Path) -> Value {
    let shown = ["-show_format", "-show_streams", "-show_chapters"];
    let output = Command::new("ffprobe").args(["-v", "error", "-of", "json"]).args(shown).arg(file).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn seconds(value: &Value) -> f64 {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no seconds: {value}"))
}

/// The film has pictures, sound and words, and a chapter for each scene; how long it is.
fn is_a_film(file: &Path) -> f64 {
    let probed = probe(file);
    let stream = |kind: &str| {
        let streams = probed["streams"].as_array().unwrap();
        let stream = streams.iter().find(|stream| stream["codec_type"] == kind);
        stream.unwrap_or_else(|| panic!("no {kind}: {probed}"))
    };
    let video = stream("video");
    assert_eq!((&video["width"], &video["height"]), (&1280.into(), &720.into()), "{video}");
    assert_eq!((video["codec_name"].as_str(), video["r_frame_rate"].as_str()), (Some("h264"), Some("24/1")));
    assert_eq!(stream("audio")["codec_name"], "aac");
    assert_eq!(stream("subtitle")["codec_name"], "mov_text");
    let frames: f64 = seconds(&video["nb_frames"]);
    let length = seconds(&probed["format"]["duration"]);
    assert!((frames / 24.0 - seconds(&video["duration"])).abs() < 0.001, "{video}");
    assert!((length - frames / 24.0).abs() < 0.1, "{length} s of {frames} frames");
    let chapters = probed["chapters"].as_array().unwrap();
    let titles: Vec<&str> = chapters.iter().filter_map(|it| it["tags"]["title"].as_str()).collect();
    assert_eq!(titles, ["1. EXT. PIER - NIGHT", "2. INT. KITCHEN - DAY"]);
    assert!(seconds(&chapters[1]["start_time"]) > 1.0 && seconds(&chapters[1]["end_time"]) <= length + 0.1);
    length
}

/// The film as WebM at 25 frames a second, about so long; every frame of it can be decoded.
fn is_for_the_web(file: &Path, length: f64) {
    let probed = probe(file);
    let streams = probed["streams"].as_array().unwrap();
    let codecs: Vec<_> = streams.iter().map(|stream| stream["codec_name"].as_str().unwrap()).collect();
    assert_eq!(codecs, ["vp9", "opus", "webvtt"]);
    assert_eq!(streams[0]["r_frame_rate"], "25/1");
    assert!((seconds(&probed["format"]["duration"]) - length).abs() < 0.1, "{}", probed["format"]);
    let mut decode = Command::new("ffmpeg");
    decode.args(["-nostdin", "-v", "error", "-i"]).arg(file).args(["-map", "0:v", "-f", "null", "-"]);
    let decoded = decode.args(["-progress", "-", "-nostats"]).output().unwrap();
    assert!(decoded.status.success() && decoded.stderr.is_empty(), "{}", stderr(&decoded));
    let said = stdout(&decoded);
    let frames: f64 = said.rsplit("frame=").next().unwrap().lines().next().unwrap().trim().parse().unwrap();
    assert!((frames / 25.0 - length).abs() < 0.1, "{frames} frames of {length} s");
}

/// How loud the loudest moment is, in decibels below full scale.
fn peak_db(file: &Path) -> f64 {
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-hide_banner", "-i"]).arg(file).args([
        "-af",
        "volumedetect",
        "-f",
        "null",
        "-",
    ]);
    let said = stderr(&ffmpeg.output().unwrap());
    let peak = said.split("max_volume: ").nth(1).and_then(|rest| rest.split(' ').next());
    peak.and_then(|peak| peak.parse().ok()).unwrap_or_else(|| panic!("no sound: {said}"))
}

#[test]
fn a_screenplay_becomes_a_film_with_its_sheet_and_its_words() {
    let home = home();
    let film = home.path().join("key.mp4");
    let produce = |source: &str, more: &[&str]| {
        let mut command = spool(home.path());
        command.arg("produce").arg(source).args(more).arg("--out").arg(&film);
        command.arg("--data-dir").arg(home.path().join("data"));
        command.output().unwrap()
    };
    let source_file = screenplay();
    let made = produce(source_file.to_str().unwrap(), &["--genre", "noir"]);
    assert!(made.status.success(), "{}", stderr(&made));
    let (said, told) = (stdout(&made), stderr(&made));
    assert!(said.contains("Film: ") && said.contains("key.mp4: "), "{said}");
    assert!(said.contains("2 chapters") && said.contains("0:00  1. EXT. PIER - NIGHT"), "{said}");
    for stage in ["Shots", "Frames", "Voices", "Music", "Sounds", "Mix"] {
        assert!(told.contains(&format!("{stage}: 2/2 done")), "{stage}: {told}");
    }
    assert!(told.contains("“The Key”, 2 scenes, is the script "), "{told}");
    assert!(told.contains("Animatic: 1/1 done"), "{told}");
    let length = is_a_film(&film);
    assert!((5.0..90.0).contains(&length), "{length} s");
    assert!(peak_db(&film) > -20.0, "{} dB", peak_db(&film));
    let words = fs::read_to_string(film.with_extension("vtt")).unwrap();
    assert!(words.starts_with("WEBVTT") && words.contains("You are late."), "{words}");
    let sheet = film.with_extension("contact-sheet.pdf");
    let letters = Command::new("pdftotext").arg(&sheet).arg("-").output().unwrap();
    assert!(stdout(&letters).contains("1A") && stdout(&letters).contains("KITCHEN"), "{}", stdout(&letters));

    // The next draft is the same text: nothing is made again, and the film is written again.
    let script = told.split("is the script ").nth(1).unwrap().lines().next().unwrap().to_owned();
    fs::remove_file(&film).unwrap();
    let again = produce(&script, &[]);
    assert!(again.status.success(), "{}", stderr(&again));
    assert!(stdout(&again).starts_with("Completed: 1 part, 1 reused"), "{}", stdout(&again));
    assert!((is_a_film(&film) - length).abs() < 0.001);

    // The same film for the web: only the encoding is new.
    let web = film.with_extension("webm");
    let mut command = spool(home.path());
    command.args(["produce", &script, "--fps", "25", "--out"]).arg(&web);
    let made = command.arg("--data-dir").arg(home.path().join("data")).output().unwrap();
    assert!(made.status.success(), "{}", stderr(&made));
    assert!(stderr(&made).contains("Mix: 2/2 done, 2 reused"), "nothing is mixed again: {}", stderr(&made));
    is_for_the_web(&web, length);
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn what_is_no_screenplay_is_refused_with_the_file_and_the_reason() {
    let home = home();
    let studio = Studio::up(home.path(), crate::harness::free_port());
    let token = studio.register("mara@example.org");
    let refused = |arguments: &[&str], code: i32| {
        let output = studio.client(&token, &[&["produce"], arguments].concat());
        assert_eq!(output.status.code(), Some(code), "{}", stdout(&output));
        stderr(&output)
    };
    let broken = home.path().join("broken.fdx");
    fs::write(&broken, "<?xml version=\"1.0\"?><FinalDraft><Content>").unwrap();
    let said = refused(&[broken.to_str().unwrap()], 1);
    assert!(said.contains("broken.fdx was not taken") && said.lines().count() == 1, "{said}");
    assert!(refused(&["nowhere.fountain"], 1).contains("nowhere.fountain"));
    assert!(refused(&["film.docx"], 2).contains(".fountain"));
    let (_, scripts) = studio.request("GET", "scripts", Some(&token), None);
    assert_eq!(scripts["items"], serde_json::json!([]), "nothing was made of what was refused");
}

/// How many pixels of a film's picture, within a part of it, are as good as white.
fn white(file: &Path, part: &str) -> usize {
    let filter = format!("crop={part},format=gray");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-v", "error", "-ss", "0.5", "-i"]).arg(file);
    let frame = ffmpeg.args(["-frames:v", "1", "-vf", &filter, "-f", "rawvideo", "-"]).output().unwrap();
    assert!(frame.status.success(), "{}", stderr(&frame));
    frame.stdout.iter().filter(|luma| **luma > 225).count()
}

/// Where the name of a shot stands on a slate: the upper left of the safe area.
const SLATE: &str = "400:36:64:36";

#[test]
fn a_film_and_a_clip_are_dressed_as_they_were_asked_for() {
    let home = home();
    let studio = Studio::up(home.path(), crate::harness::free_port());
    let token = studio.register("mara@example.org");
    let get = |path: &str| {
        let (status, answer) = studio.request("GET", path, Some(&token), None);
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    };
    let id = |of: &Value| of["id"].as_str().unwrap().to_owned();
    let dressed = home.path().join("dressed.mp4");
    let dress = ["--captions", "burned", "--transitions", "crossfades", "--slate", "--quality", "preview"];
    let (source, out) = (screenplay(), dressed.to_str().unwrap());
    let flags = [&["produce", source.to_str().unwrap(), "--out", out][..], &dress].concat();
    let made = studio.client(&token, &flags);
    assert!(made.status.success(), "{}", stderr(&made));
    let probed = probe(&dressed);
    let kinds: Vec<_> =
        probed["streams"].as_array().unwrap().iter().map(|it| it["codec_type"].clone()).collect();
    assert!(!kinds.contains(&"subtitle".into()), "the words are in the picture: {kinds:?}");
    let scale = |part: &str| {
        part.split(':').map(|n| (n.parse::<u32>().unwrap() / 2).to_string()).collect::<Vec<_>>().join(":")
    };
    assert!(white(&dressed, &scale(SLATE)) > 40, "the slate has letters");
    let words = fs::read_to_string(dressed.with_extension("vtt")).unwrap();
    assert!(words.contains("You are late."), "the words are kept beside it as well: {words}");

    let script = id(&get("scripts")["items"][0]);
    let scene = id(&get(&format!("scripts/{script}/versions/1/scenes"))["items"][0]);
    let shot = get(&format!("scenes/{scene}/shots"))["items"][0].clone();
    let clip = |body: Value| {
        let (status, job) =
            studio.request("POST", &format!("shots/{}/clip", id(&shot)), Some(&token), Some(&body));
        assert_eq!(status, 202, "{job}");
        assert_eq!(studio.wait_for_end(&token, &id(&job))["state"], "completed", "{job}");
        let result = get(&format!("jobs/{}/result", id(&job)))["made"].clone();
        let file = home.path().join(format!("{}.clip", id(&job)));
        let asset = result["film"]["asset"].as_str().unwrap();
        let url = format!("{}/api/v1/assets/{asset}/content", studio.url);
        let bearer = format!("authorization: Bearer {token}");
        let fetched = Command::new("curl").args(["-sf", "-H", &bearer, &url, "-o"]).arg(&file).status();
        assert!(fetched.unwrap().success(), "{url}");
        (file, result)
    };
    let (plain, told) = clip(serde_json::json!({}));
    let (slated, _) = clip(serde_json::json!({ "format": "webm", "fps": 25, "slate": true }));
    let ms = shot["duration_ms"].as_f64().unwrap();
    assert!((told["duration_ms"].as_f64().unwrap() - ms).abs() < 21.0, "{told} of {ms} ms");
    assert_eq!(told["take"], shot["active_take"]["id"]);
    for (file, codec, rate) in [(&plain, "h264", "24/1"), (&slated, "vp9", "25/1")] {
        let probed = probe(file);
        let streams = probed["streams"].as_array().unwrap();
        assert_eq!((streams.len(), &streams[0]["codec_name"]), (1, &codec.into()), "{probed}");
        assert_eq!(streams[0]["r_frame_rate"], rate);
        assert!((seconds(&probed["format"]["duration"]) - ms / 1_000.0).abs() < 0.03, "{probed}");
    }
    assert!(white(&slated, &scale(SLATE)) > white(&plain, &scale(SLATE)) + 40, "only one has a slate");
    let kept = get(&format!("assets?tag=clip&scene={scene}"));
    assert_eq!(kept["items"].as_array().unwrap().len(), 2, "{kept}");
    assert_eq!(kept["items"][0]["shot_id"], shot["id"]);
}

/// Every part of a production with what happened to it, in order.
fn stories(base: &Base, production: &str) -> BTreeMap<String, (String, Vec<String>)> {
    let sql = "select j.id::text, j.kind, e.event_type from jobs j
        join events e on e.aggregate_type = 'job' and e.aggregate_id = j.id::text
        where j.production_id = $1::text::uuid order by e.sequence";
    let mut stories: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for row in base.query(sql, &[&production]) {
        let story = stories.entry(row.get(0)).or_insert_with(|| (row.get(1), Vec::new()));
        story.1.push(row.get(2));
    }
    stories
}

/// Stops a worker while it is at a part of a kind; everything it is at.
fn freeze_at(base: &Base, worker: &Work, production: &str, kind: &str) -> Vec<String> {
    let running = "select q.job_id::text, j.kind from job_queue q join jobs j on j.id = q.job_id
        where q.production = $1::text::uuid and q.worker = $2
        and (select event_type from events where aggregate_type = 'job' and aggregate_id = q.job_id::text
             order by sequence desc limit 1) in ('job.started', 'job.phase_entered')";
    let start = Instant::now();
    loop {
        worker.signal(Signal::SIGSTOP);
        // Whatever it had sent is written.
        std::thread::sleep(Duration::from_millis(20));
        let parts = base.query(running, &[&production, &worker.name]);
        if parts.iter().any(|row| row.get::<_, &str>(1) == kind) {
            return parts.iter().map(|row| row.get(0)).collect();
        }
        worker.signal(Signal::SIGCONT);
        std::thread::sleep(Duration::from_millis(10));
        assert!(start.elapsed() < PATIENCE, "{} was never at {kind}", worker.name);
    }
}

#[test]
fn a_film_whose_worker_is_killed_goes_on_with_the_part_that_was_under_way() {
    let base = Base::new();
    let studio = base.serve();
    let token = studio.register("mara@example.org");
    let file = screenplay();
    let asked = studio.client(&token, &["produce", file.to_str().unwrap(), "--detach"]);
    assert!(asked.status.success(), "{}", stderr(&asked));
    let production = stdout(&asked).trim().to_owned();
    let mut interrupted = Vec::new();
    for kind in ["storyboard_scene", "film_script"] {
        let worker = base.work(&[]);
        interrupted.extend(freeze_at(&base, &worker, &production, kind));
        worker.kill_9();
    }
    assert!(interrupted.len() <= 3, "a worker with one slot is at few parts: {interrupted:?}");
    let _worker = base.work(&[]);
    let ended = studio.wait_for_end(&token, &production);
    assert_eq!(ended["state"], "completed", "{ended}");
    for (part, (kind, story)) in stories(&base, &production) {
        let of = |what: &str| story.iter().filter(|it| *it == what).count();
        let begun = if interrupted.contains(&part) { 2 } else { 1 };
        assert_eq!((of("job.started"), of("job.completed")), (begun, 1), "{kind}: {story:?}");
    }
    let work = base.home.path().join("data/workbench/1");
    let start = Instant::now();
    while fs::read_dir(&work).unwrap().count() > 0 {
        assert!(start.elapsed() < Duration::from_secs(10), "unfinished films are left in {}", work.display());
        std::thread::sleep(Duration::from_millis(20));
    }
}
