//! A treatment: acts as Fountain sections, their prose as action.

use super::cover::Cover;
use super::prose::{paragraphs, title};
use crate::fountain::{Element, Kind, Screenplay, format, parse};

/// Names for acts that come without one.
const ORDINALS: [&str; 7] = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN"];

/// Builds a treatment whose acts are exactly those it was given, in order, each with prose.
#[derive(Debug, Clone)]
pub struct TreatmentBuilder {
    acts: usize,
    cover: Cover,
    elements: Vec<Element>,
}

impl TreatmentBuilder {
    /// Begins with a title; an empty one becomes `Untitled`.
    pub fn new(title: &str) -> Self {
        Self { acts: 0, cover: Cover::new(title), elements: Vec::new() }
    }

    /// Adds a line to the title page. A line without a legal key or a value is left out.
    #[must_use]
    pub fn title_line(mut self, key: &str, value: &str) -> Self {
        self.cover.line(key, value);
        self
    }

    /// Adds an act, and answers whether its prose was usable; if not, the act says that it is to be
    /// written. An empty title becomes `ACT ONE` and so on.
    pub fn act(&mut self, name: &str, prose: &str) -> bool {
        let name = title(name).unwrap_or_else(|| match ORDINALS.get(self.acts) {
            Some(ordinal) => format!("ACT {ordinal}"),
            None => format!("ACT {}", self.acts + 1),
        });
        self.acts += 1;
        self.elements.push(Element::new(Kind::Section { depth: 1 }, name));
        let mut prose = paragraphs(prose);
        let usable = !prose.is_empty();
        if !usable {
            prose.push("To be written.".to_owned());
        }
        self.elements.extend(prose.into_iter().map(|text| Element::new(Kind::Action, text)));
        usable
    }

    /// How many acts there are.
    pub fn len(&self) -> usize {
        self.acts
    }

    /// Whether there is no act yet.
    pub fn is_empty(&self) -> bool {
        self.acts == 0
    }

    /// The Fountain of what there is.
    pub fn text_so_far(&self) -> String {
        format(&self.clone().finish())
    }

    /// The treatment.
    pub fn finish(self) -> Screenplay {
        Screenplay { elements: self.elements, ..self.cover.screenplay() }
    }
}

/// The acts of a treatment: each section of the first depth with the prose below it, paragraphs
/// separated by a blank line. Prose before the first act comes first, with an empty title.
pub fn treatment_acts(text: &str) -> Vec<(String, String)> {
    let mut acts = Vec::<(String, String)>::new();
    for element in parse(text).unwrap_or_default().elements {
        match element.kind {
            Kind::Section { depth: 1 } => acts.push((element.text, String::new())),
            Kind::Note | Kind::Boneyard | Kind::PageBreak => {}
            _ => {
                if acts.is_empty() {
                    acts.push(Default::default());
                }
                let prose = acts.last_mut().map(|(_, prose)| prose).expect("an act was just added");
                if !prose.is_empty() {
                    prose.push_str("\n\n");
                }
                prose.push_str(&element.visible_text());
            }
        }
    }
    acts
}
