//! The mix: four stems are levelled, ducked under the voice, summed, brought to the loudness that broadcasters and
//! platforms want (−16 LUFS, true peak at most −1 dBTP), and kept, so that the sum of the stems is the master
//! before its limiter. [`lay`] puts single clips onto a stem.

mod duck;
mod limiter;
mod loudness;
mod master;

use crate::{Clip, SoundError, audio::check_length, error::in_range, from_db};

pub use duck::Ducking;
pub use loudness::{Loudness, measure};
pub use master::mix;

/// The most clips laid on one stem.
const MAX_CLIPS: usize = 20_000;

/// The four stems of a film.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stems {
    /// Narration and dialogue.
    pub voice: Clip,
    /// Music.
    pub music: Clip,
    /// The sound of the place.
    pub ambience: Clip,
    /// What happens in it.
    pub effects: Clip,
}

impl Stems {
    /// The stems with their names, in order.
    pub fn each(&self) -> [(&'static str, &Clip); 4] {
        [
            ("voice", &self.voice),
            ("music", &self.music),
            ("ambience", &self.ambience),
            ("effects", &self.effects),
        ]
    }

    pub(crate) fn each_mut(&mut self) -> [&mut Clip; 4] {
        [&mut self.voice, &mut self.music, &mut self.ambience, &mut self.effects]
    }
}

/// How stems are mixed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MixSettings {
    /// Integrated loudness of the master in LUFS, −40 to −8.
    pub loudness_lufs: f32,
    /// The highest true peak of the master in dBTP, −12 to 0.
    pub true_peak_dbtp: f32,
    /// Faders of voice, music, ambience and effects in decibels, −60 to 20, on top of the levelling.
    pub faders_db: [f32; 4],
    /// How music is ducked.
    pub music: Ducking,
    /// How ambience is ducked.
    pub ambience: Ducking,
}

impl Default for MixSettings {
    fn default() -> Self {
        Self {
            loudness_lufs: -16.0,
            true_peak_dbtp: -1.0,
            faders_db: [0.0; 4],
            music: Ducking { depth_db: 10.0, attack_s: 0.25, hold_s: 0.45, release_s: 0.9 },
            ambience: Ducking { depth_db: 4.0, attack_s: 0.25, hold_s: 0.45, release_s: 0.9 },
        }
    }
}

impl MixSettings {
    fn check(&self) -> Result<(), SoundError> {
        in_range("the loudness in LUFS", self.loudness_lufs, -40.0, -8.0)?;
        in_range("the true peak in dBTP", self.true_peak_dbtp, -12.0, 0.0)?;
        self.faders_db.iter().try_for_each(|db| in_range("a fader in decibels", *db, -60.0, 20.0))?;
        for ducking in [self.music, self.ambience] {
            in_range("the depth of ducking in decibels", ducking.depth_db, 0.0, 60.0)?;
            for seconds in [ducking.attack_s, ducking.hold_s, ducking.release_s] {
                in_range("a time of ducking in seconds", seconds, 0.0, 30.0)?;
            }
        }
        Ok(())
    }
}

/// A finished mix.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// What is heard.
    pub master: Clip,
    /// The stems as they are in the master: levelled, ducked, at its gain. Their sum is the master before limiting.
    pub stems: Stems,
    /// What the master measures.
    pub loudness: Loudness,
    /// The most that the limiter took, in decibels.
    pub limited_db: f32,
}

/// A clip on a stem.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed<'a> {
    /// What.
    pub clip: &'a Clip,
    /// When it begins, in frames.
    pub at: usize,
    /// Its level in decibels, −120 to 24.
    pub gain_db: f32,
    /// From −1 (left) to 1 (right).
    pub pan: f32,
}

/// A stereo stem of this length from clips; what runs over the end is cut.
///
/// # Errors
/// [`SoundError::OutOfRange`] for levels, places and numbers nobody means; [`SoundError::TooLong`].
pub fn lay(frames: usize, clips: &[Placed<'_>]) -> Result<Clip, SoundError> {
    check_length(frames)?;
    in_range("the number of clips", clips.len() as f32, 0.0, MAX_CLIPS as f32)?;
    let mut stem = Clip::silence(frames);
    for placed in clips {
        in_range("a clip's level in decibels", placed.gain_db, -120.0, 24.0)?;
        in_range("a clip's place", placed.pan, -1.0, 1.0)?;
        let level = from_db(placed.gain_db);
        let (left, right) = ((1.0 - placed.pan).min(1.0), (1.0 + placed.pan).min(1.0));
        stem.add(placed.clip, placed.at, left * level, right * level);
    }
    Ok(stem)
}
