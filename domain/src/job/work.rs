//! What jobs are for: one variant a kind, with its input.

use super::Scope;
use crate::ids::{SceneId, VersionId};
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

/// Work on one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfVersion {
    /// The version.
    pub version: VersionId,
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
