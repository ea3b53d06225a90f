//! The sounds of a reel, summed into one stereo signal that is handed out frame by frame, so that an hour of
//! sound needs no more memory than a second.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavReader};

use crate::error::Fault;
use crate::reel::{FrameRate, Sound};

/// Samples per second of every sound here.
pub(crate) const RATE: u32 = 48_000;

/// A left and a right sample, −1 to 1.
pub(crate) type Pair = [f32; 2];

/// The sum of all sounds, in order of time.
pub(crate) struct Mix {
    /// Not begun yet, the next one last.
    waiting: Vec<Sound>,
    playing: Vec<Playing>,
    samples_per_frame: u32,
}

struct Playing {
    path: PathBuf,
    mono: bool,
    samples: Box<dyn Iterator<Item = hound::Result<f32>> + Send>,
}

impl Mix {
    /// Opens every sound once, so that a bad one is found before the first frame is made.
    pub(crate) fn new(sounds: &[Sound], fps: FrameRate) -> Result<Self, Fault> {
        for sound in sounds {
            Playing::open(&sound.path)?;
        }
        let mut waiting = sounds.to_vec();
        waiting.sort_by_key(|sound| std::cmp::Reverse(sound.start));
        Ok(Self { waiting, playing: Vec::new(), samples_per_frame: fps.samples_per_frame() })
    }

    /// The samples under one frame. Frames are asked for in order, from 0.
    pub(crate) fn frame(&mut self, frame: u32) -> Result<Vec<Pair>, Fault> {
        while let Some(sound) = self.waiting.pop_if(|sound| sound.start <= frame) {
            self.playing.push(Playing::open(&sound.path)?);
        }
        let mut out = vec![[0.0; 2]; self.samples_per_frame as usize];
        let mut still = Vec::with_capacity(self.playing.len());
        for mut sound in self.playing.drain(..) {
            if sound.add_to(&mut out)? {
                still.push(sound);
            }
        }
        self.playing = still;
        for pair in &mut out {
            *pair = pair.map(|v| v.clamp(-1.0, 1.0));
        }
        Ok(out)
    }
}

impl Playing {
    fn open(path: &Path) -> Result<Self, Fault> {
        let refuse = |error: hound::Error| Fault::input(path, error);
        let reader: WavReader<BufReader<File>> = WavReader::open(path).map_err(refuse)?;
        let spec = reader.spec();
        if spec.sample_rate != RATE || !(1..=2).contains(&spec.channels) {
            let reason =
                format!("{} channels at {} Hz; 1 or 2 at {RATE} are taken", spec.channels, spec.sample_rate);
            return Err(Fault::input(path, reason));
        }
        let samples: Box<dyn Iterator<Item = hound::Result<f32>> + Send> = match spec.sample_format {
            SampleFormat::Float => Box::new(reader.into_samples::<f32>()),
            SampleFormat::Int => {
                let full = 2_f32.powi(i32::from(spec.bits_per_sample.clamp(1, 32)) - 1);
                #[expect(clippy::cast_precision_loss, reason = "24 bits of a sample are more than enough")]
                let unit = move |sample: hound::Result<i32>| sample.map(|s| s as f32 / full);
                Box::new(reader.into_samples::<i32>().map(unit))
            }
        };
        Ok(Self { path: path.to_owned(), mono: spec.channels == 1, samples })
    }

    /// Adds the next samples; `false` when the sound is over.
    fn add_to(&mut self, out: &mut [Pair]) -> Result<bool, Fault> {
        for pair in out {
            let Some(left) = self.next()? else { return Ok(false) };
            let right = if self.mono { left } else { self.next()?.unwrap_or(0.0) };
            pair[0] += left;
            pair[1] += right;
        }
        Ok(true)
    }

    fn next(&mut self) -> Result<Option<f32>, Fault> {
        let next = self.samples.next().transpose().map_err(|error| Fault::input(&self.path, error))?;
        Ok(next.map(|value| if value.is_finite() { value } else { 0.0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(path: &Path, rate: u32, channels: u16, values: &[i16]) -> Sound {
        let spec = hound::WavSpec {
            channels,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(path, spec).unwrap();
        for value in values {
            writer.write_sample(*value).unwrap();
        }
        writer.finalize().unwrap();
        Sound { path: path.to_owned(), start: 0 }
    }

    #[test]
    fn sounds_begin_on_their_frame_add_up_and_end_in_silence() {
        let dir = tempfile::tempdir().unwrap();
        let mono = wav(&dir.path().join("a.wav"), RATE, 1, &[8192; 2500]);
        let stereo =
            Sound { start: 1, ..wav(&dir.path().join("b.wav"), RATE, 2, &[16384, -16384].repeat(10)) };
        let mut mix = Mix::new(&[stereo, mono], FrameRate::Fps24).unwrap();
        let frames: Vec<_> = (0..3).map(|n| mix.frame(n).unwrap()).collect();
        assert!(frames.iter().all(|f| f.len() == 2000));
        assert_eq!((frames[0][0], frames[0][1999]), ([0.25, 0.25], [0.25, 0.25]));
        assert_eq!((frames[1][0], frames[1][10]), ([0.75, -0.25], [0.25, 0.25]));
        assert_eq!((frames[1][499], frames[1][500], frames[2][0]), ([0.25; 2], [0.0; 2], [0.0; 2]));
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "held at exactly one")]
    fn too_loud_a_sum_is_held_at_full_scale() {
        let dir = tempfile::tempdir().unwrap();
        let loud = wav(&dir.path().join("a.wav"), RATE, 1, &[30_000; 100]);
        let mut mix = Mix::new(&[loud.clone(), loud], FrameRate::Fps30).unwrap();
        assert_eq!(mix.frame(0).unwrap()[0], [1.0, 1.0]);
    }

    #[test]
    fn another_rate_and_another_kind_of_file_are_refused_before_the_start() {
        let dir = tempfile::tempdir().unwrap();
        let slow = wav(&dir.path().join("slow.wav"), 44_100, 2, &[0; 4]);
        let text = dir.path().join("text.wav");
        std::fs::write(&text, "file /etc/passwd").unwrap();
        let refused = |sound| match Mix::new(&[sound], FrameRate::Fps25).map(|_| ()) {
            Err(Fault::Input { reason, .. }) => reason,
            other => panic!("{other:?}"),
        };
        assert!(refused(slow).contains("44100 Hz"));
        refused(Sound { path: text, start: 0 });
    }
}
