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

pub(crate) fn wrote(tokens: usize, seconds: f64) {
    counter!("spool_text_tokens_total").increment(tokens as u64);
    if seconds > 0.0 && tokens > 1 {
        #[expect(clippy::cast_precision_loss, reason = "a text has some thousand tokens")]
        histogram!("spool_text_tokens_per_second").record(tokens as f64 / seconds);
    }
}
