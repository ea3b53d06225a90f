//! What can be watched of projections; every metric has the label `projection`.
//!
//! | name | kind | unit |
//! |---|---|---|
//! | `spool_projection_events_total` | counter | events applied by this process |
//! | `spool_projection_batch_seconds` | histogram | seconds, one transaction |
//! | `spool_projection_lag_events` | gauge | events of the log that are not applied yet |
//! | `spool_projection_lag_seconds` | gauge | age of the oldest of them; 0 without one |
//! | `spool_projection_progress_timestamp_seconds` | gauge | Unix time of the last move of the checkpoint |
//! | `spool_projection_stopped` | gauge | 1 while an event is in the way, else 0 |
//!
//! The gauges are read from the database every few seconds by every process that runs projectors,
//! owner or not, so they also move when an owner hangs.

use crate::status::ProjectorStatus;
use metrics::Unit::{Count, Seconds};
use metrics::{describe_counter, describe_gauge, describe_histogram};
use std::time::Duration;

/// Tells the installed recorder what each metric means and in which unit it is. Once, at start.
pub fn describe_metrics() {
    describe_counter!("spool_projection_events_total", Count, "events applied by this process");
    describe_histogram!("spool_projection_batch_seconds", Seconds, "time of one applying transaction");
    describe_gauge!("spool_projection_lag_events", Count, "events of the log that are not applied yet");
    describe_gauge!("spool_projection_lag_seconds", Seconds, "age of the oldest of them; 0 without one");
    describe_gauge!(
        "spool_projection_progress_timestamp_seconds",
        Seconds,
        "Unix time at which the checkpoint moved last"
    );
    describe_gauge!("spool_projection_stopped", Count, "1 while an event is in the way, else 0");
}

pub(crate) fn applied(projection: &'static str, events: usize, took: Duration) {
    let count = u64::try_from(events).unwrap_or(u64::MAX);
    metrics::counter!("spool_projection_events_total", "projection" => projection).increment(count);
    metrics::histogram!("spool_projection_batch_seconds", "projection" => projection).record(took);
}

pub(crate) fn stopped(projection: &'static str) {
    metrics::gauge!("spool_projection_stopped", "projection" => projection).set(1.0);
}

#[expect(clippy::cast_precision_loss, reason = "a gauge is a float; beyond 2^53 events it may be a few off")]
pub(crate) fn sampled(status: &ProjectorStatus) {
    let name = || status.name.clone();
    metrics::gauge!("spool_projection_lag_events", "projection" => name()).set(status.lag_events as f64);
    metrics::gauge!("spool_projection_lag_seconds", "projection" => name()).set(status.lag_s);
    metrics::gauge!("spool_projection_progress_timestamp_seconds", "projection" => name())
        .set(status.progressed_at.as_millisecond() as f64 / 1000.0);
    let stopped = if status.error.is_some() { 1.0 } else { 0.0 };
    metrics::gauge!("spool_projection_stopped", "projection" => name()).set(stopped);
}
