//! The process boundary: what happens when a child is killed, cancelled, starved or fed with traps.

mod support;

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use film::{Cancel, FilmError, LimitKind, Options, Progress, Reel, Sound};
use support::{Studio, reel, shot};

/// A film that takes some seconds: long enough to be interrupted.
fn long_reel(studio: &Studio) -> Reel {
    let still = studio.still("long.png", "testsrc2=s=1280x720");
    let mut reel = reel(vec![shot(&still, 2000)]);
    reel.size = film::FrameSize { width: 1280, height: 720 };
    reel.shots[0].movement = film::Movement::PushIn;
    reel
}

/// The pid of the studio's child: the process that has the studio's folder among its arguments.
fn child_of(studio: &Studio) -> i32 {
    let mark = studio.dir.path().to_str().unwrap().to_owned();
    let mut found = std::fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| {
        let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
        let arguments = std::fs::read_to_string(entry.path().join("cmdline")).ok()?;
        arguments.split('\0').any(|argument| argument == mark).then_some(pid)
    });
    found.next().expect("a child works here")
}

#[test]
fn a_killed_child_is_a_crash_that_may_pass_and_leaves_nothing() {
    let studio = Studio::new();
    let reel = long_reel(&studio);
    std::fs::write(studio.path("film.mp4"), "the film before").unwrap();
    let mut killed = false;
    let progress = |step: Progress| {
        if step.frame == 20 && !killed {
            killed = true;
            let status = Command::new("kill").args(["-9", &child_of(&studio).to_string()]).status().unwrap();
            assert!(status.success());
        }
    };
    let error =
        film::render(&reel, &studio.path("film.mp4"), &studio.options(), progress, &Cancel::default())
            .unwrap_err();
    assert!(matches!(&error, FilmError::Crashed { how, .. } if how.contains("SIGKILL")), "{error}");
    assert!(error.is_transient());
    assert_eq!(std::fs::read_to_string(studio.path("film.mp4")).unwrap(), "the film before");
    assert_eq!(studio.leftovers(), 0);
}

#[test]
fn cancelling_stops_within_a_second_and_leaves_nothing() {
    let studio = Studio::new();
    let reel = long_reel(&studio);
    let cancel = Cancel::default();
    let mut asked = None;
    let progress = |step: Progress| {
        if step.frame == 10 {
            cancel.cancel();
            asked = Some(Instant::now());
        }
    };
    let error =
        film::render(&reel, &studio.path("film.mp4"), &studio.options(), progress, &cancel).unwrap_err();
    assert!(matches!(error, FilmError::Cancelled), "{error}");
    assert!(asked.unwrap().elapsed() < Duration::from_secs(1));
    assert!(!studio.path("film.mp4").exists());
    assert_eq!(studio.leftovers(), 0);
}

#[test]
fn progress_is_told_for_every_frame() {
    let studio = Studio::new();
    let reel = reel(vec![shot(&studio.flat("a.png", "gray"), 30)]);
    let mut seen = vec![];
    film::render(&reel, &studio.path("a.mp4"), &studio.options(), |step| seen.push(step), &Cancel::default())
        .unwrap();
    let want: Vec<Progress> = (1..=30).map(|frame| Progress { frame, total: 30 }).collect();
    assert_eq!(seen, want);
}

fn limited(studio: &Studio, reel: &Reel, change: impl FnOnce(&mut Options)) -> FilmError {
    let mut options = studio.options();
    change(&mut options);
    let result = film::render(reel, &studio.path("film.mp4"), &options, |_| (), &Cancel::default());
    assert!(!studio.path("film.mp4").exists());
    assert_eq!(studio.leftovers(), 0);
    result.unwrap_err()
}

#[test]
fn too_large_a_file_too_much_memory_and_too_long_a_time_are_told_apart() {
    let studio = Studio::new();
    let reel = long_reel(&studio);
    let error = limited(&studio, &reel, |options| options.limits.file_bytes = 200_000);
    assert!(matches!(error, FilmError::Limit(LimitKind::FileSize)), "{error}");
    assert!(!error.is_transient());
    let error = limited(&studio, &reel, |options| options.limits.cpu_s = 1);
    assert!(matches!(error, FilmError::Limit(LimitKind::Cpu)), "{error}");
    let error = limited(&studio, &reel, |options| options.limits.wall_s = 1);
    assert!(matches!(error, FilmError::Timeout(_)) && error.is_transient(), "{error}");
}

#[test]
fn a_child_without_memory_fails_and_says_so() {
    let studio = Studio::new();
    let still = studio.still("large.png", "testsrc2=s=6000x4000");
    let mut reel = reel(vec![shot(&still, 10)]);
    reel.sounds = vec![];
    let error = limited(&studio, &reel, |options| {
        options.limits.memory_bytes = 240 << 20;
        options.limits.threads = 1;
    });
    assert!(matches!(error, FilmError::Limit(LimitKind::Memory)), "{error}");
}

/// A PNG of grey whose header claims a size and whose data is a few bytes of zeros.
fn bomb(path: PathBuf, side: u32) -> PathBuf {
    let mut header = b"IHDR".to_vec();
    header.extend_from_slice(&side.to_be_bytes());
    header.extend_from_slice(&side.to_be_bytes());
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    let crc = |data: &[u8]| {
        !data.iter().fold(u32::MAX, |crc, byte| {
            (0..8)
                .fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xedb8_8320 ^ (c >> 1) } else { c >> 1 })
        })
    };
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec();
    file.extend_from_slice(&header);
    file.extend_from_slice(&crc(&header).to_be_bytes());
    file.extend_from_slice(b"\0\0\0\x08IDAT\x78\x9c\x63\0\0\0\x01\0");
    std::fs::write(&path, file).unwrap();
    path
}

#[test]
fn a_small_picture_that_claims_to_be_huge_is_refused_by_name() {
    let studio = Studio::new();
    let still = bomb(studio.path("bomb.png"), 19_000);
    let error = studio.render(&reel(vec![shot(&still, 5)]), "a.mp4").unwrap_err();
    let FilmError::Input { path, reason } = &error else { panic!("{error}") };
    assert_eq!(*path, still);
    assert!(reason.starts_with("19000 × 19000 pixels"), "{reason}");
    assert!(!error.is_transient());
    assert!(!studio.path("a.mp4").exists());
}

#[test]
fn a_film_that_is_a_playlist_reads_no_neighbour() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "gray");
    studio.render(&reel(vec![shot(&still, 5)]), "real.mp4").unwrap();
    let real = studio.path("real.mp4");
    for (name, text) in [
        (
            "hls.mp4",
            format!("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n", real.display()),
        ),
        ("concat.mp4", format!("ffconcat version 1.0\nfile {}\n", real.display())),
        ("text.mp4", "not a film".to_owned()),
    ] {
        std::fs::write(studio.path(name), text).unwrap();
        let error = film::probe(&studio.path(name), &studio.options()).unwrap_err();
        assert!(matches!(&error, FilmError::Input { path, .. } if path.ends_with(name)), "{name}: {error}");
    }
}

#[test]
fn a_missing_still_and_a_bad_sound_are_named_before_a_film_is_begun() {
    let studio = Studio::new();
    let still = studio.flat("a.png", "gray");
    let error =
        studio.render(&reel(vec![shot(&still, 5), shot(&studio.path("gone.png"), 5)]), "a.mp4").unwrap_err();
    assert!(matches!(&error, FilmError::Input { path, .. } if path.ends_with("gone.png")), "{error}");
    let mut reel = reel(vec![shot(&still, 5)]);
    reel.sounds = vec![Sound { path: still.clone(), start: 0 }];
    let error = studio.render(&reel, "a.mp4").unwrap_err();
    assert!(matches!(&error, FilmError::Input { path, .. } if *path == still), "{error}");
    assert!(!studio.path("a.mp4").exists());
    assert_eq!(studio.leftovers(), 0);
}

#[test]
fn a_program_that_is_no_child_is_not_believed() {
    let studio = Studio::new();
    let reel = reel(vec![shot(&studio.flat("a.png", "gray"), 5)]);
    let with = |program: &str, args: &[&str]| {
        limited(&studio, &reel, |options| {
            options.program = program.into();
            options.args = args.iter().map(|a| (*a).to_owned()).collect();
        })
    };
    assert!(matches!(with("/nowhere/spool", &[]), FilmError::Io { .. }));
    assert!(matches!(with("/bin/echo", &["hello"]), FilmError::Protocol(_)));
    assert!(matches!(with("/bin/true", &[]), FilmError::Protocol(_)));
    let FilmError::Crashed { how, stderr } = with("/bin/sh", &["-c", "echo broken >&2; exit 9"]) else {
        panic!("not a crash")
    };
    assert!(how.contains('9') && stderr == "broken", "{how}: {stderr}");
}

#[test]
fn an_invalid_reel_is_refused_without_a_child() {
    let studio = Studio::new();
    let reel = reel(vec![]);
    let error = limited(&studio, &reel, |options| options.program = "/nowhere/spool".into());
    assert_eq!(error.to_string(), "the reel cannot be filmed: shots: is 0, least is 1");
}

#[test]
fn a_child_whose_parent_dies_dies_too() {
    let studio = Studio::new();
    let request = serde_json::json!({
        "limits": film::Limits::default(),
        "parent": 1,
        "task": { "probe": { "path": "/x.mp4" } },
    });
    let path = studio.path("request.json");
    std::fs::write(&path, request.to_string()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_film-child"))
        .stdin(std::fs::File::open(path).unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the parent is gone"));
}
