//! A page to draw on: letters, boxes and pictures at points from the upper left corner.

use super::letters::Letters;
use super::picture::Picture;
use crate::cut::Cut;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::TextDirection;
use std::num::NonZeroU64;

/// The paper's width and height, in points.
pub(super) const PAPER: (f32, f32) = (792.0, 612.0);
/// The left and right margin, in points.
pub(super) const MARGIN: f32 = 36.0;
/// Where the header's letters stand.
const HEADER: f32 = 38.0;
/// Where the line under the header is.
const RULE: f32 = 46.0;

/// Colours of ink.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink {
    Black,
    Grey,
    Pale,
    Amber,
    /// Behind pictures.
    Night,
    /// Behind the heading of a scene.
    Sand,
}

impl Ink {
    fn fill(self) -> Fill {
        let (r, g, b) = match self {
            Self::Black => (24, 25, 29),
            Self::Grey => (100, 102, 110),
            Self::Pale => (212, 210, 204),
            Self::Amber => (190, 118, 24),
            Self::Night => (22, 23, 27),
            Self::Sand => (240, 236, 226),
        };
        Fill { paint: rgb::Color::new(r, g, b).into(), ..Fill::default() }
    }
}

/// A box on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// The two faces that a sheet is set in.
pub(super) struct Faces {
    pub(super) regular: Letters,
    pub(super) bold: Letters,
}

impl Faces {
    pub(super) fn load() -> Self {
        Self { regular: Letters::regular(), bold: Letters::bold() }
    }
}

/// The size of the paper.
pub(super) fn settings() -> PageSettings {
    PageSettings::from_wh(PAPER.0, PAPER.1).expect("the paper has a size")
}

/// A page being drawn.
pub(super) struct Paper<'s, 'd> {
    pub(super) surface: &'s mut Surface<'d>,
    pub(super) faces: &'s Faces,
}

impl Paper<'_, '_> {
    /// Draws a line of text whose letters stand on `y`.
    pub(super) fn text(&mut self, letters: &Letters, x: f32, y: f32, size: f32, ink: Ink, text: &str) {
        if text.is_empty() {
            return;
        }
        self.surface.set_fill(Some(ink.fill()));
        let start = Point::from_xy(x, y);
        self.surface.draw_text(start, letters.font.clone(), size, text, false, TextDirection::Auto);
    }

    /// The same, ending at `x`.
    pub(super) fn text_right(&mut self, letters: &Letters, x: f32, y: f32, size: f32, ink: Ink, text: &str) {
        self.text(letters, x - letters.width(text, size), y, size, ink, text);
    }

    /// Fills a box.
    pub(super) fn fill(&mut self, frame: Frame, ink: Ink) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(frame.x, frame.y, frame.width, frame.height) {
            path.push_rect(rect);
        }
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(ink.fill()));
            self.surface.draw_path(&path);
        }
    }

    /// The picture of shot `index`, as large as the frame allows, or what says that there is none.
    pub(super) fn picture(&mut self, frame: Frame, picture: Option<Picture>, index: usize) {
        self.fill(frame, Ink::Night);
        let Some(Picture { image, width, height }) = picture else {
            let faces = self.faces;
            let (text, size) = ("no picture yet", (frame.height / 9.0).clamp(5.0, 9.0));
            let x = frame.x + (frame.width - faces.regular.width(text, size)) / 2.0;
            return self.text(
                &faces.regular,
                x,
                frame.y + frame.height / 2.0 + size / 3.0,
                size,
                Ink::Grey,
                text,
            );
        };
        let scale = (frame.width / width).min(frame.height / height);
        let (drawn_width, drawn_height) = (width * scale, height * scale);
        let x = frame.x + (frame.width - drawn_width) / 2.0;
        let y = frame.y + (frame.height - drawn_height) / 2.0;
        if let Some(size) = Size::from_wh(drawn_width, drawn_height) {
            // Tells which shot it was, should the picture turn out to be broken.
            self.surface.set_location(NonZeroU64::MIN.saturating_add(index as u64));
            self.surface.push_transform(&Transform::from_translate(x, y));
            self.surface.draw_image(image, size);
            self.surface.pop();
            self.surface.reset_location();
        }
    }

    /// The title on the left, what the page holds on the right, a line below.
    pub(super) fn header(&mut self, cut: &Cut, kind: &str, right: &str) {
        let faces = self.faces;
        let right_width = faces.regular.width(right, 8.5);
        let room = PAPER.0 - 2.0 * MARGIN - right_width - 24.0;
        let kind_width = faces.regular.width(kind, 11.0) + 10.0;
        let title = faces.bold.fit(cut.title(), 16.0, room - kind_width);
        self.text(&faces.bold, MARGIN, HEADER, 16.0, Ink::Black, &title);
        let after = MARGIN + faces.bold.width(&title, 16.0) + 10.0;
        self.text(&faces.regular, after, HEADER, 11.0, Ink::Amber, kind);
        self.text_right(&faces.regular, PAPER.0 - MARGIN, HEADER, 8.5, Ink::Grey, right);
        self.fill(Frame { x: MARGIN, y: RULE, width: PAPER.0 - 2.0 * MARGIN, height: 1.1 }, Ink::Amber);
    }
}
