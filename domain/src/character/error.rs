//! Why a character refuses.

use crate::ids::TakeId;
use crate::scene::shot::PlanFault;

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CharacterError {
    /// Nothing with this id was created.
    #[error("the character does not exist")]
    Missing,
    /// The id is taken by another character.
    #[error("the character exists already")]
    Exists,
    /// A character has a name.
    #[error("the name is blank")]
    BlankName,
    /// Archived characters rest.
    #[error("the character is archived; restore it to change it")]
    Archived,
    /// A portrait that is out of bounds.
    #[error("{0}")]
    Fault(#[from] PlanFault),
    /// Enough.
    #[error("a character has at most {0} portraits")]
    TooManyPortraits(usize),
    /// There is no such portrait.
    #[error("the character has no portrait {0}")]
    MissingPortrait(TakeId),
}
