//! A voice for every character, the same every time, from what is known about them; and for a whole cast voices
//! that are told apart, by giving each character the candidate that is furthest from everybody cast before.

use serde::{Deserialize, Serialize};

use super::{Speaker, Voice};
use crate::random::{Random, hash};

/// How a character presents, as far as a voice is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presenting {
    /// A voice in a woman's range.
    Feminine,
    /// A voice in a man's range.
    Masculine,
    /// Between the two, or unknown.
    #[default]
    Neutral,
}

/// What is known about a character.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Character {
    /// The name as in the cue; it decides between voices that would all do.
    pub name: String,
    /// How they present.
    pub presenting: Presenting,
    /// Age in years, when known.
    pub age: Option<u32>,
}

impl Character {
    /// Reads look, age and what else is written about a character.
    pub fn of(name: &str, description: &str) -> Self {
        let lower = description.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let count = |list: &[&str]| words.iter().filter(|word| list.contains(word)).count();
        let feminine = count(&[
            "she",
            "her",
            "hers",
            "woman",
            "girl",
            "mother",
            "wife",
            "daughter",
            "sister",
            "lady",
            "queen",
            "female",
            "aunt",
            "grandmother",
        ]);
        let masculine = count(&[
            "he",
            "his",
            "him",
            "man",
            "boy",
            "father",
            "husband",
            "son",
            "brother",
            "king",
            "male",
            "uncle",
            "grandfather",
            "gentleman",
        ]);
        let presenting = match feminine.cmp(&masculine) {
            std::cmp::Ordering::Greater => Presenting::Feminine,
            std::cmp::Ordering::Less => Presenting::Masculine,
            std::cmp::Ordering::Equal => Presenting::Neutral,
        };
        Self { name: name.to_owned(), presenting, age: age_in(&words) }
    }
}

/// An age from words: a number of years, a decade (`50s`), or a stage of life.
fn age_in(words: &[&str]) -> Option<u32> {
    let number = words.iter().find_map(|word| {
        let years: u32 = word.strip_suffix('s').unwrap_or(word).parse().ok()?;
        (3..=110).contains(&years).then(|| if word.ends_with('s') { years + 5 } else { years })
    });
    let stage = |word: &&str| {
        Some(match *word {
            "child" | "kid" | "boy" | "girl" | "little" => 9,
            "teen" | "teenager" | "teenage" | "adolescent" => 16,
            "young" | "student" => 23,
            "old" | "elderly" | "aged" | "ancient" | "grandmother" | "grandfather" | "retired" => 74,
            _ => return None,
        })
    };
    number.or_else(|| words.iter().find_map(stage))
}

/// The voice of one character alone, of these speakers (of [`Speaker::Hibari`] when there are none).
pub fn voice_for(character: &Character, speakers: &[Speaker]) -> Voice {
    choose(character, speakers, &[])
}

/// The voices of a cast, in its order: the leads first, since they have the best speakers to choose from.
pub fn cast(characters: &[Character], speakers: &[Speaker]) -> Vec<Voice> {
    let mut voices: Vec<Voice> = vec![];
    for character in characters {
        voices.push(choose(character, speakers, &voices));
    }
    voices
}

fn choose(character: &Character, speakers: &[Speaker], taken: &[Voice]) -> Voice {
    let candidates = candidates(character, speakers);
    let merit = |voice: &Voice| {
        let nearest = taken.iter().map(|other| distance(voice, other)).fold(3.0, f32::min);
        let speaker = if voice.speaker == Speaker::Hibari { 0.0 } else { 1.2 };
        nearest - speaker + liking(&character.name, voice)
    };
    candidates.into_iter().max_by(|a, b| merit(a).total_cmp(&merit(b))).unwrap_or(Voice::of(Speaker::Hibari))
}

/// A small preference that the name alone decides.
fn liking(name: &str, voice: &Voice) -> f32 {
    let place = format!("{:?} {:.2} {:.2}", voice.speaker, voice.pitch_semitones, voice.formant);
    Random::new(hash(&name.to_uppercase()), &place).unit() * 0.8
}

/// The range of a character's pitch and body on a speaker: semitones and formants, from and to.
fn range(character: &Character, speaker: Speaker) -> Option<([f32; 2], [f32; 2])> {
    let years = character.age.unwrap_or(35);
    let womans = matches!(speaker, Speaker::Hibari | Speaker::FliteSlt | Speaker::FestivalSlt);
    let neural = speaker == Speaker::Hibari;
    if years < 13 {
        return womans.then_some(([2.0, 5.0], [1.1, 1.2]));
    }
    Some(match (character.presenting, womans) {
        (Presenting::Feminine, true) => ([-3.0, 2.5], [0.95, 1.08]),
        (Presenting::Masculine, true) if neural => ([-11.0, -6.5], [0.8, 0.9]),
        (Presenting::Masculine, false) => ([-2.5, 2.5], [0.94, 1.06]),
        (Presenting::Neutral, true) if neural => ([-8.0, 1.5], [0.86, 1.05]),
        (Presenting::Neutral, _) => ([-1.5, 1.5], [0.95, 1.05]),
        _ => return None,
    })
}

fn candidates(character: &Character, speakers: &[Speaker]) -> Vec<Voice> {
    let years = character.age.unwrap_or(35);
    let rate = match years {
        0..13 => 1.06,
        13..30 => 1.05,
        30..60 => 1.0,
        _ => 0.9,
    };
    let speakers = if speakers.is_empty() { &[Speaker::Hibari] } else { speakers };
    let mut all = vec![];
    for speaker in speakers {
        let Some((pitches, formants)) = range(character, *speaker) else { continue };
        let age = if years >= 60 { -0.7 } else { 0.0 };
        for i in 0..7u8 {
            for j in 0..4u8 {
                let share = |range: [f32; 2], part: f32| range[0] + (range[1] - range[0]) * part;
                let pitch_semitones = share(pitches, f32::from(i) / 6.0) + age;
                let formant = share(formants, f32::from(j) / 3.0);
                let rate = rate + 0.025 * (f32::from((i + j) % 4) - 1.5);
                all.push(Voice { speaker: *speaker, pitch_semitones, rate, formant });
            }
        }
    }
    all
}

/// How far two voices are apart; below 0.5 or so they are mistaken for each other.
fn distance(a: &Voice, b: &Voice) -> f32 {
    let speaker = if a.speaker == b.speaker { 0.0 } else { 2.0 };
    let pitch = (a.pitch_semitones - b.pitch_semitones) / 1.5;
    let formant = (a.formant - b.formant) / 0.05;
    let rate = (a.rate - b.rate) / 0.1;
    (speaker * speaker + pitch * pitch + formant * formant + rate * rate).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd() -> Vec<Character> {
        let of = |name: &str, text: &str| Character::of(name, text);
        vec![
            of("MARA", "a woman in her 40s"),
            of("ELIAS", "an old man, a fisherman, he limps"),
            of("JUNE", "her daughter, 9"),
            of("COLE", "a man of 30"),
            of("DRAKE", "a man in his 50s, tall"),
            of("INES", "a young woman"),
            of("VOICE", ""),
            of("PRIYA", "a woman, 61"),
        ]
    }

    #[test]
    fn words_about_a_character_give_age_and_presenting() {
        let mara = Character::of("MARA", "A woman in her 40s. She keeps the light.");
        assert_eq!((mara.presenting, mara.age), (Presenting::Feminine, Some(45)));
        let elias = Character::of("ELIAS", "an old fisherman; his hands shake");
        assert_eq!((elias.presenting, elias.age), (Presenting::Masculine, Some(74)));
        assert_eq!(Character::of("X", "tall, 2 cars, born 1948").age, None);
    }

    #[test]
    fn a_cast_is_told_apart_with_every_set_of_speakers() {
        for speakers in [&Speaker::ALL[..], &[Speaker::Hibari]] {
            let voices = cast(&crowd(), speakers);
            for (i, a) in voices.iter().enumerate() {
                assert!(a.check().is_ok());
                for b in &voices[i + 1..] {
                    assert!(distance(a, b) > 0.5, "{a:?} and {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_man_is_lower_than_a_woman_and_a_child_higher() {
        let voices = cast(&crowd(), &[Speaker::Hibari]);
        assert!(voices[1].pitch_semitones < -6.0 && voices[1].formant < 0.92);
        assert!(voices[2].pitch_semitones > voices[0].pitch_semitones);
        assert!(voices[1].rate < voices[5].rate, "the old speak slower than the young");
    }

    #[test]
    fn the_same_character_always_has_the_same_voice() {
        let cole = Character::of("COLE", "a man of 30");
        assert_eq!(voice_for(&cole, &Speaker::ALL), voice_for(&cole, &Speaker::ALL));
        assert_eq!(voice_for(&cole, &Speaker::ALL), cast(std::slice::from_ref(&cole), &Speaker::ALL)[0]);
        assert_eq!(voice_for(&cole, &[]).speaker, Speaker::Hibari);
    }
}
