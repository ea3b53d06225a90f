//! Ducking: where the voice is heard, what would cover it steps back. The voice is known in full, so the step
//! begins before the first word (attack) and ends after the last one (hold, then release).

use crate::{Clip, SAMPLE_RATE, from_db};

/// One value of the curve every 10 ms.
const STEP: usize = SAMPLE_RATE as usize / 100;

/// The voice counts as heard from this root mean square on (−46 dBFS).
const HEARD: f32 = 0.005;

/// How a stem is ducked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ducking {
    /// How far it steps back, in decibels.
    pub depth_db: f32,
    /// How long it takes to step back, before the word, in seconds.
    pub attack_s: f32,
    /// How long it stays back after a word, in seconds.
    pub hold_s: f32,
    /// How long it takes to return, in seconds.
    pub release_s: f32,
}

/// Where the voice is heard, every 10 ms.
pub(super) fn heard(voice: &Clip) -> Vec<bool> {
    let power = |piece: &[f32]| piece.iter().map(|x| x * x).sum::<f32>() / piece.len() as f32;
    let sides = voice.left().chunks(STEP).zip(voice.right().chunks(STEP));
    sides.map(|(left, right)| power(left).max(power(right)) > HEARD * HEARD).collect()
}

/// The decibels of the curve, every 10 ms: straight lines down before speech and up after it.
fn curve(heard: &[bool], ducking: &Ducking) -> Vec<f32> {
    let steps = |seconds: f32| ((seconds * 100.0).round().max(1.0)) as usize;
    let (attack, hold, release) = (steps(ducking.attack_s), steps(ducking.hold_s), steps(ducking.release_s));
    let mut to_speech = vec![usize::MAX; heard.len()];
    let mut since_speech = vec![usize::MAX; heard.len()];
    let mut distance = usize::MAX;
    for (i, here) in heard.iter().enumerate() {
        distance = if *here { 0 } else { distance.saturating_add(1) };
        since_speech[i] = distance;
    }
    distance = usize::MAX;
    for (i, here) in heard.iter().enumerate().rev() {
        distance = if *here { 0 } else { distance.saturating_add(1) };
        to_speech[i] = distance;
    }
    let part = |distance: usize, length: usize| 1.0 - (distance as f32 / length as f32).min(1.0);
    let depth = to_speech.iter().zip(since_speech).map(|(before, after)| {
        let back = part(*before, attack).max(part(after.saturating_sub(hold), release));
        -ducking.depth_db * back
    });
    depth.collect()
}

/// Turns a stem down where the voice is heard.
pub(super) fn duck(stem: &mut Clip, heard: &[bool], ducking: &Ducking) {
    let gains: Vec<f32> = curve(heard, ducking).into_iter().map(from_db).collect();
    let Some(last) = gains.last().copied() else { return };
    for channel in stem.channels_mut() {
        for (i, sample) in channel.iter_mut().enumerate() {
            let (slot, share) = (i / STEP, (i % STEP) as f32 / STEP as f32);
            let from = gains.get(slot).copied().unwrap_or(last);
            let to = gains.get(slot + 1).copied().unwrap_or(last);
            *sample *= from + (to - from) * share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUCKING: Ducking = Ducking { depth_db: 10.0, attack_s: 0.1, hold_s: 0.2, release_s: 0.5 };

    #[test]
    fn the_music_is_down_by_the_first_word_and_up_again_after_the_last() {
        let mut voice = vec![0.0; 192_000];
        voice[48_000..96_000].fill(0.1);
        let mut music = Clip::stereo(vec![1.0; 192_000], vec![1.0; 192_000]);
        duck(&mut music, &heard(&Clip::mono(voice)), &DUCKING);
        let at = |seconds: f64| crate::to_db(music.left()[(seconds * 48_000.0) as usize]);
        assert!(at(0.85).abs() < 0.01, "{}", at(0.85));
        assert!((at(1.0) + 10.0).abs() < 0.3, "{}", at(1.0));
        assert!((at(1.5) + 10.0).abs() < 0.01 && (at(2.15) + 10.0).abs() < 0.3);
        assert!(at(2.45) > -6.0 && at(2.9).abs() < 0.01, "{} {}", at(2.45), at(2.9));
    }

    #[test]
    fn breaths_between_words_are_bridged() {
        let mut heard = vec![false; 300];
        heard[50..100].fill(true);
        heard[115..160].fill(true);
        let curve = curve(&heard, &DUCKING);
        assert!(curve[50..160].iter().all(|db| (*db + 10.0).abs() < 1e-4), "it pumps");
    }

    #[test]
    fn without_a_voice_nothing_changes() {
        let mut music = Clip::mono(vec![0.5; 5_000]);
        duck(&mut music, &heard(&Clip::silence(5_000)), &DUCKING);
        assert!(music.left().iter().all(|x| (*x - 0.5).abs() < 1e-7));
        duck(&mut music, &[], &DUCKING);
        assert_eq!(music.frames(), 5_000);
    }
}
