//! What a shot list says of each shot, in the words of the text.

use crate::common::{alone, holding, scene};
use domain::scene::shot::Coverage as C;
use domain::{Genre, Tone};

#[test]
fn the_opening_names_place_hour_and_weather() {
    let shots =
        scene("EXT. OLD HARBOUR - DUSK", "Fog rolls in.\n\nANNA\nHello?\n", Genre::Drama, Tone::Neutral)
            .shots;
    let told = &shots[0].description;
    assert!(told.starts_with("Old Harbour, exterior, dusk, fog."), "{told}");
    assert!(told.ends_with("Fog rolls in."), "{told}");
}

#[test]
fn clear_weather_is_not_worth_a_word() {
    let shots = scene("EXT. FIELD - DAY", "ANNA\nHello?\n", Genre::Drama, Tone::Neutral).shots;
    assert_eq!(shots[0].description, "Field, exterior, day.");
}

#[test]
fn speech_is_quoted_with_its_manner_and_its_speaker() {
    let text = "ANNA\n(whispering)\nThey are in the house.\n\nBEN\nWho?\n";
    let told = holding(&alone(text), text, "in the house").description.clone();
    assert!(told.contains("Anna (whispering): “They are in the house.”"), "{told}");
}

#[test]
fn a_pause_is_no_manner_of_speaking() {
    let text = "ANNA\n(beat)\nThey are in the house.\n";
    let told = holding(&alone(text), text, "in the house").description.clone();
    assert!(told.contains("Anna: “They are"), "{told}");
}

#[test]
fn an_insert_begins_with_its_thing() {
    let text = "ANNA\nLook at this.\n\nAnna picks up the COMPASS.\n\nBEN\nWhere did you find it?\n";
    let shot = holding(&alone(text), text, "COMPASS").clone();
    assert_eq!(shot.role, C::Insert);
    assert!(shot.description.starts_with("Compass."), "{}", shot.description);
}

#[test]
fn a_long_speech_is_cut_between_words_with_a_mark() {
    let text = format!("ANNA\n{}\n", "extraordinary ".repeat(60));
    for shot in alone(&text).shots {
        assert!(shot.description.chars().count() < 700, "{}", shot.description.chars().count());
        if let Some(before) = shot.description.split('…').next().filter(|_| shot.description.contains('…'))
        {
            assert!(before.ends_with("extraordinary"), "{before}");
        }
    }
}

#[test]
fn action_is_told_on_one_line() {
    let text = "Anna crosses the yard,\nslowly, and\nstops.\n\nANNA\nWell?\n";
    for shot in alone(text).shots {
        assert!(!shot.description.contains('\n'), "{:?}", shot.description);
    }
}

#[test]
fn marks_of_other_tongues_survive() {
    let text = "ÉLODIE\nÇa suffit, « maintenant » !\n";
    let told = holding(&alone(text), text, "suffit").description.clone();
    assert!(told.contains("« maintenant »"), "{told}");
}
