//! How films are asked for: the file they become, how many frames a second it has, what is seen over the pictures
//! and between them, and whether somebody reads what is not spoken. The same options hold for a scene and for a
//! whole production.

use crate::vocabulary::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// The file that a film becomes.
    FilmFormat, "film format" {
        /// H.264 and AAC, which everything plays.
        Mp4 = "mp4",
        /// VP9 and Opus, free of royalties.
        Webm = "webm",
    }
}

vocabulary! {
    /// Where a film shows what is said.
    FilmCaptions, "place for captions" {
        /// In a track that viewers can switch.
        Track = "track",
        /// In the picture, for players that have no switch.
        Burned = "burned",
        /// Nowhere; they are kept beside the film as ever.
        None = "none",
    }
}

vocabulary! {
    /// How the shots of a film give way to each other; a crossfade has its middle where the cut would be.
    FilmTransitions, "kind of transition" {
        /// Every shot begins at once.
        Cuts = "cuts",
        /// Scenes fade into each other; the shots of a scene are cut.
        SceneCrossfades = "scene_crossfades",
        /// Every shot fades into the next.
        Crossfades = "crossfades",
    }
}

/// Frames a second that a film has: 24, 25 or 30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct FilmRate(u32);

/// A number of frames a second that no film is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} frames a second are none of 24, 25, 30")]
pub struct UnknownRate(pub u32);

impl FilmRate {
    /// Frames in a second.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Default for FilmRate {
    fn default() -> Self {
        Self(24)
    }
}

impl TryFrom<u32> for FilmRate {
    type Error = UnknownRate;

    fn try_from(rate: u32) -> Result<Self, UnknownRate> {
        if [24, 25, 30].contains(&rate) { Ok(Self(rate)) } else { Err(UnknownRate(rate)) }
    }
}

impl From<FilmRate> for u32 {
    fn from(rate: FilmRate) -> Self {
        rate.0
    }
}

/// How a film is made: what is left out is MP4 at 24 frames a second with cuts, captions in a track, no slate and
/// no narrator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilmOptions {
    /// The file it becomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<FilmFormat>,
    /// Frames a second: 24, 25 or 30.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<u32>, minimum = 24, maximum = 30))]
    pub fps: Option<FilmRate>,
    /// Where it shows what is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions: Option<FilmCaptions>,
    /// How its shots give way to each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transitions: Option<FilmTransitions>,
    /// Whether a strip over every shot has its name and the film's time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub slate: bool,
    /// Whether a voice of its own reads the headings and the action lines.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub narrator: bool,
}

/// How the clip of one shot is made: what is left out is MP4 at 24 frames a second without a slate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClipOptions {
    /// The file it becomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<FilmFormat>,
    /// Frames a second: 24, 25 or 30.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<u32>, minimum = 24, maximum = 30))]
    pub fps: Option<FilmRate>,
    /// Whether a strip over it has its name and its time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub slate: bool,
}

impl ClipOptions {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl From<ClipOptions> for FilmOptions {
    fn from(ClipOptions { format, fps, slate }: ClipOptions) -> Self {
        Self { format, fps, slate, ..Self::default() }
    }
}

impl FilmOptions {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What of it concerns the file, and not the sound.
    pub(crate) fn of_file(self) -> Self {
        Self { narrator: false, ..self }
    }

    /// What of it an output depends on, as inputs of a node: nothing if nothing is said.
    pub(crate) fn inputs(&self) -> Option<String> {
        let json = || serde_json::to_string(self).expect("options are plain words and numbers");
        (!self.is_empty()).then(json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_stored_as_they_were_said() {
        let read = |json: &str| serde_json::from_str::<FilmOptions>(json);
        let said = read(r#"{"format":"webm","fps":25,"narrator":true}"#).unwrap();
        assert_eq!((said.format, said.fps.unwrap().get(), said.narrator), (Some(FilmFormat::Webm), 25, true));
        assert_eq!(serde_json::to_string(&said).unwrap(), r#"{"format":"webm","fps":25,"narrator":true}"#);
        let seen = r#"{"captions":"burned","transitions":"scene_crossfades","slate":true}"#;
        assert_eq!(serde_json::to_string(&read(seen).unwrap()).unwrap(), seen);
        let refused = read(r#"{"fps":23}"#).unwrap_err().to_string();
        assert!(refused.contains("23 frames a second are none of 24, 25, 30"), "{refused}");
        for wrong in
            [r#"{"format":"avi"}"#, r#"{"speed":2}"#, r#"{"captions":"sung"}"#, r#"{"transitions":"wipes"}"#]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn options_that_say_nothing_are_stored_as_nothing_and_change_no_hash() {
        assert_eq!(serde_json::to_string(&FilmOptions::default()).unwrap(), "{}");
        assert_eq!(FilmOptions::default().inputs(), None);
        let narrated = FilmOptions { narrator: true, ..FilmOptions::default() };
        assert_eq!(narrated.of_file().inputs(), None, "a narrator makes no other file");
    }
}
