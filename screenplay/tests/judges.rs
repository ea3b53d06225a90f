//! Two other readers of Fountain on the same files: fountain-js and screenplain see the same elements, with
//! the same words in the same styles. Where they are known to differ from the specification, or to say
//! less, it is named here and nowhere else.

use screenplay::{Element, Kind, Style, parse, plain, runs};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const SAMPLES: [&str; 4] =
    ["samples/salvage.fountain", "samples/cabaret.fountain", "samples/marks.fountain", "data/ferry.fountain"];

/// An element in the words that all three readers share.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    kind: String,
    text: String,
    extra: String,
}

impl Seen {
    fn new(kind: &str, text: impl Into<String>, extra: &str) -> Self {
        Self { kind: kind.to_owned(), text: text.into(), extra: extra.to_owned() }
    }
}

fn judges() -> PathBuf {
    std::env::var_os("SPOOL_JUDGES")
        .map(PathBuf::from)
        .expect("SPOOL_JUDGES names the folder that scripts/judges makes and prints; run it first")
}

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file)
}

fn ask(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The rows of an answer: kind, text (or runs), and what else is known.
fn rows(answer: &Value) -> impl Iterator<Item = (&str, &Value, &str)> {
    let rows = answer.as_array().unwrap().iter();
    rows.map(|row| (row[0].as_str().unwrap(), &row[1], row[2].as_str().unwrap()))
}

/// Our element in shared words. Boneyards are left out by everybody.
fn ours(element: &Element) -> Option<Seen> {
    let text = element.text.as_str();
    Some(match &element.kind {
        Kind::Boneyard => return None,
        Kind::SceneHeading { number } => {
            Seen::new("scene_heading", text, number.as_deref().unwrap_or_default())
        }
        Kind::Action => Seen::new("action", text, ""),
        Kind::Character { dual } => Seen::new("character", text, if *dual { "dual" } else { "" }),
        Kind::Parenthetical => Seen::new("parenthetical", format!("({text})"), ""),
        Kind::Dialogue => Seen::new("dialogue", text, ""),
        Kind::Lyrics { .. } => Seen::new("lyrics", text, ""),
        Kind::Transition => Seen::new("transition", text, ""),
        Kind::Centered => Seen::new("centered", text, ""),
        Kind::Note => Seen::new("note", text, ""),
        Kind::Section { depth } => Seen::new("section", text, &depth.to_string()),
        Kind::Synopsis => Seen::new("synopsis", text, ""),
        Kind::PageBreak => Seen::new("page_break", text, ""),
    })
}

/// What fountain-js 1.2.4 does otherwise: `CUT TO BLACK.` and `FADE OUT.` are transitions without a `>`,
/// which the specification does not say; a forced transition that ends in `TO:` keeps its `>`. It also fails
/// on a speech whose first line is sung, which no sample therefore has.
fn as_fountain_js(mut seen: Seen) -> Seen {
    if seen.kind == "action" && matches!(seen.text.as_str(), "CUT TO BLACK." | "FADE OUT." | "FADE TO BLACK.")
    {
        "transition".clone_into(&mut seen.kind);
    }
    seen
}

#[test]
fn fountain_js_sees_the_same_elements() {
    for sample in SAMPLES {
        let screenplay = parse(&std::fs::read_to_string(here(sample)).unwrap()).unwrap();
        let answer = ask(Command::new("node").args([
            here("judges/fountain_js.cjs"),
            judges().join("node_modules"),
            here(sample),
        ]));
        let theirs = rows(&answer).map(|(kind, text, extra)| {
            let text = text.as_str().unwrap();
            Seen::new(kind, text.strip_prefix("> ").unwrap_or(text), extra)
        });
        let theirs: Vec<Seen> = theirs.collect();
        let ours: Vec<Seen> = screenplay.elements.iter().filter_map(ours).map(as_fountain_js).collect();
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours, theirs, "{sample}");
        }
        assert_eq!(ours.len(), theirs.len(), "{sample}");
    }
}

/// Letters in their styles, without anything that a reader may set differently.
type Letters = Vec<(char, Style)>;

/// What screenplain 0.12.0 sees: no lyrics (their lines are action or dialogue, `~` and all), no notes;
/// headings and forced transitions in capitals. It also takes a star with a space on its left for the end of
/// emphasis, against the specification (`*69 and *23`), which no sample therefore has.
fn as_screenplain(element: &Element) -> Option<(Seen, Letters)> {
    let Seen { kind, extra, .. } = ours(element)?;
    let text = element.visible_text();
    let text = match &element.kind {
        Kind::Note => return None,
        Kind::Parenthetical => format!("({text})"),
        Kind::Lyrics { .. } => format!("~{}", text.replace('\n', "\n~")),
        Kind::SceneHeading { .. } | Kind::Transition => text.to_uppercase(),
        _ => text,
    };
    let kind = match &element.kind {
        Kind::Lyrics { in_dialogue: true } => "dialogue",
        Kind::Lyrics { in_dialogue: false } => "action",
        _ => &kind,
    };
    let letters = runs(&text)
        .into_iter()
        .flat_map(|run| run.text.chars().map(move |c| (c, run.style)).collect::<Vec<_>>());
    Some((Seen::new(kind, plain(&text), &extra), solid(letters.collect())))
}

fn solid(letters: Letters) -> Letters {
    letters.into_iter().filter(|(c, _)| !c.is_whitespace()).collect()
}

/// Their runs, `b`, `i` and `u` for the styles.
fn letters(runs: &Value) -> Letters {
    let style = |names: &str| Style {
        bold: names.contains('b'),
        italic: names.contains('i'),
        underline: names.contains('u'),
    };
    let runs = runs.as_array().unwrap().iter();
    let letters = runs.flat_map(|run| {
        let style = style(run[0].as_str().unwrap());
        run[1].as_str().unwrap().chars().map(move |c| (c, style))
    });
    solid(letters.collect())
}

/// Neighbours of a kind as one: screenplain gives every line of a speech by itself.
fn joined(elements: impl Iterator<Item = (String, String, Letters)>) -> Vec<(String, String, Letters)> {
    let mut out = Vec::<(String, String, Letters)>::new();
    for (kind, extra, letters) in elements {
        match out.last_mut() {
            Some(last) if kind == "dialogue" && last.0 == kind => last.2.extend(letters),
            _ => out.push((kind, extra, letters)),
        }
    }
    out
}

#[test]
fn screenplain_sees_the_same_words_in_the_same_styles() {
    for sample in SAMPLES {
        let screenplay = parse(&std::fs::read_to_string(here(sample)).unwrap()).unwrap();
        let python = judges().join("bin/python");
        let answer = ask(Command::new(python).args([here("judges/screenplain_reader.py"), here(sample)]));
        let theirs = joined(
            rows(&answer).map(|(kind, runs, extra)| (kind.to_owned(), extra.to_owned(), letters(runs))),
        );
        let ours = screenplay.elements.iter().filter_map(as_screenplain);
        let ours = joined(ours.map(|(seen, letters)| (seen.kind, seen.extra, letters)));
        let words = |seen: &(String, String, Letters)| {
            (seen.0.clone(), seen.1.clone(), seen.2.iter().map(|(c, _)| *c).collect::<String>())
        };
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(words(ours), words(theirs), "{sample}");
            assert_eq!(ours, theirs, "{sample}");
        }
        assert_eq!(ours.len(), theirs.len(), "{sample}");
    }
}
