//! A film that several encoders made side by side is one film: every frame is there once, in its place, and
//! nothing shows where one encoder ended and the next began.

mod support;

use film::{Cancel, Chapter, FilmError, Format, Limits, Movement, Options, Quality, Reel, Sound, Transition};
use serde_json::Value;
use std::process::Command;
use support::{HEIGHT, Studio, WIDTH, ffprobe, greys, mean, reel, seconds, shot, stream, tone};

const W: usize = WIDTH as usize;
const H: usize = HEIGHT as usize;

fn on_threads(studio: &Studio, threads: usize) -> Options {
    let options = studio.options();
    Options { limits: Limits { threads, ..options.limits }, ..options }
}

fn render_on(studio: &Studio, reel: &Reel, name: &str, threads: usize) {
    let options = on_threads(studio, threads);
    film::render(reel, &studio.path(name), &options, |_| (), &Cancel::default()).unwrap();
}

/// A hash of the packets of all streams: a WebM file has a number of its own beside them.
fn hash(studio: &Studio, name: &str) -> String {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(studio.path(name))
        .args(["-map", "0", "-c", "copy", "-f", "streamhash", "-"])
        .output()
        .unwrap();
    assert!(output.status.success() && output.stdout.len() > 100, "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Shots of a grey each, every one lighter than the one before.
fn staircase(studio: &Studio, steps: u32, frames: u32) -> Reel {
    let still = |step: u32| {
        let grey = 40 + 10 * step;
        studio.flat(&format!("{step}.png"), &format!("0x{grey:02x}{grey:02x}{grey:02x}"))
    };
    reel((0..steps).map(|step| shot(&still(step), frames)).collect())
}

/// What ffprobe says of every packet of a kind, in the order of the file.
fn packets(studio: &Studio, name: &str, kind: &str) -> Vec<Value> {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-of", "json", "-select_streams", kind, "-show_packets"])
        .arg(studio.path(name))
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let probed: Value = serde_json::from_slice(&output.stdout).unwrap();
    probed["packets"].as_array().unwrap().clone()
}

#[test]
fn every_frame_is_there_once_and_in_its_place() {
    let studio = Studio::new();
    for format in [Format::Mp4, Format::Webm] {
        let mut reel = staircase(&studio, 12, 29);
        (reel.format, reel.quality) = (format, Quality::Draft);
        let name = format!("a.{}", format.extension());
        render_on(&studio, &reel, &name, 3);
        let frames = greys(&studio.path(&name), W, H);
        assert_eq!(frames.len(), 12 * 29, "{format:?}");
        for (number, grey) in (0_u32..).zip(&frames) {
            let want = f64::from(40 + 10 * (number / 29));
            assert!((mean(grey) - want).abs() < 3.0, "{format:?}: frame {number} is {}", mean(grey));
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let studio = Studio::new();
    let still = studio.still("a.png", "testsrc2=s=640x360");
    tone(&studio.path("tone.wav"), 200_000);
    let mut reel = reel(vec![shot(&still, 150), shot(&still, 120)]);
    reel.shots[0].movement = Movement::Handheld;
    reel.shots[1].movement = Movement::PanLeft;
    reel.shots[1].transition = Transition::Crossfade(20);
    reel.sounds = vec![Sound { path: studio.path("tone.wav"), start: 0 }];
    for format in [Format::Mp4, Format::Webm] {
        (reel.format, reel.quality) = (format, Quality::Draft);
        render_on(&studio, &reel, "one", 1);
        for threads in [2, 4] {
            render_on(&studio, &reel, "more", threads);
            assert_eq!(hash(&studio, "one"), hash(&studio, "more"), "{format:?} on {threads} threads");
        }
    }
}

#[test]
fn times_of_packets_count_up_over_every_seam() {
    let studio = Studio::new();
    let still = studio.still("a.png", "testsrc2=s=640x360");
    // Segments of 48 frames, of one frame, and of what is between chapters.
    let mut reel = reel(vec![shot(&still, 100), shot(&still, 1), shot(&still, 2), shot(&still, 60)]);
    reel.shots[0].movement = Movement::PushIn;
    reel.chapters = vec![
        Chapter { title: "a".into(), start: 0 },
        Chapter { title: "b".into(), start: 70 },
        Chapter { title: "c".into(), start: 102 },
    ];
    render_on(&studio, &reel, "a.mp4", 2);
    let packets = packets(&studio, "a.mp4", "v");
    assert_eq!(packets.len(), 163);
    let time = |packet: &Value, name: &str| packet[name].as_i64().unwrap();
    assert!(packets.windows(2).all(|two| time(&two[0], "dts") < time(&two[1], "dts")));
    assert!(packets.iter().all(|packet| time(packet, "dts") <= time(packet, "pts")));
    let mut shown: Vec<i64> = packets.iter().map(|packet| time(packet, "pts")).collect();
    shown.sort_unstable();
    let step = shown[1] - shown[0];
    assert!(shown.windows(2).all(|two| two[1] - two[0] == step), "no frame twice, none left out");
    let probe = ffprobe(&studio.path("a.mp4"));
    assert_eq!(stream(&probe, "video")["nb_read_frames"], "163");
    assert!(seconds(&stream(&probe, "video")["start_time"]).abs() < 1e-9);
}

#[test]
fn sound_lies_beside_its_picture_in_the_file() {
    let studio = Studio::new();
    let still = studio.still("a.png", "testsrc2=s=640x360");
    tone(&studio.path("tone.wav"), 48_000 * 12);
    for format in [Format::Mp4, Format::Webm] {
        let mut reel = reel(vec![shot(&still, 288)]);
        reel.shots[0].movement = Movement::PanRight;
        (reel.format, reel.quality) = (format, Quality::Draft);
        reel.sounds = vec![Sound { path: studio.path("tone.wav"), start: 0 }];
        let name = format!("a.{}", format.extension());
        render_on(&studio, &reel, &name, 3);
        let mut all = [packets(&studio, &name, "v"), packets(&studio, &name, "a")].concat();
        let place = |packet: &Value| packet["pos"].as_str().unwrap().parse::<u64>().unwrap();
        all.sort_by_key(place);
        let (mut heard, mut seen) = (0.0_f64, 0.0_f64);
        for packet in &all {
            let at = seconds(&packet["pts_time"]);
            if packet["codec_type"] == "audio" {
                heard = at;
            } else {
                seen = seen.max(at);
            }
            assert!((heard - seen).abs() < 1.2, "{format:?}: {heard} s of sound at {seen} s of picture");
        }
    }
}

#[test]
fn a_move_goes_on_over_a_seam_as_if_there_were_none() {
    let studio = Studio::new();
    let bar = studio.still("bar.png", "color=c=black:s=640x360,drawbox=x=288:y=0:w=64:h=360:c=white:t=fill");
    let mut reel = reel(vec![shot(&bar, 144)]);
    reel.shots[0].movement = Movement::TrackRight;
    render_on(&studio, &reel, "a.mp4", 2);
    let at = |grey: &[u8]| {
        let row = &grey[H / 2 * W..][..W];
        let all: f64 = row.iter().map(|v| f64::from(*v)).sum();
        (0_u32..).zip(row).map(|(x, v)| f64::from(x) * f64::from(*v)).sum::<f64>() / all
    };
    let places: Vec<f64> = greys(&studio.path("a.mp4"), W, H).iter().map(|grey| at(grey)).collect();
    let steps: Vec<f64> = places.windows(2).map(|two| two[0] - two[1]).collect();
    let jerk = |seam: usize| (steps[seam - 1] - f64::midpoint(steps[seam - 3], steps[seam + 1])).abs();
    for seam in [48, 96] {
        assert!(jerk(seam) < 0.25, "{} at {seam}: {:?}", jerk(seam), &steps[seam - 4..seam + 4]);
    }
}

#[test]
fn a_crossfade_over_a_seam_rises_without_a_step() {
    let studio = Studio::new();
    let (dark, light) = (studio.flat("dark.png", "0x202020"), studio.flat("light.png", "0xd0d0d0"));
    let mut reel = reel(vec![shot(&dark, 60), shot(&light, 90)]);
    reel.shots[1].transition = Transition::Crossfade(24);
    render_on(&studio, &reel, "a.mp4", 2);
    let means: Vec<f64> = greys(&studio.path("a.mp4"), W, H).iter().map(|grey| mean(grey)).collect();
    let steps: Vec<f64> = means[36..61].windows(2).map(|two| two[1] - two[0]).collect();
    assert!(steps.iter().all(|step| (4.0..10.0).contains(step)), "{steps:?}");
}

#[test]
fn a_fault_late_in_the_film_ends_all_of_it_and_is_told() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "gray");
    let gone = studio.path("gone.png");
    let mut shots = vec![shot(&still, 60); 6];
    shots.push(shot(&gone, 60));
    let error = film::render(
        &reel(shots),
        &studio.path("a.mp4"),
        &on_threads(&studio, 3),
        |_| (),
        &Cancel::default(),
    );
    let error = error.unwrap_err();
    assert!(matches!(&error, FilmError::Input { path, .. } if *path == gone), "{error}");
    assert!(!studio.path("a.mp4").exists());
    assert_eq!(studio.leftovers(), 0);
}

#[test]
fn a_sound_that_breaks_off_is_a_fault_of_the_film() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "gray");
    tone(&studio.path("tone.wav"), 96_000);
    let whole = std::fs::read(studio.path("tone.wav")).unwrap();
    std::fs::write(studio.path("torn.wav"), &whole[..whole.len() / 2]).unwrap();
    let mut reel = reel(vec![shot(&still, 96)]);
    reel.sounds = vec![Sound { path: studio.path("torn.wav"), start: 0 }];
    let error = studio.render(&reel, "a.mp4").unwrap_err();
    assert!(matches!(&error, FilmError::Input { path, .. } if path.ends_with("torn.wav")), "{error}");
    assert_eq!(studio.leftovers(), 0);
}
