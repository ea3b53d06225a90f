//! What a layout consists of, and how long each scene is in it.

use super::metrics::PAGE_LINES;
use crate::fountain::Run;
use serde::{Deserialize, Serialize};

/// A whole screenplay in pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The pages, the first of which is page 1.
    pub pages: Vec<Page>,
    /// Where each scene stands.
    pub scenes: Vec<SceneExtent>,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its lines from top to bottom; two of the same row are dual dialogue.
    pub lines: Vec<Line>,
}

/// A line and its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The row, from 0 (one inch below the edge) to [`PAGE_LINES`]` - 1`.
    pub row: u16,
    /// The first character's column, in tenths of an inch from the left edge of the paper.
    pub column: u16,
    /// What it belongs to.
    pub kind: LineKind,
    /// What it says.
    pub runs: Vec<Run>,
    /// The number for both margins, on the first line of a heading.
    pub scene_number: Option<String>,
}

impl Line {
    /// What it says, without style.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// What a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A scene heading.
    Heading,
    /// Action.
    Action,
    /// Centred text.
    Centered,
    /// A transition, at the right margin.
    Transition,
    /// A cue.
    Cue,
    /// A parenthetical.
    Parenthetical,
    /// Dialogue.
    Dialogue,
    /// Sung lines, in a speech or outside.
    Lyrics,
    /// `(MORE)` under a speech that goes on overleaf.
    More,
}

/// A scene on the pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneExtent {
    /// Its place in the screenplay, from 1.
    pub ordinal: u32,
    /// The number in the margins.
    pub number: Option<String>,
    /// The heading as it is printed.
    pub heading: String,
    /// The page its heading stands on, from 1.
    pub page: u32,
    /// The row of its heading.
    pub row: u16,
    /// Its length in eighths of a page, up to the next heading: to the nearest, and at least one.
    pub eighths: u32,
}

/// A line before it has a row.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) column: u16,
    pub(super) kind: LineKind,
    pub(super) runs: Vec<Run>,
    pub(super) scene_number: Option<String>,
}

/// The rows of a page while it is filled; dual dialogue puts two cells in one.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// The finished page.
    pub(super) fn into_page(self) -> Page {
        let lines = (0..).zip(self.rows).flat_map(|(row, cells)| {
            cells.into_iter().filter(|cell| !cell.runs.is_empty()).map(move |cell| Line {
                row,
                column: cell.column,
                kind: cell.kind,
                runs: cell.runs,
                scene_number: cell.scene_number,
            })
        });
        Page { lines: lines.collect() }
    }
}

/// Where a heading was placed.
#[derive(Debug)]
pub(super) struct SceneStart {
    pub(super) number: Option<String>,
    pub(super) heading: String,
    pub(super) page: u32,
    pub(super) row: u16,
}

impl SceneStart {
    fn line(&self) -> u64 {
        u64::from(self.page - 1) * u64::from(PAGE_LINES) + u64::from(self.row)
    }
}

/// The scenes with their lengths, in a screenplay of so many lines.
pub(super) fn extents(starts: &[SceneStart], lines: u64) -> Vec<SceneExtent> {
    let ends = starts.iter().skip(1).map(SceneStart::line).chain([lines]);
    let extent = |(ordinal, (start, end)): (u32, (&SceneStart, u64))| SceneExtent {
        ordinal,
        number: start.number.clone(),
        heading: start.heading.clone(),
        page: start.page,
        row: start.row,
        eighths: nearest_eighths(end.saturating_sub(start.line())),
    };
    (1..).zip(starts.iter().zip(ends)).map(extent).collect()
}

fn nearest_eighths(lines: u64) -> u32 {
    let page = u64::from(PAGE_LINES);
    u32::try_from((lines * 16 + page) / (page * 2)).unwrap_or(u32::MAX).max(1)
}
