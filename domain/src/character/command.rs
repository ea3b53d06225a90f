//! What may be asked of a character.

use super::{Profile, ProfileChange};
use crate::ids::{AccountId, CharacterId};

/// A request to one character.
#[derive(Clone, Debug)]
pub enum CharacterCommand {
    /// Make a profile.
    Create {
        /// The new character's id.
        character: CharacterId,
        /// Whose it is.
        owner: AccountId,
        /// Who they are.
        profile: Profile,
    },
    /// Change some of it; absent fields stay.
    Edit(ProfileChange),
    /// Put it away.
    Archive,
    /// Bring it back.
    Restore,
}
