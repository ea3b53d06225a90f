//! Screenplays as text, as structure and on paper: the Fountain parser and formatter, Final Draft
//! documents in and out, the printed page and its PDF, statistics, and safe builders for text that a
//! language model wrote. Pure: no clock, no files, no network.

pub mod build;
pub mod fdx;
pub mod fountain;
pub mod layout;
pub mod pdf;
pub mod statistics;

pub use build::*;
pub use fountain::*;
pub use layout::{Layout, LayoutError, SceneExtent, SceneNumbers, layout};
pub use pdf::{PdfError, pdf};
pub use statistics::{CharacterLines, Statistics, page_eighths, statistics};
