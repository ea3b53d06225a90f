//! Fountain 1.1 (<https://fountain.io/syntax>): parser, formatter and the scenes of a screenplay.
//!
//! The reader works on *logical lines* (boneyards lifted out), groups them into paragraphs and looks
//! at each paragraph once, so its time is linear in the input. The writer asks the same classifier
//! what a line would be read as, and forces an element (`!`, `@`, `.`, `>`) only where it must.

mod blocks;
mod classify;
mod element;
mod emphasis;
mod error;
mod formatter;
mod heading;
mod lines;
mod marking;
mod notes;
mod parser;
mod scenes;
mod title_page;

pub use blocks::{Block, Blocks, Speech, blocks};
pub use element::{Element, Kind, Screenplay, Span};
pub use emphasis::{Run, Style, plain, runs};
pub use error::ParseError;
pub use formatter::{format, format_elements};
pub use heading::{Interior, UnknownInterior};
pub use marking::marked;
pub use notes::InlineNote;
pub use parser::{MAX_BYTES, MAX_LINE_BYTES, parse, parse_bytes, parse_fragment};
pub use scenes::SceneView;

pub(crate) use classify::{is_scene_heading, is_transition};
pub(crate) use emphasis::push as push_run;
pub(crate) use heading::split_prefix;
pub(crate) use scenes::{cue_names, has_dialogue};
