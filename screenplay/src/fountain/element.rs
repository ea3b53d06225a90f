//! The parts of a screenplay, free of their Fountain marks: the model that every other module reads.

use super::emphasis::{Run, runs};
use super::notes::{self, InlineNote};
use serde::{Deserialize, Serialize};

/// Where an element stood in the text it was read from, in bytes; `0..0` for one built in code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte, without the line end.
    pub end: usize,
}

impl Span {
    /// The smallest span around both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// What an element is. The words are Fountain's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A slugline; the number is what stood between the `#` marks.
    SceneHeading {
        /// `1A` of `#1A#`.
        number: Option<String>,
    },
    /// What is seen and heard. May hold several lines.
    Action,
    /// A cue: the name and its extensions, as in `MARA (V.O.)`.
    Character {
        /// Marked `^`: spoken at the same time as the speech before it.
        dual: bool,
    },
    /// How a speech is spoken, without its parentheses.
    Parenthetical,
    /// What is spoken. An empty line in the text is a pause (two spaces in the source).
    Dialogue,
    /// Sung lines, without `~`.
    Lyrics {
        /// Inside a speech, and not a paragraph of its own.
        in_dialogue: bool,
    },
    /// `CUT TO:` and whatever `>` forces to be one.
    Transition,
    /// `> THE END <`, without the arrows.
    Centered,
    /// A paragraph that is one note, without `[[` and `]]`. Notes inside other text stay there.
    Note,
    /// Text put aside with `/* */`, as it stood between them.
    Boneyard,
    /// A structural heading, never printed.
    Section {
        /// How many `#` it had, from 1.
        depth: u8,
    },
    /// `= what happens`, never printed.
    Synopsis,
    /// `===`.
    PageBreak,
}

/// One element: its kind, its text without marks, and where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// What it is.
    pub kind: Kind,
    /// Its text; lines are separated by `\n`. Emphasis and inline notes are left in.
    pub text: String,
    /// Where it stood.
    pub span: Span,
}

impl Element {
    /// An element built in code, without a place in any text.
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), span: Span::default() }
    }

    /// Whether it belongs to the speech that a cue before it opens.
    pub fn is_speech(&self) -> bool {
        matches!(self.kind, Kind::Parenthetical | Kind::Dialogue | Kind::Lyrics { in_dialogue: true })
    }

    /// Whose cue it is, without extensions: `MARA` of `MARA (V.O.)`. `None` for other elements.
    pub fn cue_name(&self) -> Option<String> {
        let Kind::Character { .. } = self.kind else { return None };
        let text = self.visible_text();
        let name = text.split('(').next().unwrap_or_default().trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The text as a reader of the printed page sees it: without inline notes.
    pub fn visible_text(&self) -> String {
        notes::without_notes(&self.text)
    }

    /// What is printed, in pieces of one style each.
    pub fn runs(&self) -> Vec<Run> {
        runs(&self.visible_text())
    }

    /// The notes inside the text.
    pub fn notes(&self) -> Vec<InlineNote> {
        notes::inline(&self.text)
    }
}

/// A whole screenplay: its title page, in order, and its elements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screenplay {
    /// Keys as they were written, each with its lines.
    pub title_page: Vec<(String, Vec<String>)>,
    /// Everything after the title page.
    pub elements: Vec<Element>,
}

impl Screenplay {
    /// The title on the title page, its lines joined.
    pub fn title(&self) -> Option<String> {
        let (_, lines) = self.title_page.iter().find(|(key, _)| key.eq_ignore_ascii_case("title"))?;
        (!lines.is_empty()).then(|| lines.join(" "))
    }

    /// Equality that does not look at where the elements stood.
    pub fn same_content(&self, other: &Self) -> bool {
        self.title_page == other.title_page
            && self.elements.len() == other.elements.len()
            && self.elements.iter().zip(&other.elements).all(|(a, b)| a.kind == b.kind && a.text == b.text)
    }
}
