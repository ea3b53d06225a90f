//! The animatic of a script or an episode, from the frames and the sound of its scenes.

use crate::job::{Cost, FilmOptions, FilmScript, JobKind, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::FilmScript,
    craft: Craft::Script(Making {
        label: |_, part| format!("Animatic of {}", part.name()),
        inputs: |structure, part| [vec![structure.about.title.clone()], part.inputs()].concat(),
        work: |structure, _| {
            Work::FilmScript(FilmScript { version: structure.version, film: FilmOptions::default() })
        },
    }),
    needs: &[JobKind::StoryboardScene, JobKind::MixScene],
    revision: 1,
    estimate: Cost { compute_ms: 60_000, usd_micros: 0 },
    wanted: Wanted::ByAll,
};
