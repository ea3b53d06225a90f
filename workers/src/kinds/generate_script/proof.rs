//! Reads along while the model writes, and stops it before it says a thing twice. Small models fall into
//! loops, and no penalty on tokens tells a refrain from a loop; this looks at words: five in a row that
//! stood there before, a short sentence that was said already, a word that belongs to the talk about a
//! scene instead of the scene, or one more of the looks, smiles and nods that stand in for an event. The last words are held back until they have passed, so what people see is
//! never taken back, and writing goes on from before the fault.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use inference::Message;

/// So many words in a row are a repetition.
const RUN: usize = 5;
/// A whole sentence of fewer words than a run counts from here; shorter ones may come again.
const SHORT: usize = 3;
/// Faults at one place after which the next one there is let pass.
const PATIENCE: u32 = 5;
/// Faults in one text after which it is no longer read along.
const MOST_FAULTS: u32 = 24;

/// Words of the trade, which nobody in a film says or sees.
const TRADE: [&str; 11] = [
    "scene",
    "scenes",
    "camera",
    "audience",
    "screenplay",
    "montage",
    "dialogue",
    "flashback",
    "viewer",
    "viewers",
    "voiceover",
];

/// The beginnings of words that fill a page without anything happening.
const IDLE: [&str; 10] =
    ["look", "stare", "watch", "gaz", "glanc", "smil", "nod", "sigh", "wonder", "continu"];
/// So often one of them may come in a text.
const IDLE_MOST: u32 = 2;

/// What was written before, as runs of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(HashSet<u64>);

/// One text in the making.
#[derive(Debug)]
pub(super) struct Proof {
    seen: Seen,
    /// Everything that stands, from the beginning.
    text: String,
    /// Up to here it was handed out.
    shown: usize,
    /// The words of the sentence so far, with the byte at which each begins.
    sentence: Vec<(usize, String)>,
    /// The word that is being written.
    word: Option<(usize, String)>,
    /// The last place of a fault, and how many there were at it.
    fault: Option<(usize, u32)>,
    faults: u32,
    /// How often each of the idle words has come.
    idle: [u32; IDLE.len()],
    /// The sentence insists on its fault, and may have it.
    pardoned: bool,
}

/// What to do after a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// These words have passed.
    Fine(String),
    /// These have, and what follows has not: stop and write on from what stands.
    Fault(String),
}

impl Seen {
    /// What the examples say is not to be said again.
    pub(super) fn of(examples: &[Message]) -> Self {
        let mut seen = Self::default();
        for turn in examples {
            seen.read(&turn.content);
        }
        seen
    }

    /// Takes in a text that exists already.
    pub(super) fn read(&mut self, text: &str) {
        let mut proof = Proof::new(std::mem::take(self));
        proof.faults = MOST_FAULTS;
        let _ = proof.hear(text);
        *self = proof.end().0;
    }

    fn has(&self, words: &[(usize, String)]) -> bool {
        self.0.contains(&hash(words))
    }

    fn add(&mut self, words: &[(usize, String)]) {
        if (SHORT..RUN).contains(&words.len()) {
            self.0.insert(hash(words));
        }
        for run in words.windows(RUN) {
            self.0.insert(hash(run));
        }
    }
}

impl Proof {
    pub(super) fn new(seen: Seen) -> Self {
        Self {
            seen,
            text: String::new(),
            shown: 0,
            sentence: Vec::new(),
            word: None,
            fault: None,
            faults: 0,
            idle: [0; IDLE.len()],
            pardoned: false,
        }
    }

    /// Everything that stands so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How often in a row the model has come to the same fault.
    pub(super) fn insistence(&self) -> u32 {
        self.fault.filter(|(place, _)| *place == self.text.len()).map_or(0, |(_, times)| times)
    }

    /// Reads a piece. After a fault nothing more is read until writing goes on from [`Self::text`].
    pub(super) fn hear(&mut self, piece: &str) -> Heard {
        for letter in piece.chars() {
            if let Some(at) = self.take(letter) {
                return Heard::Fault(self.cut(at));
            }
        }
        Heard::Fine(self.pass())
    }

    /// The text is over: what was held back, and everything seen so far.
    pub(super) fn end(mut self) -> (Seen, String, String) {
        // The last sentence has no blank after it that would have ended it.
        self.close_word();
        self.close_sentence();
        let rest = self.text[self.shown..].to_owned();
        (self.seen, self.text, rest)
    }

    /// Takes a letter; the byte at which a fault begins, if it makes one.
    fn take(&mut self, letter: char) -> Option<usize> {
        let at = self.text.len();
        self.text.push(letter);
        if letter.is_alphanumeric() || matches!(letter, '\'' | '’') {
            self.word.get_or_insert_with(|| (at, String::new())).1.extend(letter.to_lowercase());
            return None;
        }
        let fault = self.close_word();
        match letter {
            _ if fault.is_some() => self.unless_pardoned(fault),
            '.' | '!' | '?' => {
                let fault = self.repeated_sentence();
                let fault = self.unless_pardoned(fault);
                if fault.is_none() {
                    self.close_sentence();
                }
                fault
            }
            '\n' => {
                // A cue, or a line without an end: not a sentence.
                self.sentence.clear();
                self.pardoned = false;
                None
            }
            _ => None,
        }
    }

    /// Ends the word; where a fault begins if it completes one.
    fn close_word(&mut self) -> Option<usize> {
        let (at, word) = self.word.take()?;
        // In capitals it is somebody's cue.
        let shouted = !self.text[at..].contains(char::is_lowercase);
        let trade = TRADE.contains(&word.as_str()) && !shouted;
        let idles = !shouted && self.idles(&word);
        self.sentence.push((at, word));
        if trade || idles {
            return Some(at);
        }
        let run = &self.sentence[self.sentence.len().checked_sub(RUN)?..];
        self.seen.has(run).then(|| run[0].0)
    }

    /// Counts a word that may come a few times only; whether it has come too often.
    fn idles(&mut self, word: &str) -> bool {
        let Some(place) = IDLE.iter().position(|stem| word.starts_with(stem)) else { return false };
        let often = self.idle[place] >= IDLE_MOST;
        self.idle[place] += u32::from(!often);
        often
    }

    fn repeated_sentence(&self) -> Option<usize> {
        let short = (SHORT..RUN).contains(&self.sentence.len());
        (short && self.seen.has(&self.sentence)).then(|| self.sentence[0].0)
    }

    fn close_sentence(&mut self) {
        self.seen.add(&self.sentence);
        self.sentence.clear();
        self.pardoned = false;
    }

    fn unless_pardoned(&mut self, fault: Option<usize>) -> Option<usize> {
        let at = fault?;
        let place = self.restart(at);
        let insists = self.fault.is_some_and(|(before, times)| before == place && times >= PATIENCE);
        self.pardoned |= insists || self.faults >= MOST_FAULTS;
        // What was handed out already cannot be taken back.
        (!self.pardoned && place >= self.shown).then_some(at)
    }

    /// Where writing goes on from after a fault at a byte.
    fn restart(&self, at: usize) -> usize {
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        // Half a parenthetical cannot be gone on with.
        if self.text[line..at].starts_with('(') { line } else { trimmed(&self.text, at) }
    }

    /// Cuts the text back to before a fault; what stands and was not handed out yet.
    fn cut(&mut self, at: usize) -> String {
        let at = self.restart(at);
        self.text.truncate(at);
        self.sentence.retain(|(begins, _)| *begins < at);
        self.word = None;
        self.faults += 1;
        self.fault = match self.fault {
            Some((place, times)) if place == at => Some((at, times + 1)),
            _ => Some((at, 1)),
        };
        let passed = self.text[self.shown..].to_owned();
        self.shown = at;
        passed
    }

    /// Hands out what cannot become part of a fault any more.
    fn pass(&mut self) -> String {
        let held = match (self.sentence.len().checked_sub(RUN - 1), &self.word) {
            (Some(from), _) => Some(self.sentence[from].0),
            (None, word) => self.sentence.first().or(word.as_ref()).map(|(at, _)| *at),
        };
        let safe = match held {
            Some(at) => trimmed(&self.text, at),
            None => self.text.trim_end_matches([' ', '(', '\n']).len(),
        };
        let passed = self.text.get(self.shown..safe).unwrap_or_default().to_owned();
        self.shown = self.shown.max(safe);
        passed
    }
}

/// What stands before a word belongs to it: a blank, the bracket of a parenthetical, a blank line.
fn trimmed(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end_matches([' ', '(']);
    before.strip_suffix("\n\n").unwrap_or(before).len()
}

fn hash(words: &[(usize, String)]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (_, word) in words {
        word.hash(&mut hasher);
    }
    words.len().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is handed out, and whether it was stopped.
    fn read(proof: &mut Proof, text: &str) -> (String, bool) {
        let mut shown = String::new();
        for letter in text.chars() {
            match proof.hear(&letter.to_string()) {
                Heard::Fine(passed) => shown.push_str(&passed),
                Heard::Fault(passed) => {
                    shown.push_str(&passed);
                    return (shown, true);
                }
            }
        }
        (shown, false)
    }

    fn seen(text: &str) -> Seen {
        let mut seen = Seen::default();
        seen.read(text);
        seen
    }

    #[test]
    fn people_look_twice_and_then_something_else_happens() {
        let mut proof = Proof::new(Seen::default());
        let (shown, stopped) = read(&mut proof, "Mara looks up. Tom looked away. Mara looks at him.");
        assert!(stopped);
        assert_eq!((shown.as_str(), proof.text()), ("Mara looks up. Tom looked away. Mara", shown.as_str()));
        let (_, stopped) = read(&mut proof, " runs. LOOK OUT, LOOKING. ");
        assert!(!stopped);
    }

    #[test]
    fn five_words_that_stood_there_before_stop_it_before_they_are_shown() {
        let mut proof = Proof::new(seen("Mara looks at her watch again."));
        let (shown, stopped) = read(&mut proof, "Tom sits. Tom looks at her watch again and waits.");
        assert!(stopped);
        assert_eq!((shown.as_str(), proof.text()), ("Tom sits. Tom", "Tom sits. Tom"));
        let (more, stopped) = read(&mut proof, " stands up.");
        assert!(!stopped);
        let (_, text, rest) = proof.end();
        assert_eq!(text, "Tom sits. Tom stands up.");
        assert_eq!(format!("{shown}{more}{rest}"), text);
    }

    #[test]
    fn a_short_sentence_is_said_once_and_a_very_short_one_as_often_as_one_likes() {
        let mut proof = Proof::new(Seen::default());
        let (shown, stopped) = read(&mut proof, "MARA\nI know. I know. Tom shakes his head.\n\n");
        assert!(!stopped && shown == "MARA\nI know. I know. Tom shakes his head.");
        let (shown, stopped) = read(&mut proof, "TOM\nYes. Tom shakes his head.");
        assert!(stopped);
        assert_eq!(shown, "\n\nTOM\nYes.");
        assert_eq!(proof.text(), "MARA\nI know. I know. Tom shakes his head.\n\nTOM\nYes.");
    }

    #[test]
    fn the_trade_does_not_show() {
        let mut proof = Proof::new(Seen::default());
        let (shown, stopped) = read(&mut proof, "The scene ends.");
        assert!(stopped && shown == "The" && proof.text() == "The");
    }

    #[test]
    fn a_model_that_insists_gets_its_way_in_the_end() {
        let mut proof = Proof::new(seen("The sea is very calm today."));
        for _ in 0..PATIENCE {
            assert!(read(&mut proof, "The sea is very calm today.").1);
            assert_eq!(proof.text(), "");
        }
        assert_eq!(proof.insistence(), PATIENCE);
        assert!(!read(&mut proof, "The sea is very calm today.").1);
    }

    proptest! {
        /// Whatever comes in whatever pieces: what was shown is the text, and nothing shown is taken back.
        #[test]
        fn what_was_shown_stands(pieces in prop::collection::vec("(Mara |looks |at |the |sea|[.] |\n|the scene |ö, ){1,9}", 0..40)) {
            let mut proof = Proof::new(Seen::default());
            let mut shown = String::new();
            for piece in pieces {
                let (Heard::Fine(passed) | Heard::Fault(passed)) = proof.hear(&piece);
                shown.push_str(&passed);
                prop_assert!(proof.text().starts_with(&shown));
            }
            let (_, text, rest) = proof.end();
            prop_assert_eq!(format!("{}{}", shown, rest), text);
        }
    }
}
