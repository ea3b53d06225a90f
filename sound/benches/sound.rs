//! How many times faster than real time each part of a film's sound is made, and how much memory the process
//! held at most meanwhile: `cargo bench -p sound`. Needs the speech model (`scripts/fetch-models hibari`) and the soundfont.
#![expect(clippy::print_stdout, reason = "a benchmark's result is its table")]

use std::{path::PathBuf, time::Instant};

use sound::{
    Clip, SoundError,
    effects::{Effect, render},
    frames_in,
    mix::{MixSettings, Stems, mix},
    music::{Brief, Genre, SoundFont, Tone, compose, play},
    unwatched,
    voice::{Delivery, Speaker, Voice, Voices},
};

const TEXT: &str = "The keeper climbs the stairs. Nobody has been here for a year, and the lamp is still warm. \
    She listens. Far below, a door closes, and somebody begins to sing.";

fn main() -> Result<(), SoundError> {
    println!("{:<34} {:>9} {:>9} {:>12} {:>8}", "part", "sound, s", "took, s", "× real time", "MiB");
    let (took, voices) = timed(|| Voices::open(&speech_model()))?;
    println!("{:<34} {:>9} {took:>9.3}", "speech model: opening", "");
    let mut voice = Clip::default();
    for speaker in voices.speakers() {
        let say = || voices.speak(TEXT, &Voice::of(*speaker), &Delivery::default(), 1, &mut unwatched);
        let clip = row(&format!("voice {speaker:?}"), || Ok(say()?.clip))?;
        if *speaker == Speaker::Hibari {
            voice = clip;
        }
    }
    let (took, font) = timed(SoundFont::installed)?;
    println!("{:<34} {:>9} {took:>9.3}", "soundfont: opening", "");
    let frames = frames_in(120.0);
    let mut music = Clip::default();
    for genre in [Genre::Noir, Genre::Action] {
        let brief = Brief { genre, tone: Tone::Neutral, tension: vec![0.3, 0.9], frames, seed: 1 };
        music = row(&format!("music {genre:?}"), || play(&compose(&brief)?, &font, &mut unwatched))?;
    }
    let mut ambience = Clip::default();
    for effect in [Effect::Crowd, Effect::Footsteps, Effect::Rain] {
        ambience = row(&format!("effect {effect:?}"), || render(effect, frames, 1, &mut unwatched))?;
    }
    let stems = Stems { voice, music, ambience, effects: Clip::silence(frames) };
    row("mix of four stems", || Ok(mix(stems.clone(), &MixSettings::default(), &mut unwatched)?.master))?;
    Ok(())
}

fn timed<T>(make: impl FnOnce() -> Result<T, SoundError>) -> Result<(f64, T), SoundError> {
    let began = Instant::now();
    let clip_or_tool = make()?;
    Ok((began.elapsed().as_secs_f64(), clip_or_tool))
}

/// Makes a clip twice, the first time to warm up, and prints its line.
fn row(name: &str, make: impl Fn() -> Result<Clip, SoundError>) -> Result<Clip, SoundError> {
    make()?;
    forget_peak();
    let (took, clip) = timed(make)?;
    let (seconds, mib) = (clip.seconds(), peak_mib().unwrap_or(0));
    println!("{name:<34} {seconds:>9.1} {took:>9.3} {:>12.0} {mib:>8}", seconds / took);
    Ok(clip)
}

fn speech_model() -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache");
    let cache = || std::env::var_os("XDG_CACHE_HOME").map_or_else(home, PathBuf::from).join("spool/models");
    std::env::var_os("SPOOL_MODELS_DIR").map_or_else(cache, PathBuf::from).join("hibari")
}

/// Counts the most memory anew, where the system lets it (`proc(5)`, `clear_refs`).
fn forget_peak() {
    if let Err(error) = std::fs::write("/proc/self/clear_refs", "5") {
        eprintln!("memory is counted from the start: {error}");
    }
}

/// The most memory this process has held since then.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}
