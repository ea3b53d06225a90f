//! The sound of a film before it is shot: voices that read narration and dialogue, music by rule, ambience and
//! effects from the text, and the mix of them at broadcast loudness. Pure: files and programs that it needs are
//! named by the caller, and a seed determines every sample. [`voice`], [`music`] and [`effects`] make clips,
//! [`mix`] puts them together.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "signal processing turns times into sample numbers and back all over; lengths are checked at the edge"
)]

mod audio;
pub mod effects;
mod error;
pub mod mix;
pub mod music;
mod random;
mod resample;
pub mod voice;
mod watch;

pub use audio::{Clip, Depth, MAX_SECONDS, SAMPLE_RATE, frames_in, from_db, seconds_of, to_db};
pub use error::SoundError;
pub use watch::{Watch, unwatched};
