//! Figures about a screenplay: words, pages in eighths, and who speaks how much.
//!
//! The page estimate follows the standard US layout in 12 point Courier: 54 lines a page, action 60
//! characters wide, dialogue and lyrics in speeches 35, parentheticals 25, one blank line before every
//! paragraph (two before a scene heading), words wrapped whole. Sections, synopses, notes and the
//! title page are not printed. A forced page break fills its page. Lines are rounded up to eighths of
//! a page, as schedules count them; a screenplay that prints anything has at least one.

use crate::fountain::{Element, Kind, Screenplay};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Lines on a page.
const PAGE_LINES: u64 = 54;

/// Figures about one screenplay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Words that are printed.
    pub words: u64,
    /// Words of sections and synopses, which are not.
    pub outline_words: u64,
    /// How many scenes.
    pub scenes: u32,
    /// The length in eighths of a page.
    pub page_eighths: u32,
    /// Everyone with a cue, the most lines first, then by name.
    pub characters: Vec<CharacterLines>,
}

/// How much a character speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharacterLines {
    /// The name on the cue, without extensions.
    pub name: String,
    /// How many speeches.
    pub lines: u32,
    /// How many words are spoken or sung in them.
    pub words: u64,
}

impl Statistics {
    /// All words that were written, printed or not.
    pub fn total_words(&self) -> u64 {
        self.words + self.outline_words
    }

    /// The length as it is written on a schedule: `12 3/8`, `5/8`, `2`.
    pub fn pages(&self) -> String {
        match (self.page_eighths / 8, self.page_eighths % 8) {
            (pages, 0) => pages.to_string(),
            (0, eighths) => format!("{eighths}/8"),
            (pages, eighths) => format!("{pages} {eighths}/8"),
        }
    }
}

/// Counts a whole screenplay.
pub fn statistics(screenplay: &Screenplay) -> Statistics {
    let mut counted =
        Statistics { page_eighths: page_eighths(&screenplay.elements), ..Statistics::default() };
    let mut speakers = BTreeMap::<String, (u32, u64)>::new();
    let mut speaker = None;
    for element in &screenplay.elements {
        let words = words(&element.visible_text());
        match element.kind {
            Kind::Note | Kind::Boneyard | Kind::PageBreak => continue,
            Kind::Section { .. } | Kind::Synopsis => counted.outline_words += words,
            _ => counted.words += words,
        }
        if matches!(element.kind, Kind::SceneHeading { .. }) {
            counted.scenes += 1;
        }
        if let Some(name) = element.cue_name() {
            speakers.entry(name.clone()).or_default().0 += 1;
            speaker = Some(name);
        } else if !element.is_speech() {
            speaker = None;
        } else if element.kind != Kind::Parenthetical
            && let Some(count) = speaker.as_ref().and_then(|name| speakers.get_mut(name))
        {
            count.1 += words;
        }
    }
    let lines = |(name, (lines, words))| CharacterLines { name, lines, words };
    counted.characters = speakers.into_iter().map(lines).collect();
    counted.characters.sort_by_key(|character| std::cmp::Reverse(character.lines));
    counted
}

/// The printed length of elements in eighths of a page.
pub fn page_eighths(elements: &[Element]) -> u32 {
    let lines = elements.iter().fold(0, |lines, element| match element.kind {
        Kind::PageBreak => u64::div_ceil(lines, PAGE_LINES) * PAGE_LINES,
        // The blank lines above are left out at the top of a page.
        _ if lines % PAGE_LINES == 0 => lines + printed_lines(element).saturating_sub(blank_above(element)),
        _ => lines + printed_lines(element),
    });
    u32::try_from((lines * 8).div_ceil(PAGE_LINES)).unwrap_or(u32::MAX)
}

fn blank_above(element: &Element) -> u64 {
    match element.kind {
        Kind::SceneHeading { .. } => 2,
        _ if element.is_speech() => 0,
        _ => 1,
    }
}

/// The lines an element takes, with the blank ones above it.
fn printed_lines(element: &Element) -> u64 {
    let width = match element.kind {
        Kind::Section { .. } | Kind::Synopsis | Kind::Note | Kind::Boneyard | Kind::PageBreak => return 0,
        Kind::Parenthetical => 25,
        Kind::Dialogue | Kind::Lyrics { in_dialogue: true } => 35,
        _ => 60,
    };
    let text = element.visible_text();
    blank_above(element) + text.split('\n').map(|line| wrapped(line, width)).sum::<u64>()
}

/// How many lines a line takes when its words are wrapped at `width` characters.
fn wrapped(line: &str, width: usize) -> u64 {
    let (mut lines, mut used) = (1, 0);
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
        // A word longer than a line is broken.
        lines += (used.saturating_sub(1) / width) as u64;
        used = if used > width { (used - 1) % width + 1 } else { used };
    }
    lines
}

/// Words are what stands between spaces and holds a letter or a digit.
fn words(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u64
}
