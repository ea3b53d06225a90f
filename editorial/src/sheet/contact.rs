//! The contact sheet: three by three frames to a page, under each its slate.

use super::paper::{Faces, Frame, Ink, MARGIN, PAPER, Paper, settings};
use super::{SceneMark, SheetError, picture, scene_name};
use crate::cut::{Clip, Cut};
use krilla::Document;

/// Frames beside and above each other.
const GRID: (usize, usize) = (3, 3);
/// Where the rows begin, in points.
const ROWS: [f32; GRID.1] = [57.0, 235.5, 414.0];
/// Between two frames, in points.
const GAP: f32 = 16.0;
/// The width of a frame; its height is that of 16:9.
const WIDTH: f32 = (PAPER.0 - 2.0 * MARGIN - 2.0 * GAP) / 3.0;
const HEIGHT: f32 = WIDTH * 9.0 / 16.0;
/// Where the columns begin, in points.
const COLUMNS: [f32; GRID.0] = [MARGIN, MARGIN + WIDTH + GAP, MARGIN + 2.0 * (WIDTH + GAP)];

/// Draws every page and answers where each scene begins.
pub(super) fn draw(document: &mut Document, cut: &Cut) -> Result<Vec<SceneMark>, SheetError> {
    let faces = Faces::load();
    let per_page = GRID.0 * GRID.1;
    let shots = cut.clips().len();
    let pages = shots.div_ceil(per_page).max(1);
    let mut scenes = Vec::new();
    for page in 0..pages {
        let first = page * per_page;
        let last = (first + per_page).min(shots);
        let mut sheet = document.start_page_with(settings());
        let mut surface = sheet.surface();
        let mut paper = Paper { surface: &mut surface, faces: &faces };
        let shown = if shots == 0 {
            "no shots yet".to_owned()
        } else {
            format!("shots {}–{last} of {shots}", first + 1)
        };
        let length = cut.length();
        let right = format!("{shown}  ·  {length} at {} fps  ·  page {} of {pages}", cut.fps(), page + 1);
        paper.header(cut, "Contact sheet", &right);
        for (place, clip) in cut.clips()[first..last].iter().enumerate() {
            let index = first + place;
            let before = index.checked_sub(1).map(|before| &cut.clips()[before]);
            if before.is_none_or(|before| !same_scene(before, clip)) {
                scenes.push((scene_name(&clip.scene_number, &clip.heading), page));
            }
            let frame = frame(place);
            paper.picture(frame, picture::open(clip)?, index);
            slate(&mut paper, frame, cut, clip);
        }
        surface.finish();
        sheet.finish();
    }
    Ok(scenes)
}

/// Whether two shots that follow each other belong to one scene.
pub(super) fn same_scene(a: &Clip, b: &Clip) -> bool {
    a.scene_number == b.scene_number && a.heading == b.heading
}

fn frame(place: usize) -> Frame {
    Frame { x: COLUMNS[place % GRID.0], y: ROWS[place / GRID.0], width: WIDTH, height: HEIGHT }
}

/// Name, scene and length; how the camera stands; what is seen.
fn slate(paper: &mut Paper<'_, '_>, frame: Frame, cut: &Cut, clip: &Clip) {
    let Faces { regular, bold } = paper.faces;
    let (x, right) = (frame.x, frame.x + frame.width);
    let y = frame.y + frame.height + 13.0;
    let name = bold.fit(&clip.name, 12.0, 60.0);
    paper.text(bold, x, y, 12.0, Ink::Black, &name);
    let length = format!("{} s", cut.seconds(clip.frames));
    paper.text_right(bold, right, y, 8.5, Ink::Black, &length);
    let begin = x + bold.width(&name, 12.0) + 7.0;
    let room = right - begin - bold.width(&length, 8.5) - 7.0;
    let scene = regular.fit(&clip.heading, 7.5, room);
    paper.text(regular, begin, y, 7.5, Ink::Grey, &scene);
    let camera = clip.setup.camera().collect::<Vec<_>>().join("  ·  ");
    paper.text(regular, x, y + 10.5, 8.0, Ink::Amber, &regular.fit(&camera, 8.0, frame.width));
    let below = if camera.is_empty() { y + 10.5 } else { y + 20.5 };
    for (line, y) in regular.wrap(&clip.description, 8.0, frame.width, 2).iter().zip([below, below + 9.5]) {
        paper.text(regular, x, y, 8.0, Ink::Black, line);
    }
}
