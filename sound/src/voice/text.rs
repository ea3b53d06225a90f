//! From what is written to what is said: markup goes, capitals become names again, dashes and dots become pauses,
//! and the text falls into sentences. Numbers, prices and hours are left to the speakers, which all read them.

/// Abbreviations whose full stop ends no sentence.
const TITLES: [&str; 14] =
    ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sgt", "Lt", "Capt", "Col", "Gen", "Rev", "Jr", "Sr"];

/// Capitals that are read letter by letter.
const INITIALS: [&str; 30] = [
    "FBI", "CIA", "NSA", "NYPD", "LAPD", "USA", "US", "UK", "UN", "EU", "TV", "DNA", "CEO", "ID", "PC", "AM",
    "PM", "ER", "CCTV", "SUV", "DVD", "CD", "GPS", "ATM", "DJ", "MC", "BBC", "CNN", "RV", "SOS",
];

/// The text as it is to be said: one paragraph a line, without markup, notes and parentheticals, in an alphabet
/// that every speaker reads. Empty when there is nothing to say.
pub fn speakable(text: &str) -> String {
    let bare = without_asides(text);
    let lines = bare.lines().map(|line| {
        let line: String = line.chars().filter(|c| !matches!(c, '*' | '_')).flat_map(plain).collect();
        let line = line.replace("...", "…").replace("--", "—");
        line.split_whitespace().map(lower_names).collect::<Vec<_>>().join(" ")
    });
    lines.filter(|line| line.chars().any(char::is_alphanumeric)).collect::<Vec<_>>().join("\n")
}

/// A slugline as a reader says it: `INT. BAR - NIGHT` is "Interior. Bar. Night."
pub fn heading_for_reading(slugline: &str) -> String {
    let upper = slugline.trim().to_uppercase();
    let (place, rest) = [
        ("INT./EXT.", "Interior and exterior. "),
        ("INT/EXT", "Interior and exterior. "),
        ("I/E", "Interior and exterior. "),
        ("INT", "Interior. "),
        ("EXT", "Exterior. "),
    ]
    .iter()
    .find_map(|(prefix, said)| upper.strip_prefix(prefix).map(|rest| (*said, rest)))
    .unwrap_or(("", upper.as_str()));
    let parts = rest.trim_start_matches(['.', ' ']).split(" - ").map(|part| {
        let words: Vec<String> = part.split_whitespace().map(lower_names).collect();
        words.join(" ")
    });
    let said: Vec<String> = parts.filter(|part| !part.is_empty()).map(|part| format!("{part}.")).collect();
    format!("{place}{}", said.join(" ")).trim().to_owned()
}

/// The sentences of a speakable text. A full stop after a title or an initial ends none.
pub fn sentences(text: &str) -> Vec<String> {
    let mut all = vec![];
    for line in text.lines() {
        let mut current: Vec<&str> = vec![];
        for word in line.split_whitespace() {
            current.push(word);
            if ends_sentence(word) {
                all.push(current.join(" "));
                current.clear();
            }
        }
        if !current.is_empty() {
            all.push(current.join(" "));
        }
    }
    let parts = all.into_iter().flat_map(|sentence| split_long(&sentence));
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

fn ends_sentence(word: &str) -> bool {
    let word = word.trim_end_matches(['"', '\'', ')']);
    let Some(stem) = word.strip_suffix('.') else { return word.ends_with(['!', '?']) };
    let stem = stem.trim_start_matches(['"', '\'', '(']);
    let initial = stem.chars().count() == 1 && stem.chars().all(char::is_uppercase);
    !initial && !TITLES.contains(&stem)
}

/// The most letters of one sentence; longer ones fall apart at a comma or, failing that, at a space.
const LONGEST: usize = 240;

fn split_long(sentence: &str) -> Vec<String> {
    let mut parts = vec![];
    let mut current = String::new();
    for word in sentence.split(' ') {
        let room = LONGEST.saturating_sub(current.len());
        let pause = current.ends_with([',', ';', ':', '—']) && current.len() > LONGEST / 2;
        if !current.is_empty() && (word.len() >= room || pause) {
            parts.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.extend(word.chars().take(LONGEST));
    }
    parts.push(current);
    parts
}

/// Without parentheticals, `[[notes]]` and `/* boneyard */`, also where they are not closed.
fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0u32;
    let mut boneyard = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('/', Some('*')) => boneyard = true,
            ('*', Some('/')) if boneyard => {
                boneyard = false;
                rest.next();
            }
            ('(' | '[', _) => depth += 1,
            (')' | ']', _) => depth = depth.saturating_sub(1),
            ('\n', _) => {
                depth = 0;
                out.push('\n');
            }
            _ if depth == 0 && !boneyard => out.push(c),
            _ => {}
        }
    }
    out
}

/// The letters that stand for a character in the speakers' alphabet.
fn plain(c: char) -> impl Iterator<Item = char> {
    let said: &'static str = match c {
        '\u{2018}' | '\u{2019}' | '`' => "'",
        '\u{201c}' | '\u{201d}' | '«' | '»' => "\"",
        '\u{2013}' | '\u{2014}' => "—",
        '…' => "…",
        'à'..='å' => "a",
        'ç' => "c",
        'è'..='ë' => "e",
        'ì'..='ï' => "i",
        'ñ' => "n",
        'ò'..='ö' | 'ø' => "o",
        'ù'..='ü' => "u",
        'À'..='Å' => "A",
        'Ç' => "C",
        'È'..='Ë' => "E",
        'Ò'..='Ö' | 'Ø' => "O",
        'Ù'..='Ü' => "U",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        '&' => " and ",
        '%' => " percent",
        '@' => " at ",
        '£' | '€' => return OneOrMany::One(Some(c)),
        _ if c.is_ascii_alphanumeric() || " .,;:!?'\"-$".contains(c) => return OneOrMany::One(Some(c)),
        _ => " ",
    };
    OneOrMany::Many(said.chars())
}

/// One character, or those of a word.
enum OneOrMany {
    One(Option<char>),
    Many(std::str::Chars<'static>),
}

impl Iterator for OneOrMany {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(c) => c.take(),
            Self::Many(chars) => chars.next(),
        }
    }
}

/// `MARA` is Mara and `O'NEIL'S` is O'Neil's; `FBI` stays, and so does `I`.
fn lower_names(word: &str) -> String {
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let shouted = letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
    let initials = INITIALS.contains(&letters.as_str()) || !letters.chars().any(|c| "AEIOUY".contains(c));
    if !shouted || initials {
        return word.to_owned();
    }
    let mut start = true;
    let mut out = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        out.extend(if start { c.to_uppercase().collect::<Vec<_>>() } else { c.to_lowercase().collect() });
        let possessive = c == '\'' && rest.clone().filter(|c| c.is_alphabetic()).count() < 3;
        start = !c.is_alphanumeric() && !possessive;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn capitals_become_names_and_initials_stay() {
        assert_eq!(speakable("MARA and O'NEIL'S dog DON'T run"), "Mara and O'Neil's dog Don't run");
        assert_eq!(speakable("The FBI, I said. A TV."), "The FBI, I said. A TV.");
        assert_eq!(speakable("ANNA-MARIE!"), "Anna-Marie!");
    }

    #[test]
    fn markup_notes_and_parentheticals_are_not_said() {
        assert_eq!(speakable("*Never* _again_ (beat) [[note]] she says."), "Never again she says.");
        assert_eq!(speakable("before /* cut */ after"), "before after");
        assert_eq!(speakable("(whispering)\nGo."), "Go.");
        assert_eq!(speakable("lost (forever\nfound"), "lost\nfound");
        assert_eq!(speakable("(beat) *** — …"), "");
    }

    #[test]
    fn foreign_letters_and_quotes_are_brought_to_the_alphabet() {
        assert_eq!(speakable("“Café”, señor — wait..."), "\"Cafe\", senor — wait…");
        assert_eq!(speakable("5% & 🎬 1/2"), "5 percent and 1 2");
    }

    #[test]
    fn sentences_end_at_their_ends_only() {
        let text = "Dr. Ames met J. K. Ray. \"Why?\" He left! At 3.30 it rained";
        let expected = ["Dr. Ames met J. K. Ray.", "\"Why?\"", "He left!", "At 3.30 it rained"];
        assert_eq!(sentences(text), expected);
        assert!(sentences("").is_empty() && sentences("... — !").is_empty());
    }

    #[test]
    fn a_slugline_is_read_as_a_reader_would() {
        assert_eq!(heading_for_reading("INT. LIGHTHOUSE - NIGHT"), "Interior. Lighthouse. Night.");
        assert_eq!(heading_for_reading("EXT. HARBOUR ROAD - DAY"), "Exterior. Harbour Road. Day.");
        assert_eq!(heading_for_reading("INT./EXT. CAR - DAY"), "Interior and exterior. Car. Day.");
    }

    proptest! {
        #[test]
        fn no_sentence_is_longer_than_the_speakers_take(text in "\\PC{0,900}") {
            for sentence in sentences(&speakable(&text)) {
                prop_assert!(sentence.len() <= LONGEST + 8, "{sentence}");
                prop_assert!(sentence.chars().any(char::is_alphanumeric));
            }
        }

        #[test]
        fn every_word_of_plain_text_is_said_once(words in proptest::collection::vec("[a-z]{1,9}[.,!]?", 1..150)) {
            let text = words.join(" ");
            let said: Vec<String> =
                sentences(&speakable(&text)).iter().flat_map(|s| s.split(' ').map(String::from).collect::<Vec<_>>()).collect();
            prop_assert_eq!(said, words);
        }
    }
}
