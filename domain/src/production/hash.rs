//! What a node is made of, as one number that is equal exactly for equal inputs.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The sha256 of a sequence of texts, in hexadecimal. Each text is preceded by its length and the sequence
/// by its own, so that no two sequences are the same bytes.
pub fn digest<T: AsRef<str>>(parts: &[T]) -> String {
    let mut bytes = Bytes::default();
    bytes.sequence(parts.iter().map(AsRef::as_ref));
    bytes.hex()
}

/// The input hash of a node: of its kind, what its output depends on, and the input hashes of its needs.
pub(super) fn input_hash<'a>(
    kind: &str,
    revision: u32,
    inputs: &[String],
    needs: impl ExactSizeIterator<Item = &'a str>,
) -> String {
    let mut bytes = Bytes::default();
    bytes.text(kind);
    bytes.0.update(revision.to_be_bytes());
    bytes.sequence(inputs.iter().map(String::as_str));
    bytes.sequence(needs);
    bytes.hex()
}

#[derive(Default)]
struct Bytes(Sha256);

impl Bytes {
    fn length(&mut self, length: usize) {
        self.0.update((length as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.update(text);
    }

    fn sequence<'a>(&mut self, texts: impl ExactSizeIterator<Item = &'a str>) {
        self.length(texts.len());
        texts.for_each(|text| self.text(text));
    }

    fn hex(self) -> String {
        self.0.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("a string takes whatever is written to it");
            hex
        })
    }
}
