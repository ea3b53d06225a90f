//! Coverage of a script or an episode. It depends on the notes on its scenes, on which scenes they are, and on
//! what the script says of itself.

use crate::job::{Cost, JobKind, OfVersion, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::ReviewScript,
    craft: Craft::Script(Making {
        label: |_, part| format!("Coverage of {}", part.name()),
        inputs: |structure, part| [structure.about.inputs(), part.inputs()].concat(),
        work: |structure, _| Work::ReviewScript(OfVersion { version: structure.version }),
    }),
    needs: &[JobKind::ReviewScene],
    revision: 1,
    estimate: Cost { compute_ms: 45_000, usd_micros: 0 },
    wanted: Wanted::ByName,
};
