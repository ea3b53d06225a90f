//! The painted face: eyes with lids, iris and catchlight, brows, mouth, and what age and expression do to
//! them. Drawn in the plane of the face (head space, metres), each edge as wide as a pixel.

use super::head::EYE;
use crate::look::{Age, Look, Mark, Presenting};
use crate::noise::{cell, smooth, value};
use crate::scene::colour::luminance;
use crate::words::Expression;
use glam::{Vec2, Vec3A, vec2, vec3a};

/// Everything a face is painted with.
#[derive(Clone, Debug)]
pub(crate) struct Face {
    pub skin: Vec3A,
    hair: Vec3A,
    iris: Vec3A,
    lips: Vec3A,
    feminine: f32,
    old: f32,
    eye: Vec2,
    /// Where the eyes look, metres off the middle of the eye.
    look_at: Vec2,
    /// Height of the upper and the lower lid.
    lids: (f32, f32),
    /// Lift of the inner and the outer end of the brow.
    brow: (f32, f32),
    /// Lift of the corners of the mouth, and how far it is open.
    mouth: (f32, f32),
    stubble: f32,
    scar: bool,
    freckles: bool,
}

/// How an expression moves a face: lids, brows (inner, outer), corners, opening.
fn expression(of: Expression) -> ((f32, f32), (f32, f32), (f32, f32)) {
    match of {
        Expression::Neutral => ((1.0, 1.0), (0.0, 0.0), (0.0, 0.0)),
        Expression::Happy => ((0.80, 0.70), (0.001, 0.002), (0.0065, 0.0)),
        Expression::Sad => ((0.80, 1.0), (0.0050, -0.0030), (-0.0045, 0.0)),
        Expression::Angry => ((0.72, 0.85), (-0.0065, 0.0035), (-0.0030, 0.0)),
        Expression::Afraid => ((1.28, 1.10), (0.0075, 0.0010), (-0.0025, 0.0045)),
        Expression::Surprised => ((1.32, 1.12), (0.0075, 0.0070), (0.0, 0.0085)),
    }
}

impl Face {
    /// A face with an expression, its eyes turned by `gaze` (degrees right of the nose, degrees up).
    pub(crate) fn new(look: &Look, skin: Vec3A, mood: Expression, gaze: Vec2) -> Self {
        let (lids, brow, mouth) = expression(mood);
        let feminine = match look.presenting {
            _ if look.age == Age::Child => 0.2,
            Presenting::Feminine => 1.0,
            Presenting::Neutral => 0.45,
            Presenting::Masculine => 0.0,
        };
        let child = look.age == Age::Child;
        let eye =
            vec2(if child { 0.0185 } else { 0.0168 + 0.0012 * feminine }, if child { 1.28 } else { 1.0 });
        let seed = crate::noise::hash(u32::from(look.hair.colour.r) << 8 | u32::from(look.costume.primary.g));
        let irises = [
            vec3a(0.10, 0.05, 0.025),
            vec3a(0.06, 0.03, 0.015),
            vec3a(0.07, 0.12, 0.15),
            vec3a(0.08, 0.11, 0.05),
        ];
        let pale = if look.skin > 0.5 { 4 } else { 2 };
        Self {
            skin,
            hair: look.hair.colour.linear(),
            iris: irises[seed as usize % pale],
            lips: skin * vec3a(0.80, 0.50, 0.50).lerp(vec3a(0.78, 0.30, 0.32), feminine * 0.8),
            feminine,
            old: if look.age == Age::Old { 1.0 } else { 0.0 },
            eye,
            look_at: vec2(gaze.x.clamp(-35.0, 35.0) * 0.00016, gaze.y.clamp(-40.0, 40.0) * 0.00009),
            lids: (0.0084 * lids.0 * eye.y, 0.0062 * lids.1 * eye.y),
            brow,
            mouth,
            stubble: if look.presenting == Presenting::Masculine && look.age != Age::Child {
                0.16
            } else {
                0.0
            },
            scar: look.marks.contains(&Mark::Scar),
            freckles: look.marks.contains(&Mark::Freckles),
        }
    }

    /// Colour and gloss at a point of the head; `pixel` is the width of a picture element there, metres.
    pub(crate) fn paint(&self, q: Vec3A, pixel: f32) -> (Vec3A, f32) {
        let side = q.x.signum();
        let p = vec2(q.x.abs(), q.y);
        if q.z < 0.02 {
            return (self.skin * ear_and_scalp(q), 0.0);
        }
        let aa = (pixel * 0.8).max(0.0003);
        let mut colour = self.flesh(p, q);
        colour = self.brows(colour, p, aa);
        colour = self.nostrils(colour, p, aa);
        colour = self.lips(colour, p, q.x, aa);
        if self.scar && side > 0.0 {
            let t = ((p.y + 0.055) / 0.05).clamp(0.0, 1.0);
            let off = (p.x - 0.046 + 0.010 * t + 0.0012 * (p.y * 420.0).sin()).abs();
            let end = smooth(0.0, 0.1, t) * (1.0 - smooth(0.9, 1.0, t));
            colour = colour.lerp(self.skin * vec3a(0.75, 0.42, 0.40), 0.85 * end * edge(off - 0.0016, aa));
        }
        self.eyes(colour, p, side, aa)
    }

    /// Skin with warmth in cheeks and nose, a shaved jaw, freckles and the lines of age.
    fn flesh(&self, p: Vec2, q: Vec3A) -> Vec3A {
        let mut c = self.skin;
        let cheek = (-((p - vec2(0.045, -0.030)) / 0.022).length_squared()).exp();
        let nose = (-((p - vec2(0.0, -0.030)) / 0.014).length_squared()).exp();
        c *= Vec3A::ONE.lerp(vec3a(1.05, 0.84, 0.80), 0.55 * cheek + 0.45 * nose);
        let socket = (-((p - vec2(EYE.x, EYE.y + 0.004)) / vec2(0.024, 0.017)).length_squared()).exp();
        c *= 1.0 - (0.16 + 0.08 * self.old) * socket;
        if self.stubble > 0.0 {
            let jaw = smooth(-0.030, -0.060, p.y) * smooth(0.0, 0.03, q.z)
                + smooth(0.055, 0.065, p.x) * smooth(0.0, -0.04, p.y);
            c = c.lerp(c * vec3a(0.66, 0.68, 0.72), self.stubble * 2.2 * jaw.min(1.0));
        }
        if self.freckles {
            // One in three cells has a freckle, each with a place and a size of its own.
            let g = (vec2(q.x, q.y) * 220.0).floor();
            let on = cell(g.x, g.y, 77) > 0.66 && p.y < 0.0 && p.y > -0.050 && p.x < 0.062;
            let at = vec2(cell(g.x, g.y, 78), cell(g.x, g.y, 79)) * 0.5 + 0.25;
            let off = (vec2(q.x, q.y) * 220.0 - g - at).length();
            let size = 0.16 + 0.16 * cell(g.x, g.y, 80);
            if on {
                let ink = 0.35 + 0.35 * cell(g.x, g.y, 81);
                c = c.lerp(self.skin * vec3a(0.66, 0.46, 0.36), ink * (1.0 - smooth(size * 0.4, size, off)));
            }
        }
        if self.old > 0.0 {
            let fold = (p.x - 0.016 - (-0.026 - p.y) * 0.55).abs();
            let reach = smooth(-0.024, -0.032, p.y) * smooth(-0.068, -0.058, p.y);
            let brow = ((p.y - 0.052 - 0.05 * p.x) / 0.011).rem_euclid(1.0) - 0.5;
            let brows = smooth(0.040, 0.046, p.y) * smooth(0.084, 0.078, p.y) * smooth(0.05, 0.03, p.x);
            let feet = smooth(0.054, 0.058, p.x)
                * smooth(0.070, 0.064, p.x)
                * ((p.y - EYE.y) * 520.0).sin().max(0.0)
                * smooth(0.014, 0.010, (p.y - EYE.y).abs());
            let lines = (1.0 - smooth(0.0005, 0.0030, fold)) * reach
                + (1.0 - smooth(0.04, 0.16, brow.abs())) * brows * 0.7
                + feet * 0.6;
            c *= 1.0 - 0.34 * lines.min(1.0);
        }
        c
    }

    fn brows(&self, c: Vec3A, p: Vec2, aa: f32) -> Vec3A {
        let t = ((p.x - 0.0125) / 0.042).clamp(0.0, 1.0);
        let arch = 0.0275 + 0.0050 * (1.0 - ((t - 0.62) / 0.62).powi(2)) - 0.0035 * t * t;
        let y = arch + self.brow.0 * (1.0 - t) + self.brow.1 * t;
        let thick =
            (0.0042 - 0.0012 * self.feminine) * (1.0 - 0.72 * t * t) * (0.55 + 0.45 * smooth(0.0, 0.12, t));
        let ends = (p.x - 0.0125).min(0.0545 - p.x);
        let ink = edge((p.y - y).abs() - thick, aa) * edge(-ends, aa * 1.5);
        let grey = if self.old > 0.0 { 0.25 } else { 0.0 };
        c.lerp((self.hair * 0.55 + Vec3A::splat(0.004)).lerp(Vec3A::splat(0.3), grey), 0.92 * ink)
    }

    fn nostrils(&self, c: Vec3A, p: Vec2, aa: f32) -> Vec3A {
        let n = ((p - vec2(0.0070, -0.0372)) / vec2(0.0042, 0.0019)).length() - 1.0;
        let under = (-((p - vec2(0.0, -0.0400)) / vec2(0.013, 0.0030)).length_squared()).exp();
        c.lerp(self.skin * 0.22, 0.75 * edge(n * 0.0025, aa)) * (1.0 - 0.22 * under)
    }

    fn lips(&self, mut c: Vec3A, p: Vec2, x: f32, aa: f32) -> Vec3A {
        let half = 0.0222 + if self.mouth.0 > 0.0 { 0.003 } else { 0.0 };
        let u = (p.x / half).min(1.2);
        let middle = -0.0620 + self.mouth.0 * u * u - 0.0006 * (1.0 - u * u);
        let open = self.mouth.1 * (1.0 - u * u).max(0.0).sqrt();
        let body = (1.0 - u * u).max(0.0);
        let bow = 1.0 - 0.35 * (-(p.x / 0.0035).powi(2)).exp();
        let upper = middle + open * 0.35 + (0.0050 + 0.0012 * self.feminine) * body.powf(0.8) * bow;
        let lower = middle - open - (0.0064 + 0.0014 * self.feminine) * body.powf(0.65);
        let inside = (p.y - upper).max(lower - p.y).max(p.x - half);
        let shade = 0.90 + 0.10 * value(vec2(x * 900.0, 3.0));
        let strength = 0.55 + 0.40 * self.feminine;
        let tone = if p.y > middle { 0.82 } else { 1.0 };
        c = c.lerp(self.lips * shade * tone, strength * edge(inside, aa * 1.6));
        let gap = (p.y - middle - open * 0.35).max(middle - open - p.y).max(p.x - half * 0.92);
        let line = 0.0010 + 0.0006 * (1.0 - u);
        c = c.lerp(self.skin * vec3a(0.20, 0.09, 0.08), 0.9 * edge(gap - line, aa));
        if open > 0.004 {
            let teeth = (p.y - middle - open * 0.22).max(middle - open * 0.10 - p.y).max(p.x - half * 0.66);
            c = c.lerp(Vec3A::splat(0.55), 0.8 * edge(teeth, aa));
        }
        let under = (-((p - vec2(0.0, -0.0775)) / vec2(0.016, 0.0035)).length_squared()).exp();
        c * (1.0 - 0.14 * under)
    }

    fn eyes(&self, c: Vec3A, p: Vec2, side: f32, aa: f32) -> (Vec3A, f32) {
        let e = vec2(p.x - EYE.x, p.y - EYE.y);
        let u = e.x / self.eye.x;
        let body = (1.0 - u * u).max(0.0);
        let cant = e.x * (0.05 + 0.10 * self.feminine);
        let top = cant + self.lids.0 * body.powf(0.62) * (1.0 - 0.12 * u);
        let bottom = cant * 0.6 - self.lids.1 * body.powf(0.75) * (1.0 + 0.15 * u);
        let inside = (e.y - top).max(bottom - e.y).max(e.x.abs() - self.eye.x);
        let seen = edge(inside, aa);
        let gaze = vec2(self.look_at.x * side, self.look_at.y);
        let r = (e - gaze).length();
        let iris_r = 0.0078 * self.eye.y.sqrt();
        // A picture is exposed for the skin: beside dark skin, whites as bright as beside pale skin would be lamps.
        let beside = 0.50 + 0.50 * smooth(0.06, 0.40, luminance(self.skin));
        let lid_shadow = beside * (0.60 + 0.40 * smooth(top, top - 0.0050, e.y));
        let mut ball = vec3a(0.60, 0.58, 0.56) * lid_shadow;
        ball = ball
            .lerp(vec3a(0.62, 0.40, 0.36) * beside, 0.35 * smooth(self.eye.x * 0.6, self.eye.x, e.x.abs()));
        let spokes = 0.75 + 0.5 * value(vec2((e.y - gaze.y).atan2(e.x - gaze.x) * 6.0, 1.0));
        let iris = self.iris * (1.2 + 1.6 * smooth(iris_r * 0.35, iris_r * 0.8, r) * spokes) * lid_shadow;
        ball = ball.lerp(iris, edge(r - iris_r, aa));
        ball = ball.lerp(self.iris * 0.25, edge((r - iris_r + 0.0004).abs() - 0.0006, aa));
        ball = ball.lerp(Vec3A::splat(0.006), edge(r - iris_r * 0.46, aa));
        let glint = (e - gaze - vec2(0.0024 * side, 0.0026)).length() - 0.00165;
        ball = ball.lerp(Vec3A::splat(1.15), edge(glint, aa));
        let mut out = c.lerp(ball, seen);
        // The upper lash line is the strongest stroke of a face; the lower one only a hint.
        let width = 0.0013 + 0.0008 * self.feminine + 0.0004 * u.max(0.0);
        let within = edge(e.x.abs() - self.eye.x - 0.0008, aa);
        let lash = edge((e.y - top).abs() - width, aa) * within;
        out = out.lerp(Vec3A::splat(0.012), 0.94 * lash);
        if self.feminine > 0.6 {
            let wing = vec2(e.x - self.eye.x, e.y - cant - 0.0016);
            let stroke = (wing.y - wing.x * 0.55).abs() - 0.0012 * (1.0 - wing.x / 0.0045);
            let reach = edge(wing.x - 0.0045, aa) * edge(-wing.x - 0.001, aa);
            out = out.lerp(Vec3A::splat(0.012), 0.85 * reach * edge(stroke, aa));
        }
        let low = edge((e.y - bottom).abs() - 0.0005, aa) * within;
        out = out.lerp(self.skin * 0.30, 0.5 * low);
        let crease = edge((e.y - top - 0.0042).abs() - 0.0006, aa) * edge(e.x.abs() - self.eye.x * 0.86, aa);
        out = out.lerp(self.skin * 0.42, 0.55 * crease);
        let bag = edge((e.y - bottom + 0.0048).abs() - 0.0007, aa) * edge(e.x.abs() - self.eye.x * 0.7, aa);
        out = out.lerp(self.skin * 0.60, (0.18 + 0.35 * self.old) * bag);
        (out, seen * 0.3)
    }
}

fn ear_and_scalp(q: Vec3A) -> f32 {
    let ear = (-((q - vec3a(0.080 * q.x.signum(), -0.006, -0.008)) / vec3a(0.01, 0.014, 0.009))
        .length_squared())
    .exp();
    1.0 - 0.35 * ear
}

/// 1 inside (`d` < 0), 0 outside, over `aa` metres.
fn edge(d: f32, aa: f32) -> f32 {
    1.0 - smooth(-aa, aa, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(mood: Expression, gaze: Vec2) -> Face {
        Face::new(&Look::default(), Vec3A::splat(0.5), mood, gaze)
    }

    fn at(face: &Face, x: f32, y: f32) -> Vec3A {
        face.paint(vec3a(x, y, 0.08), 0.0005).0
    }

    #[test]
    fn the_pupil_follows_the_gaze() {
        let ahead = face(Expression::Neutral, Vec2::ZERO);
        let right = face(Expression::Neutral, vec2(35.0, 0.0));
        let centre = at(&ahead, -EYE.x, EYE.y).element_sum();
        assert!(centre < 0.2, "a pupil in the middle: {centre}");
        assert!(at(&right, -EYE.x + 0.0058, EYE.y).element_sum() < centre + 0.1, "it has moved to the right");
        assert!(at(&right, EYE.x + 0.0058, EYE.y).element_sum() < centre + 0.1, "in both eyes");
    }

    #[test]
    fn surprise_opens_the_eyes_wider_than_anger() {
        let open = |mood| {
            let face = face(mood, Vec2::ZERO);
            (0..40)
                .filter(|i| at(&face, EYE.x + 0.011, EYE.y - 0.01 + *i as f32 * 0.0005).element_sum() > 1.7)
                .count()
        };
        assert!(open(Expression::Surprised) > open(Expression::Angry));
    }
}
