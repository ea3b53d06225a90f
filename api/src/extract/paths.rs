//! The addresses' typed segments.

use domain::{AssetId, CharacterId, JobId, SceneId, ScriptId, ShotId};
use serde::Deserialize;
use utoipa::IntoParams;

/// `/scripts/{id}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ScriptPath {
    /// The script.
    #[param(value_type = Uuid)]
    pub id: ScriptId,
}

/// `/scripts/{id}/characters/{character_id}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct CastPath {
    /// The script.
    #[param(value_type = Uuid)]
    pub id: ScriptId,
    /// The character.
    #[param(value_type = Uuid)]
    pub character_id: CharacterId,
}

/// `/scripts/{id}/versions/{n}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct VersionPath {
    /// The script.
    #[param(value_type = Uuid)]
    pub id: ScriptId,
    /// The version's number.
    #[param(minimum = 1, maximum = 1_000_000)]
    pub n: u32,
}

/// `/scenes/{id}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ScenePath {
    /// The scene.
    #[param(value_type = Uuid)]
    pub id: SceneId,
}

/// `/characters/{id}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct CharacterPath {
    /// The character.
    #[param(value_type = Uuid)]
    pub id: CharacterId,
}

/// `/shots/{id}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ShotPath {
    /// The shot.
    #[param(value_type = Uuid)]
    pub id: ShotId,
}

/// `/assets/{id}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct AssetPath {
    /// The asset.
    #[param(value_type = Uuid)]
    pub id: AssetId,
}

/// `/jobs/{id}`.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct JobPath {
    /// The job.
    #[param(value_type = Uuid)]
    pub id: JobId,
}
