//! A job's place in a production: what it waits for, what it costs, and how nodes add up.

use super::JobKind;
use crate::ids::{CharacterId, JobId, SceneId};
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// What a production is of. Stored as `{"scope": …, "id": …}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "scope", content = "id", rename_all = "snake_case")]
pub enum Scope {
    /// The whole script, at its newest version.
    Script,
    /// One episode of it.
    Episode(u32),
    /// One scene.
    Scene(SceneId),
    /// Whatever one character is in.
    Character(CharacterId),
}

/// What work takes: this studio's machines' time, and money where somebody else's are paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Cost {
    /// Milliseconds of a worker's slot.
    pub compute_ms: u64,
    /// Millionths of a US dollar.
    pub usd_micros: u64,
}

impl Cost {
    /// Whether it is free.
    pub const fn is_nothing(&self) -> bool {
        self.compute_ms == 0 && self.usd_micros == 0
    }

    /// Whether it stays within a budget; what a budget does not name is not limited.
    pub fn within(self, budget: Budget) -> bool {
        budget.compute_ms.is_none_or(|most| self.compute_ms <= most)
            && budget.usd_micros.is_none_or(|most| self.usd_micros <= most)
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.compute_ms = self.compute_ms.saturating_add(other.compute_ms);
        self.usd_micros = self.usd_micros.saturating_add(other.usd_micros);
    }
}

impl std::iter::Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), |mut sum, cost| {
            sum += cost;
            sum
        })
    }
}

/// How much a script may cost in all; `None` is without limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Budget {
    /// Milliseconds of workers' slots.
    pub compute_ms: Option<u64>,
    /// Millionths of a US dollar.
    pub usd_micros: Option<u64>,
}

/// A job's place in a production.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// The production.
    pub production: JobId,
    /// The jobs that must be completed before it starts: not those that were before it was planned.
    pub needs: Vec<JobId>,
    /// Where its inputs come from: the outputs of these jobs, finished before or not.
    pub inputs: Vec<JobId>,
    /// What it is made of: equal for equal inputs.
    pub input_hash: String,
    /// What people call it.
    pub label: String,
}

/// A node as its production knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedNode {
    /// The job that makes it, or made it before.
    pub job: JobId,
    /// The kind of work.
    pub kind: JobKind,
    /// What people call it.
    pub label: String,
    /// The nodes it needs, by their jobs.
    pub needs: Vec<JobId>,
    /// Whether it was made before and is taken as it is.
    pub reused: bool,
    /// What it is made of.
    pub input_hash: String,
    /// What it is expected to cost.
    pub estimate: Cost,
}

/// How the nodes of a production stand. The other numbers add up to `total`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Totals {
    /// All of them.
    pub total: u32,
    /// Made by this production.
    pub completed: u32,
    /// Made before from the same inputs.
    pub reused: u32,
    /// Being made.
    pub running: u32,
    /// Waiting for what they need, or for a worker.
    pub waiting: u32,
    /// Not made, and why is theirs to say.
    pub failed: u32,
    /// Not made because something they need was not.
    pub blocked: u32,
    /// No longer wanted.
    pub cancelled: u32,
}

impl Totals {
    /// How many will not change by themselves.
    pub const fn ended(&self) -> u32 {
        self.total - self.running - self.waiting
    }

    /// How many are there.
    pub const fn made(&self) -> u32 {
        self.completed + self.reused
    }
}
