//! What the integration tests share: the models folder, judging by ffmpeg, and measuring pitch.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use sound::{Clip, Depth, voice::Voices};

/// The folder of the speech model, by the rule of `scripts/fetch-models`.
pub(crate) fn speech_model() -> PathBuf {
    let folder = std::env::var_os("SPOOL_MODELS_DIR").map_or_else(
        || {
            let home = || PathBuf::from(std::env::var_os("HOME").expect("HOME is set")).join(".cache");
            let cache = std::env::var_os("XDG_CACHE_HOME").map_or_else(home, PathBuf::from);
            cache.join("spool/models")
        },
        PathBuf::from,
    );
    folder.join("hibari")
}

/// Everybody who can speak.
pub(crate) fn voices() -> Voices {
    Voices::open(&speech_model()).unwrap()
}

/// Writes a clip as a file that other programs read.
pub(crate) fn saved(clip: &Clip, folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    clip.write_wav(file, Depth::Float32).unwrap();
    path
}

/// What ffmpeg's own ebur128 filter says of a clip: integrated loudness in LUFS and true peak in dBTP.
pub(crate) fn ffmpeg_loudness(clip: &Clip) -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(clip, folder.path(), "judged.wav");
    let run = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostats", "-i"])
        .arg(&path)
        .args(["-af", "ebur128=peak=true", "-f", "null", "-"])
        .output()
        .expect("ffmpeg is installed by scripts/bootstrap");
    let said = String::from_utf8_lossy(&run.stderr);
    let summary = said.rsplit("Summary:").next().unwrap();
    let number = |label: &str| -> f64 {
        let line = summary.lines().find(|line| line.trim().starts_with(label));
        let line = line.unwrap_or_else(|| panic!("no {label} in {said}"));
        line.trim()[label.len()..].split_whitespace().next().unwrap().parse().unwrap()
    };
    (number("I:"), number("Peak:"))
}

/// The median pitch of a voice, in hertz, by autocorrelation of pieces of 40 ms between 60 and 500 Hz.
pub(crate) fn median_hz(samples: &[f32]) -> f32 {
    let mut found: Vec<f32> = samples.chunks_exact(1_920 * 2).filter_map(pitch_of).collect();
    found.sort_by(f32::total_cmp);
    assert!(found.len() > 8, "hardly anything is voiced");
    found[found.len() / 2]
}

fn pitch_of(piece: &[f32]) -> Option<f32> {
    let half = piece.len() / 2;
    let energy: f32 = piece[..half].iter().map(|x| x * x).sum();
    let likeness = |lag: usize| {
        let product: f32 = piece[..half].iter().zip(&piece[lag..]).map(|(a, b)| a * b).sum();
        let other: f32 = piece[lag..lag + half].iter().map(|x| x * x).sum();
        product / (energy * other).sqrt().max(1e-6)
    };
    let all: Vec<(usize, f32)> = (96..800).map(|lag| (lag, likeness(lag))).collect();
    let best = all.iter().map(|(_, value)| *value).fold(0.0, f32::max);
    // The shortest period that is nearly as good as the best one: a multiple of it fits just as well.
    let peak = all.windows(3).find(|w| w[1].1 > 0.92 * best && w[1].1 >= w[0].1 && w[1].1 >= w[2].1);
    (energy > 1.0 && best > 0.75).then(|| peak.map(|w| 48_000.0 / w[1].0 as f32)).flatten()
}
