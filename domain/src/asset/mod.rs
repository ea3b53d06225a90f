//! An asset: bytes that somebody uploaded or a job made, and everything that is known of them.
//!
//! The bytes themselves lie in a store under their SHA-256; the asset says what they are, whose, and how
//! they came to be. What it says of the bytes never changes: other bytes are another asset. Deleting
//! leaves a tombstone, so that history can still say what was there.

mod command;
mod error;
mod event;
mod facts;
mod provenance;
mod words;

#[cfg(test)]
mod tests;

pub use command::AssetCommand;
pub use error::AssetError;
pub use event::AssetEvent;
pub use facts::{BelongsTo, Facts, FileName, Measures, MediaType, Sha256};
pub use provenance::{AssetProvenance, AssetSource};
pub use words::{AssetKind, AssetTag};

use crate::entity::Entity;
use crate::ids::{AccountId, AssetId, ScriptId};
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

/// An asset's state; empty before it is added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    details: Option<AssetDetails>,
}

/// Everything an asset knows of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetDetails {
    /// What was said when it was added; only the tag has changed since, if anything.
    #[serde(flatten)]
    pub asset: NewAsset,
    /// Whether it was deleted.
    pub deleted: bool,
}

/// An asset as it is added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAsset {
    /// Its id.
    pub asset: AssetId,
    /// Whose it is: the owner of its script, if it belongs to one.
    pub owner: AccountId,
    /// What it belongs to.
    #[serde(flatten)]
    pub belongs: BelongsTo,
    /// What it is for.
    pub tag: AssetTag,
    /// What the bytes are.
    #[serde(flatten)]
    pub facts: Facts,
    /// How they came to be.
    pub provenance: AssetProvenance,
}

impl Asset {
    /// The asset's contents, if it was added.
    pub fn details(&self) -> Option<&AssetDetails> {
        self.details.as_ref()
    }

    fn decide(&self, command: AssetCommand) -> Result<Option<AssetEvent>, AssetError> {
        use AssetCommand as C;
        match (command, &self.details) {
            (C::Add(new), None) => {
                new.belongs.check()?;
                Ok(Some(AssetEvent::Added(new)))
            }
            (C::Add(new), Some(it)) if it.is(&new) => Ok(None),
            (C::Add(_), Some(_)) => Err(AssetError::Exists),
            (_, None) => Err(AssetError::Missing),
            (C::Delete { .. }, Some(it)) if it.deleted => Ok(None),
            (C::Delete { reason }, Some(_)) => Ok(Some(AssetEvent::Deleted { reason })),
            (C::Retag(_), Some(it)) if it.deleted => Err(AssetError::Deleted),
            (C::Retag(after), Some(it)) => {
                let before = it.asset.tag;
                Ok((before != after).then_some(AssetEvent::Retagged { before, after }))
            }
        }
    }
}

impl AssetDetails {
    /// Whether this is what was added, whatever it has been tagged as since.
    fn is(&self, new: &NewAsset) -> bool {
        NewAsset { tag: new.tag, ..self.asset.clone() } == *new
    }
}

impl Aggregate for Asset {
    const TYPE: &'static str = "asset";
    type Command = AssetCommand;
    type Event = AssetEvent;
    type Error = AssetError;
    type Services = ();

    async fn handle(
        &mut self,
        command: Self::Command,
        (): &Self::Services,
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        if let Some(event) = self.decide(command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: Self::Event) {
        match (event, &mut self.details) {
            (AssetEvent::Added(asset), details) => {
                *details = Some(AssetDetails { asset: *asset, deleted: false });
            }
            (AssetEvent::Retagged { after, .. }, Some(it)) => it.asset.tag = after,
            (AssetEvent::Deleted { .. }, Some(it)) => it.deleted = true,
            (_, None) => {}
        }
    }
}

impl Entity for Asset {
    type Id = AssetId;
    const STATE_VERSION: u32 = 1;

    fn owner(&self) -> Option<AccountId> {
        self.details.as_ref().map(|it| it.asset.owner)
    }

    fn script(&self) -> Option<ScriptId> {
        self.details.as_ref()?.asset.belongs.script
    }
}
