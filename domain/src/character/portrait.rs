//! Portraits: takes of a character alone, from which the look can be judged.

use crate::ids::{AssetId, JobId, TakeId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most portraits of one character.
pub const MAX_PORTRAITS: usize = 200;

/// One rendering of a character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Portrait {
    /// Its id.
    pub id: TakeId,
    /// The job that made it; none if it was uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// The picture.
    pub still: AssetId,
    /// What rendered it.
    pub engine: String,
    /// The seed it was rendered with.
    pub seed: u64,
    /// Everything it was rendered from.
    pub parameters: Value,
    /// Hash of all its inputs.
    pub input_hash: String,
}

/// The portraits of a character, in the order they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portraits {
    /// Every one.
    pub takes: Vec<TakeId>,
    /// The one that is shown.
    pub active: Option<TakeId>,
}
