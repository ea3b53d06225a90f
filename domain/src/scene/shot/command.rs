//! What may be asked of the shots of a scene.

use super::{ConsistencyScore, DeclaredChange, ShotChange, ShotPlan, Take};
use crate::ids::{ShotId, TakeId};
use crate::scene::ContentSource;

/// A shot that is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShot {
    /// Its id.
    pub id: ShotId,
    /// What it is to show.
    pub plan: ShotPlan,
}

/// A request about the shots of one scene.
#[derive(Clone, Debug)]
pub enum ShotCommand {
    /// Cover the scene with these shots. Locked shots stay as they are: at the place where their id stands
    /// in the list, or else at the index they have. All others give way; their takes stay.
    BreakDown {
        /// The new shots, in order.
        shots: Vec<NewShot>,
        /// Who planned them.
        source: ContentSource,
        /// The revision of the scene's text they cover; it must be the current one.
        revision: u32,
    },
    /// Change a shot; absent fields stay.
    Edit {
        /// Which.
        shot: ShotId,
        /// How.
        change: ShotChange,
    },
    /// Put one more shot in.
    Add {
        /// The shot.
        shot: NewShot,
        /// Before which index; at the end if absent or beyond.
        index: Option<usize>,
    },
    /// Give a shot another place in the order.
    Move {
        /// Which.
        shot: ShotId,
        /// Its index afterwards; the last place if beyond.
        index: usize,
    },
    /// Take a shot out; its takes stay.
    Remove(ShotId),
    /// Keep a shot as it is.
    Lock(ShotId),
    /// Let it change again.
    Unlock(ShotId),
    /// Keep a rendering.
    AddTake {
        /// The rendering.
        take: Box<Take>,
        /// Whether it becomes the active one; a shot's first take does in any case.
        choose: bool,
    },
    /// Show this take from now on.
    ChooseTake {
        /// Of which shot.
        shot: ShotId,
        /// Which.
        take: TakeId,
    },
    /// Say how well a take fits its scene.
    Score {
        /// Of which shot.
        shot: ShotId,
        /// Which.
        take: TakeId,
        /// How well, and why.
        score: ConsistencyScore,
    },
    /// Say that a difference is meant.
    DeclareChange(DeclaredChange),
    /// It is not meant any longer.
    WithdrawChange(DeclaredChange),
}
