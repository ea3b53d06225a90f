//! Engines, trains, clocks, keys, sirens and telephones.

use std::f32::consts::{PI, TAU};

use fundsp::prelude32::{
    bandpass_hz, brown, dc, highpass_hz, lfo, lowpass, lowpass_hz, pink, saw_hz, spline_noise,
};

use super::tape::{Tape, struck, wave};
use crate::{Clip, random::Random};

/// An engine that idles: firing strokes, their unevenness, and the body's rattle.
pub(super) fn engine(frames: usize, seed: u64) -> Clip {
    let motor = |side: u64| {
        let strokes = (saw_hz(31.0) * 0.5 + saw_hz(62.3) * 0.25)
            * lfo(move |t: f32| 0.8 + 0.2 * spline_noise(seed, t * 11.0));
        let muffled = (strokes | lfo(move |t: f32| 210.0 + 60.0 * spline_noise(seed + 1, t * 1.3)) | dc(0.9))
            >> lowpass();
        let rattle = pink().seed(seed + side) >> bandpass_hz(700.0, 0.6);
        let low = brown().seed(seed + side + 4) >> highpass_hz(30.0, 0.6) >> lowpass_hz(120.0, 0.6);
        muffled + rattle * 0.04 + low * 0.4
    };
    Tape::of(frames, motor(1), motor(2)).clip()
}

/// Wheels over rail joints in pairs, over the roll of the carriage.
pub(super) fn train(frames: usize, seed: u64) -> Clip {
    let carriage = |side: u64| {
        let roll = brown().seed(seed + side) >> highpass_hz(35.0, 0.5) >> lowpass_hz(380.0, 0.5);
        let rails = pink().seed(seed + side + 3) >> bandpass_hz(1_900.0, 0.5);
        roll * 0.7 + rails * lfo(move |t: f32| 0.10 + 0.04 * spline_noise(seed, t * 2.0))
    };
    let mut tape = Tape::of(frames, carriage(1), carriage(2));
    let mut random = Random::new(seed, "joints");
    let clack =
        struck(0.14, &[(160.0, 32.0, 0.9), (420.0, 40.0, 0.5), (1_150.0, 60.0, 0.35), (2_700.0, 90.0, 0.2)]);
    let mut at = 0.15;
    while at < tape.seconds() {
        for (later, level, place) in [(0.0, 1.0, -0.4), (0.13, 0.8, -0.3), (0.42, 0.9, 0.3), (0.55, 0.7, 0.4)]
        {
            tape.lay(at + later, &clack, level * random.within(0.4, 0.55), place);
        }
        at += 1.05 + random.within(-0.02, 0.02);
    }
    tape.clip()
}

/// Tick and tock, twice a second.
pub(super) fn clock(frames: usize) -> Clip {
    let mut tape = Tape::new(frames);
    let high = struck(
        0.09,
        &[(2_450.0, 90.0, 0.7), (4_100.0, 140.0, 0.5), (6_700.0, 220.0, 0.3), (310.0, 70.0, 0.3)],
    );
    let low = struck(
        0.09,
        &[(2_050.0, 85.0, 0.7), (3_500.0, 130.0, 0.4), (5_600.0, 210.0, 0.25), (270.0, 70.0, 0.35)],
    );
    for i in 0..(tape.seconds() * 2.0).ceil() as usize {
        let (sound, level) = if i % 2 == 0 { (&high, 1.0) } else { (&low, 0.85) };
        tape.lay(0.01 + i as f32 * 0.5, sound, level, 0.1);
    }
    tape.clip()
}

/// Keys in words, with a heavier one between them and thought between lines.
pub(super) fn typing(frames: usize, seed: u64) -> Clip {
    let mut tape = Tape::new(frames);
    let mut random = Random::new(seed, "typing");
    let mut at = 0.05;
    while at < tape.seconds() {
        for letter in (0..random.pick(&[2u8, 3, 4, 5, 6, 8])).rev() {
            let low = if letter == 0 { 0.6 } else { 1.0 };
            let hz = random.within(1_700.0, 2_600.0) * low;
            let key = struck(
                0.05,
                &[(hz, 160.0, 0.5), (hz * 1.9, 260.0, 0.4), (hz * 3.1, 420.0, 0.3), (190.0 * low, 95.0, 0.5)],
            );
            tape.lay(at, &key, random.within(0.5, 1.0), random.within(-0.3, 0.3));
            tape.lay(at + 0.055, &key, 0.22, 0.0);
            at += random.within(0.07, 0.16);
        }
        at += if random.chance(0.2) { random.within(0.5, 1.1) } else { random.within(0.05, 0.2) };
    }
    tape.clip()
}

/// A siren far away that wails up and down, and comes nearer and goes.
pub(super) fn siren(frames: usize) -> Clip {
    let mut tape = Tape::new(frames);
    let seconds = tape.seconds();
    let mut angle = 0f32;
    let mut sound = wave(seconds, |t| t);
    for value in &mut sound {
        let t = *value;
        let hz = 980.0 - 340.0 * (TAU * t / 4.2).cos();
        angle = (angle + hz / crate::SAMPLE_RATE as f32).fract();
        let tone: f32 = (1..4).map(|k| (TAU * angle * k as f32).sin() / (k as f32).powf(1.6)).sum();
        *value = tone * (0.25 + 0.75 * (PI * t / seconds).sin().max(0.0));
    }
    tape.lay(0.0, &sound, 0.6, -0.2);
    let echo: Vec<f32> = sound.iter().map(|x| x * 0.3).collect();
    tape.lay(0.31, &echo, 0.6, 0.7);
    tape.clip()
}

/// A bell telephone: two seconds of ringing, three of waiting.
pub(super) fn phone_ring(frames: usize) -> Clip {
    let mut tape = Tape::new(frames);
    let bell = |hz: f32| struck(0.16, &[(hz, 14.0, 0.6), (hz * 2.02, 22.0, 0.4), (hz * 3.4, 40.0, 0.2)]);
    let bells = [bell(1_430.0), bell(1_610.0)];
    let mut at = 0.01;
    while at < tape.seconds() {
        for stroke in 0..40u8 {
            tape.lay(at + f32::from(stroke) * 0.05, &bells[usize::from(stroke % 2)], 0.5, 0.0);
        }
        at += 5.0;
    }
    tape.clip()
}
