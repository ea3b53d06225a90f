//! A reader's notes on a scene. They depend on its text and on what the script says of itself.

use crate::job::{Cost, JobKind, OfScene, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::ReviewScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Notes on scene {}", scene.number),
        inputs: |structure, scene| [structure.about.inputs(), vec![scene.content.clone()]].concat(),
        work: |_, scene| Work::ReviewScene(OfScene { scene: scene.id, revision: scene.revision }),
    }),
    needs: &[],
    revision: 1,
    estimate: Cost { compute_ms: 30_000, usd_micros: 0 },
    wanted: Wanted::ByName,
};
