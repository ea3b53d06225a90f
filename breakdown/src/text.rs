//! Words and sentences of a scene's text, each with its place in bytes.
//!
//! Notes, boneyards and emphasis marks are blanked out in place, so that every offset stays true.

use std::ops::Range;

/// A word in lower case, without a possessive ending, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) at: Range<usize>,
}

/// The text with what nobody sees or hears replaced by spaces of the same length.
pub(crate) fn plain(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (open, close) in [("[[", "]]"), ("/*", "*/")] {
        let mut from = 0;
        while let Some(start) = text[from..].find(open).map(|at| from + at) {
            let Some(end) = text[start..].find(close).map(|at| start + at + close.len()) else { break };
            bytes[start..end].fill(b' ');
            from = end;
        }
    }
    bytes.iter_mut().filter(|byte| matches!(byte, b'*' | b'_')).for_each(|byte| *byte = b' ');
    // Whole characters were replaced, so this is text still.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let inside = |c: char| c.is_alphanumeric() || c == '\'' || c == '’' || c == '-';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(c)) {
            (None, true) if c.is_alphanumeric() => start = Some(at),
            (Some(first), false) => {
                words.extend(word(text, first..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str, at: Range<usize>) -> Option<Word> {
    let lower = text[at.clone()].to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(['\'', '-']);
    let bare = bare.strip_suffix("'s").unwrap_or(bare);
    (!bare.is_empty()).then(|| Word { text: bare.to_owned(), at })
}

/// Abbreviations whose dot ends no sentence.
const SHORT: [&str; 9] = ["mr", "mrs", "ms", "dr", "st", "prof", "sgt", "lt", "capt"];

/// The sentences of a text, without the spaces around them.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' | '…' => {
                while chars.next_if(|(_, c)| ".!?…\"”’')".contains(*c)).is_some() {}
                let next = chars.peek().is_none_or(|(_, c)| c.is_whitespace());
                let before = text[start..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
                next && !(c == '.' && SHORT.iter().any(|short| short.eq_ignore_ascii_case(before)))
            }
            _ => false,
        };
        if ends {
            let end = chars.peek().map_or(text.len(), |(at, _)| *at);
            found.extend(trimmed(text, start..end));
            start = end;
        }
    }
    found.extend(trimmed(text, start..text.len()));
    found
}

/// The range without spaces around it; none if nothing is left.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let length = slice.trim().len();
    (length > 0).then(|| start..start + length)
}

/// Whether a word is the base of a verb or noun or one of its regular forms: `walk`, `walks`, `walked`,
/// `walking`; `stare`, `staring`; `grab`, `grabbed`.
pub(crate) fn is_form(word: &str, base: &str) -> bool {
    // All forms begin as the base does; most words are told apart by that alone.
    if word.as_bytes().first() != base.as_bytes().first() {
        return false;
    }
    if base.strip_suffix('y').is_some_and(|stem| word.strip_prefix(stem) == Some("ies")) {
        return true;
    }
    let stem = base.strip_suffix('e').unwrap_or(base);
    let Some(ending) = word.strip_prefix(stem) else { return false };
    let last = stem.chars().next_back().unwrap_or(' ');
    let doubled = ending.strip_prefix(last).filter(|_| base.len() <= 5).unwrap_or("");
    let regular = ["", "s", "es", "ed", "d", "ing"].contains(&ending) && (!ending.is_empty() || stem == base);
    regular || ending == "e" && stem != base || ["ed", "ing"].contains(&doubled)
}

/// Whether any word is a form of any base.
pub(crate) fn any(words: &[String], bases: &[&str]) -> bool {
    words.iter().any(|word| bases.iter().any(|base| is_form(word, base)))
}

/// A number that depends on the text alone (FNV-1a, 64 bit), the same on every machine.
pub(crate) fn seed(text: &str) -> u64 {
    let bytes = text.bytes().map(|byte| byte.to_ascii_lowercase());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// `MARA O'NEIL` as `Mara O'Neil`; texts with small letters stay as they are.
pub(crate) fn title_case(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    let (mut fresh, mut letters) = (true, 0);
    let shown = text.chars().flat_map(|c| {
        let lower: Vec<char> = if fresh { vec![c] } else { c.to_lowercase().collect() };
        // A name goes on behind `O'`; behind a whole word there is only a possessive.
        fresh = if matches!(c, '\'' | '’') { letters < 2 } else { !c.is_alphanumeric() };
        letters = if c.is_alphanumeric() { letters + 1 } else { 0 };
        lower
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        assert_eq!(
            split("She waits. \"Go!\" Dr. Voss nods…\nNight"),
            ["She waits.", "\"Go!\"", "Dr. Voss nods…", "Night"]
        );
        assert_eq!(split("It costs 3.50 now."), ["It costs 3.50 now."]);
        assert!(split(" \n ").is_empty());
    }

    #[test]
    fn words_lose_their_possessive_and_know_their_place() {
        let found = words("Mara’s well-worn coat.");
        let texts: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["mara", "well-worn", "coat"]);
        assert_eq!(found[1].at, 9..18);
    }

    #[test]
    fn forms_of_a_verb_are_recognised_and_strangers_are_not() {
        for (word, base) in [
            ("runs", "run"),
            ("running", "run"),
            ("stares", "stare"),
            ("staring", "stare"),
            ("carries", "carry"),
        ] {
            assert!(is_form(word, base), "{word}");
        }
        for (word, base) in [("rune", "run"), ("star", "stare"), ("walker", "walk"), ("", "run")] {
            assert!(!is_form(word, base), "{word}");
        }
    }

    #[test]
    fn notes_are_blanked_and_offsets_stay() {
        assert_eq!(plain("a [[ö]] *b* /* x"), "a         b  /  x");
        assert_eq!(title_case("MARA O'NEIL"), "Mara O'Neil");
        assert_eq!(title_case("NO MAN'S LAND"), "No Man's Land");
    }

    proptest! {
        #[test]
        fn sentences_lie_in_the_text_in_order(text in proptest::prelude::any::<String>()) {
            let mut last = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= last && range.end <= text.len());
                prop_assert!(!text[range.clone()].trim().is_empty());
                last = range.end;
            }
            prop_assert_eq!(plain(&text).len(), text.len());
        }
    }
}
