//! Who stands where, how they are held and what is in their hands, from shot to shot.

use crate::common::{alone, film, holding, scene};
use domain::scene::shot::{Coverage as C, Figure, Pose, ShotPlan};
use domain::{Genre, Tone};

/// How somebody is in the shot that holds these words.
fn figure(text: &str, words: &str, name: &str) -> Figure {
    let broken = alone(text);
    let shot = holding(&broken, text, words);
    shot.figures
        .iter()
        .find(|it| it.character == name)
        .unwrap_or_else(|| panic!("{name} in {shot:?}"))
        .clone()
}

fn of<'s>(shot: &'s ShotPlan, name: &str) -> &'s Figure {
    shot.figures.iter().find(|it| it.character == name).expect(name)
}

#[test]
fn a_pose_stays_until_the_text_changes_it() {
    let text = "ANNA sits by the window.\n\nANNA\nThe rain again.\n\nBEN\nIt was like this last year.\n\n\
        ANNA\nLast year was worse.\n\nAnna stands.\n\nANNA\nI am going now, Ben.\n";
    assert_eq!(figure(text, "The rain again", "Anna").pose, Pose::Sit);
    assert_eq!(figure(text, "Last year was worse", "Anna").pose, Pose::Sit);
    assert_eq!(figure(text, "I am going now", "Anna").pose, Pose::Stand);
}

#[test]
fn a_gesture_is_over_with_its_sentence() {
    let text = "ANNA waves.\n\nANNA\nOver here!\n\nShe lowers her head a little and thinks about it.\n\n\
        ANNA\nNo. Never mind.\n";
    assert_eq!(figure(text, "ANNA waves", "Anna").pose, Pose::Wave);
    assert_eq!(figure(text, "Never mind", "Anna").pose, Pose::Stand);
}

#[test]
fn what_is_taken_is_in_the_hand_and_what_is_put_down_is_not() {
    let text = "ANNA takes the lantern.\n\nANNA\nWho is out there at this hour?\n\nShe puts it down.\n\n\
        ANNA\nNobody at all, it seems.\n";
    assert_eq!(figure(text, "Who is out there", "Anna").prop.as_deref(), Some("lantern"));
    assert_eq!(figure(text, "Nobody at all", "Anna").prop, None);
}

#[test]
fn what_one_gives_the_other_no_longer_holds() {
    let text =
        "BEN clutches the letter.\n\nBEN\nI should burn this.\n\nBen drops the letter.\n\nBEN\nThere.\n";
    assert_eq!(figure(text, "I should burn", "Ben").prop.as_deref(), Some("letter"));
    assert_eq!(figure(text, "There.", "Ben").prop, None);
}

#[test]
fn two_who_embrace_are_close_face_each_other_and_both_do_it() {
    let text =
        "ANNA, a woman, and BEN, a man, wait.\n\nANNA\nYes.\n\nBEN\nNo.\n\nShe embraces Ben.\n\nBEN\nOh.\n";
    let broken = alone(text);
    let shot = holding(&broken, text, "She embraces Ben.");
    let (anna, ben) = (of(shot, "Anna"), of(shot, "Ben"));
    assert_eq!((anna.pose, ben.pose), (Pose::Embrace, Pose::Embrace));
    assert!((anna.x.get() - ben.x.get()).abs() < 0.7, "{} and {}", anna.x.get(), ben.x.get());
    assert!(anna.facing.get() * anna.x.get() < 0.0 && ben.facing.get() * ben.x.get() < 0.0);
}

#[test]
fn they_means_both() {
    let text = "ANNA, a woman, waits. BEN, a man, waits. They run.\n\nANNA\nGo!\n\nBEN\nGo where?\n";
    let broken = scene("EXT. STREET - DAY", text, Genre::Action, Tone::Suspenseful);
    let shot = holding(&broken, text, "They run.");
    assert_eq!(shot.figures.len(), 2);
    assert!(shot.figures.iter().all(|it| it.pose == Pose::Run), "{:?}", shot.figures);
}

#[test]
fn whoever_lies_does_so_across_the_picture_and_is_never_looked_at_over_a_shoulder() {
    let talk = "ANNA\nDo not get up, please, you know what they said.\n\nBEN\nI know what they said.\n\n";
    let text = format!("BEN lies in the bed. ANNA stands beside it.\n\n{}", talk.repeat(4));
    for shot in alone(&text).shots {
        for figure in shot.figures.iter().filter(|it| it.pose == Pose::Lie) {
            let turned = figure.facing.get().abs();
            assert!(!(1.0..179.0).contains(&turned), "{figure:?}");
            assert_ne!(shot.role, C::OverShoulder);
        }
        if let [a, b] = &shot.figures[..] {
            assert!((a.x.get() - b.x.get()).abs() > 1.5, "there is a bed between: {a:?} {b:?}");
        }
    }
}

#[test]
fn people_who_talk_look_at_each_other() {
    let text = "ANNA\nYou are late for the third time this week.\n\nBEN\nThe bridge was closed.\n\n\
        ANNA\nThe bridge is always closed.\n\nBEN\nThen why do you ask me?\n";
    for shot in alone(text).shots.iter().filter(|shot| shot.figures.len() == 2) {
        let (a, b) = (&shot.figures[0], &shot.figures[1]);
        assert!(a.x.get() * b.x.get() < 0.0, "on two sides");
        let towards = |figure: &Figure| figure.facing.get().to_radians().sin() * figure.x.get() < 0.0;
        let away = |figure: &Figure| figure.facing.get().abs() > 90.0;
        assert!(towards(a) && (towards(b) || away(b)), "{a:?} {b:?}");
    }
}

#[test]
fn sides_hold_from_scene_to_scene_in_one_place() {
    let one = "ANNA\nSit down.\n\nBEN\nI would rather stand.\n\n";
    let text = format!(
        "INT. BAR - NIGHT\n\n{one}INT. BAR - LATER\n\nBEN\nAll right.\n\nANNA\nGood.\n\nINT. BAR - LATER\n\n{one}"
    );
    let (_, scenes) = film(&text, Genre::Drama, Tone::Neutral);
    let sides = |at: usize| {
        let after = &scenes[at].broken.after.sides;
        (after["Anna"], after["Ben"])
    };
    assert_eq!(sides(0), sides(1));
    assert_eq!(sides(1), sides(2));
    assert_ne!(sides(0).0, sides(0).1);
}

#[test]
fn travel_goes_on_in_one_direction_through_a_film() {
    let text = "EXT. STREET - DAY\n\nANNA runs down the street.\n\nANNA\nWait!\n\n\
        EXT. BRIDGE - DAY\n\nAnna runs across the bridge.\n\nANNA\nWait for me!\n";
    let (_, scenes) = film(text, Genre::Action, Tone::Neutral);
    let ways: Vec<f64> = scenes
        .iter()
        .flat_map(|scene| &scene.broken.shots)
        .filter(|shot| shot.role == C::Moving)
        .map(|shot| shot.figures[0].facing.get().signum())
        .collect();
    assert!(ways.len() >= 2 && ways.windows(2).all(|pair| pair[0] * pair[1] > 0.0), "{ways:?}");
}

#[test]
fn a_telephone_that_rings_is_at_nobodys_ear() {
    let text = "ANNA waits by the window. Her phone buzzes.\n\nANNA\nNot now.\n\nShe answers the phone.\n\n\
        ANNA\nWhat is it this time?\n";
    assert_eq!(figure(text, "Not now.", "Anna").pose, Pose::Stand);
    assert_eq!(figure(text, "What is it this time", "Anna").pose, Pose::Phone);
}

#[test]
fn whoever_reads_or_writes_looks_down_and_whoever_looks_up_looks_up() {
    for (verb, down) in [("reads", true), ("writes", true), ("looks up", false)] {
        let text = format!("ANNA {verb}.\n\nANNA\nSo it is true after all.\n");
        let gaze = figure(&text, verb, "Anna").gaze.get();
        assert!(if down { gaze < -10.0 } else { gaze > 10.0 }, "{verb}: {gaze}");
    }
}

#[test]
fn somebody_unknown_to_the_cast_is_still_staged_by_name() {
    let text = "ANNA\nWho are you?\n\nTHE STRANGER\nA friend.\n";
    let broken = alone(text);
    assert!(broken.shots.iter().any(|shot| shot.figures.iter().any(|it| it.character == "The Stranger")));
}

/// Who has what, and in which pose, in the shot that holds these words.
fn held(text: &str, heading: &str, words: &str) -> Vec<(String, Pose, Option<String>)> {
    let broken = scene(heading, text, Genre::Drama, Tone::Neutral);
    let shot = holding(&broken, text, words);
    shot.figures.iter().map(|it| (it.character.clone(), it.pose, it.prop.clone())).collect()
}

#[test]
fn the_one_who_holds_it_in_a_relative_clause_has_it_in_every_later_shot() {
    let text = "SAM, a boy, runs. He runs straight into LENA, a woman, who holds a black umbrella.\n\n\
        SAM\nSorry, miss! I did not see you there.\n\nLENA\nWait. You live above the jazz club.\n";
    for words in ["Sorry, miss!", "You live above"] {
        for (name, _, prop) in held(text, "EXT. STREET - DAY", words) {
            assert_eq!(prop.as_deref(), (name == "Lena").then_some("umbrella"), "{name} in {words}");
        }
    }
}

#[test]
fn a_thing_is_in_one_hand_at_a_time_and_goes_to_whom_it_is_given() {
    let text = "ANNA, a woman, takes the lantern.\n\nANNA\nHere, you had better have this one.\n\n\
        She hands it to Ben.\n\nBEN\nThank you for that, Anna.\n\nAnna takes the lantern from Ben.\n\n\
        ANNA\nNo. I need it more than you do, tonight.\n";
    for (words, owner) in [("Here, you had", "Anna"), ("Thank you for", "Ben"), ("I need it more", "Anna")] {
        for (name, _, prop) in held(text, "INT. HUT - NIGHT", words) {
            assert_eq!(prop.as_deref(), (name == owner).then_some("lantern"), "{name} in {words}");
        }
    }
}

#[test]
fn nobody_sits_on_a_chair_outdoors_unless_there_is_something_to_sit_on() {
    for (text, pose) in [
        ("ANNA sits on the roof.\n\nANNA\nYes, it is a long way down.\n", Pose::Crouch),
        ("ANNA sits in the grass.\n\nANNA\nYes, it is a long way down.\n", Pose::Crouch),
        ("ANNA sits on a crate.\n\nANNA\nYes, it is a long way down.\n", Pose::Sit),
        ("ANNA sits on the steps.\n\nANNA\nYes, it is a long way down.\n", Pose::Sit),
        ("ANNA does not sit.\n\nANNA\nYes, it is a long way down.\n", Pose::Stand),
    ] {
        assert_eq!(held(text, "EXT. FIELD - DAY", "a long way")[0].1, pose, "{text}");
    }
}

#[test]
fn whoever_sits_and_points_or_lifts_something_goes_on_sitting() {
    let text =
        "ANNA sits by the window. She lifts the glass. She points at the rain.\n\nANNA\nLook at that.\n";
    let (_, pose, prop) = held(text, "INT. BAR - NIGHT", "Look at that").remove(0);
    assert_eq!((pose, prop.as_deref()), (Pose::Sit, Some("glass")));
}

#[test]
fn a_line_for_the_cutter_is_in_no_shot_and_who_plays_beside_a_piano_sits_at_it() {
    let text = "A piano. ANNA plays to an empty room.\n\nANNA\nNobody came, then.\n\nCUT TO BLACK.\n";
    let broken = alone(text);
    assert!(broken.shots.iter().all(|shot| !shot.description.contains("CUT TO")));
    assert_eq!(figure(text, "Nobody came", "Anna").pose, Pose::Sit);
}
