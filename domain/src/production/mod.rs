//! What a production consists of: from a script's structure and what is wanted of it to the nodes that are
//! to be made, each after what it needs.
//!
//! The planner knows no kind of work by name. A kind says in its own file what it is made per, what it
//! needs and what its output depends on; from that follow the graph, the input hashes, and with them what
//! was made before and is not made again. Adding a kind is one file and one line in [`STANDARD`].

mod error;
mod hash;
mod kind;
mod kinds;
mod known;
mod plan;
mod planner;
mod stage;
mod structure;

pub use error::{PlanRefusal, RegistryFault};
pub use hash::digest;
pub use kind::{Craft, Making, NodeKind, Per, Wanted, offered};
pub use kinds::STANDARD;
pub use known::{Known, NothingKnown};
pub use plan::{NodeDraft, NodeRequest, NodeState, PlannedJobs, ProductionPlan};
pub use structure::{About, CharacterFacts, Coverage, Part, SceneFacts, Structure};

use crate::job::Produce;

/// How many nodes a production may have, those that were made before included.
pub const MOST_NODES: usize = 2_000;

/// Plans what was asked for: every wanted kind for every subject in scope, what those need, and nothing that
/// only outputs need which are there already.
///
/// The plan is a function of its arguments' content: neither ids nor the order of lists change a hash.
pub fn plan(
    structure: &Structure,
    asked: &Produce,
    kinds: &[NodeKind],
    known: &impl Known,
) -> Result<ProductionPlan, PlanRefusal> {
    kind::check(kinds)?;
    let stage = stage::Stage::new(structure, asked.scope)?;
    let wanted = kind::wanted(kinds, asked)?;
    let mut planner = planner::Planner::new(&stage, kinds, asked);
    for kind in wanted {
        planner.want(kind);
    }
    planner.finish(known)
}

#[cfg(test)]
mod tests;
