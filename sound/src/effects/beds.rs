//! The sound of places with people: streets, rooms, crowds.

use fundsp::prelude32::{
    bandpass, bandpass_hz, brown, dc, highpass_hz, lfo, lowpass_hz, pink, saw_hz, sine_hz, spline_noise,
};

use super::tape::{Tape, run, wave};
use crate::{Clip, SAMPLE_RATE, random::Random};

/// The roar of far streets, swells in it, and a horn now and then.
pub(super) fn city(frames: usize, seed: u64) -> Clip {
    let street = |side: u64| {
        let roar = brown().seed(seed + side) >> highpass_hz(40.0, 0.5) >> lowpass_hz(320.0, 0.5);
        let swell = pink().seed(seed + side + 20) >> bandpass_hz(900.0, 0.4);
        roar * 0.8 + swell * lfo(move |t: f32| 0.05 + 0.3 * spline_noise(seed + side + 40, t * 0.35).max(0.0))
    };
    let mut tape = Tape::of(frames, street(1), street(2));
    let mut random = Random::new(seed, "horns");
    let mut at = random.within(1.5, 6.0);
    while at < tape.seconds() {
        let (hz, length) = (random.within(330.0, 430.0), random.within(0.2, 0.7));
        let horn = wave(length, |t| {
            let chord = |hz: f32| {
                (1..5)
                    .map(|k| (std::f32::consts::TAU * hz * k as f32 * t).sin() / (k * k) as f32)
                    .sum::<f32>()
            };
            (chord(hz) + chord(hz * 1.19)) * (t / 0.03).min(1.0) * ((length - t) / 0.08).min(1.0)
        });
        tape.lay(at, &horn, 0.02, random.within(-0.9, 0.9));
        at += random.within(5.0, 14.0);
    }
    tape.clip()
}

/// Cars that come, pass and go, one after the other, from one side to the other.
pub(super) fn traffic(frames: usize, seed: u64) -> Clip {
    let rumble = |side: u64| brown().seed(seed + side) >> highpass_hz(40.0, 0.5) >> lowpass_hz(260.0, 0.5);
    let mut tape = Tape::of(frames, rumble(1) * 0.3, rumble(2) * 0.3);
    let mut random = Random::new(seed, "cars");
    let mut at = -1.5;
    while at < tape.seconds() {
        let pace = random.within(0.5, 1.1);
        let car = passing_car(random.next(), pace, random.chance(0.5), frames, at);
        tape = tape.with(&car, random.within(0.5, 1.0));
        at += random.within(1.2, 4.5);
    }
    tape.clip()
}

/// One car: tyres on the road, loudest and brightest in the middle, moving across.
fn passing_car(seed: u64, pace: f32, leftwards: bool, frames: usize, at: f32) -> Tape {
    let length = 4.0 / pace;
    let count = ((length * SAMPLE_RATE as f32) as usize).min(frames + 2 * SAMPLE_RATE as usize);
    let tyres = pink().seed(seed) >> highpass_hz(180.0, 0.5) >> lowpass_hz(2_600.0 * pace.max(0.7), 0.5);
    let motor = brown().seed(seed + 1) >> bandpass_hz(95.0, 1.2);
    let sound = run(count, tyres + motor * 0.8);
    let mut tape = Tape::new(frames);
    let step = 480;
    for (i, piece) in sound.chunks(step).enumerate() {
        let t = (i * step) as f32 / SAMPLE_RATE as f32 / length - 0.5;
        let begin = at + (i * step) as f32 / SAMPLE_RATE as f32;
        if begin < 0.0 {
            continue;
        }
        let side = if leftwards { -t } else { t };
        tape.lay(begin, piece, 1.0 / (1.0 + (t * 9.0).powi(2)), (side * 5.0).clamp(-0.95, 0.95));
    }
    tape
}

/// What a quiet room sounds like: air, and a trace of the mains.
pub(super) fn room_tone(frames: usize, seed: u64) -> Clip {
    let room = |side: u64| {
        let air = brown().seed(seed + side) >> highpass_hz(30.0, 0.5) >> lowpass_hz(420.0, 0.5);
        air * 0.8 + sine_hz(50.0) * 0.02 + sine_hz(100.0) * 0.012
    };
    Tape::of(frames, room(1), room(2)).clip()
}

/// Many people talking: each a voice whose pitch, vowels and syllables wander, none of whom can be understood.
pub(super) fn crowd(frames: usize, seed: u64) -> Clip {
    let mut random = Random::new(seed, "crowd");
    let hall = |side: u64| brown().seed(seed + side) >> highpass_hz(80.0, 0.5) >> lowpass_hz(500.0, 0.5);
    let mut tape = Tape::of(frames, hall(1) * 0.05, hall(2) * 0.05);
    for _ in 0..14 {
        let (own, hz) =
            (random.next() % 1_000_000, random.pick(&[98.0, 112.0, 125.0, 180.0, 205.0, 230.0f32]));
        let pace = random.within(3.2, 5.2);
        let throat = saw_hz(hz * random.within(0.95, 1.05)) * 0.4 + pink().seed(own) * 0.15;
        let first = lfo(move |t: f32| 480.0 + 260.0 * spline_noise(own, t * pace));
        let second = lfo(move |t: f32| 1_500.0 + 650.0 * spline_noise(own + 1, t * pace));
        let mouth = (throat.clone() | first | dc(4.0)) >> bandpass();
        let teeth = (throat | second | dc(6.0)) >> bandpass();
        let syllables = lfo(move |t: f32| {
            let speaking = (spline_noise(own + 2, t * 0.4) * 3.0 + 0.7).clamp(0.0, 1.0);
            speaking * (0.35 + 0.65 * spline_noise(own + 3, t * pace * 1.3)).max(0.0)
        });
        tape.lay(
            0.0,
            &run(frames, (mouth + teeth * 0.6) * syllables),
            random.within(0.3, 1.0),
            random.within(-1.0, 1.0),
        );
    }
    tape.clip()
}
