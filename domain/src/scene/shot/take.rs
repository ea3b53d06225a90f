//! Takes: every rendering of a shot stays; one of them is the active one.

use super::plan::{PlanFault, text};
use super::score::ConsistencyScore;
use crate::ids::{AssetId, JobId, ShotId, TakeId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most bytes of the parameters a take remembers, as JSON.
pub const MAX_PARAMETERS: usize = 64 * 1024;

/// One rendering of a shot. Fields that an engine does not make are absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Take {
    /// Its id.
    pub id: TakeId,
    /// Of which shot.
    pub shot: ShotId,
    /// The job that made it; none if it was uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// The clean picture.
    pub still: AssetId,
    /// The picture with slate, caption and arrows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board: Option<AssetId>,
    /// The linear picture with depth, normals and ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exr: Option<AssetId>,
    /// The moving picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clip: Option<AssetId>,
    /// What rendered it.
    pub engine: String,
    /// The seed it was rendered with.
    pub seed: u64,
    /// Everything it was rendered from.
    pub parameters: Value,
    /// The words that asked for it, if it refines another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refinement: Option<String>,
    /// Hash of all its inputs.
    pub input_hash: String,
}

impl Take {
    /// Whether its texts are within bounds.
    pub fn check(&self) -> Result<(), PlanFault> {
        check_rendering(&self.engine, &self.input_hash, &self.parameters)?;
        text("refinement", self.refinement.as_deref().unwrap_or_default(), 1_000)
    }
}

/// Whether the texts of a rendering are within bounds.
pub(crate) fn check_rendering(engine: &str, input_hash: &str, parameters: &Value) -> Result<(), PlanFault> {
    if engine.trim().is_empty() {
        return Err(PlanFault::Blank { field: "engine" });
    }
    text("engine", engine, 200)?;
    text("input_hash", input_hash, 200)?;
    let given = parameters.to_string().len();
    if given > MAX_PARAMETERS {
        return Err(PlanFault::TooLong { field: "parameters", given, most: MAX_PARAMETERS });
    }
    Ok(())
}

/// What a scene remembers of a take, to decide: the rest is in the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptTake {
    /// Its id.
    pub id: TakeId,
    /// The last score it got.
    pub score: Option<ConsistencyScore>,
}

/// The takes of one shot, in the order they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reel {
    /// Every take.
    pub takes: Vec<KeptTake>,
    /// The one that is shown.
    pub active: TakeId,
}

impl Reel {
    /// A take by its id.
    pub fn take(&self, id: TakeId) -> Option<&KeptTake> {
        self.takes.iter().find(|take| take.id == id)
    }
}
