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
fn somebody_who_never_speaks_is_in_the_cast_by_the_introduction() {
    let text = "MARA VOSS (40s) feeds OLD PIP (70), bald, in a green coat.\n\nMARA\nEat.\n";
    let cast = cast(&[scene(text)], &[]);
    let names: Vec<&str> = cast.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Old Pip", "Mara"]);
    let pip = &cast.member("Pip").unwrap().look;
    assert_eq!((pip.age, pip.hair.style, pip.costume.kind), (Age::Old, HairStyle::Bald, Garment::Coat));
}

#[test]
fn two_who_are_introduced_in_one_sentence_wear_what_it_says_of_each() {
    let text =
        "ANNA, a woman in a red coat, and BEN, a man in a grey suit, sit down.\n\nANNA\nYes.\n\nBEN\nNo.\n";
    let cast = cast(&[scene(text)], &[]);
    let worn = |name: &str| {
        let look = &cast.member(name).unwrap().look;
        (look.costume.kind, palette::name(look.costume.primary), look.presenting)
    };
    assert_eq!(worn("Anna"), (Garment::Coat, "red", Presenting::Feminine));
    assert_eq!(worn("Ben"), (Garment::Suit, "grey", Presenting::Masculine));
    let given = "Ben hands ANNA a blue coat.\n\nANNA\nYes.\n\nBEN\nNo.\n";
    let twice = super::cast(&[scene(given), scene(text)], &[]);
    assert_eq!(twice.member("Ben").unwrap().look.costume.kind, Garment::Suit);
}

#[test]
fn nobody_wears_a_hat_that_nobody_wrote() {
    let letters = ["B", "C", "D", "F", "G", "H", "K", "L", "M", "N", "P"];
    let names =
        letters.iter().flat_map(|first| letters.map(|second| format!("{first}{second}MAN\nYes.\n\n")));
    let cues = names.collect::<Vec<_>>().concat();
    let cast = cast(&[scene(&cues)], &[]);
    assert!(cast.members.len() > 100);
    assert!(cast.members.iter().all(|member| member.look.hair.style != HairStyle::Hat));
    let hat = "GUS, in a felt hat, waits.\n\nGUS\nYes.\n";
    assert_eq!(super::cast(&[scene(hat)], &[]).members[0].look.hair.style, HairStyle::Hat);
}

#[test]
fn every_look_that_is_drawn_is_one_the_domain_accepts() {
    let cues: String = ["ANNA", "BEN", "OLD CARL", "LITTLE DORA", "THE QUEEN", "X7", "ÅSA", "李雷"]
        .map(|name| format!("{name} @\n\n@{name}\nYes.\n\n"))
        .concat();
    for member in &cast(&[scene(&cues)], &[]).members {
        assert_eq!(member.look.clone().normal(), member.look, "{}", member.name);
        assert!((1.0..=2.2).contains(&member.look.build.height_m.get()), "{}", member.name);
    }
}

#[test]
fn a_child_is_small_and_wears_no_beard() {
    let text = "PIP, a boy of 8, runs.\n\nPIP\nYes.\n\nMIA, a girl of 9, runs.\n\nMIA\nNo.\n";
    for member in cast(&[scene(text)], &[]).members {
        assert_eq!(member.look.age, Age::Child, "{}", member.name);
        assert!(member.look.build.height_m.get() < 1.5 && !member.look.marks.contains(&Mark::Beard));
    }
}

#[test]
fn a_cast_has_bounds() {
    let cues: String = (0..700)
        .flat_map(|number| ["NOBODY".to_owned(), number.to_string(), "X\nYes.\n\n".to_owned()])
        .collect();
    let cast = cast(&[scene(&cues), scene("\0"), scene("")], &[]);
    assert_eq!(cast.members.len(), MAX_CAST);
}

#[test]
fn a_sentence_that_begins_with_another_does_not_change_whom_it_ends_with() {
    let text =
        "SAM (10), a boy, runs.\n\nHe runs into Lena, who holds an umbrella.\n\nLENA\nWait.\n\nSAM\nNo.\n";
    let lena = cast(&[scene(text)], &[]).member("Lena").unwrap().look.clone();
    assert_eq!(lena.presenting, Presenting::Feminine);
}

#[test]
fn nobody_who_is_described_gets_a_beard_that_nobody_wrote() {
    for number in 0..200 {
        let text = format!("P{number}X (30s), shaved head, blue uniform, waits.\n\nP{number}X\nYes.\n");
        let look = &cast(&[scene(&text)], &[]).members[0].look;
        assert_eq!((look.hair.style, look.marks.as_slice()), (HairStyle::Bald, &[][..]), "{number}");
    }
}

#[test]
fn two_who_share_a_surname_are_two_and_each_looks_as_introduced() {
    let text = "MR. HANSEN (70s), bald, in a red shirt, lies still.\n\nELSE HANSEN (70s), tiny, in a blue cardigan, sits.\n\nELSE\nYes.\n";
    let cast = cast(&[scene(text)], &[]);
    let tokens = |text: &str| words(text).into_iter().map(|word| word.text).collect::<Vec<_>>();
    assert_eq!(cast.named(&tokens("ELSE HANSEN sits.")).len(), 1);
    let worn = |name: &str| {
        let look = &cast.member(name).unwrap().look;
        (look.costume.kind, palette::name(look.costume.primary))
    };
    assert_eq!((worn("Else"), worn("Mr. Hansen")), ((Garment::Sweater, "blue"), (Garment::Shirt, "red")));
}
