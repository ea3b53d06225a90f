//! Why the shots of a scene refuse.

use super::PlanFault;
use crate::ids::{ShotId, TakeId};

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShotError {
    /// There is no such shot in the scene.
    #[error("there is no shot {0} in the scene")]
    Missing(ShotId),
    /// The id is taken by another shot.
    #[error("shot {0} exists already")]
    Exists(ShotId),
    /// The same id stands twice in one list.
    #[error("shot {0} is listed twice")]
    Twice(ShotId),
    /// A locked shot stays as it is.
    #[error("shot {0} is locked; unlock it to change it")]
    Locked(ShotId),
    /// Enough.
    #[error("a scene has at most {0} shots")]
    TooManyShots(usize),
    /// Enough.
    #[error("a shot has at most {0} takes")]
    TooManyTakes(usize),
    /// Enough.
    #[error("a scene has at most {0} declared changes")]
    TooManyChanges(usize),
    /// The text was rewritten meanwhile.
    #[error("the shots cover revision {given} of the text, which is at revision {current}")]
    OtherRevision {
        /// The revision that was read.
        given: u32,
        /// The revision that is.
        current: u32,
    },
    /// A span that is not in the text.
    #[error("the span {start}..{end} of shot {shot} is no stretch of the text's {length} bytes")]
    SpanOutside {
        /// Whose span.
        shot: ShotId,
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// How long the text is.
        length: usize,
    },
    /// A plan or a take that is out of bounds.
    #[error("{0}")]
    Fault(#[from] PlanFault),
    /// There is no such take of the shot.
    #[error("shot {shot} has no take {take}")]
    MissingTake {
        /// The shot.
        shot: ShotId,
        /// The take.
        take: TakeId,
    },
    /// The id is taken by a take of another shot.
    #[error("take {0} is another shot's")]
    TakeExists(TakeId),
}
