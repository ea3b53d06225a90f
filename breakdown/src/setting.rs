//! Where and when a scene plays: read off its slugline, and off its action where that says more.
//!
//! A location has one set: its name alone decides the palette, so every scene that plays there and every
//! shot of it looks alike.

mod dressing;
mod places;

use crate::text::{self, plain, words};
use domain::scene::shot::{Setting, TimeOfDay, Weather};
use screenplay::Interior;
use serde::{Deserialize, Serialize};

/// A scene's set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetFacts {
    /// Under a roof or under the sky.
    pub setting: Setting,
    /// The kind of place, in a word that sets are built from: `kitchen`, `street`; `interior` or `exterior`
    /// where the slugline names no kind that is known.
    pub place: String,
    /// The location's own name, in capitals: two scenes with the same name play on one set.
    pub location: String,
    /// When.
    pub time: TimeOfDay,
    /// In what weather.
    pub weather: Weather,
    /// Decides the set's colours.
    pub palette_seed: u64,
    /// What stands in it, each once, in the order of the text.
    pub dressing: Vec<String>,
}

/// Reads a slugline and the scene's text. `before` is the scene before: `CONTINUOUS`, `LATER` and the
/// like take its time and, under the sky, its weather.
pub fn set_of(heading: &str, content: &str, before: Option<&SetFacts>) -> SetFacts {
    let (interior, location, time) = taken_apart(heading);
    let action: Vec<String> = words(&plain(&action_of(content))).into_iter().map(|word| word.text).collect();
    let named: Vec<String> = words(&location).into_iter().map(|word| word.text).collect();
    let said = interior.map(|interior| match interior {
        Interior::Int => Setting::Interior,
        Interior::Ext | Interior::Est => Setting::Exterior,
        Interior::IntExt => Setting::Both,
    });
    let place = places::of(&named, said);
    let setting = said.unwrap_or(place.map_or(Setting::Interior, |(_, setting)| setting));
    let generic = if setting == Setting::Exterior { "exterior" } else { "interior" };
    let place = place.map_or(generic, |(place, _)| place).to_owned();
    let time = time_of(time.as_deref(), before, &action);
    let weather = weather_of(heading, &action, before.filter(|it| it.location == location));
    let palette_seed = text::seed(&location);
    SetFacts { setting, place, time, weather, palette_seed, dressing: dressing::of(&action), location }
}

fn taken_apart(heading: &str) -> (Option<Interior>, String, Option<String>) {
    let line = heading.lines().next().unwrap_or_default().trim();
    let scenes = [line.to_owned(), format!(".{line}")].into_iter().find_map(|text| {
        let scenes = screenplay::parse(&format!("{text}\n\nX.")).ok()?.scenes();
        scenes.into_iter().next()
    });
    let Some(scene) = scenes else { return (None, line.to_uppercase(), None) };
    (scene.interior, scene.location.to_uppercase(), scene.time_of_day)
}

/// The scene's text without its speeches: what is said about rain is not rain.
fn action_of(content: &str) -> String {
    let Ok(elements) = screenplay::parse_fragment(content) else { return content.to_owned() };
    let action = elements.iter().filter(|element| matches!(element.kind, screenplay::Kind::Action));
    action.map(|element| element.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn time_of(named: Option<&str>, before: Option<&SetFacts>, action: &[String]) -> TimeOfDay {
    let named: Vec<String> = words(named.unwrap_or_default()).into_iter().map(|word| word.text).collect();
    let said = |list: &[&str]| named.iter().any(|word| list.contains(&word.as_str()));
    if said(&["dawn", "sunrise", "daybreak"]) {
        TimeOfDay::Dawn
    } else if said(&["dusk", "sunset", "twilight", "evening", "nightfall"]) {
        TimeOfDay::Dusk
    } else if said(&["night", "midnight", "tonight", "nighttime"]) {
        TimeOfDay::Night
    } else if said(&["day", "morning", "afternoon", "noon", "midday", "daytime", "lunchtime"]) {
        TimeOfDay::Day
    } else if let Some(before) = before {
        before.time
    } else if text::any(action, &["moonlight", "midnight", "moonlit"]) {
        TimeOfDay::Night
    } else {
        TimeOfDay::Day
    }
}

fn weather_of(heading: &str, action: &[String], before: Option<&SetFacts>) -> Weather {
    let mut all: Vec<String> = words(heading).into_iter().map(|word| word.text).collect();
    all.extend_from_slice(action);
    // Dust that flies and heat that shimmers are no rain and no fog; who storms out is no weather.
    for at in 0..all.len() {
        let next = all.get(at + 1).map(String::as_str);
        let before = at.checked_sub(1).map(|before| all[before].as_str());
        match (before, all[at].as_str(), next) {
            (Some("dust" | "sand"), "storm" | "storms", _) => all[at] = "wind".into(),
            (Some("heat"), "haze", _)
            | (_, "storm" | "storms" | "stormed", Some("out" | "off" | "in" | "into" | "away")) => {
                all[at].clear();
            }
            _ => {}
        }
    }
    let told = [
        (Weather::Storm, &["storm", "thunder", "lightning", "tempest", "hurricane", "gale", "stormy"][..]),
        (Weather::Snow, &["snow", "blizzard", "snowflake", "sleet", "snowfall", "snowfield", "snowy"]),
        (Weather::Rain, &["rain", "drizzle", "downpour", "raindrop", "rainy"]),
        (Weather::Fog, &["fog", "mist", "haze", "foggy", "misty"]),
        (Weather::Wind, &["wind", "gust", "windy", "breeze", "sandstorm", "tumbleweed"]),
    ];
    let told = told.into_iter().find(|(_, words)| text::any(&all, words)).map(|(weather, _)| weather);
    told.or(before.map(|before| before.weather)).unwrap_or(Weather::Clear)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(heading: &str, action: &str) -> SetFacts {
        set_of(heading, action, None)
    }

    #[test]
    fn a_slugline_names_place_and_time() {
        let set =
            read("INT. LIGHTHOUSE - LAMP ROOM - NIGHT", "Rain lashes the glass. A desk, a lamp, a desk.");
        assert_eq!((set.setting, set.place.as_str()), (Setting::Interior, "lighthouse"));
        assert_eq!((set.time, set.weather), (TimeOfDay::Night, Weather::Rain));
        assert_eq!(set.location, "LIGHTHOUSE - LAMP ROOM");
        assert_eq!(set.dressing, ["desk", "lamp"]);
    }

    #[test]
    fn the_kind_of_place_is_found_among_the_words_of_the_location() {
        for (heading, place, setting, time) in [
            ("EXT. MAIN STREET - DAY", "street", Setting::Exterior, TimeOfDay::Day),
            ("INT. MARA'S KITCHEN - MORNING", "kitchen", Setting::Interior, TimeOfDay::Day),
            ("I/E. POLICE CAR - SUNSET", "car", Setting::Both, TimeOfDay::Dusk),
            ("EXT. BEACH - DAWN", "beach", Setting::Exterior, TimeOfDay::Dawn),
            ("INT. XYZZY - NIGHT", "interior", Setting::Interior, TimeOfDay::Night),
            ("EXT. XYZZY", "exterior", Setting::Exterior, TimeOfDay::Day),
            ("DEEP FOREST", "forest", Setting::Exterior, TimeOfDay::Day),
            ("", "interior", Setting::Interior, TimeOfDay::Day),
        ] {
            let set = read(heading, "");
            assert_eq!((set.place.as_str(), set.setting, set.time), (place, setting, time), "{heading}");
        }
    }

    #[test]
    fn what_goes_on_keeps_its_time_and_a_place_keeps_its_weather() {
        let night = read("EXT. DOCKS - NIGHT", "Rain.");
        let later = set_of("EXT. DOCKS - CONTINUOUS", "They run.", Some(&night));
        assert_eq!((later.time, later.weather), (TimeOfDay::Night, Weather::Rain));
        assert_eq!(later.palette_seed, night.palette_seed);
        let elsewhere = set_of("INT. BAR - LATER", "They drink.", Some(&night));
        assert_eq!((elsewhere.time, elsewhere.weather), (TimeOfDay::Night, Weather::Clear));
    }

    #[test]
    fn rain_that_is_only_talked_about_does_not_fall() {
        assert_eq!(read("INT. BAR - DAY", "Tom sits.\n\nTOM\nIt will rain.").weather, Weather::Clear);
    }

    #[test]
    fn every_weather_is_seen_in_the_action_and_the_worst_counts() {
        for (action, weather) in [
            ("Thunder. Rain on the roof.", Weather::Storm),
            ("Snow falls in the fog.", Weather::Snow),
            ("A drizzle.", Weather::Rain),
            ("Mist over the water.", Weather::Fog),
            ("A gust takes the hat.", Weather::Wind),
            ("Sun.", Weather::Clear),
            ("Brainwashed trains.", Weather::Clear),
        ] {
            assert_eq!(read("EXT. FIELD - DAY", action).weather, weather, "{action}");
        }
    }

    #[test]
    fn who_storms_out_brings_no_storm_and_dust_and_heat_are_no_rain() {
        for (action, weather) in [
            ("She storms out.", Weather::Clear),
            ("Heat haze.", Weather::Clear),
            ("A dust storm rises.", Weather::Wind),
            ("A storm rises.", Weather::Storm),
        ] {
            assert_eq!(read("EXT. DESERT - DAY", action).weather, weather, "{action}");
        }
    }

    #[test]
    fn a_slugline_may_name_the_weather_itself() {
        assert_eq!(read("EXT. RAIN-SWEPT ROAD - RAIN - NIGHT", "").weather, Weather::Rain);
        assert_eq!(read("EXT. MOOR IN FOG - DAY", "").weather, Weather::Fog);
    }

    #[test]
    fn moonlight_makes_a_night_where_the_slugline_is_silent() {
        assert_eq!(read("EXT. MOOR", "Moonlight on the heather.").time, TimeOfDay::Night);
        assert_eq!(read("EXT. MOOR - DAY", "Moonlight on the heather.").time, TimeOfDay::Day);
    }

    #[test]
    fn the_more_particular_kind_of_place_wins() {
        for (heading, place) in [
            ("INT. HOSPITAL - CORRIDOR - DAY", "hospital"),
            ("INT. HOTEL BAR - NIGHT", "bar"),
            ("EXT. PUBLIC PARK - TENNIS COURT - DAY", "park"),
            ("INT. COURT - DAY", "courtroom"),
            ("INT. PALACE - THRONE ROOM - DAY", "castle"),
            ("EXT. STADIUM - DAY", "stadium"),
            ("INT. TRAIN STATION OFFICE - DAY", "office"),
            ("EXT. HOUSE - GARDEN - DAY", "park"),
        ] {
            assert_eq!(read(heading, "").place, place, "{heading}");
        }
    }

    #[test]
    fn two_locations_have_two_palettes_and_one_has_one() {
        let (bar, again) = (read("INT. BAR - DAY", "Rain."), read("int. bar - night", "A clock."));
        assert_eq!(bar.palette_seed, again.palette_seed);
        assert_ne!(bar.palette_seed, read("INT. CAFE - DAY", "").palette_seed);
    }

    #[test]
    fn dressing_is_what_stands_in_the_action_each_thing_once_and_not_too_much() {
        let set = read(
            "INT. ROOM - DAY",
            "Two chairs, a chair, a PIANO. Curtains.\n\nTOM\nThe bed and the sofa.\n",
        );
        assert_eq!(set.dressing, ["chair", "piano", "curtain"]);
        let all = "table desk chair bed sofa couch armchair lamp window door stairs fireplace piano bookshelf shelf";
        assert_eq!(read("INT. ROOM - DAY", all).dressing.len(), 12);
    }

    #[test]
    fn a_set_survives_json() {
        let set = read("INT. LIGHTHOUSE - LAMP ROOM - NIGHT", "Rain. A desk.");
        let text = serde_json::to_string(&set).unwrap();
        assert_eq!(serde_json::from_str::<SetFacts>(&text).unwrap(), set);
    }
}
