//! The names of this crate's metrics, with their units, in one place.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

pub(crate) const EVENTS_APPENDED: &str = "spool_events_appended_total";
pub(crate) const GROUP_COMMANDS: &str = "spool_append_group_commands";
pub(crate) const APPEND_SECONDS: &str = "spool_append_seconds";
pub(crate) const CONFLICTS: &str = "spool_append_conflicts_total";
pub(crate) const UNKNOWN_OUTCOMES: &str = "spool_append_unknown_outcomes_total";
pub(crate) const SEQUENCER_LAG: &str = "spool_sequencer_lag_seconds";
pub(crate) const HEAD_POSITION: &str = "spool_log_head_position";

/// Tells the installed recorder what each metric means and in which unit it is, and shows each at zero. Once, at
/// start.
pub fn describe_metrics() {
    describe_counter!(EVENTS_APPENDED, Unit::Count, "events appended by this process");
    describe_histogram!(GROUP_COMMANDS, Unit::Count, "commands appended by one statement");
    describe_histogram!(APPEND_SECONDS, Unit::Seconds, "time one appending statement took");
    describe_counter!(CONFLICTS, Unit::Count, "appends that found their sequence taken");
    describe_counter!(UNKNOWN_OUTCOMES, Unit::Count, "connections lost with an append under way");
    describe_gauge!(
        SEQUENCER_LAG,
        Unit::Seconds,
        "age of the oldest event when it got its position; 0 when idle"
    );
    describe_gauge!(
        HEAD_POSITION,
        Unit::Count,
        "position of the newest event, in the process that sequences"
    );
    for counter in [EVENTS_APPENDED, CONFLICTS, UNKNOWN_OUTCOMES] {
        metrics::counter!(counter).increment(0);
    }
    for gauge in [SEQUENCER_LAG, HEAD_POSITION] {
        metrics::gauge!(gauge).increment(0.0);
    }
    for histogram in [GROUP_COMMANDS, APPEND_SECONDS] {
        // Known by being there; it has no samples yet.
        drop(metrics::histogram!(histogram));
    }
}
