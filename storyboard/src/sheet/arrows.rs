//! Arrows of the camera's move, and the corners of the safe area, drawn over the picture.

use crate::words::Movement;
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

type Point = (f32, f32);

fn paint(rgb: [u8; 3], alpha: u8) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(rgb[0], rgb[1], rgb[2], alpha);
    paint.anti_alias = true;
    paint
}

fn outline(points: &[Point], close: bool) -> Option<tiny_skia::Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for point in rest {
        path.line_to(point.0, point.1);
    }
    if close {
        path.close();
    }
    path.finish()
}

fn stroke(
    map: &mut Pixmap,
    points: &[Point],
    close: bool,
    width: f32,
    paint: &Paint<'_>,
    dash: Option<[f32; 2]>,
) {
    if let Some(path) = outline(points, close) {
        let dash = dash.and_then(|dash| StrokeDash::new(dash.to_vec(), 0.0));
        let stroke =
            Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, dash, ..Stroke::default() };
        map.stroke_path(&path, paint, &stroke, Transform::identity(), None);
    }
}

fn arrow(map: &mut Pixmap, from: Point, to: Point, width: f32) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let neck = (to.0 - ux * width * 3.0, to.1 - uy * width * 3.0);
    let side = |p: Point, k: f32| (p.0 - uy * width * k, p.1 + ux * width * k);
    let shape = [
        side(from, 0.35),
        side(neck, 0.6),
        side(neck, 1.7),
        to,
        side(neck, -1.7),
        side(neck, -0.6),
        side(from, -0.35),
    ];
    if let Some(path) = outline(&shape, true) {
        map.fill_path(&path, &paint([250, 249, 245], 236), FillRule::Winding, Transform::identity(), None);
    }
    stroke(map, &shape, true, width * 0.20, &paint([22, 22, 26], 236), None);
}

/// Corners at nine tenths of the frame (action safe).
pub(crate) fn safe_area(map: &mut Pixmap, w: f32, h: f32, k: f32) {
    let (x0, y0, c) = (w * 0.05, h * 0.05, 20.0 * k);
    for (x, y, sx, sy) in
        [(x0, y0, 1.0, 1.0), (w - x0, y0, -1.0, 1.0), (x0, h - y0, 1.0, -1.0), (w - x0, h - y0, -1.0, -1.0)]
    {
        let corner = [(x + c * sx, y), (x, y), (x, y + c * sy)];
        stroke(map, &corner, false, 1.5 * k, &paint([255, 255, 255], 140), None);
    }
}

/// The camera's move over a picture of `w` × `h` pixels; `k` pixels to one of 720 lines.
pub(crate) fn movement(map: &mut Pixmap, movement: Movement, w: f32, h: f32, k: f32) {
    let width = 9.0 * k;
    let across = |from: f32, to: f32| ((w * from, h * 0.93), (w * to, h * 0.93));
    let up = |from: f32, to: f32| ((w * 0.955, h * from), (w * 0.955, h * to));
    match movement {
        Movement::Static => {}
        Movement::PushIn | Movement::PullOut => frame_change(map, movement == Movement::PullOut, (w, h), k),
        Movement::PanRight | Movement::TrackRight => {
            let (a, b) = across(0.34, 0.66);
            arrow(map, a, b, width * 1.25);
        }
        Movement::PanLeft | Movement::TrackLeft => {
            let (a, b) = across(0.66, 0.34);
            arrow(map, a, b, width * 1.25);
        }
        Movement::TiltUp | Movement::CraneUp => {
            let (a, b) = up(0.74, 0.26);
            arrow(map, a, b, width * 1.25);
        }
        Movement::TiltDown | Movement::CraneDown => {
            let (a, b) = up(0.26, 0.74);
            arrow(map, a, b, width * 1.25);
        }
        Movement::Handheld => {
            let wave: Vec<Point> = (0..=48)
                .map(|i| {
                    let t = i as f32 / 48.0;
                    (w * (0.38 + 0.24 * t), h * 0.93 + (t * 25.0).sin() * 7.0 * k)
                })
                .collect();
            stroke(map, &wave, false, 7.0 * k, &paint([22, 22, 26], 220), None);
            stroke(map, &wave, false, 4.4 * k, &paint([250, 249, 245], 236), None);
        }
    }
}

fn frame_change(map: &mut Pixmap, out: bool, (w, h): Point, k: f32) {
    let (ix, iy) = (w * 0.17, h * 0.17);
    let inner = [(ix, iy), (w - ix, iy), (w - ix, h - iy), (ix, h - iy)];
    let dash = Some([16.0 * k, 10.0 * k]);
    stroke(map, &inner, true, 3.2 * k, &paint([18, 18, 22], 120), dash);
    stroke(map, &inner, true, 1.8 * k, &paint([250, 249, 245], 236), dash);
    let (ox, oy) = (w * 0.045, h * 0.055);
    let outer = [(ox, oy), (w - ox, oy), (w - ox, h - oy), (ox, h - oy)];
    for (a, b) in outer.into_iter().zip(inner) {
        let at = |t: f32| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
        if out { arrow(map, at(0.86), at(0.12), 9.0 * k) } else { arrow(map, at(0.12), at(0.86), 9.0 * k) }
    }
}
