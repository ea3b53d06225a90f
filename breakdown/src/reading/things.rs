//! Things that a close shot can be about, and those that fit in a hand.

use crate::text::is_form;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What somebody can hold.
const HELD: &str = "\
    letter envelope note telegram postcard photograph photo picture map chart book bible diary notebook \
    journal logbook ledger newspaper magazine file folder document contract ticket passport card badge \
    medal gun pistol revolver rifle shotgun knife dagger blade sword axe hammer wrench screwdriver shovel \
    spade saw scissors spear crowbar bullet grenade detonator handcuffs phone cellphone receiver recorder \
    walkie-talkie camera microphone tablet key ring necklace locket pendant amulet brooch watch stopwatch \
    coin wallet money glass bottle flask vial jar cup mug goblet teacup bowl plate spoon fork wine \
    cigarette cigar pipe pen pencil brush lighter match candle lantern torch flashlight lamp bag suitcase \
    briefcase backpack satchel box package parcel basket bucket doll toy ball mask crown handkerchief \
    scarf blanket flag syringe pill rope chain flower rose bouquet apple orange bread loaf cake sandwich \
    egg violin guitar fiddle trumpet flute drum compass sextant telescope binoculars skull bone feather \
    diamond laptop tape cassette tool umbrella clipboard stethoscope scalpel tray gavel lasso whip shield canteen \
    helmet pan pot ladle pitcher jug towel rag broom mop pitchfork bow arrow cane saxophone harmonica banjo cello \
    accordion tambourine scanner bandage dossier rosary kettle handbag crutch paper";

/// What is looked at where it is.
const FIXED: &str = "\
    telephone radio mirror clock door handle lock switch button lever screen monitor computer television \
    piano blood footprint wheel gauge";

/// Words that stand for other things in phrases, and only count when they are nouns for sure.
const DOUBTFUL: &str = "\
    pan whip mop bow watch ring note match lock box picture tape handle switch file chart card pipe ball mask flag saw \
    hammer toy drum brush orange crown chain blade lever tool screen";

/// Words that a noun follows.
const BEFORE_NOUNS: &str = "a an the his her their my your this that its old small big gold silver pocket wrist little rusty wooden black long";

fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// All things by their first byte, with whether they fit in a hand: a text is as long as it likes.
static THINGS: LazyLock<HashMap<u8, Vec<(&str, bool)>>> = LazyLock::new(|| {
    let mut all: HashMap<u8, Vec<(&str, bool)>> = HashMap::new();
    let held = HELD.split_whitespace().map(|thing| (thing, true));
    for (thing, held) in held.chain(FIXED.split_whitespace().map(|thing| (thing, false))) {
        all.entry(thing.as_bytes()[0]).or_default().push((thing, held));
    }
    all
});

fn is_thing(words: &[String], at: usize, thing: &str) -> bool {
    let word = words[at].as_str();
    let noun = || at.checked_sub(1).is_some_and(|before| holds(BEFORE_NOUNS, &words[before]));
    let doubtful = holds(DOUBTFUL, thing);
    let named = word == thing || thing != "glass" && word.strip_suffix('s') == Some(thing);
    let bent = || thing.len() > 4 && thing != "glass" && is_form(word, thing) && !word.ends_with("ing");
    (named && (!doubtful || noun())) || (!doubtful && bent())
}

/// The last thing the words name: a sentence leads up to what matters.
pub(super) fn named(words: &[String]) -> Option<&'static str> {
    (0..words.len()).rev().find_map(|at| thing_at(words, at, false))
}

/// Whether the first thing that fits in a hand is one that was there before: `the lantern`, not `a lantern`
/// or `his lantern`.
pub(super) fn is_known(words: &[String]) -> bool {
    let Some(at) = (0..words.len()).find(|at| thing_at(words, *at, true).is_some()) else { return false };
    let lead = words[..at].iter().rev().take(3).find(|word| {
        ["a", "an", "the", "his", "her", "their", "another", "its", "my"].contains(&word.as_str())
    });
    lead.is_some_and(|lead| lead == "the")
}

/// The first thing the words name that fits in a hand.
pub(super) fn held(words: &[String]) -> Option<&'static str> {
    (0..words.len()).find_map(|at| thing_at(words, at, true))
}

fn thing_at(words: &[String], at: usize, in_hand: bool) -> Option<&'static str> {
    let near = THINGS.get(words[at].as_bytes().first()?)?.iter();
    near.filter(|(_, held)| *held || !in_hand)
        .map(|(thing, _)| *thing)
        .find(|thing| is_thing(words, at, thing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        crate::text::words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn no_thing_is_listed_twice_and_every_doubtful_one_is_a_thing() {
        let all: Vec<&str> = HELD.split_whitespace().chain(FIXED.split_whitespace()).collect();
        let once: std::collections::BTreeSet<&&str> = all.iter().collect();
        assert_eq!(once.len(), all.len());
        for word in DOUBTFUL.split_whitespace() {
            assert!(all.contains(&word), "{word}");
        }
    }

    #[test]
    fn every_thing_is_found_by_its_name_and_in_the_plural() {
        for thing in HELD.split_whitespace().chain(FIXED.split_whitespace()) {
            assert_eq!(named(&of(&format!("There is the {thing}."))), Some(thing));
            if thing != "glass" {
                let many = named(&of(&format!("There are the {thing}s.")));
                assert_eq!(many, Some(thing), "{thing}s");
            }
        }
    }

    #[test]
    fn only_what_fits_in_a_hand_is_held() {
        for thing in FIXED.split_whitespace() {
            assert_eq!(held(&of(&format!("He takes the {thing}."))), None, "{thing}");
        }
        for thing in HELD.split_whitespace() {
            assert_eq!(held(&of(&format!("He takes the {thing}."))), Some(thing));
        }
    }

    #[test]
    fn a_word_that_is_a_verb_too_counts_only_behind_an_article() {
        for (text, thing) in [
            ("They watch the rain.", None),
            ("The old watch has stopped.", Some("watch")),
            ("His pocket watch ticks.", Some("watch")),
            ("They ring twice.", None),
            ("A ring lies there.", Some("ring")),
            ("They box in silence.", None),
            ("The stakes match.", None),
            ("A match flares.", Some("match")),
        ] {
            assert_eq!(named(&of(text)), thing, "{text}");
        }
    }

    #[test]
    fn the_last_thing_is_what_the_sentence_leads_to_and_the_first_is_held() {
        let words = of("With the knife she opens the envelope.");
        assert_eq!((named(&words), held(&words)), (Some("envelope"), Some("knife")));
        assert_eq!((named(&[]), held(&[])), (None, None));
    }

    #[test]
    fn glasses_on_a_nose_are_no_glass() {
        assert_eq!(named(&of("She takes off her glasses.")), None);
        assert_eq!(named(&of("She lifts the glass.")), Some("glass"));
    }
}
