//! Figures about a screenplay: words, pages in eighths, and who speaks how much.
//!
//! The length is that of the printed pages (see [`crate::layout`]), in lines of 54 to a page, rounded up to
//! eighths, as schedules count them; a screenplay that prints anything has at least one. Sections,
//! synopses, notes and the title page are not printed.

use crate::fountain::{Element, Kind, Screenplay};
use crate::layout::{PAGE_LINES, printed_lines};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// The printed length of elements in eighths of a page, rounded up.
pub fn page_eighths(elements: &[Element]) -> u32 {
    let eighths = (printed_lines(elements) * 8).div_ceil(u64::from(PAGE_LINES));
    u32::try_from(eighths).unwrap_or(u32::MAX)
}

/// Words are what stands between spaces and holds a letter or a digit.
fn words(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u64
}
