//! Title pages. Final Draft's is free text on a page; its usual arrangement tells what each line is: groups
//! in the middle are title, credit, author and source, what stands on the left is the contact, what stands
//! on the right the date of the draft.

use super::tree::{Paragraph, Piece};
use crate::fountain::{Run, Screenplay, marked};

/// Where a paragraph of a title page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Center,
    Left,
    Right,
}

impl Side {
    /// Final Draft's word for it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Center => "Center",
            Self::Left => "Left",
            Self::Right => "Right",
        }
    }
}

/// The keys of the groups in the middle, in the order in which they stand.
const MIDDLE: [&[&str]; 4] = [&["title"], &["credit"], &["author", "authors"], &["source"]];
/// Keys that are written without their name, and where.
const SIDES: [(&[&str], Side); 2] =
    [(&["contact", "contact info"], Side::Left), (&["draft date", "date"], Side::Right)];

type Page = Vec<(String, Vec<String>)>;

/// The lines of a title page, an empty one between groups.
pub(super) fn lines(screenplay: &Screenplay) -> Vec<(Side, String)> {
    let mut out = Vec::new();
    let is = |key: &str, names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(key));
    let page = &screenplay.title_page;
    for names in MIDDLE {
        let values = page.iter().filter(|(key, _)| is(key, names)).flat_map(|(_, lines)| lines);
        let before = out.len();
        out.extend(values.map(|line| (Side::Center, line.clone())));
        if out.len() > before {
            out.push((Side::Center, String::new()));
        }
    }
    for (names, side) in SIDES {
        let values = page.iter().filter(|(key, _)| is(key, names)).flat_map(|(_, lines)| lines);
        out.extend(values.map(|line| (side, line.clone())));
    }
    let named = |key: &str| {
        MIDDLE.iter().any(|names| is(key, names)) || SIDES.iter().any(|(names, _)| is(key, names))
    };
    for (key, values) in page.iter().filter(|(key, _)| !named(key)) {
        out.extend(values.iter().map(|line| (Side::Right, format!("{key}: {line}"))));
    }
    out
}

/// The keys that a title page's paragraphs stand for.
pub(super) fn read(paragraphs: &[Paragraph]) -> Page {
    let mut groups = vec![Vec::new()];
    let (mut left, mut right) = (Vec::new(), Page::new());
    for paragraph in paragraphs {
        for line in text(paragraph).split('\n').map(str::trim) {
            match paragraph.alignment.as_str() {
                _ if line.is_empty() => groups.push(Vec::new()),
                "Center" => groups.last_mut().expect("there is always a group").push(line.to_owned()),
                "Right" => add_right(&mut right, line),
                _ => left.push(line.to_owned()),
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    let mut page = middle(groups);
    if !left.is_empty() {
        page.push(("Contact".to_owned(), left));
    }
    page.extend(right);
    page
}

/// The groups in the middle, named. A credit ends in `by`, alone in its group or above the author.
fn middle(groups: Vec<Vec<String>>) -> Page {
    let mut page = Page::new();
    let mut add = |key: &str, values: Vec<String>| {
        if !values.is_empty() {
            page.push((key.to_owned(), values));
        }
    };
    let mut groups = groups.into_iter();
    add("Title", groups.next().unwrap_or_default());
    let mut rest: Vec<Vec<String>> = groups.collect();
    if rest.first().is_some_and(|group| group.len() > 1 && is_credit(&group[0])) {
        let author = rest[0].split_off(1);
        rest.insert(1, author);
    }
    let mut rest = rest.into_iter().peekable();
    if rest.peek().is_some_and(|group| group.len() == 1 && is_credit(&group[0])) || rest.len() > 2 {
        add("Credit", rest.next().unwrap_or_default());
    }
    add("Author", rest.next().unwrap_or_default());
    add("Source", rest.flatten().collect());
    page
}

fn is_credit(line: &str) -> bool {
    line.to_lowercase().trim_end_matches([':', '*', '_']).ends_with("by")
}

/// `Key: value` keeps its key; other lines on the right are the draft's date.
fn add_right(page: &mut Page, line: &str) {
    let named = line.split_once(": ").filter(|(key, _)| {
        key.starts_with(char::is_alphabetic)
            && key.len() < 40
            && key.chars().all(|c| c.is_alphanumeric() || c == ' ')
    });
    let (key, value) = named.unwrap_or(("Draft date", line));
    match page.iter_mut().find(|(known, _)| known == key) {
        Some((_, values)) => values.push(value.to_owned()),
        None => page.push((key.to_owned(), vec![value.to_owned()])),
    }
}

fn text(paragraph: &Paragraph) -> String {
    let runs: Vec<Run> = paragraph
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(run) => Some(run.clone()),
            Piece::Note { .. } => None,
        })
        .collect();
    marked(&runs)
}
