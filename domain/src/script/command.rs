//! What may be asked of a script.

use crate::ids::{AccountId, CharacterId, ScriptId, VersionId};
use crate::job::Budget;
use crate::vocabulary::{Format, Genre, Role, Tone};

/// A request to one script.
#[derive(Clone, Debug)]
pub enum ScriptCommand {
    /// Begin a project.
    Create {
        /// The new script's id.
        script: ScriptId,
        /// Whose it is.
        owner: AccountId,
        /// The working title, not blank.
        title: String,
        /// Feature, series or short.
        format: Format,
        /// The genre.
        genre: Genre,
        /// The tone.
        tone: Tone,
        /// The story in a sentence or two.
        logline: String,
    },
    /// Give it another title.
    Retitle(String),
    /// Change the genre; `unlock` is needed once a version exists.
    ChangeGenre {
        /// The new genre.
        genre: Genre,
        /// Whether the lock is lifted for this change.
        unlock: bool,
    },
    /// Change the tone; `unlock` is needed once a version exists.
    ChangeTone {
        /// The new tone.
        tone: Tone,
        /// Whether the lock is lifted for this change.
        unlock: bool,
    },
    /// Rewrite the logline.
    ChangeLogline(String),
    /// Add a character to the cast.
    AttachCharacter(CharacterId),
    /// Take a character out of the cast.
    DetachCharacter(CharacterId),
    /// Let somebody in, or change what they may do.
    Share {
        /// The member.
        account: AccountId,
        /// What they may do.
        role: Role,
    },
    /// Take a member's access away.
    Unshare(AccountId),
    /// Put a new version on top of the one it was written from.
    AddVersion {
        /// The new version's id.
        version: VersionId,
        /// The head it was written from; `None` for the first.
        parent: Option<u32>,
    },
    /// Limit what its jobs may cost in all.
    SetBudget(Budget),
    /// Put it away. Nothing changes in an archived script but its return.
    Archive,
    /// Bring it back.
    Restore,
    /// Take its words away for good; nothing is asked of it afterwards.
    Erase {
        /// Its title, as a proof that this script is meant.
        title: String,
    },
}
