//! What may happen: the aggregates of Spool, their commands, events and refusals.
//!
//! Pure: no clock, no randomness, no input or output. An aggregate takes a command and either
//! refuses it with a reason or answers with events; applying events gives its state.

pub mod actor;
pub mod asset;
pub mod character;
pub mod entity;
pub mod ids;
pub mod job;
pub mod production;
pub mod ranged;
pub mod scene;
pub mod script;
pub mod version;
pub mod vocabulary;
pub mod words;

pub use actor::Actor;
pub use asset::Asset;
pub use character::Character;
pub use entity::Entity;
pub use ids::{
    AccountId, AggregateId, AssetId, CharacterId, CommandId, JobId, Position, SceneId, ScriptId, ShotId,
    TakeId, VersionId,
};
pub use job::Job;
pub use scene::Scene;
pub use script::Script;
pub use version::Version;
pub use vocabulary::{Format, Genre, Length, Role, ScriptType, Tone};
