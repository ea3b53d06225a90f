//! One scene out of model text: every line is judged once, and becomes action, part of a speech, a
//! song, a transition, or nothing.

use super::clean::{lines, tidy};
use super::debris::{is_change, is_own_heading, without_debris};
use super::dialogue::{Cast, Cue, bare_cue, inline_speech, manner_first, unquoted};
use super::loops::{Seen, unlooped};
use super::wrap::{shortened, split_long};
use crate::fountain::{Element, Kind, cue_names, format_elements, has_dialogue, parse_fragment};
use serde::{Deserialize, Serialize};

/// The longest action paragraph, in characters: about eight lines of a page.
const MAX_ACTION: usize = 500;
/// The longest line of dialogue, in characters.
const MAX_DIALOGUE: usize = 400;
/// The longest parenthetical, in characters.
const MAX_MANNER: usize = 120;

/// What a scene's content has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneCheck {
    /// Something is seen or heard.
    pub has_action: bool,
    /// Someone speaks.
    pub has_dialogue: bool,
    /// Who has a cue, sorted and unique.
    pub cues: Vec<String>,
}

/// Looks at a scene's Fountain without its heading. Text that is no screenplay has nothing.
pub fn check_scene(content: &str) -> SceneCheck {
    let elements = parse_fragment(content).unwrap_or_default();
    SceneCheck {
        has_action: elements.iter().any(is_seen),
        has_dialogue: has_dialogue(&elements),
        cues: cue_names(&elements),
    }
}

/// Makes model text the content of one scene: Fountain without headings, sections, notes or
/// boneyards. Empty when nothing in it is usable. `cast` helps to tell names from shouts.
pub fn sanitise_scene(model_text: &str, cast: &[String]) -> String {
    let lines = lines(model_text);
    let mut assembly = Assembly { cast: Cast::new(cast), ..Assembly::default() };
    for (i, line) in lines.iter().enumerate() {
        let followed = lines.get(i + 1).is_some_and(|next| !next.is_empty() && !is_own_heading(next));
        assembly.line(line, followed);
    }
    assembly.end_speech();
    format_elements(&assembly.elements)
}

/// Whether an element is action with something in it.
pub(super) fn is_seen(element: &Element) -> bool {
    element.kind == Kind::Action && element.visible_text().chars().any(char::is_alphanumeric)
}

/// A speech that is being read.
#[derive(Debug)]
struct Speech {
    cue: Cue,
    pieces: Vec<Element>,
    /// Its words were said before, too often.
    looped: bool,
}

/// What has been made of the lines so far.
#[derive(Debug, Default)]
struct Assembly {
    cast: Cast,
    elements: Vec<Element>,
    speech: Option<Speech>,
    seen: Seen,
}

impl Assembly {
    fn line(&mut self, line: &str, followed: bool) {
        if line.is_empty() {
            // A certain cue waits for its words; any other speech ends here.
            if self.speech.as_ref().is_some_and(|speech| !speech.cue.certain || !speech.pieces.is_empty()) {
                self.end_speech();
            }
            return;
        }
        if is_own_heading(line) {
            return self.end_speech();
        }
        if let Some((cue, words)) = inline_speech(line, self.speech.is_some(), &self.cast) {
            self.begin_speech(cue);
            self.say(words);
            return self.end_speech();
        }
        if let Some(cue) = bare_cue(line, followed, &self.cast).filter(|_| !is_change(line)) {
            return self.begin_speech(cue);
        }
        if self.speech.is_some() {
            return self.say(line);
        }
        if let Some(line) = without_debris(line, self.elements.is_empty()) {
            self.show(line);
        }
    }

    fn begin_speech(&mut self, cue: Cue) {
        self.end_speech();
        let manner = cue.manner.iter().map(|manner| parenthetical(manner)).collect();
        self.speech = Some(Speech { cue, pieces: manner, looped: false });
    }

    /// Takes a line into the open speech.
    fn say(&mut self, line: &str) {
        let Some(speech) = &mut self.speech else { return };
        let (manner, words) = manner_first(line);
        speech.pieces.extend(manner.map(parenthetical));
        let (kind, words) = match words.strip_prefix('~') {
            Some(sung) => (Kind::Lyrics { in_dialogue: true }, sung),
            None => (Kind::Dialogue, unquoted(words)),
        };
        let words = unlooped(&tidy(words));
        for piece in split_long(words.trim_start_matches(['~', '!']), MAX_DIALOGUE) {
            if self.seen.admits(&speech.cue.text, &piece) {
                speech.pieces.push(Element::new(kind.clone(), piece));
            } else {
                speech.looped = true;
            }
        }
    }

    /// Closes the open speech. One without words becomes action, unless a loop took its words.
    fn end_speech(&mut self) {
        let Some(Speech { cue, pieces, looped }) = self.speech.take() else { return };
        let name = shortened(&tidy(&cue.text), 60);
        if pieces.iter().any(|piece| piece.kind != Kind::Parenthetical) {
            self.elements.push(Element::new(Kind::Character { dual: false }, name));
            self.elements.extend(joined(pieces));
        } else if !looped {
            let manner = pieces.first().map(|piece| format!(" ({})", piece.text));
            self.act(&(name + &manner.unwrap_or_default()));
        }
    }

    /// Takes a line outside any speech.
    fn show(&mut self, line: &str) {
        let forced = line.starts_with('>');
        let line = line.trim_start_matches(['>', '!', '@', '|']).trim_end_matches(['<', '^', '|']).trim();
        if let Some(sung) = line.strip_prefix('~') {
            let sung = tidy(sung);
            if sung.chars().any(char::is_alphanumeric) && self.seen.admits("~", &sung) {
                self.elements
                    .push(Element::new(Kind::Lyrics { in_dialogue: false }, shortened(&sung, MAX_DIALOGUE)));
            }
        } else if is_change(line) || (forced && line.ends_with("TO:")) {
            if self.seen.admits(">", line) {
                self.elements.push(Element::new(Kind::Transition, shortened(&tidy(line), 60)));
            }
        } else {
            self.act(line);
        }
    }

    fn act(&mut self, line: &str) {
        let text = unlooped(&tidy(line));
        for piece in split_long(&text, MAX_ACTION) {
            if piece.chars().any(char::is_alphanumeric) && self.seen.admits("", &piece) {
                self.elements.push(Element::new(Kind::Action, piece));
            }
        }
    }
}

fn parenthetical(manner: &str) -> Element {
    Element::new(Kind::Parenthetical, shortened(&tidy(manner), MAX_MANNER))
}

/// Neighbouring lines of dialogue as one element, the way the parser reads them.
fn joined(pieces: Vec<Element>) -> Vec<Element> {
    let mut joined = Vec::<Element>::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.kind == piece.kind && piece.kind != Kind::Parenthetical => {
                last.text.push('\n');
                last.text.push_str(&piece.text);
            }
            _ => joined.push(piece),
        }
    }
    joined
}
