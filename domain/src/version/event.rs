//! What happened to a version.

use super::{Provenance, Source};
use crate::ids::{AccountId, ScriptId, VersionId};
use crate::vocabulary::ScriptType;
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

/// A fact about one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants and their fields say what they are")]
pub enum VersionEvent {
    Drafted {
        version: VersionId,
        script: ScriptId,
        owner: AccountId,
        number: u32,
        parent: Option<u32>,
        source: Source,
        script_type: ScriptType,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provenance: Option<Box<Provenance>>,
    },
    Labelled {
        before: Option<String>,
        after: Option<String>,
    },
    Noted {
        before: String,
        after: String,
    },
}

impl DomainEvent for VersionEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Drafted { .. } => "version.drafted",
            Self::Labelled { .. } => "version.labelled",
            Self::Noted { .. } => "version.noted",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
