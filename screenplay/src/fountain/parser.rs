//! The parser: one pass over the logical lines, paragraph by paragraph. Nothing in it looks back, and
//! what it looks ahead for (the end of a note) is known from one pass before.

use super::classify::{Mark, breaks_paragraph, classify};
use super::element::{Element, Kind, Screenplay, Span};
use super::error::ParseError;
use super::lines::{self, Line};
use super::notes::NoteIndex;
use super::title_page;

/// The longest text that is read, in bytes. A feature is about 200 kB.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// The longest line that is read, in bytes. A paragraph, which is one line in most editors, has hundreds.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;

/// Reads a screenplay.
pub fn parse(text: &str) -> Result<Screenplay, ParseError> {
    check(text.as_bytes())?;
    let lines = lines::split(text, lines::byte_order_marks(text));
    let (title_page, taken) = title_page::read(&lines).unwrap_or_default();
    let mut reader = Reader::new(&lines);
    reader.skip_to(taken);
    Ok(Screenplay { title_page, elements: reader.read() })
}

/// Reads a file's bytes.
pub fn parse_bytes(bytes: &[u8]) -> Result<Screenplay, ParseError> {
    check(bytes)?;
    let text =
        std::str::from_utf8(bytes).map_err(|error| ParseError::NotUtf8 { offset: error.valid_up_to() })?;
    parse(text)
}

/// Reads a part of a screenplay, such as a scene's content, which has no title page.
pub fn parse_fragment(text: &str) -> Result<Vec<Element>, ParseError> {
    check(text.as_bytes())?;
    Ok(Reader::new(&lines::split(text, 0)).read())
}

fn check(bytes: &[u8]) -> Result<(), ParseError> {
    if bytes.len() > MAX_BYTES {
        return Err(ParseError::TooLarge { bytes: bytes.len() });
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(ParseError::Binary { offset });
    }
    let mut lines = bytes.split(|&byte| byte == b'\n' || byte == b'\r').map(<[u8]>::len);
    match lines.position(|bytes| bytes > MAX_LINE_BYTES) {
        Some(line) => Err(long_line(bytes, line)),
        None => Ok(()),
    }
}

/// Names the line as an editor counts it: `\r\n` ends one line, not two.
fn long_line(bytes: &[u8], index: usize) -> ParseError {
    let mut lines = bytes.split(|&byte| byte == b'\n' || byte == b'\r');
    let bytes_of = |line: &[u8]| line.len();
    let before: Vec<usize> = lines.by_ref().take(index).map(bytes_of).collect();
    let start = before.iter().sum::<usize>() + before.len();
    let pairs = bytes[..start].windows(2).filter(|pair| pair == b"\r\n").count();
    ParseError::LongLine { line: index + 1 - pairs, bytes: lines.next().map_or(0, bytes_of) }
}

/// Where the parser stands.
struct Reader<'l, 't> {
    lines: &'l [Line<'t>],
    notes: NoteIndex,
    at: usize,
    elements: Vec<Element>,
}

impl<'l, 't> Reader<'l, 't> {
    fn new(lines: &'l [Line<'t>]) -> Self {
        let notes = NoteIndex::new(lines, |line| &line.text, Line::is_end);
        Self { lines, notes, at: 0, elements: Vec::new() }
    }

    /// Leaves out the title page, but keeps the boneyards in it.
    fn skip_to(&mut self, line: usize) {
        self.at = line;
        self.keep_boneyards(0, 0);
    }

    fn read(mut self) -> Vec<Element> {
        while let Some(line) = self.lines.get(self.at) {
            let (first, element) = (self.at, self.elements.len());
            if line.is_blank() {
                self.at += 1;
            } else {
                self.paragraph(line.text.trim());
            }
            self.keep_boneyards(first, element);
        }
        self.elements
    }

    /// Puts the boneyards of the lines since `first` in front of the elements since `element`.
    fn keep_boneyards(&mut self, first: usize, element: usize) {
        let found: Vec<Element> =
            self.lines[first..self.at].iter().flat_map(|line| line.boneyards.clone()).collect();
        if !found.is_empty() {
            self.elements.splice(element..element, found);
        }
    }

    fn paragraph(&mut self, line: &str) {
        if line.starts_with("[[")
            && let Some(end) = self.notes.standalone(self.at, |i| &self.lines[i].text)
        {
            return self.note(end);
        }
        let speaks = self.lines.get(self.at + 1).is_some_and(|next| !next.is_blank());
        let (kind, text) = match classify(line, speaks) {
            Mark::Heading { text, number } => {
                (Kind::SceneHeading { number: number.map(str::to_owned) }, text)
            }
            Mark::Transition(text) => (Kind::Transition, text),
            Mark::Centered(text) => (Kind::Centered, text),
            Mark::Section { depth, text } => (Kind::Section { depth }, text),
            Mark::Synopsis(text) => (Kind::Synopsis, text),
            Mark::PageBreak => (Kind::PageBreak, ""),
            Mark::Lyrics(_) => return self.lyrics(),
            Mark::Cue { text, dual } => {
                self.push(Kind::Character { dual }, text, self.at);
                self.at += 1;
                return self.speech();
            }
            Mark::Action => return self.action(),
        };
        self.push(kind, text, self.at);
        self.at += 1;
    }

    /// Adds an element that began on line `first` and ends on the current one.
    fn push(&mut self, kind: Kind, text: &str, first: usize) {
        let span = self.lines[first].span.to(self.lines[self.at].span);
        self.elements.push(Element { kind, text: text.to_owned(), span });
    }

    fn note(&mut self, end: usize) {
        let lines: Vec<&str> = self.lines[self.at..=end].iter().map(|line| line.text.trim()).collect();
        let text = lines.join("\n");
        let first = std::mem::replace(&mut self.at, end);
        self.push(Kind::Note, text[2..text.len() - 2].trim(), first);
        self.at += 1;
    }

    fn lyrics(&mut self) {
        let first = self.at;
        let sung = |line: &Line<'_>| line.text.trim().strip_prefix('~').map(|text| text.trim().to_owned());
        let verses: Vec<String> = self.lines[first..].iter().map_while(sung).collect();
        self.at += verses.len() - 1;
        self.push(Kind::Lyrics { in_dialogue: false }, &verses.join("\n"), first);
        self.at += 1;
    }

    fn action(&mut self) {
        let first = self.at;
        let mut text = String::new();
        let mut in_note = false;
        while let Some(line) = self.lines.get(self.at) {
            let ends = !in_note && self.at > first && (line.is_blank() || breaks_paragraph(&line.text));
            if ends {
                break;
            }
            let line = if in_note { line.text.trim_end() } else { unforced(&line.text) };
            if self.at > first {
                text.push('\n');
            }
            text.push_str(line);
            in_note = self.notes.open_after(self.at, line, in_note);
            self.at += 1;
        }
        self.at -= 1;
        self.push(Kind::Action, &text, first);
        self.at += 1;
    }

    /// The lines under a cue, up to a blank line that is not two spaces.
    fn speech(&mut self) {
        let mut in_note = false;
        let mut pieces = Vec::<Element>::new();
        while let Some(line) = self.lines.get(self.at).filter(|line| !line.is_end()) {
            let text = line.text.trim();
            let piece = if in_note { (Kind::Dialogue, text) } else { spoken(text) };
            add_piece(&mut pieces, piece, line.span);
            in_note = self.notes.open_after(self.at, text, in_note);
            self.at += 1;
        }
        for mut piece in pieces {
            if piece.kind == Kind::Dialogue {
                // A pause at its end separates nothing.
                piece.text.truncate(piece.text.trim_end_matches('\n').len());
            }
            if piece.kind != Kind::Dialogue || !piece.text.is_empty() {
                self.elements.push(piece);
            }
        }
    }
}

/// What a line inside a speech is.
fn spoken(line: &str) -> (Kind, &str) {
    if let Some(inner) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (Kind::Parenthetical, inner.trim());
    }
    match line.strip_prefix('~') {
        Some(sung) => (Kind::Lyrics { in_dialogue: true }, sung.trim()),
        None => (Kind::Dialogue, line),
    }
}

/// Adds a line of a speech: to the piece before it when both are dialogue, or both sung. A pause
/// after anything but dialogue says nothing.
fn add_piece(pieces: &mut Vec<Element>, (kind, text): (Kind, &str), span: Span) {
    let pause = kind == Kind::Dialogue && text.is_empty();
    match pieces.last_mut() {
        Some(last) if last.kind == kind && kind != Kind::Parenthetical => {
            last.text.push('\n');
            last.text.push_str(text);
            last.span = last.span.to(span);
        }
        _ if pause => {}
        _ => pieces.push(Element { kind, text: text.to_owned(), span }),
    }
}

/// An action line without the `!` that forces it; a lone `!` is text.
fn unforced(line: &str) -> &str {
    let line = line.trim_end();
    line.trim_start().strip_prefix('!').filter(|forced| !forced.is_empty()).unwrap_or(line)
}
