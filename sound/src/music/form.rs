//! Time: how many bars fill a length, how fast they go, and how intense each moment is.

use super::Brief;
use crate::SAMPLE_RATE;

/// Beats of a bar.
pub(super) const BEATS: usize = 4;

/// How long the last chord may ring, in seconds.
const RING_S: f64 = 2.6;

/// The layout of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Bars, the last one being the ending; at least one.
    pub(super) bars: usize,
    /// Frames of a beat.
    pub(super) beat: f64,
    /// Frames behind the last bar, in which its chord rings.
    ring: f64,
}

impl Form {
    /// Fits bars to a length: the tempo bends a little so that the last bar's chord has time to ring.
    pub(super) fn fit(frames: usize, tempo: f32) -> Self {
        let total = frames as f64;
        let ring = (RING_S * f64::from(SAMPLE_RATE)).min(total * 0.3);
        let ideal = 60.0 / f64::from(tempo) * f64::from(SAMPLE_RATE);
        let bars = ((total - ring) / (ideal * BEATS as f64)).round().max(1.0);
        Self { bars: bars as usize, beat: (total - ring) / (bars * BEATS as f64), ring }
    }

    /// The frame of a beat in a bar.
    pub(super) fn at(&self, bar: usize, beat: f64) -> f64 {
        (bar as f64 * BEATS as f64 + beat) * self.beat
    }

    /// How many beats the last chord is held: almost to the end.
    pub(super) fn ending(&self) -> f32 {
        (BEATS as f64 + 0.7 * self.ring / self.beat) as f32
    }

    /// Beats a minute.
    pub(super) fn tempo(&self) -> f64 {
        60.0 * f64::from(SAMPLE_RATE) / self.beat
    }

    /// Whether this bar is the ending.
    pub(super) fn is_last(&self, bar: usize) -> bool {
        bar + 1 == self.bars
    }
}

/// The tension at a fraction of the piece, between the moments that the brief gives.
pub(super) fn tension(brief: &Brief, fraction: f64) -> f32 {
    let Some(last) = brief.tension.len().checked_sub(1) else { return 0.5 };
    let place = fraction.clamp(0.0, 1.0) * last as f64;
    let (below, share) = (place as usize, place.fract() as f32);
    let (from, to) = (brief.tension[below], brief.tension[(below + 1).min(last)]);
    from + (to - from) * share
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::music::{Genre, Tone};

    #[test]
    fn tension_runs_straight_between_its_moments() {
        let tension_of = |curve: &[f32], fraction| {
            let brief = Brief {
                genre: Genre::Drama,
                tone: Tone::Neutral,
                tension: curve.to_vec(),
                frames: 1,
                seed: 1,
            };
            tension(&brief, fraction)
        };
        assert!((tension_of(&[0.0, 1.0], 0.25) - 0.25).abs() < 1e-6);
        assert!((tension_of(&[0.2, 0.8, 0.4], 1.0) - 0.4).abs() < 1e-6);
        assert!((tension_of(&[0.3], 0.9) - 0.3).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn the_bars_end_before_the_length_and_the_tempo_stays_near(seconds in 20f64..900.0, tempo in 50f32..150.0) {
            let frames = crate::frames_in(seconds);
            let form = Form::fit(frames, tempo);
            prop_assert!(form.at(form.bars, 0.0) <= frames as f64);
            let bend = form.tempo() / f64::from(tempo);
            prop_assert!((0.85..1.18).contains(&bend), "{bend}");
        }
    }
}
