//! How long shots last. Speech takes its words, at 150 a minute; action takes its lines; and a page plays
//! about a minute, so action is stretched or pressed towards that.

use crate::beats::{Beat, Kindred};
use crate::coverage::{Setup, tension::is_pause};
use domain::scene::shot::{Coverage, DurationMs, ShotPlan};

/// Seconds for a word that is spoken.
const WORD_S: f64 = 0.4;
/// Seconds for a line of action, 60 characters wide: 54 lines are a page, and some of them are blank.
const LINE_S: f64 = 1.25;
/// Seconds an eighth of a page plays.
const EIGHTH_S: f64 = 7.5;

/// Sets the duration of every shot.
pub(super) fn time(shots: &mut [ShotPlan], setups: &[Setup], beats: &[Beat], page_eighths: u32) {
    let parts: Vec<(f64, f64)> = setups.iter().map(|setup| seconds(setup, beats)).collect();
    let spoken: f64 = parts.iter().map(|(spoken, _)| spoken).sum();
    let acted: f64 = parts.iter().map(|(_, acted)| acted).sum();
    let target = f64::from(page_eighths) * EIGHTH_S;
    let stretch = if acted > 0.0 { ((target - spoken) / acted).clamp(0.75, 1.35) } else { 1.0 };
    for ((shot, setup), (spoken, acted)) in shots.iter_mut().zip(setups).zip(parts) {
        let seconds = (spoken + acted * stretch).max(least(setup.role));
        shot.duration_ms = DurationMs::nearest(frames(seconds));
    }
}

/// Milliseconds of whole frames at 24 a second.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to ten minutes")]
fn frames(seconds: f64) -> u64 {
    let frames = (seconds.clamp(0.0, 600.0) * 24.0).round();
    (frames * 1_000.0 / 24.0).round() as u64
}

/// Shorter than this a shot cannot be read.
fn least(role: Coverage) -> f64 {
    match role {
        Coverage::Establishing => 3.0,
        Coverage::Master | Coverage::Moving => 2.0,
        Coverage::Insert | Coverage::Reaction => 1.25,
        _ => 1.0,
    }
}

/// Seconds of speech and seconds of action in a set-up.
fn seconds(setup: &Setup, beats: &[Beat]) -> (f64, f64) {
    if setup.answers.is_some() {
        return (0.0, 1.5);
    }
    let mut spoken = 0.0;
    let mut acted = if setup.role == Coverage::Establishing { 2.0 } else { 0.0 };
    for beat in &beats[setup.beats.clone()] {
        match &beat.kind {
            Kindred::Speech { manner, .. } => {
                let pause = manner.as_deref().is_some_and(is_pause);
                spoken += count(beat.words.len()) * WORD_S + 0.4 + if pause { 1.0 } else { 0.0 };
            }
            Kindred::Action => acted += (count(beat.text.chars().count()) / 60.0) * LINE_S + 0.5,
        }
    }
    (spoken, acted)
}

fn count(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
