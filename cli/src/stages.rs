//! A production as people follow it: one stage for each kind of work, with how its parts stand.

use crate::client::{Graph, GraphNode};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write;
use uuid::Uuid;

/// The stages of a production, in the order of its plan.
#[derive(Debug, Default)]
pub(crate) struct Stages {
    stages: Vec<Stage>,
    /// Each part by its job: its stage, what it is called and where it stands.
    parts: HashMap<Uuid, Part>,
}

/// All parts of one kind.
#[derive(Debug)]
pub(crate) struct Stage {
    /// What people call it.
    pub(crate) name: String,
    kind: String,
    pub(crate) counts: Counts,
}

#[derive(Debug)]
struct Part {
    stage: usize,
    label: String,
    standing: Standing,
}

/// How the parts of a stage stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) total: u32,
    pub(crate) made: u32,
    pub(crate) reused: u32,
    pub(crate) running: u32,
    pub(crate) waiting: u32,
    pub(crate) failed: u32,
    pub(crate) blocked: u32,
    pub(crate) cancelled: u32,
}

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Waiting,
    Running,
    Made,
    Reused,
    Failed,
    Blocked,
    Cancelled,
}

/// What an event of a part means to who watches.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The counts of this stage are others.
    Stage(usize),
    /// The same, because a part could not be made: which, and why.
    Failure { stage: usize, label: String, why: String },
}

impl Stages {
    /// As the graph shows them.
    pub(crate) fn of(graph: &Graph) -> Self {
        let mut stages = Self::default();
        for node in &graph.nodes {
            stages.add(node);
        }
        stages
    }

    fn add(&mut self, node: &GraphNode) {
        let known = self.stages.iter().position(|stage| stage.kind == node.kind);
        let stage = known.unwrap_or_else(|| {
            let (name, kind) = (name(&node.kind), node.kind.clone());
            self.stages.push(Stage { name, kind, counts: Counts::default() });
            self.stages.len() - 1
        });
        let standing = Standing::of(node);
        let counts = &mut self.stages[stage].counts;
        counts.total += 1;
        *counts.of(standing) += 1;
        self.parts.insert(node.job_id, Part { stage, label: node.label.clone(), standing });
    }

    /// The stages, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter()
    }

    /// The stage of this place.
    pub(crate) fn get(&self, stage: usize) -> &Stage {
        &self.stages[stage]
    }

    /// Whether nothing is known yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.stages.is_empty()
    }

    /// What an event of a job changes; `None` if that is no part, or nothing changes.
    pub(crate) fn event(&mut self, job: Uuid, kind: &str, data: &Value) -> Option<Change> {
        let part = self.parts.get_mut(&job)?;
        let standing = match kind {
            "job.started" => Standing::Running,
            "job.completed" => Standing::Made,
            "job.reused" => Standing::Reused,
            "job.attempt_failed" | "job.released" | "job.retried" => Standing::Waiting,
            "job.failed" if data["error"]["class"] == "blocked" => Standing::Blocked,
            "job.failed" | "job.refused" => Standing::Failed,
            "job.cancelled" => Standing::Cancelled,
            _ => return None,
        };
        if part.standing == standing {
            return None;
        }
        let stage = part.stage;
        let counts = &mut self.stages[stage].counts;
        let before = counts.of(part.standing);
        *before = before.saturating_sub(1);
        *counts.of(standing) += 1;
        part.standing = standing;
        if standing != Standing::Failed {
            return Some(Change::Stage(stage));
        }
        let why = data["error"]["message"].as_str().or(data["reason"].as_str()).unwrap_or("unknown error");
        Some(Change::Failure { stage, label: part.label.clone(), why: why.to_owned() })
    }
}

impl Counts {
    /// How many will not change by themselves.
    pub(crate) fn ended(&self) -> u32 {
        self.total.saturating_sub(self.running).saturating_sub(self.waiting)
    }

    /// How many are there.
    pub(crate) fn done(&self) -> u32 {
        self.made + self.reused
    }

    fn of(&mut self, standing: Standing) -> &mut u32 {
        match standing {
            Standing::Waiting => &mut self.waiting,
            Standing::Running => &mut self.running,
            Standing::Made => &mut self.made,
            Standing::Reused => &mut self.reused,
            Standing::Failed => &mut self.failed,
            Standing::Blocked => &mut self.blocked,
            Standing::Cancelled => &mut self.cancelled,
        }
    }

    /// In a line: what is done of how many, and whatever else there is.
    pub(crate) fn line(&self) -> String {
        let mut line = format!("{}/{} done", self.done(), self.total);
        for (number, what) in [
            (self.running, "running"),
            (self.failed, "failed"),
            (self.blocked, "blocked"),
            (self.cancelled, "cancelled"),
            (self.reused, "reused"),
        ] {
            if number > 0 {
                // Writing to a string does not fail.
                let _ = write!(line, ", {number} {what}");
            }
        }
        line
    }
}

impl Standing {
    fn of(node: &GraphNode) -> Self {
        match node.state.as_str() {
            "running" => Self::Running,
            "completed" if node.reused => Self::Reused,
            "completed" => Self::Made,
            "failed" => Self::Failed,
            "blocked" => Self::Blocked,
            "cancelled" => Self::Cancelled,
            _ => Self::Waiting,
        }
    }
}

/// What people call the parts of a kind together; a kind of a newer studio by its own name.
pub(crate) fn name(kind: &str) -> String {
    let known = match kind {
        "time_scene" => "Scene timings",
        "time_script" => "Running time",
        "review_scene" => "Scene notes",
        "review_script" => "Coverage",
        "break_down_scene" => "Shots",
        "storyboard_scene" => "Frames",
        "draw_portrait" => "Portraits",
        "speak_scene" => "Voices",
        "score_scene" => "Music",
        "sound_scene" => "Sounds",
        "mix_scene" => "Mix",
        "film_shot" => "Clips",
        "film_scene" => "Scene animatics",
        "film_script" => "Animatic",
        other => {
            let words = other.replace('_', " ");
            let mut letters = words.chars();
            return letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default();
        }
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn stages() -> Stages {
        let node = |n, kind: &str, state: &str, reused| {
            json!({"job_id": id(n), "kind": kind, "label": format!("Part {n}"), "state": state,
                "reused": reused})
        };
        let graph = json!({"position": 7, "nodes": [
            node(1, "time_scene", "completed", true),
            node(2, "time_scene", "queued", false),
            node(3, "time_script", "waiting", false),
        ]});
        Stages::of(&serde_json::from_value(graph).unwrap())
    }

    #[test]
    fn a_stage_is_a_kind_with_its_parts_counted() {
        let stages = stages();
        let lines: Vec<String> =
            stages.iter().map(|stage| format!("{}: {}", stage.name, stage.counts.line())).collect();
        assert_eq!(lines, ["Scene timings: 1/2 done, 1 reused", "Running time: 0/1 done"]);
        assert_eq!(name("draw_frames"), "Draw frames");
    }

    #[test]
    fn every_kind_of_a_production_has_a_name_that_fits_its_column() {
        for kind in domain::production::STANDARD {
            let (raw, name) = (kind.kind.as_str(), name(kind.kind.as_str()));
            let derived = raw.replace('_', " ");
            assert!(!name.eq_ignore_ascii_case(&derived), "{raw} is called by its own name");
            assert!(name.len() <= 16, "{name}");
        }
    }

    #[test]
    fn events_move_parts_and_a_repeated_one_changes_nothing() {
        let mut stages = stages();
        assert_eq!(stages.event(id(2), "job.started", &json!({})), Some(Change::Stage(0)));
        assert_eq!(stages.event(id(2), "job.started", &json!({})), None);
        assert_eq!(stages.get(0).counts.running, 1);
        assert_eq!(stages.event(id(2), "job.completed", &json!({})), Some(Change::Stage(0)));
        assert_eq!((stages.get(0).counts.ended(), stages.get(0).counts.done()), (2, 2));
        assert_eq!(stages.event(id(9), "job.started", &json!({})), None);
    }

    #[test]
    fn a_failure_says_why_and_what_it_blocks_is_only_counted() {
        let mut stages = stages();
        let failed = json!({"error": {"class": "permanent", "message": "no such scene"}});
        let failure = Change::Failure { stage: 0, label: "Part 2".into(), why: "no such scene".into() };
        assert_eq!(stages.event(id(2), "job.failed", &failed), Some(failure));
        let blocked = json!({"error": {"class": "blocked", "message": "Part 2 was not made"}});
        assert_eq!(stages.event(id(3), "job.failed", &blocked), Some(Change::Stage(1)));
        assert_eq!(stages.get(1).counts.line(), "0/1 done, 1 blocked");
        assert_eq!(stages.event(id(3), "job.retried", &json!({})), Some(Change::Stage(1)));
        assert_eq!(stages.get(1).counts.ended(), 0);
    }
}
