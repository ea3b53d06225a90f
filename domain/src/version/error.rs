//! Why a version refuses.

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// Nothing with this id was drafted.
    #[error("the version does not exist")]
    Missing,
    /// A drafted version never changes its text.
    #[error("the version is drafted already, and a version is immutable")]
    Immutable,
    /// A draft has words in it.
    #[error("the text is blank")]
    BlankText,
}
