//! How an asset's bytes came to be: enough to say whose they are, and to make them again.

use crate::ids::JobId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who made the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AssetSource {
    /// A person brought them.
    Upload {},
    /// A job made them.
    Job {
        /// The job.
        job_id: JobId,
    },
}

/// Where an asset's bytes come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssetProvenance {
    /// Who made them.
    pub source: AssetSource,
    /// The engine that did, such as `storyboard` or `hibari`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub engine: Option<String>,
    /// The model it used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub model: Option<String>,
    /// The licence of the model, or of the samples or fonts that are in the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub licence: Option<String>,
    /// The words it was asked with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub prompt: Option<String>,
    /// The seed: with the same engine, prompt and parameters it gives the same bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub seed: Option<u64>,
    /// Everything else that was set; null if nothing was.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub parameters: Value,
}

impl AssetProvenance {
    /// Of an upload, of which nothing else is known.
    pub fn upload() -> Self {
        Self::of(AssetSource::Upload {})
    }

    /// Of a job, which then says more.
    pub fn job(job_id: JobId) -> Self {
        Self::of(AssetSource::Job { job_id })
    }

    fn of(source: AssetSource) -> Self {
        Self {
            source,
            engine: None,
            model: None,
            licence: None,
            prompt: None,
            seed: None,
            parameters: Value::Null,
        }
    }
}
