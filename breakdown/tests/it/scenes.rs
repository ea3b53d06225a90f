//! Scenes of three genres, broken down and looked at as a director would, and texts nobody would shoot.

use crate::common::{Filmed, alone, film, source};
use breakdown::{BreakdownError, Cast, Context, MAX_BYTES, SceneFacts, SceneText, break_down, cast, set_of};
use domain::scene::shot::{Angle, Coverage, Movement, Pose, ShotPlan, Size};
use domain::{Genre, Tone};

const LAMP: &str = include_str!("../scenes/lamp.fountain");
const BAKERY: &str = include_str!("../scenes/bakery.fountain");
const DUST: &str = include_str!("../scenes/dust.fountain");

fn lamp() -> (Cast, Vec<Filmed>) {
    film(LAMP, Genre::Noir, Tone::Suspenseful)
}

fn with<'s>(filmed: &'s Filmed, words: &str) -> &'s ShotPlan {
    let shots = &filmed.broken.shots;
    shots.iter().find(|shot| source(shot, &filmed.content).contains(words)).expect(words)
}

#[test]
fn a_new_place_is_established_and_the_same_place_is_not() {
    let (_, scenes) = lamp();
    let opening = &scenes[0].broken.shots[0];
    assert_eq!((opening.role, opening.size), (Coverage::Establishing, Size::Ws));
    assert!(opening.figures.is_empty() && source(opening, &scenes[0].content).starts_with("Rain lashes"));
    assert!(scenes[1].broken.shots.iter().all(|shot| shot.role != Coverage::Establishing));
    let (_, scenes) = film(DUST, Genre::Western, Tone::Epic);
    assert_eq!(scenes[0].broken.shots[0].size, Size::Ews);
    assert_eq!(scenes[1].broken.shots[0].role, Coverage::Establishing);
}

#[test]
fn eyelines_meet_and_nobody_changes_sides() {
    for (_, scenes) in
        [lamp(), film(BAKERY, Genre::Comedy, Tone::Comedic), film(DUST, Genre::Western, Tone::Epic)]
    {
        for scene in &scenes {
            let mut sides = std::collections::BTreeMap::new();
            let held = [Coverage::Single, Coverage::OverShoulder, Coverage::Reaction];
            for shot in scene.broken.shots.iter().filter(|shot| held.contains(&shot.role)) {
                let figure = &shot.figures[0];
                let (side, looks) = (figure.x.get().signum(), figure.facing.get().signum());
                assert!((side + looks).abs() < 0.1, "{} looks out of the frame", figure.character);
                let known = *sides.entry(figure.character.clone()).or_insert(side);
                assert!((known - side).abs() < 0.1, "{} crossed the line", figure.character);
            }
        }
    }
    let (_, scenes) = lamp();
    let (mara, warden) = (&scenes[1].broken.after.sides["Mara"], &scenes[1].broken.after.sides["Warden"]);
    assert_ne!(mara, warden);
}

#[test]
fn a_scene_tightens_as_it_goes_and_loaded_lines_are_close() {
    let (_, scenes) = lamp();
    let confession = with(&scenes[0], "I killed a man.");
    assert!(matches!(confession.size, Size::Cu | Size::Ecu), "{:?}", confession.size);
    assert_eq!(confession.role, Coverage::Single);
    let first = with(&scenes[0], "Don't scream.");
    assert!(first.size > confession.size, "{:?} then {:?}", first.size, confession.size);
}

#[test]
fn power_is_seen_from_below_and_weakness_from_above() {
    let (_, scenes) = lamp();
    assert_eq!(with(&scenes[1], "He looms over her.").angle, Angle::Low);
    assert_eq!(with(&scenes[1], "Tom cowers").angle, Angle::High);
}

#[test]
fn things_that_matter_are_shown_and_stay_in_the_hand() {
    let (_, scenes) = lamp();
    let key = with(&scenes[0], "the KEY");
    assert_eq!(
        (key.role, key.props.as_slice(), key.figures.len()),
        (Coverage::Insert, &["key".to_owned()][..], 0)
    );
    let armed = with(&scenes[0], "Don't scream.");
    let tom = armed.figures.iter().find(|figure| figure.character == "Tom").unwrap();
    assert_eq!(tom.prop.as_deref(), Some("revolver"));
    let confession = with(&scenes[0], "I killed a man.");
    assert_eq!((confession.figures[0].prop.as_deref(), confession.figures[0].pose), (None, Pose::Sit));
}

#[test]
fn travel_moves_the_camera_and_goes_one_way() {
    let (_, scenes) = film(DUST, Genre::Western, Tone::Epic);
    let moving: Vec<&ShotPlan> = scenes
        .iter()
        .flat_map(|scene| &scene.broken.shots)
        .filter(|shot| shot.role == Coverage::Moving)
        .collect();
    assert!(moving.len() >= 3, "{}", moving.len());
    assert!(
        moving.iter().all(|shot| shot.movement != Movement::TrackLeft && shot.movement != Movement::Static)
    );
    assert!(moving.iter().all(|shot| shot.figures[0].facing.get() > 0.0));
    assert_eq!(with(&scenes[1], "Bullets strike").movement, Movement::Handheld);
}

#[test]
fn a_page_plays_about_a_minute_in_at_most_a_dozen_shots() {
    for (_, scenes) in
        [lamp(), film(BAKERY, Genre::Comedy, Tone::Comedic), film(DUST, Genre::Western, Tone::Epic)]
    {
        for scene in &scenes {
            let eighths = screenplay::page_eighths(&screenplay::parse_fragment(&scene.content).unwrap());
            let seconds = scene.broken.shots.iter().map(|shot| shot.duration_ms.get()).sum::<u32>() / 1_000;
            let page = eighths * 60 / 8;
            assert!(seconds * 10 >= page * 6 && seconds * 10 <= page * 15, "{seconds} s for {page} s");
            let shots = u32::try_from(scene.broken.shots.len()).unwrap();
            assert!(shots * 8 <= eighths * 12 + 16 && shots >= 2, "{shots} shots on {eighths} eighths");
        }
    }
}

#[test]
fn all_shots_of_a_scene_share_their_light_and_a_comedy_is_brighter_than_a_noir() {
    let (_, dark) = lamp();
    let (_, light) = film(BAKERY, Genre::Comedy, Tone::Comedic);
    for scene in dark.iter().chain(&light) {
        let first = scene.broken.shots[0].params;
        let same = |shot: &ShotPlan| {
            (shot.params.lighting, shot.params.color_temp) == (first.lighting, first.color_temp)
        };
        assert!(scene.broken.shots.iter().all(same));
    }
    let params = |scenes: &[Filmed]| scenes[0].broken.shots[0].params;
    assert!(params(&dark).lighting.get() + 30.0 < params(&light).lighting.get());
    assert!(params(&dark).contrast.get() > params(&light).contrast.get() + 20.0);
    assert_eq!((dark[0].set.place.as_str(), light[0].set.place.as_str()), ("lighthouse", "shop"));
}

#[test]
fn declared_changes_are_noted_on_the_shots_they_concern() {
    let text = "MARA\nYes.\n\nTOM\nNo.\n";
    let cast = cast(&[SceneText { heading: "INT. BAR - NIGHT", content: text }], &[]);
    let set = set_of("INT. BAR - NIGHT", text, None);
    let facts = SceneFacts {
        content: text,
        revision: 1,
        set: &set,
        genre: Genre::Drama,
        tone: Tone::Neutral,
        tension: "",
    };
    let declared = serde_json::json!([{"subject": {"kind": "character", "name": "Mara"}, "what": "in red"}]);
    let before = Context { changes: serde_json::from_value(declared).unwrap(), ..Context::default() };
    let shots = break_down(&facts, &cast, &before).unwrap().shots;
    for shot in shots {
        assert_eq!(shot.notes == "in red", shot.characters.contains(&"Mara".to_owned()), "{shot:?}");
    }
}

#[test]
fn the_same_text_gives_the_same_shots() {
    let shots = || lamp().1.into_iter().map(|scene| scene.broken).collect::<Vec<_>>();
    assert_eq!(shots(), shots());
}

#[test]
fn texts_that_are_no_scene_get_a_shot_or_a_clear_refusal() {
    let empty = alone("");
    assert_eq!((empty.shots.len(), empty.shots[0].role), (1, Coverage::Establishing));
    let endless = alone(&format!("MARA\n{}", "word ".repeat(10_000)));
    assert!(endless.shots.len() <= 40 && endless.shots.len() > 10);
    let set = set_of("", "", None);
    let refused = |content: &str| {
        let facts = SceneFacts {
            content,
            revision: 1,
            set: &set,
            genre: Genre::Drama,
            tone: Tone::Neutral,
            tension: "",
        };
        break_down(&facts, &Cast::default(), &Context::default()).unwrap_err()
    };
    let huge = "a".repeat(MAX_BYTES + 1);
    assert_eq!(refused(&huge), BreakdownError::TooLong { bytes: MAX_BYTES + 1 });
    assert!(matches!(refused("a\0b"), BreakdownError::Unreadable(_)));
}
