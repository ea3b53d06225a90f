//! Screenplays as text and as structure: the Fountain parser and formatter, safe builders for text
//! that a language model wrote, and statistics. Pure: no clock, no files, no network.

pub mod build;
pub mod fountain;
pub mod statistics;

pub use build::*;
pub use fountain::*;
pub use statistics::{CharacterLines, Statistics, page_eighths, statistics};
