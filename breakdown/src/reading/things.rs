//! Things that a close shot can be about, and those that fit in a hand.

use crate::text::is_form;

/// Things, with whether somebody can hold them.
const THINGS: &[(&str, bool)] = &[
    ("letter", true),
    ("envelope", true),
    ("note", true),
    ("telegram", true),
    ("photograph", true),
    ("photo", true),
    ("picture", true),
    ("map", true),
    ("book", true),
    ("diary", true),
    ("notebook", true),
    ("logbook", true),
    ("newspaper", true),
    ("file", true),
    ("folder", true),
    ("document", true),
    ("ticket", true),
    ("passport", true),
    ("gun", true),
    ("pistol", true),
    ("revolver", true),
    ("rifle", true),
    ("shotgun", true),
    ("knife", true),
    ("dagger", true),
    ("sword", true),
    ("axe", true),
    ("bullet", true),
    ("badge", true),
    ("handcuffs", true),
    ("phone", true),
    ("telephone", false),
    ("radio", false),
    ("receiver", true),
    ("recorder", true),
    ("camera", true),
    ("key", true),
    ("ring", true),
    ("necklace", true),
    ("locket", true),
    ("watch", true),
    ("coin", true),
    ("wallet", true),
    ("money", true),
    ("glass", true),
    ("bottle", true),
    ("cup", true),
    ("mug", true),
    ("wine", true),
    ("cigarette", true),
    ("lighter", true),
    ("match", true),
    ("candle", true),
    ("lantern", true),
    ("torch", true),
    ("flashlight", true),
    ("lamp", true),
    ("bag", true),
    ("suitcase", true),
    ("briefcase", true),
    ("box", true),
    ("package", true),
    ("doll", true),
    ("toy", true),
    ("mirror", false),
    ("clock", false),
    ("door", false),
    ("handle", false),
    ("lock", false),
    ("switch", false),
    ("button", false),
    ("screen", false),
    ("monitor", false),
    ("syringe", true),
    ("pill", true),
    ("rope", true),
    ("flower", true),
    ("rose", true),
    ("cake", true),
    ("violin", true),
    ("guitar", true),
    ("piano", false),
    ("compass", true),
    ("medal", true),
    ("blood", false),
    ("footprint", false),
    ("spoon", true),
    ("plate", true),
    ("menu", true),
    ("laptop", true),
    ("tape", true),
];

/// Words that stand for other things in phrases, and only count when they are nouns for sure.
const DOUBTFUL: &[&str] =
    &["watch", "ring", "note", "match", "lock", "box", "picture", "tape", "handle", "switch", "file"];

fn is_thing(words: &[String], at: usize, thing: &str) -> bool {
    let word = words[at].as_str();
    let noun = || {
        let before = at.checked_sub(1).map(|at| words[at].as_str());
        let article = [
            "a", "an", "the", "his", "her", "their", "this", "that", "its", "old", "small", "gold", "silver",
        ];
        before.is_some_and(|before| article.contains(&before))
    };
    (word == thing || thing != "glass" && word == format!("{thing}s"))
        && (!DOUBTFUL.contains(&thing) || noun())
        || thing.len() > 4
            && thing != "glass"
            && !DOUBTFUL.contains(&thing)
            && is_form(word, thing)
            && !word.ends_with("ing")
}

/// The last thing the words name: a sentence leads up to what matters.
pub(super) fn named(words: &[String]) -> Option<&'static str> {
    (0..words.len()).rev().find_map(|at| thing_at(words, at)).map(|(thing, _)| thing)
}

/// The first thing the words name that fits in a hand.
pub(super) fn held(words: &[String]) -> Option<&'static str> {
    (0..words.len()).filter_map(|at| thing_at(words, at)).find(|(_, held)| *held).map(|(thing, _)| thing)
}

fn thing_at(words: &[String], at: usize) -> Option<(&'static str, bool)> {
    THINGS.iter().copied().find(|(thing, _)| is_thing(words, at, thing))
}
