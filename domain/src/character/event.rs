//! What happened to a character.

use super::{Look, Portrait, Profile, ProfileChange};
use crate::ids::{AccountId, CharacterId, TakeId};
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

/// A fact about one character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants and their fields say what they are")]
pub enum CharacterEvent {
    Created {
        character: CharacterId,
        owner: AccountId,
        #[serde(flatten)]
        profile: Profile,
    },
    /// `before` and `after` hold the changed fields only.
    Edited {
        before: ProfileChange,
        after: ProfileChange,
    },
    Archived {},
    Restored {},
    LookSet {
        before: Option<Look>,
        after: Option<Look>,
    },
    PortraitAdded {
        portrait: Box<Portrait>,
        /// Whether it is shown from now on.
        chosen: bool,
    },
    PortraitChosen {
        before: TakeId,
        after: TakeId,
    },
}

impl DomainEvent for CharacterEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Created { .. } => "character.created",
            Self::Edited { .. } => "character.edited",
            Self::Archived {} => "character.archived",
            Self::Restored {} => "character.restored",
            Self::LookSet { .. } => "character.look_set",
            Self::PortraitAdded { .. } => "character.portrait_added",
            Self::PortraitChosen { .. } => "character.portrait_chosen",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
