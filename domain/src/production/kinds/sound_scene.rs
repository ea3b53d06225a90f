//! The ambience and the effects of a scene. They depend on its text and on when its shots and lines come.

use crate::job::{Cost, JobKind, OfScene, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::SoundScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Sounds of scene {}", scene.number),
        inputs: |_, scene| vec![scene.content.clone(), scene.coverage.shots.clone()],
        work: |_, scene| Work::SoundScene(OfScene { scene: scene.id, revision: scene.revision }),
    }),
    needs: &[JobKind::SpeakScene],
    revision: 1,
    estimate: Cost { compute_ms: 2_000, usd_micros: 0 },
    wanted: Wanted::ByName,
};
