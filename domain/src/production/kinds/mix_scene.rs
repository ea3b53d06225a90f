//! The sound of a scene, from its voices, its music and its effects.

use crate::job::{Cost, JobKind, OfScene, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::MixScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Mix of scene {}", scene.number),
        inputs: |_, scene| vec![scene.coverage.shots.clone()],
        work: |_, scene| Work::MixScene(OfScene { scene: scene.id, revision: scene.revision }),
    }),
    needs: &[JobKind::SpeakScene, JobKind::ScoreScene, JobKind::SoundScene],
    revision: 1,
    estimate: Cost { compute_ms: 2_000, usd_micros: 0 },
    wanted: Wanted::ByName,
};
