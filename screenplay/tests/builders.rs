//! The promise of the builders: whatever text a model writes, what is built parses back to exactly
//! the planned structure, and no part of it is empty.

use proptest::prelude::*;
use screenplay::{
    Heading, Interior, Kind, OutlineBuilder, ScreenplayBuilder, TreatmentBuilder, check_scene, format,
    outline_beats, parse, sanitise_scene, treatment_acts,
};

/// What models write, and what is meant to break out of a scene.
fn piece() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Title: Injected",
        "Author: x",
        "INT. SECOND - DAY",
        "EXT.",
        "**INT. BOLD - DAY**",
        "Scene 2: EXT. ROOF",
        "I/E. CAR",
        ".FORCED",
        "...",
        "#",
        "# ACT",
        "## 2. Beat",
        "=",
        "= synopsis",
        "===",
        "~la",
        "~",
        "@",
        "@McX",
        "!",
        "!INT. X",
        "^",
        "/*",
        "*/",
        "/ *",
        "//**",
        "[[",
        "]]",
        "[[n]]",
        "[[[",
        "> <",
        "> X <",
        "> CUT TO:",
        "CUT TO:",
        "<|im_end|>",
        "<b>",
        "```",
        "---",
        "***",
        "**MARA**",
        "MARA",
        "MARA:",
        "MARA: Stay.",
        "Mara (low): No.",
        "(beat)",
        "()",
        "( (x)",
        "@:",
        "(smiling) Yes.",
        "Hello.",
        "He runs. ",
        "HE RUNS.",
        "- item",
        "1. one",
        "{",
        "\"line\": \"x\",",
        "\\n",
        "\"",
        "|",
        "`",
        "Here is the scene:",
        "THE END",
        "The end.",
        "FADE IN:",
        "A",
        "é",
        "ŉ",
        "ß",
        "語",
        "語。",
        "\u{301}",
        "\u{feff}",
        "\u{200b}",
        "\u{a0}",
        "\u{2028}",
        "\u{85}",
        "\0",
        "\u{1}",
        "\t",
        " ",
        "  ",
        "TO:",
        "!!!",
        "&",
        "/",
        "*",
        ":",
        "::",
    ]);
    prop_oneof![6 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

fn text() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\n", "\n\n", "\n  \n", "\r\n", "\r", "", "", " "]);
    prop::collection::vec((piece(), end), 0..16)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, end)| piece + end).collect())
}

fn heading() -> impl Strategy<Value = Heading> {
    let interior = prop::sample::select(vec![Interior::Int, Interior::Ext, Interior::IntExt, Interior::Est]);
    let words = prop_oneof![Just("kitchen".to_owned()), text(), any::<String>()];
    (interior, words.clone(), words)
        .prop_map(|(interior, location, time)| Heading::new(interior, &location, &time))
}

fn built(title: &str, scenes: &[(Heading, String)], cast: &[String]) -> String {
    let mut builder =
        ScreenplayBuilder::new(title).title_line("Author", title).title_line(title, title).cast(cast);
    for (i, (heading, text)) in scenes.iter().enumerate() {
        let check = builder.scene(heading, text);
        assert_eq!(check, check_scene(&sanitise_scene(text, cast)));
        assert_eq!(parse(&builder.text_so_far()).unwrap().scenes().len(), i + 1);
    }
    assert_eq!((builder.len(), builder.is_empty()), (scenes.len(), scenes.is_empty()));
    let finished = builder.finish();
    let written = format(&finished);
    assert!(parse(&written).unwrap().same_content(&finished), "{written}");
    written
}

fn holds(title: &str, scenes: &[(Heading, String)], cast: &[String]) {
    let written = built(title, scenes, cast);
    let read = parse(&written).unwrap();
    let headings: Vec<String> = read.scenes().into_iter().map(|scene| scene.heading).collect();
    let planned: Vec<String> = scenes.iter().map(|(heading, _)| heading.to_string()).collect();
    assert_eq!(headings, planned, "{written}");
    assert!(read.title().is_some());
    for (scene, (heading, _)) in read.scenes().iter().zip(scenes) {
        assert!(check_scene(&scene.content).has_action, "{written}");
        assert_eq!((scene.interior, &scene.scene_number), (Some(heading.interior()), &None));
    }
    for element in &read.elements {
        let inside = matches!(
            element.kind,
            Kind::SceneHeading { .. }
                | Kind::Action
                | Kind::Character { dual: false }
                | Kind::Parenthetical
                | Kind::Dialogue
                | Kind::Lyrics { .. }
                | Kind::Transition
        );
        assert!(inside, "{element:?} in {written}");
        assert!(!element.text.chars().any(|c| c.is_control() && c != '\n'), "{element:?}");
        for mark in ["/*", "*/", "[[", "]]"] {
            assert!(!element.text.contains(mark), "{element:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_screenplay_has_the_planned_headings(
        title in text(),
        scenes in prop::collection::vec((heading(), text()), 0..5),
        cast in prop::collection::vec("[A-Z][a-z]{0,6}( [A-Z][a-z]{0,6})?|.{0,5}", 0..3),
    ) {
        holds(&title, &scenes, &cast);
    }

    #[test]
    fn any_unicode_stays_in_its_scene(scenes in prop::collection::vec((heading(), any::<String>()), 1..4)) {
        holds("T", &scenes, &[]);
    }

    #[test]
    fn a_treatment_has_the_planned_acts(acts in prop::collection::vec((text(), text()), 0..5)) {
        let mut builder = TreatmentBuilder::new("T");
        for (title, prose) in &acts {
            builder.act(title, prose);
        }
        let finished = builder.clone().finish();
        prop_assert_eq!(builder.len(), acts.len());
        let read = parse(&builder.text_so_far()).unwrap();
        prop_assert!(read.same_content(&finished), "{}", builder.text_so_far());
        prop_assert!(read.scenes().is_empty());
        let read = treatment_acts(&builder.text_so_far());
        prop_assert_eq!(read.len(), acts.len());
        prop_assert!(read.iter().all(|(title, prose)| !title.is_empty() && !prose.is_empty()), "{:?}", read);
    }

    #[test]
    fn an_outline_has_its_beats(beats in prop::collection::vec((text(), text()), 0..6)) {
        let mut builder = OutlineBuilder::new("T");
        for (title, text) in &beats {
            builder.beat(title, text);
        }
        let finished = builder.clone().finish();
        prop_assert_eq!(builder.len(), beats.len());
        prop_assert!(parse(&builder.text_so_far()).unwrap().same_content(&finished), "{}", builder.text_so_far());
        let read = outline_beats(&builder.text_so_far());
        prop_assert_eq!(read.len(), beats.len());
        for (number, beat) in (1..).zip(&read) {
            prop_assert_eq!(beat.number, number);
            prop_assert!(!beat.title.is_empty() && !beat.text.is_empty(), "{:?}", beat);
        }
    }
}

#[test]
fn headings_and_beats_read_back_as_given() {
    let mut outline = OutlineBuilder::new("The Ferry").title_line("Author", "I. H.");
    assert!(outline.beat("1. The landing", "Odile waits.\n\nThe lamp goes out."));
    assert!(outline.beat("**Beat 2:** The crossing", "Here is the beat:\nThey cross."));
    assert!(!outline.beat("", "```"));
    let text = outline.text_so_far();
    assert_eq!(
        text,
        "Title: The Ferry\nAuthor: I. H.\n\n## 1. The landing\n\n= Odile waits.\n\n= The lamp goes out.\n\n\
         ## 2. The crossing\n\n= They cross.\n\n## 3. Beat 3\n\n= Beat 3\n"
    );
    assert_eq!(outline_beats(&text)[0].text, "Odile waits. The lamp goes out.");
    assert_eq!(outline_beats("## Loose\n\n= a\n\n# Act\n\n= b\n\n## 9. Nine").last().unwrap().number, 9);
}

#[test]
fn acts_read_back_as_given() {
    let mut treatment = TreatmentBuilder::new("");
    assert!(
        treatment.act(
            "Act One: The landing",
            "INT. HUT - DAY\nOdile waits.\n\nODILE: Again.\n\n# Act Two\nStill."
        )
    );
    assert!(!treatment.act("#", ""));
    let text = treatment.text_so_far();
    assert!(text.starts_with("Title: Untitled\n\n# Act One: The landing\n"), "{text}");
    assert_eq!(
        treatment_acts(&text),
        [
            ("Act One: The landing".to_owned(), "Odile waits.\n\nODILE: Again.\n\nStill.".to_owned()),
            ("ACT TWO".to_owned(), "To be written.".to_owned()),
        ]
    );
    assert_eq!(
        treatment_acts("Alone.\n\n# A\n\nB."),
        [(String::new(), "Alone.".into()), ("A".into(), "B.".into())]
    );
}
