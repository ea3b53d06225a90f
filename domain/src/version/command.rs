//! What may be asked of a version.

use super::{Provenance, Source};
use crate::ids::{AccountId, ScriptId, VersionId};
use crate::vocabulary::ScriptType;

/// A request to one version.
#[derive(Clone, Debug)]
pub enum VersionCommand {
    /// Set down a draft; its text never changes afterwards.
    Draft(Box<Draft>),
    /// Name it, usually by revision colour; `None` takes the name away.
    Label(Option<String>),
    /// Write notes beside it.
    Note(String),
}

/// Everything a new version consists of.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The new version's id.
    pub version: VersionId,
    /// The script it belongs to.
    pub script: ScriptId,
    /// Whose script that is.
    pub owner: AccountId,
    /// The number the script gave it.
    pub number: u32,
    /// The number of the version it was written from.
    pub parent: Option<u32>,
    /// Where the text came from.
    pub source: Source,
    /// Screenplay, treatment or outline.
    pub script_type: ScriptType,
    /// The text, in Fountain.
    pub text: String,
    /// A name such as a revision colour.
    pub label: Option<String>,
    /// How an engine made it, if one did.
    pub provenance: Option<Box<Provenance>>,
}
