//! The animatic of a scene, from its frames and its sound.

use crate::job::{Cost, FilmOptions, FilmScene, JobKind, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::FilmScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Animatic of scene {}", scene.number),
        inputs: |_, scene| vec![scene.number.to_string()],
        work: |_, scene| {
            let film = FilmOptions::default();
            Work::FilmScene(FilmScene { scene: scene.id, revision: scene.revision, film })
        },
    }),
    needs: &[JobKind::StoryboardScene, JobKind::MixScene],
    revision: 1,
    estimate: Cost { compute_ms: 10_000, usd_micros: 0 },
    wanted: Wanted::InParts,
};
