//! What happened to a scene.

use super::{ContentSource, SceneChange, ShotEvent};
use crate::ids::{AccountId, SceneId, ScriptId, VersionId};
use crate::vocabulary::Tone;
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

/// A fact about one scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants and their fields say what they are")]
pub enum SceneEvent {
    Added {
        scene: SceneId,
        script: ScriptId,
        owner: AccountId,
        version: VersionId,
        number: u32,
        setting: String,
        goal: String,
        tension: String,
        tone: Tone,
        content: String,
        episode: Option<u32>,
    },
    /// `before` and `after` hold the changed fields only.
    Edited {
        before: SceneChange,
        after: SceneChange,
    },
    Rewritten {
        revision: u32,
        before: String,
        after: String,
        source: ContentSource,
    },
    Moved {
        before: u32,
        after: u32,
    },
    Removed {},
    /// Stored like the others, by the type of its own.
    #[serde(untagged)]
    Shots(ShotEvent),
}

impl DomainEvent for SceneEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Added { .. } => "scene.added",
            Self::Edited { .. } => "scene.edited",
            Self::Rewritten { .. } => "scene.rewritten",
            Self::Moved { .. } => "scene.moved",
            Self::Removed {} => "scene.removed",
            Self::Shots(event) => event.event_type(),
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
