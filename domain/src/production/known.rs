//! What was made before.

use crate::ids::JobId;
use crate::job::{Cost, JobKind, Scope};

/// What the planner is told of the past. The answers do not change while it plans.
pub trait Known {
    /// The job that made an output of exactly these inputs.
    fn finished(&self, input_hash: &str) -> Option<JobId>;

    /// What one of this kind has cost until now.
    fn estimate(&self, kind: JobKind) -> Option<Cost>;

    /// Whether there is an output of this kind for this subject, whatever its inputs were.
    fn made_of(&self, kind: JobKind, subject: Scope) -> bool {
        let _ = (kind, subject);
        false
    }
}

/// No past: the plan is everything that belongs to what was asked for, with the input hashes by which one can
/// look up what of it was made before.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingKnown;

impl Known for NothingKnown {
    fn finished(&self, _input_hash: &str) -> Option<JobId> {
        None
    }

    fn estimate(&self, _kind: JobKind) -> Option<Cost> {
        None
    }
}
