//! What can go wrong while making sound. Each message says what and where, and for what is missing on the
//! machine which script puts it there.

use std::path::PathBuf;

/// An error of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SoundError {
    /// The caller's watch asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// A file of the speech model is not in the models folder.
    #[error("the speech model's {} is missing: run scripts/fetch-models hibari", path.display())]
    MissingWeights {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file of the speech model is there and is not what it should be.
    #[error("the speech model's {} cannot be used ({reason}): run scripts/fetch-models hibari", path.display())]
    DamagedWeights {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The speech model failed on one sentence.
    #[error("the speech model failed on {sentence:?}: {reason}")]
    Speech {
        /// What it should have said.
        sentence: String,
        /// What it said instead.
        reason: String,
    },
    /// There is no soundfont to play music with.
    #[error("there is no soundfont at {}: run scripts/bootstrap", path.display())]
    MissingSoundFont {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is not a soundfont (SF2 or SF3), or it is damaged.
    #[error("the soundfont {} cannot be used: {reason}", path.display())]
    DamagedSoundFont {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A speech program is not installed.
    #[error("{program} is not installed: run scripts/bootstrap")]
    MissingProgram {
        /// The program's name.
        program: &'static str,
    },
    /// A speech program failed.
    #[error("{program} failed: {reason}")]
    ProgramFailed {
        /// The program's name.
        program: &'static str,
        /// Its last words, or the system's.
        reason: String,
    },
    /// A speech program took too long and was ended.
    #[error("{program} was ended after {limit_s} s")]
    TimedOut {
        /// The program's name.
        program: &'static str,
        /// How long it had.
        limit_s: u64,
    },
    /// There is nothing in the text that can be said.
    #[error("there is nothing to say")]
    NothingToSay,
    /// More text than one call takes.
    #[error("the text has {characters} characters, more than the {limit} that are spoken at once")]
    TextTooLong {
        /// How many there are.
        characters: usize,
        /// How many there may be.
        limit: usize,
    },
    /// More sound than one call makes.
    #[error("{seconds:.1} s of sound were asked for, more than the {limit} s that are made at once")]
    TooLong {
        /// How much was asked for.
        seconds: f64,
        /// How much there may be.
        limit: u32,
    },
    /// A number outside its range, or not a number at all.
    #[error("{what} is {value}, outside {low} to {high}")]
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// What it was.
        value: f64,
        /// The least it may be.
        low: f64,
        /// The most it may be.
        high: f64,
    },
    /// A WAV file that cannot be read or written.
    #[error("wav: {0}")]
    Wav(#[from] hound::Error),
    /// A WAV file that is fine and that this crate does not take.
    #[error("wav: {0}")]
    UnsupportedWav(String),
    /// The system refused.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: &'static str,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// Refuses a number that is not finite or lies outside `low..=high`.
pub(crate) fn in_range(what: &'static str, value: f32, low: f32, high: f32) -> Result<(), SoundError> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(SoundError::OutOfRange { what, value: value.into(), low: low.into(), high: high.into() })
}
