//! A production before it is one: what there is to do, and what it would take.

use crate::client::{Budget, Estimate};
use crate::stages;
use crate::words::{cost, count, duration};

/// The plan in lines: each stage, then the whole.
pub(super) fn lines(estimate: &Estimate) -> Vec<String> {
    let mut kinds: Vec<&str> = Vec::new();
    for node in &estimate.nodes {
        if !kinds.contains(&node.kind.as_str()) {
            kinds.push(&node.kind);
        }
    }
    let mut lines: Vec<String> = kinds.iter().map(|kind| stage(estimate, kind)).collect();
    let to_make = number(estimate.nodes.iter().filter(|node| node.state != "made").count());
    let time = match to_make {
        0 => "nothing to make".to_owned(),
        parts => format!(
            "{} to make, about {}, {}",
            count(parts, "part", "parts"),
            duration(estimate.seconds.ceil()),
            cost(estimate.whole)
        ),
    };
    lines.push(format!("Together: {time}"));
    let Budget { compute_ms, usd_micros } = estimate.budget;
    if compute_ms.is_some() || usd_micros.is_some() {
        let compute = compute_ms.map(|ms| format!("{} of compute", duration(seconds(ms))));
        let money = usd_micros.map(|micros| format!("${}.{:02}", micros / 1_000_000, micros / 10_000 % 100));
        let budget = [compute, money].into_iter().flatten().collect::<Vec<_>>().join(", ");
        lines.push(format!("Budget: {budget}; spent so far: {}", cost(estimate.spent)));
    }
    lines
}

fn stage(estimate: &Estimate, kind: &str) -> String {
    let of =
        |state: &str| estimate.nodes.iter().filter(|node| node.kind == kind && node.state == state).count();
    let states = ["made", "stale", "missing", "running"].map(|state| (of(state), state));
    let states = states.iter().filter(|(parts, _)| *parts > 0);
    let states = states.map(|(parts, state)| format!("{parts} {state}")).collect::<Vec<_>>().join(", ");
    format!("{:<16} {states}", stages::name(kind))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn seconds(ms: u64) -> f64 {
    std::time::Duration::from_millis(ms).as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_plan_says_what_there_is_of_each_stage_and_what_the_rest_takes() {
        let node = |kind: &str, state: &str| json!({"kind": kind, "state": state});
        let estimate: Estimate = serde_json::from_value(json!({
            "nodes": [node("time_scene", "made"), node("time_scene", "stale"), node("time_script", "missing")],
            "estimate": {"compute_ms": 40, "usd_micros": 0}, "spent": {"compute_ms": 0, "usd_micros": 0},
            "budget": {"compute_ms": 60_000, "usd_micros": null}, "seconds": 0.04,
        }))
        .unwrap();
        assert_eq!(
            lines(&estimate),
            [
                "Scene timings    1 made, 1 stale",
                "Running time     1 missing",
                "Together: 2 parts to make, about 1 s, 40 ms of compute",
                "Budget: 1 min 00 s of compute; spent so far: 0 ms of compute",
            ]
        );
    }
}
