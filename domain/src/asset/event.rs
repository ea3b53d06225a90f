//! What happened to an asset.

use super::{AssetTag, NewAsset};
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

/// A fact about one asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the variants and their fields say what they are")]
pub enum AssetEvent {
    Added(Box<NewAsset>),
    Retagged { before: AssetTag, after: AssetTag },
    Deleted { reason: Option<String> },
}

impl DomainEvent for AssetEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Added(_) => "asset.added",
            Self::Retagged { .. } => "asset.retagged",
            Self::Deleted { .. } => "asset.deleted",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}
