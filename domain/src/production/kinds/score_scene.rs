//! The music of a scene. It depends on the mood and on how long the scene plays: on its shots and what is said.

use crate::job::{Cost, JobKind, OfScene, Work};
use crate::production::{About, Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::ScoreScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Music of scene {}", scene.number),
        inputs: |structure, scene| {
            let About { title, genre, tone, .. } = &structure.about;
            vec![
                title.clone(),
                genre.to_string(),
                tone.to_string(),
                scene.coverage.mood.clone(),
                scene.coverage.shots.clone(),
            ]
        },
        work: |_, scene| Work::ScoreScene(OfScene { scene: scene.id, revision: scene.revision }),
    }),
    needs: &[JobKind::SpeakScene],
    revision: 1,
    estimate: Cost { compute_ms: 3_000, usd_micros: 0 },
    wanted: Wanted::ByName,
};
