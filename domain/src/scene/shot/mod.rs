//! The shots of a scene and their takes.
//!
//! A breakdown covers the scene's text with shots; people edit, reorder and lock them. Every rendering
//! is a take: nothing overwrites one, and the takes of a shot that gave way stay reachable by its id.
//!
//! Letters follow the order a breakdown gives. A shot that is added later gets the letter after the last
//! one given since, and no later move renames a shot: what a slate said once stays true. A locked shot
//! keeps its letter through a breakdown.

mod apply;
mod break_down;
mod command;
mod decide;
mod error;
mod event;
mod letter;
mod params;
mod plan;
mod score;
mod take;
mod words;

pub use command::{NewShot, ShotCommand};
pub(in crate::scene) use decide::SceneText;
pub use error::ShotError;
pub use event::ShotEvent;
pub use letter::{Letters, UnknownLetters};
pub use params::{
    ColorTemp, Contrast, DurationMs, Facing, Fov, Gaze, HdrBloom, Lighting, Metres, Params, ParamsChange,
};
pub use plan::{
    Figure, MAX_FIGURES, MAX_NAME, MAX_NAMES, MAX_TEXT, PlanFault, ShotChange, ShotPlan, TextSpan,
};
pub use score::{Aspect, ConsistencyScore, DeclaredChange, MAX_REASONS, Reason, Score, Subject};
pub(crate) use take::check_rendering;
pub use take::{KeptTake, MAX_PARAMETERS, Reel, Take};
pub use words::{Angle, Composition, Coverage, Movement, Pose, Setting, Size, TimeOfDay, Weather};

use crate::ids::{ShotId, TakeId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most shots in one scene.
pub const MAX_SHOTS: usize = 200;
/// Most takes of one shot.
pub const MAX_TAKES: usize = 200;
/// Most changes declared in one scene.
pub const MAX_CHANGES: usize = 100;
/// How many of the shots that gave way without a take still accept one: a rendering may be under way.
const REMEMBERED: usize = 1_000;

/// One camera set-up of a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shot {
    /// Its id.
    pub id: ShotId,
    /// Its letters.
    pub letters: Letters,
    /// What it is to show and how.
    #[serde(flatten)]
    pub plan: ShotPlan,
    /// Whether it stays as it is.
    #[serde(default)]
    pub locked: bool,
}

impl Shot {
    /// What its slate says: the scene's number and the shot's letters, as `3A`.
    pub fn name(&self, scene_number: u32) -> String {
        format!("{scene_number}{}", self.letters)
    }
}

/// The shots of one scene with their takes, and what differs on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShotList {
    /// The shots in order.
    pub shots: Vec<Shot>,
    /// The takes of every shot that has one, those that gave way included.
    pub reels: BTreeMap<ShotId, Reel>,
    /// The differences that are meant.
    pub changes: Vec<DeclaredChange>,
    /// The revision of the text that was broken down last.
    pub broken_down: Option<u32>,
    /// Shots that gave way, the oldest first.
    gone: Vec<ShotId>,
    /// The letters the next shot gets.
    next: u16,
}

impl ShotList {
    /// A shot and its index.
    pub fn find(&self, id: ShotId) -> Option<(usize, &Shot)> {
        self.shots.iter().enumerate().find(|(_, shot)| shot.id == id)
    }

    /// The take of a shot that is shown.
    pub fn active(&self, shot: ShotId) -> Option<TakeId> {
        self.reels.get(&shot).map(|reel| reel.active)
    }

    /// Whether the shot is or was one of this scene's.
    fn knows(&self, shot: ShotId) -> bool {
        self.find(shot).is_some() || self.reels.contains_key(&shot) || self.gone.contains(&shot)
    }
}

#[cfg(test)]
mod tests;
