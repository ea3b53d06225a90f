//! What bodies do: steps, doors, knocks, shots, breaking, hearts.

use std::f32::consts::TAU;

use fundsp::prelude32::{bandpass_hz, brown, highpass_hz, lfo, lowpass_hz, pink, white};

use super::tape::{Tape, run, struck, wave};
use crate::{Clip, frames_in, random::Random};

/// Filtered noise that falls off, `decay` per second.
fn puff(seconds: f64, seed: u64, hz: f32, q: f32, decay: f32) -> Vec<f32> {
    let noise = white().seed(seed) >> bandpass_hz(hz, q);
    run(frames_in(seconds), noise * lfo(move |t: f32| (t / 0.002).min(1.0) * (-t * decay).exp()))
}

/// Low noise that falls off.
fn thud(seconds: f64, seed: u64, hz: f32, decay: f32) -> Vec<f32> {
    let noise = brown().seed(seed) >> highpass_hz(35.0, 0.7) >> lowpass_hz(hz, 0.9);
    run(frames_in(seconds), noise * lfo(move |t: f32| (t / 0.003).min(1.0) * (-t * decay).exp()))
}

/// Someone walking: heel and toe of the left and the right foot, never twice the same.
pub(super) fn footsteps(frames: usize, seed: u64) -> Clip {
    let mut tape = Tape::new(frames);
    let mut random = Random::new(seed, "steps");
    let mut at = 0.06;
    let mut right = false;
    while at < tape.seconds() {
        let hz = random.within(90.0, 125.0);
        let place = if right { 0.22 } else { -0.22 };
        let level = random.within(0.8, 1.1);
        let strike = struck(0.2, &[(hz, 38.0, 0.9), (hz * 2.3, 55.0, 0.4)]);
        tape.lay(at, &strike, 0.55 * level, place);
        tape.lay(at, &thud(0.2, random.next(), hz * 2.4, 36.0), 1.6 * level, place);
        tape.lay(at, &puff(0.12, random.next(), hz * 15.0, 0.9, 80.0), 0.7 * level, place);
        tape.lay(at + 0.085, &puff(0.12, random.next(), 2_600.0, 0.6, 60.0), 0.4 * level, place);
        at += 0.54 + random.within(-0.02, 0.02);
        right = !right;
    }
    tape.clip()
}

/// The latch, then the leaf against the frame.
pub(super) fn door(frames: usize, seed: u64) -> Clip {
    let mut tape = Tape::new(frames);
    for (at, level) in [(0.02, 0.35), (0.1, 0.5)] {
        tape.lay(at, &puff(0.08, seed, 2_400.0, 3.0, 95.0), level, 0.1);
        tape.lay(at, &struck(0.06, &[(1_850.0, 120.0, 0.3), (3_300.0, 160.0, 0.2)]), level, 0.1);
    }
    tape.lay(0.24, &thud(0.9, seed + 1, 190.0, 13.0), 3.2, 0.0);
    tape.lay(0.24, &struck(0.5, &[(74.0, 14.0, 1.0), (131.0, 20.0, 0.6), (260.0, 34.0, 0.3)]), 0.8, 0.0);
    tape.lay(0.27, &puff(0.1, seed + 2, 1_700.0, 1.4, 70.0), 0.3, 0.0);
    tape.clip()
}

/// Knuckles on wood, three times, and again after a while.
pub(super) fn knock(frames: usize, seed: u64) -> Clip {
    let mut tape = Tape::new(frames);
    let mut random = Random::new(seed, "knock");
    let mut at = 0.03;
    while at < tape.seconds() {
        for _ in 0..3 {
            let hz = random.within(165.0, 190.0);
            let wood = struck(
                0.16,
                &[(hz, 42.0, 0.9), (hz * 2.1, 58.0, 0.6), (hz * 3.4, 80.0, 0.35), (hz * 7.5, 150.0, 0.2)],
            );
            tape.lay(at, &wood, random.within(0.75, 1.0), 0.0);
            tape.lay(at, &puff(0.03, random.next(), 2_200.0, 0.8, 190.0), 0.25, 0.0);
            at += 0.24 + random.within(-0.02, 0.02);
        }
        at += 1.9;
    }
    tape.clip()
}

/// The crack, the blow, and the echo of the place.
pub(super) fn gunshot(frames: usize, seed: u64) -> Clip {
    let crack =
        run(frames_in(0.12), white().seed(seed) * lfo(|t: f32| (t / 0.0004).min(1.0) * (-t * 70.0).exp()));
    let echo = |side: u64| {
        let tail = pink().seed(seed + side) >> lowpass_hz(1_900.0, 0.5) >> highpass_hz(90.0, 0.5);
        tail * lfo(|t: f32| if t < 0.03 { 0.0 } else { 0.9 * (-(t - 0.03) * 4.2).exp() })
    };
    let mut tape = Tape::of(frames, echo(3), echo(4));
    tape.lay(0.005, &crack, 1.0, 0.0);
    tape.lay(0.005, &thud(0.4, seed + 1, 240.0, 18.0), 3.0, 0.0);
    tape.clip()
}

/// One blow, then shards that ring and fall for a second.
pub(super) fn glass(frames: usize, seed: u64) -> Clip {
    let mut tape = Tape::new(frames);
    let mut random = Random::new(seed, "glass");
    tape.lay(0.005, &puff(0.2, seed, 5_200.0, 0.4, 26.0), 1.4, 0.0);
    for i in 0..46 {
        let at = 0.005 + if i < 14 { random.within(0.0, 0.05) } else { 1.1 * random.unit().powi(2) };
        let hz = random.within(2_400.0, 9_500.0);
        let decay = random.within(18.0, 60.0);
        let shard =
            struck(0.3, &[(hz, decay, 0.5), (hz * 1.52, decay * 1.4, 0.3), (hz * 0.61, decay * 1.2, 0.2)]);
        tape.lay(at, &shard, 0.1 + 0.5 * random.unit().powi(2) / (1.0 + 2.5 * at), random.within(-0.8, 0.8));
    }
    tape.clip()
}

/// Something heavy against something that gives.
pub(super) fn impact(frames: usize, seed: u64) -> Clip {
    let mut tape = Tape::new(frames);
    let drop = wave(1.6, |t| (TAU * (36.0 * t + 4.5 * (1.0 - (-t * 9.0).exp()))).sin() * (-t * 3.0).exp());
    tape.lay(0.005, &drop, 0.7, 0.0);
    tape.lay(0.005, &thud(0.6, seed, 620.0, 10.0), 2.4, 0.0);
    tape.lay(0.005, &puff(0.25, seed + 1, 1_400.0, 0.4, 24.0), 0.9, 0.0);
    let mut random = Random::new(seed, "debris");
    for _ in 0..16 {
        let hz = random.within(300.0, 2_200.0);
        let piece = struck(0.12, &[(hz, 60.0, 0.5), (hz * 2.7, 90.0, 0.3)]);
        tape.lay(random.within(0.06, 0.9), &piece, 0.22 * random.unit(), random.within(-0.6, 0.6));
    }
    tape.clip()
}

/// Both beats of a heart, 65 times a minute.
pub(super) fn heartbeat(frames: usize) -> Clip {
    let mut tape = Tape::new(frames);
    let beat = |hz: f32, decay: f32| {
        wave(0.25, |t| (TAU * hz * t * (1.0 - 0.9 * t)).sin() * (-t * decay).exp() * (t / 0.006).min(1.0))
    };
    let (first, second) = (beat(58.0, 20.0), beat(50.0, 24.0));
    let mut at = 0.05;
    while at < tape.seconds() {
        tape.lay(at, &first, 1.0, 0.0);
        tape.lay(at + 0.27, &second, 0.7, 0.0);
        at += 0.92;
    }
    tape.clip()
}
