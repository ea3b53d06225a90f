//! A frame that fits scores full; each fault costs points and says why.

use super::*;
use domain::scene::shot::{Aspect, Reason, Subject};
use proptest::prelude::*;
use serde_json::json;

fn look() -> Look {
    serde_json::from_value(json!({
        "hair": {"style": "bob", "colour": "#202020"},
        "build": {"height_m": 1.7, "breadth": 0.4},
        "skin_tone": 0.3, "age": "adult", "presenting": "feminine",
        "costume": {"kind": "coat", "primary": "#808286", "secondary": "#404040"},
    }))
    .unwrap()
}

/// Mara on the left, looking right, a lamp in hand, on a night inside.
fn frame(name: &str) -> FrameFacts {
    FrameFacts {
        name: name.into(),
        time: TimeOfDay::Night,
        interior: true,
        params: serde_json::from_value(
            json!({"fov": 40, "lighting": 35, "hdr_bloom": 10, "color_temp": 3000, "contrast": 60}),
        )
        .unwrap(),
        expected: vec![ExpectedFigure {
            name: "Mara".into(),
            look: look(),
            side: Some(Side::Left),
            looks: Some(Side::Right),
            prop: Some("lamp".into()),
        }],
        measured: Measured {
            luminance: 0.22,
            color_temp: 3_200.0,
            set: Some(Colour([80, 70, 60])),
            figures: vec![MeasuredFigure {
                name: "Mara".into(),
                costume: Some(Colour([110, 108, 104])),
                hair: Some(Colour([30, 28, 28])),
                x: -0.3,
                turned: 0.5,
                coverage: 0.1,
                prop: Some("lamp".into()),
            }],
        },
        close: false,
    }
}

fn judged(change: impl FnOnce(&mut FrameFacts)) -> ConsistencyScore {
    let mut changed = frame("3B");
    change(&mut changed);
    score(&changed, &[&frame("3A")], &[])
}

#[test]
fn a_frame_that_fits_has_every_point() {
    let score = judged(|_| ());
    assert!(score.total.get() >= 98.0, "{score:?}");
    assert!(score.check().is_ok());
}

#[test]
fn every_fault_costs_points_and_is_named() {
    let fault = |change: fn(&mut FrameFacts), aspect, message: &str| {
        let score = judged(change);
        let named = |it: &Reason| it.aspect == aspect && it.message == message;
        assert!(score.reasons.iter().any(named), "{message}: {score:?}");
        assert!(score.total.get() < 88.0, "{message}: {}", score.total.get());
    };
    fault(
        |frame| frame.measured.figures[0].costume = Some(Colour([110, 66, 30])),
        Aspect::Look,
        "Mara's coat reads brown, the look says grey",
    );
    fault(|frame| frame.measured.figures.clear(), Aspect::Look, "Mara is not in the frame");
    fault(
        |frame| frame.measured.figures[0].x = 0.4,
        Aspect::ScreenDirection,
        "Mara stands on the right and belongs on the left",
    );
    fault(
        |frame| frame.measured.figures[0].turned = -0.5,
        Aspect::ScreenDirection,
        "Mara looks left: the eyeline crosses the line, it goes right",
    );
    fault(|frame| frame.measured.figures[0].prop = None, Aspect::Props, "Mara has no lamp in hand");
    fault(|frame| frame.measured.luminance = 0.85, Aspect::TimeOfDay, "too bright for night");
    fault(|frame| frame.measured.color_temp = 7_500.0, Aspect::Light, "colder than shot 3A by 4300 K");
    fault(
        |frame| frame.measured.set = Some(Colour([40, 90, 160])),
        Aspect::Set,
        "the set reads blue, in shot 3A it reads brown",
    );
}

#[test]
fn a_change_that_is_meant_costs_nothing() {
    let mut changed = frame("3B");
    changed.measured.figures[0].costume = Some(Colour([200, 30, 30]));
    changed.measured.set = Some(Colour([40, 90, 160]));
    let declared = [
        DeclaredChange {
            subject: Subject::Character { name: "MARA".into() },
            what: "in the red dress".into(),
        },
        DeclaredChange { subject: Subject::Set {}, what: "the walls are painted".into() },
    ];
    let before = score(&changed, &[&frame("3A")], &[]).total.get();
    let after = score(&changed, &[&frame("3A")], &declared);
    assert!(before < 60.0 && after.total.get() >= 98.0, "{before} {after:?}");
    assert!(after.reasons.iter().any(|it| it.message == "Mara looks different on purpose: in the red dress"));
}

#[test]
fn a_darker_frame_is_no_fault_if_its_own_light_is_lower() {
    let darker = |lighting: f64| {
        judged(|frame| {
            frame.measured.luminance = 0.04;
            frame.params.lighting = domain::scene::shot::Lighting::nearest(lighting);
        })
    };
    assert!(darker(10.0).total.get() > darker(35.0).total.get());
}

proptest! {
    #[test]
    fn any_measurement_gives_a_score(luminance in any::<f64>(), kelvin in any::<f64>(), x in any::<f64>(), turned in any::<f64>()) {
        let score = judged(|frame| {
            frame.measured.luminance = luminance;
            frame.measured.color_temp = kelvin;
            frame.measured.figures[0].x = x;
            frame.measured.figures[0].turned = turned;
        });
        prop_assert!((0.0..=100.0).contains(&score.total.get()));
        prop_assert!(score.check().is_ok());
    }
}

/// The worst score of an aspect, or full marks if nothing was said of it.
fn worst(score: &ConsistencyScore, aspect: Aspect) -> f64 {
    let scores = score.reasons.iter().filter(|it| it.aspect == aspect).map(|it| it.score.get());
    scores.fold(100.0, f64::min)
}

fn says(score: &ConsistencyScore, message: &str) -> bool {
    score.reasons.iter().any(|it| it.message == message)
}

#[test]
fn the_worst_reasons_stand_first_and_there_are_not_too_many() {
    let score = judged(|frame| {
        frame.measured.luminance = 0.9;
        for at in 0..80 {
            let stranger =
                MeasuredFigure { name: format!("Nobody {at}"), ..frame.measured.figures[0].clone() };
            frame.measured.figures.push(stranger);
        }
    });
    assert!(score.reasons.len() <= domain::scene::shot::MAX_REASONS);
    assert!(score.reasons.windows(2).all(|pair| pair[0].score <= pair[1].score));
    assert!(score.check().is_ok());
}

#[test]
fn the_same_colour_in_other_light_is_the_same_colour() {
    for tenths in [4_u16, 7, 10, 13] {
        let score = judged(|frame| {
            let lit = |channel: u8| u8::try_from(u16::from(channel) * tenths / 10).unwrap_or(u8::MAX);
            let seen = look().costume.primary.0.map(lit);
            frame.measured.figures[0].costume = Some(Colour(seen));
        });
        assert!(worst(&score, Aspect::Look) >= 80.0, "{tenths}: {score:?}");
    }
}

#[test]
fn what_is_too_small_to_be_seen_is_not_judged() {
    let wrong = |coverage: f64| {
        judged(|frame| {
            frame.measured.figures[0].costume = Some(Colour([250, 20, 20]));
            frame.measured.figures[0].coverage = coverage;
        })
    };
    assert!(worst(&wrong(0.1), Aspect::Look) < 80.0);
    assert!(worst(&wrong(0.001), Aspect::Look) >= 80.0);
}

#[test]
fn what_was_not_measured_is_not_held_against_a_frame() {
    let score = judged(|frame| {
        let found = &mut frame.measured.figures[0];
        (found.costume, found.hair) = (None, None);
        frame.measured.set = None;
    });
    assert!(score.total.get() >= 98.0, "{score:?}");
    assert!(!score.reasons.iter().any(|it| it.aspect == Aspect::Set));
}

#[test]
fn whoever_looks_into_the_lens_crosses_no_line() {
    let score = judged(|frame| {
        frame.expected[0].looks = None;
        frame.measured.figures[0].turned = -0.9;
    });
    assert!(!says(&score, "Mara looks left: the eyeline crosses the line, it goes right"));
    assert!(worst(&score, Aspect::ScreenDirection) >= 98.0);
}

#[test]
fn whoever_stands_near_the_middle_is_on_either_side() {
    for (x, right) in [(-0.3, true), (0.05, true), (0.3, false)] {
        let score = judged(|frame| frame.measured.figures[0].x = x);
        assert_eq!(worst(&score, Aspect::ScreenDirection) >= 98.0, right, "{x}");
    }
}

#[test]
fn another_prop_is_worse_than_none_and_one_that_nobody_took_is_noticed() {
    let props = |wanted: Option<&str>, held: Option<&str>| {
        judged(|frame| {
            frame.expected[0].prop = wanted.map(str::to_owned);
            frame.measured.figures[0].prop = held.map(str::to_owned);
        })
    };
    assert!(says(&props(Some("lamp"), Some("lamp")), "Mara holds the lamp"));
    assert!(says(&props(Some("lamp"), Some("knife")), "Mara holds a knife; it should be the lamp"));
    assert!(says(&props(None, Some("knife")), "Mara holds a knife that nobody took"));
    let (other, none) = (props(Some("lamp"), Some("knife")), props(Some("lamp"), None));
    assert!(worst(&other, Aspect::Props) < worst(&none, Aspect::Props));
    assert!(props(None, None).reasons.iter().all(|it| it.aspect != Aspect::Props));
}

#[test]
fn in_a_close_frame_a_hand_is_out_of_the_picture() {
    let score = judged(|frame| {
        frame.close = true;
        frame.measured.figures[0].prop = None;
        frame.measured.set = Some(Colour([40, 90, 160]));
    });
    assert!(
        score.reasons.iter().all(|it| it.aspect != Aspect::Props && it.aspect != Aspect::Set),
        "{score:?}"
    );
}

#[test]
fn a_frame_is_compared_with_every_neighbour_and_the_worst_counts() {
    let (mut near, mut far) = (frame("3A"), frame("3C"));
    near.measured.luminance = 0.24;
    far.measured.luminance = 0.95;
    let alone = score(&frame("3B"), &[&near], &[]);
    let both = score(&frame("3B"), &[&near, &far], &[]);
    assert!(both.total < alone.total);
    assert!(both.reasons.iter().any(|it| it.message.ends_with("darker than shot 3C")), "{both:?}");
}

#[test]
fn a_frame_without_neighbours_is_judged_by_its_scene_alone() {
    let score = score(&frame("3A"), &[], &[]);
    assert!(score.total.get() >= 98.0);
    assert!(score.reasons.iter().all(|it| !matches!(it.aspect, Aspect::Light | Aspect::Set)));
}

#[test]
fn every_hour_has_its_light() {
    let fits = |time, interior, luminance| {
        let mut frame = frame("3A");
        (frame.time, frame.interior, frame.measured.luminance) = (time, interior, luminance);
        worst(&score(&frame, &[], &[]), Aspect::TimeOfDay) >= 80.0
    };
    for (time, interior, dark, right, bright) in [
        (TimeOfDay::Day, false, Some(0.1), 0.5, None),
        (TimeOfDay::Day, true, Some(0.02), 0.3, None),
        (TimeOfDay::Dusk, false, Some(0.01), 0.3, Some(0.9)),
        (TimeOfDay::Dawn, true, Some(0.01), 0.3, Some(0.9)),
        (TimeOfDay::Night, false, None, 0.1, Some(0.6)),
        (TimeOfDay::Night, true, None, 0.3, Some(0.8)),
    ] {
        assert!(fits(time, interior, right), "{time} {interior}");
        assert!(dark.is_none_or(|dark| !fits(time, interior, dark)), "{time} {interior} dark");
        assert!(bright.is_none_or(|bright| !fits(time, interior, bright)), "{time} {interior} bright");
    }
}

#[test]
fn a_name_is_the_same_in_any_case() {
    let score = judged(|frame| frame.measured.figures[0].name = "MARA".into());
    assert!(score.total.get() >= 98.0, "{score:?}");
}

#[test]
fn an_endless_change_is_told_shortly() {
    let declared = [DeclaredChange { subject: Subject::Set {}, what: "painted ".repeat(500) }];
    let score = score(&frame("3B"), &[&frame("3A")], &declared);
    assert!(score.check().is_ok());
    assert!(score.reasons.iter().all(|it| it.message.chars().count() < 260));
}

proptest! {
    #[test]
    fn a_frame_beside_itself_never_loses_light_or_set(
        luminance in 0.0..0.5f64,
        kelvin in 2_000.0..10_000.0f64,
        rgb in any::<[u8; 3]>(),
    ) {
        let mut frame = frame("3A");
        frame.measured.luminance = luminance;
        frame.measured.color_temp = kelvin;
        frame.measured.set = Some(Colour(rgb));
        let score = score(&frame, &[&frame.clone()], &[]);
        prop_assert!(worst(&score, Aspect::Light) >= 99.0 && worst(&score, Aspect::Set) >= 99.0);
    }

    #[test]
    fn another_fault_never_raises_the_score(costume in any::<[u8; 3]>(), x in -1.0..1.0f64) {
        let some = judged(|frame| frame.measured.figures[0].costume = Some(Colour(costume)));
        let more = judged(|frame| {
            frame.measured.figures[0].costume = Some(Colour(costume));
            frame.measured.figures[0].x = x;
        });
        prop_assert!(more.total <= some.total);
    }
}
