//! The file that comes out, as another program sees it: lengths to the frame, streams, chapters, tags, order.

mod support;

use film::{Caption, CaptionMode, Chapter, Format, FrameRate, Metadata, Quality, Sound, Transition};
use support::{Studio, ffprobe, reel, seconds, shot, stream, tone};

const RATES: [FrameRate; 3] = [FrameRate::Fps24, FrameRate::Fps25, FrameRate::Fps30];

#[test]
fn an_mp4_is_as_long_as_its_frames_at_every_rate() {
    let studio = Studio::new();
    let still = studio.still("a.png", "testsrc2=s=640x360");
    tone(&studio.path("tone.wav"), 10_000);
    for fps in RATES {
        let mut reel = reel(vec![shot(&still, 40), shot(&still, 17)]);
        reel.shots[1].transition = Transition::Crossfade(6);
        reel.fps = fps;
        reel.sounds = vec![Sound { path: studio.path("tone.wav"), start: 0 }];
        let finished = studio.render(&reel, "a.mp4").unwrap();
        assert_eq!((finished.frames, finished.fps), (51, fps));
        let probe = ffprobe(&studio.path("a.mp4"));
        let want = 51.0 / f64::from(fps.per_second());
        let video = stream(&probe, "video");
        assert_eq!(video["nb_read_frames"], "51");
        assert_eq!(video["r_frame_rate"], format!("{}/1", fps.per_second()));
        assert_eq!(video["avg_frame_rate"], format!("{}/1", fps.per_second()));
        assert!((seconds(&video["duration"]) - want).abs() < 2e-6, "{}", video["duration"]);
        assert!((seconds(&video["start_time"])).abs() < 1e-9);
        let audio = stream(&probe, "audio");
        assert!((seconds(&audio["duration"]) - want).abs() < 1.0 / 48_000.0, "{}", audio["duration"]);
        assert!((seconds(&probe["format"]["duration"]) - want).abs() < 1e-3);
    }
}

#[test]
fn a_webm_is_as_long_as_its_frames_at_every_rate() {
    let studio = Studio::new();
    let still = studio.still("a.png", "testsrc2=s=640x360");
    tone(&studio.path("tone.wav"), 10_000);
    for fps in RATES {
        let mut reel = reel(vec![shot(&still, 31)]);
        (reel.fps, reel.format, reel.quality) = (fps, Format::Webm, Quality::Draft);
        reel.sounds = vec![Sound { path: studio.path("tone.wav"), start: 0 }];
        studio.render(&reel, "a.webm").unwrap();
        let probe = ffprobe(&studio.path("a.webm"));
        assert_eq!(stream(&probe, "video")["nb_read_frames"], "31");
        assert_eq!(stream(&probe, "video")["codec_name"], "vp9");
        assert_eq!(stream(&probe, "audio")["codec_name"], "opus");
        // What an encoder puts first is before zero and not heard; the rest is not early by it.
        let begins = seconds(&stream(&probe, "audio")["start_time"]);
        assert!((-0.0075..=0.0).contains(&begins), "{begins}");
        assert!(seconds(&stream(&probe, "video")["start_time"]).abs() < 1e-9);
        // The container counts in whole milliseconds, and in what Opus puts first.
        let longer = seconds(&probe["format"]["duration"]) - 31.0 / f64::from(fps.per_second());
        assert!((-1.1e-3..7.6e-3).contains(&longer), "{longer}");
    }
}

#[test]
fn pictures_are_tagged_bt709_and_sound_is_48_khz_stereo() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "gray");
    tone(&studio.path("tone.wav"), 48_000);
    for format in [Format::Mp4, Format::Webm] {
        let mut reel = reel(vec![shot(&still, 12)]);
        (reel.format, reel.quality) = (format, Quality::Draft);
        reel.sounds = vec![Sound { path: studio.path("tone.wav"), start: 0 }];
        let name = format!("a.{}", format.extension());
        studio.render(&reel, &name).unwrap();
        let probe = ffprobe(&studio.path(&name));
        let video = stream(&probe, "video");
        assert_eq!((&video["width"], &video["height"]), (&320.into(), &180.into()));
        assert_eq!(video["pix_fmt"], "yuv420p");
        assert_eq!(video["color_range"], "tv");
        assert_eq!(video["color_space"], "bt709");
        assert_eq!(video["color_transfer"], "bt709");
        assert_eq!(video["color_primaries"], "bt709");
        let audio = stream(&probe, "audio");
        assert_eq!((&audio["sample_rate"], &audio["channels"]), (&"48000".into(), &2.into()));
    }
}

#[test]
fn chapters_metadata_and_captions_are_in_the_file() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "navy");
    for format in [Format::Mp4, Format::Webm] {
        let mut reel = reel(vec![shot(&still, 48), shot(&still, 48)]);
        (reel.format, reel.quality, reel.captions) = (format, Quality::Draft, CaptionMode::Track);
        reel.language = Some("deu".into());
        reel.shots[0].captions = vec![Caption { start: 6, end: 24, text: "Größe & <Ruhm>".into() }];
        reel.shots[1].captions = vec![Caption { start: 0, end: 36, text: "Zwei\nZeilen".into() }];
        reel.chapters = vec![
            Chapter { title: "1. Außen — Straße".into(), start: 0 },
            Chapter { title: "2. Innen".into(), start: 48 },
        ];
        reel.metadata = Metadata {
            title: "The Lamp".into(),
            author: "A. Keeper".into(),
            comment: "draft 3".into(),
            licence: "CC BY 4.0".into(),
        };
        let name = format!("a.{}", format.extension());
        studio.render(&reel, &name).unwrap();
        let probe = ffprobe(&studio.path(&name));
        let tags: std::collections::BTreeMap<String, String> = probe["format"]["tags"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(key, value)| (key.to_lowercase(), value.as_str().unwrap().to_owned()))
            .collect();
        let want = [
            ("title", "The Lamp"),
            ("artist", "A. Keeper"),
            ("comment", "draft 3"),
            ("copyright", "CC BY 4.0"),
        ];
        for (key, value) in want {
            assert_eq!(tags[key], value, "{format:?}");
        }
        let chapters = probe["chapters"].as_array().unwrap();
        let read: Vec<_> = chapters
            .iter()
            .map(|c| {
                (c["tags"]["title"].as_str().unwrap(), seconds(&c["start_time"]), seconds(&c["end_time"]))
            })
            .collect();
        assert_eq!(read, [("1. Außen — Straße", 0.0, 2.0), ("2. Innen", 2.0, 4.0)]);
        let subtitle = stream(&probe, "subtitle");
        let codec = if format == Format::Mp4 { "mov_text" } else { "webvtt" };
        assert_eq!((&subtitle["codec_name"], &subtitle["tags"]["language"]), (&codec.into(), &"deu".into()));
        let srt = studio.path("read.srt");
        let status = std::process::Command::new("ffmpeg")
            .args(["-v", "error", "-y", "-i"])
            .args([&studio.path(&name), &srt])
            .status()
            .unwrap();
        assert!(status.success());
        let read = std::fs::read_to_string(srt).unwrap().replace('\r', "");
        assert!(read.contains("00:00:00,250 --> 00:00:01,000"), "{read}");
        assert!(read.contains("00:00:02,000 --> 00:00:03,500\n"), "{read}");
        assert!(read.contains("Größe & <Ruhm>") && read.contains("Zwei\nZeilen"), "{read}");
    }
}

#[test]
fn an_mp4_can_be_played_before_it_is_all_there() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "gray");
    studio.render(&reel(vec![shot(&still, 24)]), "a.mp4").unwrap();
    let bytes = std::fs::read(studio.path("a.mp4")).unwrap();
    let at = |name: &[u8]| bytes.windows(4).position(|w| w == name).unwrap();
    assert!(at(b"moov") < at(b"mdat"));
}

#[test]
fn a_chapter_begins_with_a_key_frame_and_groups_are_two_seconds_at_most() {
    let studio = Studio::new();
    let still = studio.still("a.png", "testsrc2=s=640x360");
    let mut reel = reel(vec![shot(&still, 130)]);
    reel.chapters = vec![Chapter { title: "a".into(), start: 0 }, Chapter { title: "b".into(), start: 31 }];
    studio.render(&reel, "a.mp4").unwrap();
    let output = std::process::Command::new("ffprobe")
        .args(["-v", "error", "-select_streams", "v", "-show_entries", "frame=key_frame", "-of", "csv=p=0"])
        .arg(studio.path("a.mp4"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let keys: Vec<usize> = text
        .lines()
        .filter(|line| !line.is_empty())
        .enumerate()
        .filter(|(_, line)| line.starts_with('1'))
        .map(|(n, _)| n)
        .collect();
    assert!(keys.contains(&31), "{keys:?}");
    assert!(keys.windows(2).all(|pair| pair[1] - pair[0] <= 48), "{keys:?}");
}

#[test]
fn the_same_reel_gives_the_same_bytes() {
    let studio = Studio::new();
    let still = studio.still("a.png", "testsrc2=s=640x360");
    let mut reel = reel(vec![shot(&still, 30)]);
    reel.shots[0].movement = film::Movement::Handheld;
    let bytes = |name| {
        studio.render(&reel, name).unwrap();
        std::fs::read(studio.path(name)).unwrap()
    };
    assert_eq!(bytes("a.mp4"), bytes("b.mp4"));
}
