//! The title page: title, credit, author and source in the middle, contact at the lower left, the draft's
//! date and its notes at the lower right.

use super::fonts::Fonts;
use super::ink;
use crate::fountain::{Run, Screenplay, Style, runs};
use crate::layout::PAGE_LINES;
use krilla::Document;
use krilla::surface::Surface;

/// The middle between the margins, in characters from the left edge.
const MIDDLE: f32 = 45.0;
/// The left and the right edge of the text.
const EDGES: (f32, f32) = (15.0, 75.0);
/// The row of the title.
const TITLE_ROW: usize = 15;
/// The most lines and characters of one value that a page has room for.
const MOST: (usize, usize) = (12, 60);

/// What the page says, in blocks of lines.
pub(super) struct TitlePage {
    middle: Vec<Vec<Vec<Run>>>,
    left: Vec<Vec<Run>>,
    right: Vec<Vec<Run>>,
}

impl TitlePage {
    /// `None` when the screenplay gives nothing to print on one.
    pub(super) fn of(screenplay: &Screenplay) -> Option<Self> {
        let lines = |keys: &[&str]| -> Vec<Vec<Run>> {
            values(screenplay, keys).iter().take(MOST.0).map(|line| cut(&runs(line))).collect()
        };
        let title: Vec<Vec<Run>> = lines(&["title"]).into_iter().map(titled).collect();
        let middle = [title, lines(&["credit"]), lines(&["author", "authors"]), lines(&["source"])];
        let middle: Vec<_> = middle.into_iter().filter(|block| !block.is_empty()).collect();
        let left = lines(&["contact", "contact info", "copyright"]);
        let right = lines(&["draft date", "date", "revision", "notes"]);
        let empty = middle.is_empty() && left.is_empty() && right.is_empty();
        (!empty).then_some(Self { middle, left, right })
    }
}

/// The values of all these keys, marks included.
pub(super) fn values(screenplay: &Screenplay, keys: &[&str]) -> Vec<String> {
    let wanted = |key: &str| keys.iter().any(|wanted| wanted.eq_ignore_ascii_case(key));
    let page = screenplay.title_page.iter();
    page.filter(|(key, _)| wanted(key)).flat_map(|(_, lines)| lines.clone()).collect()
}

/// Draws it on a page of its own, which bears no number.
pub(super) fn draw(document: &mut Document, fonts: &Fonts, page: &TitlePage) {
    let mut paper = document.start_page_with(ink::letter());
    let mut surface = paper.surface();
    let mut row = TITLE_ROW;
    for block in &page.middle {
        for line in block {
            draw_line(&mut surface, fonts, row, MIDDLE - width(line) / 2.0, line);
            row += 1;
        }
        row += 2;
    }
    let bottom = usize::from(PAGE_LINES);
    for (i, line) in page.left.iter().enumerate() {
        draw_line(&mut surface, fonts, bottom - page.left.len() + i, EDGES.0, line);
    }
    for (i, line) in page.right.iter().enumerate() {
        draw_line(&mut surface, fonts, bottom - page.right.len() + i, EDGES.1 - width(line), line);
    }
    surface.finish();
    paper.finish();
}

fn draw_line(surface: &mut Surface<'_>, fonts: &Fonts, row: usize, column: f32, line: &[Run]) {
    let row = u16::try_from(row).expect("a title page has few rows");
    ink::runs(surface, fonts, column, ink::baseline(row), line);
}

fn width(line: &[Run]) -> f32 {
    line.iter().map(|run| ink::characters(&run.text)).sum()
}

/// A title in capitals, underlined where the writer gave it no style of its own.
fn titled(mut line: Vec<Run>) -> Vec<Run> {
    let plain = line.iter().all(|run| run.style == Style::default());
    for run in &mut line {
        run.text = run.text.to_uppercase();
        run.style.underline |= plain;
    }
    line
}

/// As much of a line as the page is wide.
fn cut(line: &[Run]) -> Vec<Run> {
    let mut room = MOST.1;
    let mut out = Vec::new();
    for run in line {
        let text: String = run.text.chars().filter(|c| !c.is_control()).take(room).collect();
        room -= text.chars().count();
        out.push(Run { style: run.style, text });
    }
    out
}
