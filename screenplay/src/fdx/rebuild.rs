//! Paragraphs as elements: Final Draft's names for things in Fountain's.

use super::BONEYARD;
use super::tree::{Paragraph, Piece};
use crate::fountain::{Element, Kind, Run, marked, push_run};

/// The elements of a script.
pub(super) fn rebuild(paragraphs: &[Paragraph]) -> Vec<Element> {
    let mut out = Vec::<Element>::new();
    for paragraph in paragraphs {
        if paragraph.new_page {
            out.push(Element::new(Kind::PageBreak, ""));
        }
        boneyards(paragraph, &mut out);
        if paragraph.words().trim().is_empty() {
            out.extend(notes(paragraph).map(|text| Element::new(Kind::Note, text)));
        } else {
            out.push(element(paragraph, &text(paragraph), out.last()));
        }
        if !paragraph.summary.trim().is_empty() {
            let summary = paragraph.summary.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
            out.push(Element::new(Kind::Synopsis, summary));
        }
    }
    out
}

fn element(paragraph: &Paragraph, text: &str, before: Option<&Element>) -> Element {
    let trimmed = text.trim();
    let one_line = || trimmed.replace('\n', " ");
    let in_speech =
        before.is_some_and(|before| before.is_speech() || matches!(before.kind, Kind::Character { .. }));
    match paragraph.style.as_str() {
        "Scene Heading" => {
            let number = paragraph.number.as_deref().map(number);
            Element::new(
                Kind::SceneHeading { number: number.filter(|number| !number.is_empty()) },
                one_line(),
            )
        }
        "Character" if !cue(&one_line()).is_empty() => {
            Element::new(Kind::Character { dual: paragraph.dual == Some(1) }, cue(&one_line()))
        }
        "Parenthetical" if in_speech => Element::new(Kind::Parenthetical, unbracketed(&one_line())),
        "Dialogue" if in_speech => Element::new(Kind::Dialogue, trimmed_lines(trimmed)),
        "Singing" if in_speech => Element::new(Kind::Lyrics { in_dialogue: true }, trimmed_lines(trimmed)),
        "Lyrics" | "Singing" => {
            let opens = before
                .is_some_and(|before| matches!(before.kind, Kind::Character { .. } | Kind::Parenthetical));
            Element::new(Kind::Lyrics { in_dialogue: opens }, trimmed_lines(trimmed))
        }
        "Transition" => Element::new(Kind::Transition, one_line()),
        "Outline Body" => Element::new(Kind::Synopsis, one_line()),
        "New Act" | "End of Act" => Element::new(Kind::Centered, one_line()),
        style => match style.strip_prefix("Outline ").and_then(|depth| depth.parse().ok()) {
            Some(depth) => Element::new(Kind::Section { depth }, one_line()),
            None if paragraph.alignment == "Center" => Element::new(Kind::Centered, one_line()),
            None => Element::new(Kind::Action, without_outer_blanks(text)),
        },
    }
}

/// The text with Fountain's marks, notes in their places.
fn text(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    let mut styled = Vec::<Run>::new();
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(Run { style, text }) => {
                push_run(&mut styled, *style, &text.replace("[[", "[ ["));
            }
            Piece::Note { name, .. } if name == BONEYARD => {}
            Piece::Note { text, .. } => {
                let note =
                    format!("[[{}]]", text.replace("[[", "[ [").replace("]]", "] ]").trim_end_matches(']'));
                out.push_str(&marked(&std::mem::take(&mut styled)));
                out.push_str(&note);
            }
        }
    }
    out.push_str(&marked(&styled));
    // What stands there as characters must not open a boneyard.
    out.replace("/*", "/ *")
}

/// What the notes of a paragraph say.
fn notes(paragraph: &Paragraph) -> impl Iterator<Item = String> {
    paragraph.pieces.iter().filter_map(|piece| match piece {
        Piece::Note { name, text } if name != BONEYARD => Some(closed(text)).filter(|text| !text.is_empty()),
        _ => None,
    })
}

/// A note's text without marks that would end it.
fn closed(text: &str) -> String {
    text.replace("[[", "[ [").replace("]]", "] ]").trim_end_matches(']').trim().to_owned()
}

fn boneyards(paragraph: &Paragraph, out: &mut Vec<Element>) {
    for piece in &paragraph.pieces {
        if let Piece::Note { name, text } = piece
            && name == BONEYARD
        {
            out.push(Element::new(Kind::Boneyard, text.replace("*/", "* /")));
        }
    }
}

/// Without blank lines at either end; indentation is kept.
fn without_outer_blanks(text: &str) -> &str {
    let first = text.len() - text.trim_start().len();
    let line = text[..first].rfind('\n').map_or(0, |end| end + 1);
    text[line..].trim_end()
}

/// A number as Fountain may write one.
fn number(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '.')).collect()
}

/// A name; `^` at its end would be Fountain's mark.
fn cue(text: &str) -> &str {
    text.trim_end_matches(['^', ' '])
}

/// Final Draft keeps the brackets in the text.
fn unbracketed(text: &str) -> String {
    let text = text.trim();
    let inner = text.strip_prefix('(').unwrap_or(text);
    inner.strip_suffix(')').unwrap_or(inner).trim().to_owned()
}

fn trimmed_lines(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n")
}
