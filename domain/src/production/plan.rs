//! A plan, and the jobs it becomes.

use crate::ids::JobId;
use crate::job::{Cost, JobKind, Node, PlannedNode, Scope, Work};
use crate::vocabulary::vocabulary;
use std::collections::HashSet;
use std::hash::Hash;

/// What a production consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductionPlan {
    /// Its nodes, each after what it needs, and with a different input hash each.
    pub nodes: Vec<NodeDraft>,
    /// What all of them are expected to cost.
    pub estimate: Cost,
}

/// One node of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeDraft {
    /// The kind of work.
    pub kind: JobKind,
    /// What it is of: the first is the one that is worked on, the others have equal inputs.
    pub subjects: Vec<Scope>,
    /// What people call it.
    pub label: String,
    /// The nodes it needs, by their index, in the order of the kind's needs and of their subjects. Subjects
    /// with equal inputs share a node, which then stands here once for each. A node that was made before
    /// waits for nothing, and names only needs that were made before, too, and are in the plan.
    pub needs: Vec<usize>,
    /// Equal for equal inputs.
    pub input_hash: String,
    /// What a worker is asked for.
    pub work: Work,
    /// What it is expected to cost: nothing, if it was made before.
    pub estimate: Cost,
    /// The job that made it before.
    pub finished: Option<JobId>,
    /// Whether it is to be made although one of its subjects has such an output, for other inputs.
    pub outdated: bool,
}

vocabulary! {
    /// What there is of a planned node.
    NodeState, "node state" {
        /// Its output is there.
        Made = "made",
        /// There is an output, for inputs that have changed since.
        Stale = "stale",
        /// It was never made.
        Missing = "missing",
    }
}

/// The jobs of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedJobs {
    /// The nodes as the production knows them, in the plan's order.
    pub nodes: Vec<PlannedNode>,
    /// The jobs to ask for, in the plan's order: one for each node that was not made before.
    pub requests: Vec<NodeRequest>,
    /// How many nodes were made before.
    pub reused: u32,
}

/// A job to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRequest {
    /// Its id.
    pub job: JobId,
    /// What is to be made.
    pub work: Work,
    /// What it is expected to cost.
    pub estimate: Cost,
    /// Its place in the production.
    pub node: Node,
}

impl NodeDraft {
    /// What there is of it.
    pub const fn state(&self) -> NodeState {
        match (self.finished, self.outdated) {
            (Some(_), _) => NodeState::Made,
            (None, true) => NodeState::Stale,
            (None, false) => NodeState::Missing,
        }
    }
}

impl ProductionPlan {
    /// The jobs of the production. `id_of` gives a new job's id by its role, which is its node's input hash:
    /// no other node of this production has the same.
    pub fn into_jobs(self, production: JobId, mut id_of: impl FnMut(&str) -> JobId) -> PlannedJobs {
        let mut jobs: Vec<JobId> = Vec::with_capacity(self.nodes.len());
        let mut made = HashSet::new();
        let mut planned = PlannedJobs { nodes: Vec::new(), requests: Vec::new(), reused: 0 };
        for draft in self.nodes {
            let NodeDraft { kind, label, input_hash, work, estimate, finished, .. } = draft;
            let job = finished.unwrap_or_else(|| id_of(&input_hash));
            jobs.push(job);
            let inputs: Vec<JobId> = draft.needs.iter().map(|&need| jobs[need]).collect();
            let needs = distinct(&inputs);
            planned.nodes.push(PlannedNode {
                job,
                kind,
                label: label.clone(),
                needs: needs.clone(),
                reused: finished.is_some(),
                input_hash: input_hash.clone(),
                estimate,
            });
            if finished.is_some() {
                made.insert(job);
                planned.reused += 1;
                continue;
            }
            let needs = needs.into_iter().filter(|need| !made.contains(need)).collect();
            let node = Node { production, needs, inputs, input_hash, label };
            planned.requests.push(NodeRequest { job, work, estimate, node });
        }
        planned
    }
}

/// Each once, in the order of its first appearance.
fn distinct<T: Copy + Eq + Hash>(items: &[T]) -> Vec<T> {
    let mut seen = HashSet::with_capacity(items.len());
    items.iter().copied().filter(|item| seen.insert(*item)).collect()
}
