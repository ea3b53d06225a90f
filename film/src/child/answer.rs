//! What callers get back.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::reel::FrameRate;

/// A finished film and its pictures, all of them complete and on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// The film.
    pub film: FileInfo,
    /// Its frames.
    pub frames: u32,
    /// Frames a second.
    pub fps: FrameRate,
    /// The pictures, in the order they were asked for.
    pub pictures: Vec<Picture>,
}

impl Finished {
    /// Length in microseconds, rounded.
    pub fn duration_us(&self) -> u64 {
        let rate = u64::from(self.fps.per_second());
        (u64::from(self.frames) * 1_000_000 + rate / 2) / rate
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInfo {
    /// Where it is.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
}

/// A picture that was written.
pub type Picture = FileInfo;

/// What a film file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// FFmpeg's name of the container: `mov,mp4,m4a,3gp,3g2,mj2` or `matroska,webm`.
    pub container: String,
    /// Length in microseconds.
    pub duration_us: i64,
    /// Its streams, in the file's order.
    pub streams: Vec<ProbedStream>,
    /// Its chapters.
    pub chapters: Vec<ProbedChapter>,
    /// What it says of itself.
    pub tags: BTreeMap<String, String>,
}

impl Probe {
    /// The first stream of a kind.
    pub fn stream(&self, kind: StreamKind) -> Option<&ProbedStream> {
        self.streams.iter().find(|stream| stream.kind == kind)
    }
}

/// One stream of a film file. What does not apply to its kind is 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbedStream {
    /// What it carries.
    pub kind: StreamKind,
    /// FFmpeg's name of its codec: `h264`, `aac`.
    pub codec: String,
    /// Length in microseconds; 0 where the container does not say.
    pub duration_us: i64,
    /// Packets; 0 where the container does not say. For pictures, the frames.
    pub packets: i64,
    /// Its language, ISO 639-2.
    pub language: Option<String>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Frames a second as a fraction.
    pub rate: (i32, i32),
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels of sound.
    pub channels: u16,
}

/// What a stream carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamKind {
    /// Moving pictures.
    Video,
    /// Sound.
    Audio,
    /// Captions.
    Subtitle,
    /// Anything else, such as chapter names.
    Other,
}

/// A chapter of a film file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbedChapter {
    /// Its name.
    pub title: String,
    /// Where it begins, in microseconds.
    pub start_us: i64,
    /// Where it ends.
    pub end_us: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_its_frames_to_the_microsecond() {
        let film = FileInfo { path: "a.mp4".into(), bytes: 1 };
        let length =
            |frames, fps| Finished { film: film.clone(), frames, fps, pictures: vec![] }.duration_us();
        assert_eq!(length(1, FrameRate::Fps24), 41_667);
        assert_eq!(length(25, FrameRate::Fps25), 1_000_000);
        assert_eq!(length(u32::MAX, FrameRate::Fps30), 143_165_576_500_000);
    }

    #[test]
    fn the_first_stream_of_a_kind_is_found() {
        let stream = |kind, codec: &str| ProbedStream {
            kind,
            codec: codec.to_owned(),
            duration_us: 0,
            packets: 0,
            language: None,
            width: 0,
            height: 0,
            rate: (0, 1),
            sample_rate: 0,
            channels: 0,
        };
        let streams = vec![stream(StreamKind::Audio, "aac"), stream(StreamKind::Audio, "opus")];
        let probe = Probe {
            container: "mov".into(),
            duration_us: 0,
            streams,
            chapters: vec![],
            tags: BTreeMap::default(),
        };
        assert_eq!(probe.stream(StreamKind::Audio).map(|it| it.codec.as_str()), Some("aac"));
        assert_eq!(probe.stream(StreamKind::Video), None);
        let json = serde_json::to_string(&probe).unwrap();
        assert_eq!(serde_json::from_str::<Probe>(&json).unwrap(), probe);
    }
}
