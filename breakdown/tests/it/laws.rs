//! What holds for every breakdown of any text, in any mood, after any scene.

use crate::common::{alone, scene};
use breakdown::{Breakdown, Context, SceneFacts, SceneText, Side, break_down, cast, set_of};
use domain::scene::shot::{Coverage, Letters, ShotPlan, Size};
use domain::{Genre, Tone};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The laws of every breakdown.
fn lawful(content: &str, shots: &[ShotPlan]) -> Result<(), TestCaseError> {
    prop_assert!((1..=40).contains(&shots.len()));
    let mut start = 0;
    for shot in shots {
        prop_assert_eq!(shot.check(), Ok(()));
        prop_assert!(shot.duration_ms.get() >= 1_000, "{} ms", shot.duration_ms.get());
        prop_assert!(!shot.description.trim().is_empty());
        let span = shot.span.unwrap();
        prop_assert!(span.start <= span.end);
        prop_assert!(span.start >= start && content.get(span.start as usize..span.end as usize).is_some());
        start = span.start;
    }
    spoken_once(content, shots)
}

/// Every line of dialogue is heard in exactly one shot.
fn spoken_once(content: &str, shots: &[ShotPlan]) -> Result<(), TestCaseError> {
    let elements = screenplay::parse_fragment(content).unwrap();
    for (at, line) in elements.iter().enumerate() {
        let cued = elements[..at].iter().rev().find(|it| !it.is_speech());
        let cued = cued.is_some_and(|it| it.cue_name().is_some());
        if line.kind != screenplay::Kind::Dialogue || !cued || !line.text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let middle = content[line.span.start..line.span.end].find(|c: char| c.is_alphanumeric()).unwrap_or(0);
        let at = u32::try_from(line.span.start + middle).unwrap();
        let answers =
            |shot: &ShotPlan| shot.role == Coverage::Reaction && shot.description.contains(" hears ");
        let spoken = shots.iter().filter(|shot| !answers(shot)).map(|shot| shot.span.unwrap());
        let held = spoken.filter(|span| (span.start..span.end).contains(&at)).count();
        prop_assert_eq!(held, 1, "{:?}", line.text);
    }
    Ok(())
}

/// Nobody stands in somebody else, and nobody is twice in one picture.
fn staged(shots: &[ShotPlan]) -> Result<(), TestCaseError> {
    for shot in shots {
        let names: BTreeSet<&str> = shot.figures.iter().map(|it| it.character.as_str()).collect();
        prop_assert_eq!(names.len(), shot.figures.len(), "somebody is there twice: {:?}", shot.figures);
        for (at, a) in shot.figures.iter().enumerate() {
            for b in &shot.figures[at + 1..] {
                let apart = (a.x.get() - b.x.get()).hypot(a.z.get() - b.z.get());
                prop_assert!(apart > 0.3, "{} and {} are {apart} m apart", a.character, b.character);
            }
        }
    }
    Ok(())
}

/// In the pictures of one person, everyone keeps the side of the line they began on.
fn on_their_side(shots: &[ShotPlan]) -> Result<(), TestCaseError> {
    let mut sides: BTreeMap<&str, f64> = BTreeMap::new();
    let held = [Coverage::Single, Coverage::OverShoulder, Coverage::Reaction];
    for shot in shots.iter().filter(|shot| held.contains(&shot.role)) {
        let Some(figure) = shot.figures.first() else { continue };
        let side = figure.x.get().signum();
        let known = *sides.entry(&figure.character).or_insert(side);
        prop_assert!((known - side).abs() < 0.1, "{} crossed the line", figure.character);
    }
    Ok(())
}

/// Text that looks like a scene, with everything that moves a camera.
fn scene_like() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[A-Z]{2,8}\n[A-Za-z ,.!?]{1,80}\n\n",
        "[A-Z]{2,5} \\(V\\.O\\.\\)\n\\(beat\\)\n[a-z ]{1,30}[.!]\n\n",
        "(Mara|Tom|She|They|The gun) (runs|sits|lies|looks at|picks up|enters|shoots|embraces) \
         (the letter|Tom|away|it)\\.\n\n",
        "(MARA|TOM)\n(Yes|No|I killed him!|Where is the key\\?)\n\n",
        "[ -~]{0,60}\n",
        "\\PC{0,20}\n\n",
    ];
    prop::collection::vec(part, 0..30).prop_map(|parts| parts.concat())
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(move |at| all[at])
}

fn heading() -> impl Strategy<Value = String> {
    "(INT|EXT|I/E)\\. (BAR|STREET|CASTLE|SEA|MOON|[A-Z]{1,12}) - (DAY|NIGHT|DUSK|LATER)"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_scene_gives_lawful_shots(content in scene_like()) {
        let broken = alone(&content);
        lawful(&content, &broken.shots)?;
        staged(&broken.shots)?;
        on_their_side(&broken.shots)?;
    }

    #[test]
    fn any_text_gives_lawful_shots(content in "[^\0]{0,300}") {
        if screenplay::parse_fragment(&content).is_ok() {
            lawful(&content, &alone(&content).shots)?;
        }
    }

    #[test]
    fn any_mood_and_place_gives_lawful_shots(
        content in scene_like(),
        heading in heading(),
        genre in any_of(Genre::ALL),
        tone in any_of(Tone::ALL),
    ) {
        let broken = scene(&heading, &content, genre, tone);
        lawful(&content, &broken.shots)?;
        prop_assert_eq!(broken, scene(&heading, &content, genre, tone), "the same again");
    }

    #[test]
    fn any_scene_before_leaves_lawful_shots_and_keeps_sides(
        content in scene_like(),
        right in any::<bool>(),
        travel in any::<Option<bool>>(),
    ) {
        let side = |right: bool| if right { Side::Right } else { Side::Left };
        let heading = "INT. BAR - NIGHT";
        let cast = cast(&[SceneText { heading, content: &content }], &[]);
        let set = set_of(heading, &content, None);
        let before = Context {
            location: Some(set.location.clone()),
            sides: cast.members.iter().map(|it| (it.name.clone(), side(right))).collect(),
            travel: travel.map(side),
            changes: Vec::new(),
        };
        let facts = SceneFacts {
            content: &content, revision: 1, set: &set, genre: Genre::Drama, tone: Tone::Neutral, tension: "",
        };
        let Breakdown { shots, after } = break_down(&facts, &cast, &before).unwrap();
        lawful(&content, &shots)?;
        prop_assert!(shots.iter().all(|shot| shot.role != Coverage::Establishing) || shots.len() == 1);
        for (name, known) in &before.sides {
            prop_assert_eq!(after.sides.get(name), Some(known), "{} changed sides", name);
        }
        prop_assert!(travel.is_none() || after.travel == before.travel, "travel turned round");
    }

    #[test]
    fn the_light_of_a_scene_is_one_light(content in scene_like()) {
        let shots = alone(&content).shots;
        let light = |shot: &ShotPlan| {
            let params = shot.params;
            (params.lighting, params.color_temp, params.contrast, params.hdr_bloom)
        };
        prop_assert!(shots.iter().all(|shot| light(shot) == light(&shots[0])));
        for a in &shots {
            for b in shots.iter().filter(|b| b.size > a.size) {
                prop_assert!(a.params.fov <= b.params.fov, "{} {} and {} {}", a.size, a.params.fov.get(), b.size, b.params.fov.get());
            }
        }
    }

    #[test]
    fn what_somebody_holds_is_among_the_props_of_the_shot(content in scene_like()) {
        for shot in alone(&content).shots {
            for prop in shot.figures.iter().filter_map(|figure| figure.prop.as_ref()) {
                prop_assert!(shot.props.contains(prop), "{prop} in {:?}", shot.props);
            }
        }
    }

    #[test]
    fn a_set_is_the_same_whatever_happens_in_it(a in scene_like(), b in scene_like(), heading in heading()) {
        let (first, second) = (set_of(&heading, &a, None), set_of(&heading, &b, None));
        prop_assert_eq!(first.palette_seed, second.palette_seed);
        prop_assert_eq!((first.place, first.location), (second.place, second.location));
        prop_assert!(first.dressing.len() <= 12);
    }
}

#[test]
fn shots_are_lettered_without_two_of_one_name() {
    let names: BTreeSet<String> = (0..40).map(|at| format!("3{}", Letters(at))).collect();
    assert_eq!(names.len(), 40);
    assert!(names.contains("3A") && names.contains("3B"));
}

#[test]
fn sizes_go_from_near_to_far() {
    assert!(Size::Ecu < Size::Cu && Size::Cu < Size::Ms && Size::Ws < Size::Ews);
}
