//! The same animatic made by this crate and by the `ffmpeg` command line: eight stills with a camera move each,
//! crossfades between them, sound under all; 1280 × 720 at 24 frames a second, H.264 with the same preset,
//! quality, threads and key frames, AAC, index in front. All take turns, so that a busy machine slows each.
//! `ffmpeg` comes twice: as people write it first, with moves that step by whole pixels of the still; and with
//! the usual remedy, stills enlarged four times before the move, which makes them about as smooth as ours.
//! Prints frames a second, their ratio, how much memory each took at most, and how large its film is.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use film::{
    Cancel, CaptionMode, Format, FrameRate, FrameSize, Limits, Metadata, Movement, Options, Quality, Reel,
    Shot, Sound, Source, Transition,
};

const SHOTS: u32 = 8;
const FRAMES: u32 = 96;
const FADE: u32 = 18;
const MOVES: [Movement; 4] = [Movement::PushIn, Movement::PanRight, Movement::PullOut, Movement::PanLeft];

fn main() {
    let rounds: usize = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(3);
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (stills, sound) = inputs(dir.path());
    let total = SHOTS * FRAMES - (SHOTS - 1) * FADE;
    let (mut ours, mut plain, mut smooth) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        let film = timed(|| by_film(dir.path(), &stills, &sound, threads));
        let stepping = timed(|| by_ffmpeg(dir.path(), &stills, &sound, threads, &graph(total, 1)));
        let enlarged = timed(|| by_ffmpeg(dir.path(), &stills, &sound, threads, &graph(total, 4)));
        // The first round warms the caches.
        if round > 0 {
            ours.push(film);
            plain.push(stepping);
            smooth.push(enlarged);
            let rate = |seconds: f64| f64::from(total) / seconds;
            let (a, b, c) = (rate(film), rate(stepping), rate(enlarged));
            println!("round {round}: film {a:.1}, ffmpeg {b:.1}, ffmpeg smooth {c:.1} frames/s");
        }
    }
    let rate = |values: &mut [f64]| f64::from(total) / median(values);
    let (a, b, c) = (rate(&mut ours), rate(&mut plain), rate(&mut smooth));
    println!("{total} frames of 1280x720 on {threads} threads, median of {rounds} rounds");
    println!(
        "film          {a:.1} frames/s, {} MiB at most, {} KiB of film",
        peak(dir.path(), "film"),
        kib(dir.path(), "film")
    );
    println!("ffmpeg        {b:.1} frames/s, ratio {:.2}", a / b);
    println!(
        "ffmpeg smooth {c:.1} frames/s, ratio {:.2}, {} MiB at most, {} KiB of film",
        a / c,
        peak(dir.path(), "ffmpeg"),
        kib(dir.path(), "ffmpeg")
    );
}

fn kib(dir: &Path, name: &str) -> u64 {
    std::fs::metadata(dir.join(format!("{name}.mp4"))).map_or(0, |file| file.len() / 1024)
}

fn timed(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Stills with the detail of drawn frames: a part of the Mandelbrot set each, a third larger than the film.
fn inputs(dir: &Path) -> (Vec<PathBuf>, PathBuf) {
    let run = |args: &[&str], path: &Path| {
        let status = Command::new("ffmpeg")
            .args(["-v", "error", "-y", "-f", "lavfi", "-i"])
            .args(args)
            .arg(path)
            .status();
        assert!(status.expect("ffmpeg is installed").success(), "ffmpeg draws {args:?}");
    };
    let still = |n: u32| {
        let path = dir.join(format!("{n}.png"));
        let source = format!("mandelbrot=s=1728x972:start_scale={}", 3.0 / f64::from(n + 1));
        run(&[&source, "-frames:v", "1"], &path);
        path
    };
    let sound = dir.join("sound.wav");
    run(&["anoisesrc=r=48000:d=40:c=pink:a=0.2", "-ac", "2", "-c:a", "pcm_s16le"], &sound);
    ((0..SHOTS).map(still).collect(), sound)
}

fn by_film(dir: &Path, stills: &[PathBuf], sound: &Path, threads: usize) {
    let shot = |(index, still): (usize, &PathBuf)| Shot {
        source: Source::Still(still.clone()),
        frames: FRAMES,
        movement: MOVES[index % MOVES.len()],
        seed: 0,
        transition: if index == 0 { Transition::Cut } else { Transition::Crossfade(FADE) },
        slate: None,
        captions: vec![],
    };
    let reel = Reel {
        size: FrameSize { width: 1280, height: 720 },
        fps: FrameRate::Fps24,
        format: Format::Mp4,
        quality: Quality::Standard,
        shots: stills.iter().enumerate().map(shot).collect(),
        captions: CaptionMode::None,
        language: None,
        chapters: vec![],
        metadata: Metadata::default(),
        sounds: vec![Sound { path: sound.to_owned(), start: 0 }],
        pictures: vec![],
    };
    let options = Options {
        program: env!("CARGO_BIN_EXE_film-child").into(),
        args: vec![],
        work_dir: dir.to_owned(),
        limits: Limits { threads, niceness: 0, ..Limits::default() },
    };
    let mut most = 0;
    let progress = |_: film::Progress| most = most.max(resident_of_children());
    film::render(&reel, &dir.join("film.mp4"), &options, progress, &Cancel::default())
        .expect("film makes it");
    std::fs::write(dir.join("film.peak"), most.to_string()).expect("a temporary file");
}

/// The filter graph that a person writes for this: a zoompan for each still, xfade between them.
fn graph(total: u32, enlarge: u32) -> String {
    let mut text = String::new();
    for n in 0..SHOTS {
        let t = format!("(on/{})", FRAMES - 1);
        let (zoom, x) = match MOVES[n as usize % MOVES.len()] {
            Movement::PushIn => (format!("1+0.25*{t}"), "iw/2-iw/zoom/2".to_owned()),
            Movement::PullOut => (format!("1.25-0.25*{t}"), "iw/2-iw/zoom/2".to_owned()),
            Movement::PanRight => ("1.19".to_owned(), format!("(iw-iw/zoom)*{t}")),
            _ => ("1.19".to_owned(), format!("(iw-iw/zoom)*(1-{t})")),
        };
        let y = "ih/2-ih/zoom/2";
        let _ = write!(
            text,
            "[{n}:v]scale=iw*{enlarge}:-1,zoompan=z='{zoom}':x='{x}':y='{y}':d={FRAMES}:s=1280x720:fps=24,format=yuv420p,settb=1/24[v{n}];"
        );
    }
    let mut last = "v0".to_owned();
    for n in 1..SHOTS {
        let offset = f64::from(n * (FRAMES - FADE)) / 24.0;
        let fade = f64::from(FADE) / 24.0;
        let _ = write!(text, "[{last}][v{n}]xfade=duration={fade}:offset={offset}[x{n}];");
        last = format!("x{n}");
    }
    let _ = write!(text, "[{last}]format=yuv420p,trim=end_frame={total}[out]");
    text
}

fn by_ffmpeg(dir: &Path, stills: &[PathBuf], sound: &Path, threads: usize, graph: &str) {
    let threads = threads.to_string();
    let seconds = (f64::from(SHOTS * FRAMES - (SHOTS - 1) * FADE) / 24.0).to_string();
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-y", "-benchmark"]);
    for still in stills {
        command.arg("-i").arg(still);
    }
    command.arg("-i").arg(sound).args(["-filter_complex", graph, "-map", "[out]", "-map"]);
    command
        .arg(format!("{SHOTS}:a"))
        .args(["-t", &seconds, "-c:v", "libx264", "-preset", "veryfast", "-crf", "20"]);
    command.args(["-profile:v", "high", "-g", "48", "-threads", &threads, "-c:a", "aac", "-b:a", "192k"]);
    command.args(["-movflags", "+faststart"]).arg(dir.join("ffmpeg.mp4"));
    command.env("AV_LOG_FORCE_NOCOLOR", "1").stdout(std::process::Stdio::null());
    let mut child = command.spawn().expect("ffmpeg starts");
    let mut most = 0;
    let status = loop {
        most = most.max(resident_of_children());
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    assert!(status.success(), "ffmpeg makes it");
    std::fs::write(dir.join("ffmpeg.peak"), most.to_string()).expect("a temporary file");
}

/// Peak resident KiB of the one child that runs.
fn resident_of_children() -> u64 {
    let pid = std::process::id();
    let path = format!("/proc/{pid}/task/{pid}/children");
    let children = std::fs::read_to_string(path).unwrap_or_default();
    let of = |pid: &str| {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    children.split_whitespace().filter_map(of).max().unwrap_or(0)
}

fn peak(dir: &Path, name: &str) -> u64 {
    let kib: u64 = std::fs::read_to_string(dir.join(format!("{name}.peak")))
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(0);
    kib / 1024
}
