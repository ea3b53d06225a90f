//! What may be asked of a scene.

use super::{ContentSource, SceneChange, ShotCommand};
use crate::ids::{AccountId, SceneId, ScriptId, VersionId};
use crate::vocabulary::Tone;

/// A request to one scene.
#[derive(Clone, Debug)]
pub enum SceneCommand {
    /// Add it to a version.
    Add(Box<NewScene>),
    /// Change what is planned for it; absent fields stay.
    Edit(SceneChange),
    /// Replace its text; the old text stays reachable by its revision.
    Rewrite {
        /// The new text.
        content: String,
        /// Who wrote it.
        source: ContentSource,
    },
    /// Give it another number.
    Move(u32),
    /// Take it out of the version.
    Remove,
    /// Do something to its shots.
    Shots(ShotCommand),
}

/// Everything a new scene consists of.
#[derive(Clone, Debug)]
pub struct NewScene {
    /// The new scene's id.
    pub scene: SceneId,
    /// The script it belongs to.
    pub script: ScriptId,
    /// Whose script that is.
    pub owner: AccountId,
    /// The version it belongs to.
    pub version: VersionId,
    /// Its number in the version, from 1.
    pub number: u32,
    /// The slugline, such as `INT. LAMP ROOM - NIGHT`.
    pub setting: String,
    /// What the scene is to achieve.
    pub goal: String,
    /// What stands against it.
    pub tension: String,
    /// The scene's own mood.
    pub tone: Tone,
    /// Its text, without the slugline.
    pub content: String,
    /// The episode, in a series, from 1.
    pub episode: Option<u32>,
}
