//! The measure of a scene. It depends on the scene's text alone.

use crate::job::{Cost, JobKind, OfScene, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::TimeScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Timing of scene {}", scene.number),
        inputs: |_, scene| vec![scene.content.clone()],
        work: |_, scene| Work::TimeScene(OfScene { scene: scene.id, revision: scene.revision }),
    }),
    needs: &[],
    revision: 1,
    estimate: Cost { compute_ms: 20, usd_micros: 0 },
    wanted: Wanted::ByAll,
};
