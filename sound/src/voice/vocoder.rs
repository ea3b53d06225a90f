//! From the network's spectra to sound: pulses at the pitch are filtered by the harmonic part, shaped noise is
//! added, and one inverse Fourier transform per frame gives the wave (after hibari-tts 0.2.1, Apache-2.0). Source
//! and filter being apart is what gives every character a voice: pitch moves the pulses alone, formants stretch
//! the filter alone, and a whisper has noise for its source.

use std::f32::consts::PI;

use realfft::{RealFftPlanner, num_complex::Complex32};

use super::model::{BINS, Spectra};
use crate::random::Random;

/// Samples per second that come out.
pub(super) const RATE: u32 = 24_000;

/// Samples per frame of the network.
pub(super) const HOP: usize = 300;

const WINDOW: usize = 1200;

/// What is changed on the way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tint {
    /// Factor of the pitch.
    pub(super) pitch: f32,
    /// Factor of every resonance's frequency.
    pub(super) formant: f32,
    /// Noise instead of pulses.
    pub(super) whispered: bool,
}

impl Tint {
    /// How much of the remainder stays beside a harmonic part. Consonants live in it and stay whole; where the
    /// harmonics lead, it holds the fine structure of the original pitch, which a moved one would be heard against.
    fn rest(self, voiced: bool, harmonic: f32, rest: f32) -> f32 {
        if !voiced {
            return 1.0;
        }
        let moved = if self.whispered { 1.0 } else { (4.0 * self.pitch.log2().abs()).min(1.0) };
        let led = harmonic * harmonic / (harmonic * harmonic + rest * rest).max(1e-12);
        1.0 - moved * led
    }
}

/// The sound of the spectra, `frames · HOP` samples at [`RATE`].
pub(super) fn synthesise(spectra: &Spectra, tint: Tint, random: &mut Random) -> Vec<f32> {
    let pitch: Vec<f32> =
        spectra.pitch.iter().map(|hz| if *hz < 40.0 { 0.0 } else { hz * tint.pitch }).collect();
    let source = if tint.whispered { vec![0.0; pitch.len() * HOP] } else { pulses(&pitch) };
    let window: Vec<f32> =
        (0..WINDOW).map(|i| 0.5 - 0.5 * (2.0 * PI * i as f32 / WINDOW as f32).cos()).collect();
    let mut planner = RealFftPlanner::<f32>::new();
    let (forward, inverse) = (planner.plan_fft_forward(WINDOW), planner.plan_fft_inverse(WINDOW));
    let (mut buffer, mut spectrum) = (vec![0f32; WINDOW], vec![Complex32::default(); BINS]);
    let mut sum = vec![0f32; spectra.frames * HOP + WINDOW];
    let mut weight = vec![0f32; sum.len()];
    for frame in 0..spectra.frames {
        for (i, (value, w)) in buffer.iter_mut().zip(&window).enumerate() {
            *value = reflected(&source, frame * HOP + i) * w / (WINDOW as f32 / 4.0);
        }
        forward.process(&mut buffer, &mut spectrum).expect("the buffers have the plan's lengths");
        shape(spectra, frame, tint, random, &mut spectrum);
        inverse.process(&mut spectrum, &mut buffer).expect("the buffers have the plan's lengths");
        for (i, (value, w)) in buffer.iter().zip(&window).enumerate() {
            sum[frame * HOP + i] += value / WINDOW as f32 * w;
            weight[frame * HOP + i] += w * w;
        }
    }
    (WINDOW / 2..WINDOW / 2 + spectra.frames * HOP).map(|i| sum[i] / weight[i].max(1e-11)).collect()
}

/// Turns the source's spectrum into the voice's, in place.
fn shape(spectra: &Spectra, frame: usize, tint: Tint, random: &mut Random, spectrum: &mut [Complex32]) {
    let voiced = spectra.pitch[frame] >= 40.0;
    for (bin, value) in spectrum.iter_mut().enumerate() {
        let place = (bin as f32 / tint.formant).min(BINS as f32 - 1.001);
        let (below, share) = (place as usize, place.fract());
        let at = |part: &[f32]| {
            let (low, high) =
                (part[below * spectra.frames + frame], part[(below + 1) * spectra.frames + frame]);
            low + (high - low) * share
        };
        let (re, im) = random.normal_pair();
        let hiss = Complex32::new(re, im);
        let harmonic = level(at(&spectra.harmonic));
        let filtered = if tint.whispered && voiced {
            hiss * (harmonic * 0.35)
        } else {
            *value * Complex32::from_polar(harmonic, at(&spectra.phase).tanh() * PI)
        };
        let free = bin * spectra.frames + frame;
        let rest = level(spectra.rest[free]);
        *value = filtered
            + hiss * level(at(&spectra.noise))
            + Complex32::from_polar(rest * tint.rest(voiced, harmonic, rest), spectra.rest_phase[free]);
    }
    spectrum[0].im = 0.0;
    spectrum[BINS - 1].im = 0.0;
}

fn level(logarithm: f32) -> f32 {
    logarithm.min(7.0).exp()
}

/// The source with its ends mirrored, shifted by half a window.
fn reflected(source: &[f32], shifted: usize) -> f32 {
    let last = source.len().saturating_sub(1);
    let i = shifted.abs_diff(WINDOW / 2);
    let i = if shifted < WINDOW / 2 || i <= last { i } else { (2 * last).saturating_sub(i) };
    source.get(i.min(last)).copied().unwrap_or(0.0)
}

/// Band-limited pulses whose rate follows the pitch of the frames: the sum of all harmonics below 11 kHz,
/// `Σ cos(h·t) = sin((H + ½)·t) / (2·sin(t/2)) − ½`.
fn pulses(pitch: &[f32]) -> Vec<f32> {
    let at = |i: usize| pitch[i.min(pitch.len() - 1)];
    let mut phase = 0f64;
    let mut out = Vec::with_capacity(pitch.len() * HOP);
    for frame in 0..pitch.len() {
        for step in 0..HOP {
            let share = ((step as f32 + 0.5) / HOP as f32 + 0.5).fract();
            let (from, to) =
                if step < HOP / 2 { (frame.saturating_sub(1), frame) } else { (frame, frame + 1) };
            let hz = at(from) * (1.0 - share) + at(to) * share;
            let voiced = hz > 40.0;
            let hz = hz.max(40.0);
            phase = (phase + f64::from(hz) / f64::from(RATE)).fract();
            let angle = (phase * std::f64::consts::TAU) as f32;
            let harmonics = (11_000.0 / hz).floor() + 0.5;
            let below = 2.0 * (angle * 0.5).sin();
            let pulse = if below.abs() <= 2e-3 { harmonics } else { (harmonics * angle).sin() / below };
            out.push(if voiced { pulse - 0.5 } else { 0.0 });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames in which nothing but the harmonics of one pitch sound.
    fn steady(hz: f32, frames: usize) -> Spectra {
        let flat = |value: f32| vec![value; BINS * frames];
        let (harmonic, phase, noise) = (flat(0.0), flat(0.0), flat(-20.0));
        Spectra {
            frames,
            harmonic,
            phase,
            noise,
            rest: flat(-20.0),
            rest_phase: flat(0.0),
            pitch: vec![hz; frames],
        }
    }

    fn crossings_hz(samples: &[f32]) -> f32 {
        let threshold = samples.iter().fold(0f32, |peak, x| peak.max(*x)) * 0.5;
        let rises = samples.windows(2).filter(|pair| pair[0] < threshold && pair[1] >= threshold).count();
        rises as f32 * RATE as f32 / samples.len() as f32
    }

    #[test]
    fn the_pitch_is_the_one_asked_for() {
        for factor in [0.5, 1.0, 1.5] {
            let tint = Tint { pitch: factor, formant: 1.0, whispered: false };
            let sound = synthesise(&steady(200.0, 80), tint, &mut Random::new(1, "test"));
            assert_eq!(sound.len(), 80 * HOP);
            let hz = crossings_hz(&sound[HOP * 5..HOP * 75]);
            assert!((hz - 200.0 * factor).abs() < 4.0, "{hz} Hz for {}", 200.0 * factor);
        }
    }

    #[test]
    fn a_whisper_has_no_pitch() {
        let tint = Tint { pitch: 1.0, formant: 1.0, whispered: true };
        let sound = synthesise(&steady(200.0, 80), tint, &mut Random::new(1, "test"));
        let period = RATE as usize / 200;
        let correlate =
            |lag: usize| -> f32 { sound[..20_000].iter().zip(&sound[lag..]).map(|(a, b)| a * b).sum() };
        assert!(correlate(period).abs() < 0.2 * correlate(0), "it repeats after one period");
    }
}
