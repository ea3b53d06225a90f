//! Looking into finished films: what is in them, and single pictures out of them.

mod support;

use film::{
    Cancel, Caption, CaptionMode, Chapter, FilmError, Format, Quality, Sound, StreamKind, StripRequest,
    ThumbnailRequest,
};
use support::{Studio, greys, mean, reel, shot, tone};

/// Three shots of a second, each darker than the next.
fn stairs(studio: &Studio, format: Format) -> std::path::PathBuf {
    let stills = [("a.png", "0x202020"), ("b.png", "0x707070"), ("c.png", "0xd0d0d0")];
    let mut reel = reel(stills.map(|(name, colour)| shot(&studio.flat(name, colour), 24)).to_vec());
    (reel.format, reel.quality) = (format, Quality::Draft);
    reel.captions = CaptionMode::Track;
    reel.shots[0].captions = vec![Caption { start: 0, end: 12, text: "One".into() }];
    reel.chapters = vec![Chapter { title: "All".into(), start: 0 }];
    reel.metadata.title = "Stairs".into();
    tone(&studio.path("tone.wav"), 1000);
    reel.sounds = vec![Sound { path: studio.path("tone.wav"), start: 0 }];
    let name = format!("stairs.{}", format.extension());
    studio.render(&reel, &name).unwrap();
    studio.path(&name)
}

#[test]
fn a_probe_tells_what_was_put_in() {
    let studio = Studio::new();
    for format in [Format::Mp4, Format::Webm] {
        let probe = film::probe(&stairs(&studio, format), &studio.options()).unwrap();
        // A WebM counts in what Opus puts first.
        let longer = probe.duration_us - 3_000_000;
        assert!((-1_500..7_600).contains(&longer), "{longer}");
        let video = probe.stream(StreamKind::Video).unwrap();
        assert_eq!((video.width, video.height, video.rate), (320, 180, (24, 1)));
        let audio = probe.stream(StreamKind::Audio).unwrap();
        assert_eq!((audio.sample_rate, audio.channels), (48_000, 2));
        assert!(probe.stream(StreamKind::Subtitle).is_some());
        let codecs = if format == Format::Mp4 { ("h264", "aac") } else { ("vp9", "opus") };
        assert_eq!((video.codec.as_str(), audio.codec.as_str()), codecs);
        assert_eq!(probe.chapters[0].title, "All");
        assert_eq!((probe.chapters[0].start_us, probe.chapters[0].end_us), (0, 3_000_000));
        assert!(probe.tags.iter().any(|(key, value)| key.eq_ignore_ascii_case("title") && value == "Stairs"));
    }
}

#[test]
fn a_thumbnail_shows_the_frame_that_is_on_screen_at_its_moment() {
    let studio = Studio::new();
    for format in [Format::Mp4, Format::Webm] {
        let movie = stairs(&studio, format);
        let moments = [0, 990, 1_010, 2_999, 99_000];
        let wanted: Vec<ThumbnailRequest> = moments
            .iter()
            .map(|at| ThumbnailRequest { at_ms: *at, width: 160, output: studio.path(&format!("{at}.png")) })
            .collect();
        let made = film::thumbnails(&movie, &wanted, &studio.options(), &Cancel::default()).unwrap();
        let lights: Vec<f64> = made.iter().map(|picture| mean(&greys(&picture.path, 160, 90)[0])).collect();
        for (light, want) in lights.iter().zip([32.0, 32.0, 112.0, 208.0, 208.0]) {
            assert!((light - want).abs() < 4.0, "{format:?}: {lights:?}");
        }
    }
}

#[test]
fn a_contact_strip_shows_equal_parts_row_by_row() {
    let studio = Studio::new();
    let movie = stairs(&studio, Format::Mp4);
    let wanted = StripRequest { count: 3, columns: 2, width: 80, output: studio.path("strip.png") };
    let strip = film::contact_strip(&movie, &wanted, &studio.options(), &Cancel::default()).unwrap();
    let sheet = &greys(&strip.path, 160, 92)[0];
    let light = |x: usize, y: usize| i32::from(sheet[y * 160 + x]);
    for ((x, y), want) in [((40, 20), 32), ((120, 20), 112), ((40, 66), 208), ((120, 66), 0)] {
        assert!((light(x, y) - want).abs() < 5, "at {x}, {y}: {}", light(x, y));
    }
}

#[test]
fn impossible_wishes_are_refused_by_field() {
    let studio = Studio::new();
    let movie = studio.path("none.mp4");
    let ask = |count, columns, width, output: &str| {
        let wanted = StripRequest { count, columns, width, output: studio.path(output) };
        film::contact_strip(&movie, &wanted, &studio.options(), &Cancel::default()).unwrap_err().to_string()
    };
    assert!(ask(0, 1, 80, "a.png").contains("count: is empty"));
    assert!(ask(1, 50, 80, "a.png").contains("columns: is 50, most is 40"));
    assert!(ask(1, 1, 80, "a.tiff").contains(".jpg"));
    let error = film::probe(&movie, &studio.options()).unwrap_err();
    assert!(matches!(error, FilmError::Input { path, .. } if path == movie));
}
