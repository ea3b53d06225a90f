//! A true-peak limiter: peaks between samples are found by four-fold interpolation (ITU-R BS.1770-4, annex 2), and
//! the gain is down before a peak comes, since it looks ahead: minimum, slow release, then a mean over the same
//! stretch, which can never be above what a peak needs.

use std::collections::VecDeque;

use crate::Clip;

/// How far it looks ahead, in frames (5 ms).
const AHEAD: usize = 240;

/// Taps of each interpolating filter.
const TAPS: usize = 16;

/// What the gain makes up of its distance to one, every frame (half of it in 60 ms).
const RELEASE: f32 = 0.000_24;

/// The greatest value on or just behind each frame, on either side.
pub(super) fn true_peaks(clip: &Clip) -> Vec<f32> {
    let filters = filters();
    let mut peaks = vec![0f32; clip.frames()];
    for side in [clip.left(), clip.right()] {
        for (at, peak) in peaks.iter_mut().enumerate() {
            let first = at.saturating_sub(TAPS / 2 - 1);
            let near = &side[first..(at + TAPS / 2 + 1).min(side.len())];
            let highest = near.iter().fold(0f32, |highest, x| highest.max(x.abs()));
            // Between samples no signal rises to more than this many times its neighbours.
            if highest * 2.5 <= *peak || highest == 0.0 {
                continue;
            }
            *peak = peak.max(side[at].abs());
            let missing = (TAPS / 2 - 1) - (at - first);
            for filter in &filters {
                let value: f32 = filter[missing..].iter().zip(near).map(|(a, b)| a * b).sum();
                *peak = peak.max(value.abs());
            }
        }
    }
    peaks
}

/// The values a quarter, a half and three quarters of a frame later: sincs in Kaiser-like windows.
fn filters() -> [[f32; TAPS]; 3] {
    std::array::from_fn(|phase| {
        let later = (phase + 1) as f64 / 4.0;
        let filter: [f64; TAPS] = std::array::from_fn(|tap| {
            let x = tap as f64 - (TAPS / 2 - 1) as f64 - later;
            let window = (std::f64::consts::PI * x / (TAPS as f64 + 1.0)).cos().powi(2);
            (std::f64::consts::PI * x).sin() / (std::f64::consts::PI * x) * window
        });
        let sum: f64 = filter.iter().sum();
        filter.map(|tap| (tap / sum) as f32)
    })
}

/// The gain of each frame that keeps `peaks · gain` at or below the ceiling.
pub(super) fn gains(peaks: &[f32], gain: f32, ceiling: f32) -> Vec<f32> {
    let need = |i: usize| {
        let peak = peaks[i] * gain;
        if peak > ceiling { ceiling / peak } else { 1.0 }
    };
    let frames = peaks.len();
    let mut lowest: VecDeque<(usize, f32)> = VecDeque::new();
    let mut recent: VecDeque<f32> = VecDeque::from(vec![1.0; AHEAD]);
    let (mut released, mut sum) = (1f32, AHEAD as f64);
    let mut gains = vec![1f32; frames];
    for i in 0..frames + AHEAD {
        if i < frames {
            let here = need(i);
            while lowest.back().is_some_and(|(_, value)| *value >= here) {
                lowest.pop_back();
            }
            lowest.push_back((i, here));
        }
        while lowest.front().is_some_and(|(at, _)| at + AHEAD < i) {
            lowest.pop_front();
        }
        let floor = lowest.front().map_or(1.0, |(_, value)| *value);
        released = if floor < released { floor } else { released + (floor - released) * RELEASE };
        recent.push_back(released);
        sum += f64::from(released) - f64::from(recent.pop_front().unwrap_or(1.0));
        if i >= AHEAD {
            gains[i - AHEAD] = ((sum / AHEAD as f64) as f32).min(need(i - AHEAD));
        }
    }
    gains
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_peak_between_samples_is_found() {
        // A sine at a quarter of the rate, 45° off: its samples are at 0.707 and its peaks at 1.
        let samples: Vec<f32> = (0..4_800)
            .map(|i| (std::f32::consts::FRAC_PI_2 * i as f32 + std::f32::consts::FRAC_PI_4).sin())
            .collect();
        let peaks = true_peaks(&Clip::mono(samples));
        let highest = peaks[100..4_700].iter().copied().fold(0.0, f32::max);
        assert!((highest - 1.0).abs() < 0.02, "{highest}");
    }

    #[test]
    fn what_stays_below_the_ceiling_is_left_alone() {
        assert!(gains(&vec![0.5; 5_000], 1.5, 0.8).iter().all(|gain| (*gain - 1.0).abs() < 1e-6));
        assert!(gains(&[], 1.0, 0.8).is_empty());
    }

    #[test]
    fn the_gain_is_down_before_the_peak_and_back_after_it() {
        let mut peaks = vec![0.1; 48_000];
        peaks[10_000] = 2.0;
        let gains = gains(&peaks, 1.0, 1.0);
        assert!(gains[9_700] > 0.999 && gains[9_900] < 0.95 && gains[10_000] <= 0.5);
        assert!(gains[47_000] > 0.98, "{}", gains[47_000]);
        let jump = gains.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
        assert!(jump < 0.01, "it clicks: {jump}");
    }

    proptest! {
        #[test]
        fn nothing_passes_the_ceiling(peaks in proptest::collection::vec(0f32..8.0, 0..900), gain in 0.1f32..20.0) {
            for (value, peak) in gains(&peaks, gain, 0.9).iter().zip(&peaks) {
                prop_assert!(value * peak * gain <= 0.9 * 1.000_01 && *value > 0.0 && *value <= 1.0);
            }
        }
    }
}
