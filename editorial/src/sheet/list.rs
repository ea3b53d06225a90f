//! The printed shot list: under each scene's heading a row for every shot, with a small frame beside what
//! the crew needs to know.

use super::contact::same_scene;
use super::letters::Letters;
use super::paper::{Faces, Frame, Ink, MARGIN, PAPER, Paper, settings};
use super::{SceneMark, SheetError, picture, scene_name};
use crate::cut::{Clip, Cut};
use crate::timecode::record;
use krilla::Document;

/// Where the rows begin and must end, in points.
const BODY: (f32, f32) = (70.0, 594.0);
/// The height of a scene's heading and of a shot.
const BAND: f32 = 20.0;
const ROW: f32 = 50.0;
/// The size of what stands in the cells, and the distance of their lines.
const SIZE: f32 = 8.0;
const LEADING: f32 = 10.0;
/// The picture of a row.
const PICTURE: (f32, f32) = (76.0, 42.75);

/// The columns: name, left edge, width.
const COLUMNS: [(&str, f32, f32); 7] = [
    ("Frame", MARGIN, 80.0),
    ("Shot", 122.0, 44.0),
    ("In / length", 170.0, 58.0),
    ("Camera", 232.0, 118.0),
    ("What is seen and said", 356.0, 208.0),
    ("Cast", 572.0, 80.0),
    ("Notes", 658.0, PAPER.0 - MARGIN - 658.0),
];

/// What one page shows: scene headings (perhaps continued) and shots, each at its height.
#[derive(Debug, Default)]
struct Page {
    bands: Vec<(f32, usize, bool)>,
    rows: Vec<(f32, usize)>,
}

/// Draws every page and answers where each scene begins.
pub(super) fn draw(document: &mut Document, cut: &Cut) -> Result<Vec<SceneMark>, SheetError> {
    let faces = Faces::load();
    let pages = arranged(cut.clips());
    let mut scenes = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut sheet = document.start_page_with(settings());
        let mut surface = sheet.surface();
        let mut paper = Paper { surface: &mut surface, faces: &faces };
        let right = format!(
            "{} shots  ·  {} at {} fps  ·  page {} of {}",
            cut.clips().len(),
            cut.length(),
            cut.fps(),
            number + 1,
            pages.len()
        );
        paper.header(cut, "Shot list", &right);
        for (name, x, _) in COLUMNS {
            paper.text(&faces.bold, x, BODY.0 - 10.0, 7.0, Ink::Grey, name);
        }
        for &(y, index, continued) in &page.bands {
            let clip = &cut.clips()[index];
            let name = scene_name(&clip.scene_number, &clip.heading);
            if continued {
                band(&mut paper, y, &format!("{name} (continued)"), "");
            } else {
                band(&mut paper, y, &name, &length(cut, index));
                scenes.push((name, number));
            }
        }
        for &(y, index) in &page.rows {
            row(&mut paper, y, cut, index)?;
        }
        surface.finish();
        sheet.finish();
    }
    Ok(scenes)
}

/// Puts shots on pages; a scene's heading never ends one.
fn arranged(clips: &[Clip]) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut y = BODY.0;
    for (index, clip) in clips.iter().enumerate() {
        let begins = index == 0 || !same_scene(&clips[index - 1], clip);
        let needed = if begins { BAND + ROW } else { ROW };
        let turned = y + needed > BODY.1;
        if turned {
            pages.push(Page::default());
            y = BODY.0;
        }
        let page = pages.last_mut().expect("there is always a page");
        if begins || turned {
            page.bands.push((y, index, !begins));
            y += BAND;
        }
        page.rows.push((y, index));
        y += ROW;
    }
    pages
}

/// The heading of a scene, and how long it is.
fn band(paper: &mut Paper<'_, '_>, y: f32, name: &str, length: &str) {
    let Faces { regular, bold } = paper.faces;
    let width = PAPER.0 - 2.0 * MARGIN;
    paper.fill(Frame { x: MARGIN, y: y + 2.0, width, height: BAND - 5.0 }, Ink::Sand);
    paper.text(bold, MARGIN + 5.0, y + 12.8, 9.0, Ink::Black, &bold.fit(name, 9.0, width - 120.0));
    paper.text_right(regular, PAPER.0 - MARGIN - 5.0, y + 12.8, 8.0, Ink::Grey, length);
}

/// Shots and seconds of the scene that begins with shot `index`.
fn length(cut: &Cut, index: usize) -> String {
    let clips = cut.clips();
    let scene = || clips[index..].iter().take_while(|clip| same_scene(&clips[index], clip));
    let (shots, frames) = (scene().count(), scene().map(|clip| clip.frames).sum());
    let shots = if shots == 1 { "1 shot".to_owned() } else { format!("{shots} shots") };
    format!("{shots}  ·  {} s", cut.seconds(frames))
}

fn row(paper: &mut Paper<'_, '_>, y: f32, cut: &Cut, index: usize) -> Result<(), SheetError> {
    let Faces { regular, bold } = paper.faces;
    let clip = &cut.clips()[index];
    let frame = Frame { x: MARGIN, y: y + 2.5, width: PICTURE.0, height: PICTURE.1 };
    paper.picture(frame, picture::open(clip)?, index);
    let top = y + 11.0;
    let column = |column: usize| (COLUMNS[column].1, COLUMNS[column].2);
    let (x, width) = column(1);
    paper.text(bold, x, top + 1.5, 12.0, Ink::Black, &bold.fit(&clip.name, 12.0, width));
    let (x, _) = column(2);
    paper.text(regular, x, top, SIZE, Ink::Black, &record(clip.start_frame, cut.fps()));
    paper.text(regular, x, top + LEADING, SIZE, Ink::Grey, &format!("{} s", cut.seconds(clip.frames)));
    paper.text(regular, x, top + 2.0 * LEADING, SIZE, Ink::Grey, &format!("{} frames", clip.frames));
    let setup = &clip.setup;
    let said = |parts: [&str; 2]| {
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ")
    };
    let camera = [
        (said([&setup.size, &setup.angle]), Ink::Black),
        (said([&setup.lens, &setup.movement]), Ink::Amber),
        (setup.composition.clone(), Ink::Grey),
        (setup.lighting.clone(), Ink::Grey),
    ];
    let camera = camera.iter().filter(|(text, _)| !text.trim().is_empty());
    let (x, width) = column(3);
    for (line, (text, ink)) in (0_u8..).zip(camera) {
        let y = top + f32::from(line) * LEADING;
        paper.text(regular, x, y, SIZE, *ink, &regular.fit(text, SIZE, width));
    }
    seen_and_said(paper, top, clip);
    lines(paper, regular, column(5), top, &clip.characters.join(", "), Ink::Black);
    lines(paper, regular, column(6), top, &clip.notes, Ink::Grey);
    paper.fill(Frame { x: MARGIN, y: y + ROW - 1.6, width: PAPER.0 - 2.0 * MARGIN, height: 0.4 }, Ink::Pale);
    Ok(())
}

/// The description, and what is said in the lines that it leaves.
fn seen_and_said(paper: &mut Paper<'_, '_>, top: f32, clip: &Clip) {
    let Faces { regular, .. } = paper.faces;
    let (_, x, width) = COLUMNS[4];
    let said = clip.captions.iter().map(|caption| match caption.speaker.trim() {
        "" => caption.text.clone(),
        speaker => format!("{speaker}: {}", caption.text),
    });
    let said = said.collect::<Vec<_>>().join("  ");
    let most = if said.trim().is_empty() { 4 } else { 2 };
    let seen = regular.wrap(&clip.description, SIZE, width, most);
    let said = regular.wrap(&said, SIZE, width, 4 - seen.len());
    let all = seen.iter().map(|line| (line, Ink::Black)).chain(said.iter().map(|line| (line, Ink::Grey)));
    for (line, (text, ink)) in (0_u8..).zip(all) {
        paper.text(regular, x, top + f32::from(line) * LEADING, SIZE, ink, text);
    }
}

fn lines(
    paper: &mut Paper<'_, '_>,
    letters: &Letters,
    (x, width): (f32, f32),
    top: f32,
    text: &str,
    ink: Ink,
) {
    for (line, text) in (0_u8..).zip(letters.wrap(text, SIZE, width, 4)) {
        paper.text(letters, x, top + f32::from(line) * LEADING, SIZE, ink, &text);
    }
}
