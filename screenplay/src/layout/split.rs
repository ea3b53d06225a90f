//! Where a paragraph may break at the end of a page.

use super::page::{Cell, LineKind};
use super::paragraph::{Manner, Paragraph};
use std::collections::VecDeque;

/// The fewest lines of a paragraph on either side of a break.
const FEWEST: usize = 2;

/// How many rows of `paragraph` stay on a page that has `room` rows for it, of which a speech needs one
/// for `(MORE)`; `spare` rows must go on overleaf at least. `None` when it cannot break there.
pub(super) fn break_at(paragraph: &Paragraph, room: usize, spare: usize) -> Option<usize> {
    let most = paragraph.rows.len().checked_sub(spare.max(FEWEST))?;
    match paragraph.manner {
        Manner::Action => {
            let kept = most.min(room);
            let filled = |row: &usize| !is_blank(&paragraph.rows[row - 1]);
            (FEWEST..=kept).rev().find(filled)
        }
        Manner::Speech { .. } => in_speech(&paragraph.rows, most.min(room.checked_sub(1)?)),
        Manner::Heading | Manner::Transition | Manner::Whole | Manner::PageBreak => None,
    }
}

/// The least that a heading must have under it.
pub(super) fn opening_rows(paragraph: &Paragraph) -> usize {
    let rows = &paragraph.rows;
    match paragraph.manner {
        Manner::Action if rows.len() < 2 * FEWEST => rows.len(),
        Manner::Action => FEWEST,
        Manner::Speech { .. } => {
            let first = (1..=rows.len()).find(|&kept| may_break(rows, kept));
            first.filter(|kept| kept + FEWEST <= rows.len()).map_or(rows.len(), |kept| kept + 1)
        }
        Manner::Heading | Manner::Transition | Manner::Whole => rows.len(),
        Manner::PageBreak => 0,
    }
}

/// The last place that fits, or one up to three lines higher where a sentence ends.
fn in_speech(rows: &VecDeque<Vec<Cell>>, most: usize) -> Option<usize> {
    let allowed = || (1..=most).rev().filter(|&kept| may_break(rows, kept));
    let sentence = allowed().take_while(|kept| most - kept <= 3).find(|&kept| ends_sentence(&rows[kept - 1]));
    sentence.or_else(|| allowed().next())
}

/// After a spoken row, once two of them stand above, and not before a pause.
fn may_break(rows: &VecDeque<Vec<Cell>>, kept: usize) -> bool {
    let spoken = |row: &Vec<Cell>| matches!(row.first(), Some(cell) if matches!(cell.kind, LineKind::Dialogue | LineKind::Lyrics));
    let first = &rows[kept - 1];
    spoken(first)
        && !is_blank(first)
        && rows.range(..kept).rev().take(60).filter(|row| spoken(row)).count() >= FEWEST
}

fn is_blank(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.runs.is_empty())
}

fn ends_sentence(row: &[Cell]) -> bool {
    let text: String = row.iter().flat_map(|cell| &cell.runs).map(|run| run.text.as_str()).collect();
    text.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['.', '!', '?', '…', '—'])
}
