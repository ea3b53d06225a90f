//! Words change the right parameters, in the right direction, and say what they did.

use super::*;
use domain::scene::shot::{Angle, Movement};
use proptest::prelude::*;
use serde_json::json;

fn shot() -> ShotPlan {
    serde_json::from_value(json!({
        "role": "single", "size": "ms", "angle": "eye", "movement": "static", "composition": "golden",
        "params": {"fov": 40, "lighting": 50, "hdr_bloom": 10, "color_temp": 4300, "contrast": 55},
        "duration_ms": 3000, "description": "", "characters": [], "figures": [], "props": [], "notes": "",
    }))
    .unwrap()
}

#[test]
fn darker_lower_angle_warmer_does_just_that() {
    let asked = refine("darker, lower angle, warmer", &shot());
    let after = shot().with(asked.change.clone());
    assert_eq!(Some(after.params.lighting), Lighting::new(35.0).ok());
    assert_eq!(Some(after.params.color_temp), ColorTemp::new(3_400.0).ok());
    assert_eq!(after.angle, Angle::Low);
    assert_eq!(
        asked.understood,
        ["darker: lighting 50 to 35", "lower angle: angle eye to low", "warmer: color_temp 4300 to 3400"]
    );
    assert!(asked.ignored.is_empty());
    let only = ShotChange { angle: Some(Angle::Low), params: asked.change.params, ..ShotChange::default() };
    assert_eq!((asked.change.params.fov, asked.change), (None, only));
}

#[test]
fn every_phrase_does_something_to_some_shot() {
    let mut other = shot();
    (other.size, other.angle, other.movement) = (Size::Fs, Angle::Overhead, Movement::CraneDown);
    other.composition = Composition::Symmetrical;
    for phrase in phrases::WISHES.iter().flat_map(|(_, phrases)| *phrases) {
        let does = [shot(), other.clone()].iter().any(|shot| !refine(phrase, shot).is_empty());
        assert!(does, "{phrase:?} does nothing");
        assert!(refine(phrase, &shot()).ignored.is_empty(), "{phrase:?} is not understood whole");
    }
}

#[test]
fn little_words_make_a_wish_smaller_or_greater() {
    let light = |text: &str| shot().with(refine(text, &shot()).change).params.lighting;
    let percent = |value: f64| Lighting::new(value).unwrap();
    assert_eq!(
        [light("a bit darker"), light("darker"), light("much darker")],
        [42.5, 35.0, 20.0].map(percent)
    );
    assert_eq!(light("darker, darker, darker, much much darker"), percent(0.0));
}

#[test]
fn closer_and_wider_stop_at_the_last_size() {
    let size = |text: &str| shot().with(refine(text, &shot()).change).size;
    assert_eq!([size("closer"), size("much closer"), size("wider")], [Size::Mcu, Size::Cu, Size::Mls]);
    assert_eq!(size("tighter tighter tighter tighter tighter tighter"), Size::Ecu);
    assert_eq!(size("extreme close-up, please"), Size::Ecu);
}

#[test]
fn what_is_not_understood_is_told_back() {
    let asked = refine("more purple, handheld", &shot());
    assert_eq!(asked.ignored, ["purple"]);
    assert_eq!(asked.change.movement, Some(Movement::Handheld));
    let set = refine("at night, in the rain, slower", &shot());
    assert_eq!((set.time, set.weather), (Some(TimeOfDay::Night), Some(Weather::Rain)));
    assert_eq!(shot().with(set.change).duration_ms.get(), 4_050);
}

proptest! {
    #[test]
    fn any_words_leave_a_valid_shot(text in any::<String>()) {
        let after = shot().with(refine(&text, &shot()).change);
        prop_assert!(after.check().is_ok());
    }
}

/// The plan after these words.
fn after(text: &str) -> ShotPlan {
    shot().with(refine(text, &shot()).change)
}

#[test]
fn every_parameter_goes_both_ways() {
    type Read = fn(&ShotPlan) -> f64;
    let cases: [(&str, &str, Read); 6] = [
        ("brighter", "darker", |it| it.params.lighting.get()),
        ("colder", "warmer", |it| it.params.color_temp.get()),
        ("more contrast", "softer", |it| it.params.contrast.get()),
        ("more glow", "less glow", |it| it.params.hdr_bloom.get()),
        ("wider lens", "longer lens", |it| it.params.fov.get()),
        ("slower", "faster", |it| f64::from(it.duration_ms.get())),
    ];
    for (up, down, read) in cases {
        assert!(read(&after(up)) > read(&shot()), "{up}");
        assert!(read(&after(down)) < read(&shot()), "{down}");
    }
}

#[test]
fn what_is_too_much_becomes_less() {
    for (complaint, wish) in [
        ("too dark", "brighter"),
        ("too bright", "darker"),
        ("too cold", "warmer"),
        ("too warm", "colder"),
        ("too close", "wider"),
        ("too wide", "closer"),
        ("too long", "shorter"),
    ] {
        assert_eq!(refine(complaint, &shot()).change, refine(wish, &shot()).change, "{complaint}");
    }
}

#[test]
fn wishes_add_up_in_their_order() {
    assert_eq!(after("darker, darker").params.lighting, Lighting::new(20.0).unwrap());
    assert_eq!(after("darker, brighter").params.lighting, shot().params.lighting);
    assert_eq!(after("wide shot, then a close-up").size, Size::Cu);
    assert_eq!(after("close-up, wider").size, Size::Mcu);
}

#[test]
fn no_parameter_leaves_its_range() {
    let all = "much brighter much colder much more contrast dreamy wider lens slower ".repeat(12);
    let most = after(&all);
    assert_eq!(most.params.lighting, Lighting::nearest(100.0));
    assert_eq!(most.params.color_temp, ColorTemp::nearest(10_000.0));
    assert!(most.params.fov.get() <= 120.0 && most.check().is_ok());
    let none = after(&"much darker much warmer softer crisper telephoto much faster ".repeat(12));
    assert_eq!(none.params.lighting, Lighting::nearest(0.0));
    assert_eq!(none.params.color_temp, ColorTemp::nearest(2_000.0));
    assert!(none.params.fov.get() >= 10.0 && none.check().is_ok());
}

#[test]
fn nothing_asked_is_nothing_changed() {
    for text in ["", "   ", "please", "make it", "the shot, the frame, the picture", ",.;!?"] {
        let asked = refine(text, &shot());
        assert!(asked.is_empty() && asked.ignored.is_empty() && asked.understood.is_empty(), "{text:?}");
    }
}

#[test]
fn the_same_wish_that_is_fulfilled_already_is_understood_and_changes_nothing() {
    let asked = refine("eye level, static, medium shot", &shot());
    assert!(asked.change.is_empty());
    assert_eq!(asked.understood.len(), 3);
}

#[test]
fn capitals_and_marks_do_not_matter() {
    let plain = refine("darker lower angle", &shot());
    for text in ["DARKER, LOWER ANGLE!", "  darker… lower angle?", "Darker; (lower) angle"] {
        assert_eq!(refine(text, &shot()).change.params, plain.change.params, "{text}");
        assert_eq!(refine(text, &shot()).change.angle, plain.change.angle, "{text}");
    }
}

#[test]
fn the_longest_phrase_wins() {
    assert_eq!(after("extreme close-up").size, Size::Ecu);
    assert_eq!(after("wide angle").params.fov, Fov::nearest(60.0));
    assert_eq!(after("wide angle").size, shot().size);
    assert_eq!(after("over the shoulder").angle, Angle::OverShoulder);
}

#[test]
fn time_and_weather_concern_the_set_and_leave_the_shot_alone() {
    for (text, time, weather) in [
        ("at night", Some(TimeOfDay::Night), None),
        ("golden hour, foggy", Some(TimeOfDay::Dusk), Some(Weather::Fog)),
        ("sunrise with snow", Some(TimeOfDay::Dawn), Some(Weather::Snow)),
        ("stormy", None, Some(Weather::Storm)),
        ("no rain", None, Some(Weather::Clear)),
    ] {
        let asked = refine(text, &shot());
        assert_eq!((asked.time, asked.weather), (time, weather), "{text}");
        assert!(asked.change.is_empty() && !asked.is_empty(), "{text}");
    }
}

#[test]
fn no_phrase_asks_for_two_things() {
    let mut seen = std::collections::BTreeSet::new();
    for phrase in phrases::WISHES.iter().flat_map(|(_, phrases)| *phrases) {
        assert!(seen.insert(*phrase), "{phrase:?} is listed twice");
        assert!(phrase.split(' ').count() <= 4, "{phrase:?} is longer than what is looked for");
    }
}

#[test]
fn a_flood_of_words_is_read_to_a_limit() {
    let asked = refine(&"purple ".repeat(100_000), &shot());
    assert_eq!(asked.ignored.len(), MOST);
    assert!(asked.is_empty());
}

proptest! {
    #[test]
    fn every_word_is_understood_ignored_or_a_filler(picks in prop::collection::vec(0..400usize, 0..12)) {
        let known: Vec<&str> = phrases::WISHES.iter().flat_map(|(_, phrases)| phrases.iter().copied()).collect();
        let chosen: Vec<&str> = picks.iter().map(|at| known[at % known.len()]).collect();
        let asked = refine(&chosen.join(", "), &shot());
        prop_assert!(asked.ignored.is_empty(), "{:?} of {chosen:?}", asked.ignored);
        prop_assert!(asked.understood.len() <= chosen.len());
        prop_assert!(shot().with(asked.change).check().is_ok());
    }

    #[test]
    fn more_of_a_wish_never_does_less(times in 1..8usize) {
        let light = |times: usize| after(&"darker ".repeat(times)).params.lighting.get();
        prop_assert!(light(times + 1) <= light(times));
    }
}
