//! Sealing: the words of a script are stored under a key of their own, so that they can be taken away from a
//! log that nobody may change. Destroying the key is the erasure.
//!
//! An event keeps its structure in the clear (ids, kinds, numbers, times), because projections and hashes
//! need it for ever. Its words are taken out, encrypted together under `sealed`, and leave numbered marks
//! in their places. A snapshot is sealed whole. What has no script has no key and is stored as it is.

mod key;
mod keyring;
mod payload;

pub(crate) use keyring::Keyring;
pub(crate) use payload::{open, open_state, seal, seal_state};

use domain::ScriptId;
use key::ScriptKey;
use std::collections::HashMap;
use std::sync::Arc;

/// How something is stored.
#[derive(Clone, Debug)]
pub(crate) enum Seal {
    /// In the clear: it belongs to no script.
    None,
    /// Under this key.
    Key(Arc<ScriptKey>),
    /// Without its words: their key was destroyed.
    Destroyed,
}

/// The keys that a page of events needs. A key that is not there is as good as destroyed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys(HashMap<ScriptId, Arc<ScriptKey>>);

impl Keys {
    pub(crate) fn of(&self, script: Option<ScriptId>) -> Option<&Arc<ScriptKey>> {
        self.0.get(&script?)
    }

    /// Takes a key out.
    pub(crate) fn without(&mut self, script: ScriptId) {
        self.0.remove(&script);
    }
}
