//! The shots of a scene. They are the scene's own, so an equal scene of another version has shots of its own.

use crate::job::{BreakDown, Cost, JobKind, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::BreakDownScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Shots of scene {}", scene.number),
        inputs: |_, scene| vec![scene.id.to_string(), scene.coverage.shots.clone()],
        work: |_, scene| {
            Work::BreakDownScene(BreakDown { scene: scene.id, revision: scene.revision, again: false })
        },
    }),
    needs: &[],
    revision: 1,
    estimate: Cost { compute_ms: 500, usd_micros: 0 },
    wanted: Wanted::ByName,
};
