//! What may be asked of an asset.

use super::{AssetTag, NewAsset};

/// A request to one asset.
#[derive(Clone, Debug)]
pub enum AssetCommand {
    /// Bytes are in the store, and this is what they are. Adding the same again changes nothing.
    Add(Box<NewAsset>),
    /// It is for something else.
    Retag(AssetTag),
    /// It is no longer wanted. Deleting it again changes nothing.
    Delete {
        /// Why not, if somebody says.
        reason: Option<String>,
    },
}
