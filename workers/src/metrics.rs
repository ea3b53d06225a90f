//! What the workers count. Names, units and labels are in one place, so that `/metrics` can be read; all of
//! the product's are in `docs/metrics.md`.
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

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use domain::job::JobKind;
use metrics::Unit::{Count, CountPerSecond, Seconds};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};

use crate::engine::EngineClass;
use crate::queue::Depth;

/// Tells the installed recorder what each metric means and in which unit it is, and shows those without labels at
/// zero. Once, at start.
pub fn describe_metrics() {
    describe_counter!("spool_jobs_claimed_total", Count, "attempts begun by this process");
    describe_histogram!("spool_job_wait_seconds", Seconds, "time from ready to begun");
    describe_histogram!("spool_job_attempt_seconds", Seconds, "time from begun to ended");
    describe_counter!("spool_job_attempts_total", Count, "attempts ended, by how they ended");
    describe_counter!("spool_job_takeovers_total", Count, "jobs taken back from a worker that is gone");
    describe_gauge!("spool_jobs_ready", Count, "jobs that wait for a worker");
    describe_gauge!("spool_jobs_oldest_seconds", Seconds, "how long the oldest of them has been ready");
    describe_gauge!("spool_jobs_running", Count, "attempts under way in this process");
    describe_gauge!("spool_workers", Count, "workers of the whole cluster, alive or silent");
    describe_counter!("spool_maintenance_runs_total", Count, "runs of scheduled tasks");
    describe_histogram!("spool_maintenance_seconds", Seconds, "time a scheduled task took");
    describe_counter!("spool_maintenance_removed_total", Count, "rows or files that scheduled tasks removed");
    describe_counter!("spool_text_tokens_total", Count, "tokens written by the language model");
    describe_histogram!(
        "spool_text_tokens_per_second",
        CountPerSecond,
        "speed of the language model in one text, prompt excluded"
    );
    counter!("spool_job_takeovers_total").increment(0);
    counter!("spool_text_tokens_total").increment(0);
    gauge!("spool_jobs_running").increment(0.0);
    // Known by being there; it has no samples yet.
    drop(histogram!("spool_text_tokens_per_second"));
}

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

/// What waits, by kind; kinds of which nothing waits are at zero.
pub(crate) fn waiting(kinds: HashMap<JobKind, EngineClass>, depths: Vec<Depth>) {
    let mut all: BTreeMap<(String, String), (i64, f64)> = BTreeMap::new();
    for (kind, engine) in kinds {
        all.insert((kind.to_string(), engine.to_string()), (0, 0.0));
    }
    for Depth { kind, engine, jobs, oldest_s } in depths {
        all.insert((kind, engine), (jobs, oldest_s));
    }
    for ((kind, engine), (jobs, oldest_s)) in all {
        let labels = [("kind", kind), ("engine", engine)];
        #[expect(clippy::cast_precision_loss, reason = "a queue never holds 2^52 jobs")]
        gauge!("spool_jobs_ready", &labels).set(jobs as f64);
        gauge!("spool_jobs_oldest_seconds", &labels).set(oldest_s);
    }
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
