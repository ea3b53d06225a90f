//! The grammar of coverage, rule by rule: what is shown, how near, from where and for how long.

use crate::common::{alone, film, holding, roles, scene, source};
use domain::scene::shot::{Angle, Composition, Coverage as C, Movement, Pose, Setting, Size};
use domain::{Genre, Tone};

const TALK: &str = "ANNA, a woman in a red coat, and BEN, a man in a grey suit, sit at the table.\n\n\
    ANNA\nThe train leaves at nine in the morning.\n\nBEN\nThen there is time for another coffee.\n\n\
    ANNA\nThere is always time for another coffee.\n\nBEN\nYou have not changed in all these years.\n";

#[test]
fn a_scene_that_opens_on_people_is_established_without_any_text_of_its_own() {
    let broken = alone(TALK);
    let opening = &broken.shots[0];
    assert_eq!(opening.role, C::Establishing);
    assert!(opening.figures.is_empty() && opening.characters.is_empty());
    assert_eq!(source(opening, TALK), "");
    assert!(opening.description.contains("interior") && opening.description.contains("night"));
}

#[test]
fn bare_sentences_at_the_head_of_a_scene_belong_to_its_establishing_shot() {
    let text = "Smoke. Music from somewhere.\n\nANNA\nHello.\n";
    let broken = alone(text);
    assert_eq!(broken.shots[0].role, C::Establishing);
    assert_eq!(source(&broken.shots[0], text), "Smoke. Music from somewhere.");
}

#[test]
fn a_conversation_begins_with_both_and_goes_over_the_shoulders() {
    let found = roles(&alone(TALK));
    let both = found.iter().position(|role| *role == C::TwoShot).expect("both are seen together");
    let over = found.iter().position(|role| *role == C::OverShoulder);
    assert!(over.is_none_or(|over| both < over), "{found:?}");
}

#[test]
fn the_one_who_speaks_over_a_shoulder_is_the_first_figure_and_the_listener_the_second() {
    let text = format!("{TALK}\nANNA\nI know you never loved him, Ben.\n\nBEN\nThat is what people say.\n");
    let broken = alone(&text);
    for shot in broken.shots.iter().filter(|shot| shot.role == C::OverShoulder) {
        assert_eq!((shot.angle, shot.figures.len()), (Angle::OverShoulder, 2));
        let (speaker, listener) = (&shot.figures[0], &shot.figures[1]);
        assert!(listener.z.get() > speaker.z.get(), "the shoulder is nearer to the camera");
        assert!(listener.facing.get().abs() > 120.0, "and turned away from it");
        assert!((speaker.x.get().signum() + listener.x.get().signum()).abs() < 0.1, "on two sides");
    }
}

#[test]
fn a_threat_is_seen_alone_and_near_and_small_talk_is_not() {
    let calm = alone(TALK);
    let loaded = "ANNA\nI killed him! I lied to the police and I would do it again!\n\nBEN\nMurder. You.\n";
    let text = format!("{TALK}\n{loaded}");
    let broken = alone(&text);
    let near = holding(&broken, &text, "I killed him!");
    assert!(matches!(near.role, C::Single) && near.size < Size::Mcu, "{} {}", near.role, near.size);
    assert!(calm.shots.iter().all(|shot| shot.size > Size::Cu), "small talk needs no close-up");
}

#[test]
fn who_is_hit_by_a_line_is_seen_being_hit_once_in_a_while() {
    let hit =
        "ANNA\nI killed your child! You are dead to me, liar!\n\nBEN\nWhat did you say about my son?\n\n";
    let text = hit.repeat(5);
    let broken = scene("INT. BAR - NIGHT", &text, Genre::Thriller, Tone::Dark);
    let reactions: Vec<usize> = (0..broken.shots.len())
        .filter(|at| {
            broken.shots[*at].role == C::Reaction && broken.shots[*at].description.contains(" hears ")
        })
        .collect();
    assert!(!reactions.is_empty(), "{:?}", roles(&broken));
    assert!(reactions.windows(2).all(|pair| pair[1] - pair[0] >= 2), "never one after the other");
    let answer = &broken.shots[reactions[0]];
    assert!(answer.description.starts_with("Ben hears Anna say"), "{}", answer.description);
}

#[test]
fn a_thing_gets_one_insert_however_often_it_is_named() {
    let text = "The PHONE rings.\n\nANNA\nLet it ring for as long as it likes.\n\n".repeat(6);
    let broken = alone(&text);
    let inserts: Vec<_> = broken.shots.iter().filter(|shot| shot.role == C::Insert).collect();
    assert_eq!(inserts.len(), 1);
    assert_eq!((inserts[0].props[0].as_str(), inserts[0].figures.len()), ("phone", 0));
    assert_eq!((inserts[0].size, inserts[0].composition), (Size::Ecu, Composition::Centered));
}

#[test]
fn what_lies_on_a_table_is_seen_from_above() {
    let text = "ANNA\nLook.\n\nOn the table lies a KEY.\n\nBEN\nThat opens nothing I know.\n";
    assert_eq!(holding(&alone(text), text, "KEY").angle, Angle::High);
}

#[test]
fn whoever_comes_in_is_followed_and_whoever_is_there_is_in_the_picture() {
    let text =
        "ANNA sits at the bar.\n\nANNA\nA glass of the red, please.\n\nBEN enters.\n\nBEN\nMake it two.\n";
    let coming = holding(&alone(text), text, "BEN enters.").clone();
    assert!(matches!(coming.role, C::Master | C::Moving), "{}", coming.role);
    assert_eq!(coming.characters[0], "Ben");
}

#[test]
fn a_chase_moves_the_camera_with_whoever_runs() {
    let text = "ANNA runs down the street.\n\nBEN chases her across the square.\n\nANNA\nNo!\n\nBEN\nStop!\n";
    let broken = scene("EXT. STREET - NIGHT", text, Genre::Thriller, Tone::Suspenseful);
    let moving: Vec<_> = broken.shots.iter().filter(|shot| shot.role == C::Moving).collect();
    assert!(!moving.is_empty(), "{:?}", roles(&broken));
    for shot in moving {
        assert!(
            matches!(shot.movement, Movement::TrackRight | Movement::TrackLeft | Movement::PanRight),
            "{}",
            shot.movement
        );
        assert!(matches!(shot.figures[0].pose, Pose::Run | Pose::Walk), "{}", shot.figures[0].pose);
        assert_eq!(shot.size, Size::Fs);
    }
}

#[test]
fn a_fight_is_handheld() {
    let text = "ANNA and BEN stand face to face.\n\nBEN punches ANNA. They struggle.\n\nANNA\nEnough!\n";
    let broken = alone(text);
    assert_eq!(holding(&broken, text, "punches").movement, Movement::Handheld);
}

#[test]
fn a_voice_from_elsewhere_plays_over_whoever_hears_it() {
    let text = "ANNA (30) waits by the telephone.\n\nBEN (V.O.)\nDo not wait for me tonight.\n";
    let broken = alone(text);
    let shot = holding(&broken, text, "Do not wait");
    assert_eq!(shot.characters, ["Anna"]);
    assert!(shot.description.contains("Anna listens.") && shot.description.contains("Ben, unseen"));
    assert!(shot.figures.iter().all(|figure| figure.character == "Anna"));
}

#[test]
fn a_voice_that_nobody_hears_plays_over_the_place() {
    let text = "BEN (V.O.)\nIt was the coldest winter anybody could remember.\n";
    let broken = alone(text);
    let shot = holding(&broken, text, "coldest winter");
    assert!(matches!(shot.role, C::Master | C::Establishing) && shot.figures.is_empty());
}

#[test]
fn a_crowd_that_acts_together_is_one_picture_of_at_most_six() {
    let names = ["ANNA", "BEN", "CARL", "DORA", "EGON", "FRED", "GUS", "HELEN"];
    let cues = names.map(|name| format!("{name}\nYes, I will come with you.\n\n")).concat();
    let text = format!("ANNA, BEN, CARL, DORA, EGON, FRED, GUS and HELEN stand around the table.\n\n{cues}");
    let broken = alone(&text);
    let crowd = holding(&broken, &text, "around the table");
    assert_eq!(crowd.role, C::Master);
    assert_eq!(crowd.figures.len(), 6);
    let places: Vec<(f64, f64)> = crowd.figures.iter().map(|it| (it.x.get(), it.z.get())).collect();
    for (at, a) in places.iter().enumerate() {
        for b in &places[at + 1..] {
            assert!((a.0 - b.0).abs() > 0.3 || (a.1 - b.1).abs() > 0.3, "{places:?}");
        }
    }
}

#[test]
fn the_same_place_again_is_not_established_again_and_another_one_is() {
    let text = "INT. BAR - NIGHT\n\nANNA waits.\n\nANNA\nWell?\n\nINT. BAR - LATER\n\nANNA sleeps.\n\nANNA\nOh.\n\n\
        EXT. STREET - DAWN\n\nANNA walks away.\n\nANNA\nGood morning.\n";
    let (_, scenes) = film(text, Genre::Drama, Tone::Neutral);
    let opens: Vec<bool> = scenes.iter().map(|it| it.broken.shots[0].role == C::Establishing).collect();
    assert_eq!(opens, [true, false, true]);
}

#[test]
fn two_pictures_of_one_person_in_one_size_never_meet() {
    let speech = "ANNA\nI remember the house and the lamp and the long road to it. I remember every stone of \
        that road and the dog that waited at the end of it.\n\nShe smiles.\n\nANNA\nNobody else does any more. \
        Nobody but me and that old dog, and he is gone, they say.\n\n";
    let broken = alone(&speech.repeat(3));
    for pair in broken.shots.windows(2) {
        let lone = |role| matches!(role, C::Single | C::Reaction);
        if lone(pair[0].role) && lone(pair[1].role) && pair[0].characters == pair[1].characters {
            assert_ne!((pair[0].size, Size::Ecu), (pair[1].size, pair[1].size), "{pair:?}");
        }
    }
}

#[test]
fn outside_the_first_picture_is_wider_than_inside() {
    let first =
        |heading| scene(heading, "Rain.\n\nANNA\nHello.\n", Genre::Drama, Tone::Neutral).shots[0].clone();
    assert_eq!((first("EXT. FIELD - DAY").size, first("INT. BAR - DAY").size), (Size::Ews, Size::Ws));
}

#[test]
fn a_mood_moves_the_opening_camera() {
    let first =
        |tone| scene("EXT. FIELD - DAY", "Wind.\n\nANNA\nHello.\n", Genre::Drama, tone).shots[0].movement;
    assert_eq!(first(Tone::Epic), Movement::CraneUp);
    assert_eq!(first(Tone::Melancholic), Movement::PullOut);
    assert_eq!(first(Tone::Suspenseful), Movement::PushIn);
    assert!(matches!(first(Tone::Neutral), Movement::PanLeft | Movement::PanRight));
}

#[test]
fn formal_places_are_framed_straight() {
    for (heading, straight) in
        [("INT. CHURCH - DAY", true), ("INT. COURTROOM - DAY", true), ("INT. KITCHEN - DAY", false)]
    {
        let shots = scene(heading, "Dust.\n\nANNA\nHello.\n", Genre::Drama, Tone::Neutral).shots;
        assert_eq!(shots[0].composition == Composition::Symmetrical, straight, "{heading}");
    }
}

#[test]
fn whoever_lies_alone_is_seen_from_overhead_and_whoever_begs_from_above() {
    let text = "ANNA lies on the floor.\n\nANNA\nLeave me here.\n";
    assert_eq!(holding(&alone(text), text, "lies on").angle, Angle::Overhead);
    let text = "ANNA cowers in the corner.\n\nANNA\nLeave me here.\n";
    assert_eq!(holding(&alone(text), text, "cowers").angle, Angle::High);
}

#[test]
fn nothing_stands_straight_where_a_thriller_gets_uneasy() {
    let text =
        "ANNA\nIt is in the house! It will kill me! Run!\n\nThe shadow creaks towards ANNA. She screams!\n";
    let angles = |genre, tone| {
        let broken = scene("INT. HOUSE - NIGHT", text, genre, tone);
        broken.shots.iter().any(|shot| shot.angle == Angle::Dutch)
    };
    assert!(angles(Genre::Horror, Tone::Dark) && !angles(Genre::Comedy, Tone::Comedic));
}

#[test]
fn a_long_speech_is_many_shots_and_a_long_scene_is_at_most_forty() {
    let speech =
        format!("ANNA\n{}\n", "And then there was the matter of the boat and the weather. ".repeat(30));
    let shots = alone(&speech).shots.len();
    assert!((4..=40).contains(&shots), "{shots}");
    assert!(alone(&TALK.repeat(200)).shots.len() <= 40);
}

#[test]
fn a_reader_finds_everyone_who_is_seen_among_the_characters() {
    let text = format!("{TALK}\nCARL enters with a gun.\n\nCARL\nHands up, both of you.\n");
    for shot in alone(&text).shots.iter().filter(|shot| shot.role != C::Insert) {
        for figure in &shot.figures {
            assert!(shot.characters.contains(&figure.character), "{} in {shot:?}", figure.character);
        }
    }
}

#[test]
fn a_slugline_may_be_inside_and_outside_at_once() {
    let broken = scene("I/E. CAR - DUSK", TALK, Genre::Drama, Tone::Neutral);
    assert!(broken.shots[0].description.contains("inside and outside"), "{}", broken.shots[0].description);
    assert_eq!(breakdown::set_of("I/E. CAR - DUSK", TALK, None).setting, Setting::Both);
}
