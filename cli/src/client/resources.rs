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

/// What an erasure took away.
#[derive(Debug, Deserialize)]
pub(crate) struct ErasedAnswer {
    pub(crate) jobs: u64,
    pub(crate) files: u64,
    pub(crate) events_in_clear: u64,
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
    #[serde(default)]
    pub(crate) ended_at: Option<Timestamp>,
    /// What a node of a production is called.
    #[serde(default)]
    pub(crate) label: Option<String>,
    /// How the nodes of a planned production stand.
    #[serde(default)]
    pub(crate) totals: Option<Totals>,
    #[serde(default)]
    pub(crate) cost: Cost,
    #[serde(default)]
    pub(crate) paused: bool,
    #[serde(default)]
    pub(crate) cancelling: bool,
    /// Its place in the queue, while it waits for a worker.
    #[serde(default)]
    pub(crate) queue: Option<Place>,
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

/// A place in the queue.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Place {
    /// How many come before it.
    pub(crate) position: u32,
    /// Seconds until its turn.
    pub(crate) eta_s: Option<f64>,
}

/// What work takes.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(crate) struct Cost {
    pub(crate) compute_ms: u64,
    pub(crate) usd_micros: u64,
}

/// How the nodes of a production stand.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Totals {
    pub(crate) total: u32,
    pub(crate) completed: u32,
    pub(crate) reused: u32,
    pub(crate) running: u32,
    pub(crate) failed: u32,
    pub(crate) blocked: u32,
    pub(crate) cancelled: u32,
}

/// The nodes of a production.
#[derive(Debug, Deserialize)]
pub(crate) struct Graph {
    /// Events after it are news.
    pub(crate) position: u64,
    pub(crate) nodes: Vec<GraphNode>,
}

/// A node of a production.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GraphNode {
    pub(crate) job_id: Uuid,
    pub(crate) kind: String,
    pub(crate) label: String,
    pub(crate) state: String,
    #[serde(default)]
    pub(crate) reused: bool,
}

/// A production as it would be.
#[derive(Debug, Deserialize)]
pub(crate) struct Estimate {
    pub(crate) nodes: Vec<EstimatedNode>,
    #[serde(rename = "estimate")]
    pub(crate) whole: Cost,
    pub(crate) spent: Cost,
    #[serde(default)]
    pub(crate) budget: Budget,
    /// How long it would take.
    pub(crate) seconds: f64,
}

/// A node as it would be.
#[derive(Debug, Deserialize)]
pub(crate) struct EstimatedNode {
    pub(crate) kind: String,
    pub(crate) state: String,
}

/// How much a script may cost in all.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(crate) struct Budget {
    pub(crate) compute_ms: Option<u64>,
    pub(crate) usd_micros: Option<u64>,
}

/// A film, as the job that made it tells.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Film {
    /// The film itself.
    #[serde(rename = "film")]
    pub(crate) movie: Kept,
    /// Its shots on a sheet, as PDF.
    #[serde(default)]
    pub(crate) contact_sheet: Option<Kept>,
    /// Its words, as WebVTT.
    #[serde(default)]
    pub(crate) captions: Option<Kept>,
    pub(crate) duration_ms: u64,
    #[serde(default)]
    pub(crate) chapters: Vec<Chapter>,
}

impl Film {
    /// What a job of a kind made, if that is a film.
    pub(crate) fn of(kind: &str, made: &Value) -> Option<Self> {
        matches!(kind, "film_scene" | "film_script").then(|| Self::deserialize(made).ok()).flatten()
    }
}

/// A file that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Kept {
    /// The id of the asset.
    pub(crate) asset: Uuid,
}

/// A part of a film that players jump to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Chapter {
    pub(crate) title: String,
    pub(crate) start_ms: u64,
}

/// A passing report.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Progress {
    /// Whose it is, in a stream.
    #[serde(default)]
    pub(crate) job_id: Option<Uuid>,
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
