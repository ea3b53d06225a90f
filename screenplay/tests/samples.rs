//! The samples, element by element: what each piece of Fountain is read as.

use screenplay::{Interior, Kind, Screenplay, parse, statistics};

fn read(text: &str) -> Screenplay {
    parse(text).unwrap()
}

fn ferry() -> Screenplay {
    read(include_str!("data/ferry.fountain"))
}

/// Kind and text of every element, in short.
fn listed(screenplay: &Screenplay) -> Vec<(String, &str)> {
    let short = |kind: &Kind| match kind {
        Kind::SceneHeading { number: None } => "Heading".to_owned(),
        Kind::SceneHeading { number: Some(number) } => format!("Heading {number}"),
        Kind::Character { dual } => if *dual { "Dual" } else { "Cue" }.to_owned(),
        Kind::Lyrics { in_dialogue } => if *in_dialogue { "Sung" } else { "Lyrics" }.to_owned(),
        Kind::Section { depth } => format!("Section {depth}"),
        other => format!("{other:?}"),
    };
    screenplay.elements.iter().map(|element| (short(&element.kind), element.text.as_str())).collect()
}

#[track_caller]
fn assert_listed(screenplay: &Screenplay, expected: &[(&str, &str)]) {
    let listed = listed(screenplay);
    for (i, (kind, text)) in expected.iter().enumerate() {
        assert_eq!(listed.get(i), Some(&((*kind).to_owned(), *text)), "element {i}");
    }
    assert_eq!(listed.len(), expected.len());
}

#[test]
fn a_title_page_keeps_its_lines() {
    let ferry = ferry();
    let keys: Vec<&str> = ferry.title_page.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["Title", "Credit", "Author", "Source", "Draft date", "Contact"]);
    assert_eq!(ferry.title().as_deref(), Some("_**THE NIGHT FERRY**_ a film in four crossings"));
    assert_eq!(ferry.title_page[5].1, ["Slipway Pictures", "4 Harbour Lane", "https://slipway.example"]);
}

#[test]
fn every_kind_of_element_is_read() {
    assert_listed(
        &ferry(),
        &[
            ("Boneyard", " First pass. Nothing in\nhere is printed.\n\nINT. NOWHERE - NEVER\n"),
            ("Action", "FADE IN:"),
            ("Section 1", "ACT ONE"),
            ("Section 2", "The first crossing"),
            ("Synopsis", "Odile boards with a suitcase that is not hers."),
            ("Heading 1", "EXT. FERRY LANDING - NIGHT"),
            (
                "Action",
                "Rain on iron. A single *sodium* lamp. ODILE BRANDT (50s, a coat for a warmer country) drags a suitcase\n    that has one wheel,\n        then none.",
            ),
            ("Note", "Ask the harbour master about the lamp."),
            ("Cue", "ODILE"),
            ("Parenthetical", "to the suitcase"),
            ("Dialogue", "Not you as well."),
            (
                "Action",
                "A FERRYMAN steps out of the hut. [[He was younger in the last draft.]] He looks at the case, not at her.",
            ),
            ("Cue", "FERRYMAN (O.S.)"),
            ("Dialogue", "We don't carry those."),
            ("Parenthetical", "beat"),
            ("Dialogue", "Not since the flood.\n\nYou may keep the handle."),
            ("Cue", "ODILE"),
            ("Dialogue", "Since which flood?"),
            ("Dual", "FERRYMAN"),
            ("Dialogue", "Since that one."),
            ("Transition", "CUT TO:"),
            ("Heading 1A", "INT./EXT. WHEELHOUSE - MOVING - CONTINUOUS"),
            ("Action", "The river fills every window."),
            ("Cue", "McTavish"),
            ("Dialogue", "I have the wheel."),
            ("Transition", "SMASH CUT TO:"),
            ("Heading 2-B.1", "I/E. ENGINE ROOM / STAIRWELL - LATER"),
            ("Transition", "Burn to white."),
            ("PageBreak", ""),
            ("Section 1", "ACT TWO"),
            ("Heading", "EST. THE FAR BANK - DAWN"),
            ("Action", "Nobody waits."),
            ("Centered", "**THE END**"),
        ],
    );
}

#[test]
fn scenes_know_their_place_time_and_people() {
    let scenes = ferry().scenes();
    let seen: Vec<_> =
        scenes.iter().map(|s| (s.interior, s.location.as_str(), s.time_of_day.as_deref())).collect();
    assert_eq!(
        seen,
        [
            (Some(Interior::Ext), "FERRY LANDING", Some("NIGHT")),
            (Some(Interior::IntExt), "WHEELHOUSE - MOVING", Some("CONTINUOUS")),
            (Some(Interior::IntExt), "ENGINE ROOM / STAIRWELL", Some("LATER")),
            (Some(Interior::Est), "THE FAR BANK", Some("DAWN")),
        ]
    );
    assert_eq!(scenes[0].characters, ["FERRYMAN", "ODILE"]);
    assert!(scenes[0].has_dialogue && !scenes[3].has_dialogue);
    assert_eq!(scenes[2].content, "> Burn to white.\n\n===\n");
}

#[test]
fn forced_elements_are_what_they_are_forced_to_be() {
    let forced = read(include_str!("data/forced.fountain"));
    assert_eq!(
        forced.title_page,
        [("Title".to_owned(), vec!["Forced".to_owned()]), ("Notes".to_owned(), vec![])]
    );
    assert_listed(
        &forced,
        &[
            ("Action", "FADE IN:"),
            ("Heading", "SNIPER SCOPE POV"),
            (
                "Action",
                "INT. is what the sign says, and it is only a sign.\n# and this is a number sign.\nThe line after it is plain.",
            ),
            ("Action", "...and then the lights go."),
            ("Action", "..NOT A HEADING, NOR A NAME"),
            ("Heading", "1944"),
            ("Heading", "int. lowercase attic - day"),
            ("Action", "Someone breathes."),
            ("Cue", "van der Berg (on the phone)"),
            ("Dialogue", "int. what?"),
            ("Cue", "JONAS (cont'd)"),
            ("Sung", "not sung so much as counted\none, two"),
            ("Dialogue", "Three."),
            ("Action", "MARGIT\nwalks out without a word."),
            ("Transition", "FADE OUT."),
            ("Action", "23\nstairs, and no name."),
            ("Transition", "CUT TO:"),
            ("Heading", "EXT. YARD - NIGHT"),
            ("Action", "HORN BLAST"),
        ],
    );
    let scenes = forced.scenes();
    assert_eq!((scenes[0].interior, scenes[2].time_of_day.as_deref()), (None, Some("day")));
    assert_eq!(scenes[2].characters, ["JONAS", "van der Berg"]);
}

#[test]
fn notes_and_boneyards_hide_what_they_hold() {
    assert_listed(
        &read(include_str!("data/margins.fountain")),
        &[
            ("Heading", "INT. ARCHIVE - DAY"),
            ("Note", "A note that goes on\n\npast two spaces\nINT. AND IS NO SCENE\nuntil here."),
            ("Action", "She reads [[aloud? ask\n# Petra about it\n]] the last card."),
            ("Cue", "PETRA"),
            ("Dialogue", "It says [[pause\n(a long one)\n]] nothing."),
            ("Boneyard", " very "),
            ("Boneyard", " cut:\nEXT. ROOF - NIGHT\n\nPETRA\nUp here!\n"),
            ("Action", "The  long shelf ends.  She does not look up."),
            ("Action", "An open /* is only a slash and a star, and [[ is only brackets."),
            ("Action", "A paragraph"),
            ("Section 1", "CUT BY A SECTION"),
            ("Synopsis", "and by what happens"),
            ("Action", "and going on"),
            ("PageBreak", ""),
            ("Action", "after the page."),
        ],
    );
}

#[test]
fn songs_and_other_alphabets_are_read() {
    let chorus = read(include_str!("data/chorus.fountain"));
    let listed = listed(&chorus);
    assert_eq!(listed[1], ("Lyrics".to_owned(), "Who took the chairs away,\nwho left the door."));
    assert_eq!(listed[2], ("Lyrics".to_owned(), "Second verse."));
    assert_eq!(chorus.scenes()[0].time_of_day.as_deref(), Some("EVENING"));
    assert_eq!(chorus.scenes()[0].characters, ["ANNA", "BEN", "DIRECTOR", "MATTI", "Ἀ ΧΟΡΌΣ"]);
    assert_eq!(chorus.scenes()[1].time_of_day.as_deref(), Some("NIGHT - LATER"));
}

#[test]
fn a_screenplay_without_scenes_is_one() {
    let bare = read(include_str!("data/bare.fountain"));
    assert!(bare.scenes().is_empty() && bare.title().is_none());
    assert_listed(
        &bare,
        &[
            ("Action", "A woman walks into a bar."),
            ("Action", "It is an iron one."),
            ("Cue", "BARTENDER"),
            ("Dialogue", "Ouch?"),
        ],
    );
}

#[test]
fn figures_count_what_is_printed() {
    let counted = statistics(&read(include_str!("data/bare.fountain")));
    // 1 action + 2 + 2 (cue) + 1 spoken = 6 lines of 54: an eighth holds 6.75.
    assert_eq!((counted.words, counted.page_eighths, counted.pages()), (13, 1, "1/8".to_owned()));
    let counted = statistics(&ferry());
    assert_eq!((counted.scenes, counted.outline_words), (4, 16));
    assert_eq!(counted.total_words(), counted.words + 16);
    let speakers: Vec<_> = counted.characters.iter().map(|c| (c.name.as_str(), c.lines, c.words)).collect();
    assert_eq!(speakers, [("FERRYMAN", 2, 16), ("ODILE", 2, 7), ("McTavish", 1, 4)]);
    // The page break fills the first page.
    assert_eq!(counted.pages(), "1 1/8");
    assert_eq!(statistics(&read("")).pages(), "0");
    assert_eq!(statistics(&read(&"word ".repeat(12 * 55))).pages(), "1 1/8");
    assert_eq!(statistics(&read(&"x".repeat(60 * 54))).pages(), "1");
}
