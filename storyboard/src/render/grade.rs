//! From linear light to a drawing: contrast, film curve, vignette, then marker tones, hatching in the
//! shadows, the tooth of the paper, ink, and the weather before it all.

use super::tiles::read;
use super::{ink, weather};
use crate::board::Checked;
use crate::figure::{FIGURE_ID, is_body, is_flesh};
use crate::noise::{cell, fractal, smooth, value};
use crate::picture::Picture;
use crate::scene::Scene;
use crate::scene::colour::luminance;
use crate::words::{Size, Style, Weather};
use glam::{Vec2, Vec3A, vec2, vec3a};
use rayon::prelude::*;

/// Filmic curve (Narkowicz's fit of ACES, 2015).
fn film(x: f32) -> f32 {
    let x = x.max(0.0);
    ((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)).clamp(0.0, 1.0)
}

/// sRGB encoding (IEC 61966-2-1).
pub(crate) fn encode(x: f32) -> f32 {
    if x <= 0.003_130_8 { 12.92 * x } else { 1.055 * x.powf(1.0 / 2.4) - 0.055 }
}

/// Holds back what is brightest of skin and cloth, without loss of colour: a face in the sun stays a face, and white
/// linen keeps its folds, where the film curve alone would leave paper.
fn shoulder(c: Vec3A, id: u16) -> Vec3A {
    if !is_body(id) {
        return c;
    }
    let (knee, bend) = if is_flesh(id) { (0.28, 2.2) } else { (0.50, 1.6) };
    let l = luminance(c);
    let over = (l - knee).max(0.0);
    if over > 0.0 { c * ((knee + over / (1.0 + bend * over)) / l) } else { c }
}

/// What the whole picture has in common.
struct Lab {
    style: Style,
    saturation: f32,
    gamma: f32,
    vignette: f32,
    close: bool,
    weather: Weather,
    seed: f32,
    aspect: f32,
}

impl Lab {
    fn new(scene: &Scene, board: &Checked, aspect: f32) -> Self {
        let contrast = board.params.contrast / 100.0;
        Self {
            style: board.style,
            saturation: match board.style {
                Style::Marker => 0.92,
                Style::Colour => 1.12,
                Style::Pencil => 0.05,
                Style::Render => 1.0,
            },
            gamma: 0.80 + 0.46 * contrast,
            vignette: 0.20 + 0.26 * contrast,
            close: matches!(board.size, Size::Ecu | Size::Cu | Size::Mcu),
            weather: if scene.inside { Weather::Clear } else { board.weather },
            seed: (board.seed % 997) as f32 * 7.0,
            aspect,
        }
    }

    /// Display colour of a linear one at `v` (−1–1 across the picture).
    fn tone(&self, mut c: Vec3A, v: Vec2) -> Vec3A {
        let l = luminance(c).max(1e-5);
        c *= 0.18 * (l / 0.18).powf(self.gamma) / l;
        c = Vec3A::splat(luminance(c)).lerp(c, self.saturation).max(Vec3A::ZERO);
        let off = (v * vec2(1.0, 1.25 / self.aspect.sqrt())).length();
        c *= 1.0 - self.vignette * smooth(0.55, 1.6, off);
        vec3a(encode(film(c.x)), encode(film(c.y)), encode(film(c.z)))
    }

    /// Marker, hatching and paper over a display colour.
    fn drawn(&self, mut d: Vec3A, q: Vec2, dot: &Dot) -> Vec3A {
        let q = q + self.seed;
        let lum = d.dot(vec3a(0.30, 0.59, 0.11)).max(1e-4);
        let steps = if self.style == Style::Pencil { 9.0 } else { 8.0 };
        let wandering = lum + (fractal(q * 0.018, 3) - 0.45) * 0.04;
        let k = wandering * steps;
        let stepped = (k.floor() + smooth(0.30, 0.70, k.fract())) / steps;
        d *= ((lum + (stepped - wandering) * 0.5) / lum).clamp(0.65, 1.45);
        if dot.id > 0 {
            d *= 1.0 - self.hatch(q, dot, lum);
        }
        let tooth = (value(q * 0.55) - 0.5) * 0.028 + (fractal(q * 0.01 + 5.0, 2) - 0.37) * 0.030;
        d += Vec3A::splat((tooth + (cell(q.x.floor(), q.y.floor(), 1) - 0.5) * 0.018) * (0.4 + 0.6 * lum));
        let paper =
            if self.style == Style::Pencil { vec3a(0.045, 0.043, 0.038) } else { vec3a(0.026, 0.025, 0.026) };
        d = d * 0.962 + paper;
        d.lerp(vec3a(0.045, 0.042, 0.050), dot.ink * 0.90)
    }

    /// Strokes where no key light falls.
    fn hatch(&self, q: Vec2, dot: &Dot, lum: f32) -> f32 {
        let strength = if self.style == Style::Pencil { 0.42 } else { 0.17 };
        let shadow = 1.0 - smooth(0.02, 0.30, dot.lit);
        if shadow <= 0.0 {
            return 0.0;
        }
        let figure = dot.id & FIGURE_ID != 0;
        let face = self.close && is_flesh(dot.id);
        let place = if face {
            0.2
        } else if figure {
            1.0
        } else if dot.up > 0.6 {
            0.15
        } else {
            0.5
        };
        let u = q.x * 0.82 + q.y * 0.57 + 2.6 * (value(q * 0.02) - 0.5);
        let t = q.y * 0.82 - q.x * 0.57;
        let k = (u / 4.9).floor();
        let stroke =
            1.0 - smooth(0.14, 0.34, ((u / 4.9).fract() - 0.5).abs() + 0.10 * value(vec2(k, t * 0.05)));
        let breaks = smooth(0.30, 0.5, value(vec2(t * 0.018 + k * 7.3, k * 1.7)));
        let range =
            smooth(0.03, 0.14, lum) * (1.0 - smooth(0.50, 0.85, lum)) * (1.0 - smooth(8.0, 40.0, dot.depth));
        strength * shadow * stroke * breaks * place * range * dot.sharp
    }
}

/// What is known of one pixel.
struct Dot {
    id: u16,
    lit: f32,
    up: f32,
    depth: f32,
    ink: f32,
    sharp: f32,
}

/// Fills the picture's display bytes.
pub(crate) fn develop(picture: &mut Picture, scene: &Scene, board: &Checked) {
    let (w, h) = (picture.size.w(), picture.size.h());
    let lab = Lab::new(scene, board, picture.size.aspect());
    let px = w.min(h) as f32 / 720.0;
    let inked = (board.style != Style::Render).then(|| ink::lines(picture, scene, board.seed));
    let mut rgb = std::mem::take(&mut picture.rgb);
    let plate = &*picture;
    rgb.par_chunks_mut(w * 3).enumerate().for_each(|(y, row)| {
        for (x, out) in row.chunks_exact_mut(3).enumerate() {
            let at = y * w + x;
            let q = vec2(x as f32, y as f32) / px;
            let v = vec2(x as f32 / w as f32 - 0.5, y as f32 / h as f32 - 0.5) * 2.0;
            let mut d = lab.tone(shoulder(read(plate.linear[at]), plate.id[at]), v);
            if let Some(inked) = &inked {
                d = lab.drawn(d, q, &dot(plate, scene, inked, x, y));
            } else {
                d += Vec3A::splat((cell(x as f32, y as f32, 1) - 0.5) / 255.0);
            }
            d = weather::veil(d, q + lab.seed, lab.weather, luminance(d).sqrt());
            for (byte, value) in out.iter_mut().zip(d.to_array()) {
                *byte = (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
            }
        }
    });
    picture.rgb = rgb;
}

fn dot(plate: &Picture, scene: &Scene, inked: &[u8], x: usize, y: usize) -> Dot {
    let (w, h) = (plate.size.w(), plate.size.h());
    let at = y * w + x;
    let mut ink = 0_u32;
    for (dy, ky) in [(-1_isize, 1), (0, 2), (1, 1)] {
        for (dx, kx) in [(-1_isize, 1), (0, 2), (1, 1)] {
            let xx = x.saturating_add_signed(dx).min(w - 1);
            let yy = y.saturating_add_signed(dy).min(h - 1);
            ink += u32::from(inked[yy * w + xx]) * kx * ky;
        }
    }
    let depth = plate.depth[at];
    let camera = &scene.camera;
    let sharp = if camera.aperture > 0.0 {
        1.0 - smooth(1.5, 5.0, ((camera.focus / depth.max(0.05) - 1.0) * 10.0 * camera.aperture).abs())
    } else {
        1.0
    };
    Dot {
        id: plate.id[at],
        lit: f32::from(plate.lit[at]) / 255.0,
        up: plate.normal[at][1].to_f32(),
        depth,
        ink: (ink as f32 / (16.0 * 255.0) * 1.12).min(1.0),
        sharp,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_bright_on_a_body_stays_below_paper_and_keeps_its_colour() {
        let (white, wall) = (Vec3A::splat(3.0), 1);
        assert_eq!(shoulder(white, wall), white, "a wall may burn out");
        let (coat, skin) = (shoulder(white, FIGURE_ID | 4), shoulder(vec3a(2.4, 1.2, 0.7), FIGURE_ID | 2));
        assert!(coat.x < 1.2 && coat.x > shoulder(Vec3A::splat(1.0), FIGURE_ID | 4).x, "{coat}");
        assert!(skin.x < 1.2 && (skin.x / skin.y - 2.0).abs() < 1e-3, "{skin}");
        let dim = Vec3A::splat(0.2);
        assert_eq!(shoulder(dim, FIGURE_ID | 4), dim);
    }
}
