//! Speeches in model text: a name on a line of its own, or `NAME: words`, with extensions and
//! parentheticals in their places.

/// The longest name of a cue, in characters.
const MAX_NAME: usize = 38;

/// Words before a colon that name no one.
const NOT_NAMES: [&str; 31] = [
    "super",
    "insert",
    "close on",
    "close-up",
    "angle on",
    "pov",
    "title card",
    "title",
    "cut to",
    "fade in",
    "fade out",
    "montage",
    "flashback",
    "sfx",
    "sound",
    "intercut",
    "back to",
    "camera",
    "music",
    "text",
    "on screen",
    "subtitle",
    "chyron",
    "note",
    "suddenly",
    "then",
    "later",
    "meanwhile",
    "finally",
    "caption",
    "sound effect",
];

/// Names that are known to be characters, in capitals: whole names, and first and last words of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Cast(Vec<String>);

impl Cast {
    pub(super) fn new(names: &[String]) -> Self {
        let mut known = Vec::new();
        for name in names.iter().map(|name| name.to_uppercase()) {
            known.extend(name.split_whitespace().next().map(str::to_owned));
            known.extend(name.split_whitespace().last().map(str::to_owned));
            known.push(name.trim().to_owned());
        }
        known.retain(|name| !name.is_empty());
        Self(known)
    }

    fn knows(&self, name: &str) -> bool {
        self.0.contains(&name.to_uppercase())
    }
}

/// A cue as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    /// The name in capitals, with its extensions.
    pub(super) text: String,
    /// How it is spoken, if that stood behind the name.
    pub(super) manner: Option<String>,
    /// Certain enough to wait for its words over a blank line.
    pub(super) certain: bool,
}

/// Reads a line that is nothing but a cue. `followed` says that the next line is not blank.
pub(super) fn bare_cue(line: &str, followed: bool, cast: &Cast) -> Option<Cue> {
    let marked = line.starts_with('@') || line.ends_with(':');
    let line = line.trim_start_matches('@').trim_end_matches([':', '^', ' ']);
    let (name, behind) = name_and_parentheses(line)?;
    let known = cast.knows(name);
    let named = known || is_capitals(name) || (line.len() < 30 && marked && is_titled(name));
    let certain = marked || known;
    (named && is_name(name) && (followed || certain)).then(|| cue(name, behind, certain))
}

/// Reads `NAME (manner): words` as a cue and its words. Inside a speech only capitals and known names
/// count, because people say "Remember: …".
pub(super) fn inline_speech<'l>(line: &'l str, in_speech: bool, cast: &Cast) -> Option<(Cue, &'l str)> {
    let (head, words) = line.split_once(':')?;
    let words = unquoted(words.trim());
    if words.is_empty() || words.starts_with("//") {
        return None;
    }
    let (name, behind) = name_and_parentheses(head.trim().trim_start_matches('@'))?;
    let named = cast.knows(name) || is_capitals(name) || (!in_speech && is_titled(name));
    (named && is_name(name)).then(|| (cue(name, behind, true), words))
}

/// `(smiling) Hello.` as the manner and the words.
pub(super) fn manner_first(line: &str) -> (Option<&str>, &str) {
    let split = line.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    match split {
        Some((manner, words)) if !manner.trim().is_empty() && manner.chars().count() <= 120 => {
            (Some(manner.trim()), words.trim())
        }
        _ => (None, line),
    }
}

/// Words without the quotation marks around all of them.
pub(super) fn unquoted(words: &str) -> &str {
    let inner = words.strip_prefix(['"', '“']).and_then(|rest| rest.strip_suffix(['"', '”']));
    inner.filter(|inner| !inner.contains(['"', '“', '”'])).map_or(words, str::trim)
}

/// `MARA (V.O.)` as the name and what the parentheses hold.
fn name_and_parentheses(line: &str) -> Option<(&str, &str)> {
    match line.split_once('(') {
        Some((name, behind)) => Some((name.trim(), behind.trim().strip_suffix(')')?.trim())),
        None => Some((line.trim(), "")),
    }
}

fn cue(name: &str, behind: &str, certain: bool) -> Cue {
    let name = name.to_uppercase();
    let extension = behind.to_uppercase();
    if ["V.O", "O.S", "O.C", "VO", "OS", "CONT", "PRE-LAP"].iter().any(|known| extension.starts_with(known)) {
        return Cue { text: format!("{name} ({extension})"), manner: None, certain };
    }
    Cue { text: name, manner: (!behind.is_empty()).then(|| behind.to_owned()), certain }
}

/// What can be a name at all: few words of letters, and nothing that stage directions use.
fn is_name(name: &str) -> bool {
    let legal = |c: char| c.is_alphanumeric() || " .'’-&/".contains(c);
    let title = ["DR.", "MR.", "MRS.", "MS.", "ST.", "JR.", "SR."];
    let sentence = name.ends_with('.') && !title.iter().any(|title| name.to_uppercase().ends_with(title));
    name.chars().all(legal)
        && name.starts_with(char::is_alphanumeric)
        && name.chars().any(char::is_alphabetic)
        && !sentence
        && name.chars().count() <= MAX_NAME
        && name.split_whitespace().count() <= 4
        && !NOT_NAMES.contains(&name.to_lowercase().as_str())
}

fn is_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// `Mara`, `Old Bo Lind`: at most three words, each with a capital.
fn is_titled(name: &str) -> bool {
    let mut words = name.split_whitespace();
    words.clone().count() <= 3 && words.all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<(String, Option<String>, String)> {
        let cast = Cast::new(&["Odile Brandt".into()]);
        inline_speech(line, false, &cast).map(|(cue, words)| (cue.text, cue.manner, words.to_owned()))
    }

    #[test]
    fn a_name_before_a_colon_speaks() {
        let speech = |name: &str, manner: Option<&str>, words: &str| {
            Some((name.into(), manner.map(str::to_owned), words.into()))
        };
        assert_eq!(found("MARA: Stay."), speech("MARA", None, "Stay."));
        assert_eq!(found("Mara (smiling): \"Stay.\""), speech("MARA", Some("smiling"), "Stay."));
        assert_eq!(found("odile: Go."), speech("ODILE", None, "Go."));
        assert_eq!(found("BO (v.o.): Go."), speech("BO (V.O.)", None, "Go."));
        for line in
            ["SUPER: 1944", "The clock reads: 12:00", "Suddenly: a shot", "MARA:", "HTTP://x", "He said: no"]
        {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn a_name_alone_needs_words_below_it() {
        let cast = Cast::new(&["Odile Brandt".into()]);
        assert!(bare_cue("MARA", true, &cast).is_some_and(|cue| !cue.certain));
        assert_eq!(bare_cue("MARA", false, &cast), None);
        assert!(bare_cue("ODILE", false, &cast).is_some_and(|cue| cue.certain));
        assert!(
            bare_cue("DR. VOSS (cont'd)", true, &cast).is_some_and(|cue| cue.text == "DR. VOSS (CONT'D)")
        );
        for line in ["THE BOMB EXPLODES.", "He runs", "BANG!", "A VERY LONG LINE OF CAPITALS HERE", "12"] {
            assert_eq!(bare_cue(line, true, &cast), None, "{line}");
        }
    }

    #[test]
    fn a_manner_may_stand_before_the_words() {
        assert_eq!(manner_first("(smiling) Hello."), (Some("smiling"), "Hello."));
        assert_eq!(manner_first("Hello (you)."), (None, "Hello (you)."));
        assert_eq!(unquoted("“Hello.”"), "Hello.");
    }
}
