//! What jobs are for: one variant a kind, with its input.

use super::Scope;
use super::film::{ClipOptions, FilmOptions};
use super::picture::{Direction, PictureOptions};
use crate::ids::{CharacterId, SceneId, ShotId, VersionId};
use crate::scene::shot::ParamsChange;
use crate::vocabulary::{Length, ScriptType, vocabulary};
use serde::{Deserialize, Serialize};

/// A kind of work and what it needs. Stored as `{"kind": …, "input": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "input", rename_all = "snake_case")]
pub enum Work {
    /// Write a new version of a script.
    GenerateScript(GenerateScript),
    /// Make everything that is wanted of a script, an episode, a scene or a character.
    Produce(Produce),
    /// Measure a scene: page eighths, running time, who speaks.
    TimeScene(OfScene),
    /// Add up a version's scenes: running time, one-liner, cast.
    TimeScript(OfVersion),
    /// Write a reader's notes on a scene.
    ReviewScene(OfScene),
    /// Write coverage of a version: what a reader would say of the whole.
    ReviewScript(OfVersion),
    /// Cover a scene with shots.
    BreakDownScene(BreakDown),
    /// Cover a scene with shots, and say in words of its own what each of them shows.
    DescribeScene(BreakDown),
    /// Draw the shots of a scene.
    StoryboardScene(Storyboard),
    /// Draw one shot again, otherwise.
    RefineShot(RefineShot),
    /// Draw a character.
    DrawPortrait(Portray),
    /// Speak the lines of a scene.
    SpeakScene(Speak),
    /// Compose and play the music of a scene.
    ScoreScene(OfScene),
    /// Make the ambience and the effects of a scene.
    SoundScene(OfScene),
    /// Mix the sound of a scene.
    MixScene(OfScene),
    /// Move the camera over the frame of a shot.
    FilmShot(FilmShot),
    /// Make the animatic of a scene.
    FilmScene(FilmScene),
    /// Make the animatic of a version.
    FilmScript(FilmScript),
}

impl Work {
    /// The kind's name.
    pub fn kind(&self) -> JobKind {
        match self {
            Self::GenerateScript(_) => JobKind::GenerateScript,
            Self::Produce(_) => JobKind::Produce,
            Self::TimeScene(_) => JobKind::TimeScene,
            Self::TimeScript(_) => JobKind::TimeScript,
            Self::ReviewScene(_) => JobKind::ReviewScene,
            Self::ReviewScript(_) => JobKind::ReviewScript,
            Self::BreakDownScene(_) => JobKind::BreakDownScene,
            Self::DescribeScene(_) => JobKind::DescribeScene,
            Self::StoryboardScene(_) => JobKind::StoryboardScene,
            Self::RefineShot(_) => JobKind::RefineShot,
            Self::DrawPortrait(_) => JobKind::DrawPortrait,
            Self::SpeakScene(_) => JobKind::SpeakScene,
            Self::ScoreScene(_) => JobKind::ScoreScene,
            Self::SoundScene(_) => JobKind::SoundScene,
            Self::MixScene(_) => JobKind::MixScene,
            Self::FilmShot(_) => JobKind::FilmShot,
            Self::FilmScene(_) => JobKind::FilmScene,
            Self::FilmScript(_) => JobKind::FilmScript,
        }
    }

    /// How its pictures are made, if it makes any.
    pub fn picture(&self) -> Option<PictureOptions> {
        match self {
            Self::StoryboardScene(Storyboard { picture, .. })
            | Self::RefineShot(RefineShot { picture, .. })
            | Self::Produce(Produce { picture, .. }) => Some(*picture),
            Self::DrawPortrait(Portray { picture, .. }) => Some(picture.of_portrait()),
            _ => None,
        }
    }

    /// Makes its pictures as a production asks, as far as that concerns it: a portrait has a shape of its own.
    /// Returns what its output depends on then, beyond its other inputs.
    pub(crate) fn draw_as(&mut self, asked: &PictureOptions) -> Option<String> {
        let own = match self {
            Self::StoryboardScene(Storyboard { picture, .. }) => {
                *picture = *asked;
                picture
            }
            Self::DrawPortrait(Portray { picture, .. }) => {
                let PictureOptions { style, engine, seed, .. } = *asked;
                *picture = PictureOptions { style, engine, seed, ..PictureOptions::default() };
                picture
            }
            _ => return None,
        };
        own.inputs()
    }

    /// Makes its film, or the voices for it, as a production asks. Returns what its output depends on then, beyond
    /// its other inputs: `content` is the digest of what a narrator would read.
    pub(crate) fn film_as(&mut self, asked: FilmOptions, content: &str) -> Option<String> {
        match self {
            Self::FilmScene(FilmScene { film, .. }) | Self::FilmScript(FilmScript { film, .. }) => {
                *film = asked.of_file();
                film.inputs()
            }
            Self::SpeakScene(Speak { narrator, .. }) => {
                *narrator = asked.narrator;
                narrator.then(|| format!("narrator of {content}"))
            }
            _ => None,
        }
    }
}

/// What a production is to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Produce {
    /// Of what.
    #[serde(flatten)]
    pub scope: Scope,
    /// Which kinds of work; what they need comes with them.
    pub want: Vec<JobKind>,
    /// How its pictures are made.
    #[serde(default, skip_serializing_if = "PictureOptions::is_empty")]
    pub picture: PictureOptions,
    /// How its films are made.
    #[serde(default, skip_serializing_if = "FilmOptions::is_empty")]
    pub film: FilmOptions,
}

impl Produce {
    /// With the usual pictures and films.
    pub fn new(scope: Scope, want: Vec<JobKind>) -> Self {
        Self { scope, want, picture: PictureOptions::default(), film: FilmOptions::default() }
    }
}

/// Work on one text of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfScene {
    /// The scene.
    pub scene: SceneId,
    /// Which of its texts, so that a later rewrite changes nothing here.
    pub revision: u32,
}

/// Whose lines to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Speak {
    /// The scene.
    pub scene: SceneId,
    /// Which of its texts.
    pub revision: u32,
    /// Whether a narrator reads what is not spoken.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub narrator: bool,
}

/// Which scene to film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FilmScene {
    /// The scene.
    pub scene: SceneId,
    /// Which of its texts.
    pub revision: u32,
    /// How the film is made.
    #[serde(default, skip_serializing_if = "FilmOptions::is_empty")]
    pub film: FilmOptions,
}

/// Which version to film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FilmScript {
    /// The version.
    pub version: VersionId,
    /// How the film is made.
    #[serde(default, skip_serializing_if = "FilmOptions::is_empty")]
    pub film: FilmOptions,
}

/// Work on one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfVersion {
    /// The version.
    pub version: VersionId,
}

/// Whom to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Portray {
    /// The character.
    pub character: CharacterId,
    /// How the picture is made.
    #[serde(default, skip_serializing_if = "PictureOptions::is_empty")]
    pub picture: PictureOptions,
}

/// What to cover with shots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BreakDown {
    /// The scene.
    pub scene: SceneId,
    /// Which of its texts.
    pub revision: u32,
    /// Whether shots that cover this text already give way, unless they are locked.
    #[serde(default)]
    pub again: bool,
}

/// What to draw of a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Storyboard {
    /// The scene.
    pub scene: SceneId,
    /// Which of its texts.
    pub revision: u32,
    /// How many of its shots, from the first; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame_count: Option<u32>,
    /// Lens and light for all of them, in place of their own.
    #[serde(default, skip_serializing_if = "ParamsChange::is_empty")]
    pub base_params: ParamsChange,
    /// Camera, hour and weather for all of them, likewise.
    #[serde(default, skip_serializing_if = "Direction::is_empty")]
    pub direction: Direction,
    /// How the pictures are made.
    #[serde(default, skip_serializing_if = "PictureOptions::is_empty")]
    pub picture: PictureOptions,
}

/// How to draw a shot otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RefineShot {
    /// The scene it belongs to.
    pub scene: SceneId,
    /// The shot.
    pub shot: ShotId,
    /// What is to be otherwise, in words: `darker, lower angle`. May be blank if numbers say it.
    #[serde(default)]
    pub refinement_prompt: String,
    /// Lens and light; numbers win over words.
    #[serde(default, skip_serializing_if = "ParamsChange::is_empty")]
    pub params: ParamsChange,
    /// How the picture is made.
    #[serde(default, skip_serializing_if = "PictureOptions::is_empty")]
    pub picture: PictureOptions,
}

/// A shot whose clip is to be made, of the take that is active when it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FilmShot {
    /// The scene it belongs to.
    pub scene: SceneId,
    /// The shot.
    pub shot: ShotId,
    /// How the clip is made.
    #[serde(default, skip_serializing_if = "ClipOptions::is_empty")]
    pub clip: ClipOptions,
}

/// What to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GenerateScript {
    /// What is wanted, in the writer's own words.
    pub prompt: String,
    /// Screenplay, treatment or outline.
    pub script_type: ScriptType,
    /// How much of it.
    pub length: Length,
}

vocabulary! {
    /// The kinds of work there are.
    JobKind, "job kind" {
        /// Write a new version of a script.
        GenerateScript = "generate_script",
        /// Make everything that is wanted of a script, an episode, a scene or a character.
        Produce = "produce",
        /// Measure a scene: page eighths, running time, who speaks.
        TimeScene = "time_scene",
        /// Add up a version's scenes: running time, one-liner, cast.
        TimeScript = "time_script",
        /// Write a reader's notes on a scene.
        ReviewScene = "review_scene",
        /// Write coverage of a version: what a reader would say of the whole.
        ReviewScript = "review_script",
        /// Cover a scene with shots.
        BreakDownScene = "break_down_scene",
        /// Cover a scene with shots, and say in words of its own what each of them shows.
        DescribeScene = "describe_scene",
        /// Draw the shots of a scene.
        StoryboardScene = "storyboard_scene",
        /// Draw one shot again, otherwise.
        RefineShot = "refine_shot",
        /// Draw a character.
        DrawPortrait = "draw_portrait",
        /// Speak the lines of a scene.
        SpeakScene = "speak_scene",
        /// Compose and play the music of a scene.
        ScoreScene = "score_scene",
        /// Make the ambience and the effects of a scene.
        SoundScene = "sound_scene",
        /// Mix the sound of a scene.
        MixScene = "mix_scene",
        /// Move the camera over the frame of a shot.
        FilmShot = "film_shot",
        /// Make the animatic of a scene.
        FilmScene = "film_scene",
        /// Make the animatic of a version.
        FilmScript = "film_script",
    }
}

vocabulary! {
    /// Where a job stands.
    JobState, "job state" {
        /// Asked for.
        Pending = "pending",
        /// Being checked.
        Validating = "validating",
        /// Waiting for a worker.
        Queued = "queued",
        /// A worker has it.
        Running = "running",
        /// Done.
        Completed = "completed",
        /// Over without a result.
        Failed = "failed",
        /// Stopped because nobody wants it any more.
        Cancelled = "cancelled",
        /// Some parts of a production are done and others failed.
        PartiallyCompleted = "partially_completed",
    }
}

impl JobState {
    /// Whether nothing more happens by itself.
    pub const fn ended(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Cancelled | Self::PartiallyCompleted)
    }
}

vocabulary! {
    /// What a running job is doing.
    Phase, "phase" {
        /// Writing.
        GeneratingText = "generating_text",
        /// Drawing.
        GeneratingImages = "generating_images",
        /// Filming.
        GeneratingVideo = "generating_video",
        /// Speaking and playing.
        GeneratingAudio = "generating_audio",
        /// Putting it together.
        Composing = "composing",
    }
}

vocabulary! {
    /// What sort of failure it was, which decides whether trying again can help.
    ErrorClass, "error class" {
        /// It may work next time.
        Transient = "transient",
        /// It will fail every time.
        Permanent = "permanent",
        /// The worker died or fell silent.
        Crash = "crash",
        /// It took too long.
        Timeout = "timeout",
        /// What it needs was not made.
        Blocked = "blocked",
        /// The script's budget does not cover it.
        Budget = "budget",
    }
}

/// Why an attempt or a job failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JobError {
    /// What sort of failure it was.
    pub class: ErrorClass,
    /// What happened, in a sentence for the one who asked.
    pub message: String,
}
