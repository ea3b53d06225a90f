//! Why there is no plan.

use super::MOST_NODES;
use crate::ids::{CharacterId, SceneId};
use crate::job::JobKind;

/// A production that cannot be planned, in a sentence for the one who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefusal {
    /// There is nothing to make anything of.
    #[error("the script's newest version has no scenes")]
    NoScenes,
    /// No scene is in this episode.
    #[error("the script's newest version has no episode {episode}")]
    UnknownEpisode {
        /// Its number.
        episode: u32,
    },
    /// The scene is of an older version, of another script, or of none.
    #[error("the script's newest version has no scene {scene}")]
    UnknownScene {
        /// Its id.
        scene: SceneId,
    },
    /// The character is not in the script's cast.
    #[error("the script has no character {character}")]
    UnknownCharacter {
        /// Its id.
        character: CharacterId,
    },
    /// No kind of work was named.
    #[error("nothing is wanted")]
    NothingWanted,
    /// The kind is not one that a production makes for people.
    #[error("{kind} cannot be asked for")]
    NotOffered {
        /// The kind.
        kind: JobKind,
    },
    /// The kind is made of more than what was named.
    #[error("{kind} cannot be made of {scope}")]
    NotOfScope {
        /// The kind.
        kind: JobKind,
        /// What was named.
        scope: &'static str,
    },
    /// What is wanted is made of scenes, and the character has none.
    #[error("{name} is in no scene")]
    InNoScene {
        /// The character's name.
        name: String,
    },
    /// What is wanted is made of characters, and there are none.
    #[error("no character is in the scenes that were asked for")]
    NoCharacters,
    /// More than anybody could follow.
    #[error("the production would have {nodes} nodes; it may have {MOST_NODES}")]
    TooMany {
        /// How many there would be.
        nodes: usize,
    },
    /// The kinds themselves are at fault, whatever was asked.
    #[error(transparent)]
    Registry(#[from] RegistryFault),
}

/// A mistake in the list of kinds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegistryFault {
    /// Two entries are of the same kind.
    #[error("the kind {kind} is registered twice")]
    Twice {
        /// The kind.
        kind: JobKind,
    },
    /// A need has no entry.
    #[error("the kind {kind} needs {need}, which is not registered")]
    Unregistered {
        /// The kind.
        kind: JobKind,
        /// What it needs.
        need: JobKind,
    },
    /// A kind needs itself, directly or through others.
    #[error("the kind {kind} waits for itself")]
    Circular {
        /// The kind, or one that waits for it.
        kind: JobKind,
    },
}
