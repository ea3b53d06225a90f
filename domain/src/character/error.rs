//! Why a character refuses.

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
}
