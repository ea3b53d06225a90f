//! Ink: lines where identifiers, depth or normals change, with the wobble and swell of a hand. Figures get
//! the strong line, furniture a lighter one, the distance almost none.

use crate::figure::{FIGURE_ID, is_flesh};
use crate::noise::{smooth, value};
use crate::picture::Picture;
use crate::scene::Scene;
use glam::{Vec2, Vec3A, vec2};
use half::f16;
use rayon::prelude::*;

fn normal(v: [f16; 3]) -> Vec3A {
    Vec3A::new(v[0].to_f32(), v[1].to_f32(), v[2].to_f32())
}

/// Whether a line belongs between two identifiers of one figure: none between face and neck.
fn parts_meet(a: u16, b: u16) -> bool {
    a & !15 != b & !15 || !(is_flesh(a) && is_flesh(b))
}

struct Tap {
    id: u16,
    depth: f32,
    normal: Vec3A,
}

struct Plate<'a> {
    picture: &'a Picture,
    scene: &'a Scene,
    /// Pixels of this picture to one of a 720-line picture.
    px: f32,
    seed: f32,
}

impl Plate<'_> {
    fn tap(&self, p: Vec2) -> Tap {
        let (w, h) = (self.picture.size.w(), self.picture.size.h());
        let x = (p.x.max(0.0) as usize).min(w - 1);
        let y = (p.y.max(0.0) as usize).min(h - 1);
        let at = y * w + x;
        Tap {
            id: self.picture.id[at],
            depth: self.picture.depth[at],
            normal: normal(self.picture.normal[at]),
        }
    }

    /// Strength of the line at a pixel, 0–1.
    fn line(&self, x: usize, y: usize) -> f32 {
        let px = self.px;
        let here = vec2(x as f32 + 0.5, y as f32 + 0.5);
        let q = here / px + self.seed;
        let wobble = vec2(value(q * 0.028) - 0.5, value(q * 0.028 + 57.0) - 0.5) * 2.2 * px;
        let swell = 0.62 + 0.70 * value(q * 0.045 + 11.0);
        let at = here + if px < 0.6 { Vec2::ZERO } else { wobble };
        let c = self.tap(at);
        let mut best = 0.0_f32;
        for (radius, figures) in [(0.95, true), (0.62, false)] {
            let r = (radius * px * swell).max(0.55);
            for direction in [vec2(1.0, 0.0), vec2(0.0, 1.0), vec2(0.7, 0.7), vec2(0.7, -0.7)] {
                let (a, b) = (self.tap(at + direction * r), self.tap(at - direction * r));
                best = best.max(self.edge(&a, &b, &c, figures));
            }
        }
        best * (0.80 + 0.28 * value(q * 0.11 + 3.0))
    }

    fn edge(&self, a: &Tap, b: &Tap, c: &Tap, figures: bool) -> f32 {
        let near = if a.depth < b.depth { a } else { b };
        let is_figure = near.id & FIGURE_ID != 0;
        if is_figure != figures {
            return 0.0;
        }
        let far = 1.0 - smooth(8.0, 55.0, near.depth);
        let base = if is_figure { 1.0 } else { 0.22 + 0.34 * far };
        let crease = 1.0 - a.normal.dot(b.normal);
        let v = if a.id != b.id {
            let jump = (a.depth.min(900.0) - b.depth.min(900.0)).abs() > near.depth * 0.04;
            if near.id <= 1 {
                base * 0.25
            } else if is_figure && !parts_meet(a.id, b.id) {
                if jump { base * 0.55 } else { 0.0 }
            } else if is_figure && !jump {
                base * 0.62
            } else {
                base
            }
        } else if c.id > 1 && c.depth < 1e4 {
            let bend = (1.0 / a.depth + 1.0 / b.depth - 2.0 / c.depth).abs() * c.depth;
            let fold =
                if is_figure { 0.62 * smooth(0.34, 0.95, crease) } else { 0.75 * smooth(0.3, 0.8, crease) };
            let flesh = is_flesh(near.id);
            base * (smooth(0.014, 0.055, bend) * if flesh { 0.5 } else { 0.9 })
                .max(fold * if flesh { 0.45 } else { 1.0 })
        } else {
            0.0
        };
        let camera = &self.scene.camera;
        let sharp = if camera.aperture > 0.0 {
            let circle = ((camera.focus / near.depth - 1.0) * 10.0 * camera.aperture).abs();
            1.0 - 0.90 * smooth(1.2, 5.0, circle)
        } else {
            1.0
        };
        v * sharp * (-(near.depth - self.scene.clear).max(0.0) * self.scene.haze * 0.8).exp().max(0.22)
    }
}

/// Ink of the whole picture, 0–255 a pixel.
pub(crate) fn lines(picture: &Picture, scene: &Scene, seed: u32) -> Vec<u8> {
    let (w, h) = (picture.size.w(), picture.size.h());
    let px = w.min(h) as f32 / 720.0;
    let plate = Plate { picture, scene, px, seed: (seed % 997) as f32 * 13.0 };
    // At thumbnail size a full line would drown the picture.
    let weight = smooth(0.05, 0.7, px).max(0.45);
    let mut out = vec![0_u8; w * h];
    out.par_chunks_mut(w).enumerate().for_each(|(y, row)| {
        for (x, value) in row.iter_mut().enumerate() {
            *value = (plate.line(x, y) * weight * 255.0) as u8;
        }
    });
    out
}
