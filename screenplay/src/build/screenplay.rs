//! A screenplay scene by scene, under headings that the plan gives.

use super::cover::Cover;
use super::heading::Heading;
use super::scene::{SceneCheck, check_scene, is_seen, sanitise_scene};
use crate::fountain::{Element, Kind, Screenplay, format, parse_fragment};

/// Builds a screenplay whose scenes are exactly the headings it was given, in order, each with at
/// least one action element.
#[derive(Debug, Clone)]
pub struct ScreenplayBuilder {
    cast: Vec<String>,
    scenes: usize,
    screenplay: Screenplay,
    cover: Cover,
}

impl ScreenplayBuilder {
    /// Begins with a title; an empty one becomes `Untitled`.
    pub fn new(title: &str) -> Self {
        let cover = Cover::new(title);
        Self { cast: Vec::new(), scenes: 0, screenplay: cover.screenplay(), cover }
    }

    /// Adds a line to the title page. A line without a legal key or a value is left out.
    #[must_use]
    pub fn title_line(mut self, key: &str, value: &str) -> Self {
        self.cover.line(key, value);
        self.screenplay.title_page = self.cover.screenplay().title_page;
        self
    }

    /// Names the characters, which helps to tell their cues from capitals in action.
    #[must_use]
    pub fn cast(mut self, names: &[String]) -> Self {
        self.cast = names.to_vec();
        self
    }

    /// Adds a scene of model text, and answers what the text itself had. Where it had no action, the
    /// scene opens on its place and time.
    pub fn scene(&mut self, heading: &Heading, model_text: &str) -> SceneCheck {
        let content = sanitise_scene(model_text, &self.cast);
        let elements = parse_fragment(&content).unwrap_or_default();
        let check = check_scene(&content);
        let out = &mut self.screenplay.elements;
        out.push(Element::new(Kind::SceneHeading { number: None }, heading.to_string()));
        if !elements.iter().any(is_seen) {
            let opening = format!("{}. {}.", heading.location(), heading.time());
            out.push(Element::new(Kind::Action, opening));
        }
        out.extend(elements.into_iter().map(|element| Element::new(element.kind, element.text)));
        self.scenes += 1;
        check
    }

    /// How many scenes there are.
    pub fn len(&self) -> usize {
        self.scenes
    }

    /// Whether there is no scene yet.
    pub fn is_empty(&self) -> bool {
        self.scenes == 0
    }

    /// The Fountain of what there is.
    pub fn text_so_far(&self) -> String {
        format(&self.screenplay)
    }

    /// The screenplay.
    pub fn finish(self) -> Screenplay {
        self.screenplay
    }
}
