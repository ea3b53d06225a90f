//! Screenplays as text and as structure: the Fountain parser and formatter, safe builders for text
//! that a language model wrote, and statistics. Pure: no clock, no files, no network.

pub mod fountain;

pub use fountain::*;
