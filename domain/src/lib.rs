//! What may happen: the aggregates of Spool, their commands, events and refusals.
//!
//! Pure: no clock, no randomness, no input or output. An aggregate takes a command and either
//! refuses it with a reason or answers with events; applying events gives its state.

pub mod actor;
pub mod entity;
pub mod ids;

pub use actor::Actor;
pub use entity::Entity;
pub use ids::{
    AccountId, AggregateId, CharacterId, CommandId, JobId, Position, SceneId, ScriptId, VersionId,
};
