//! A scene's text as beats: one sentence of action, or one stretch of speech, each with its bytes.

use crate::acts::{Act, acts};
use crate::cast::Cast;
use crate::reading::{Reading, read};
use crate::text::{self, plain, sentences, title_case, trimmed, words};
use domain::character::look::Presenting;
use screenplay::{Element, Kind, ParseError};
use std::collections::HashMap;
use std::ops::Range;

/// The longest text of one scene that is broken down, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// Words of a speech that fit in one shot; longer speeches are cut between sentences.
const SPEECH_WORDS: usize = 42;

/// Words of one sentence of action that are read for what they ask.
const READ: usize = 200;

/// How many beats back a pronoun reaches.
const REMEMBERED: usize = 6;

/// What a beat is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kindred {
    /// Something is seen or heard.
    Action,
    /// Somebody speaks.
    Speech {
        /// Who, as an index of the people.
        speaker: usize,
        /// Out of the frame: over a telephone, behind a door, in the mind.
        unseen: bool,
        /// How, in the words of the parenthetical.
        manner: Option<String>,
    },
}

/// The smallest part of a scene that a shot can hold.
#[derive(Clone, Debug)]
pub(crate) struct Beat {
    pub(crate) kind: Kindred,
    /// Where it stands in the scene's text.
    pub(crate) span: Range<usize>,
    /// What is read or said, without marks.
    pub(crate) text: String,
    pub(crate) words: Vec<String>,
    /// Whom it names, or who speaks.
    pub(crate) people: Vec<usize>,
    pub(crate) reading: Reading,
    /// Who does what in it.
    pub(crate) acts: Vec<Act>,
    /// From 0 to 1; set once all beats are known.
    pub(crate) tension: f64,
}

impl Beat {
    pub(crate) fn speaker(&self) -> Option<usize> {
        match self.kind {
            Kindred::Speech { speaker, .. } => Some(speaker),
            Kindred::Action => None,
        }
    }
}

/// Everyone a scene may name: the cast, and cues that are not in it.
pub(crate) struct People<'c> {
    pub(crate) cast: &'c Cast,
    strangers: Vec<String>,
    known: HashMap<String, usize>,
}

impl<'c> People<'c> {
    pub(crate) fn new(cast: &'c Cast) -> Self {
        Self { cast, strangers: Vec::new(), known: HashMap::new() }
    }

    pub(crate) fn name(&self, index: usize) -> &str {
        let cast = &self.cast.members;
        cast.get(index).map_or_else(|| self.strangers[index - cast.len()].as_str(), |it| it.name.as_str())
    }

    fn cue(&mut self, cue: &str) -> usize {
        if let Some(index) = self.cast.find(cue) {
            return index;
        }
        let (strangers, cast) = (&mut self.strangers, self.cast);
        let short: String = cue.chars().take(domain::scene::shot::MAX_NAME).collect();
        *self.known.entry(cue.to_owned()).or_insert_with(|| {
            strangers.push(title_case(short.trim()));
            cast.members.len() + strangers.len() - 1
        })
    }
}

/// A scene's beats in order. A text that is no Fountain is refused.
pub(crate) fn beats(content: &str, people: &mut People<'_>) -> Result<Vec<Beat>, ParseError> {
    let elements = screenplay::parse_fragment(content)?;
    let mut found = Vec::new();
    let mut elements = elements.iter().peekable();
    while let Some(element) = elements.next() {
        match element.kind {
            Kind::Character { .. } => {
                let mut speech = vec![element];
                while let Some(part) = elements.next_if(|next| next.is_speech()) {
                    speech.push(part);
                }
                speak(content, &speech, people, &mut found);
            }
            Kind::Action
            | Kind::Centered
            | Kind::Lyrics { .. }
            | Kind::Dialogue
            | Kind::SceneHeading { .. } => {
                act(content, element.span.start..element.span.end, people, &mut found);
            }
            _ => {}
        }
    }
    Ok(found)
}

fn act(content: &str, span: Range<usize>, people: &People<'_>, found: &mut Vec<Beat>) {
    let Some(slice) = content.get(span.clone()) else { return };
    let slice = plain(slice);
    if of_the_cut(&slice) {
        return;
    }
    for range in sentences(&slice) {
        let text = slice[range.clone()].trim_start_matches(['!', '>', '~']).trim().to_owned();
        let words: Vec<String> = words(&text).into_iter().map(|word| word.text).collect();
        if words.is_empty() {
            continue;
        }
        // A sentence without an end says what it says at its beginning.
        let heard = &words[..words.len().min(READ)];
        let named = people.cast.named(heard);
        // `She embraces Anna` is about both, the one who acts first.
        let mut all = meant(&words[0], people, found, &named);
        let subject = all.clone();
        let named = if named.is_empty() || all.len() == 1 {
            all.extend(named);
            all
        } else {
            named
        };
        let object = heard.iter().skip(1).find(|word| matches!(word.as_str(), "him" | "her"));
        let object = object.map(|word| if word == "him" { "he" } else { "she" });
        let near = object.map_or_else(Vec::new, |pronoun| meant(pronoun, people, found, &named));
        let mut reading = read(&text, heard);
        // What falls or strikes by itself is no fight, unless something goes off.
        let bang = ["shot", "gunshot", "explode", "bullet", "blast", "crash", "gunfire"];
        reading.violence &= !named.is_empty() || text::any(heard, &bang);
        found.push(Beat {
            kind: Kindred::Action,
            span: span.start + range.start..span.start + range.end,
            acts: acts(&text, people, &subject, &named, &near, READ),
            reading,
            text,
            words,
            people: named,
            tension: 0.0,
        });
    }
}

/// `CUT TO BLACK.`, `FADE OUT.`, `THE END`: a line in capitals for whoever cuts the film, and nothing to be seen.
fn of_the_cut(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['>', '!']).trim_end_matches(['<', '.', ':']).trim();
    let said =
        ["CUT TO", "SMASH CUT", "FADE", "DISSOLVE", "THE END", "MATCH CUT", "ROLL CREDITS", "END CREDITS"];
    line.len() < 40 && line.to_uppercase() == line && said.iter().any(|it| line.starts_with(it))
}

/// Whom a pronoun at the beginning of a sentence means: the last one named whom it fits, and none of those
/// whom the sentence names itself.
fn meant(pronoun: &str, people: &People<'_>, found: &[Beat], others: &[usize]) -> Vec<usize> {
    let fits = |who: &usize| {
        if others.contains(who) {
            return false;
        }
        let presenting = people.cast.members.get(*who).map(|member| member.look.presenting);
        match pronoun {
            "she" | "her" => presenting != Some(Presenting::Masculine),
            _ => presenting != Some(Presenting::Feminine),
        }
    };
    let recent =
        || found.iter().rev().take(REMEMBERED).map(|beat| &beat.people).filter(|people| !people.is_empty());
    match pronoun {
        "she" | "her" | "he" | "his" => {
            recent().find_map(|people| people.iter().copied().find(fits)).into_iter().collect()
        }
        "they" | "their" => {
            // At least two, however many sentences that takes.
            let mut all: Vec<usize> = Vec::new();
            for who in recent().flatten() {
                if all.len() < 2 && !all.contains(who) && !others.contains(who) {
                    all.push(*who);
                }
            }
            all
        }
        _ => Vec::new(),
    }
}

/// A speech with its cue, cut where it is too long for one shot.
fn speak(content: &str, speech: &[&Element], people: &mut People<'_>, found: &mut Vec<Beat>) {
    let (cue, parts) = speech.split_first().expect("a speech begins with its cue");
    let Some(name) = cue.cue_name().filter(|_| !parts.is_empty()) else {
        return act(content, cue.span.start..cue.span.end, people, found);
    };
    let upper = cue.text.to_uppercase();
    let unseen =
        ["(V.O", "(O.S", "(VO)", "(OS)", "(O.C", "ON PHONE", "FILTERED"].iter().any(|it| upper.contains(it));
    let speaker = people.cue(&name);
    let manner = parts.iter().find(|part| part.kind == Kind::Parenthetical).map(|part| part.text.clone());
    let mut start = cue.span.start;
    let spoken = |part: &&&Element| part.kind != Kind::Parenthetical;
    let pieces: Vec<Range<usize>> =
        parts.iter().filter(spoken).flat_map(|part| pieces(content, part)).collect();
    let last = parts.last().map_or(cue.span.end, |part| part.span.end);
    let count = pieces.len();
    if count == 0 {
        return act(content, cue.span.start..last, people, found);
    }
    for (at, piece) in pieces.into_iter().enumerate() {
        let end = if at + 1 == count { last.max(piece.end) } else { piece.end };
        let text = plain(content.get(piece.clone()).unwrap_or_default())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let words: Vec<String> = words(&text).into_iter().map(|word| word.text).collect();
        found.push(Beat {
            kind: Kindred::Speech { speaker, unseen, manner: manner.clone().filter(|_| at == 0) },
            span: start..end,
            reading: Reading::default(),
            acts: Vec::new(),
            people: vec![speaker],
            text,
            words,
            tension: 0.0,
        });
        start = end;
    }
}

/// The stretches of one part of a speech, each short enough for a shot if its sentences are.
fn pieces(content: &str, part: &Element) -> Vec<Range<usize>> {
    let span = part.span.start..part.span.end;
    let Some(slice) = content.get(span.clone()) else { return Vec::new() };
    let (mut found, mut count) = (Vec::<Range<usize>>::new(), 0);
    for range in sentences(slice).into_iter().flat_map(|range| shorter(slice, range)) {
        let length = text::words(&slice[range.clone()]).len();
        let at = span.start + range.start..span.start + range.end;
        match found.last_mut() {
            Some(last) if count + length <= SPEECH_WORDS => {
                last.end = at.end;
                count += length;
            }
            _ => {
                found.push(at);
                count = length;
            }
        }
    }
    found
}

/// A sentence without an end is cut between words.
fn shorter(slice: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words = text::words(&slice[range.clone()]);
    if words.len() <= 2 * SPEECH_WORDS {
        return vec![range];
    }
    let starts = words.chunks(SPEECH_WORDS).skip(1).map(|chunk| range.start + chunk[0].at.start);
    let mut cuts = vec![range.start];
    cuts.extend(starts);
    cuts.push(range.end);
    cuts.windows(2).filter_map(|pair| trimmed(slice, pair[0]..pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::{SceneText, cast};

    fn read_all(content: &str) -> (Vec<Beat>, Cast) {
        let cast = cast(&[SceneText { heading: "INT. HUT - DAY", content }], &[]);
        let mut people = People::new(&cast);
        (beats(content, &mut people).unwrap(), cast.clone())
    }

    #[test]
    fn beats_are_sentences_and_speeches_with_their_bytes() {
        let content = "Öl tropft. ANNA waits.\n\nANNA (V.O.)\n(beat)\nNo. Never.\n\nCUT TO:\n";
        let (beats, _) = read_all(content);
        let spans: Vec<&str> = beats.iter().map(|beat| &content[beat.span.clone()]).collect();
        assert_eq!(spans, ["Öl tropft.", "ANNA waits.", "ANNA (V.O.)\n(beat)\nNo. Never."]);
        assert_eq!(beats[2].text, "No. Never.");
        let manner = Some("beat".to_owned());
        assert_eq!(beats[2].kind, Kindred::Speech { speaker: 0, unseen: true, manner });
    }

    #[test]
    fn a_long_speech_is_cut_between_sentences_and_an_endless_one_between_words() {
        let long = format!("ANNA\n{}", "One two three four five six seven. ".repeat(20));
        let (beats, _) = read_all(&long);
        assert!(beats.len() >= 3 && beats.iter().all(|beat| beat.words.len() <= SPEECH_WORDS));
        assert!(beats.iter().all(|beat| beat.text.ends_with('.')));
        let (beats, _) = read_all(&format!("ANNA\n{}", "word ".repeat(1_000)));
        assert_eq!(beats.iter().map(|beat| beat.words.len()).sum::<usize>(), 1_000);
        assert!(beats.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }

    #[test]
    fn a_pronoun_means_the_last_one_it_fits() {
        let content = "ANNA, a woman, sits. BEN, a man, stands. Rain. She rises.\n\nANNA\nYes.\n\nBEN\nNo.\n";
        let (beats, cast) = read_all(content);
        let rises = beats.iter().find(|beat| beat.text == "She rises.").unwrap();
        assert_eq!(cast.members[rises.people[0]].name, "Anna");
    }

    #[test]
    fn whoever_acts_on_somebody_named_is_there_too() {
        let content = "ANNA, a woman, waits. She embraces BEN. They smile.\n\nANNA\nYes.\n\nBEN\nNo.\n";
        let (beats, cast) = read_all(content);
        let names = |text: &str| {
            let beat = beats.iter().find(|beat| beat.text == text).unwrap();
            beat.people.iter().map(|who| cast.members[*who].name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("She embraces BEN."), ["Anna", "Ben"]);
        assert_eq!(names("They smile."), ["Anna", "Ben"]);
    }
}
