//! What happened to a script.

use crate::ids::{AccountId, CharacterId, ScriptId, VersionId};
use crate::job::Budget;
use crate::vocabulary::{Format, Genre, Role, Tone};
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

/// A fact about one script. Changes carry the value before and after, so that the history reads
/// without replaying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants and their fields say what they are")]
pub enum ScriptEvent {
    Created {
        script: ScriptId,
        owner: AccountId,
        title: String,
        format: Format,
        genre: Genre,
        tone: Tone,
        logline: String,
    },
    Retitled {
        before: String,
        after: String,
    },
    GenreChanged {
        before: Genre,
        after: Genre,
        unlocked: bool,
    },
    ToneChanged {
        before: Tone,
        after: Tone,
        unlocked: bool,
    },
    LoglineChanged {
        before: String,
        after: String,
    },
    CharacterAttached {
        character: CharacterId,
    },
    CharacterDetached {
        character: CharacterId,
    },
    MemberAdded {
        account: AccountId,
        role: Role,
    },
    MemberRemoved {
        account: AccountId,
    },
    VersionAdded {
        version: VersionId,
        number: u32,
        parent: Option<u32>,
    },
    BudgetSet {
        before: Budget,
        after: Budget,
    },
    Archived {},
    Restored {},
    /// Its words are gone for good, here and in everything that is part of it.
    Erased {},
}

impl DomainEvent for ScriptEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Created { .. } => "script.created",
            Self::Retitled { .. } => "script.retitled",
            Self::GenreChanged { .. } => "script.genre_changed",
            Self::ToneChanged { .. } => "script.tone_changed",
            Self::LoglineChanged { .. } => "script.logline_changed",
            Self::CharacterAttached { .. } => "script.character_attached",
            Self::CharacterDetached { .. } => "script.character_detached",
            Self::MemberAdded { .. } => "script.member_added",
            Self::MemberRemoved { .. } => "script.member_removed",
            Self::VersionAdded { .. } => "script.version_added",
            Self::BudgetSet { .. } => "script.budget_set",
            Self::Archived {} => "script.archived",
            Self::Restored {} => "script.restored",
            Self::Erased {} => "script.erased",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
