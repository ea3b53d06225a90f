//! The Fountain specification (<https://fountain.io/syntax>), section by section: what it promises, in
//! examples of our own.

use screenplay::{Kind, Run, parse, runs};

/// Every element in short.
fn read(text: &str) -> Vec<(String, String)> {
    let name = |kind: &Kind| match kind {
        Kind::SceneHeading { number: None } => "heading".to_owned(),
        Kind::SceneHeading { number: Some(number) } => format!("heading #{number}"),
        Kind::Character { dual: true } => "dual".to_owned(),
        Kind::Character { dual: false } => "cue".to_owned(),
        Kind::Section { depth } => format!("section {depth}"),
        Kind::Lyrics { in_dialogue } => if *in_dialogue { "sung" } else { "lyrics" }.to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    let elements = parse(text).unwrap().elements;
    elements.iter().map(|element| (name(&element.kind), element.text.clone())).collect()
}

#[track_caller]
fn assert_read(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(read(text), expected, "{text}");
}

#[test]
fn scene_headings_begin_with_one_of_their_words_in_any_case() {
    for line in ["INT. A", "EXT. A", "EST. A", "INT./EXT. A", "INT/EXT A", "I/E A", "int. a", "Ext a"] {
        assert_read(line, &[("heading", line)]);
    }
    for line in ["INTERIOR A", "EXTRA TIME", "ESTHER", "INTO the night"] {
        assert_read(line, &[("action", line)]);
    }
}

#[test]
fn a_period_forces_a_heading_and_an_ellipsis_does_not() {
    assert_read(".SNIPER SCOPE", &[("heading", "SNIPER SCOPE")]);
    assert_read("...where it ends", &[("action", "...where it ends")]);
}

#[test]
fn a_heading_needs_a_blank_line_before_it() {
    assert_read("He reads the sign.\nINT. HUT", &[("action", "He reads the sign.\nINT. HUT")]);
}

#[test]
fn scene_numbers_are_letters_digits_dashes_and_periods_between_marks() {
    for number in ["1", "1A", "1a", "A1", "I-1-A", "110-A", "110A", "2-B.1"] {
        assert_read(&format!("INT. A - DAY #{number}#"), &[(&format!("heading #{number}"), "INT. A - DAY")]);
    }
    assert_read("INT. A #1 of 2#", &[("heading", "INT. A #1 of 2#")]);
}

#[test]
fn action_keeps_its_lines_and_its_indentation() {
    assert_read(
        "One.\nTwo.\n\n    Three,\n\tfour.",
        &[("action", "One.\nTwo."), ("action", "    Three,\n    four.")],
    );
    assert_read(
        "!SCANNING THE AISLES...\nWhere is he?",
        &[("action", "SCANNING THE AISLES...\nWhere is he?")],
    );
}

#[test]
fn a_cue_is_in_capitals_with_speech_right_below_it() {
    assert_read("STEEL\nWait.", &[("cue", "STEEL"), ("dialogue", "Wait.")]);
    assert_read("STEEL\n\nWait.", &[("action", "STEEL"), ("action", "Wait.")]);
    assert_read("R2D2\nBeep.", &[("cue", "R2D2"), ("dialogue", "Beep.")]);
    assert_read("23\nskidoo", &[("action", "23\nskidoo")]);
    assert_read("MOM (O. S.)\nLuke!", &[("cue", "MOM (O. S.)"), ("dialogue", "Luke!")]);
    assert_read("HANS (on the radio)\nWhat?", &[("cue", "HANS (on the radio)"), ("dialogue", "What?")]);
    assert_read("@McCLANE\nYippee.", &[("cue", "McCLANE"), ("dialogue", "Yippee.")]);
}

#[test]
fn a_speech_goes_on_to_the_next_blank_line_unless_it_is_two_spaces() {
    assert_read(
        "DEALER\nTen.\n  \nFour.\n\nCards.",
        &[("cue", "DEALER"), ("dialogue", "Ten.\n\nFour."), ("action", "Cards.")],
    );
}

#[test]
fn parentheticals_stand_in_brackets_inside_a_speech() {
    let expected = [
        ("cue", "STEEL"),
        ("parenthetical", "starting"),
        ("dialogue", "Go."),
        ("parenthetical", "beat"),
        ("dialogue", "Stay."),
    ];
    assert_read("STEEL\n(starting)\nGo.\n(beat)\nStay.", &expected);
    assert_read("(alone)", &[("action", "(alone)")]);
}

#[test]
fn a_caret_makes_two_speeches_one_moment() {
    let expected =
        [("cue", "BRICK"), ("dialogue", "Screw it."), ("dual", "STEEL"), ("dialogue", "Screw it.")];
    assert_read("BRICK\nScrew it.\n\nSTEEL ^\nScrew it.", &expected);
    assert_read("BRICK\nScrew it.\n\nSTEEL^\nScrew it.", &expected);
}

#[test]
fn lyrics_begin_with_a_tilde() {
    assert_read("~Willy Wonka!\n~The amazing.", &[("lyrics", "Willy Wonka!\nThe amazing.")]);
    assert_read(
        "OOMPA\n~Doompety doo.\nAnd so on.",
        &[("cue", "OOMPA"), ("sung", "Doompety doo."), ("dialogue", "And so on.")],
    );
}

#[test]
fn transitions_are_capitals_that_end_in_to_or_are_forced() {
    assert_read(
        "She leaves.\n\nCUT TO:\n\nINT. B",
        &[("action", "She leaves."), ("transition", "CUT TO:"), ("heading", "INT. B")],
    );
    assert_read("> Burn to white.", &[("transition", "Burn to white.")]);
    assert_read("He said to:", &[("action", "He said to:")]);
    assert_read("FADE IN:", &[("action", "FADE IN:")]);
}

#[test]
fn centred_text_stands_between_two_arrows() {
    assert_read("> THE END <", &[("centered", "THE END")]);
    assert_read(">THE END<", &[("centered", "THE END")]);
}

#[test]
fn page_breaks_are_three_equals_signs_or_more() {
    assert_read("A.\n\n===\n\nB.", &[("action", "A."), ("pagebreak", ""), ("action", "B.")]);
    assert_read("=======", &[("pagebreak", "")]);
}

#[test]
fn sections_nest_by_their_signs_and_synopses_follow_one() {
    let expected = [
        ("section 1", "Act"),
        ("section 2", "Sequence"),
        ("section 3", "Scene"),
        ("synopsis", "What happens."),
    ];
    assert_read("# Act\n\n## Sequence\n\n### Scene\n\n= What happens.", &expected);
}

#[test]
fn notes_stand_anywhere_and_may_go_on_past_two_spaces() {
    assert_read("[[A note.]]", &[("note", "A note.")]);
    assert_read("[[One\n  \ntwo]]", &[("note", "One\n\ntwo")]);
    let elements = parse("He runs [[fast?]] away.").unwrap().elements;
    assert_eq!(elements[0].visible_text(), "He runs  away.");
    assert_eq!(elements[0].notes()[0].text, "fast?");
    assert_read("[[never\n\nclosed", &[("action", "[[never"), ("action", "closed")]);
}

#[test]
fn a_boneyard_hides_everything_in_it() {
    assert_read(
        "A.\n\n/* INT. X\n\nB. */\n\nC.",
        &[("action", "A."), ("boneyard", " INT. X\n\nB. "), ("action", "C.")],
    );
    let mid = read("He /* never */ runs.");
    assert_eq!(mid[1], ("action".to_owned(), "He  runs.".to_owned()));
}

#[test]
fn emphasis_is_bold_italic_and_underlined_and_does_not_cross_lines() {
    let set = |text: &str| runs(text).iter().filter(|run| run.style != screenplay::Style::default()).count();
    for text in ["*a*", "**a**", "***a***", "_a_", "_*a*_"] {
        assert_eq!(set(text), 1, "{text}");
    }
    for text in ["*a\nb*", "_a\nb_", "\\*a\\*", "2 * 3 * 4", "dial *69 and then *23"] {
        assert_eq!(set(text), 0, "{text}");
    }
    let nested =
        runs("From what seems like only INCHES AWAY.  _Steel's face FILLS the *Leupold Mark 4* scope_.");
    let italic: Vec<&Run> = nested.iter().filter(|run| run.style.italic).collect();
    assert!(italic.len() == 1 && italic[0].text == "Leupold Mark 4" && italic[0].style.underline);
}

#[test]
fn a_title_page_has_keys_with_values_behind_or_below() {
    let read = parse("Title:\n    _**BRICK & STEEL**_\n    FULL RETIRED\nCredit: Written by\nAuthor: S. Maschwitz\nMy key: mine\n\nFADE IN:").unwrap();
    let keys: Vec<(&str, usize)> =
        read.title_page.iter().map(|(key, lines)| (key.as_str(), lines.len())).collect();
    assert_eq!(keys, [("Title", 2), ("Credit", 1), ("Author", 1), ("My key", 1)]);
    assert_eq!(read.elements.len(), 1);
}

#[test]
fn every_element_and_scene_knows_the_bytes_it_came_from() {
    let text = "Title: T\n\nINT. KÜCHE - TAG\n\nRegen. [[laut]]\n\nBÖ\n(leise)\nNein.\n\n> ENDE <\n\nEXT. HOF\n\nStill.";
    let screenplay = parse(text).unwrap();
    let spans: Vec<&str> =
        screenplay.elements.iter().map(|element| &text[element.span.start..element.span.end]).collect();
    assert_eq!(
        spans,
        ["INT. KÜCHE - TAG", "Regen. [[laut]]", "BÖ", "(leise)", "Nein.", "> ENDE <", "EXT. HOF", "Still."]
    );
    let scenes = screenplay.scenes();
    assert!(text[scenes[0].span.start..scenes[0].span.end].ends_with("> ENDE <"));
    assert_eq!(&text[scenes[1].span.start..scenes[1].span.end], "EXT. HOF\n\nStill.");
}
