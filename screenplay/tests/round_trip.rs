//! The algebra of the parser and the formatter, on every sample and on texts made of the pieces that
//! Fountain gives a meaning to.

use proptest::prelude::*;
use screenplay::{
    Kind, MAX_BYTES, MAX_LINE_BYTES, ParseError, fdx, format, format_elements, page_eighths, parse,
    parse_bytes, parse_fragment,
};
use std::time::{Duration, Instant};

const SAMPLES: [&str; 5] = [
    include_str!("data/ferry.fountain"),
    include_str!("data/forced.fountain"),
    include_str!("data/margins.fountain"),
    include_str!("data/chorus.fountain"),
    include_str!("data/bare.fountain"),
];

/// Everything that must hold for any text at all.
fn holds(text: &str) {
    let read = parse(text).unwrap();
    let written = format(&read);
    let again = parse(&written).unwrap();
    assert!(again.same_content(&read), "\n{text:?}\n{written:?}\n{read:#?}\n{again:#?}");
    assert_eq!(format(&again), written);
    for element in &read.elements {
        assert!(text.get(element.span.start..element.span.end).is_some(), "{element:?} of {text:?}");
    }
    let fragment = parse_fragment(text).unwrap();
    let again = parse_fragment(&format_elements(&fragment)).unwrap();
    assert!(
        fragment.iter().map(|e| (&e.kind, &e.text)).eq(again.iter().map(|e| (&e.kind, &e.text))),
        "{text:?}"
    );
    let headings = read.elements.iter().filter(|element| matches!(element.kind, Kind::SceneHeading { .. }));
    assert_eq!(headings.count(), read.scenes().len());
}

/// Pieces of Fountain, of things that look like it, and of what breaks careless readers.
fn piece() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "INT. HOUSE - DAY",
        "int./ext. car",
        "EST ",
        ".FORCED",
        "..",
        "...so",
        "#1A#",
        "#",
        "##",
        "=",
        "==",
        "===",
        "~",
        "~la",
        "@",
        "@McX",
        "!",
        "!!",
        "^",
        " ^",
        "(",
        ")",
        "(beat)",
        "()",
        ">",
        "<",
        "> <",
        "> X <",
        ">cut",
        "CUT TO:",
        "TO:",
        "MARA",
        "MARA (v.o.)",
        "Title:",
        "Title: x",
        "Key: v",
        "Author",
        "FADE IN:",
        "//x",
        "[[",
        "]]",
        "[",
        "]",
        "[[n]]",
        "/*",
        "*/",
        "/",
        "*",
        "/**/",
        "/*b*/",
        "**b**",
        "_u_",
        "\\",
        "a",
        "B",
        "é",
        "ŉ",
        "ß",
        "語",
        "\u{301}",
        "\u{feff}",
        "\u{a0}",
        "\u{2028}",
        "\u{b}",
        "\u{1}",
        "\t",
        " ",
        "  ",
        "    ",
    ]);
    prop_oneof![8 => marks.prop_map(str::to_owned), 1 => any::<char>().prop_filter("no NUL", |c| *c != '\0').prop_map(String::from)]
}

fn text() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec!["\n", "\n", "\n\n", "\n  \n", "\r\n", "\r", "", "", "\n \n"]);
    prop::collection::vec((piece(), end), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, end)| piece + end).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parsing_what_was_formatted_gives_it_back(text in text()) {
        holds(&text);
    }

    #[test]
    fn any_text_at_all_is_read(text in "[^\0]{0,200}") {
        holds(&text);
    }
}

#[test]
fn the_samples_survive() {
    for sample in SAMPLES {
        holds(sample);
    }
}

#[test]
fn every_cut_of_a_sample_survives() {
    for sample in SAMPLES {
        for (cut, _) in sample.char_indices().step_by(7) {
            holds(&sample[..cut]);
            holds(&sample[cut..]);
        }
    }
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(parse("ab\0c"), Err(ParseError::Binary { offset: 2 }));
    assert_eq!(parse_bytes(b"a\xffc"), Err(ParseError::NotUtf8 { offset: 1 }));
    let long = "a".repeat(MAX_BYTES + 1);
    assert_eq!(parse(&long), Err(ParseError::TooLarge { bytes: MAX_BYTES + 1 }));
    let lines = "a line of a screenplay\n".repeat(MAX_BYTES / 23);
    assert!(lines.len() > MAX_BYTES - 23 && parse(&lines).is_ok());
    let long = &long[..=MAX_LINE_BYTES];
    assert_eq!(
        parse(&format!("a\r\n\n{long}")),
        Err(ParseError::LongLine { line: 3, bytes: MAX_LINE_BYTES + 1 })
    );
    assert!(parse(&long[1..]).is_ok());
    assert_eq!(ParseError::Binary { offset: 2 }.to_string(), "the text is binary: a NUL stands at byte 2");
}

/// Each of these was quadratic in some reader: open marks that nothing closes, or that close late.
#[test]
fn hostile_texts_take_linear_time() {
    for unit in [
        "/*",
        "[[",
        "[[\n",
        "[[ ~\n~\n",
        "[[a]] ",
        "]]",
        "(",
        "A\n",
        "A\n\n",
        "#1",
        "~\n",
        "@A\n  \n",
        "A: b\n",
        "/*x*/",
        "INT. A #",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        let started = Instant::now();
        let read = parse(&text).unwrap();
        let _ = (format(&read), read.scenes(), page_eighths(&read.elements), fdx::write(&read));
        assert!(started.elapsed() < Duration::from_secs(20), "{unit:?} took {:?}", started.elapsed());
    }
}
