//! The PDF, read back by poppler: its text, its places, its pages, its metadata.

use screenplay::layout::{Options, layout};
use screenplay::{parse, pdf};
use std::io::Write;
use std::process::{Command, Stdio};

/// What one of poppler's programs says about a file.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} is needed (Debian: poppler-utils): {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn printed(text: &str) -> Vec<u8> {
    pdf(&parse(text).unwrap(), &Options::default()).unwrap()
}

fn pages(pdf: &[u8]) -> Vec<String> {
    let text = poppler("pdftotext", &["-layout", "-", "-"], pdf);
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

const FERRY: &str = include_str!("data/ferry.fountain");

#[test]
fn the_text_of_every_page_can_be_read_back() {
    let pages = pages(&printed(FERRY));
    assert_eq!(pages.len(), 3);
    let title: Vec<&str> = pages[0].lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(title[..2], ["THE NIGHT FERRY", "A FILM IN FOUR CROSSINGS"]);
    assert!(pages[0].contains("4 Harbour Lane"));
    let numbered = pages[1].lines().find(|line| line.contains("EXT. FERRY LANDING - NIGHT")).unwrap();
    let words: Vec<&str> = numbered.split_whitespace().collect();
    assert_eq!((words[0], words[words.len() - 1]), ("1", "1"));
    assert!(pages[1].contains("Not you as well.") && pages[1].contains("sodium"));
    for hidden in ["*sodium*", "harbour master", "He was younger", "ACT ONE", "that is not hers", "NOWHERE"] {
        assert!(!pages[1].contains(hidden), "{hidden} is not printed");
    }
    assert_eq!(pages[2].lines().find(|line| !line.trim().is_empty()).unwrap().trim(), "2.");
    assert!(pages[2].contains("THE END"));
}

#[test]
fn columns_are_where_the_layout_put_them() {
    let text = "INT. A - DAY #7#\n\nRain.\n\nBO\nHello there.\n\nMARA ^\nHello, you.\n\nCUT TO:";
    let found = poppler("pdftotext", &["-bbox", "-", "-"], &printed(text));
    let left = |word: &str| -> f64 {
        let line = found.lines().find(|line| line.contains(&format!(">{word}<"))).unwrap();
        line.split('"').nth(1).unwrap().parse().unwrap()
    };
    for (word, column) in [("7", 8), ("INT.", 15), ("Rain.", 15), ("BO", 24), ("MARA", 55), ("CUT", 68)] {
        let expected = f64::from(column) * 7.2;
        assert!((left(word) - expected).abs() < 0.1, "{word}: {} and not {expected}", left(word));
    }
}

#[test]
fn the_document_says_what_it_is() {
    let pdf = printed(FERRY);
    let info = poppler("pdfinfo", &["-"], &pdf);
    for line in [
        "Title:           THE NIGHT FERRY a film in four crossings",
        "Pages:           3",
        "Page size:       612 x 792 pts (letter)",
    ] {
        assert!(info.contains(line), "{info}");
    }
    let fonts = poppler("pdffonts", &["-"], &pdf);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(
        !rows.is_empty()
            && rows.iter().all(|row| row.contains("Courier Prime") && row.contains("yes yes yes")),
        "{fonts}"
    );
    assert_eq!(printed(FERRY), pdf, "the same bytes every time");
}

#[test]
fn a_long_screenplay_has_as_many_pages_as_its_layout() {
    let scene = "INT. ROOM - DAY\n\nShe waits by the window, and the light goes.\n\nMARA\nAnd then it was evening, which nobody had asked for.\n\n";
    let text = scene.repeat(600);
    let screenplay = parse(&text).unwrap();
    let pages = layout(&screenplay, &Options::default()).unwrap().pages.len();
    assert!(pages >= 100);
    let info = poppler("pdfinfo", &["-"], &printed(&text));
    assert!(info.contains(&format!("Pages:           {pages}\n")), "{info}");
}

#[test]
fn letters_that_the_font_lacks_do_no_harm() {
    let text = "INT. 東京 - ДЕНЬ\n\nשלום e\u{301} 🎬 \u{202e}abc\n\n@ΜΑΡΙΑ\nمرحبا ŉ ﬁ\n\n**語**";
    let pages = pages(&printed(text));
    assert!(pages[0].contains("INT."));
}

#[test]
fn nothing_at_all_is_a_document_too() {
    assert!(printed("").starts_with(b"%PDF-"));
}
