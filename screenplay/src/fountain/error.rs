//! Why a text is refused. Fountain has no syntax errors: any text is a screenplay, so only size and
//! encoding can be wrong.

use super::{MAX_BYTES, MAX_LINE_BYTES};

/// A text that cannot be a screenplay at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Longer than [`MAX_BYTES`].
    #[error("the text has {bytes} bytes, more than the {MAX_BYTES} a screenplay may have")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// A line longer than [`MAX_LINE_BYTES`].
    #[error("line {line} has {bytes} bytes, more than the {MAX_LINE_BYTES} a line may have")]
    LongLine {
        /// Its number, from 1.
        line: usize,
        /// Its length.
        bytes: usize,
    },
    /// Holds a NUL, which no text file does and no text column stores.
    #[error("the text is binary: a NUL stands at byte {offset}")]
    Binary {
        /// Where the first one stands.
        offset: usize,
    },
    /// Not UTF-8.
    #[error("the text is not UTF-8: byte {offset} begins no character")]
    NotUtf8 {
        /// Where the first invalid sequence begins.
        offset: usize,
    },
}
