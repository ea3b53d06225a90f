//! Why a script refuses.

use crate::vocabulary::{Genre, Tone};

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScriptError {
    /// Nothing with this id was created.
    #[error("the script does not exist")]
    Missing,
    /// The id is taken by a script with other contents.
    #[error("the script exists already")]
    Exists,
    /// A script has a title.
    #[error("the title is blank")]
    BlankTitle,
    /// The genre holds across versions.
    #[error("the genre {0} is locked because the script has versions; unlock it to change it")]
    GenreLocked(Genre),
    /// The tone holds across versions.
    #[error("the tone {0} is locked because the script has versions; unlock it to change it")]
    ToneLocked(Tone),
    /// The draft was written from a version that is no longer the newest.
    #[error("the newest version is {}, not {}", version_name(*.head), version_name(*.parent))]
    HeadMoved {
        /// The newest version's number.
        head: Option<u32>,
        /// The number the draft was written from.
        parent: Option<u32>,
    },
    /// An owner has every right already.
    #[error("the owner cannot be a member")]
    OwnerIsNoMember,
    /// Archived scripts rest.
    #[error("the script is archived; restore it to change it")]
    Archived,
    /// What is to be erased has to be named.
    #[error("that is not the script's title")]
    OtherTitle,
    /// Its words are gone.
    #[error("the script was erased")]
    Erased,
}

fn version_name(number: Option<u32>) -> String {
    number.map_or_else(|| "none".to_owned(), |number| number.to_string())
}
