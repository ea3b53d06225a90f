//! Which samples of a still a sample of the frame is made of, and how much each counts: Catmull-Rom
//! interpolation (Keys 1981, a = −½) at real positions, in fixed point, so that every machine makes the same
//! frame to the bit.

use super::camera::Window;
use super::planes::Yuv;

/// Bits behind the point of a weight.
pub(super) const POINT: u32 = 14;
/// A weight of one.
const ONE: i32 = 1 << POINT;

/// Four neighbours in a row of samples and what each counts; the weights add up to one exactly, so what is
/// flat stays flat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taps {
    pub(super) first: usize,
    pub(super) weights: [i16; 4],
}

/// One side of a window: a position in the frame is `start + step · position` in the still.
pub(super) struct Axis {
    start: f64,
    step: f64,
}

impl Axis {
    /// Across and down.
    pub(super) fn both(still: &Yuv, window: Window, frame: &Yuv) -> [Self; 2] {
        let fit = fit(still, frame);
        let side = |still: usize, frame: usize, centre: f64| {
            let step = fit * window.scale;
            let room = length(still) - length(frame) * step;
            Self { start: room / 2.0 * (1.0 + centre), step }
        };
        [side(still.width, frame.width, window.x), side(still.height, frame.height, window.y)]
    }

    /// Taps for the samples of a plane whose sample `i` lies at `i · pitch + site` in pixels.
    pub(super) fn taps(&self, samples: usize, available: usize, pitch: f64, site: f64) -> Vec<Taps> {
        let place = |i: usize| self.start + self.step * (length(i) * pitch + site);
        (0..samples).map(|i| Taps::at((place(i) - site) / pitch, available)).collect()
    }
}

/// Pixels of the still per pixel of the frame when the largest window of the frame's shape is shown.
fn fit(still: &Yuv, frame: &Yuv) -> f64 {
    (length(still.width) / length(frame.width)).min(length(still.height) / length(frame.height))
}

impl Taps {
    /// The taps around a real position among `available` samples; outside, the border repeats.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the row first")]
    fn at(position: f64, available: usize) -> Self {
        let position = position.clamp(0.0, length(available - 1));
        let whole = position as usize;
        let t = position - length(whole);
        let keys = [
            t * (t * (1.0 - 0.5 * t) - 0.5),
            1.0 + t * t * (1.5 * t - 2.5),
            t * (0.5 + t * (2.0 - 1.5 * t)),
            t * t * (0.5 * t - 0.5),
        ];
        let keys = keys.map(|key| (key * f64::from(ONE)).round() as i32);
        // What rounding leaves over goes to the nearer of the two in the middle.
        let over = ONE - keys.iter().sum::<i32>();
        let nearer = if t < 0.5 { 1 } else { 2 };
        let first = whole.saturating_sub(1).min(available - 4);
        let mut weights = [0; 4];
        for (k, key) in keys.into_iter().enumerate() {
            let neighbour = (whole + k).saturating_sub(1).min(available - 1);
            weights[neighbour - first] += key + if k == nearer { over } else { 0 };
        }
        Self { first, weights: weights.map(|weight| i16::try_from(weight).expect("about one at most")) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "sides of pictures are far below 2^53")]
fn length(pixels: usize) -> f64 {
    pixels as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_whole_position_is_its_sample_and_a_half_is_between_two() {
        let at = |position| (Taps::at(position, 100).first, Taps::at(position, 100).weights);
        assert_eq!(at(7.0), (6, [0, 16_384, 0, 0]));
        assert_eq!(at(7.5), (6, [-1_024, 9_216, 9_216, -1_024]));
    }

    #[test]
    fn at_the_border_the_last_sample_counts_for_those_that_are_not_there() {
        assert_eq!(Taps::at(-3.0, 10).weights, [16_384, 0, 0, 0]);
        let last = Taps::at(9.0, 10);
        assert_eq!((last.first, last.weights), (6, [0, 0, 0, 16_384]));
    }

    proptest! {
        #[test]
        fn taps_always_count_one_in_sum_and_stay_in_the_row(position in -50.0_f64..150.0, available in 4_usize..100) {
            let taps = Taps::at(position, available);
            prop_assert!(taps.first + 4 <= available);
            prop_assert_eq!(taps.weights.iter().map(|it| i32::from(*it)).sum::<i32>(), ONE);
        }
    }
}
