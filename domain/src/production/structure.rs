//! What a script consists of at its newest version, as far as plans depend on it.
//!
//! Texts are here as digests: a plan says whether something changed, never what it says.

use crate::ids::{AccountId, CharacterId, SceneId, ScriptId, VersionId};
use crate::vocabulary::{Genre, Tone};

/// A script at its newest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// The script.
    pub script: ScriptId,
    /// Whose it is.
    pub owner: AccountId,
    /// What it is.
    pub about: About,
    /// The newest version.
    pub version: VersionId,
    /// That version's number.
    pub number: u32,
    /// Its scenes, in any order.
    pub scenes: Vec<SceneFacts>,
    /// Its cast, in any order.
    pub characters: Vec<CharacterFacts>,
}

/// What a script says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The working title.
    pub title: String,
    /// The story in a sentence or two.
    pub logline: String,
    /// The genre.
    pub genre: Genre,
    /// The tone.
    pub tone: Tone,
}

impl About {
    /// All of it, as inputs of a node.
    pub fn inputs(&self) -> Vec<String> {
        let Self { title, logline, genre, tone } = self;
        vec![title.clone(), logline.clone(), genre.to_string(), tone.to_string()]
    }
}

/// One scene of the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SceneFacts {
    /// Its id.
    pub id: SceneId,
    /// Its number in the version, from 1.
    pub number: u32,
    /// Its slugline.
    pub heading: String,
    /// The episode, in a series.
    pub episode: Option<u32>,
    /// Which of its texts this is.
    pub revision: u32,
    /// The [`digest`](super::digest) of its heading and its text.
    pub content: String,
    /// Who speaks or is named in it.
    pub characters: Vec<CharacterId>,
    /// What its pictures and its sound are made of.
    pub coverage: Coverage,
}

/// What a film of a scene is made of, as digests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The shots: those that somebody changed by hand, or else those that the text gives.
    pub shots: String,
    /// The looks of who is in them, the set, and what differs on purpose.
    pub looks: String,
    /// What is spoken, by whom and in which voice.
    pub speech: String,
    /// What sets the mood: tone and tension.
    pub mood: String,
}

/// One character of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharacterFacts {
    /// Its id.
    pub id: CharacterId,
    /// Its name, as cues use it.
    pub name: String,
    /// The [`digest`](super::digest) of its profile.
    pub profile: String,
}

/// Scenes that are worked on as one: all of the script's, or those of an episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The episode, unless it is the whole script.
    pub episode: Option<u32>,
    /// Its scenes, by number.
    pub scenes: Vec<SceneFacts>,
}

impl Part {
    /// What people call it.
    pub fn name(&self) -> String {
        self.episode.map_or_else(|| "the script".to_owned(), |episode| format!("episode {episode}"))
    }

    /// Which scenes these are, as inputs of a node: where each stands, but not what it says, which comes
    /// with the node's needs.
    pub fn inputs(&self) -> Vec<String> {
        let place = |scene: &SceneFacts| {
            let episode = scene.episode.map(|episode| episode.to_string()).unwrap_or_default();
            [scene.number.to_string(), episode]
        };
        self.scenes.iter().flat_map(place).collect()
    }
}
