//! What each answer must look like, in llguidance's dialect of Lark. Sentences begin with a capital, end
//! with a full stop and hold none of the signs that mean something to Fountain; paragraphs, speeches and
//! scenes are made of a bounded number of them. The bounds also bound the tokens.
//!
//! A blank line is always the end of one rule and never split: models have tokens such as `.\n\n`, and a grammar
//! that forbids those bends what is written.

use std::fmt::Write;

use super::budget::{Bounds, Budget};

/// Most sentences in a paragraph of action or in a speech.
const MOST_SENTENCES: usize = 3;

/// One speech in so many may have a parenthetical.
const ASIDE: usize = 4;

/// Signs that never stand inside a sentence: ends, line breaks, quotes and Fountain's marks. Colons
/// and semicolons too: `CUT TO:` is a transition, and `Mara: no` is a cue in the wrong place.
const FORBIDDEN: &str = r#".!?\n\r\t:;"“”„«»*_\[\]<>{}|~#@()=\\\/^…"#;

/// The beginning of a sentence: a capital, or a letter of a script that has none.
const CAPITAL: &str = r"[\p{Lu}\p{Lo}]";
/// The beginning of action: never in capitals, like a cue or heading.
const NOT_SHOUTED: &str = r"(A |[\p{Lu}\p{Lo}][\p{Ll}\p{Lo}'’])";

/// A place inside a scene at which writing goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Speeches begun so far.
    pub(super) speeches: usize,
    /// Who spoke last.
    pub(super) speaker: Option<usize>,
    pub(super) block: Block,
}

/// What stands last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Block {
    /// Nothing yet.
    #[default]
    None,
    /// A paragraph of action, with so many whole sentences and so many characters of the next.
    Action(Open),
    /// A speech, the same; a cue alone has no sentence and no character.
    Speech(Open),
}

/// How far a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) sentences: usize,
    /// Characters of a sentence that is not over.
    pub(super) chars: usize,
}

impl Open {
    /// Where a paragraph stands. Sentences end with a full stop, or several.
    fn of(text: &str) -> Self {
        let end = text.rfind(['.', '!', '?']).map_or(0, |at| at + 1);
        let ends = text[..end].split_inclusive(['.', '!', '?']).filter(|part| part.len() > 1).count();
        Self { sentences: ends, chars: text[end..].trim_start().chars().count() }
    }
}

impl Place {
    /// Where a scene's text stands.
    pub(super) fn of(text: &str, names: &[String]) -> Self {
        let mut place = Self::default();
        for block in text.split("\n\n").filter(|block| !block.is_empty()) {
            let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
            place.block = match names.iter().position(|name| name == first) {
                Some(speaker) => {
                    place.speeches += 1;
                    place.speaker = Some(speaker);
                    let (aside, said) = rest.split_once('\n').unwrap_or((rest, ""));
                    Block::Speech(Open::of(if aside.starts_with('(') { said } else { rest }))
                }
                None => Block::Action(Open::of(block)),
            };
        }
        place
    }
}

/// The same grammar without letters that have no capitals (Chinese, Arabic …), for stories that have none:
/// models that were taught such languages slip into them.
pub(super) fn cased_only(grammar: &str) -> String {
    grammar.replace(r"\p{Lo}", "").replace("[^.!?", r"[^\p{Lo}.!?")
}

/// One person with a phrase, from where the text stands: `Otto, the retired boxer.`
pub(super) fn person(text: &str) -> Option<String> {
    if text.ends_with('.') {
        return None;
    }
    let start = if text.is_empty() { "[A-Z][a-z]{2,9}, (the|a|an|his|her|their) [a-z]" } else { "" };
    Some(format!("start: P\nP: /{start}[^{FORBIDDEN}]{{5,110}}\\./"))
}

/// One step of a story after its number, from where its text stands: what happens and what stands
/// against it.
pub(super) fn step(lead: &str, budget: &Budget, text: &str) -> Option<String> {
    if text.is_empty() {
        let Bounds { least, most } = budget.note_chars;
        let first = format!("SR: /[^{FORBIDDEN}]{{{least},{most}}}[.]/");
        let second = statement("S", budget.note_chars);
        return Some(format!("start: {} SR \" \" S\n{first}\n{second}", literal(lead)));
    }
    paragraph(text, Bounds { least: 2, most: 2 }, budget.note_chars)
}

/// A paragraph of prose.
pub(super) fn prose(budget: &Budget, text: &str) -> Option<String> {
    paragraph(text, budget.sentences, budget.sentence_chars)
}

/// One beat after its number: a title on a line, and a sentence.
pub(super) fn beat(budget: &Budget, text: &str) -> Option<String> {
    let title = format!("[^{FORBIDDEN},]");
    if let Some((_, said)) = text.split_once('\n') {
        return paragraph(said, Bounds { least: 1, most: 1 }, budget.note_chars);
    }
    let capital = if text.is_empty() { CAPITAL } else { "" };
    let title = format!("T: /{capital}{title}{{2,38}}/");
    Some(format!("start: T \"\\n\" S\n{title}\n{}", sentence("S", budget.note_chars)))
}

/// The rest of a paragraph of so many sentences; `None` if it has them all.
fn paragraph(text: &str, sentences: Bounds, chars: Bounds) -> Option<String> {
    let open = Open::of(text);
    if open.sentences >= sentences.most && open.chars == 0 {
        return None;
    }
    let mut rules = lines(open, sentences.least, sentences.most, "S", "");
    rules.push_str(&terminals("S", chars, open));
    Some(rules)
}

/// The rest of a scene after its heading, from a place in it.
pub(super) fn scene(names: &[String], budget: &Budget, place: &Place) -> String {
    let Bounds { least, most } = budget.speeches;
    let mut rules = match place.block {
        Block::None => "start: action \"\\n\\n\" next0_x\n".to_owned(),
        Block::Action(open) => lines(open, 1, MOST_SENTENCES, "A", "after_action"),
        Block::Speech(open) => lines(open, 1, MOST_SENTENCES, "D", "after_speech"),
    };
    let at = place.speeches.min(most);
    let last = place.speaker.map_or("x".to_owned(), |speaker| speaker.to_string());
    // The rule after a finished block; it ends where the scene may.
    let mut after = |name: &str, speeches: usize, last: &str, may_act: bool| {
        let mut ways = Vec::new();
        if speeches < most {
            ways.push(format!("\"\\n\\n\" next{speeches}_{last}"));
            if may_act {
                ways.push(format!("\"\\n\\n\" action \"\\n\\n\" next{speeches}_{last}"));
            }
        }
        if speeches >= least {
            ways.push("\"\"".to_owned());
            if may_act {
                ways.push("\"\\n\\n\" action".to_owned());
            }
        }
        let _ = writeln!(rules, "{name}: {}", ways.join(" | "));
    };
    match place.block {
        Block::Action(_) => after("after_action", at, &last, false),
        Block::Speech(_) => after("after_speech", at, &last, true),
        Block::None => {}
    }
    for speeches in at + 1..=most {
        for speaker in 0..names.len() {
            after(&format!("said{speeches}_{speaker}"), speeches, &speaker.to_string(), true);
        }
    }
    speakers(&mut rules, names.len(), at, most, &last);
    for (speaker, name) in names.iter().enumerate() {
        let _ = writeln!(rules, "cue{speaker}: {}", literal(&format!("{name}\n")));
    }
    let more = MOST_SENTENCES - 1;
    let _ = writeln!(rules, "action: A (\" \" A){{0,{more}}}");
    let _ = writeln!(rules, "say: D (\" \" D){{0,{more}}}");
    let _ = writeln!(rules, "aside: (P \"\\n\")? say");
    rules.push_str("P: /\\([a-z][a-z ,']{3,20}\\)/\n");
    let (open_action, open_speech) = match place.block {
        Block::Action(open) => (open, Open { sentences: 0, chars: 0 }),
        Block::Speech(open) => (Open { sentences: 0, chars: 0 }, open),
        Block::None => (Open { sentences: 0, chars: 0 }, Open { sentences: 0, chars: 0 }),
    };
    rules.push_str(&action_terminals(budget.sentence_chars, open_action));
    rules.push_str(&terminals(
        "D",
        Bounds { least: 0, most: budget.sentence_chars.most.min(120) },
        open_speech,
    ));
    rules
}

/// Who may speak next: anybody but whoever spoke last, unless there is only one.
fn speakers(rules: &mut String, names: usize, from: usize, most: usize, first: &str) {
    for speeches in from..most {
        // Left to itself a small model whispers every line.
        let say = if speeches % ASIDE == ASIDE - 1 { "aside" } else { "say" };
        let lasts: Vec<String> = if speeches == from {
            vec![first.to_owned()]
        } else {
            (0..names).map(|speaker| speaker.to_string()).collect()
        };
        for last in lasts {
            let ways: Vec<String> = (0..names)
                .filter(|speaker| names == 1 || speaker.to_string() != last)
                .map(|speaker| format!("cue{speaker} {say} said{}_{speaker}", speeches + 1))
                .collect();
            let _ = writeln!(rules, "next{speeches}_{last}: {}", ways.join(" | "));
        }
    }
}

/// `start`: the rest of a paragraph that may be in the middle of a sentence, then `then`.
fn lines(open: Open, least: usize, most: usize, terminal: &str, then: &str) -> String {
    let first = match open {
        Open { sentences: 0, chars: 0 } => terminal.to_owned(),
        Open { chars: 0, .. } => String::new(),
        Open { .. } => format!("{terminal}R"),
    };
    let done = open.sentences + usize::from(!first.is_empty());
    let (least, most) = (least.saturating_sub(done), most.saturating_sub(done));
    let more = if most == 0 { String::new() } else { format!("(\" \" {terminal}){{{least},{most}}}") };
    // A rule needs something in it.
    let end = if first.is_empty() && most == 0 && then.is_empty() { "\"\"" } else { then };
    format!("start: {first} {more} {end}\n")
}

/// A sentence, and with `R` the rest of one that is open.
fn terminals(name: &str, chars: Bounds, open: Open) -> String {
    let left = Bounds { least: 0, most: chars.most.saturating_sub(open.chars).max(30) };
    format!("{}\n{}\n", sentence(name, chars), rest(&format!("{name}R"), left))
}

fn action_terminals(chars: Bounds, open: Open) -> String {
    let Bounds { least, most } = chars;
    let left = Bounds { least: 0, most: most.saturating_sub(open.chars).max(30) };
    format!("A: /{NOT_SHOUTED}[^{FORBIDDEN}]{{{least},{most}}}[.]/\n{}\n", rest("AR", left))
}

/// A sentence that states something.
fn statement(name: &str, Bounds { least, most }: Bounds) -> String {
    format!("{name}: /{CAPITAL}[^{FORBIDDEN}]{{{least},{most}}}[.]/")
}

fn sentence(name: &str, Bounds { least, most }: Bounds) -> String {
    format!("{name}: /{CAPITAL}[^{FORBIDDEN}]{{{least},{most}}}(\\.\\.\\.|[.!?])/")
}

fn rest(name: &str, Bounds { least, most }: Bounds) -> String {
    format!("{name}: /[^{FORBIDDEN}]{{{least},{most}}}(\\.\\.\\.|[.!?])/")
}

/// A text as a literal of the grammar.
fn literal(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        vec!["MARA".into(), "TOM".into()]
    }

    fn place(text: &str) -> Place {
        Place::of(text, &names())
    }

    const fn open(sentences: usize, chars: usize) -> Open {
        Open { sentences, chars }
    }

    #[test]
    fn a_text_tells_where_it_stands() {
        assert_eq!(place(""), Place::default());
        assert_eq!(place("Rain. The lamp").block, Block::Action(open(1, 8)));
        let cue = place("Rain falls.\n\nMARA\n");
        assert_eq!(cue, Place { speeches: 1, speaker: Some(0), block: Block::Speech(open(0, 0)) });
        assert_eq!(place("Rain.\n\nTOM\n(softly)\nNo... wait. I").block, Block::Speech(open(2, 1)));
        let after = place("Rain.\n\nMARA\nNo.\n\nTOM\nYes?\n\nHe leaves.");
        assert_eq!(after, Place { speeches: 2, speaker: Some(1), block: Block::Action(open(1, 0)) });
    }

    #[test]
    fn a_story_in_letters_with_capitals_stays_in_them() {
        let grammar = scene(&names(), &Budget::default(), &Place::default());
        assert!(grammar.contains(r"[\p{Lu}\p{Lo}]"));
        let cased = cased_only(&grammar);
        assert_eq!(cased.matches(r"\p{Lo}").count(), grammar.matches("[^.!?").count());
        assert!(!cased.contains(r"[\p{Lu}\p{Lo}]"), "{cased}");
    }

    #[test]
    fn a_finished_paragraph_asks_for_nothing_more() {
        let budget = Budget::default();
        assert_eq!(step("But ", &budget, "But it rains. They wait."), None);
        assert!(step("But ", &budget, "But it rains. They").is_some());
        assert_eq!(beat(&budget, "The Rain\nIt falls."), None);
        assert!(beat(&budget, "The").is_some());
        assert_eq!(prose(&Budget::tiny(), "One. Two."), None);
    }

    #[test]
    fn nobody_answers_himself_while_there_is_another() {
        let grammar = scene(&names(), &Budget::default(), &place("Rain.\n\nMARA\nNo."));
        assert!(grammar.contains("next1_0: cue1 say said2_1\n"), "{grammar}");
        let alone = scene(&names()[..1], &Budget::default(), &Place::default());
        assert!(alone.contains("next0_x: cue0 say said1_0\n"), "{alone}");
    }
}
