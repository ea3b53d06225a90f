//! How loud a clip is, by EBU R 128 (ITU-R BS.1770-4).

use ebur128::{EbuR128, Mode};
use serde::{Deserialize, Serialize};

use crate::{Clip, SAMPLE_RATE, SoundError, Watch, watch::tell};

/// A clip shorter than one gating block of 400 ms is measured as if it went on repeating for a second.
const SHORTEST: usize = SAMPLE_RATE as usize * 2 / 5;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Loudness {
    /// Integrated loudness in LUFS; nothing for silence.
    pub integrated_lufs: Option<f64>,
    /// True peak in dBTP (oversampled four times); nothing for silence.
    pub true_peak_dbtp: Option<f64>,
    /// Loudness range in LU.
    pub range_lu: f64,
}

/// Measures a clip.
///
/// # Errors
/// [`SoundError::Cancelled`].
pub fn measure(clip: &Clip, watch: &mut Watch<'_>) -> Result<Loudness, SoundError> {
    let meter = metered(clip, Mode::I | Mode::LRA | Mode::TRUE_PEAK, watch)?;
    let peak = [0, 1].iter().filter_map(|channel| meter.true_peak(*channel).ok()).fold(0.0, f64::max);
    Ok(Loudness {
        integrated_lufs: integrated(&meter),
        true_peak_dbtp: (peak > 0.0).then(|| 20.0 * peak.log10()),
        range_lu: meter.loudness_range().unwrap_or(0.0),
    })
}

/// The integrated loudness alone, which is much quicker.
pub(super) fn loudness(clip: &Clip, watch: &mut Watch<'_>) -> Result<Option<f64>, SoundError> {
    Ok(integrated(&metered(clip, Mode::I, watch)?))
}

fn integrated(meter: &EbuR128) -> Option<f64> {
    meter.loudness_global().ok().filter(|lufs| lufs.is_finite() && *lufs > -70.0)
}

fn metered(clip: &Clip, mode: Mode, watch: &mut Watch<'_>) -> Result<EbuR128, SoundError> {
    let mut meter =
        EbuR128::new(2, SAMPLE_RATE, mode).expect("two channels at 48 kHz are within the meter's range");
    let turns =
        if (1..SHORTEST).contains(&clip.frames()) { SAMPLE_RATE as usize / clip.frames() + 1 } else { 1 };
    let step = 10 * SAMPLE_RATE as usize;
    for at in (0..clip.frames()).step_by(step).cycle().take(clip.frames().div_ceil(step) * turns) {
        let to = (at + step).min(clip.frames());
        let sides = [&clip.left()[at..to], &clip.right()[at..to]];
        meter.add_frames_planar_f32(&sides).expect("both sides have one length");
        tell(watch, to as f64 / clip.frames() as f64)?;
    }
    Ok(meter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{frames_in, unwatched};

    fn tone(frames: usize, level: f32) -> Clip {
        let samples: Vec<f32> = (0..frames)
            .map(|i| (std::f32::consts::TAU * 997.0 * i as f32 / 48_000.0).sin() * level)
            .collect();
        Clip::stereo(samples.clone(), samples)
    }

    #[test]
    fn the_reference_tone_measures_what_the_standard_says() {
        // BS.1770-4: a 997 Hz sine at 0 dBFS in one channel is −3.01 LKFS, so in both it is 0.
        let found = measure(&tone(frames_in(5.0), 0.1), &mut unwatched).unwrap();
        assert!((found.integrated_lufs.unwrap() + 20.0).abs() < 0.1, "{found:?}");
        assert!((found.true_peak_dbtp.unwrap() + 20.0).abs() < 0.1, "{found:?}");
    }

    #[test]
    fn silence_has_no_loudness_and_a_short_clip_has() {
        let silent = measure(&Clip::silence(96_000), &mut unwatched).unwrap();
        assert_eq!((silent.integrated_lufs, silent.true_peak_dbtp), (None, None));
        let empty = measure(&Clip::silence(0), &mut unwatched).unwrap();
        assert_eq!(empty.integrated_lufs, None);
        let short = measure(&tone(4_800, 0.1), &mut unwatched).unwrap();
        assert!((short.integrated_lufs.unwrap() + 20.0).abs() < 1.0, "{short:?}");
    }
}
