//! Model text as plain paragraphs, for what is told instead of played: treatments and outlines.

use super::clean::{lines, tidy};
use super::debris::{is_own_heading, without_debris};
use super::loops::{Seen, unlooped};
use super::wrap::{shortened, split_long};

/// The longest paragraph, in characters.
const MAX_PARAGRAPH: usize = 900;
/// The longest title, in characters.
const MAX_TITLE: usize = 120;

/// The usable paragraphs of a text: no headings, no chat, no loops, none overlong.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut seen = Seen::default();
    let mut found = Vec::new();
    for line in lines(text) {
        let Some(line) = without_debris(&line, found.is_empty()).filter(|line| !is_own_heading(line)) else {
            continue;
        };
        let line = line.trim_start_matches(['>', '!', '@', '~', '|', '=']).trim_end_matches(['<', '^', '|']);
        for piece in split_long(&unlooped(&tidy(line)), MAX_PARAGRAPH) {
            if piece.chars().any(char::is_alphanumeric) && seen.admits("", &piece) {
                found.push(piece);
            }
        }
    }
    found
}

/// A title on one line without marks; `None` when no letter or digit is left.
pub(super) fn title(text: &str) -> Option<String> {
    let text: String = tidy(text).chars().filter(|c| !"#*_=~^@!<>`{}|\\".contains(*c)).collect();
    let text = shortened(&tidy(&text), MAX_TITLE);
    text.chars().any(char::is_alphanumeric).then_some(text)
}
