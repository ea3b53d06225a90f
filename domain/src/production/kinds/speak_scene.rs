//! The spoken lines of a scene. They depend on the words and the voices alone; with a narrator on all of the
//! text.

use crate::job::{Cost, JobKind, Speak, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::SpeakScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Voices of scene {}", scene.number),
        inputs: |_, scene| vec![scene.coverage.speech.clone()],
        work: |_, scene| {
            Work::SpeakScene(Speak { scene: scene.id, revision: scene.revision, narrator: false })
        },
    }),
    needs: &[],
    revision: 1,
    estimate: Cost { compute_ms: 2_000, usd_micros: 0 },
    wanted: Wanted::ByName,
};
