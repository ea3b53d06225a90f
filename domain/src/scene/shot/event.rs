//! What happened to the shots of a scene.

use super::{ConsistencyScore, DeclaredChange, Shot, ShotChange, Take};
use crate::ids::{ShotId, TakeId};
use crate::scene::ContentSource;
use serde::{Deserialize, Serialize};

/// A fact about the shots of one scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants and their fields say what they are")]
pub enum ShotEvent {
    /// All shots of the scene, in order, those that stayed included.
    BrokenDown {
        revision: u32,
        source: ContentSource,
        shots: Vec<Shot>,
        /// Those that gave way.
        removed: Vec<ShotId>,
    },
    ShotAdded {
        index: u32,
        shot: Box<Shot>,
    },
    /// `before` and `after` hold the changed fields only.
    ShotEdited {
        shot: ShotId,
        before: Box<ShotChange>,
        after: Box<ShotChange>,
    },
    /// From one index to another, both counted with the shot in the list.
    ShotMoved {
        shot: ShotId,
        before: u32,
        after: u32,
    },
    ShotRemoved {
        shot: ShotId,
    },
    ShotLocked {
        shot: ShotId,
    },
    ShotUnlocked {
        shot: ShotId,
    },
    TakeAdded {
        take: Box<Take>,
        /// Whether it became the active one.
        chosen: bool,
    },
    TakeChosen {
        shot: ShotId,
        before: TakeId,
        after: TakeId,
    },
    ConsistencyScored {
        shot: ShotId,
        take: TakeId,
        score: ConsistencyScore,
    },
    ChangeDeclared {
        change: DeclaredChange,
    },
    ChangeWithdrawn {
        change: DeclaredChange,
    },
}

impl ShotEvent {
    /// The event's type in the log.
    pub const fn event_type(&self) -> &'static str {
        match self {
            Self::BrokenDown { .. } => "scene.broken_down",
            Self::ShotAdded { .. } => "scene.shot_added",
            Self::ShotEdited { .. } => "scene.shot_edited",
            Self::ShotMoved { .. } => "scene.shot_moved",
            Self::ShotRemoved { .. } => "scene.shot_removed",
            Self::ShotLocked { .. } => "scene.shot_locked",
            Self::ShotUnlocked { .. } => "scene.shot_unlocked",
            Self::TakeAdded { .. } => "scene.take_added",
            Self::TakeChosen { .. } => "scene.take_chosen",
            Self::ConsistencyScored { .. } => "scene.consistency_scored",
            Self::ChangeDeclared { .. } => "scene.change_declared",
            Self::ChangeWithdrawn { .. } => "scene.change_withdrawn",
        }
    }
}
