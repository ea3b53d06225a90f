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
