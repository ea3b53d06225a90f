//! From stems to a master: levelling, ducking, the sum, and the gain at which the limited sum has the loudness that
//! is asked for. Limiting takes loudness away, so the gain is found by trying: a few rounds suffice.

use super::{
    Mix, MixSettings, Stems,
    duck::{duck, heard},
    limiter::{gains, true_peaks},
    loudness::{loudness, measure},
};
use crate::{
    Clip, SoundError, Watch,
    audio::check_length,
    from_db, to_db,
    watch::{part, tell},
};

/// Where the voice and the music are brought before the sum, in LUFS. Ambience and effects keep the levels that
/// their cues have.
const VOICE_LUFS: f64 = -18.0;
const MUSIC_LUFS: f64 = -22.0;

/// The most that levelling and the master's gain lift anything: beyond it there is only noise to lift.
const MOST_DB: f32 = 40.0;

/// How near the loudness must come, in LU.
const NEAR: f64 = 0.05;

/// Rounds of looking for the gain.
const ROUNDS: usize = 12;

/// Kept below the ceiling for other meters' filters, in decibels.
const MARGIN_DB: f32 = 0.25;

/// Mixes stems, of which any may be empty. The master is as long as the longest of them.
///
/// # Errors
/// [`SoundError::OutOfRange`] for settings nobody means and for samples that are no numbers;
/// [`SoundError::TooLong`]; [`SoundError::Cancelled`].
pub fn mix(mut stems: Stems, settings: &MixSettings, watch: &mut Watch<'_>) -> Result<Mix, SoundError> {
    settings.check()?;
    let frames = stems.each().iter().map(|(_, clip)| clip.frames()).max().unwrap_or(0);
    check_length(frames)?;
    if stems.each().iter().any(|(_, clip)| !clip.is_finite()) {
        return Err(SoundError::OutOfRange {
            what: "a sample of a stem",
            value: f64::NAN,
            low: -1.0,
            high: 1.0,
        });
    }
    level(&mut stems, frames, settings, &mut part(watch, 0.0, 0.25))?;
    let heard = heard(&stems.voice);
    duck(&mut stems.music, &heard, &settings.music);
    duck(&mut stems.ambience, &heard, &settings.ambience);
    tell(watch, 0.3)?;
    let mut sum = Clip::silence(frames);
    stems.each().iter().for_each(|(_, clip)| sum.add(clip, 0, 1.0, 1.0));
    tell(watch, 0.4)?;
    let (gain, limiting) = find_gain(&sum, settings, &mut part(watch, 0.4, 0.9))?;
    for clip in stems.each_mut() {
        *clip = std::mem::take(clip).scaled(gain);
    }
    let master = limited(&sum, gain, &limiting);
    let limited_db = -to_db(limiting.iter().copied().fold(1.0, f32::min));
    let loudness = measure(&master, &mut part(watch, 0.9, 1.0))?;
    Ok(Mix { master, stems, loudness, limited_db })
}

/// Brings the stems to one length, stereo, and to their levels.
fn level(
    stems: &mut Stems,
    frames: usize,
    settings: &MixSettings,
    watch: &mut Watch<'_>,
) -> Result<(), SoundError> {
    let targets = [Some(VOICE_LUFS), Some(MUSIC_LUFS), None, None];
    for (i, clip) in stems.each_mut().into_iter().enumerate() {
        let mut gain_db = settings.faders_db[i];
        let (from, to) = (i as f64 / 4.0, (i + 1) as f64 / 4.0);
        if let (Some(target), Some(found)) = (targets[i], loudness(clip, &mut part(watch, from, to))?) {
            gain_db += ((target - found) as f32).min(MOST_DB);
        }
        let gain = from_db(gain_db);
        let mut even = Clip::silence(frames);
        even.add(clip, 0, gain, gain);
        *clip = even;
    }
    Ok(())
}

/// The gain at which the limited sum has its loudness, and the limiter's gains for it. Silence is left alone.
fn find_gain(
    sum: &Clip,
    settings: &MixSettings,
    watch: &mut Watch<'_>,
) -> Result<(f32, Vec<f32>), SoundError> {
    let target = f64::from(settings.loudness_lufs);
    let ceiling = from_db(settings.true_peak_dbtp - MARGIN_DB);
    let peaks = true_peaks(sum);
    tell(watch, 0.2)?;
    let Some(found) = loudness(sum, &mut |_| std::ops::ControlFlow::Continue(()))? else {
        return Ok((1.0, gains(&peaks, 1.0, ceiling)));
    };
    let mut gain_db = ((target - found) as f32).min(MOST_DB);
    let mut limiting = vec![];
    for round in 0..ROUNDS {
        let (from, to) =
            (0.2 + 0.8 * round as f64 / ROUNDS as f64, 0.2 + 0.8 * (round + 1) as f64 / ROUNDS as f64);
        let gain = from_db(gain_db);
        limiting = gains(&peaks, gain, ceiling);
        let got = loudness(&limited(sum, gain, &limiting), &mut part(watch, from, to))?;
        let off = target - got.unwrap_or(target);
        if off.abs() < NEAR || round + 1 == ROUNDS || gain_db >= MOST_DB {
            break;
        }
        // Where the limiter works hard, a decibel of gain is worth much less than one of loudness.
        let eager = if round > 2 { 1.6 } else { 1.0 };
        gain_db = (gain_db + (off * eager) as f32).min(MOST_DB);
    }
    Ok((from_db(gain_db), limiting))
}

fn limited(sum: &Clip, gain: f32, limiting: &[f32]) -> Clip {
    let side = |samples: &[f32]| samples.iter().zip(limiting).map(|(x, limit)| x * gain * limit).collect();
    Clip::stereo(side(sum.left()), side(sum.right()))
}
