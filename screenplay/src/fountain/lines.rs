//! The text as logical lines: line ends of every system, tabs as four spaces (as Fountain asks), and
//! boneyards lifted out, so that no later stage meets a comment that spans paragraphs.

use super::element::{Element, Kind, Span};
use std::borrow::Cow;

/// Two spaces: a blank line that does not end a speech or a note.
pub(super) const KEPT_BLANK: &str = "  ";

/// One line as the reader sees it.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Without its line end and without its boneyards.
    pub(super) text: Cow<'t, str>,
    /// The bytes it came from; more than one source line where a boneyard spans several.
    pub(super) span: Span,
    /// What was lifted out of it.
    pub(super) boneyards: Vec<Element>,
}

impl Line<'_> {
    /// Nothing to see on it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// A blank line that ends speeches and notes too.
    pub(super) fn is_end(&self) -> bool {
        self.is_blank() && self.text != KEPT_BLANK
    }
}

/// The byte order marks that a file may begin with.
pub(super) fn byte_order_marks(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{feff}').len()
}

/// Splits `text` from byte `start` on. An opening `/*` that nothing closes is ordinary text.
pub(super) fn split(text: &str, start: usize) -> Vec<Line<'_>> {
    let mut scanner = Scanner::new(text, start);
    let bytes = text.as_bytes();
    let (mut at, mut may_close) = (start, true);
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => at = scanner.end_line(at, at + 1),
            b'\r' => at = scanner.end_line(at, at + 1 + usize::from(bytes.get(at + 1) == Some(&b'\n'))),
            b'/' if may_close && bytes.get(at + 1) == Some(&b'*') => match text[at + 2..].find("*/") {
                Some(length) => at = scanner.boneyard(at, length),
                None => may_close = false,
            },
            _ => at += 1,
        }
    }
    scanner.end_line(bytes.len(), bytes.len());
    scanner.lines
}

/// What has been read of the current line.
struct Scanner<'t> {
    source: &'t str,
    lines: Vec<Line<'t>>,
    text: Cow<'t, str>,
    boneyards: Vec<Element>,
    line_start: usize,
    chunk_start: usize,
}

impl<'t> Scanner<'t> {
    fn new(source: &'t str, start: usize) -> Self {
        Self {
            source,
            lines: Vec::new(),
            text: Cow::Borrowed(""),
            boneyards: Vec::new(),
            line_start: start,
            chunk_start: start,
        }
    }

    /// Takes the text since the last boneyard. A space keeps the two sides of a boneyard from
    /// forming a new `/*`.
    fn take_chunk(&mut self, end: usize) {
        let chunk = &self.source[self.chunk_start..end];
        if self.text.is_empty() {
            self.text = Cow::Borrowed(chunk);
        } else if !chunk.is_empty() {
            let joined = self.text.to_mut();
            if joined.ends_with('/') && chunk.starts_with('*') {
                joined.push(' ');
            }
            joined.push_str(chunk);
        }
    }

    /// Ends the line at `end` and answers where the next one begins.
    fn end_line(&mut self, end: usize, next: usize) -> usize {
        self.take_chunk(end);
        let mut text = std::mem::take(&mut self.text);
        if text.contains('\t') {
            text = Cow::Owned(text.replace('\t', "    "));
        }
        self.lines.push(Line {
            text,
            span: Span { start: self.line_start, end },
            boneyards: std::mem::take(&mut self.boneyards),
        });
        self.line_start = next;
        self.chunk_start = next;
        next
    }

    /// Lifts out a boneyard that opens at `at` with `length` bytes between its marks.
    fn boneyard(&mut self, at: usize, length: usize) -> usize {
        self.take_chunk(at);
        let inner = &self.source[at + 2..at + 2 + length];
        let end = at + length + 4;
        self.boneyards.push(Element {
            kind: Kind::Boneyard,
            text: inner.replace("\r\n", "\n").replace('\r', "\n"),
            span: Span { start: at, end },
        });
        self.chunk_start = end;
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        split(source, byte_order_marks(source)).into_iter().map(|line| line.text.into_owned()).collect()
    }

    #[test]
    fn every_line_end_splits_and_tabs_become_spaces() {
        assert_eq!(texts("a\r\nb\rc\n\td"), ["a", "b", "c", "    d"]);
        assert_eq!(texts("\u{feff}\u{feff}a"), ["a"]);
        assert_eq!(texts(""), [""]);
    }

    #[test]
    fn a_boneyard_is_lifted_out_even_across_paragraphs() {
        let lines = split("one /* x\r\n\r\ny */ two\nthree", 0);
        assert_eq!(lines[0].text, "one  two");
        assert_eq!(lines[0].span, Span { start: 0, end: 20 });
        assert_eq!(lines[0].boneyards[0].text, " x\n\ny ");
        assert_eq!(lines[1].text, "three");
    }

    #[test]
    fn an_open_boneyard_is_text_and_joins_make_no_new_one() {
        assert_eq!(texts("a /* b\nc"), ["a /* b", "c"]);
        assert_eq!(texts("//*x*/* y"), ["/ * y"]);
        assert_eq!(texts("/*/ z"), ["/*/ z"]);
    }
}
