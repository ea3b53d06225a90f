//! Elements as paragraphs of rows, made one by one so that a long screenplay is never held twice.

use super::metrics::{ACTION, Column, LEFT, LYRICS, RIGHT, SPEECH, SpeechColumns};
use super::page::{Cell, LineKind};
use super::wrap::wrap;
use super::{Options, SceneNumbers};
use crate::fountain::{Block, Blocks, Element, Kind, Run, Speech, Style, blocks};
use std::collections::VecDeque;

/// How a paragraph may break, and what it stays with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Manner {
    /// Stays whole, and with what follows.
    Heading,
    /// May break between its lines.
    Action,
    /// Stays whole, and with what came before.
    Transition,
    /// Breaks with `(MORE)`; the cue is repeated.
    Speech {
        /// The cue of the part after a break.
        continued: String,
    },
    /// Stays whole.
    Whole,
    /// No paragraph: a new page begins.
    PageBreak,
}

/// What is placed together.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// A queue, because a paragraph of many pages gives its first rows to one after another.
    pub(super) rows: VecDeque<Vec<Cell>>,
    pub(super) blank_above: u16,
    pub(super) manner: Manner,
}

/// The paragraphs of a screenplay.
pub(super) struct Paragraphs<'e> {
    blocks: Blocks<'e>,
    options: Options,
    numbers: SceneNumbers,
    scenes: u32,
    /// Who spoke last in this scene.
    speaker: Option<String>,
}

impl<'e> Paragraphs<'e> {
    pub(super) fn new(elements: &'e [Element], options: Options, numbers: SceneNumbers) -> Self {
        Self { blocks: blocks(elements), options, numbers, scenes: 0, speaker: None }
    }

    fn heading(&mut self, element: &Element, number: Option<&String>) -> Paragraph {
        self.scenes += 1;
        self.speaker = None;
        let mut runs = upper(element.runs());
        for run in &mut runs {
            run.style.bold |= self.options.bold_headings;
        }
        let mut rows = rows(&runs, ACTION, LineKind::Heading);
        if let Some(first) = rows.first_mut().and_then(|row| row.first_mut()) {
            first.scene_number = match self.numbers {
                SceneNumbers::Hidden => None,
                SceneNumbers::Written | SceneNumbers::Automatic => number.cloned(),
                SceneNumbers::Counted => Some(self.scenes.to_string()),
            };
        }
        Paragraph { rows: rows.into(), blank_above: 2, manner: Manner::Heading }
    }

    fn single(&mut self, element: &Element) -> Option<Paragraph> {
        let (rows, manner) = match &element.kind {
            Kind::SceneHeading { number } => return Some(self.heading(element, number.as_ref())),
            Kind::PageBreak => (Vec::new(), Manner::PageBreak),
            Kind::Transition => (at_the_right(&upper(element.runs())), Manner::Transition),
            Kind::Centered => (centered(&element.runs()), Manner::Whole),
            Kind::Lyrics { in_dialogue: false } => {
                (rows(&sung(element.runs()), LYRICS, LineKind::Lyrics), Manner::Action)
            }
            Kind::Section { .. } | Kind::Synopsis | Kind::Note | Kind::Boneyard => return None,
            _ if element.visible_text().is_empty() && !element.text.is_empty() => return None,
            // Parts of a speech without a cue are seen, not spoken.
            _ => (rows(&element.runs(), ACTION, LineKind::Action), Manner::Action),
        };
        Some(Paragraph { rows: rows.into(), blank_above: 1, manner })
    }

    fn speech(&mut self, speech: &Speech<'_>) -> Paragraph {
        let goes_on =
            self.options.continued && self.speaker.is_some() && self.speaker == speech.cue.cue_name();
        let cue = cue(speech, goes_on);
        self.speaker = speech.cue.cue_name();
        let continued = overleaf(&cue);
        Paragraph {
            rows: speech_rows(&cue, speech, &SPEECH).into(),
            blank_above: 1,
            manner: Manner::Speech { continued },
        }
    }

    fn dual(&mut self, left: &Speech<'_>, right: &Speech<'_>) -> Paragraph {
        self.speaker = None;
        let mut rows = speech_rows(&cue(left, false), left, &LEFT);
        let right = speech_rows(&cue(right, false), right, &RIGHT);
        rows.resize_with(rows.len().max(right.len()), Vec::new);
        for (row, right) in rows.iter_mut().zip(right) {
            row.extend(right);
        }
        Paragraph { rows: rows.into(), blank_above: 1, manner: Manner::Whole }
    }
}

impl Iterator for Paragraphs<'_> {
    type Item = Paragraph;

    fn next(&mut self) -> Option<Paragraph> {
        loop {
            let paragraph = match self.blocks.next()? {
                Block::Single(element) => self.single(element),
                Block::Speech(speech) => Some(self.speech(&speech)),
                Block::Dual(left, right) => Some(self.dual(&left, &right)),
            };
            if paragraph.is_some() {
                return paragraph;
            }
        }
    }
}

/// The cue's text, with its extensions.
fn cue(speech: &Speech<'_>, goes_on: bool) -> String {
    let cue: String = speech.cue.runs().into_iter().map(|run| run.text).collect();
    if goes_on && !says_continued(&cue) { format!("{cue} (CONT'D)") } else { cue }
}

/// The cue above the rest of a speech that breaks, on one line.
fn overleaf(cue: &str) -> String {
    const CONTINUED: &str = " (CONT'D)";
    let width = usize::from(SPEECH.cue.width);
    if says_continued(cue) && cue.chars().count() <= width {
        return cue.to_owned();
    }
    let name: String = cue.chars().take(width - CONTINUED.len()).collect();
    name + CONTINUED
}

fn says_continued(cue: &str) -> bool {
    let cue = cue.to_uppercase().replace('’', "'");
    cue.contains("CONT'D") || cue.contains("(CONT") || cue.contains("CONTINUED")
}

/// One plain cell.
pub(super) fn cell(column: u16, kind: LineKind, text: &str) -> Vec<Cell> {
    let runs = vec![Run { style: Style::default(), text: text.to_owned() }];
    vec![Cell { column, kind, runs, scene_number: None }]
}

/// The cue of a speech that goes on from the page before.
pub(super) fn cue_row(text: &str) -> Vec<Cell> {
    cell(SPEECH.cue.left, LineKind::Cue, text)
}

/// `(MORE)`.
pub(super) fn more_row() -> Vec<Cell> {
    cell(SPEECH.cue.left, LineKind::More, "(MORE)")
}

fn speech_rows(cue: &str, speech: &Speech<'_>, columns: &SpeechColumns) -> Vec<Vec<Cell>> {
    let plain = |text: &str| vec![Run { style: Style::default(), text: text.to_owned() }];
    let mut out = rows(&plain(cue), columns.cue, LineKind::Cue);
    for element in speech.lines {
        let runs = element.runs();
        if runs.is_empty() {
            continue;
        }
        match element.kind {
            Kind::Parenthetical => {
                let runs = [plain("("), runs, plain(")")].concat();
                let mut rows = rows(&runs, columns.parenthetical, LineKind::Parenthetical);
                // What follows the first row hangs behind the bracket.
                rows.iter_mut().skip(1).flatten().for_each(|cell| cell.column += 1);
                out.extend(rows);
            }
            Kind::Lyrics { .. } => out.extend(rows(&sung(runs), columns.dialogue, LineKind::Lyrics)),
            _ => out.extend(rows(&runs, columns.dialogue, LineKind::Dialogue)),
        }
    }
    out
}

fn rows(runs: &[Run], column: Column, kind: LineKind) -> Vec<Vec<Cell>> {
    let cell = |runs| vec![Cell { column: column.left, kind, runs, scene_number: None }];
    wrap(runs, column.width).into_iter().map(cell).collect()
}

fn at_the_right(runs: &[Run]) -> Vec<Vec<Cell>> {
    moved(rows(runs, ACTION, LineKind::Transition), |room| room)
}

fn centered(runs: &[Run]) -> Vec<Vec<Cell>> {
    moved(rows(runs, ACTION, LineKind::Centered), |room| room / 2)
}

/// Moves rows to the right by a part of the room they leave.
fn moved(mut rows: Vec<Vec<Cell>>, by: impl Fn(u16) -> u16) -> Vec<Vec<Cell>> {
    for cell in rows.iter_mut().flatten() {
        let length: usize = cell.runs.iter().map(|run| run.text.chars().count()).sum();
        let length = u16::try_from(length).expect("a row is no longer than its column");
        cell.column += by(ACTION.width - length);
    }
    rows
}

fn upper(mut runs: Vec<Run>) -> Vec<Run> {
    for run in &mut runs {
        run.text = run.text.to_uppercase();
    }
    runs
}

/// Songs are italic.
fn sung(mut runs: Vec<Run>) -> Vec<Run> {
    for run in &mut runs {
        run.style.italic = true;
    }
    runs
}
