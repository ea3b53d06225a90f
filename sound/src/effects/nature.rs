//! Weather, water, woods and fire.

use fundsp::prelude32::{
    bandpass, bandpass_hz, brown, dc, highpass_hz, lfo, lowpass_hz, pass, pink, spline_noise, white,
};

use super::tape::{Tape, wave};
use crate::{Clip, random::Random};

/// A hiss of far drops, the low wash of the ground, and near drops one by one.
pub(super) fn rain(frames: usize, seed: u64) -> Clip {
    let hiss = |side: u64| {
        let far = pink().seed(seed + side) >> highpass_hz(500.0, 0.6) >> lowpass_hz(7_500.0, 0.6);
        let ground = brown().seed(seed + side + 9) >> lowpass_hz(240.0, 0.5);
        far * 0.55 + ground * 0.4
    };
    let mut tape = Tape::of(frames, hiss(1), hiss(2));
    let mut random = Random::new(seed, "rain");
    for _ in 0..(tape.seconds() * 90.0) as usize {
        let (at, hz) = (random.unit() * tape.seconds(), random.within(900.0, 4_700.0));
        let drop =
            wave(0.012, |t| (t * hz * (1.0 + 6.0 * t) * std::f32::consts::TAU).sin() * (-t * 420.0).exp());
        tape.lay(at, &drop, 0.05 + 0.12 * random.unit().powi(4), random.within(-1.0, 1.0));
    }
    tape.clip()
}

/// Noise through a resonance that wanders and swells, another on each side.
pub(super) fn wind(frames: usize, seed: u64) -> Clip {
    let gust = |side: u64| {
        let air = pink().seed(seed + side) * 1.0;
        let whistle = (air | lfo(move |t: f32| 340.0 + 240.0 * spline_noise(seed + side, t * 0.5)) | dc(2.2))
            >> bandpass();
        let swell = lfo(move |t: f32| 0.8 + 0.55 * spline_noise(seed + 3, t * 0.45));
        let body = brown().seed(seed + side + 5) >> lowpass_hz(160.0, 0.5);
        (whistle + body * 0.35) * swell
    };
    Tape::of(frames, gust(1), gust(2)).clip()
}

/// Waves that come in every eight seconds or so: a low roll, then the hiss as they break.
pub(super) fn sea(frames: usize, seed: u64) -> Clip {
    let shore = |side: u64| {
        let phase = side as f32 * 0.35;
        let swell = move |t: f32| {
            let own = t * (1.0 + 0.12 * spline_noise(seed, t * 0.07)) + phase;
            (0.5 + 0.5 * (own * std::f32::consts::TAU / 8.3).sin()).powf(2.2)
        };
        let roll = brown().seed(seed + side) >> lowpass_hz(420.0, 0.5);
        let foam = pink().seed(seed + side + 7) >> highpass_hz(900.0, 0.5) >> lowpass_hz(6_500.0, 0.5);
        let rising = roll * lfo(move |t: f32| 0.25 + 0.75 * swell(t));
        let breaking = foam * lfo(move |t: f32| 0.06 + 0.7 * swell(t - 0.9).powi(2));
        rising + breaking
    };
    Tape::of(frames, shore(1), shore(2)).clip()
}

/// Leaves, and birds that call in short phrases from their own places.
pub(super) fn forest(frames: usize, seed: u64) -> Clip {
    let leaves = |side: u64| {
        let rustle = pink().seed(seed + side) >> highpass_hz(1_200.0, 0.5) >> lowpass_hz(6_000.0, 0.5);
        rustle * lfo(move |t: f32| 0.05 + 0.045 * spline_noise(seed + side, t * 0.4))
    };
    let mut tape = Tape::of(frames, leaves(1), leaves(2));
    let mut random = Random::new(seed, "birds");
    let mut at = random.within(0.1, 0.6);
    while at < tape.seconds() {
        let (hz, place, level) =
            (random.within(2_300.0, 5_200.0), random.within(-0.9, 0.9), random.within(0.1, 0.4));
        let (sweep, trill) = (random.within(-900.0, 1_400.0), random.within(14.0, 40.0));
        for _ in 0..random.pick(&[1, 2, 3, 5]) {
            let length = random.within(0.06, 0.16);
            let call = wave(length, |t| {
                let angle = std::f32::consts::TAU * (hz * t + 0.5 * sweep / length * t * t)
                    + 2.5 * (trill * std::f32::consts::TAU * t).sin();
                angle.sin() * (std::f32::consts::PI * t / length).sin()
            });
            tape.lay(at, &call, level, place);
            at += length + random.within(0.03, 0.12);
        }
        at += random.within(0.3, 2.2);
    }
    tape.clip()
}

/// Crickets: a few singers, each a tone in fast pulses, each with its own rhythm and place.
pub(super) fn night(frames: usize, seed: u64) -> Clip {
    let air = |side: u64| brown().seed(seed + side) >> lowpass_hz(300.0, 0.5) >> (pass() * 0.12);
    let mut tape = Tape::of(frames, air(1), air(2));
    let mut random = Random::new(seed, "crickets");
    for _ in 0..5 {
        let (hz, place, level) =
            (random.within(3_900.0, 5_100.0), random.within(-1.0, 1.0), random.within(0.06, 0.25));
        let (pulses, rate, gap) =
            (random.pick(&[2u8, 3, 3, 4]), random.within(26.0, 36.0), random.within(0.25, 0.9));
        let pulse = wave(0.022, |t| {
            (std::f32::consts::TAU * hz * t).sin() * (std::f32::consts::PI * t / 0.022).sin()
        });
        let mut at = random.within(0.0, gap);
        while at < tape.seconds() {
            for i in 0..pulses {
                tape.lay(at + f32::from(i) / rate, &pulse, level, place);
            }
            at += f32::from(pulses) / rate + gap * random.within(0.9, 1.1);
        }
    }
    tape.clip()
}

/// A breathing rumble, and crackles from single snaps to showers.
pub(super) fn fire(frames: usize, seed: u64) -> Clip {
    let blaze = |side: u64| {
        let roar = brown().seed(seed + side) >> highpass_hz(60.0, 0.5) >> lowpass_hz(420.0, 0.5);
        let flame = pink().seed(seed + side + 3) >> bandpass_hz(1_100.0, 0.4);
        (roar + flame * 0.12) * lfo(move |t: f32| 0.32 + 0.16 * spline_noise(seed + side, t * 3.0))
    };
    let mut tape = Tape::of(frames, blaze(1), blaze(2));
    let mut random = Random::new(seed, "crackle");
    let mut at = 0.0;
    while at < tape.seconds() {
        let (hz, decay) = (random.within(900.0, 6_000.0), random.within(300.0, 1_500.0));
        let snap = wave(0.014, |t| (std::f32::consts::TAU * hz * t).cos() * (-t * decay).exp());
        tape.lay(at, &snap, 0.06 + 0.9 * random.unit().powi(6), random.within(-0.7, 0.7));
        at += if random.chance(0.6) { random.within(0.004, 0.05) } else { random.within(0.06, 0.4) };
    }
    tape.clip()
}

/// A crack, then the roll that comes back from everywhere.
pub(super) fn thunder(frames: usize, seed: u64) -> Clip {
    let strike = |side: u64| {
        let roll = brown().seed(seed + side) >> highpass_hz(24.0, 0.6) >> lowpass_hz(150.0, 0.7);
        let rolling = roll
            * lfo(move |t: f32| {
                let slow = (-t * 0.75).exp() * (0.55 + 0.5 * spline_noise(seed + side, t * 7.0));
                (t / 0.03).min(1.0) * (slow + 1.4 * (-t * 9.0).exp())
            });
        let crack = white().seed(seed + side + 2) >> bandpass_hz(1_500.0, 0.5);
        rolling * 2.6 + crack * lfo(|t: f32| 0.5 * (-t * 14.0).exp())
    };
    Tape::of(frames, strike(1), strike(2)).clip()
}
