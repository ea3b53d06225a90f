//! A screenplay seen as scenes: each heading with everything up to the next one.

use super::element::{Element, Kind, Screenplay, Span};
use super::formatter::format_elements;
use super::heading::{Interior, split_prefix, split_time};
use super::notes::without_notes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One scene.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneView {
    /// Its place in the screenplay, from 1.
    pub ordinal: u32,
    /// The number written in the heading, as `1A` of `#1A#`.
    pub scene_number: Option<String>,
    /// The heading without its number.
    pub heading: String,
    /// `None` for a forced heading that says neither inside nor outside.
    pub interior: Option<Interior>,
    /// The place.
    pub location: String,
    /// When, if the heading says it in a word that is known to be a time.
    pub time_of_day: Option<String>,
    /// The scene's Fountain without its heading, and without the sections and synopses at its end,
    /// which open what comes next.
    pub content: String,
    /// Who has a cue, without extensions, sorted and unique.
    pub characters: Vec<String>,
    /// Whether anyone speaks or sings.
    pub has_dialogue: bool,
    /// From the heading to the end of the content.
    pub span: Span,
}

impl Screenplay {
    /// The scenes in order. What stands before the first heading belongs to none.
    pub fn scenes(&self) -> Vec<SceneView> {
        let is_heading = |element: &Element| matches!(element.kind, Kind::SceneHeading { .. });
        let starts: Vec<usize> =
            (0..self.elements.len()).filter(|&i| is_heading(&self.elements[i])).collect();
        let ends = starts.iter().skip(1).copied().chain([self.elements.len()]);
        let ranges = starts.iter().zip(ends);
        (1..).zip(ranges).map(|(ordinal, (&start, end))| view(ordinal, &self.elements[start..end])).collect()
    }
}

/// The view of a heading and what follows it.
fn view(ordinal: u32, scene: &[Element]) -> SceneView {
    let (heading, body) = scene.split_first().expect("a scene begins with its heading");
    let opens_next = |element: &Element| matches!(element.kind, Kind::Section { .. } | Kind::Synopsis);
    let length = body.iter().rposition(|element| !opens_next(element)).map_or(0, |last| last + 1);
    let body = &body[..length];
    let scene_number = match &heading.kind {
        Kind::SceneHeading { number } => number.clone(),
        _ => None,
    };
    let (interior, location, time_of_day) = taken_apart(&heading.text);
    SceneView {
        ordinal,
        scene_number,
        heading: heading.text.clone(),
        interior,
        location,
        time_of_day,
        content: format_elements(body),
        characters: cue_names(body),
        has_dialogue: has_dialogue(body),
        span: body.last().map_or(heading.span, |last| heading.span.to(last.span)),
    }
}

fn taken_apart(heading: &str) -> (Option<Interior>, String, Option<String>) {
    let plain = without_notes(heading);
    let plain = plain.trim_matches(['*', '_', ' ']);
    let (interior, rest) =
        split_prefix(plain).map_or((None, plain), |(interior, rest)| (Some(interior), rest));
    let (location, time) = split_time(rest);
    (interior, location, time)
}

/// Sorted, unique names of everyone with a cue.
pub(crate) fn cue_names(elements: &[Element]) -> Vec<String> {
    let names: BTreeSet<String> = elements.iter().filter_map(Element::cue_name).collect();
    names.into_iter().collect()
}

/// Whether anything is spoken or sung in a speech.
pub(crate) fn has_dialogue(elements: &[Element]) -> bool {
    elements.iter().any(|element| {
        matches!(element.kind, Kind::Dialogue | Kind::Lyrics { in_dialogue: true })
            && !element.visible_text().is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn a_scene_ends_where_the_next_begins() {
        let text = "Title: T\n\nBefore.\n\nINT. HUT - DAY #4#\n\n= He waits\n\nRain.\n\nBO (O.S.)\nHello.\n\n# TWO\n\n.THE RIVER\n\nWater.";
        let scenes = parse(text).unwrap().scenes();
        assert_eq!(scenes.len(), 2);
        assert_eq!((scenes[0].ordinal, scenes[0].scene_number.as_deref()), (1, Some("4")));
        assert_eq!(scenes[0].content, "= He waits\n\nRain.\n\nBO (O.S.)\nHello.\n");
        assert_eq!((scenes[0].location.as_str(), scenes[0].time_of_day.as_deref()), ("HUT", Some("DAY")));
        assert_eq!(scenes[0].characters, ["BO"]);
        assert_eq!(
            &text[scenes[0].span.start..scenes[0].span.end],
            "INT. HUT - DAY #4#\n\n= He waits\n\nRain.\n\nBO (O.S.)\nHello."
        );
        assert_eq!(
            (scenes[1].interior, scenes[1].heading.as_str(), scenes[1].has_dialogue),
            (None, "THE RIVER", false)
        );
    }
}
