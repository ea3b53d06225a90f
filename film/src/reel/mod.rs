//! The plan of a film: everything that decides its bytes, as plain data that serialises to JSON. Nothing
//! else (no clock, no environment) has a say, so the same reel gives the same film.

pub(crate) mod check;
pub(crate) mod movement;
pub(crate) mod timeline;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use movement::Movement;

/// A film to be made. [`Reel::check`] says whether it can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reel {
    /// Size of every frame.
    pub size: FrameSize,
    /// Frames per second.
    pub fps: FrameRate,
    /// Container and codecs.
    pub format: Format,
    /// Trade between time, bytes and fidelity.
    #[serde(default)]
    pub quality: Quality,
    /// The shots in order; at least one.
    pub shots: Vec<Shot>,
    /// Where captions go.
    #[serde(default)]
    pub captions: CaptionMode,
    /// Language of the captions, ISO 639-2 (`eng`); `None` is undetermined.
    #[serde(default)]
    pub language: Option<String>,
    /// Chapter marks, ascending.
    #[serde(default)]
    pub chapters: Vec<Chapter>,
    /// What the file says of itself.
    #[serde(default)]
    pub metadata: Metadata,
    /// Sounds laid on the timeline and summed; none gives a silent film without an audio stream.
    #[serde(default)]
    pub sounds: Vec<Sound>,
    /// Frames that are also wanted as pictures of their own, without captions and slate.
    #[serde(default)]
    pub pictures: Vec<PictureRequest>,
}

/// Width and height in pixels; both even.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// The frame rates that films are made in; in JSON the number itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub enum FrameRate {
    /// Cinema.
    Fps24,
    /// PAL television.
    Fps25,
    /// The web.
    Fps30,
}

impl FrameRate {
    /// Frames per second.
    pub fn per_second(self) -> u32 {
        match self {
            Self::Fps24 => 24,
            Self::Fps25 => 25,
            Self::Fps30 => 30,
        }
    }

    /// Samples of 48 kHz sound in one frame; exact for every rate.
    pub fn samples_per_frame(self) -> u32 {
        48_000 / self.per_second()
    }

    /// The length of so many frames in seconds.
    pub fn seconds(self, frames: u32) -> f64 {
        f64::from(frames) / f64::from(self.per_second())
    }
}

impl From<FrameRate> for u32 {
    fn from(rate: FrameRate) -> Self {
        rate.per_second()
    }
}

impl TryFrom<u32> for FrameRate {
    type Error = String;

    fn try_from(value: u32) -> Result<Self, String> {
        match value {
            24 => Ok(Self::Fps24),
            25 => Ok(Self::Fps25),
            30 => Ok(Self::Fps30),
            other => Err(format!("frame rate {other} is none of 24, 25, 30")),
        }
    }
}

/// Container and codecs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// H.264 and AAC, index in front so that it plays while it loads.
    Mp4,
    /// VP9 and Opus.
    Webm,
}

impl Format {
    /// The usual ending of such a file, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Webm => "webm",
        }
    }
}

/// Trade between time, bytes and fidelity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// To see the cut soon.
    Draft,
    /// What people are shown.
    #[default]
    Standard,
    /// What is handed on to an edit.
    High,
}

/// One picture on screen for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shot {
    /// What is seen.
    pub source: Source,
    /// How long, its share of both crossfades included.
    pub frames: u32,
    /// How the camera moves over the picture.
    #[serde(default)]
    pub movement: Movement,
    /// Chooses the noise of a handheld camera.
    #[serde(default)]
    pub seed: u64,
    /// How the shot before gives way to this one; the first shot is cut to.
    #[serde(default)]
    pub transition: Transition,
    /// A burnt-in strip that names the shot and counts the film's time.
    #[serde(default)]
    pub slate: Option<Slate>,
    /// What is said, ascending and without overlap.
    #[serde(default)]
    pub captions: Vec<Caption>,
}

/// What a shot shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Source {
    /// A picture file: PNG, JPEG or WebP, cropped to the shape of the frame.
    Still(PathBuf),
    /// Words on black: a title, or a shot that has no picture yet.
    Card {
        /// The large line.
        title: String,
        /// Smaller lines under it.
        #[serde(default)]
        lines: Vec<String>,
    },
}

/// How one shot gives way to the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// At once.
    #[default]
    Cut,
    /// Both are on screen for so many frames, the one fading into the other.
    Crossfade(u32),
}

impl Transition {
    /// Frames for which both shots are on screen.
    pub fn frames(self) -> u32 {
        match self {
            Self::Cut => 0,
            Self::Crossfade(frames) => frames,
        }
    }
}

/// The strip of words burnt over a shot in an animatic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slate {
    /// Scene number as people say it: `12A`.
    pub scene: String,
    /// Shot number or letter.
    pub shot: String,
    /// Anything else: size, lens, movement.
    #[serde(default)]
    pub note: String,
}

/// Words for a part of a shot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caption {
    /// First frame, counted from the shot's own first.
    pub start: u32,
    /// First frame without it.
    pub end: u32,
    /// The words; burnt in they take two lines at most.
    pub text: String,
}

/// Where captions go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptionMode {
    /// Nowhere.
    None,
    /// Into the picture.
    Burned,
    /// Into a subtitle track that the viewer can switch.
    #[default]
    Track,
}

/// A named point of the film.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its name, for people.
    pub title: String,
    /// First frame of the film that belongs to it; it lasts until the next one.
    pub start: u32,
}

/// What the file says of itself. Empty strings are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Metadata {
    /// Title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// Anything else.
    pub comment: String,
    /// On what terms it may be used.
    pub licence: String,
}

/// A sound file on the timeline: WAV at 48 kHz, mono or stereo, whole or real numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sound {
    /// The file.
    pub path: PathBuf,
    /// The film's frame at which it begins.
    #[serde(default)]
    pub start: u32,
}

/// A frame of the film that is wanted as a picture file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureRequest {
    /// Which frame of the film.
    pub frame: u32,
    /// Pixels across; the height follows.
    pub width: u32,
    /// Where to: `.jpg` or `.png` decides the format.
    pub output: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reel_says_only_what_differs_from_the_usual() {
        let json = r#"{
            "size": { "width": 1280, "height": 720 }, "fps": 25, "format": "webm",
            "shots": [
                { "source": { "still": "a.png" }, "frames": 50 },
                { "source": { "card": { "title": "The end" } }, "frames": 25, "transition": { "crossfade": 12 } }
            ]
        }"#;
        let reel: Reel = serde_json::from_str(json).unwrap();
        assert_eq!((reel.quality, reel.captions), (Quality::Standard, CaptionMode::Track));
        assert_eq!((reel.shots[0].movement, reel.shots[0].transition), (Movement::Static, Transition::Cut));
        assert_eq!(reel.shots[1].transition.frames(), 12);
        assert!(reel.metadata == Metadata::default() && reel.sounds.is_empty() && reel.pictures.is_empty());
        assert_eq!(reel.check(), Ok(()));
        assert_eq!(reel.timeline().total, 63);
    }

    #[test]
    fn sound_fits_every_rate_without_a_rest() {
        for (rate, samples) in [(24, 2_000), (25, 1_920), (30, 1_600)] {
            let fps = FrameRate::try_from(rate).unwrap();
            assert_eq!((u32::from(fps), fps.samples_per_frame()), (rate, samples));
            assert_eq!(fps.samples_per_frame() * rate, 48_000);
            assert!((fps.seconds(rate * 3) - 3.0).abs() < 1e-12);
        }
        for rate in [0, 23, 26, 29, 60] {
            assert!(FrameRate::try_from(rate).unwrap_err().contains(&rate.to_string()));
        }
    }

    #[test]
    fn what_is_no_source_and_no_format_is_refused() {
        assert!(serde_json::from_str::<Source>(r#"{"film": "a.mp4"}"#).is_err());
        assert!(serde_json::from_str::<Source>(r#"{"card": {"title": "x", "font": "y"}}"#).is_err());
        assert!(serde_json::from_str::<Format>("\"avi\"").is_err());
        assert_eq!(Format::Webm.extension(), "webm");
    }
}
