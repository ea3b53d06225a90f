//! What parent and child say to each other: one [`Request`] in, any number of [`Message`]s out.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::answer::Probe;
use crate::error::Fault;
use crate::reel::Reel;

/// What the child may use. The parent enforces time on the clock, the child the rest upon itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space in bytes; threads reserve some without using it.
    pub memory_bytes: u64,
    /// Seconds of processor time, over all threads.
    pub cpu_s: u64,
    /// Seconds on the clock.
    pub wall_s: u64,
    /// Bytes in any one file that is written.
    pub file_bytes: u64,
    /// Threads for composing, and as many for encoding.
    pub threads: usize,
    /// How far it steps back for other processes: 0 not at all, 19 completely.
    pub niceness: u8,
}

impl Default for Limits {
    /// Room for two hours of 1080p: 4 GiB, six processor hours, three hours on the clock, 8 GiB a file.
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            memory_bytes: 4 << 30,
            cpu_s: 6 * 3600,
            wall_s: 3 * 3600,
            file_bytes: 8 << 30,
            threads: threads.min(16),
            niceness: 5,
        }
    }
}

/// How far a film is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Frames finished.
    pub frame: u32,
    /// Frames there will be.
    pub total: u32,
}

/// A picture wanted out of a film.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThumbnailRequest {
    /// The moment, in milliseconds; past the end, the last picture.
    pub at_ms: u64,
    /// Pixels across; the height follows, and nothing is enlarged.
    pub width: u32,
    /// Where to: `.jpg` or `.png` decides the format.
    pub output: PathBuf,
}

/// A sheet of pictures at even distances of a film.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StripRequest {
    /// How many pictures, 1 to 400.
    pub count: u32,
    /// How many side by side, 1 to 40.
    pub columns: u32,
    /// Pixels across each picture, 16 to 640.
    pub width: u32,
    /// Where to: `.jpg` or `.png` decides the format.
    pub output: PathBuf,
}

/// What a child is started for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    /// What it may use.
    pub(crate) limits: Limits,
    /// The process that started it, so that it can tell that this one is gone already.
    pub(crate) parent: u32,
    pub(crate) task: Task,
}

/// Paths here are absolute, and written files lie in the child's own folder.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    Render { reel: Box<Reel>, output: PathBuf, pictures: Vec<PathBuf> },
    Probe { path: PathBuf },
    Thumbnails { path: PathBuf, wanted: Vec<ThumbnailRequest> },
    Strip { path: PathBuf, wanted: StripRequest },
}

/// A line from the child.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    Progress(Progress),
    Done(Answer),
    Failed(Fault),
}

/// What came of a task.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// The files that were asked for are written.
    Written,
    Probed(Probe),
}
