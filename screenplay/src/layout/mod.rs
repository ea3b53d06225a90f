//! The printed page: US Letter, 12 point Courier (ten characters and six lines to the inch), the margins
//! and the manners of the American film industry. It yields lines with their places, which the PDF only
//! draws and the statistics only count, so that a page is the same page everywhere.
//!
//! Manners: a heading never ends a page, a cue never leaves its first line, a speech that breaks says
//! `(MORE)` and `(CONT'D)`, an action breaks with two lines on either side, a transition stays with what it
//! ends, and dual dialogue stands side by side and never breaks unless it is longer than a page.

mod metrics;
mod page;
mod paginate;
mod paragraph;
mod split;
mod wrap;

pub use metrics::{CHARACTERS_PER_INCH, LINES_PER_INCH, PAGE_COLUMNS, PAGE_LINES};
pub use page::{Layout, Line, LineKind, Page, SceneExtent};

use crate::fountain::{Element, Kind, Screenplay};
use page::Sheet;
use paginate::Paginator;
use paragraph::Paragraphs;
use serde::{Deserialize, Serialize};

/// The most pages that are laid out; the longest shooting scripts have a few hundred.
pub const MAX_PAGES: u32 = 4_000;

/// Which numbers stand in the margins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SceneNumbers {
    /// None: a reading copy.
    Hidden,
    /// Those that the screenplay gives.
    Written,
    /// 1, 2, 3 …, whatever is written.
    Counted,
    /// Those that are written if any is, else counted. The two are never mixed.
    #[default]
    Automatic,
}

/// What a writer may choose about the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The numbers in the margins.
    pub scene_numbers: SceneNumbers,
    /// Whether a cue says `(CONT'D)` when only action came since the same character spoke.
    pub continued: bool,
    /// Whether headings are bold.
    pub bold_headings: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { scene_numbers: SceneNumbers::Automatic, continued: true, bold_headings: false }
    }
}

/// A screenplay that cannot be laid out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// More than [`MAX_PAGES`].
    #[error("the screenplay has more than {MAX_PAGES} pages")]
    TooLong,
}

/// Lays out a whole screenplay. The title page is not among the pages.
pub fn layout(screenplay: &Screenplay, options: &Options) -> Result<Layout, LayoutError> {
    let mut pages = Vec::new();
    let mut too_long = false;
    let starts = flow(&screenplay.elements, *options, |sheet| {
        if pages.len() < MAX_PAGES as usize {
            pages.push(sheet.into_page());
        } else {
            too_long = true;
        }
    });
    if too_long {
        return Err(LayoutError::TooLong);
    }
    let scenes = page::extents(&starts.scenes, starts.lines);
    Ok(Layout { pages, scenes })
}

/// The printed length of elements in lines, from the top of the first page.
pub(crate) fn printed_lines(elements: &[Element]) -> u64 {
    flow(elements, Options::default(), drop).lines
}

/// What is known once everything has been placed.
struct Flow {
    scenes: Vec<page::SceneStart>,
    lines: u64,
}

/// Places everything, handing over each page when it is full.
fn flow(elements: &[Element], options: Options, emit: impl FnMut(Sheet)) -> Flow {
    let mut paginator = Paginator::new(emit);
    let mut paragraphs = Paragraphs::new(elements, options, numbering(elements, options)).peekable();
    while let Some(paragraph) = paragraphs.next() {
        paginator.place(paragraph, paragraphs.peek());
    }
    let (scenes, lines) = paginator.finish();
    Flow { scenes, lines }
}

/// `Automatic` decided.
fn numbering(elements: &[Element], options: Options) -> SceneNumbers {
    let written = |element: &Element| matches!(element.kind, Kind::SceneHeading { number: Some(_) });
    match options.scene_numbers {
        SceneNumbers::Automatic if elements.iter().any(written) => SceneNumbers::Written,
        SceneNumbers::Automatic => SceneNumbers::Counted,
        chosen => chosen,
    }
}
