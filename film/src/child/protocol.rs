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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::LimitKind;

    fn crossed<T: Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
        serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
    }

    #[test]
    fn a_request_crosses_with_all_that_it_asks() {
        let reel = crate::reel::check::tests::reel();
        let task = Task::Render {
            reel: Box::new(reel.clone()),
            output: "/films/film.mp4".into(),
            pictures: vec!["/films/picture-0.jpg".into()],
        };
        let request = Request { limits: Limits::default(), parent: 7, task };
        let read = crossed(&request);
        assert_eq!((read.limits, read.parent), (Limits::default(), 7));
        let Task::Render { reel: read, output, pictures } = read.task else { panic!("another task") };
        assert_eq!((*read, output.to_str(), pictures.len()), (reel, Some("/films/film.mp4"), 1));
    }

    #[test]
    fn every_message_is_one_line_whatever_its_words() {
        let fault = Fault::input("a\nb.png".as_ref(), "torn\r\nin two");
        let messages = [
            Message::Progress(Progress { frame: 3, total: 9 }),
            Message::Done(Answer::Written),
            Message::Failed(fault.clone()),
            Message::Failed(Fault::Limit(LimitKind::Memory)),
        ];
        for message in &messages {
            let line = serde_json::to_string(message).unwrap();
            assert!(!line.contains(['\n', '\r']), "{line}");
        }
        assert!(matches!(crossed(&messages[0]), Message::Progress(Progress { frame: 3, total: 9 })));
        assert!(matches!(crossed(&messages[2]), Message::Failed(read) if read == fault));
    }

    #[test]
    fn the_usual_limits_leave_room_and_are_limits() {
        let Limits { memory_bytes, cpu_s, wall_s, file_bytes, threads, niceness } = Limits::default();
        assert!((1 << 30..=8 << 30).contains(&memory_bytes) && (1 << 30..=16 << 30).contains(&file_bytes));
        assert!(cpu_s >= 3_600 && wall_s >= 3_600 && (1..=16).contains(&threads) && niceness < 20);
    }
}
