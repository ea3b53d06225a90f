//! Notes, `[[ … ]]`: which lines of a paragraph stand inside one, and texts without them. A note may
//! span lines as long as no blank line (other than two spaces) comes before its end; one that is
//! never closed is ordinary text.

use super::element::Span;
use serde::{Deserialize, Serialize};

/// For every line, the first line from it on that holds a `]]` before the text is interrupted.
pub(super) struct NoteIndex {
    closes_at: Vec<Option<usize>>,
}

impl NoteIndex {
    /// Looks at the lines once, from the end; `is_end` says which of them interrupt a note.
    pub(super) fn new<'l, T: 'l>(
        lines: &'l [T],
        text: impl Fn(&'l T) -> &'l str,
        is_end: impl Fn(&'l T) -> bool,
    ) -> Self {
        let mut closes_at = vec![None; lines.len() + 1];
        for (i, line) in lines.iter().enumerate().rev() {
            closes_at[i] = if is_end(line) {
                None
            } else if text(line).contains("]]") {
                Some(i)
            } else {
                closes_at[i + 1]
            };
        }
        Self { closes_at }
    }

    /// The line after `line` in which a note left open by `line` ends.
    pub(super) fn close_after(&self, line: usize) -> Option<usize> {
        self.closes_at[line + 1]
    }

    /// The last line of the note that the paragraph at line `i` consists of, if it is nothing else.
    pub(super) fn standalone<'l>(&self, i: usize, line: impl Fn(usize) -> &'l str) -> Option<usize> {
        let inner = line(i).trim().strip_prefix("[[")?;
        let (end, after) = if let Some((_, after)) = inner.split_once("]]") {
            (i, after)
        } else {
            let end = self.close_after(i)?;
            (end, line(end).split_once("]]")?.1)
        };
        after.trim().is_empty().then_some(end)
    }

    /// Whether a note is open after line `i`, given whether one was open before it.
    pub(super) fn open_after(&self, i: usize, line: &str, mut open: bool) -> bool {
        let mut rest = line;
        loop {
            let mark = if open { "]]" } else { "[[" };
            let Some(at) = rest.find(mark) else { return open };
            rest = &rest[at + 2..];
            open = !open;
            if open && !rest.contains("]]") {
                return self.close_after(i).is_some();
            }
        }
    }
}

/// A note inside other text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InlineNote {
    /// What it says.
    pub text: String,
    /// Where it stands in the element's text, its brackets included, in bytes.
    pub span: Span,
}

/// The closed notes of a text, in order.
pub(super) fn inline(text: &str) -> Vec<InlineNote> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(open) = text[at..].find("[[").map(|open| at + open) {
        let Some(end) = text[open..].find("]]").map(|length| open + length + 2) else { break };
        let inner = text[open + 2..end - 2].trim().to_owned();
        found.push(InlineNote { text: inner, span: Span { start: open, end } });
        at = end;
    }
    found
}

/// The text without its closed notes, and without the space they leave at the ends of lines.
pub(super) fn without_notes(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(open) = rest.find("[[") {
        let Some(length) = rest[open..].find("]]") else { break };
        out.push_str(&rest[..open]);
        rest = &rest[open + length + 2..];
    }
    if out.is_empty() {
        return rest.trim().to_owned();
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.split('\n').map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(lines: &[&str]) -> Vec<bool> {
        let index = NoteIndex::new(lines, |line| line, |line| line.is_empty());
        let mut open = false;
        lines
            .iter()
            .enumerate()
            .map(|(i, line)| {
                open = index.open_after(i, line, open);
                open
            })
            .collect()
    }

    #[test]
    fn a_note_is_open_only_where_something_closes_it() {
        assert_eq!(flags(&["a [[b", "# c", "d]] e"]), [true, true, false]);
        assert_eq!(flags(&["a [[b", "", "d]] e"]), [false, false, false]);
        assert_eq!(flags(&["[[a]] [[b]] c [[", "]]"]), [true, false]);
        assert_eq!(flags(&["]] a [[ b", "c"]), [false, false]);
    }

    #[test]
    fn inline_notes_know_where_they_stand() {
        let text = "a [[ one ]] b [[two\nlines]] [[open";
        let found = inline(text);
        let seen: Vec<_> =
            found.iter().map(|note| (note.text.as_str(), &text[note.span.start..note.span.end])).collect();
        assert_eq!(seen, [("one", "[[ one ]]"), ("two\nlines", "[[two\nlines]]")]);
    }

    #[test]
    fn visible_text_has_no_notes() {
        assert_eq!(without_notes("[[x]] He runs [[fast]]\nand falls."), "He runs\nand falls.");
        assert_eq!(without_notes("[[open"), "[[open");
        assert_eq!(without_notes("[[only\nthis]]"), "");
    }
}
