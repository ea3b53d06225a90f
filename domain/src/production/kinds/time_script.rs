//! The sum of the scenes' measures. It depends on them and on which scenes they are.

use crate::job::{Cost, JobKind, OfVersion, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::TimeScript,
    craft: Craft::Script(Making {
        label: |_, part| format!("Timing of {}", part.name()),
        inputs: |_, part| part.inputs(),
        work: |structure, _| Work::TimeScript(OfVersion { version: structure.version }),
    }),
    needs: &[JobKind::TimeScene],
    revision: 1,
    estimate: Cost { compute_ms: 20, usd_micros: 0 },
    wanted: Wanted::ByAll,
};
