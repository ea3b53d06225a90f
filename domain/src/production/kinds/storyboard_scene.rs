//! The frames of a scene. They depend on its shots, on the looks of who is in them, and on its set; they are takes
//! of the scene's own shots.

use crate::job::{Cost, Direction, JobKind, PictureOptions, Storyboard, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};
use crate::scene::shot::ParamsChange;

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::StoryboardScene,
    craft: Craft::Scene(Making {
        label: |_, scene| format!("Frames of scene {}", scene.number),
        inputs: |_, scene| vec![scene.coverage.looks.clone()],
        work: |_, scene| {
            Work::StoryboardScene(Storyboard {
                scene: scene.id,
                revision: scene.revision,
                frame_count: None,
                base_params: ParamsChange::default(),
                direction: Direction::default(),
                picture: PictureOptions::default(),
            })
        },
    }),
    needs: &[JobKind::BreakDownScene],
    revision: 2,
    estimate: Cost { compute_ms: 20_000, usd_micros: 0 },
    wanted: Wanted::ByName,
};
