//! From wanted kinds to nodes: first everything that belongs to them, then what of it is still to be made.

use super::hash::input_hash;
use super::kind::Sketch;
use super::stage::Stage;
use super::{Known, MOST_NODES, NodeDraft, NodeKind, PlanRefusal, ProductionPlan};
use crate::ids::JobId;
use crate::job::{Cost, FilmOptions, JobKind, PictureOptions, Produce, Scope, Work};
use std::collections::HashMap;

/// Nodes as they are found, each after what it needs.
pub(super) struct Planner<'a> {
    stage: &'a Stage,
    kinds: &'a [NodeKind],
    /// How all pictures are made.
    picture: PictureOptions,
    /// How all films are made.
    film: FilmOptions,
    nodes: Vec<Found<'a>>,
    wanted: Vec<usize>,
    by_subject: HashMap<(JobKind, usize), usize>,
    by_hash: HashMap<String, usize>,
}

struct Found<'a> {
    kind: &'a NodeKind,
    subjects: Vec<Scope>,
    label: String,
    work: Work,
    needs: Vec<usize>,
    input_hash: String,
}

impl<'a> Planner<'a> {
    /// The kinds must have passed their check, or this does not end.
    pub(super) fn new(stage: &'a Stage, kinds: &'a [NodeKind], asked: &Produce) -> Self {
        let Produce { picture, film, .. } = *asked;
        let (by_subject, by_hash) = (HashMap::new(), HashMap::new());
        Self { stage, kinds, picture, film, nodes: Vec::new(), wanted: Vec::new(), by_subject, by_hash }
    }

    /// Wants a kind for every subject in scope.
    pub(super) fn want(&mut self, kind: &'a NodeKind) {
        for at in self.stage.in_scope(kind.per()) {
            let node = self.node(kind, at);
            self.wanted.push(node);
        }
    }

    /// The node of a kind for a subject, found together with what it needs.
    fn node(&mut self, kind: &'a NodeKind, at: usize) -> usize {
        if let Some(&node) = self.by_subject.get(&(kind.kind, at)) {
            return node;
        }
        let kinds = self.kinds;
        let mut needs = Vec::new();
        for need in kind.needs.iter().filter_map(|need| kinds.iter().find(|entry| entry.kind == *need)) {
            for subject in self.stage.belonging((kind.per(), at), need.per()) {
                needs.push(self.node(need, subject));
            }
        }
        let Sketch { label, mut inputs, mut work } = self.stage.sketch(kind, at);
        inputs.extend(work.draw_as(&self.picture));
        inputs.extend(work.film_as(self.film, self.stage.content((kind.per(), at))));
        let of_needs = needs.iter().map(|&need| self.nodes[need].input_hash.as_str());
        let input_hash = input_hash(kind.kind.as_str(), kind.revision, &inputs, of_needs);
        let subject = self.stage.subject((kind.per(), at));
        let node = *self.by_hash.entry(input_hash.clone()).or_insert(self.nodes.len());
        if node == self.nodes.len() {
            self.nodes.push(Found { kind, subjects: Vec::new(), label, work, needs, input_hash });
        }
        self.nodes[node].subjects.push(subject);
        self.by_subject.insert((kind.kind, at), node);
        node
    }

    /// The plan: what is wanted, and of the needs those that lead to something that is still to be made.
    pub(super) fn finish(self, known: &impl Known) -> Result<ProductionPlan, PlanRefusal> {
        let nodes = self.nodes.len();
        if nodes == 0 {
            return Err(self.stage.why_empty());
        }
        if nodes > MOST_NODES {
            return Err(PlanRefusal::TooMany { nodes });
        }
        let finished: Vec<_> = self.nodes.iter().map(|node| known.finished(&node.input_hash)).collect();
        let kept = self.kept(&finished);
        let mut places = vec![0; nodes];
        let mut drafts = Vec::with_capacity(nodes);
        for (at, node) in self.nodes.into_iter().enumerate().filter(|(at, _)| kept[*at]) {
            let reused = finished[at].is_some();
            let there = |need: &&usize| !reused || kept[**need] && finished[**need].is_some();
            let needs = node.needs.iter().filter(there).map(|&need| places[need]).collect();
            places[at] = drafts.len();
            drafts.push(draft(node, needs, finished[at], known));
        }
        let estimate = drafts.iter().map(|node| node.estimate).sum();
        Ok(ProductionPlan { nodes: drafts, estimate })
    }

    /// Which nodes are part of the plan. Needs stand before what needs them, so one pass backwards is enough.
    fn kept(&self, finished: &[Option<JobId>]) -> Vec<bool> {
        let mut kept = vec![false; self.nodes.len()];
        self.wanted.iter().for_each(|&at| kept[at] = true);
        for (at, node) in self.nodes.iter().enumerate().rev() {
            if kept[at] && finished[at].is_none() {
                node.needs.iter().for_each(|&need| kept[need] = true);
            }
        }
        kept
    }
}

fn draft(node: Found<'_>, needs: Vec<usize>, finished: Option<JobId>, known: &impl Known) -> NodeDraft {
    let Found { kind: entry, subjects, label, work, input_hash, .. } = node;
    let kind = entry.kind;
    let estimate = match finished {
        Some(_) => Cost::default(),
        None => known.estimate(kind).unwrap_or(entry.estimate),
    };
    let outdated = finished.is_none() && subjects.iter().any(|&subject| known.made_of(kind, subject));
    NodeDraft { kind, subjects, label, needs, input_hash, work, estimate, finished, outdated }
}
