//! What a sentence of action asks of the camera: who comes, what moves, which thing matters, how bodies
//! are held.

mod things;
mod verbs;

use crate::text::{any, is_form};
use domain::scene::shot::Pose;

/// How the frame moves with the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Travel {
    /// Along the ground, across the frame.
    Across,
    /// Towards something.
    Towards,
    /// Away.
    Away,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}

/// One sentence, read.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent observations of one sentence")]
pub(crate) struct Reading {
    /// Somebody comes in.
    pub(crate) entrance: bool,
    /// Somebody goes.
    pub(crate) exit: bool,
    /// Somebody travels.
    pub(crate) travel: Option<Travel>,
    /// The thing it singles out.
    pub(crate) thing: Option<&'static str>,
    /// The thing somebody holds from now on.
    pub(crate) holds: Option<&'static str>,
    /// That thing is one that was there before, `the lantern`: whoever had it has it no more.
    pub(crate) moves: bool,
    /// Somebody lets go of what they hold.
    pub(crate) drops: bool,
    /// Somebody gives the named thing to somebody.
    pub(crate) gives: Option<&'static str>,
    /// Somebody gives away what they hold: `hands it to him`, `hands him one`.
    pub(crate) gives_it: bool,
    /// Somebody plays, and it is not said on what.
    pub(crate) plays: bool,
    /// There is something to sit on.
    pub(crate) seat: bool,
    /// A face says it.
    pub(crate) face: bool,
    /// Blows, shots.
    pub(crate) violence: bool,
    /// Somebody is above.
    pub(crate) power: bool,
    /// Somebody is beneath.
    pub(crate) weakness: bool,
    /// Nothing stands straight.
    pub(crate) unease: bool,
    /// What the body does.
    pub(crate) pose: Option<Pose>,
}

/// Ways to come, with a particle.
const COMING: &[&str] = &["come", "step", "walk", "burst", "slip", "climb"];
/// Ways to go, with a particle.
const GOING: &[&str] = &["go", "walk", "run", "step", "storm"];

/// What somebody sits on that stands on the ground.
const SEATS: &str = "\
    chair bench stool crate box barrel trunk throne pew log stump table steps step wall rock stone boulder sofa \
    couch swing bleachers bed hammock wheelchair bucket suitcase porch doorstep stoop boat cart wagon car truck \
    carriage cab fence railing gate";

/// Words before a noun that could be a verb: `the steps`, `his hand`.
const DETERMINERS: &[&str] = &[
    "a", "an", "the", "his", "her", "their", "its", "my", "your", "this", "that", "one", "both", "each",
    "every",
];

fn is_seat(word: &str) -> bool {
    SEATS.split_whitespace().any(|seat| word == seat || word.strip_suffix('s') == Some(seat))
}

/// The words without verbs that are denied: who does not sit stands.
fn affirmed(words: &[String]) -> Vec<String> {
    let denied = |at: usize| {
        let before = at.checked_sub(1).map(|before| words[before].as_str());
        before.is_some_and(|before| matches!(before, "not" | "never" | "cannot") || before.ends_with("n't"))
    };
    (0..words.len()).filter(|at| !denied(*at)).map(|at| words[at].clone()).collect()
}

/// Whether a verb is there, and not the noun that is spelt the same.
fn acts(words: &[String], verbs: &[&str]) -> bool {
    last(words, verbs).is_some()
}

/// Where the last of these verbs stands.
fn last(words: &[String], verbs: &[&str]) -> Option<usize> {
    (0..words.len()).rev().find(|at| is_verb(words, *at, verbs))
}

/// Where the first of these verbs stands.
fn first(words: &[String], verbs: &[&str]) -> Option<usize> {
    (0..words.len()).find(|at| is_verb(words, *at, verbs))
}

fn is_verb(words: &[String], at: usize, verbs: &[&str]) -> bool {
    let noun = at.checked_sub(1).is_some_and(|before| DETERMINERS.contains(&words[before].as_str()));
    !noun && verbs.iter().any(|verb| is_form(&words[at], verb))
}

/// Reads one sentence of action, or one clause of it.
pub(crate) fn read(text: &str, words: &[String]) -> Reading {
    let words = &affirmed(words)[..];
    // Who steps out of a house steps into the picture.
    let out_of = words.windows(2).any(|pair| pair[0] == "out" && pair[1] == "of");
    let thing = things::named(words);
    let held = things::held(words);
    let shouted = thing.is_some_and(|thing| text.contains(&thing.to_uppercase()));
    let handled = acts(words, verbs::HANDLE) || acts(words, verbs::REGARD);
    let lies = any(
        words,
        &["lie", "rest", "gleam", "glint", "ring", "buzz", "vibrate", "hang", "rattle", "tick", "turn"],
    );
    // Many of a kind are a crowd; one is a thing.
    let starts = thing.is_some_and(|thing| words.iter().take(3).any(|word| word == thing));
    let named = held.is_some() || any(words, &["it", "them"]);
    let lets_go = last(words, verbs::DROP).or_else(|| last(words, verbs::PUT)).filter(|_| named);
    let drops = lets_go.is_some() || pair(words, &["put", "set", "lay"], &["down", "aside"]);
    // `picks up the bucket and drops it`: what is let go of last is not held.
    let kept =
        !lets_go.is_some_and(|at| words.get(at + 1).is_some_and(|next| next == "it" || next == "them"));
    let singled = shouted || handled || (starts && (lies || (held.is_some() && words.len() <= 6)));
    let in_hand = pair(words, &["in"], &["hand", "hands", "arms", "lap", "fist"]);
    let taken = first(words, verbs::TAKE)
        .into_iter()
        .chain(first(words, verbs::USE))
        .chain(first(words, &["with", "hold", "held", "carry", "clutch", "grip", "wield", "aim", "point"]))
        .min();
    // What is taken stands behind the verb: who holds out a hand behind a mask holds no mask.
    let taken = taken.filter(|at| words.get(at + 1).is_none_or(|next| next != "it" && next != "them"));
    let taken = taken.and_then(|at| things::held(&words[at + 1..]));
    let taken = if in_hand { held } else { taken };
    Reading {
        entrance: any(words, verbs::ENTER)
            || pair(words, COMING, &["in", "inside", "into"])
            || pair(words, &["come"], &["out", "back", "through"])
            || (out_of && any(words, COMING)),
        exit: any(words, verbs::EXIT) || (!out_of && pair(words, GOING, &["out", "off", "away"])),
        // Who falls travels; a thing that falls is only dropped.
        travel: travel(words).filter(|_| !starts),
        thing: thing.filter(|_| singled),
        holds: taken.filter(|_| kept),
        moves: taken.is_some() && (things::is_known(words) || any(words, &["from"])),
        drops,
        gives_it: held.is_none() && any(words, &["it", "one"]) && acts(words, verbs::GIVE),
        plays: held.is_none() && acts(words, &["play"]),
        gives: held.filter(|_| acts(words, verbs::GIVE)),
        seat: !any(words, &["roof", "hood", "bonnet", "fender"]) && words.iter().any(|word| is_seat(word)),
        face: any(words, verbs::FACE),
        violence: any(words, verbs::VIOLENCE),
        power: any(words, verbs::POWER),
        weakness: any(words, verbs::WEAKNESS),
        unease: any(words, verbs::UNEASE),
        pose: verbs::pose(words),
    }
}

/// A verb with a particle within the two words after it.
fn pair(words: &[String], verbs: &[&str], particles: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        verbs.iter().any(|verb| is_form(word, verb))
            && words[at + 1..].iter().take(2).any(|next| particles.contains(&next.as_str()))
    })
}

fn travel(words: &[String]) -> Option<Travel> {
    if any(words, &["climb", "ascend", "soar"]) && !any(words, &["down"]) {
        Some(Travel::Up)
    } else if any(words, &["fall", "descend", "plunge", "sink", "tumble"]) {
        Some(Travel::Down)
    } else if any(words, &["approach", "advance", "near"])
        || pair(words, &["walk", "step", "move", "come", "ride"], &["towards", "toward", "closer"])
    {
        Some(Travel::Towards)
    } else if any(words, &["retreat", "recede"])
        || pair(words, &["walk", "back", "ride", "drive"], &["away", "off"])
    {
        Some(Travel::Away)
    } else if any(words, verbs::TRAVEL)
        || pair(words, &["come", "roll", "pass"], &["along", "past", "by", "across"])
    {
        Some(Travel::Across)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Reading {
        let words: Vec<String> = crate::text::words(text).into_iter().map(|word| word.text).collect();
        read(text, &words)
    }

    #[test]
    fn a_thing_is_singled_out_when_somebody_handles_it_or_it_speaks_for_itself() {
        assert_eq!(of("Mara picks up the letter.").thing, Some("letter"));
        assert_eq!(of("The phone rings.").thing, Some("phone"));
        assert_eq!(of("On the table: a KEY.").thing, Some("key"));
        assert_eq!(of("Tom stands beside the door with no key in sight of anyone.").thing, None);
        assert_eq!(of("She grabs the keys.").thing, Some("key"));
    }

    #[test]
    fn comings_and_goings_and_travel_are_seen() {
        assert!(of("Tom bursts in.").entrance && of("ELIAS enters.").entrance);
        assert!(of("She storms out.").exit && !of("She looks out.").exit);
        assert_eq!(of("They run across the square.").travel, Some(Travel::Across));
        assert_eq!(of("He steps closer.").travel, Some(Travel::Towards));
        assert_eq!(of("She climbs the ladder.").travel, Some(Travel::Up));
        assert_eq!(of("She waits.").travel, None);
    }

    #[test]
    fn bodies_take_the_pose_of_their_verb() {
        for (text, pose) in [
            ("Tom sits by the fire.", Pose::Sit),
            ("Mara kneels.", Pose::Kneel),
            ("He aims the gun.", Pose::Aim),
            ("She reads the letter.", Pose::Read),
            ("He sprints.", Pose::Run),
            ("She holds a lantern.", Pose::Hold),
            ("Anna phones Ben.", Pose::Phone),
            ("She answers the phone.", Pose::Phone),
            ("He chops onions.", Pose::Hold),
        ] {
            assert_eq!(of(text).pose, Some(pose), "{text}");
        }
        for text in ["It is dark.", "Her phone buzzes.", "The telephone rings."] {
            assert_eq!(of(text).pose, None, "{text}");
        }
    }

    #[test]
    fn what_is_taken_is_held_until_it_is_put_down() {
        assert_eq!(of("Tom takes the lantern.").holds, Some("lantern"));
        assert!(of("He puts it down.").drops);
        assert_eq!(of("The lantern burns.").holds, None);
        assert_eq!(of("He runs, a wrench in his hand.").holds, Some("wrench"));
    }

    #[test]
    fn a_thing_that_falls_or_somebody_who_gets_up_does_not_travel() {
        assert_eq!(of("The locket falls from her hand.").travel, None);
        assert_eq!(of("Anna rises.").travel, None);
        assert_eq!(of("Anna falls down the stairs.").travel, Some(Travel::Down));
    }
}
