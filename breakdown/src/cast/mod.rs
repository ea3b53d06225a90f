//! The cast of a version: who there is, under which names, and the one look each of them has.
//!
//! A look is what the profile and the introduction say; the rest is drawn from the name alone. Where two
//! would look alike, the one who appears later changes, so nobody is touched by who comes after. A
//! settled look ([`Known::look`]) always stands.

mod garb;
mod hints;
mod introduced;
mod lexicon;
mod names;
pub(crate) mod palette;

pub use palette::name as colour_name;

use crate::text::{plain, seed, sentences, title_case, words};
use domain::character::{Look, Profile};
use hints::Hints;
use screenplay::Kind;
use std::collections::{HashMap, HashSet};

/// One scene's text.
#[derive(Clone, Copy, Debug)]
pub struct SceneText<'t> {
    /// The slugline.
    pub heading: &'t str,
    /// Its Fountain without the slugline.
    pub content: &'t str,
}

/// A character that is known beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Known<'p> {
    /// Who they are.
    pub profile: &'p Profile,
    /// What pictures show, if it is settled.
    pub look: Option<&'p Look>,
}

/// One of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name, as it is shown.
    pub name: String,
    /// What they look like in every shot.
    pub look: Look,
}

/// Everyone in a version, in the order they appear; profiles that never appear come last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast {
    /// The people.
    pub members: Vec<Member>,
    /// First words of names, lower case, with the names that begin so.
    index: HashMap<String, Vec<(Vec<String>, usize)>>,
}

/// How many sentences introduce somebody: what is worn later is a declared change, not the look.
const INTRODUCTION: u32 = 3;

/// Most people in a cast; further cues get no look.
pub const MAX_CAST: usize = 500;

impl Cast {
    /// One of the cast by any of the names a cue or an action line uses.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.find(name).map(|index| &self.members[index])
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let tokens: Vec<String> = words(name).into_iter().map(|word| word.text).collect();
        let whole = self.index.get(tokens.first()?)?.iter().find(|(name, _)| *name == tokens);
        whole.map(|(_, index)| *index)
    }

    /// Everyone whom these words name, in their order, each once.
    pub(crate) fn named(&self, words: &[String]) -> Vec<usize> {
        let mut found = Vec::new();
        for (.., index) in self.mentions(words) {
            if !found.contains(&index) {
                found.push(index);
            }
        }
        found
    }

    /// Where these words name whom: the first word, the word behind the last, and who it is.
    pub(crate) fn mentions(&self, words: &[String]) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let names = self.index.get(&words[at]).into_iter().flatten();
            let longest = names.filter(|(name, _)| words[at..].starts_with(name));
            let Some((name, index)) = longest.max_by_key(|(name, _)| name.len()) else {
                at += 1;
                continue;
            };
            found.push((at, at + name.len(), *index));
            at += name.len();
        }
        found
    }

    /// What a sentence tells of each whom it names in capitals: from the name to the next one.
    fn clauses<'t>(&self, sentence: &'t str) -> Vec<(usize, &'t str)> {
        let words = words(sentence);
        let tokens: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
        let mut starts: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let names = self.index.get(&tokens[at]).into_iter().flatten();
            let longest = names.filter(|(name, _)| tokens[at..].starts_with(name));
            let Some((name, index)) = longest.max_by_key(|(name, _)| name.len()) else {
                at += 1;
                continue;
            };
            let slice = &sentence[words[at].at.clone()];
            if slice.to_uppercase() == slice {
                starts.push((words[at].at.start, *index));
            }
            at += name.len();
        }
        let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([sentence.len()]);
        starts.iter().zip(ends).map(|((start, index), end)| (*index, &sentence[*start..end])).collect()
    }

    /// Whoever has the first telling word of a name has the whole name: `ELSE HANSEN` is Else, and not the
    /// Hansen who is her husband. A surname that nobody has yet is hers too.
    fn also_called(&mut self, name: &str) {
        let tokens: Vec<String> = words(name).into_iter().map(|word| word.text).collect();
        let telling = tokens.iter().position(|token| !names::is_common(token));
        let Some(telling) = telling.filter(|_| tokens.len() > 1) else { return };
        let Some(index) = self.find(&tokens[telling]) else { return };
        let last = tokens.last().filter(|last| !names::is_common(last)).cloned();
        let forms = [tokens.clone(), tokens[telling..].to_vec(), last.into_iter().collect()];
        for form in forms.into_iter().filter(|form| !form.is_empty()) {
            let names = self.index.entry(form[0].clone()).or_default();
            if names.iter().all(|(known, _)| *known != form) {
                names.push((form, index));
            }
        }
    }

    /// Adds somebody; answers who it is, and whether it is somebody new.
    fn meet(&mut self, name: &str) -> Option<(usize, bool)> {
        if let Some(index) = self.find(name) {
            return Some((index, false));
        }
        let tokens: Vec<String> = words(name).into_iter().map(|word| word.text).collect();
        let first = tokens.first()?.clone();
        if self.members.len() >= MAX_CAST || name.chars().count() > domain::scene::shot::MAX_NAME {
            return None;
        }
        let index = self.members.len();
        self.members.push(Member { name: title_case(name.trim()), look: garb::plain_look() });
        let mut call = |name: Vec<String>| {
            let names = self.index.entry(name[0].clone()).or_default();
            if names.iter().all(|(known, _)| *known != name) {
                names.push((name, index));
            }
        };
        if tokens.len() > 1 && !names::is_common(&first) {
            call(vec![first]);
        }
        let last = tokens.last().filter(|last| tokens.len() > 1 && !names::is_common(last)).cloned();
        if let Some(last) = last {
            call(vec![last]);
        }
        call(tokens);
        Some((index, true))
    }
}

/// The cast of a version's scenes, with the profiles that are known.
pub fn cast(version: &[SceneText<'_>], profiles: &[Known<'_>]) -> Cast {
    let mut cast = Cast::default();
    let mut hints: Vec<Hints> = Vec::new();
    // Profiles are known by their names from the start, but they take their place when they appear.
    let mut known: HashMap<usize, &Known<'_>> = HashMap::new();
    for name in order(version, profiles) {
        if let Some((index, true)) = cast.meet(&name) {
            hints.push(Hints::default());
            let profile = profiles.iter().find(|known| same(&known.profile.name, &name));
            if let Some(profile) = profile {
                cast.members[index].name.clone_from(&profile.profile.name);
                known.insert(index, profile);
                hints[index].read(&profile.profile.look);
                hints[index].read(&profile.profile.backstory);
            }
        }
    }
    for name in introduced_names(version) {
        cast.also_called(&name);
    }
    let mut read = vec![0; hints.len()];
    for scene in version {
        introductions(scene.content, &cast, &mut hints, &mut read);
    }
    let mut looks: Vec<Look> = Vec::new();
    for (index, member) in cast.members.iter_mut().enumerate() {
        let settled = known.get(&index).and_then(|known| known.look).cloned();
        let look =
            settled.unwrap_or_else(|| garb::look(&member.name, seed(&member.name), &hints[index], &looks));
        looks.push(look.clone());
        member.look = look;
    }
    cast
}

/// Whom the action introduces, under the whole name it gives them.
fn introduced_names(version: &[SceneText<'_>]) -> Vec<String> {
    let elements = version.iter().filter_map(|scene| screenplay::parse_fragment(scene.content).ok());
    let of_scene = |elements: Vec<screenplay::Element>| {
        let action = elements.into_iter().take(20_000).filter(|element| element.kind == Kind::Action);
        action.flat_map(|element| introduced::introduced(&element.text)).collect::<Vec<_>>()
    };
    elements.flat_map(of_scene).take(MAX_CAST).collect()
}

fn same(left: &str, right: &str) -> bool {
    left.trim().to_lowercase() == right.trim().to_lowercase()
}

/// Names in the order they first appear: cues, and introductions of people who never speak.
fn order(version: &[SceneText<'_>], profiles: &[Known<'_>]) -> Vec<String> {
    let mut names: Vec<(String, bool)> = Vec::new();
    for scene in version {
        let Ok(elements) = screenplay::parse_fragment(scene.content) else { continue };
        for element in elements.iter().take(20_000) {
            let introduced = match element.kind {
                Kind::Action => introduced::introduced(&element.text),
                _ => Vec::new(),
            };
            names.extend(introduced.into_iter().map(|name| (name, false)));
            names.extend(element.cue_name().map(|name| (name, true)));
        }
    }
    // Whoever speaks is known by the cue, which may be a part of the name that introduces them.
    let tokens = |name: &str| words(name).into_iter().map(|word| word.text).collect::<Vec<_>>();
    let speak: HashSet<String> =
        names.iter().filter(|(_, cue)| *cue).flat_map(|(name, _)| tokens(name)).collect();
    let silent = |name: &str| !tokens(name).iter().any(|it| speak.contains(it) && !names::is_common(it));
    names.retain(|(name, cue)| *cue || silent(name));
    let mut names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
    let more = profiles.iter().map(|known| known.profile.name.trim().to_owned());
    names.extend(more.filter(|name| !name.is_empty()));
    names
}

/// Reads what the action says of people: a sentence that names exactly one of them, and the one after
/// it if that begins with a pronoun. Only the first few sentences about somebody are an introduction.
fn introductions(content: &str, cast: &Cast, hints: &mut [Hints], read: &mut [u32]) {
    let Ok(elements) = screenplay::parse_fragment(content) else { return };
    for element in elements.iter().filter(|element| element.kind == Kind::Action) {
        let text = plain(&element.text);
        let mut about = None;
        for range in sentences(&text) {
            let sentence = &text[range];
            let tokens: Vec<String> = words(sentence).into_iter().map(|word| word.text).collect();
            let named = cast.named(&tokens);
            if named.len() > 1 {
                // `ANNA, in a red coat, and BEN, in a grey suit`: each is told of up to the next.
                for (index, clause) in cast.clauses(sentence) {
                    if read[index] < INTRODUCTION {
                        read[index] += 1;
                        hints[index].read(clause);
                    }
                }
            }
            about = match (named.as_slice(), tokens.first().map(String::as_str)) {
                ([one], _) => Some(*one),
                ([], Some("he" | "she" | "they" | "his" | "her" | "their")) => about,
                _ => None,
            };
            if let Some(index) = about
                && read[index] < INTRODUCTION
            {
                // `He runs into Lena`: what is said of her begins with her name.
                let another = !named.is_empty() && matches!(tokens[0].as_str(), "he" | "she" | "his" | "her");
                let clauses = if another { cast.clauses(sentence) } else { Vec::new() };
                let said = clauses.first().map_or(sentence, |(_, clause)| *clause);
                read[index] += u32::from(!another);
                if !another || !clauses.is_empty() {
                    hints[index].read(said);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
