//! Who does what in one sentence: `Lena leans on the fender while Elias kneels` is two people in two poses,
//! and in `He runs into Lena, who holds an umbrella` the umbrella is hers.

use crate::beats::People;
use crate::reading::{Reading, read};
use crate::text::words;
use domain::character::look::Presenting;
use domain::scene::shot::Pose;

/// What some people do in one clause.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Act {
    /// Who; the first does it, the others too as far as bodies go.
    pub(crate) who: Vec<usize>,
    pub(crate) reading: Reading,
    /// Who is given the thing.
    pub(crate) receiver: Option<usize>,
}

/// Words behind which a name begins a clause of its own.
const JOINTS: &[&str] = &["and", "while", "as", "but", "then", "when", "where", "whereas"];

/// A stretch of a sentence with those it is about.
struct Clause {
    who: Vec<usize>,
    from: usize,
    to: usize,
}

/// A sentence's words with where commas stand before them.
struct Sentence {
    words: Vec<String>,
    comma: Vec<bool>,
    mentions: Vec<(usize, usize, usize)>,
}

/// The acts of a sentence in order. `subject` is whom its first clause is about, the first of `all` if
/// nobody else; `near` is whom a pronoun in it means; at most `most` words are read.
pub(crate) fn acts(
    text: &str,
    people: &People<'_>,
    subject: &[usize],
    all: &[usize],
    near: &[usize],
    most: usize,
) -> Vec<Act> {
    let Some(first) = subject.first().or(all.first()) else { return Vec::new() };
    let subject = if subject.is_empty() { vec![*first] } else { subject.to_vec() };
    let sentence = taken_apart(text, people, most);
    // `Her granddaughter Pia sleeps`: the possessive names nobody who does anything.
    let whose = sentence.words.first().is_some_and(|word| matches!(word.as_str(), "his" | "her" | "their"));
    let kin = sentence.mentions.first().filter(|(from, ..)| whose && *from == 2).map(|(.., who)| vec![*who]);
    let clauses = clauses(&sentence, people, kin.unwrap_or(subject), all);
    let mut acts: Vec<Act> = Vec::new();
    // Names that no verb follows do what the next clause says: `Anna, in red, and Ben, in grey, sit`.
    let mut waiting: Vec<usize> = Vec::new();
    let count = clauses.len();
    for (at, clause) in clauses.into_iter().enumerate() {
        let part = &sentence.words[clause.from..clause.to];
        let mut reading = read(&part.join(" "), part);
        reading.pose = reading.pose.or_else(|| falls(&sentence, &clause).then_some(Pose::Lie));
        let joined = sentence.words.get(clause.to.wrapping_sub(1)).is_some_and(|word| word == "and");
        let mut who = std::mem::take(&mut waiting);
        who.extend(clause.who.iter().filter(|it| !who.contains(it)).copied().collect::<Vec<_>>());
        if joined && at + 1 < count && reading.pose.is_none() && reading.holds.is_none() {
            waiting = who;
            continue;
        }
        let gives = reading.gives.is_some() || reading.gives_it;
        let receiver = if gives { receiver(&sentence, &clause, &who, near) } else { None };
        acts.push(Act { who, reading, receiver });
    }
    acts
}

fn taken_apart(text: &str, people: &People<'_>, most: usize) -> Sentence {
    let (mut list, mut comma, mut end) = (Vec::new(), Vec::new(), 0);
    for word in words(text).into_iter().take(most) {
        comma.push(text[end..word.at.start].contains([',', ';', '–', '—']));
        end = word.at.end;
        list.push(word.text);
    }
    let mentions = people.cast.mentions(&list);
    Sentence { words: list, comma, mentions }
}

fn clauses(sentence: &Sentence, people: &People<'_>, subject: Vec<usize>, all: &[usize]) -> Vec<Clause> {
    let Sentence { words, comma, mentions } = sentence;
    let mut made = vec![Clause { who: subject, from: 0, to: words.len() }];
    let mut main: Option<Vec<usize>> = None;
    let cut = |at: usize, who: Vec<usize>, made: &mut Vec<Clause>| {
        if let Some(last) = made.last_mut() {
            last.to = at;
        }
        made.push(Clause { who, from: at, to: words.len() });
    };
    for at in 1..words.len() {
        let behind = JOINTS.contains(&words[at - 1].as_str());
        let mention = mentions.iter().find(|(from, ..)| *from == at);
        // `Lena, a doctor, who holds a lamp`: behind a comma the last name counts.
        let named_before = mentions.iter().rfind(|(_, to, _)| *to == at || (comma[at] && *to < at));
        let current = made.last().map(|clause| clause.who.clone()).unwrap_or_default();
        if let (Some((.., who)), "who" | "whose") = (named_before, words[at].as_str()) {
            main = Some(current);
            cut(at, vec![*who], &mut made);
        } else if let Some((_, to, who)) = mention {
            let goes_on = words.get(*to).is_some_and(|next| !JOINTS.contains(&next.as_str()))
                || comma.get(*to) == Some(&true);
            if (behind || comma[at]) && goes_on && *to < words.len() && current != [*who] {
                main = None;
                cut(at, vec![*who], &mut made);
            } else if behind && words[at - 1] == "and" && bare(made.last(), at, mentions) && *to < words.len()
            {
                cut(at, vec![*who], &mut made);
            }
        } else if let Some(before) = main.take_if(|_| comma[at]) {
            // The aside is over.
            cut(at, before, &mut made);
        } else if (behind || comma[at]) && matches!(words[at].as_str(), "he" | "she") {
            let fits = |who: &usize| fits(&words[at], *who, people);
            let other = all.iter().copied().find(|who| fits(who) && !current.contains(who));
            if let Some(other) = other.filter(|_| !current.iter().any(fits)) {
                cut(at, vec![other], &mut made);
            }
        }
    }
    made
}

/// Whether a clause is nothing but names so far.
fn bare(clause: Option<&Clause>, at: usize, mentions: &[(usize, usize, usize)]) -> bool {
    clause.is_some_and(|clause| mentions.iter().any(|(from, to, _)| *from == clause.from && *to + 1 == at))
}

/// Whether those whom a clause is about fall, right behind their name: rain that falls on somebody lays nobody
/// down, and whoever falls silent stands.
fn falls(sentence: &Sentence, clause: &Clause) -> bool {
    let named = sentence.mentions.iter().find(|(from, ..)| *from == clause.from).map(|(_, to, _)| *to);
    let verb = named.unwrap_or(clause.from + 1);
    let word = |at: usize| sentence.words.get(at).map(String::as_str).filter(|_| at < clause.to);
    let pronoun = matches!(word(clause.from), Some("he" | "she" | "they"));
    let on = matches!(word(verb + 1), Some("silent" | "quiet" | "in" | "for" | "back" | "behind" | "into"));
    (named.is_some() || pronoun) && matches!(word(verb), Some("falls" | "fell" | "topples")) && !on
}

fn fits(pronoun: &str, who: usize, people: &People<'_>) -> bool {
    let presenting = people.cast.members.get(who).map(|member| member.look.presenting);
    match pronoun {
        "she" | "her" => presenting != Some(Presenting::Masculine),
        _ => presenting != Some(Presenting::Feminine),
    }
}

/// Whom the clause names beside those who give, or else the other one there is.
fn receiver(sentence: &Sentence, clause: &Clause, givers: &[usize], near: &[usize]) -> Option<usize> {
    let named = sentence.mentions.iter().filter(|(from, ..)| (clause.from..clause.to).contains(from));
    let named = named.map(|(.., who)| *who).find(|who| !givers.contains(who));
    named.or_else(|| near.iter().copied().find(|who| !givers.contains(who)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::{SceneText, cast};

    /// What each does in a sentence: name, pose, thing.
    fn of(text: &str) -> Vec<(String, Option<Pose>, Option<&'static str>)> {
        let content = "ANNA, a woman, waits.\n\nBEN, a man, waits.\n\nANNA\nYes.\n\nBEN\nNo.\n";
        let cast = cast(&[SceneText { heading: "INT. HUT - DAY", content }], &[]);
        let people = People::new(&cast);
        let list: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
        let all = cast.named(&list);
        let name = |who: &usize| cast.members[*who].name.clone();
        let flat = acts(text, &people, &[], &all, &[], 200).into_iter().flat_map(|act| {
            let (pose, thing) = (act.reading.pose, act.reading.holds);
            act.who.iter().map(|who| (name(who), pose, thing)).collect::<Vec<_>>()
        });
        flat.collect()
    }

    fn is(
        name: &str,
        pose: Option<Pose>,
        thing: Option<&'static str>,
    ) -> (String, Option<Pose>, Option<&'static str>) {
        (name.to_owned(), pose, thing)
    }

    #[test]
    fn a_relative_clause_is_about_the_noun_before_it() {
        assert_eq!(
            of("Ben runs into Anna, who holds a black umbrella."),
            [is("Ben", Some(Pose::Run), None), is("Anna", Some(Pose::Hold), Some("umbrella"))]
        );
        assert_eq!(
            of("Ben, who holds a lantern, kneels."),
            [
                is("Ben", None, None),
                is("Ben", Some(Pose::Hold), Some("lantern")),
                is("Ben", Some(Pose::Kneel), None)
            ]
        );
    }

    #[test]
    fn two_clauses_are_two_people_and_two_names_are_one_clause() {
        assert_eq!(
            of("Anna leans on the wall while Ben kneels with a wrench."),
            [is("Anna", Some(Pose::Lean), None), is("Ben", Some(Pose::Kneel), Some("wrench"))]
        );
        for text in ["Anna and Ben sit.", "Anna, in red, and Ben, in grey, sit."] {
            let poses: Vec<_> = of(text).into_iter().map(|(name, pose, _)| (name, pose)).collect();
            assert_eq!(
                poses,
                [("Anna".to_owned(), Some(Pose::Sit)), ("Ben".to_owned(), Some(Pose::Sit))],
                "{text}"
            );
        }
    }

    #[test]
    fn whose_daughter_somebody_is_says_nothing_of_the_parent() {
        assert_eq!(of("Her daughter Anna sleeps."), [is("Anna", Some(Pose::Lie), None)]);
    }

    #[test]
    fn somebody_who_falls_lies_and_one_who_falls_silent_does_not() {
        assert_eq!(of("Ben falls."), [is("Ben", Some(Pose::Lie), None)]);
        assert_eq!(of("Ben falls silent."), [is("Ben", None, None)]);
        assert_eq!(of("Rain falls on Ben."), [is("Ben", None, None)]);
    }

    #[test]
    fn whoever_is_only_acted_upon_does_nothing() {
        assert_eq!(of("Anna points at Ben."), [is("Anna", Some(Pose::Point), None)]);
        assert_eq!(
            of("Anna waits as he kneels by Ben."),
            [is("Anna", None, None), is("Ben", Some(Pose::Kneel), None)]
        );
    }
}
