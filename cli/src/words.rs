//! Numbers as people say them.

use crate::client::Cost;
use std::time::Duration;

/// Seconds.
pub(crate) fn duration(seconds: f64) -> String {
    let seconds = Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or_default().as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, s) => format!("{s} s"),
        (0, m, s) => format!("{m} min {s:02} s"),
        (h, m, _) => format!("{h} h {m:02} min"),
    }
}

/// A place in a film: minutes and seconds, and hours where there are some.
pub(crate) fn timecode(ms: u64) -> String {
    let seconds = ms / 1_000;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, m, s) => format!("{m}:{s:02}"),
        (h, m, s) => format!("{h}:{m:02}:{s:02}"),
    }
}

/// What work costs: time of this studio's machines, and money where others are paid.
pub(crate) fn cost(cost: Cost) -> String {
    let Cost { compute_ms, usd_micros } = cost;
    let compute = match compute_ms {
        ..1_000 => format!("{compute_ms} ms of compute"),
        1_000..10_000 => format!("{}.{} s of compute", compute_ms / 1000, compute_ms / 100 % 10),
        _ => format!("{} of compute", duration(Duration::from_millis(compute_ms).as_secs_f64())),
    };
    match usd_micros {
        0 => compute,
        // Rounded up: what was paid is not hidden.
        paid => {
            let cents = paid.div_ceil(10_000);
            format!("{compute}, ${}.{:02}", cents / 100, cents % 100)
        }
    }
}

/// A number of things.
pub(crate) fn count(number: u32, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_get_coarser_as_they_grow() {
        assert_eq!(duration(59.4), "59 s");
        assert_eq!(duration(75.0), "1 min 15 s");
        assert_eq!(duration(6_190.0), "1 h 43 min");
        assert_eq!(duration(-1.0), "0 s");
    }

    #[test]
    fn a_place_in_a_film_has_hours_only_where_there_are_some() {
        assert_eq!((timecode(999), timecode(65_900)), ("0:00".to_owned(), "1:05".to_owned()));
        assert_eq!(timecode(3_723_000), "1:02:03");
    }

    #[test]
    fn a_cost_names_money_only_where_some_was_paid() {
        let cost = |compute_ms, usd_micros| cost(Cost { compute_ms, usd_micros });
        assert_eq!(cost(40, 0), "40 ms of compute");
        assert_eq!(cost(3_250, 0), "3.2 s of compute");
        assert_eq!(cost(75_000, 12_001), "1 min 15 s of compute, $0.02");
    }
}
