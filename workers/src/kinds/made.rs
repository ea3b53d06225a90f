//! What the kinds that make a film leave for each other: the results of their jobs. Stored for good, so
//! fields are only ever added. Frames here are film frames, [`FPS`] a second.

use domain::scene::shot::Movement;
use domain::{AssetId, SceneId, ShotId, TakeId};
use serde::{Deserialize, Serialize};

/// Film frames in a second.
pub(crate) const FPS: u32 = 24;

/// An asset and where its bytes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The asset.
    pub(crate) asset: AssetId,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub(crate) sha256: String,
}

/// The frames of a scene: what `storyboard_scene` leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Frames {
    /// The scene.
    pub(crate) scene: SceneId,
    /// Its number.
    pub(crate) number: u32,
    /// Its slugline.
    pub(crate) heading: String,
    /// A frame for each shot, in their order.
    #[serde(rename = "frames")]
    pub(crate) all: Vec<Frame>,
    /// How many of them were drawn by this job; the others were there.
    pub(crate) drawn: u32,
}

/// One frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Frame {
    /// The shot.
    pub(crate) shot: ShotId,
    /// Its name on the slate.
    pub(crate) name: String,
    /// The take that this is.
    pub(crate) take: TakeId,
    /// The clean picture.
    pub(crate) still: Kept,
    /// What the camera does.
    pub(crate) movement: Movement,
}

/// The spoken lines of a scene: what `speak_scene` leaves. It says nothing of where the scene stands: an
/// equal scene has equal voices.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Voices {
    /// The lines, one after the other as they are spoken.
    pub(crate) lines: Vec<Line>,
    /// All of them in one file, each at its `at_ms`; none if nothing is said.
    pub(crate) stem: Option<Kept>,
}

/// One speech: a cue and what follows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    /// Who speaks, as the cue has it.
    pub(crate) speaker: String,
    /// What is said.
    pub(crate) text: String,
    /// Where the speech begins in the file.
    pub(crate) at_ms: u64,
    /// How long it takes.
    pub(crate) ms: u64,
    /// The phrases a caption may show at a time, each with when it begins after `at_ms`.
    pub(crate) phrases: Vec<Phrase>,
    /// Whether a narrator reads it: then it is no caption.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) narrated: bool,
}

/// A part of a speech.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Phrase {
    /// The words.
    pub(crate) text: String,
    /// When it begins after the speech did.
    pub(crate) from_ms: u64,
    /// When it ends after the speech began.
    pub(crate) to_ms: u64,
}

/// One stem of a scene's sound, as long as the scene: what `score_scene` leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stem {
    /// The sound.
    pub(crate) audio: Kept,
    /// How long it is, in film frames.
    pub(crate) frames: u32,
}

/// What `sound_scene` leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sounds {
    /// What a place sounds like.
    pub(crate) ambience: Kept,
    /// What is heard of what happens.
    pub(crate) effects: Kept,
    /// How long both are, in film frames.
    pub(crate) frames: u32,
}

/// The sound of a scene, cut to its shots: what `mix_scene` leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SceneMix {
    /// All sounds together.
    pub(crate) audio: Kept,
    /// How long each shot lasts, in their order, in film frames.
    pub(crate) shots: Vec<u32>,
    /// What is said when.
    pub(crate) captions: Vec<Caption>,
    /// Measured loudness of the whole, in LUFS.
    pub(crate) loudness_lufs: f64,
    /// Its true peak, in dBTP.
    pub(crate) true_peak_dbtp: f64,
    /// What it was made of; mixes of former times do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stems: Option<MixStems>,
}

/// The stems of a mix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MixStems {
    /// All lines on one reel, if anybody speaks.
    pub(crate) voice: Option<Kept>,
    /// Which stretch of the reel is heard when.
    pub(crate) lines: Vec<LaidLine>,
    /// The music, as long as the scene.
    pub(crate) music: Kept,
    /// The ambience, likewise.
    pub(crate) ambience: Kept,
    /// The effects, likewise.
    pub(crate) effects: Kept,
}

/// A line in a mix, in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LaidLine {
    /// Who speaks, as the cue has it.
    pub(crate) speaker: String,
    /// Where it begins on the reel.
    pub(crate) reel_ms: u64,
    /// Where it begins in the scene.
    pub(crate) scene_ms: u64,
    /// How long it takes.
    pub(crate) ms: u64,
}

/// Words on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Caption {
    /// The film frame of the scene at which it comes.
    pub(crate) from: u32,
    /// One past its last film frame.
    pub(crate) to: u32,
    /// Who speaks.
    pub(crate) speaker: String,
    /// What is said.
    pub(crate) text: String,
}

/// A finished film: what `film_scene` and `film_script` leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Film {
    /// The film.
    #[serde(rename = "film")]
    pub(crate) movie: Kept,
    /// A picture that stands for it.
    pub(crate) poster: Kept,
    /// Its shots on one sheet, as PDF.
    pub(crate) contact_sheet: Option<Kept>,
    /// Its words, as WebVTT.
    pub(crate) captions: Option<Kept>,
    /// Whether its pictures have the words burnt in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) burned: bool,
    /// How long it is.
    pub(crate) duration_ms: u64,
    /// Where its scenes begin.
    pub(crate) chapters: Vec<Chapter>,
}

/// A place to jump to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chapter {
    /// What it is called.
    pub(crate) title: String,
    /// Where it begins.
    pub(crate) start_ms: u64,
}
