//! Why an asset refuses.

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssetError {
    /// Nothing with this id was added.
    #[error("the asset does not exist")]
    Missing,
    /// The id is taken by another asset.
    #[error("the asset exists already")]
    Exists,
    /// Deleted assets do not come back.
    #[error("the asset was deleted")]
    Deleted,
    /// What it belongs to does not fit together.
    #[error("an asset of a {part} belongs to a {whole}, which is not named")]
    Homeless {
        /// What is named.
        part: &'static str,
        /// What it is a part of.
        whole: &'static str,
    },
}
