//! The unit of everything here: a clip of sound at 48 kHz, mono or stereo, in 32-bit floats, whose length is a
//! count of frames, never of seconds, so that sound and picture can be cut to the sample.

use std::io::{Read, Seek, Write};

use crate::{SoundError, resample::resample};

/// Frames per second of every clip.
pub const SAMPLE_RATE: u32 = 48_000;

/// The longest clip that is read or made, in seconds (two hours: 2.8 GB in stereo).
pub const MAX_SECONDS: u32 = 2 * 60 * 60;

/// How many frames a duration takes, to the nearest. Negative and undefined durations take none.
pub fn frames_in(seconds: f64) -> usize {
    (seconds * f64::from(SAMPLE_RATE)).round().max(0.0) as usize
}

/// How long these frames last, in seconds.
pub fn seconds_of(frames: usize) -> f64 {
    frames as f64 / f64::from(SAMPLE_RATE)
}

/// The factor of a level in decibels.
pub fn from_db(db: f32) -> f32 {
    10f32.powf(db / 20.0)
}

/// The level of a factor in decibels; of zero, minus infinity.
pub fn to_db(factor: f32) -> f32 {
    20.0 * factor.log10()
}

/// Refuses lengths that nobody means.
pub(crate) fn check_length(frames: usize) -> Result<(), SoundError> {
    let seconds = seconds_of(frames);
    if seconds > f64::from(MAX_SECONDS) {
        return Err(SoundError::TooLong { seconds, limit: MAX_SECONDS });
    }
    Ok(())
}

/// How samples lie in a WAV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// 16-bit integers, for players.
    Pcm16,
    /// 24-bit integers, for editing rooms.
    Pcm24,
    /// 32-bit floats: exactly what is in memory, for stems.
    Float32,
}

/// A stretch of sound at [`SAMPLE_RATE`], mono or stereo. Full scale is ±1; values beyond are kept until the mix.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clip {
    left: Vec<f32>,
    right: Option<Vec<f32>>,
}

impl Clip {
    /// One channel.
    pub fn mono(samples: Vec<f32>) -> Self {
        Self { left: samples, right: None }
    }

    /// Two channels; the shorter is filled up with silence.
    pub fn stereo(mut left: Vec<f32>, mut right: Vec<f32>) -> Self {
        let frames = left.len().max(right.len());
        left.resize(frames, 0.0);
        right.resize(frames, 0.0);
        Self { left, right: Some(right) }
    }

    /// Stereo silence.
    pub fn silence(frames: usize) -> Self {
        Self::stereo(vec![0.0; frames], vec![0.0; frames])
    }

    /// The length.
    pub fn frames(&self) -> usize {
        self.left.len()
    }

    /// The length in seconds.
    pub fn seconds(&self) -> f64 {
        seconds_of(self.frames())
    }

    /// Whether there is one channel.
    pub fn is_mono(&self) -> bool {
        self.right.is_none()
    }

    /// The left channel, or the only one.
    pub fn left(&self) -> &[f32] {
        &self.left
    }

    /// The right channel, or the only one.
    pub fn right(&self) -> &[f32] {
        self.right.as_deref().unwrap_or(&self.left)
    }

    /// The channels there are.
    pub(crate) fn channels_mut(&mut self) -> impl Iterator<Item = &mut Vec<f32>> {
        std::iter::once(&mut self.left).chain(self.right.as_mut())
    }

    fn channels(&self) -> impl Iterator<Item = &Vec<f32>> {
        std::iter::once(&self.left).chain(self.right.as_ref())
    }

    /// The greatest distance from zero of any sample.
    pub fn peak(&self) -> f32 {
        self.channels().flatten().fold(0.0, |peak, x| peak.max(x.abs()))
    }

    /// The root of the mean square over all channels.
    pub fn rms(&self) -> f32 {
        let (mut sum, mut count) = (0f64, 0usize);
        for x in self.channels().flatten() {
            sum += f64::from(*x) * f64::from(*x);
            count += 1;
        }
        if count == 0 { 0.0 } else { (sum / count as f64).sqrt() as f32 }
    }

    /// Whether every sample is a number.
    pub fn is_finite(&self) -> bool {
        self.channels().flatten().all(|x| x.is_finite())
    }

    /// Everything times this factor.
    #[must_use]
    pub fn scaled(mut self, factor: f32) -> Self {
        self.channels_mut().flatten().for_each(|x| *x *= factor);
        self
    }

    /// Cut, or filled up with silence, to this length.
    #[must_use]
    pub fn resized(mut self, frames: usize) -> Self {
        self.channels_mut().for_each(|channel| channel.resize(frames, 0.0));
        self
    }

    /// Without its first frames.
    pub(crate) fn without_first(mut self, frames: usize) -> Self {
        self.channels_mut().for_each(|channel| drop(channel.drain(..frames.min(channel.len()))));
        self
    }

    /// Faded in over the first and out over the last frames, in raised cosines, so that nothing clicks.
    #[must_use]
    pub fn faded(mut self, rise: usize, fall: usize) -> Self {
        let curve =
            |i: usize, n: usize| 0.5 - 0.5 * (std::f32::consts::PI * (i as f32 + 0.5) / n as f32).cos();
        for channel in self.channels_mut() {
            let frames = channel.len();
            let (rise, fall) = (rise.min(frames), fall.min(frames));
            (0..rise).for_each(|i| channel[i] *= curve(i, rise));
            (0..fall).for_each(|i| channel[frames - 1 - i] *= curve(i, fall));
        }
        self
    }

    /// Adds a clip from frame `at` on, cut where this one ends, with a gain for each side.
    pub(crate) fn add(&mut self, clip: &Self, at: usize, gain_left: f32, gain_right: f32) {
        let sides = [(clip.left(), gain_left), (clip.right(), gain_right)];
        for (channel, (samples, gain)) in self.channels_mut().zip(sides) {
            let room = channel.len().saturating_sub(at);
            for (to, from) in channel.iter_mut().skip(at).zip(&samples[..room.min(samples.len())]) {
                *to += from * gain;
            }
        }
    }

    /// Writes a WAV file.
    pub fn write_wav(&self, to: impl Write + Seek, depth: Depth) -> Result<(), SoundError> {
        let (bits, sample_format) = match depth {
            Depth::Pcm16 => (16, hound::SampleFormat::Int),
            Depth::Pcm24 => (24, hound::SampleFormat::Int),
            Depth::Float32 => (32, hound::SampleFormat::Float),
        };
        let channels = if self.is_mono() { 1 } else { 2 };
        let spec =
            hound::WavSpec { channels, sample_rate: SAMPLE_RATE, bits_per_sample: bits, sample_format };
        let mut writer = hound::WavWriter::new(to, spec)?;
        let full = (1i32 << (bits.min(24) - 1)) as f32 - 1.0;
        for frame in 0..self.frames() {
            for channel in self.channels() {
                match depth {
                    Depth::Float32 => writer.write_sample(channel[frame])?,
                    _ => writer.write_sample((channel[frame].clamp(-1.0, 1.0) * full).round() as i32)?,
                }
            }
        }
        Ok(writer.finalize()?)
    }

    /// Reads a WAV file of one or two channels at 8 to 192 kHz and brings it to [`SAMPLE_RATE`].
    pub fn read_wav(from: impl Read) -> Result<Self, SoundError> {
        let mut reader = hound::WavReader::new(from)?;
        let spec = reader.spec();
        if !(1..=2).contains(&spec.channels) || !(8_000..=192_000).contains(&spec.sample_rate) {
            let found = format!("{} channels at {} Hz", spec.channels, spec.sample_rate);
            return Err(SoundError::UnsupportedWav(format!("{found}; 1 or 2 at 8000 to 192000 Hz are read")));
        }
        let seconds = f64::from(reader.duration()) / f64::from(spec.sample_rate);
        if seconds > f64::from(MAX_SECONDS) {
            return Err(SoundError::TooLong { seconds, limit: MAX_SECONDS });
        }
        let samples: Vec<f32> = match spec.sample_format {
            hound::SampleFormat::Float => reader.samples::<f32>().collect::<Result<_, _>>()?,
            hound::SampleFormat::Int => {
                let full = (1i64 << (spec.bits_per_sample - 1)) as f32;
                reader.samples::<i32>().map(|x| x.map(|x| x as f32 / full)).collect::<Result<_, _>>()?
            }
        };
        let ratio = f64::from(SAMPLE_RATE) / f64::from(spec.sample_rate);
        let side = |first: usize| -> Vec<f32> {
            let all: Vec<f32> = samples.iter().skip(first).step_by(spec.channels.into()).copied().collect();
            resample(&all, ratio)
        };
        Ok(if spec.channels == 1 { Self::mono(side(0)) } else { Self::stereo(side(0), side(1)) })
    }
}
