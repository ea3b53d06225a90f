//! Looks come from the text, stay, and differ.

use super::*;
use domain::character::look::{Age, Garment, HairStyle, Mark, Presenting};

fn scene(content: &str) -> SceneText<'_> {
    SceneText { heading: "INT. ROOM - DAY", content }
}

const LAMP: &str = "MARA VOSS (40s), tall, in a grey coat, polishes the lens. She wears her long black hair loose.\n\n\
    TOM, a boy of 9 with freckles, watches.\n\nMARA\nDon't touch it.\n\nTOM\nI won't.\n\nOLD ELIAS\nLet him.\n";

#[test]
fn a_look_says_what_the_introduction_says() {
    let cast = cast(&[scene(LAMP)], &[]);
    let names: Vec<&str> = cast.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Mara", "Tom", "Old Elias"]);
    let mara = &cast.member("MARA").unwrap().look;
    assert_eq!((mara.age, mara.presenting), (Age::Adult, Presenting::Feminine));
    assert_eq!((mara.costume.kind, palette::name(mara.costume.primary)), (Garment::Coat, "grey"));
    assert_eq!((mara.hair.style, mara.build.height_m.get()), (HairStyle::Long, 1.88));
    let tom = &cast.member("Tom").unwrap().look;
    assert_eq!((tom.age, tom.presenting), (Age::Child, Presenting::Masculine));
    assert_eq!(tom.marks, [Mark::Freckles]);
    assert!(tom.build.height_m.get() < 1.5);
}

#[test]
fn a_look_stays_when_other_scenes_come_or_go() {
    let alone = cast(&[scene(LAMP)], &[]);
    let more = "WREN\nAhoy.\n\nGUARD\nHalt.\n";
    let longer = cast(&[scene(LAMP), scene(more)], &[]);
    assert_eq!(alone.members[..], longer.members[..3]);
    assert_eq!(longer, cast(&[scene(LAMP), scene(more)], &[]));
}

#[test]
fn people_differ_in_colour_or_silhouette() {
    let cues: String =
        ["ANNA", "BELA", "CARL", "DORA", "EGON", "FRED"].map(|name| format!("{name}\nYes.\n\n")).concat();
    let cast = cast(&[scene(&cues)], &[]);
    assert_eq!(cast.members.len(), 6);
    for (at, left) in cast.members.iter().enumerate() {
        for right in &cast.members[at + 1..] {
            let (a, b) = (&left.look, &right.look);
            let apart = palette::distance(a.costume.primary, b.costume.primary);
            assert!(apart > 60.0, "{} and {}: {apart}", left.name, right.name);
        }
    }
}

#[test]
fn a_profile_is_read_and_a_settled_look_stands() {
    let profile = Profile {
        name: "Mara".into(),
        look: "A burly redhead in a navy uniform".into(),
        ..Profile::default()
    };
    let read = cast(&[scene("MARA\nYes.\n")], &[Known { profile: &profile, look: None }]);
    let mara = &read.members[0];
    assert_eq!((mara.name.as_str(), mara.look.costume.kind), ("Mara", Garment::Uniform));
    assert_eq!(palette::name(mara.look.costume.primary), "navy");
    let settled = cast(&[scene(LAMP)], &[]).members[1].look.clone();
    let cast = cast(&[scene("MARA\nYes.\n")], &[Known { profile: &profile, look: Some(&settled) }]);
    assert_eq!(cast.members[0].look, settled);
}

#[test]
fn people_are_found_by_any_of_their_names() {
    let cast = cast(&[scene("MARA VOSS\nYes.\n\nTHE GUARD\nNo.\n")], &[]);
    let tokens = |text: &str| words(text).into_iter().map(|word| word.text).collect::<Vec<_>>();
    assert_eq!(cast.named(&tokens("Voss turns to the guard. Mara waits.")), [0, 1]);
    assert!(cast.named(&tokens("A mare waits.")).is_empty());
    assert_eq!(cast.member("mara voss").unwrap().name, "Mara Voss");
}

#[test]
fn a_cast_has_bounds() {
    let cues: String = (0..700)
        .flat_map(|number| ["NOBODY".to_owned(), number.to_string(), "X\nYes.\n\n".to_owned()])
        .collect();
    let cast = cast(&[scene(&cues), scene("\0"), scene("")], &[]);
    assert_eq!(cast.members.len(), MAX_CAST);
}
