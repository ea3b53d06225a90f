//! Where effects are put together: single sounds are laid on a stereo tape at a time, a level and a place, and
//! fundsp graphs are run onto it.

use fundsp::prelude32::AudioUnit;

use crate::{Clip, SAMPLE_RATE, frames_in};

/// A stereo tape of fixed length.
pub(super) struct Tape {
    left: Vec<f32>,
    right: Vec<f32>,
}

impl Tape {
    pub(super) fn new(frames: usize) -> Self {
        Self { left: vec![0.0; frames], right: vec![0.0; frames] }
    }

    /// A tape of two graphs, one a side.
    pub(super) fn of(frames: usize, left: impl AudioUnit, right: impl AudioUnit) -> Self {
        Self { left: run(frames, left), right: run(frames, right) }
    }

    /// The length in seconds.
    pub(super) fn seconds(&self) -> f32 {
        self.left.len() as f32 / SAMPLE_RATE as f32
    }

    /// Lays a sound down: the time in seconds, a level, and a place from −1 (left) to 1 (right) at equal power.
    pub(super) fn lay(&mut self, at_s: f32, sound: &[f32], level: f32, place: f32) {
        let angle = (place.clamp(-1.0, 1.0) + 1.0) * std::f32::consts::FRAC_PI_4;
        let at = frames_in(f64::from(at_s));
        for (side, gain) in [(&mut self.left, angle.cos()), (&mut self.right, angle.sin())] {
            side.iter_mut().skip(at).zip(sound).for_each(|(to, from)| *to += from * level * gain);
        }
    }

    /// The same with the sound on another tape.
    pub(super) fn with(mut self, other: &Self, level: f32) -> Self {
        self.left.iter_mut().zip(&other.left).for_each(|(to, from)| *to += from * level);
        self.right.iter_mut().zip(&other.right).for_each(|(to, from)| *to += from * level);
        self
    }

    /// What is on the tape, without the direct current that low noise brings along.
    pub(super) fn clip(self) -> Clip {
        Clip::stereo(without_offset(self.left), without_offset(self.right))
    }
}

/// A one-pole high-pass at about 15 Hz.
fn without_offset(mut samples: Vec<f32>) -> Vec<f32> {
    let (mut before, mut out) = (0.0, 0.0);
    for sample in &mut samples {
        out = *sample - before + 0.998 * out;
        before = *sample;
        *sample = out;
    }
    samples
}

/// The first output of a graph.
pub(super) fn run(frames: usize, mut graph: impl AudioUnit) -> Vec<f32> {
    graph.set_sample_rate(SAMPLE_RATE.into());
    graph.allocate();
    (0..frames).map(|_| graph.get_mono()).collect()
}

/// A sound as a function of its time in seconds.
pub(super) fn wave(seconds: f32, value: impl Fn(f32) -> f32) -> Vec<f32> {
    let frames = (seconds.max(0.0) * SAMPLE_RATE as f32) as usize;
    (0..frames).map(|i| value(i as f32 / SAMPLE_RATE as f32)).collect()
}

/// A struck body: frequency in hertz, decay per second and level of each of its modes.
pub(super) fn struck(seconds: f32, modes: &[(f32, f32, f32)]) -> Vec<f32> {
    wave(seconds, |t| {
        let ring = modes
            .iter()
            .map(|(hz, decay, level)| (std::f32::consts::TAU * hz * t).sin() * (-decay * t).exp() * level);
        ring.sum::<f32>() * (t / 0.001).min(1.0)
    })
}
