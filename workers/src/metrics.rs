//! What the workers count. Names, units and labels are in one place, so that `/metrics` can be read.
//!
//! | name | kind | unit | labels |
//! |---|---|---|---|
//! | `spool_jobs_claimed_total` | counter | attempts begun | kind |
//! | `spool_job_wait_seconds` | histogram | from ready to begun | kind |
//! | `spool_job_attempt_seconds` | histogram | from begun to ended | kind, outcome |
//! | `spool_job_attempts_total` | counter | attempts ended | kind, outcome |
//! | `spool_job_takeovers_total` | counter | jobs taken back from a worker that is gone | |
//! | `spool_jobs_ready` | gauge | jobs that wait for a worker | kind, engine |
//! | `spool_jobs_oldest_seconds` | gauge | how long the oldest of them has been ready | kind, engine |
//! | `spool_jobs_running` | gauge | attempts under way in this process | |
//! | `spool_workers` | gauge | workers of the whole cluster | state (alive, silent) |
//! | `spool_maintenance_runs_total` | counter | runs of scheduled tasks | task, outcome |
//! | `spool_maintenance_seconds` | histogram | what a run took | task |
//! | `spool_maintenance_removed_total` | counter | rows or files removed | task |
//! | `spool_text_tokens_total` | counter | tokens written by the language model | |
//! | `spool_text_tokens_per_second` | histogram | speed of one text, prompt excluded | |

use std::time::Duration;

use domain::job::JobKind;
use metrics::{counter, gauge, histogram};

use crate::queue::Depth;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Completed,
    Failed,
    /// It failed, and the job is tried again.
    Retried,
    Cancelled,
    /// Handed back at a shutdown.
    Released,
    /// Another worker had taken the job.
    Lost,
}

impl Outcome {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Retried => "retried",
            Self::Cancelled => "cancelled",
            Self::Released => "released",
            Self::Lost => "lost",
        }
    }
}

pub(crate) fn claimed(kind: JobKind, waited: Duration) {
    counter!("spool_jobs_claimed_total", "kind" => kind.as_str()).increment(1);
    histogram!("spool_job_wait_seconds", "kind" => kind.as_str()).record(waited);
    gauge!("spool_jobs_running").increment(1);
}

pub(crate) fn ended(kind: JobKind, outcome: Outcome, took: Duration) {
    let labels = [("kind", kind.as_str()), ("outcome", outcome.as_str())];
    counter!("spool_job_attempts_total", &labels).increment(1);
    histogram!("spool_job_attempt_seconds", &labels).record(took);
    gauge!("spool_jobs_running").decrement(1);
}

pub(crate) fn taken_over() {
    counter!("spool_job_takeovers_total").increment(1);
}

pub(crate) fn waiting(depth: Depth) {
    let labels = [("kind", depth.kind), ("engine", depth.engine)];
    #[expect(clippy::cast_precision_loss, reason = "a queue never holds 2^52 jobs")]
    gauge!("spool_jobs_ready", &labels).set(depth.jobs as f64);
    gauge!("spool_jobs_oldest_seconds", &labels).set(depth.oldest_s);
}

/// Workers that are alive, and those that have fallen silent.
pub(crate) fn staff(alive: i64, silent: i64) {
    #[expect(clippy::cast_precision_loss, reason = "there are never 2^52 workers")]
    for (state, workers) in [("alive", alive as f64), ("silent", silent as f64)] {
        gauge!("spool_workers", "state" => state).set(workers);
    }
}

/// A run of a maintenance task; how many rows or files it removed, unless it failed.
pub(crate) fn maintained(task: &'static str, removed: Option<i64>, took: Duration) {
    let outcome = if removed.is_some() { "done" } else { "failed" };
    counter!("spool_maintenance_runs_total", "task" => task, "outcome" => outcome).increment(1);
    histogram!("spool_maintenance_seconds", "task" => task).record(took);
    let removed = removed.and_then(|removed| u64::try_from(removed).ok()).unwrap_or(0);
    counter!("spool_maintenance_removed_total", "task" => task).increment(removed);
}

pub(crate) fn wrote(tokens: usize, seconds: f64) {
    counter!("spool_text_tokens_total").increment(tokens as u64);
    if seconds > 0.0 && tokens > 1 {
        #[expect(clippy::cast_precision_loss, reason = "a text has some thousand tokens")]
        histogram!("spool_text_tokens_per_second").record(tokens as f64 / seconds);
    }
}
