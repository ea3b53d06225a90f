//! How tight a scene is drawn, beat by beat, from 0 to 1: it starts at its tone, rises towards its end, and
//! jumps where the words weigh.

use crate::beats::{Beat, Kindred};
use crate::text::any;
use domain::Tone;

/// Words that weigh.
const LOADED: &[&str] = &[
    "kill", "dead", "die", "death", "murder", "blood", "gun", "love", "hate", "lie", "lied", "liar", "truth",
    "never", "know", "knew", "leave", "sorry", "please", "help", "stop", "run", "afraid", "betray", "secret",
    "forgive", "goodbye", "promise", "child", "pregnant", "divorce", "guilty", "confess", "remember", "why",
    "marry", "police", "fire", "alone",
];

/// Where a scene in this tone begins.
fn base(tone: Tone) -> f64 {
    match tone {
        Tone::Suspenseful => 0.42,
        Tone::Dark | Tone::Gritty => 0.38,
        Tone::Epic | Tone::Dramatic => 0.32,
        Tone::Melancholic | Tone::Romantic => 0.27,
        Tone::Neutral | Tone::Satirical => 0.24,
        Tone::Comedic | Tone::Whimsical | Tone::Light => 0.14,
    }
}

/// How much a beat weighs by itself, from 0 to about a half.
pub(crate) fn weight(beat: &Beat) -> f64 {
    let loaded = beat.words.iter().filter(|word| any(std::slice::from_ref(word), LOADED)).take(2).count();
    let loaded = if loaded == 2 {
        0.24
    } else if loaded == 1 {
        0.15
    } else {
        0.0
    };
    let shouted = if beat.text.contains('!') { 0.1 } else { 0.0 };
    let short = if beat.speaker().is_some() && beat.words.len() <= 3 { 0.05 } else { 0.0 };
    let reading = &beat.reading;
    let acted = if reading.violence {
        0.25
    } else if reading.weakness || reading.power || reading.unease {
        0.12
    } else {
        0.0
    };
    let paused = match &beat.kind {
        Kindred::Speech { manner: Some(manner), .. } if is_pause(manner) => 0.12,
        _ => 0.0,
    };
    loaded + shouted + short + acted + paused
}

/// A parenthetical that is a silence.
pub(crate) fn is_pause(manner: &str) -> bool {
    ["beat", "pause", "silence", "long", "quiet"].iter().any(|word| manner.to_lowercase().contains(word))
}

/// Sets the tension of every beat.
pub(crate) fn draw(beats: &mut [Beat], tone: Tone, opposed: bool) {
    let start = base(tone) + if opposed { 0.06 } else { 0.0 };
    let count = beats.len().max(1);
    let mut echo = 0.0;
    for (at, beat) in beats.iter_mut().enumerate() {
        let own = weight(beat);
        echo = f64::max(own, echo * 0.6);
        beat.tension = (start + 0.28 * ratio(at, count) + echo).clamp(0.0, 1.0);
    }
}

/// A share of a whole, for counts far below what a float holds exactly.
fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    float(part) / float(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beats::{People, beats};
    use crate::cast::Cast;

    fn drawn(content: &str, tone: Tone) -> Vec<f64> {
        let cast = Cast::default();
        let mut beats = beats(content, &mut People::new(&cast)).unwrap();
        draw(&mut beats, tone, false);
        beats.iter().map(|beat| beat.tension).collect()
    }

    #[test]
    fn a_loaded_line_jumps_and_fades() {
        let tension =
            drawn("ANNA\nGood day.\n\nBEN\nI killed him!\n\nANNA\nIt is a good day to you.\n", Tone::Neutral);
        assert!(tension[1] > tension[0] + 0.2, "{tension:?}");
        assert!(tension[2] < tension[1], "{tension:?}");
    }

    #[test]
    fn a_scene_rises_and_a_comedy_starts_lower() {
        let idle = "Rain falls on the roof of it. ".repeat(10);
        let (comic, dark) = (drawn(&idle, Tone::Comedic), drawn(&idle, Tone::Dark));
        assert!(comic.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(comic.iter().zip(&dark).all(|(comic, dark)| comic < dark));
    }
}
