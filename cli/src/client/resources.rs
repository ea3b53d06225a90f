//! The parts of the API's answers that the command line shows.
//!
//! Unknown fields are ignored here, so that a newer studio still understands an older client.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// One page of a list.
#[derive(Debug, Deserialize)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next_cursor: Option<String>,
}

/// What signing in answers.
#[derive(Debug, Deserialize)]
pub(crate) struct SessionAnswer {
    pub(crate) access_token: String,
    pub(crate) refresh_token: Option<String>,
    pub(crate) user: User,
}

/// Who signed in.
#[derive(Debug, Deserialize)]
pub(crate) struct User {
    pub(crate) display_name: String,
}

/// A new script.
#[derive(Debug, Deserialize)]
pub(crate) struct ScriptAnswer {
    pub(crate) id: Uuid,
    pub(crate) title: String,
}

/// A version with its text.
#[derive(Debug, Deserialize)]
pub(crate) struct VersionAnswer {
    pub(crate) number: u32,
    pub(crate) text: String,
}

/// A job, as a list or a snapshot shows it.
#[derive(Debug, Deserialize)]
pub(crate) struct Job {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) phase: Option<String>,
    pub(crate) attempt: u32,
    pub(crate) progress: Option<Progress>,
    pub(crate) error: Option<Failure>,
    pub(crate) result: Option<Value>,
    pub(crate) requested_at: Timestamp,
}

impl Job {
    /// Whether nothing more will happen by itself.
    pub(crate) fn ended(&self) -> bool {
        matches!(self.state.as_str(), "completed" | "failed" | "cancelled" | "partially_completed")
    }
}

/// Why a job failed.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Failure {
    pub(crate) message: String,
}

/// A passing report.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Progress {
    #[serde(default)]
    pub(crate) attempt: u32,
    #[serde(default)]
    pub(crate) phase: Option<String>,
    #[serde(default)]
    pub(crate) fraction: Option<f64>,
    #[serde(default)]
    pub(crate) message: Option<String>,
    #[serde(default)]
    pub(crate) eta_s: Option<f64>,
    #[serde(default)]
    pub(crate) text: Option<String>,
}

/// A piece of text, `offset` characters into the attempt's text.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct JobToken {
    pub(crate) attempt: u32,
    pub(crate) offset: usize,
    pub(crate) text: String,
}

/// One entry of a script's history.
#[derive(Debug, Deserialize)]
pub(crate) struct HistoryItem {
    pub(crate) position: u64,
    pub(crate) at: Timestamp,
    pub(crate) actor: ActorName,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) summary: String,
}

/// Who did it.
#[derive(Debug, Deserialize)]
pub(crate) struct ActorName {
    pub(crate) name: String,
}
