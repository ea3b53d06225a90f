//! Words on paper: characters and rows as points, and runs drawn one by one on the grid.

use super::fonts::Fonts;
use crate::fountain::{Run, Style};
use crate::layout::{CHARACTERS_PER_INCH, LINES_PER_INCH};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::TextDirection;

/// Points to the inch.
const INCH: f32 = 72.0;
/// The size of the letters, in points.
const SIZE: f32 = 12.0;
/// From one line to the next, in points.
pub(super) const LEADING: f32 = INCH / LINES_PER_INCH as f32;
/// The width of a character, in points.
const CHARACTER: f32 = INCH / CHARACTERS_PER_INCH as f32;
/// From the top of a row to the feet of its letters, in points.
const ASCENT: f32 = 9.0;
/// Below the feet of the letters, and how thick, in points.
const UNDERLINE: (f32, f32) = (1.4, 0.6);

/// US Letter.
pub(super) fn letter() -> PageSettings {
    PageSettings::from_wh(8.5 * INCH, 11.0 * INCH).expect("the paper has a size")
}

/// Where the letters of a row stand, in points from the top edge. Row 0 is an inch below it.
pub(super) fn baseline(row: u16) -> f32 {
    INCH + ASCENT + f32::from(row) * LEADING
}

/// The same for a row above the first one.
pub(super) fn header_baseline() -> f32 {
    INCH / 2.0 + ASCENT
}

/// Draws runs from a column (in characters from the left edge) on.
pub(super) fn runs(surface: &mut Surface<'_>, fonts: &Fonts, column: f32, y: f32, runs: &[Run]) {
    let mut x = column * CHARACTER;
    for run in runs {
        let width = characters(&run.text) * CHARACTER;
        let start = Point::from_xy(x, y);
        surface.draw_text(start, fonts.of(run.style), SIZE, &run.text, false, TextDirection::LeftToRight);
        if run.style.underline {
            underline(surface, x, y, width);
        }
        x += width;
    }
}

/// Draws plain text.
pub(super) fn text(surface: &mut Surface<'_>, fonts: &Fonts, column: f32, y: f32, text: &str) {
    runs(surface, fonts, column, y, &[Run { style: Style::default(), text: text.to_owned() }]);
}

/// How many characters wide a text is.
pub(super) fn characters(text: &str) -> f32 {
    f32::from(u16::try_from(text.chars().count()).unwrap_or(u16::MAX))
}

fn underline(surface: &mut Surface<'_>, x: f32, y: f32, width: f32) {
    let (below, thickness) = UNDERLINE;
    let mut path = PathBuilder::new();
    if let Some(bar) = Rect::from_xywh(x, y + below, width, thickness) {
        path.push_rect(bar);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}
