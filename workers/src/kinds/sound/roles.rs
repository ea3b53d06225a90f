//! Who speaks with which voice: everyone of the version is cast in the order in which they appear, so that the
//! leads have the best voices, nobody is touched by who comes after, and no two sound alike.

use std::collections::BTreeMap;

use domain::character::look::{Age, Presenting};
use sound::voice::{self, Character, Speaker, Voice, voice_for};

use crate::kinds::covered::CastMember;

/// The voices of some speakers, by their names as cues have them.
pub(super) fn roles<'n>(
    names: impl Iterator<Item = &'n str>,
    cast: &[CastMember],
    speakers: &[Speaker],
) -> BTreeMap<String, Voice> {
    let wanted: BTreeMap<&str, Option<usize>> =
        names.map(|name| (name, cast.iter().position(|it| same(&it.member.name, name)))).collect();
    // Whoever appears after the last one who speaks here changes nothing.
    let known = wanted.values().flatten().max().map_or(0, |last| last + 1);
    let characters: Vec<Character> = cast[..known].iter().map(character).collect();
    let voices = voice::cast(&characters, speakers);
    let voice = |name: &str, place: Option<usize>| match place {
        Some(at) => mannered(able(voices[at], &characters[at], speakers), &cast[at].voice),
        None => voice_for(&Character { name: name.to_owned(), ..Character::default() }, speakers),
    };
    wanted.into_iter().map(|(name, place)| (name.to_owned(), voice(name, place))).collect()
}

/// Whether two names are the same words.
fn same(one: &str, other: &str) -> bool {
    let words = |name: &str| {
        let lower = name.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    words(one) == words(other)
}

/// What is known of somebody that can be heard.
fn character(of: &CastMember) -> Character {
    let said = Character::of(&of.member.name, &of.voice);
    let presenting = match of.member.look.presenting {
        Presenting::Feminine => voice::Presenting::Feminine,
        Presenting::Masculine => voice::Presenting::Masculine,
        Presenting::Neutral => said.presenting,
    };
    let age = said.age.or(match of.member.look.age {
        Age::Child => Some(9),
        Age::Young => Some(22),
        Age::Adult => None,
        Age::Old => Some(72),
    });
    Character { presenting, age, ..said }
}

/// Where nobody here has a voice in somebody's range, whoever there is speaks in a middle one.
fn able(voice: Voice, character: &Character, speakers: &[Speaker]) -> Voice {
    if speakers.contains(&voice.speaker) {
        return voice;
    }
    let anybody = Character { name: character.name.clone(), ..Character::default() };
    voice_for(&anybody, speakers)
}

/// Beginnings of words about a voice, with what they change: semitones, pace and body.
const MANNERS: [(&[&str], f32, f32, f32); 6] = [
    (&["deep", "low", "bass", "boom", "baritone"], -1.5, 1.0, 0.97),
    (&["gravel", "rough", "hoarse", "husky", "rasp"], -1.0, 0.97, 0.96),
    (&["high", "shrill", "thin", "squeak", "piping", "reedy"], 1.5, 1.0, 1.04),
    (&["bright", "light", "girlish", "boyish"], 0.8, 1.0, 1.02),
    (&["slow", "drawl", "measured", "deliberate", "tired", "weary"], 0.0, 0.9, 1.0),
    (&["fast", "quick", "rapid", "breathless", "clipped", "nervous"], 0.0, 1.1, 1.0),
];

/// A voice, as the writer describes it.
fn mannered(mut voice: Voice, description: &str) -> Voice {
    let lower = description.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).collect();
    for (beginnings, semitones, pace, body) in &MANNERS {
        if words.iter().any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning))) {
            voice.pitch_semitones += semitones;
            voice.rate *= pace;
            voice.formant *= body;
        }
    }
    voice.pitch_semitones = voice.pitch_semitones.clamp(-14.0, 8.0);
    voice.rate = voice.rate.clamp(0.7, 1.4);
    voice.formant = voice.formant.clamp(0.75, 1.25);
    voice
}

#[cfg(test)]
mod tests {
    use super::*;
    use breakdown::SceneText;
    use proptest::prelude::*;

    fn cast(content: &str) -> Vec<CastMember> {
        let scene = SceneText { heading: "INT. LAMP ROOM - NIGHT", content };
        let members = breakdown::cast(&[scene], &[]).members.into_iter();
        members.map(|member| CastMember { member, voice: String::new() }).collect()
    }

    const SCENE: &str = "MARA, a woman of 40, waits. ELIAS, an old man, comes in. BEN, a boy of 8, hides.\n\n\
                         MARA\nWho is there?\n\nELIAS\nOnly me.\n\nBEN\nAnd me.";

    #[test]
    fn a_man_is_lower_than_a_woman_and_a_child_higher_whatever_the_scene() {
        let cast = cast(SCENE);
        let all = roles(["MARA", "ELIAS", "BEN"].into_iter(), &cast, &[Speaker::Hibari]);
        assert!(all["ELIAS"].pitch_semitones < all["MARA"].pitch_semitones - 2.0, "{all:?}");
        assert!(all["BEN"].pitch_semitones > all["ELIAS"].pitch_semitones + 5.0, "{all:?}");
        // Another scene, in which only one of them speaks.
        let one = roles(["ELIAS"].into_iter(), &cast, &[Speaker::Hibari]);
        assert_eq!(one["ELIAS"], all["ELIAS"]);
    }

    #[test]
    fn somebody_whom_nobody_introduced_has_a_voice_of_their_own() {
        let cast = cast(SCENE);
        let all = roles(["VOICE ON THE RADIO", "MARA", "GUARD #2"].into_iter(), &cast, &Speaker::ALL);
        assert_eq!(all.len(), 3);
        assert_ne!(all["VOICE ON THE RADIO"], all["MARA"]);
        assert_ne!(all["VOICE ON THE RADIO"], all["GUARD #2"]);
    }

    #[test]
    fn without_a_voice_in_somebodys_range_another_speaks() {
        let cast = cast(SCENE);
        let all = roles(["ELIAS", "BEN"].into_iter(), &cast, &[Speaker::FestivalSlt]);
        assert!(all.values().all(|voice| voice.speaker == Speaker::FestivalSlt), "{all:?}");
    }

    #[test]
    fn the_writers_words_are_heard() {
        let own = Voice::of(Speaker::Hibari);
        let deep = mannered(own, "A deep, slow voice");
        assert!(deep.pitch_semitones < -1.0 && deep.rate < 0.95 && deep.formant < 1.0);
        assert_eq!(mannered(own, "speaks like her mother"), own);
    }

    proptest! {
        #[test]
        fn any_words_leave_a_voice_that_can_speak(words in proptest::collection::vec("deep|gravel|shrill|light|slow|quick", 0..9)) {
            let voice = mannered(Voice { pitch_semitones: -11.7, rate: 0.8, formant: 0.8, ..Voice::of(Speaker::Hibari) }, &words.join(" "));
            prop_assert!((-18.0..=12.0).contains(&voice.pitch_semitones));
            prop_assert!((0.5..=2.0).contains(&voice.rate) && (0.7..=1.4).contains(&voice.formant));
        }
    }
}
