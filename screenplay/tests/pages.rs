//! The printed page: what stands where, what stays together, and how long it all is.

use proptest::prelude::*;
use screenplay::layout::{
    Layout, LayoutError, Line, LineKind, MAX_PAGES, Options, PAGE_LINES, SceneNumbers, layout,
};
use screenplay::{Kind, page_eighths, parse, statistics};

fn laid_out(text: &str) -> Layout {
    laid_out_with(text, Options::default())
}

fn laid_out_with(text: &str, options: Options) -> Layout {
    layout(&parse(text).unwrap(), &options).unwrap()
}

/// A page as rows of text, blank ones included.
fn rows(layout: &Layout, page: usize) -> Vec<String> {
    let mut rows = vec![String::new(); usize::from(PAGE_LINES)];
    for line in &layout.pages[page].lines {
        let row = &mut rows[usize::from(line.row)];
        let missing = usize::from(line.column) - row.chars().count();
        row.extend(std::iter::repeat_n(' ', missing));
        row.push_str(&line.text());
    }
    let used = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    rows.truncate(used);
    rows
}

/// Action of `count` lines, each a paragraph's line of its own words.
fn lines(count: usize) -> String {
    (1..=count).map(|i| format!("Line {i}.\n")).collect::<Vec<_>>().concat()
}

#[test]
fn every_element_has_its_column() {
    let text = "int. hut - day #4A#\n\nRain.\n\nBO (O.S.)\n(low)\nWho is there?\n~la la\n\n> A SIGN <\n\n~A song.\n\nCUT TO:";
    let page = rows(&laid_out(text), 0);
    let at = |text: &str| {
        page.iter().find(|row| row.trim() == text).map(|row| row.len() - row.trim_start().len()).unwrap()
    };
    assert_eq!((at("INT. HUT - DAY"), at("Rain."), at("BO (O.S.)")), (15, 15, 37));
    assert_eq!((at("(low)"), at("Who is there?"), at("la la")), (31, 25, 25));
    assert_eq!((at("A SIGN"), at("A song."), at("CUT TO:")), (15 + 27, 25, 75 - 7));
    assert_eq!(
        page[1..5],
        [String::new(), " ".repeat(15) + "Rain.", String::new(), " ".repeat(37) + "BO (O.S.)"]
    );
}

#[test]
fn a_heading_never_ends_a_page() {
    for above in 40..=54 {
        let text = format!(
            "{}\nINT. HUT - DAY\n\nOne line.\nAnd another.\nAnd a third.\nThe fourth.\n",
            lines(above)
        );
        let layout = laid_out(&text);
        for page in &layout.pages {
            assert_ne!(page.lines.last().unwrap().kind, LineKind::Heading, "{above}");
        }
        let kinds: usize = layout.pages.iter().flat_map(|page| &page.lines).count();
        assert_eq!(kinds, above + 5);
    }
}

#[test]
fn headings_in_a_row_stay_together() {
    for above in 38..=54 {
        let layout =
            laid_out(&format!("{}\nINT. HUT - DAY\n\n.THE TABLE\n\n.A CUP\n\nSteam.\n", lines(above)));
        let page = layout.scenes[0].page;
        assert!(layout.scenes.iter().all(|scene| scene.page == page), "{above}: {:?}", layout.scenes);
        assert_eq!(layout.pages.last().unwrap().lines.last().unwrap().text(), "Steam.");
        assert_eq!(layout.pages.len(), page as usize);
    }
}

#[test]
fn a_speech_that_breaks_says_more_and_continued() {
    let speech = (0..30).map(|i| format!("This is sentence {i}. ")).collect::<Vec<_>>().concat();
    let text = format!("{}\nODILE (V.O.)\n{speech}\n", lines(44));
    let layout = laid_out(&text);
    let first = rows(&layout, 0);
    assert_eq!(first.last().unwrap().trim(), "(MORE)");
    assert!(first[first.len() - 2].ends_with('.'), "{first:?}");
    let second = rows(&layout, 1);
    assert_eq!(second[0].trim(), "ODILE (V.O.) (CONT'D)");
    let words = |rows: &[String]| rows.join(" ").matches("sentence").count();
    assert_eq!(words(&first) + words(&second), 30);
}

#[test]
fn a_cue_takes_two_lines_with_it_or_goes_overleaf() {
    for above in 40..=54 {
        let speech = "Not you as well. ".repeat(10);
        let text = format!("{}\nODILE\n(quietly)\n{speech}\n", lines(above));
        for page in &laid_out(&text).pages {
            let last = page.lines.last().unwrap().kind;
            assert!(!matches!(last, LineKind::Cue | LineKind::Parenthetical), "{above}");
            let spoken = page.lines.iter().filter(|line| line.kind == LineKind::Dialogue).count();
            assert_ne!(spoken, 1, "{above}");
        }
    }
}

#[test]
fn action_breaks_with_two_lines_on_either_side() {
    for above in 44..=54 {
        let layout = laid_out(&format!("{}\n{}", lines(above), lines(5)));
        let texts: Vec<Vec<String>> =
            layout.pages.iter().map(|page| page.lines.iter().map(Line::text).collect()).collect();
        let overleaf = texts.get(1).map_or(0, Vec::len);
        assert!(overleaf != 1 && overleaf <= 5 && texts[0].len() - above != 1, "{above}: {texts:?}");
    }
}

#[test]
fn a_transition_does_not_begin_a_page() {
    for above in 46..=54 {
        let layout = laid_out(&format!(
            "INT. A - DAY\n\n{}\nShe leaves.\n\nCUT TO:\n\nINT. B - DAY\n\nHe waits.",
            lines(above - 4)
        ));
        for page in &layout.pages {
            assert_ne!(page.lines[0].kind, LineKind::Transition, "{above}");
        }
    }
}

#[test]
fn dual_dialogue_stands_side_by_side() {
    let layout = laid_out("BO\nLeft side of it all.\n\nMARA ^\n(over him)\nRight.\n");
    let page = rows(&layout, 0);
    assert_eq!(page[0], format!("{}BO{}MARA", " ".repeat(24), " ".repeat(29)));
    assert_eq!(page[1], format!("{}Left side of it all.{}(over him)", " ".repeat(15), " ".repeat(14)));
    assert_eq!(page[2], format!("{}Right.", " ".repeat(46)));
}

#[test]
fn a_speaker_who_goes_on_is_continued_within_a_scene_only() {
    let text = "INT. A - DAY\n\nBO\nOne.\n\nHe sits.\n\nBO\nTwo.\n\nINT. B - DAY\n\nBO\nThree.\n\nBO (CONT'D)\nFour.";
    let cues = |options: Options| -> Vec<String> {
        let lines = laid_out_with(text, options).pages.remove(0).lines;
        lines.iter().filter(|line| line.kind == LineKind::Cue).map(Line::text).collect()
    };
    assert_eq!(cues(Options::default()), ["BO", "BO (CONT'D)", "BO", "BO (CONT'D)"]);
    let plain = Options { continued: false, ..Options::default() };
    assert_eq!(cues(plain), ["BO", "BO", "BO", "BO (CONT'D)"]);
}

#[test]
fn scene_numbers_are_written_or_counted_and_never_mixed() {
    let numbers = |text: &str, scene_numbers| -> Vec<Option<String>> {
        let options = Options { scene_numbers, ..Options::default() };
        laid_out_with(text, options).scenes.into_iter().map(|scene| scene.number).collect()
    };
    let some = |number: &str| Some(number.to_owned());
    let mixed = "INT. A #12#\n\nx\n\nINT. B\n\ny";
    assert_eq!(numbers(mixed, SceneNumbers::Automatic), [some("12"), None]);
    assert_eq!(numbers(mixed, SceneNumbers::Counted), [some("1"), some("2")]);
    assert_eq!(numbers(mixed, SceneNumbers::Hidden), [None, None]);
    assert_eq!(numbers("INT. A\n\nx", SceneNumbers::Automatic), [some("1")]);
    assert_eq!(numbers("INT. A\n\nx", SceneNumbers::Written), [None]);
}

#[test]
fn scenes_know_their_page_and_their_eighths() {
    let text =
        format!("INT. A - DAY\n\n{}\nINT. B - DAY\n\n{}\n===\n\nINT. C - DAY\n\nx", lines(23), lines(10));
    let layout = laid_out(&text);
    let found: Vec<_> = layout.scenes.iter().map(|s| (s.ordinal, s.page, s.row, s.eighths)).collect();
    // 27 lines to the next heading are half a page; the second fills what is left before the break.
    assert_eq!(found, [(1, 1, 0, 4), (2, 1, 27, 4), (3, 2, 0, 1)]);
}

#[test]
fn statistics_count_the_same_pages() {
    let text = format!("{}\n\n{}", lines(54), lines(20));
    let screenplay = parse(&text).unwrap();
    assert_eq!(laid_out(&text).pages.len(), 2);
    assert_eq!(page_eighths(&screenplay.elements), 8 + 3);
    assert_eq!(statistics(&screenplay).pages(), "1 3/8");
    assert_eq!(page_eighths(&parse("[[only a note]]\n\n# A section").unwrap().elements), 0);
}

#[test]
fn what_is_longer_than_a_page_breaks_all_the_same() {
    let dual = format!("BO\n{0}\n\nMARA ^\n{0}", "word ".repeat(2_000));
    let cue = format!("@{}\nx", "N".repeat(5_000));
    let heading = format!(".{}", "H ".repeat(5_000));
    for text in [dual, cue, heading, "word ".repeat(50_000), format!("BO\n{}", "(a)\n".repeat(300))] {
        let layout = laid_out(&text);
        assert!(layout.pages.len() > 1);
        for line in layout.pages.iter().flat_map(|page| &page.lines) {
            assert!(line.row < PAGE_LINES && usize::from(line.column) + line.text().chars().count() <= 75);
        }
    }
}

#[test]
fn more_pages_than_anyone_films_are_refused() {
    let text = "===\n\na\n\n".repeat(MAX_PAGES as usize + 1);
    assert_eq!(layout(&parse(&text).unwrap(), &Options::default()), Err(LayoutError::TooLong));
}

/// Paragraphs of every kind, long and short.
fn paragraph() -> impl Strategy<Value = String> {
    let words = prop::collection::vec("[a-z]{1,9}", 1..120).prop_map(|words| words.join(" "));
    let kind = prop::sample::select(vec!["", "INT. ", "CUE", "DUAL", "~", "> ", "CENTRED", "===", "(", "# "]);
    (kind, words.clone(), words).prop_map(|(kind, words, more)| match kind {
        "CUE" => format!("MARA\n({})\n{words}\n({})\n{more}", &more[..1], &words[..1]),
        "DUAL" => format!("MARA\n{words}\n\nBO ^\n{more}"),
        "CENTRED" => format!("> {words} <"),
        "===" => "===".to_owned(),
        kind => format!("{kind}{words}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_is_printed_once_and_nothing_leaves_its_place(paragraphs in prop::collection::vec(paragraph(), 1..40)) {
        let text = format!("\n{}", paragraphs.join("\n\n"));
        let screenplay = parse(&text).unwrap();
        let layout = layout(&screenplay, &Options::default()).unwrap();
        let lines = || layout.pages.iter().flat_map(|page| &page.lines);
        for page in &layout.pages {
            prop_assert!(page.lines.windows(2).all(|two| two[0].row <= two[1].row));
            prop_assert_ne!(page.lines.last().unwrap().kind, LineKind::Cue);
        }
        // Only a page break after it, or the end, leaves a heading alone.
        let overleaf = layout.pages.windows(2).filter(|_| !paragraphs.iter().any(|paragraph| paragraph == "==="));
        for two in overleaf {
            prop_assert_ne!(two[0].lines.last().unwrap().kind, LineKind::Heading);
        }
        for scene in &layout.scenes {
            let page = &layout.pages[scene.page as usize - 1];
            let found = page.lines.iter().find(|line| line.row == scene.row).unwrap();
            prop_assert!(scene.heading.starts_with(&found.text()), "{:?} is not {:?}", found, scene);
        }
        for line in lines() {
            prop_assert!(line.row < PAGE_LINES && line.column >= 15);
            prop_assert!(usize::from(line.column) + line.text().chars().count() <= 76, "{:?}", line);
        }
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).count();
        let body = lines().filter(|line| !matches!(line.kind, LineKind::Heading | LineKind::Transition));
        let printed: usize = body.map(|line| letters(&line.text())).sum();
        let hidden = |kind: &Kind| matches!(kind, Kind::Section { .. } | Kind::SceneHeading { .. } | Kind::Transition);
        let written: usize = screenplay.elements.iter().filter(|e| !hidden(&e.kind)).map(|e| letters(&e.text)).sum();
        prop_assert_eq!(printed, written);
    }
}
