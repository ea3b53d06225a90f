//! Reads as a script reader does: notes on scenes, and coverage of the whole. The model answers under a
//! schema, so there is always an answer in the right shape, whatever the model is worth.

mod scene;
mod script;

pub(crate) use scene::ReviewScene;
pub(crate) use script::ReviewScript;
