//! Plays cues: each effect is synthesised and laid at its time, into an ambience stem and an effects stem.

use super::{Cue, render};
use crate::{
    Clip, SoundError, Watch,
    audio::check_length,
    error::in_range,
    frames_in, from_db,
    watch::{part, tell},
};

/// The most cues of one call.
const MAX_CUES: usize = 2_000;

/// A bed is synthesised for this long at most and repeated, with cross-fades, from there on.
const LOOP_S: f64 = 40.0;

/// How long a loop's ends overlap.
const OVERLAP_S: f64 = 2.0;

/// What the cues sound like.
#[derive(Debug, Clone, PartialEq)]
pub struct Performed {
    /// The place.
    pub ambience: Clip,
    /// What happens in it.
    pub effects: Clip,
}

/// Plays cues into two stereo stems of this length. A cue that runs over the end is cut there.
///
/// # Errors
/// [`SoundError::OutOfRange`] for levels, places and numbers of cues nobody means; [`SoundError::TooLong`];
/// [`SoundError::Cancelled`].
pub fn perform(
    cues: &[Cue],
    frames: usize,
    seed: u64,
    watch: &mut Watch<'_>,
) -> Result<Performed, SoundError> {
    check_length(frames)?;
    in_range("the number of cues", cues.len() as f32, 0.0, MAX_CUES as f32)?;
    let mut performed = Performed { ambience: Clip::silence(frames), effects: Clip::silence(frames) };
    for (i, cue) in cues.iter().enumerate() {
        in_range("a cue's level in decibels", cue.gain_db, -120.0, 12.0)?;
        in_range("a cue's place", cue.pan, -1.0, 1.0)?;
        let length = cue.length.min(frames.saturating_sub(cue.at));
        let (from, to) = (i as f64 / cues.len() as f64, (i + 1) as f64 / cues.len() as f64);
        let own = seed.wrapping_add(i as u64 * 7919) % 1_000_000_007;
        let sound = lasting(cue, length, own, &mut part(watch, from, to))?;
        let level = from_db(cue.gain_db);
        let (left, right) = ((1.0 - cue.pan).min(1.0) * level, (1.0 + cue.pan).min(1.0) * level);
        let stem = if cue.bed { &mut performed.ambience } else { &mut performed.effects };
        stem.add(&sound, cue.at, left, right);
    }
    tell(watch, 1.0)?;
    Ok(performed)
}

/// A cue's sound; long beds repeat what was synthesised, each time faded into itself.
fn lasting(cue: &Cue, length: usize, seed: u64, watch: &mut Watch<'_>) -> Result<Clip, SoundError> {
    let (turn, overlap) = (frames_in(LOOP_S), frames_in(OVERLAP_S));
    if !cue.bed || length <= turn {
        let clip = render(cue.kind, length, seed, watch)?;
        return Ok(if cue.bed { clip.faded(frames_in(0.4), frames_in(0.6)) } else { clip });
    }
    // The bed begins behind the first turn's own fade.
    let once = equal_power_ends(render(cue.kind, turn, seed, watch)?, overlap);
    let mut all = Clip::silence(length + overlap);
    for at in (0..length + overlap).step_by(turn - overlap) {
        all.add(&once, at, 1.0, 1.0);
    }
    let all = all.without_first(overlap);
    Ok(all.faded(frames_in(0.4), frames_in(0.6)))
}

/// Ends whose powers add up to one where two of them overlap.
fn equal_power_ends(mut clip: Clip, overlap: usize) -> Clip {
    for channel in clip.channels_mut() {
        let frames = channel.len();
        for i in 0..overlap.min(frames) {
            let gain = (std::f32::consts::FRAC_PI_2 * (i as f32 + 0.5) / overlap as f32).sin();
            channel[i] *= gain;
            channel[frames - 1 - i] *= gain;
        }
    }
    clip
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{effects::Effect, unwatched};

    fn cue(kind: Effect, at: usize, length: usize, bed: bool) -> Cue {
        Cue { kind, at, length, gain_db: -10.0, pan: 0.0, bed }
    }

    #[test]
    fn beds_and_hits_go_to_their_stems() {
        let cues = [cue(Effect::Rain, 0, 96_000, true), cue(Effect::Knock, 48_000, 40_000, false)];
        let heard = perform(&cues, 96_000, 1, &mut unwatched).unwrap();
        assert_eq!((heard.ambience.frames(), heard.effects.frames()), (96_000, 96_000));
        assert!(heard.effects.left()[..48_000].iter().all(|x| x.abs() < f32::EPSILON));
        assert!(heard.effects.peak() > 0.2 && heard.ambience.peak() > 0.1);
    }

    #[test]
    fn a_long_bed_has_no_hole_where_it_repeats() {
        let frames = frames_in(95.0);
        let heard = perform(&[cue(Effect::Rain, 0, frames, true)], frames, 1, &mut unwatched).unwrap();
        let levels: Vec<f32> = heard.ambience.left()[24_000..frames - 48_000]
            .chunks(24_000)
            .map(|piece| (piece.iter().map(|x| x * x).sum::<f32>() / piece.len() as f32).sqrt())
            .collect();
        let mean = levels.iter().sum::<f32>() / levels.len() as f32;
        assert!(levels.iter().all(|level| (0.6..1.5).contains(&(level / mean))), "{levels:?}");
    }

    #[test]
    fn cues_beyond_the_end_are_cut() {
        let heard = perform(&[cue(Effect::Siren, 900, 9_000_000, false)], 1_000, 1, &mut unwatched).unwrap();
        assert_eq!(heard.effects.frames(), 1_000);
        let none = perform(&[cue(Effect::Siren, 5_000, 10, false)], 1_000, 1, &mut unwatched).unwrap();
        assert!(none.effects.peak() < f32::EPSILON);
    }

    #[test]
    fn cancelling_stops_the_work() {
        let cues = [cue(Effect::Rain, 0, 960_000, true); 3];
        let mut calls = 0;
        let mut stop = |fraction: f64| {
            calls += 1;
            if fraction > 0.3 {
                std::ops::ControlFlow::Break(())
            } else {
                std::ops::ControlFlow::Continue(())
            }
        };
        assert!(matches!(perform(&cues, 960_000, 1, &mut stop), Err(SoundError::Cancelled)));
        assert!(calls < 7);
    }

    #[test]
    fn levels_nobody_means_are_refused() {
        let loud = Cue { gain_db: 90.0, ..cue(Effect::Rain, 0, 10, true) };
        assert!(matches!(perform(&[loud], 10, 1, &mut unwatched), Err(SoundError::OutOfRange { .. })));
    }
}
