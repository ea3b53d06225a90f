//! Why a scene refuses.

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SceneError {
    /// Nothing with this id was added.
    #[error("the scene does not exist")]
    Missing,
    /// The id is taken by another scene.
    #[error("the scene exists already")]
    Exists,
    /// A scene takes place somewhere.
    #[error("the setting is blank")]
    BlankSetting,
    /// Scenes and episodes count from 1.
    #[error("numbers count from 1")]
    ZeroNumber,
    /// A removed scene does not change.
    #[error("the scene was removed")]
    Removed,
    /// Its shots refuse.
    #[error("{0}")]
    Shots(#[from] super::ShotError),
}
