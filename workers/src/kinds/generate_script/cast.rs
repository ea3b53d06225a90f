//! Cue names: what stands above a speech. Made from profile names, or by the model for a story
//! without a cast.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::examples;
use crate::kinds::quote::{clipped, plain};

/// Most people one story is told with.
pub(super) const MOST: usize = 8;

/// Somebody who can speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Person {
    /// The name, as prose has it.
    pub(super) name: String,
    /// The name above a speech, in capitals.
    pub(super) cue: String,
    /// Who they are, in a phrase.
    pub(super) who: String,
}

impl Person {
    pub(super) fn new(name: &str, who: &str) -> Self {
        Self { name: clipped(&plain(name), 40), cue: cue(name), who: who.to_owned() }
    }
}

/// A name as a cue: in capitals, without anything Fountain or a grammar could misread. Empty if nothing
/// is left.
pub(super) fn cue(name: &str) -> String {
    // Some letters become several in capitals, and not all of those are letters.
    let kept: String = plain(&plain(name).to_uppercase())
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, ' ' | '\'' | '-') { c } else { ' ' })
        .collect();
    let joined = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = joined.trim_matches(|c: char| !c.is_alphanumeric());
    if trimmed.chars().any(char::is_alphabetic) {
        clipped(trimmed, 28).trim_end_matches('…').trim_end().to_owned()
    } else {
        String::new()
    }
}

/// Takes doubles and the nameless out, and makes sure that there are two to talk to each other.
pub(super) fn settled(people: Vec<Person>) -> Vec<Person> {
    let mut settled: Vec<Person> = Vec::new();
    for person in people {
        let double = settled.iter().any(|known| known.cue == person.cue || known.who == person.who);
        if !person.cue.is_empty() && !double && settled.len() < MOST {
            settled.push(person);
        }
    }
    for (name, who) in [("Stranger", "a stranger"), ("Neighbour", "somebody from next door")] {
        let person = Person::new(name, who);
        if settled.len() < 2 && settled.iter().all(|known| known.cue != person.cue) {
            settled.push(person);
        }
    }
    settled
}

/// How many different people have a name that can be a cue.
pub(super) fn named(people: &[Person]) -> usize {
    let cues: BTreeSet<&str> = people.iter().map(|person| person.cue.as_str()).collect();
    cues.iter().filter(|cue| !cue.is_empty()).count()
}

/// The examples' names are copied easily; whoever got one gets another, unless the story itself has it.
pub(super) fn renamed(people: Vec<Person>, story: &str, seed: u64) -> Vec<Person> {
    /// Names that go with any pronoun.
    const OTHERS: [&str; 12] =
        ["Noor", "Robin", "Sasha", "Kim", "Jules", "Noa", "Alex", "Ren", "Mika", "Lou", "Ari", "Dana"];
    let mut at = usize::try_from(seed % 12).unwrap_or(0);
    let rename = |person: Person| {
        if !examples::NAMES.contains(&person.name.as_str()) || story.contains(&person.name) {
            return person;
        }
        at += 1;
        Person::new(OTHERS[at % OTHERS.len()], &person.who)
    };
    people.into_iter().map(rename).collect()
}

/// The people's lines in a prompt.
pub(super) fn lines(people: &[Person]) -> String {
    people.iter().map(|person| format!("{}, {}.", person.name, person.who)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cue_is_the_name_in_capitals() {
        for (name, cued) in [
            ("Mara", "MARA"),
            ("Dr. Ian O'Neil (Jr.)", "DR IAN O'NEIL JR"),
            ("  Jean-Luc\n", "JEAN-LUC"),
            ("李雷", "李雷"),
            ("straße", "STRASSE"),
            ("R2 D2", "R2 D2"),
            ("42", ""),
            ("@#!", ""),
        ] {
            assert_eq!(cue(name), cued);
        }
    }

    #[test]
    fn there_are_always_two_different_people() {
        let person = |name: &str| Person::new(name, &format!("called {name}"));
        let cues = |people: Vec<Person>| -> Vec<String> {
            settled(people).into_iter().map(|person| person.cue).collect()
        };
        assert_eq!(cues(vec![]), ["STRANGER", "NEIGHBOUR"]);
        assert_eq!(cues(vec![person("Mara"), person("MARA"), person("!")]), ["MARA", "STRANGER"]);
        assert_eq!(cues(vec![person("Stranger")]), ["STRANGER", "NEIGHBOUR"]);
        let twins = vec![Person::new("Mika", "the baker"), Person::new("Ari", "the baker")];
        assert_eq!(cues(twins), ["MIKA", "STRANGER"]);
        assert_eq!(cues((0..20).map(|n| person(&format!("a{n}"))).collect()).len(), MOST);
    }

    #[test]
    fn names_copied_from_the_examples_are_replaced() {
        let person = |name: &str| Person::new(name, "x");
        let people = renamed(vec![person("Vera"), person("Mara"), person("Otto")], "Otto's shop", 7);
        let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
        assert!(names[0] != "Vera" && names[1..] == ["Mara", "Otto"], "{names:?}");
        assert_eq!(named(&[person("Mara"), person("MARA"), person("?")]), 1);
    }

    proptest! {
        #[test]
        fn a_cue_holds_nothing_that_a_grammar_could_misread(name in "\\PC{0,60}") {
            let cue = cue(&name);
            prop_assert!(cue.chars().count() <= 28);
            prop_assert!(cue.chars().all(|c| c.is_alphanumeric() || " '-".contains(c)));
        }
    }
}
