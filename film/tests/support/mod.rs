//! What the tests share: stills and sounds made by other programs or by hand, and the judges `ffprobe` and
//! `ffmpeg`, which know nothing of this crate.
#![expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "counts of a small film")]
#![expect(dead_code, reason = "every test file uses its own part of this")]

use std::path::{Path, PathBuf};
use std::process::Command;

use film::{
    Cancel, CaptionMode, FilmError, Finished, Format, FrameRate, FrameSize, Limits, Metadata, Movement,
    Options, Quality, Reel, Shot, Source, Transition,
};
use serde_json::Value;

pub(crate) const WIDTH: u32 = 320;
pub(crate) const HEIGHT: u32 = 180;

pub(crate) struct Studio {
    pub(crate) dir: tempfile::TempDir,
}

impl Studio {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("work")).unwrap();
        Self { dir }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn options(&self) -> Options {
        Options {
            program: env!("CARGO_BIN_EXE_film-child").into(),
            // The child does not read them; a test finds the child by them.
            args: vec![self.dir.path().to_str().unwrap().to_owned()],
            work_dir: self.path("work"),
            limits: Limits { threads: 2, wall_s: 120, ..Limits::default() },
        }
    }

    /// A still drawn by ffmpeg's own generators.
    pub(crate) fn still(&self, name: &str, source: &str) -> PathBuf {
        let path = self.path(name);
        let status = Command::new("ffmpeg")
            .args(["-v", "error", "-y", "-f", "lavfi", "-i", source, "-frames:v", "1"])
            .arg(&path)
            .status()
            .unwrap();
        assert!(status.success(), "ffmpeg draws {source}");
        path
    }

    /// A still of one colour.
    pub(crate) fn flat(&self, name: &str, colour: &str) -> PathBuf {
        self.still(name, &format!("color=c={colour}:s=640x360"))
    }

    pub(crate) fn render(&self, reel: &Reel, name: &str) -> Result<Finished, FilmError> {
        film::render(reel, &self.path(name), &self.options(), |_| (), &Cancel::default())
    }

    /// What is left in the folder of the children.
    pub(crate) fn leftovers(&self) -> usize {
        std::fs::read_dir(self.path("work")).unwrap().count()
    }
}

pub(crate) fn shot(still: &Path, frames: u32) -> Shot {
    Shot {
        source: Source::Still(still.to_owned()),
        frames,
        movement: Movement::Static,
        seed: 1,
        transition: Transition::Cut,
        slate: None,
        captions: vec![],
    }
}

pub(crate) fn reel(shots: Vec<Shot>) -> Reel {
    Reel {
        size: FrameSize { width: WIDTH, height: HEIGHT },
        fps: FrameRate::Fps24,
        format: Format::Mp4,
        quality: Quality::Standard,
        shots,
        captions: CaptionMode::Burned,
        language: None,
        chapters: vec![],
        metadata: Metadata::default(),
        sounds: vec![],
        pictures: vec![],
    }
}

/// A WAV file of a tone, left 440 Hz and right 660 Hz, written by hand.
pub(crate) fn tone(path: &Path, samples: u32) {
    let mut data = Vec::new();
    for n in 0..samples {
        let t = f64::from(n) / 48_000.0;
        for hertz in [440.0, 660.0] {
            let value = (t * hertz * std::f64::consts::TAU).sin() * 12_000.0;
            data.extend_from_slice(&(value as i16).to_le_bytes());
        }
    }
    let mut file = Vec::new();
    let size = u32::try_from(data.len()).unwrap();
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + size).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    file.extend_from_slice(&48_000_u32.to_le_bytes());
    file.extend_from_slice(&192_000_u32.to_le_bytes());
    file.extend_from_slice(b"\x04\0\x10\0data");
    file.extend_from_slice(&size.to_le_bytes());
    file.extend_from_slice(&data);
    std::fs::write(path, file).unwrap();
}

/// What ffprobe says of a file, with every frame counted.
pub(crate) fn ffprobe(path: &Path) -> Value {
    let output = Command::new("ffprobe")
        .args([
            "-v",
            "error",
            "-of",
            "json",
            "-show_format",
            "-show_streams",
            "-show_chapters",
            "-count_frames",
        ])
        .arg(path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn stream<'a>(probe: &'a Value, kind: &str) -> &'a Value {
    let streams = probe["streams"].as_array().unwrap();
    streams.iter().find(|s| s["codec_type"] == kind).unwrap_or_else(|| panic!("no {kind} in {probe:#}"))
}

pub(crate) fn seconds(value: &Value) -> f64 {
    value.as_str().unwrap_or_else(|| panic!("no seconds: {value}")).parse().unwrap()
}

/// Every frame as ffmpeg decodes it, in grey of the full range.
pub(crate) fn greys(path: &Path, width: usize, height: usize) -> Vec<Vec<u8>> {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(path)
        .args(["-map", "0:v:0", "-f", "rawvideo", "-pix_fmt", "gray", "-"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout.chunks_exact(width * height).map(<[u8]>::to_vec).collect()
}

pub(crate) fn mean(pixels: &[u8]) -> f64 {
    pixels.iter().map(|v| f64::from(*v)).sum::<f64>() / pixels.len() as f64
}

/// The mean of a part of a grey frame of `width` pixels.
pub(crate) fn mean_of(
    grey: &[u8],
    width: usize,
    columns: std::ops::Range<usize>,
    rows: std::ops::Range<usize>,
) -> f64 {
    let part: Vec<u8> = rows.flat_map(|y| grey[y * width..][columns.clone()].to_vec()).collect();
    mean(&part)
}
