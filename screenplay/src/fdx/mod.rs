//! Final Draft documents (`.fdx`, XML, as version 8 and later write them): read into a screenplay and
//! written from one. Everything Fountain knows has a place in them: sections and synopses become outline
//! paragraphs, notes become script notes, a boneyard a script note named so; emphasis becomes styled text.
//!
//! What does not survive: which of several spellings of the same emphasis was used, title page keys that
//! have no value, and the order of the title page's keys. A `/*` or `[[` that stands in text as characters
//! gets a space between them, because it could find its end in a later paragraph.

mod error;
mod reader;
mod rebuild;
mod title_page;
mod tree;
mod writer;

pub use error::FdxError;
pub use reader::{MAX_FDX_BYTES, read};
pub use writer::write;

/// The name of a script note that holds what Fountain puts in a boneyard.
const BONEYARD: &str = "Boneyard";
