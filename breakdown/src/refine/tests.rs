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
    for (phrase, _) in PHRASES {
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
