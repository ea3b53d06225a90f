//! The pages after the title page.

use super::fonts::Fonts;
use super::ink;
use crate::layout::{Layout, Line};
use krilla::Document;
use krilla::surface::Surface;

/// Page numbers end at this column.
const PAGE_NUMBER_END: f32 = 75.0;
/// Scene numbers on the left begin here, and end before the text does.
const LEFT_NUMBER: (f32, f32) = (8.0, 14.0);
/// Scene numbers on the right begin here.
const RIGHT_NUMBER: f32 = 76.0;
/// The longest scene number that a margin holds.
const NUMBER_CHARACTERS: usize = 8;

/// Draws every page; the first one bears no number.
pub(super) fn draw(document: &mut Document, fonts: &Fonts, layout: &Layout) {
    for (number, page) in (1_usize..).zip(&layout.pages) {
        let mut paper = document.start_page_with(ink::letter());
        let mut surface = paper.surface();
        if number > 1 {
            let text = format!("{number}.");
            let column = PAGE_NUMBER_END - ink::characters(&text);
            ink::text(&mut surface, fonts, column, ink::header_baseline(), &text);
        }
        page.lines.iter().for_each(|line| draw_line(&mut surface, fonts, line));
        surface.finish();
        paper.finish();
    }
}

fn draw_line(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line) {
    let y = ink::baseline(line.row);
    if let Some(number) = &line.scene_number {
        let number: String = number.chars().take(NUMBER_CHARACTERS).collect();
        let (begin, end) = LEFT_NUMBER;
        ink::text(surface, fonts, begin.min(end - ink::characters(&number)), y, &number);
        ink::text(surface, fonts, RIGHT_NUMBER, y, &number);
    }
    ink::runs(surface, fonts, f32::from(line.column), y, &line.runs);
}
