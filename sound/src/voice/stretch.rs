//! Changing the pace of recorded speech without its pitch (WSOLA: Verhelst and Roelands 1993), for speakers that
//! cannot do so themselves: pieces of 30 ms are laid at new distances, each where it fits the one before best.

const WINDOW: usize = 1440;
const STEP: usize = WINDOW / 2;

/// How far a piece may move to fit, in samples.
const SEARCH: usize = 360;

/// The samples, `factor` times as long, at the same pitch.
pub(super) fn stretch(samples: &[f32], factor: f64) -> Vec<f32> {
    let length = (samples.len() as f64 * factor).round() as usize;
    if (factor - 1.0).abs() < 1e-3 || samples.len() < 2 * WINDOW {
        let mut same = samples.to_vec();
        same.resize(length, 0.0);
        return same;
    }
    let window: Vec<f32> =
        (0..WINDOW).map(|i| 0.5 - 0.5 * (std::f32::consts::TAU * i as f32 / WINDOW as f32).cos()).collect();
    let mut out = vec![0f32; length + WINDOW];
    let mut weight = vec![0f32; out.len()];
    let mut before = 0usize;
    for at in (0..length).step_by(STEP) {
        let ideal = (at as f64 / factor) as usize;
        let taken = if at == 0 { 0 } else { best_fit(samples, before + STEP, ideal) };
        for (i, w) in window.iter().enumerate() {
            let Some(sample) = samples.get(taken + i) else { break };
            out[at + i] += sample * w;
            weight[at + i] += w;
        }
        before = taken;
    }
    out.truncate(length);
    out.iter_mut().zip(&weight).for_each(|(sample, w)| *sample /= w.max(0.1));
    out
}

/// The start near `ideal` whose piece is most like the one that would naturally follow.
fn best_fit(samples: &[f32], natural: usize, ideal: usize) -> usize {
    let first = ideal.saturating_sub(SEARCH);
    let last = (ideal + SEARCH).min(samples.len().saturating_sub(WINDOW));
    let Some(target) = samples.get(natural..natural + STEP) else { return ideal.min(last) };
    let likeness = |start: usize| -> f32 {
        let piece = &samples[start..start + STEP];
        let (mut product, mut energy) = (0.0, 1e-9);
        for (a, b) in piece.iter().zip(target).step_by(4) {
            product += a * b;
            energy += a * a;
        }
        product / f32::sqrt(energy)
    };
    (first..=last.max(first))
        .step_by(4)
        .filter(|start| start + STEP <= samples.len())
        .max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)))
        .unwrap_or(ideal.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hz: f32, frames: usize) -> Vec<f32> {
        (0..frames).map(|i| (std::f32::consts::TAU * hz * i as f32 / 48_000.0).sin()).collect()
    }

    #[test]
    fn the_length_changes_and_the_pitch_does_not() {
        for factor in [0.6, 0.9, 1.3, 1.8] {
            let out = stretch(&tone(150.0, 48_000), factor);
            assert_eq!(out.len(), (48_000.0 * factor).round() as usize);
            let rises = out.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
            let hz = rises as f64 * 48_000.0 / out.len() as f64;
            assert!((hz - 150.0).abs() < 4.0, "{hz} Hz at {factor}");
        }
    }

    #[test]
    fn what_is_too_short_to_cut_up_is_padded() {
        assert_eq!(stretch(&[0.5; 10], 2.0).len(), 20);
        assert!(stretch(&[], 1.5).is_empty());
    }
}
