//! Finds in a scene what is to be heard: the place's ambience from its slugline, weather and hour, and what happens
//! from the action, at the moment at which the text tells it.

use serde::{Deserialize, Serialize};

use super::{
    Effect,
    words::{NEGATIONS, PLACES, RULES, sentences},
};
use crate::{audio::seconds_of, frames_in, random::Random};

/// The most characters of action that are searched.
const MAX_TEXT: usize = 100_000;

/// The most single effects of one scene.
const MAX_HITS: usize = 200;

/// One thing to be heard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// What.
    pub kind: Effect,
    /// When it begins, in frames.
    pub at: usize,
    /// How long it lasts, in frames.
    pub length: usize,
    /// Level of its peak against full scale, in decibels.
    pub gain_db: f32,
    /// From −1 (left) to 1 (right).
    pub pan: f32,
    /// Whether it is part of the place (the ambience stem) or happens in it (the effects stem).
    pub bed: bool,
}

/// Where and when the action happens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// The place, as in the slugline.
    pub place: &'a str,
    /// Whether it is indoors.
    pub interior: bool,
    /// The weather in words, or nothing.
    pub weather: &'a str,
    /// The time of day in words, or nothing.
    pub time: &'a str,
    /// How long the scene lasts.
    pub frames: usize,
    /// Decides small things such as sides.
    pub seed: u64,
}

/// The cues of a scene, in order: beds first. Single effects lie where their words lie in the text, so that a
/// sound told halfway through is heard halfway through.
pub fn cues_from_text(text: &str, setting: &Setting<'_>) -> Vec<Cue> {
    if setting.frames == 0 {
        return vec![];
    }
    let text = &text[..text.floor_char_boundary(MAX_TEXT)];
    let told = told(text);
    let mut beds = beds(setting);
    beds.extend(told.iter().filter(|(_, effect)| effect.is_ambience()).map(|(_, effect)| *effect));
    if setting.weather.is_empty() && told.iter().any(|(_, effect)| *effect == Effect::Thunder) {
        beds.push(Effect::Rain);
    }
    let mut cues: Vec<Cue> = vec![];
    for kind in beds {
        if !cues.iter().any(|cue| cue.kind == kind) {
            let gain_db = kind.usual_gain_db() + indoors(kind, setting);
            cues.push(Cue { kind, at: 0, length: setting.frames, gain_db, pan: 0.0, bed: true });
        }
    }
    let mut random = Random::new(setting.seed, "cues");
    let hits = told.into_iter().filter(|(_, effect)| !effect.is_ambience()).take(MAX_HITS);
    for (place, kind) in hits {
        let at = (place as f64 / text.len().max(1) as f64 * setting.frames as f64) as usize;
        let gap = frames_in(kind.usual_seconds().min(3.0));
        let crowded = cues.iter().any(|cue| cue.kind == kind && (cue.bed || at.saturating_sub(cue.at) < gap));
        let length = frames_in(kind.usual_seconds()).min(setting.frames - at);
        if crowded || seconds_of(length) < 0.15 {
            continue;
        }
        let gain_db = kind.usual_gain_db() + indoors(kind, setting);
        cues.push(Cue { kind, at, length, gain_db, pan: random.within(-0.5, 0.5), bed: false });
    }
    cues
}

/// Walls take some of what is outdoors.
fn indoors(kind: Effect, setting: &Setting<'_>) -> f32 {
    let outdoors = matches!(
        kind,
        Effect::Rain
            | Effect::Wind
            | Effect::Sea
            | Effect::City
            | Effect::Traffic
            | Effect::Thunder
            | Effect::Siren
    );
    if setting.interior && outdoors { -7.0 } else { 0.0 }
}

/// What the action tells, with where it does.
fn told(text: &str) -> Vec<(usize, Effect)> {
    let mut found = vec![];
    for sentence in sentences(text) {
        for (effect, names, verbs) in &RULES {
            let name = sentence.iter().enumerate().find(|(i, (_, word))| {
                let before = &sentence[i.saturating_sub(2)..*i];
                names.contains(&word.as_str())
                    && !before.iter().any(|(_, word)| NEGATIONS.contains(&word.as_str()))
            });
            let Some((index, (place, _))) = name else { continue };
            let verb =
                |(i, (_, word)): (usize, &(usize, String))| i != index && verbs.contains(&word.as_str());
            if verbs.is_empty() || sentence.iter().enumerate().any(verb) {
                found.push((*place, *effect));
            }
        }
    }
    found.sort_by_key(|(place, effect)| (*place, *effect));
    found
}

/// What the place, the weather and the hour are heard by.
fn beds(setting: &Setting<'_>) -> Vec<Effect> {
    let words =
        |text: &str| -> Vec<String> { sentences(text).into_iter().flatten().map(|(_, word)| word).collect() };
    let (place, time) = (words(setting.place), words(setting.time));
    let night = time.iter().any(|word| matches!(word.as_str(), "night" | "midnight" | "evening" | "dusk"));
    let mut beds = vec![];
    let here = PLACES.iter().find(|(names, ..)| place.iter().any(|word| names.contains(&word.as_str())));
    match here {
        Some((_, day_sound, night_sound)) => beds.push(if night { *night_sound } else { *day_sound }),
        None if !setting.interior => beds.push(if night { Effect::Night } else { Effect::Wind }),
        None => {}
    }
    if setting.interior {
        beds.push(Effect::RoomTone);
    }
    beds.extend(
        told(setting.weather).into_iter().map(|(_, effect)| effect).filter(|effect| effect.is_ambience()),
    );
    beds
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds(text: &str, setting: &Setting<'_>) -> Vec<Effect> {
        cues_from_text(text, setting).iter().map(|cue| cue.kind).collect()
    }

    fn minute() -> Setting<'static> {
        Setting { frames: frames_in(60.0), interior: true, ..Setting::default() }
    }

    #[test]
    fn a_scene_is_heard_as_it_is_told() {
        let action = "Rain lashes the glass. ELIAS walks to the window and lights the lamp. A long silence. \
                      Then a KNOCK. He freezes. The door opens; thunder rolls over the bay. \
                      Somewhere below, a gun fires twice and a bottle shatters.";
        let setting = Setting { place: "LIGHTHOUSE", time: "NIGHT", ..minute() };
        let cues = cues_from_text(action, &setting);
        let found: Vec<_> = cues.iter().map(|cue| cue.kind).collect();
        let expected = [
            Effect::Sea,
            Effect::RoomTone,
            Effect::Rain,
            Effect::Footsteps,
            Effect::Knock,
            Effect::Door,
            Effect::Thunder,
            Effect::Gunshot,
            Effect::Glass,
        ];
        assert_eq!(found, expected);
        let knock = cues.iter().find(|cue| cue.kind == Effect::Knock).unwrap();
        let share = knock.at as f64 / setting.frames as f64;
        assert!((0.35..0.55).contains(&share), "told at {share}");
    }

    #[test]
    fn things_that_make_no_sound_are_not_heard() {
        for silent in [
            "A door stands in the wall. A glass of wine on the table. A gun in the drawer.",
            "There is no rain. Without thunder the night is dull. Not a siren anywhere.",
            "The train of thought leaves her. They train together.",
            "He fires the maid. She has an open mind. The clock says nine.",
        ] {
            assert_eq!(kinds(silent, &minute()), [Effect::RoomTone], "{silent}");
        }
    }

    #[test]
    fn place_hour_and_weather_make_the_ambience() {
        let of = |place, interior, time, weather| {
            kinds("", &Setting { place, interior, weather, time, ..minute() })
        };
        assert_eq!(of("PINE FOREST", false, "DAY", ""), [Effect::Forest]);
        assert_eq!(
            of("PINE FOREST", false, "NIGHT", "heavy rain and wind"),
            [Effect::Night, Effect::Rain, Effect::Wind]
        );
        assert_eq!(of("CORNER BAR", true, "", ""), [Effect::Crowd, Effect::RoomTone]);
        assert_eq!(of("SUBWAY", true, "", ""), [Effect::Train, Effect::RoomTone]);
        assert_eq!(of("CITY STREET", false, "DAY", ""), [Effect::City]);
        assert_eq!(of("NOWHERE", false, "DAY", ""), [Effect::Wind]);
    }

    #[test]
    fn rain_is_softer_behind_walls() {
        let gain = |interior| {
            let setting = Setting { interior, weather: "rain", ..minute() };
            cues_from_text("", &setting).iter().find(|cue| cue.kind == Effect::Rain).unwrap().gain_db
        };
        assert!(gain(true) < gain(false) - 5.0);
    }

    #[test]
    fn one_thing_is_not_heard_twice_at_once() {
        let found = kinds(
            "He walks. She walks. They walk, walking, running. He runs.",
            &Setting { frames: frames_in(5.0), ..minute() },
        );
        assert!(found.iter().filter(|kind| **kind == Effect::Footsteps).count() <= 2, "{found:?}");
    }

    proptest! {
        #[test]
        fn every_cue_lies_in_its_scene(text in "\\PC{0,400}", frames in 0usize..3_000_000, interior: bool, seed: u64) {
            let text = format!("{text} thunder, a siren and footsteps; the door slams");
            let setting = Setting { place: &text, interior, weather: &text, time: &text, frames, seed };
            for cue in cues_from_text(&text, &setting) {
                prop_assert!(cue.at + cue.length <= frames && cue.length > 0);
                prop_assert!(cue.gain_db <= 0.0 && (-1.0..=1.0).contains(&cue.pan));
            }
        }
    }
}
