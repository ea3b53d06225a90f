//! Changing the sample rate by any ratio with a windowed sinc, whose cut-off falls with the lower of the two
//! rates so that nothing folds back (Smith, "Digital Audio Resampling", CCRMA).

use std::f64::consts::PI;

/// Zero crossings of the sinc on each side.
const CROSSINGS: f64 = 24.0;

/// Steps of the tabled kernel between two zero crossings.
const STEPS: usize = 512;

/// The samples at `ratio` times their rate: `ratio` times as many, the first at the same instant.
pub(crate) fn resample(samples: &[f32], ratio: f64) -> Vec<f32> {
    if (ratio - 1.0).abs() < 1e-9 || samples.is_empty() {
        return samples.to_vec();
    }
    let cutoff = ratio.min(1.0) * 0.96;
    let reach = CROSSINGS / cutoff;
    let table = kernel();
    let length = (samples.len() as f64 * ratio).round() as usize;
    (0..length)
        .map(|i| {
            let centre = i as f64 / ratio;
            let first = (centre - reach).ceil().max(0.0) as usize;
            let last = ((centre + reach).floor() as usize).min(samples.len() - 1);
            let mut sum = 0.0;
            for (k, sample) in samples.iter().enumerate().take(last + 1).skip(first) {
                let place = (k as f64 - centre).abs() * cutoff * STEPS as f64;
                let (below, rest) = (place as usize, place.fract());
                sum += f64::from(*sample) * (table[below] + (table[below + 1] - table[below]) * rest);
            }
            (sum * cutoff) as f32
        })
        .collect()
}

/// Half of a Blackman-windowed sinc, by distance in crossings.
fn kernel() -> Vec<f64> {
    (0..=CROSSINGS as usize * STEPS + 2)
        .map(|i| {
            let x = i as f64 / STEPS as f64;
            let window = 0.42 + 0.5 * (PI * x / CROSSINGS).cos() + 0.08 * (2.0 * PI * x / CROSSINGS).cos();
            let sinc = if i == 0 { 1.0 } else { (PI * x).sin() / (PI * x) };
            if x > CROSSINGS { 0.0 } else { sinc * window }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sine(hz: f64, rate: f64, frames: usize) -> Vec<f32> {
        (0..frames).map(|i| (2.0 * PI * hz * i as f64 / rate).sin() as f32).collect()
    }

    #[test]
    fn a_tone_keeps_its_pitch_and_level_between_rates() {
        for rate in [16_000.0, 24_000.0, 44_100.0, 96_000.0] {
            let ours = resample(&sine(1_000.0, rate, rate as usize), 48_000.0 / rate);
            let ideal = sine(1_000.0, 48_000.0, ours.len());
            let worst = (500..47_000).map(|i| (ours[i] - ideal[i]).abs()).fold(0.0, f32::max);
            assert_eq!(ours.len(), 48_000);
            assert!(worst < 2e-3, "{rate} Hz: off by {worst}");
        }
    }

    #[test]
    fn what_the_lower_rate_cannot_carry_is_gone() {
        let halved = resample(&sine(18_000.0, 48_000.0, 48_000), 0.5);
        let loudest = halved[200..23_800].iter().fold(0f32, |peak, x| peak.max(x.abs()));
        assert!(loudest < 1e-3, "{loudest} folded back");
    }

    #[test]
    fn nothing_stays_nothing() {
        assert!(resample(&[], 2.0).is_empty());
    }
}
