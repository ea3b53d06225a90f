//! The formatter: one canonical Fountain text for a screenplay, so that `parse(format(x)) == x` for
//! everything the parser or a builder makes. An element is forced only where its plain text would be
//! read as something else, and no text of any other element can come out as a scene heading.

use super::classify::{Mark, breaks_paragraph, classify};
use super::element::{Element, Kind, Screenplay};
use super::lines::{self, KEPT_BLANK};
use super::notes::NoteIndex;
use super::title_page;
use std::fmt;

/// Writes a screenplay: title page, then every paragraph with one blank line between.
pub fn format(screenplay: &Screenplay) -> String {
    let mut out = title_page::write(&screenplay.title_page);
    let body = format_elements(&screenplay.elements);
    if out.is_empty() && needs_blank_start(&body) {
        out.push('\n');
    }
    out.push_str(&body);
    out
}

/// Writes elements alone, such as a scene's content.
pub fn format_elements(elements: &[Element]) -> String {
    let mut out = String::new();
    let mut rest = elements;
    while let Some((element, after)) = rest.split_first() {
        rest = after;
        if !out.is_empty() {
            out.push('\n');
        }
        match &element.kind {
            Kind::Character { dual } => {
                let length = after.iter().take_while(|next| next.is_speech()).count();
                let (speech, after) = after.split_at(length);
                write_speech(&mut out, element, *dual, speech);
                rest = after;
            }
            _ => write_paragraph(&mut out, element),
        }
    }
    out
}

impl fmt::Display for Screenplay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format(self))
    }
}

/// A body that starts like a title page, or with a byte order mark, must not stand at the very start.
fn needs_blank_start(body: &str) -> bool {
    let first = body.split_once("\n\n").map_or(body, |(first, _)| first);
    body.starts_with('\u{feff}') || title_page::read(&lines::split(first, 0)).is_some()
}

fn write_paragraph(out: &mut String, element: &Element) {
    let text = &element.text;
    let line = one_line(text);
    match &element.kind {
        Kind::SceneHeading { number } => {
            let whole = number.as_ref().map_or_else(|| line.clone(), |number| format!("{line} #{number}#"));
            let plain = matches!(classify(&whole, false), Mark::Heading { text, .. } if text == line);
            out.extend([if plain { "" } else { "." }, &whole, "\n"]);
        }
        Kind::Transition => {
            let plain = classify(&line, true) == Mark::Transition(&line);
            out.extend([if plain { "" } else { "> " }, &line, "\n"]);
        }
        Kind::Centered => out.extend(["> ", &line, " <\n"]),
        Kind::Section { depth } => {
            out.extend(std::iter::repeat_n("#", usize::from(*depth).max(1)));
            out.extend([" ", &line, "\n"]);
        }
        Kind::Synopsis => out.extend(["= ", &line, "\n"]),
        Kind::PageBreak => out.push_str("===\n"),
        Kind::Note => write_note(out, text),
        Kind::Boneyard => out.extend(["/*", &text.replace("*/", "* /"), "*/\n"]),
        Kind::Lyrics { in_dialogue: false } => write_lyrics(out, text),
        // Parts of a speech without a cue are seen, not spoken.
        Kind::Action
        | Kind::Character { .. }
        | Kind::Parenthetical
        | Kind::Dialogue
        | Kind::Lyrics { in_dialogue: true } => write_action(out, text),
    }
}

fn write_speech(out: &mut String, cue: &Element, dual: bool, speech: &[Element]) {
    let silent = |piece: &&Element| piece.kind == Kind::Dialogue && piece.text.trim().is_empty();
    if speech.iter().all(|piece| silent(&piece)) {
        return write_action(out, &cue.text);
    }
    let name = one_line(&cue.text);
    let line = format!("{name}{}", if dual { " ^" } else { "" });
    let forced = name.starts_with('@')
        || name.starts_with("[[")
        || classify(&line, true) != Mark::Cue { text: &name, dual };
    out.extend([if forced { "@" } else { "" }, &line, "\n"]);
    for piece in speech.iter().filter(|piece| !silent(piece)) {
        match piece.kind {
            Kind::Parenthetical => out.extend(["(", &one_line(&piece.text), ")\n"]),
            Kind::Lyrics { .. } => write_lyrics(out, &piece.text),
            _ => {
                for line in piece.text.trim_matches('\n').split('\n').map(str::trim) {
                    out.extend([if line.is_empty() { KEPT_BLANK } else { line }, "\n"]);
                }
            }
        }
    }
}

/// Action, paragraph by paragraph: `!` goes in front of a line that would be read as anything else.
fn write_action(out: &mut String, text: &str) {
    let lines: Vec<&str> = text.split('\n').collect();
    let notes = NoteIndex::new(&lines, |line| line, |_| false);
    let (mut in_note, mut first) = (false, true);
    for (i, line) in lines.iter().enumerate() {
        let blank = line.trim().is_empty();
        let forced = !in_note && !blank && if first { misread(&lines, i, &notes) } else { interrupts(line) };
        let line = if in_note && blank { KEPT_BLANK } else { line.trim_end() };
        out.extend([if forced { "!" } else { "" }, line, "\n"]);
        in_note = notes.open_after(i, line, in_note);
        first = blank && !in_note;
    }
}

/// Whether a paragraph that begins with line `i` would be taken for something other than action.
fn misread(lines: &[&str], i: usize, notes: &NoteIndex) -> bool {
    let line = lines[i].trim();
    let speaks = lines.get(i + 1).is_some_and(|next| !next.trim().is_empty());
    line.starts_with('!')
        || classify(line, speaks) != Mark::Action
        || notes.standalone(i, |i| lines[i]).is_some()
}

/// Whether a later line of a paragraph would end it, or lose its first character.
fn interrupts(line: &str) -> bool {
    line.trim_start().starts_with('!') || breaks_paragraph(line)
}

fn write_note(out: &mut String, text: &str) {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let lines: Vec<&str> = lines.iter().map(|line| if line.is_empty() { KEPT_BLANK } else { line }).collect();
    let text = lines.join("\n");
    let text = text.trim();
    out.extend(["[[", text, if text.ends_with(']') { " ]]\n" } else { "]]\n" }]);
}

fn write_lyrics(out: &mut String, text: &str) {
    text.split('\n').for_each(|line| out.extend(["~", line.trim(), "\n"]));
}

fn one_line(text: &str) -> String {
    text.trim().replace(['\n', '\r'], " ")
}
