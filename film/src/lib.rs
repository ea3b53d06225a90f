//! Stills and sound in, film out: clips, scene and script animatics, thumbnails, and what a film file
//! really holds.
//!
//! A [`Reel`] is the whole plan as plain data. [`render`], [`probe`], [`thumbnails`] and [`contact_strip`]
//! never touch a media file in the caller's process: each starts [`child`], a process of the caller's own
//! program with hard limits, because the libraries that decode media are large, written in C and fed with
//! what strangers upload. A crash there is an error value here.
//!
//! Frames are composed in Rust (`compose`), not in a filter graph: it is faster, moves by fractions of a
//! pixel, and no text of a user is ever part of a filter expression. Every length is a count of frames;
//! sound is cut to the frame count, never the other way round.

pub mod captions;
pub mod child;
mod compose;
mod decode;
mod encode;
mod error;
mod ffi;
mod reel;

pub use child::answer::{FileInfo, Finished, Picture, Probe, ProbedChapter, ProbedStream, StreamKind};
pub use child::parent::{Cancel, Options, contact_strip, probe, render, thumbnails};
pub use child::protocol::{Limits, Progress, StripRequest, ThumbnailRequest};
pub use error::{FilmError, LimitKind};
pub use reel::check::{InvalidReel, Problem};
pub use reel::movement::{Movement, UnknownMovement};
pub use reel::timeline::{Placed, TimedCaption, Timeline};
pub use reel::{
    Caption, CaptionMode, Chapter, Format, FrameRate, FrameSize, Metadata, PictureRequest, Quality, Reel,
    Shot, Slate, Sound, Source, Transition,
};
