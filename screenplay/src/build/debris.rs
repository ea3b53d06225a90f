//! What small models write around a scene: greetings, labels, headings of their own, sign-offs. Every
//! rule here looks at a whole line outside a speech; words inside a speech are never judged.

use crate::fountain::{is_scene_heading, is_transition, split_prefix};

/// Labels whose rest is worth keeping: `Action: He runs.`
const CONTENT_LABELS: [&str; 10] = [
    "action",
    "description",
    "scene description",
    "visual",
    "visuals",
    "camera",
    "beat",
    "dialogue",
    "narration",
    "stage direction",
];

/// Labels that say what the caller already knows, with or without a rest.
const OUTER_LABELS: [&str; 29] = [
    "title",
    "credit",
    "author",
    "authors",
    "written by",
    "source",
    "draft date",
    "date",
    "contact",
    "copyright",
    "notes",
    "note",
    "genre",
    "tone",
    "logline",
    "goal",
    "tension",
    "setting",
    "location",
    "time",
    "characters",
    "character",
    "scene",
    "scene heading",
    "slugline",
    "heading",
    "format",
    "summary",
    "episode",
];

/// How an answer begins when it is addressed to a person.
const OPENINGS: [&str; 17] = [
    "sure",
    "certainly",
    "of course",
    "absolutely",
    "okay",
    "ok",
    "here is",
    "here's",
    "here’s",
    "here are",
    "below is",
    "i'll",
    "i will",
    "let's",
    "great",
    "as an ai",
    "the following",
];

/// What such a beginning is about.
const ABOUT: [&str; 12] = [
    "scene",
    "screenplay",
    "script",
    "fountain",
    "dialogue",
    "draft",
    "request",
    "treatment",
    "outline",
    "act ",
    "beat",
    "text",
];

/// How such an answer ends, or refuses.
const CLOSINGS: [&str; 12] = [
    "let me know",
    "i hope this",
    "i hope you",
    "hope this helps",
    "feel free to",
    "would you like me",
    "please let me",
    "this scene ",
    "in this scene",
    "the scene ends",
    "this screenplay ",
    "i'm sorry, but",
];

/// Whole lines that only mark an end.
const ENDS: [&str; 8] =
    ["the end", "end", "end scene", "end of scene", "continued", "to be continued", "more", "assistant"];

/// What is left of a line outside a speech, `None` when it is debris. `first` says that nothing of the
/// scene has been seen yet.
pub(super) fn without_debris(line: &str, first: bool) -> Option<&str> {
    if is_own_heading(line) || is_closing(line) || (first && is_opening(line)) {
        return None;
    }
    let line = line.trim_matches(['[', ']']).trim();
    let Some((label, rest)) = line.split_once(':') else { return Some(line) };
    let label = label.trim().to_lowercase();
    if OUTER_LABELS.contains(&label.as_str()) {
        return None;
    }
    if CONTENT_LABELS.contains(&label.as_str()) {
        return Some(rest.trim()).filter(|rest| !rest.is_empty());
    }
    Some(line)
}

/// A heading the model made: a slugline, a forced one, a section, a page break, `SCENE 3`, `ACT II`.
/// `int the dark` in lower case is not one.
pub(super) fn is_own_heading(line: &str) -> bool {
    let marked = line.starts_with(['#', '=']);
    let forced = line.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let bare =
        line.trim_start_matches(|c: char| "*_#[(>".contains(c) || c.is_ascii_digit() || c == '.' || c == ' ');
    let after_label = bare.split_once(':').map_or(bare, |(_, rest)| rest.trim());
    marked || forced || is_slugline(bare) || is_slugline(after_label) || is_numbered(bare)
}

fn is_slugline(line: &str) -> bool {
    let capitals = line.chars().take(3).all(|c| !c.is_lowercase());
    let dotted = line.chars().take(5).any(|c| c == '.' || c == '/');
    is_scene_heading(line)
        && (capitals || dotted)
        && split_prefix(line.trim_start_matches(['*', '_'])).is_some()
}

/// `SCENE 12`, `Scene 3: The door`, `ACT TWO`.
fn is_numbered(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (Some(kind), Some(number)) = (words.next(), words.next()) else { return false };
    let kind = kind.to_lowercase();
    let number = number.to_lowercase();
    let counts = [
        "one", "two", "three", "four", "five", "i", "ii", "iii", "iv", "v", "begins", "ends", "start", "end",
    ];
    (kind == "scene" || kind == "act")
        && (number.chars().all(char::is_numeric) || (counts.contains(&number.as_str()) && words.count() < 4))
}

fn is_opening(line: &str) -> bool {
    let lower = line.to_lowercase();
    let greets = OPENINGS.iter().any(|opening| begins_with_words(&lower, opening));
    let short = lower.split_whitespace().count() <= 2 && lower.ends_with(['!', '.', ',', ':']);
    greets && (short || ABOUT.iter().any(|word| lower.contains(word)))
}

fn is_closing(line: &str) -> bool {
    let lower = line.to_lowercase();
    let lower = lower.trim_matches(|c: char| !c.is_alphanumeric());
    ENDS.contains(&lower) || CLOSINGS.iter().any(|closing| lower.starts_with(closing))
}

fn begins_with_words(line: &str, words: &str) -> bool {
    line.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A transition: `CUT TO:` and the fades, which Fountain itself takes for action.
pub(super) fn is_change(line: &str) -> bool {
    let fades = ["FADE IN", "FADE OUT", "FADE TO BLACK", "CUT TO BLACK", "SMASH TO BLACK", "DISSOLVE"];
    is_transition(line) || fades.contains(&line.trim_end_matches([':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debris_goes_and_the_scene_stays() {
        for line in [
            "Here is the scene:",
            "Sure!",
            "Certainly, here's the screenplay you asked for.",
            "INT. KITCHEN - DAY",
            "Scene 3: INT. KITCHEN",
            "### Scene 1",
            "SCENE 2",
            "ACT TWO",
            ".FORCED",
            "= he waits",
            "Title: The Ferry",
            "Characters: Mara, Bo",
            "(int./ext. car)",
            "Let me know if you want changes!",
            "THE END",
            "[End of scene]",
        ] {
            assert_eq!(without_debris(line, true), None, "{line}");
        }
        for (line, left) in [
            ("Sure of herself, she opens the door.", "Sure of herself, she opens the door."),
            ("Okay, she thinks, and runs.", "Okay, she thinks, and runs."),
            ("Action: He runs.", "He runs."),
            ("[He runs.]", "He runs."),
            ("Int the dark he waits.", "Int the dark he waits."),
            ("...and then nothing.", "...and then nothing."),
            ("A clock: twelve.", "A clock: twelve."),
            ("The end of the rope burns.", "The end of the rope burns."),
        ] {
            assert_eq!(without_debris(line, true), Some(left), "{line}");
        }
        assert_eq!(
            without_debris("Here is the script he burnt.", false),
            Some("Here is the script he burnt.")
        );
    }

    #[test]
    fn fades_are_transitions() {
        assert!(is_change("FADE OUT.") && is_change("SMASH CUT TO:") && !is_change("Fade out."));
    }
}
