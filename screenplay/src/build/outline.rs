//! An outline: beats as numbered Fountain sections, each with its synopsis.

use super::cover::Cover;
use super::prose::{paragraphs, title};
use crate::fountain::{Element, Kind, Screenplay, format, parse};
use serde::{Deserialize, Serialize};

/// One beat of an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    /// Its number, as written, or counted where none is.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What happens.
    pub text: String,
}

/// Builds an outline with exactly the beats it was given, numbered from 1, each with a synopsis.
#[derive(Debug, Clone)]
pub struct OutlineBuilder {
    beats: u32,
    cover: Cover,
    elements: Vec<Element>,
}

impl OutlineBuilder {
    /// Begins with a title; an empty one becomes `Untitled`.
    pub fn new(title: &str) -> Self {
        Self { beats: 0, cover: Cover::new(title), elements: Vec::new() }
    }

    /// Adds a line to the title page. A line without a legal key or a value is left out.
    #[must_use]
    pub fn title_line(mut self, key: &str, value: &str) -> Self {
        self.cover.line(key, value);
        self
    }

    /// Adds a beat, and answers whether its text was usable; if not, the title stands for it. An empty
    /// title becomes `Beat 1` and so on.
    pub fn beat(&mut self, name: &str, text: &str) -> bool {
        self.beats += 1;
        let name = title(name).map(|name| unnumbered(&name).1.to_owned()).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| format!("Beat {}", self.beats));
        let mut synopsis = paragraphs(text);
        let usable = !synopsis.is_empty();
        if !usable {
            synopsis.push(name.clone());
        }
        self.elements.push(Element::new(Kind::Section { depth: 2 }, format!("{}. {name}", self.beats)));
        self.elements.extend(synopsis.into_iter().map(|text| Element::new(Kind::Synopsis, text)));
        usable
    }

    /// How many beats there are.
    pub fn len(&self) -> usize {
        self.beats as usize
    }

    /// Whether there is no beat yet.
    pub fn is_empty(&self) -> bool {
        self.beats == 0
    }

    /// The Fountain of what there is.
    pub fn text_so_far(&self) -> String {
        format(&self.clone().finish())
    }

    /// The outline.
    pub fn finish(self) -> Screenplay {
        Screenplay { elements: self.elements, ..self.cover.screenplay() }
    }
}

/// The beats of an outline: each section of the second depth, with the synopses and prose below it.
pub fn outline_beats(text: &str) -> Vec<Beat> {
    let mut beats = Vec::<Beat>::new();
    let mut open = false;
    for element in parse(text).unwrap_or_default().elements {
        match element.kind {
            Kind::Section { depth } => {
                open = depth == 2;
                if open {
                    let (number, title) = unnumbered(&element.text);
                    let counted = beats.last().map_or(1, |beat| beat.number.saturating_add(1));
                    beats.push(Beat {
                        number: number.unwrap_or(counted),
                        title: title.to_owned(),
                        text: String::new(),
                    });
                }
            }
            Kind::Note | Kind::Boneyard | Kind::PageBreak => {}
            _ => {
                if let Some(beat) = beats.last_mut().filter(|_| open) {
                    let space = if beat.text.is_empty() { "" } else { " " };
                    beat.text.extend([space, &element.visible_text()]);
                }
            }
        }
    }
    beats
}

/// `3. The door` and `Beat 3: The door` as the number and the title.
fn unnumbered(name: &str) -> (Option<u32>, &str) {
    let rest =
        name.get(..4).filter(|word| word.eq_ignore_ascii_case("beat")).map_or(name, |_| name[4..].trim());
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest[..rest.len() - after.len()].parse().ok();
    match (number, after.strip_prefix(['.', ')', ':'])) {
        (Some(number), Some(title)) => (Some(number), title.trim()),
        _ => (None, name.trim()),
    }
}
