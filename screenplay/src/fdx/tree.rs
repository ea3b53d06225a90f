//! What the XML says, in paragraphs: the reader fills them, the rebuilding makes elements of them.

use crate::fountain::{Run, Style};

/// The deepest nesting that is read; Final Draft's own goes to about ten.
pub(super) const MAX_DEPTH: usize = 64;
/// The most paragraphs that are read; a feature has some four thousand.
pub(super) const MAX_PARAGRAPHS: usize = 500_000;

/// A paragraph of the script or of its title page.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// `Scene Heading`, `Action` and so on.
    pub(super) style: String,
    /// A scene's number.
    pub(super) number: Option<String>,
    /// `Left`, `Center`, `Right`.
    pub(super) alignment: String,
    /// Begins a page.
    pub(super) new_page: bool,
    /// Its text and the notes in it, in order.
    pub(super) pieces: Vec<Piece>,
    /// What a scene is said to be about.
    pub(super) summary: String,
    /// A cue inside a dual dialogue: 0 for the first speech, 1 for the second.
    pub(super) dual: Option<u8>,
}

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Run),
    Note { name: String, text: String },
}

impl Paragraph {
    /// The words without style and notes.
    pub(super) fn words(&self) -> String {
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Text(run) => run.text.as_str(),
            Piece::Note { .. } => "",
        });
        words.collect()
    }
}

/// `Bold+Underline` as a style. Others, such as `AllCaps`, have no counterpart.
pub(super) fn style_of(names: &str) -> Style {
    let has = |name: &str| names.split('+').any(|part| part.trim() == name);
    Style { bold: has("Bold"), italic: has("Italic"), underline: has("Underline") }
}

/// The reverse; empty for plain text.
pub(super) fn style_names(style: Style) -> String {
    let names = [(style.bold, "Bold"), (style.italic, "Italic"), (style.underline, "Underline")];
    names.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect::<Vec<_>>().join("+")
}
