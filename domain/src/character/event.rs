//! What happened to a character.

use super::{Profile, ProfileChange};
use crate::ids::{AccountId, CharacterId};
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
}

impl DomainEvent for CharacterEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Created { .. } => "character.created",
            Self::Edited { .. } => "character.edited",
            Self::Archived {} => "character.archived",
            Self::Restored {} => "character.restored",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
