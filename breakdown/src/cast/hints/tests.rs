//! Looks are read as somebody who dresses the cast would read them.

use super::*;

fn read(text: &str) -> Hints {
    let mut hints = Hints::default();
    hints.read(text);
    hints
}

#[test]
fn the_colour_before_hair_in_any_form_is_the_colour_of_the_hair() {
    for (text, colour) in [
        ("a black ponytail", "black"),
        ("with a red beard", "red"),
        ("silver hair in a bun", "silver"),
        ("a blonde in a blue coat", "blonde"),
        ("grey-haired", "grey"),
        ("long dark hair", "dark"),
    ] {
        assert_eq!(read(text).hair_colour, hair_colour(colour), "{text}");
    }
    assert_eq!(read("a black hat").hair_colour, None);
}

#[test]
fn what_somebody_goes_without_is_not_worn() {
    let hints = read("Board uniform, no hat, without glasses");
    assert_eq!((hints.hair, hints.garment), (None, Some(Garment::Uniform)));
    assert!(hints.marks.is_empty());
    assert_eq!(read("in a felt hat").hair, Some(HairStyle::Hat));
}

#[test]
fn an_old_thing_makes_nobody_old() {
    assert_eq!(read("in an old coat").age, None);
    assert_eq!(read("an old man").age, Some(Age::Old));
    assert_eq!(read("a middle-aged clerk").age, Some(Age::Adult));
}

#[test]
fn a_trade_dresses_whom_the_text_leaves_undressed() {
    let nurse = read("a nurse");
    assert_eq!((nurse.garment, nurse.trade), (None, Some(Garment::Uniform)));
    let chef = read("a chef in a leather jacket");
    assert_eq!((chef.garment, chef.trade), (Some(Garment::Jacket), Some(Garment::Apron)));
}

#[test]
fn the_first_word_on_a_matter_stands() {
    let hints = read("tall, in a red coat; later small, in a blue dress");
    assert_eq!((hints.height_m, hints.garment), (Some(1.88), Some(Garment::Coat)));
    assert_eq!(hints.cloth, palette::named("red"));
}

#[test]
fn skin_is_read_only_where_it_is_said() {
    assert_eq!(read("dark-skinned").skin_tone, Some(0.8));
    assert_eq!(read("olive skin").skin_tone, Some(0.5));
    assert_eq!(read("a dark coat").skin_tone, None);
}

#[test]
fn a_number_is_an_age_where_introductions_put_one() {
    for (text, age) in [
        ("MARA (34), tall", Some(Age::Adult)),
        ("MARA, 72, in a coat", Some(Age::Old)),
        ("a man in his 60s", Some(Age::Old)),
        ("a girl aged 9", Some(Age::Child)),
        ("a 16-year-old", Some(Age::Young)),
        ("Mara enters room 1.", None),
        ("They meet at 9, by pier 12.", None),
        ("(1987)", None),
    ] {
        assert_eq!(age_in_figures(text), age, "{text}");
    }
}

fn colour(name: &str) -> Option<Colour> {
    palette::named(name)
}

#[test]
fn a_shaved_head_is_bald_in_any_words_and_a_crew_cut_is_short() {
    for (text, style) in [
        ("shaved head, blue uniform", HairStyle::Bald),
        ("a man with his head shaved", HairStyle::Bald),
        ("bald", HairStyle::Bald),
        ("a crew cut", HairStyle::Short),
        ("a buzz cut", HairStyle::Short),
        ("buzzed hair", HairStyle::Short),
        ("hair cropped short", HairStyle::Short),
        ("long, dark hair", HairStyle::Long),
        ("long straight black hair", HairStyle::Long),
        ("curly black hair", HairStyle::Curly),
    ] {
        assert_eq!(read(text).hair, Some(style), "{text}");
    }
    let smooth = read("a clean-shaven clerk");
    assert!(smooth.hair.is_none() && smooth.shaven);
}

#[test]
fn a_colour_belongs_to_the_noun_it_stands_before() {
    let elias = read("ELIAS VOSS (70s), white beard, dark suit");
    assert_eq!(elias.hair_colour, hair_colour("white"));
    let suit = elias.cloth.unwrap().0;
    assert!(suit.iter().all(|channel| *channel < 70), "{suit:?}");
    for (text, name) in [
        ("a green-eyed man in a brown coat", "brown"),
        ("white hair and a red dress", "red"),
        ("navy blue uniform", "navy"),
        ("a blue police uniform", "blue"),
        ("white gloves, black coat", "black"),
        ("all in black", "black"),
        ("a black and white dress", "black"),
    ] {
        assert_eq!(read(text).cloth, colour(name), "{text}");
    }
    assert_eq!(read("blue eyes, suit").cloth, None);
}

#[test]
fn dark_and_pale_shade_a_colour() {
    let sum = |text: &str| read(text).cloth.unwrap().0.iter().map(|it| u32::from(*it)).sum::<u32>();
    assert!(sum("a dark green coat") < sum("a green coat"));
    assert!(sum("a pale green coat") > sum("a green coat"));
    assert_eq!(read("a pale green coat").skin_tone, None);
    assert_eq!(read("pale, in a green coat").skin_tone, Some(0.08));
}

#[test]
fn what_is_worn_beneath_or_below_gives_the_second_colour() {
    for (text, kind, first, second) in [
        ("white coat over a green sweater", Garment::Coat, "white", Some("green")),
        ("a green sweater under a white coat", Garment::Coat, "white", Some("green")),
        ("a blue shirt and a brown jacket", Garment::Jacket, "brown", Some("blue")),
        ("a red shirt and black trousers", Garment::Shirt, "red", Some("black")),
        ("a white apron over a blue shirt", Garment::Apron, "white", Some("blue")),
        ("black suit, red tie", Garment::Suit, "black", None),
    ] {
        let hints = read(text);
        assert_eq!((hints.garment, hints.cloth), (Some(kind), colour(first)), "{text}");
        assert_eq!(hints.second, second.and_then(colour), "{text}");
    }
}

#[test]
fn what_is_carried_is_not_worn_and_a_hat_has_its_own_colour() {
    assert_eq!(read("He carries a helmet.").hair, None);
    let hat = read("a black hat, grey hair");
    assert_eq!((hat.hair, hat.hat_colour), (Some(HairStyle::Hat), colour("black")));
    assert_eq!(hat.hair_colour, hair_colour("grey"));
}

#[test]
fn somebody_elses_mother_makes_nobody_a_woman() {
    assert_eq!(read("He waits for her mother").presenting, Some(Presenting::Masculine));
    assert_eq!(read("feeds his boy").age, None);
    assert_eq!(read("JO (40s), his wife").presenting, Some(Presenting::Feminine));
    assert_eq!(read("a clerk in her mid-fifties").age, Some(Age::Adult));
}

#[test]
fn whom_somebody_meets_does_not_say_what_they_are_themselves() {
    for (text, own) in [
        ("JO, a tall woman, waits", Some(Presenting::Feminine)),
        ("She waits.", Some(Presenting::Feminine)),
        ("a man in a hat", Some(Presenting::Masculine)),
        ("Jo slaps the man", None),
        ("Jo waits while he eats", None),
    ] {
        assert_eq!(read(text).presenting, own, "{text}");
    }
    assert_eq!(read("Jo slaps the man").seems, Some(Presenting::Masculine));
}
