//! Screenplays, treatments and outlines built from text that a language model wrote.
//!
//! A small model's text cannot be trusted with structure, so structure never comes from it: headings,
//! acts and beats are given by the caller, and the model's words are reduced to the elements allowed
//! inside one scene, act or beat. Whatever the text holds, what is built parses back to exactly the
//! given structure, and no part of it is empty.

mod clean;
mod cover;
mod debris;
mod dialogue;
mod heading;
mod loops;
mod outline;
mod prose;
mod scene;
mod screenplay;
mod treatment;
mod wrap;

pub use heading::Heading;
pub use outline::{Beat, OutlineBuilder, outline_beats};
pub use scene::{SceneCheck, check_scene, sanitise_scene};
pub use screenplay::ScreenplayBuilder;
pub use treatment::{TreatmentBuilder, treatment_acts};
