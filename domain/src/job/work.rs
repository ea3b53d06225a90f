//! What jobs are for: one variant a kind, with its input.

use crate::vocabulary::{Length, ScriptType, vocabulary};
use serde::{Deserialize, Serialize};

/// A kind of work and what it needs. Stored as `{"kind": …, "input": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "input", rename_all = "snake_case")]
pub enum Work {
    /// Write a new version of a script.
    GenerateScript(GenerateScript),
}

impl Work {
    /// The kind's name.
    pub fn kind(&self) -> JobKind {
        match self {
            Self::GenerateScript(_) => JobKind::GenerateScript,
        }
    }
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
