//! Fills pages with paragraphs and keeps together what belongs together.

use super::metrics::PAGE_LINES;
use super::page::{Cell, SceneStart, Sheet};
use super::paragraph::{Manner, Paragraph, cue_row, more_row};
use super::split::{break_at, opening_rows};

/// The page being filled, and what is known of those before it.
pub(super) struct Paginator<E> {
    emit: E,
    sheet: Sheet,
    pages: u32,
    scenes: Vec<SceneStart>,
    /// The first of the rows that are headings with nothing below them yet.
    headings_from: Option<usize>,
}

impl<E: FnMut(Sheet)> Paginator<E> {
    /// Begins with an empty first page; every full page goes to `emit`.
    pub(super) fn new(emit: E) -> Self {
        Self { emit, sheet: Sheet::default(), pages: 0, scenes: Vec::new(), headings_from: None }
    }

    /// Adds a paragraph, given the one that comes after it.
    pub(super) fn place(&mut self, mut paragraph: Paragraph, next: Option<&Paragraph>) {
        if paragraph.manner == Manner::PageBreak {
            return self.turn();
        }
        loop {
            let (room, rows) = (self.room(&paragraph), paragraph.rows.len());
            let kept_with = kept_with(&paragraph, next);
            if rows + kept_with <= room {
                return self.put(paragraph);
            }
            // When only what must stay with it does not fit, its last lines go along.
            match break_at(&paragraph, room, usize::from(kept_with > 0)) {
                Some(kept) => self.put_part(&mut paragraph, kept),
                None if !self.sheet.rows.is_empty() => self.turn_with_headings(),
                None if rows <= room => return self.put(paragraph),
                None => self.put_rows(&mut paragraph, room),
            }
        }
    }

    /// The scenes that were placed, and the number of lines up to the last one that is printed.
    pub(super) fn finish(mut self) -> (Vec<SceneStart>, u64) {
        let lines = u64::from(self.pages) * u64::from(PAGE_LINES) + self.sheet.rows.len() as u64;
        self.turn();
        (self.scenes, lines)
    }

    fn room(&self, paragraph: &Paragraph) -> usize {
        let used = self.sheet.rows.len();
        let blank = if used == 0 { 0 } else { usize::from(paragraph.blank_above) };
        usize::from(PAGE_LINES).saturating_sub(used + blank)
    }

    fn put(&mut self, paragraph: Paragraph) {
        let first = self.sheet.rows.len();
        let is_heading = paragraph.manner == Manner::Heading;
        self.headings_from = is_heading.then(|| self.headings_from.unwrap_or(first));
        if !self.sheet.rows.is_empty() {
            let used = self.sheet.rows.len() + usize::from(paragraph.blank_above);
            self.sheet.rows.resize_with(used, Vec::new);
        }
        if paragraph.manner == Manner::Heading {
            self.note_scene(&paragraph);
        }
        self.sheet.rows.extend(paragraph.rows);
    }

    /// Puts the first rows, turns the page and leaves the rest as it stands overleaf.
    fn put_part(&mut self, paragraph: &mut Paragraph, kept: usize) {
        let mut part = Self::first_rows(paragraph, kept);
        let rest = &mut paragraph.rows;
        while rest.len() > 1 && rest[0].iter().all(|cell| cell.runs.is_empty()) {
            rest.pop_front();
        }
        if let Manner::Speech { continued } = &paragraph.manner {
            part.rows.push_back(more_row());
            rest.push_front(cue_row(continued));
        }
        self.put(part);
        self.turn();
    }

    /// Fills an empty page with something that is longer than a page and has no place to break.
    fn put_rows(&mut self, paragraph: &mut Paragraph, room: usize) {
        let part = Self::first_rows(paragraph, room);
        self.put(part);
        self.turn();
        if paragraph.manner == Manner::Heading {
            // It is counted once.
            paragraph.manner = Manner::Whole;
        }
    }

    fn first_rows(paragraph: &mut Paragraph, count: usize) -> Paragraph {
        let Paragraph { blank_above, ref manner, .. } = *paragraph;
        Paragraph { blank_above, manner: manner.clone(), rows: paragraph.rows.drain(..count).collect() }
    }

    /// Takes headings that would end the page to the next one, when one follows another.
    fn turn_with_headings(&mut self) {
        let Some(from) = self.headings_from.filter(|&from| from > 0) else { return self.turn() };
        let headings = self.sheet.rows.split_off(from);
        let blank = headings.iter().take_while(|row| row.is_empty()).count();
        self.turn();
        let moved = u16::try_from(from + blank).expect("a page has few rows");
        for scene in self.scenes.iter_mut().rev() {
            if scene.page != self.pages || scene.row < moved {
                break;
            }
            scene.page += 1;
            scene.row -= moved;
        }
        self.sheet.rows.extend(headings.into_iter().skip(blank));
        self.headings_from = Some(0);
    }

    fn turn(&mut self) {
        self.headings_from = None;
        if !self.sheet.rows.is_empty() {
            self.pages += 1;
            (self.emit)(std::mem::take(&mut self.sheet));
        }
    }

    fn note_scene(&mut self, heading: &Paragraph) {
        let cells = || heading.rows.iter().flatten();
        let text = |cell: &Cell| cell.runs.iter().map(|run| run.text.as_str()).collect::<String>();
        self.scenes.push(SceneStart {
            number: cells().next().and_then(|cell| cell.scene_number.clone()),
            heading: cells().map(text).collect::<Vec<_>>().join(" "),
            page: self.pages + 1,
            row: u16::try_from(self.sheet.rows.len()).expect("a page has few rows"),
        });
    }
}

/// How many rows of the next paragraph must stand on the same page.
fn kept_with(paragraph: &Paragraph, next: Option<&Paragraph>) -> usize {
    let Some(next) = next else { return 0 };
    let rows = match (&paragraph.manner, &next.manner) {
        (Manner::Heading, _) => opening_rows(next),
        (_, Manner::Transition) => next.rows.len(),
        _ => 0,
    };
    if rows == 0 { 0 } else { rows + usize::from(next.blank_above) }
}
