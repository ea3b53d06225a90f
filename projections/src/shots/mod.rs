//! Shots and takes: what covers a scene, and every rendering of it.
//!
//! Shots that gave way stay, because their takes do; [`of_scene`] leaves them out. The events are the
//! scene's, so the sequence a shot is changed at is its scene's.

mod events;
mod query;

pub(crate) use events::{ERASED, ERASED_TAKES, apply};
pub(crate) use query::scene_of;
pub use query::{coverage, get, of_scene, refined_take, take_by_hash, takes};

use domain::scene::shot::{ConsistencyScore, DeclaredChange, ShotPlan, Take};
use domain::{Position, SceneId, ScriptId, ShotId, VersionId};
use jiff::Timestamp;

/// A shot with the take that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// Its id.
    pub id: ShotId,
    /// The scene it covers.
    pub scene: SceneId,
    /// The script that is of.
    pub script: ScriptId,
    /// The version that is of.
    pub version: VersionId,
    /// What its slate says: `3A`.
    pub name: String,
    /// Its place among the scene's shots, from 0; of one that gave way, the last it had.
    pub index: u32,
    /// What it is to show and how.
    pub plan: ShotPlan,
    /// Whether it stays as it is.
    pub locked: bool,
    /// Whether it gave way.
    pub removed: bool,
    /// How many takes it has.
    pub takes: u32,
    /// The take that is shown.
    pub active: Option<Rendering>,
    /// When it was planned.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its scene's last event: its `ETag`.
    pub sequence: u64,
}

/// A take, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendering {
    /// The take.
    pub take: Take,
    /// Whether it is the one that is shown.
    pub active: bool,
    /// How well it keeps to its scene, if somebody has looked.
    pub score: Option<ConsistencyScore>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The position of the event that brought it.
    pub position: Position,
}

/// How a scene of a version is covered.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneShots {
    /// The scene.
    pub scene: SceneId,
    /// Which of its texts the shots cover.
    pub broken_down: Option<u32>,
    /// Whether they are other ones than the breakdown of that text gives.
    pub edited: bool,
    /// What differs on purpose.
    pub changes: Vec<DeclaredChange>,
    /// The shots' plans, in order.
    pub plans: Vec<ShotPlan>,
    /// The takes that somebody refined and that are shown, in the shots' order.
    pub refined: Vec<String>,
}
