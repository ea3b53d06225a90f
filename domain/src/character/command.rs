//! What may be asked of a character.

use super::{Look, Portrait, Profile, ProfileChange};
use crate::ids::{AccountId, CharacterId, TakeId};

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
    /// Settle what pictures show; none leaves it to the text again.
    SetLook(Option<Look>),
    /// Keep a rendering of it.
    AddPortrait {
        /// The rendering.
        portrait: Box<Portrait>,
        /// Whether it is shown from now on; the first one is in any case.
        choose: bool,
    },
    /// Show this portrait from now on.
    ChoosePortrait(TakeId),
}
