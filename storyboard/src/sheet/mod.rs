//! The board as it is pinned up: the picture with safe area and arrows, and under it a slate strip with
//! number, heading, caption and the shot's figures. The clean still is the picture without any of this.

mod arrows;
mod text;

use crate::board::Checked;
use crate::picture::Still;
use text::{Setting, Type};
use tiny_skia::{Color, Paint, Pixmap, Rect, Transform};

/// What is written under the picture. Texts of any length and script: what does not fit is cut.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slate {
    /// Scene and shot, such as `12A`.
    pub number: String,
    /// The scene's heading.
    pub heading: String,
    /// What happens in the shot.
    pub caption: String,
    /// Length of the shot in seconds.
    pub duration_s: f32,
}

/// Height of the strip under a picture of `height` pixels, even.
pub fn slate_height(width: u32, height: u32) -> u32 {
    let short = width.min(height * 16 / 9) as f32;
    ((short * 0.068).round() as u32).max(16) & !1
}

/// Focal length of a full-frame lens (36 mm wide) with a horizontal field of view in degrees.
fn lens_mm(fov: f32) -> f32 {
    18.0 / (fov.to_radians() * 0.5).tan()
}

/// The picture with its slate below, arrows and safe area, as large as pictures are drawn here.
pub fn sheet(picture: &Still, board: &Checked, slate: &Slate) -> Still {
    let (w, h) = picture.size;
    let strip = slate_height(w, h);
    let mut map = Pixmap::new(w, h + strip).expect("a picture's size is within the limits");
    map.fill(Color::from_rgba8(23, 24, 28, 255));
    for (to, from) in map.data_mut().chunks_exact_mut(4).zip(picture.rgb.chunks_exact(3)) {
        to[..3].copy_from_slice(from);
    }
    let (fw, fh) = (w as f32, h as f32);
    let k = fw.min(fh * 16.0 / 9.0) / 1_280.0;
    arrows::safe_area(&mut map, fw, fh, k);
    arrows::movement(&mut map, board.movement, fw, fh, k);
    strip_below(&mut map, board, slate, (fw, fh, k));
    Still { size: (w, h + strip), rgb: map.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect() }
}

fn bar(map: &mut Pixmap, x: f32, y: f32, w: f32, h: f32, rgb: [u8; 3]) {
    let mut paint = Paint::default();
    paint.set_color_rgba8(rgb[0], rgb[1], rgb[2], 255);
    // Whole pixels: thin edges stay sharp, and the rasteriser's arithmetic for parts of pixels is left out.
    paint.anti_alias = false;
    let (left, top) = (x.round(), y.round());
    if let Some(rect) = Rect::from_xywh(left, top, w.round().max(1.0), h.round().max(1.0)) {
        map.fill_rect(rect, &paint, Transform::identity(), None);
    }
}

fn strip_below(map: &mut Pixmap, board: &Checked, slate: &Slate, (w, y, k): (f32, f32, f32)) {
    let face = Type::new();
    let pad = 18.0 * k;
    bar(map, 0.0, y, w, 2.0 * k, [214, 158, 72]);
    let number = Setting {
        x: pad,
        y: y + 10.0 * k,
        size: 36.0 * k,
        width: w * 0.16,
        lines: 1,
        bold: true,
        colour: [246, 244, 238],
    };
    let wide = face.set(map, &slate.number, &number);
    let side =
        format!("{} · {}", board.set.setting.as_str().to_uppercase(), board.time.as_str().to_uppercase());
    let under = Setting { y: y + 60.0 * k, size: 11.0 * k, bold: false, colour: [150, 152, 160], ..number };
    let below = face.set(map, &side, &under);
    let x = pad + wide.max(below).max(80.0 * k) + 24.0 * k;
    bar(map, x - 12.0 * k, y + 14.0 * k, 1.2 * k, 60.0 * k, [74, 76, 84]);
    let figures_from = w - pad - 84.0 * k * 4.0;
    let roomy = figures_from > x + 180.0 * k;
    let column = if roomy { figures_from - x - 16.0 * k } else { w - x - pad };
    let heading = Setting {
        x,
        y: y + 10.0 * k,
        size: 15.5 * k,
        width: column,
        lines: 1,
        bold: true,
        colour: [240, 239, 235],
    };
    face.set(map, &slate.heading, &heading);
    let caption = Setting {
        y: y + 33.0 * k,
        size: 14.0 * k,
        lines: 2,
        bold: false,
        colour: [194, 196, 202],
        ..heading
    };
    face.set(map, &slate.caption, &caption);
    if roomy {
        figures(map, &face, board, slate, (figures_from, y, k));
    }
}

/// Two rows of labelled values.
fn figures(map: &mut Pixmap, face: &Type, board: &Checked, slate: &Slate, (x, y, k): (f32, f32, f32)) {
    let params = &board.params;
    let cells = [
        ("SIZE", board.size.as_str().to_uppercase()),
        ("LENS", format!("{:.0} mm", lens_mm(params.fov))),
        ("ANGLE", board.angle.as_str().replace('_', " ")),
        ("MOVE", board.movement.as_str().replace('_', " ")),
        ("KEY", format!("{:.0} %", params.lighting)),
        ("LIGHT", format!("{:.0} K", params.color_temp)),
        ("CONTRAST", format!("{:.0}", params.contrast)),
        ("LENGTH", format!("{:.1} s", slate.duration_s.clamp(0.0, 9_999.0))),
    ];
    for (index, (label, value)) in cells.iter().enumerate() {
        let at = (x + 84.0 * k * (index % 4) as f32, y + (8.0 + 36.0 * (index / 4) as f32) * k);
        let small = Setting {
            x: at.0,
            y: at.1,
            size: 9.0 * k,
            width: 80.0 * k,
            lines: 1,
            bold: false,
            colour: [136, 139, 148],
        };
        face.set(map, label, &small);
        let large =
            Setting { y: at.1 + 12.0 * k, size: 13.5 * k, bold: true, colour: [236, 234, 228], ..small };
        face.set(map, value, &large);
    }
}
