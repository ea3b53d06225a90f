//! Why a Final Draft document is refused.

use super::reader::MAX_FDX_BYTES;
use super::tree::{MAX_DEPTH, MAX_PARAGRAPHS};

/// A file that is no Final Draft document, or one that nobody's program should open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FdxError {
    /// Longer than [`MAX_FDX_BYTES`].
    #[error("the document has {bytes} bytes, more than the {MAX_FDX_BYTES} that are read")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Not UTF-8, which is what Final Draft writes.
    #[error("the document is not UTF-8: byte {offset} begins no character")]
    NotUtf8 {
        /// Where the first invalid sequence begins.
        offset: usize,
    },
    /// Not well-formed XML.
    #[error("the xml is broken at byte {offset}: {message}")]
    Syntax {
        /// Where the reader stopped.
        offset: u64,
        /// What it says.
        message: String,
    },
    /// Declares a document type, which could define entities; Final Draft never does.
    #[error("a document type is declared at byte {offset}, which no final draft document has")]
    DocumentType {
        /// Behind the declaration.
        offset: u64,
    },
    /// Uses an entity that XML itself does not define, or a character that text cannot hold.
    #[error("the entity &{name}; at byte {offset} is not known")]
    Entity {
        /// What stands between `&` and `;`.
        name: String,
        /// Behind it.
        offset: u64,
    },
    /// Nested deeper than any document is.
    #[error("elements are nested more than {MAX_DEPTH} deep at byte {offset}")]
    TooDeep {
        /// Where.
        offset: u64,
    },
    /// More paragraphs than any document has.
    #[error("the document has more than {MAX_PARAGRAPHS} paragraphs")]
    TooManyParagraphs,
    /// XML of another kind.
    #[error("this is not a final draft document: it has no FinalDraft element with content")]
    NotFinalDraft,
}
