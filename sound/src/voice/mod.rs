//! Narration and dialogue. A [`Voice`] is a speaker (the neural one, or a classic speech program when it is
//! installed) tuned by pitch, rate and formant, so that a cast of twenty is told apart; a [`Delivery`] is how one
//! line is said, read from its parenthetical. [`Voices`] speaks, and says when each word begins and ends, because
//! captions follow the sound.

mod cast;
mod delivery;
mod hibari;
mod model;
mod phonemes;
mod programs;
mod reader;
mod stretch;
mod text;
mod vocoder;

use serde::{Deserialize, Serialize};

use crate::{Clip, SoundError, error::in_range};

pub use cast::{Character, Presenting, cast, voice_for};
pub use delivery::{Delivery, Place};
pub use reader::Voices;
pub use text::{heading_for_reading, sentences, speakable};

/// The most characters that one call speaks: about twenty minutes.
pub const MAX_CHARACTERS: usize = 20_000;

/// Who lends the voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The neural voice (hibari-tts, a woman's, American); the best one.
    Hibari,
    /// flite, a man's American voice.
    FliteRms,
    /// flite, a woman's American voice.
    FliteSlt,
    /// flite, a man's Scottish voice.
    FliteAwb,
    /// flite, a man's plain, mechanical voice.
    FliteKal,
    /// festival, a woman's American voice.
    FestivalSlt,
}

impl Speaker {
    /// Every speaker, the best first.
    pub const ALL: [Self; 6] =
        [Self::Hibari, Self::FliteRms, Self::FliteSlt, Self::FliteAwb, Self::FestivalSlt, Self::FliteKal];
}

/// A character's voice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Who lends it.
    pub speaker: Speaker,
    /// Pitch against the speaker's own, in semitones, −18 to 12.
    pub pitch_semitones: f32,
    /// Pace against the speaker's own, 0.5 (half as fast) to 2.
    pub rate: f32,
    /// Resonances against the speaker's own, 0.7 (a large body) to 1.4 (a small one).
    pub formant: f32,
}

impl Voice {
    /// The speaker's own voice.
    pub const fn of(speaker: Speaker) -> Self {
        Self { speaker, pitch_semitones: 0.0, rate: 1.0, formant: 1.0 }
    }

    /// Refuses what no speaker can do.
    pub(crate) fn check(&self) -> Result<(), SoundError> {
        in_range("pitch in semitones", self.pitch_semitones, -18.0, 12.0)?;
        in_range("rate", self.rate, 0.5, 2.0)?;
        in_range("formant", self.formant, 0.7, 1.4)
    }
}

/// When something is heard, in frames of the clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first frame.
    pub start: usize,
    /// The frame after the last.
    pub end: usize,
}

/// A word or a sentence, and when it is heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// What is said, as it is spoken (no markup).
    pub text: String,
    /// When.
    pub span: Span,
}

/// What was spoken.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// The sound, mono.
    pub clip: Clip,
    /// Its sentences, in order.
    pub sentences: Vec<Spoken>,
    /// Its words, in order. Exact to 12.5 ms for [`Speaker::Hibari`]; for the others each sentence is exact and
    /// its words share it by their letters.
    pub words: Vec<Spoken>,
}
