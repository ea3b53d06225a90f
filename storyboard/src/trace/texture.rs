//! Patterns of the larger surfaces: house fronts, bricks, books, planks, the view behind a window.

use super::detail;
use crate::noise::{cell, fractal, hash, line, smooth, unit, value};
use crate::scene::Scene;
use crate::words::TimeOfDay;
use glam::{Vec2, Vec3A, vec2, vec3a};

/// A house front with floors of windows; some are lit at night. Returns colour, light and gloss.
pub(crate) fn facade(scene: &Scene, base: Vec3A, uv: Vec2, salt: u32) -> (Vec3A, Vec3A, f32) {
    let (wide, tall) = (1.75, 3.1);
    let at = vec2((uv.x / wide).floor(), ((uv.y - 0.5) / tall).floor());
    let f = vec2(uv.x / wide, (uv.y - 0.5) / tall) - at;
    let ground_floor = at.y < 0.5;
    let (x, lo, hi) = if ground_floor { (0.10, 0.06, 0.78) } else { (0.25, 0.26, 0.80) };
    let mut c = base * (0.86 + 0.24 * fractal(uv * 0.7, 3));
    if f.x > x && f.x < 1.0 - x && f.y > lo && f.y < hi {
        let bar = (f.x - 0.5).abs() < 0.025 || (!ground_floor && (f.y - 0.56).abs() < 0.013);
        if bar {
            return (base * 0.55, Vec3A::ZERO, 0.0);
        }
        let r = cell(at.x, at.y, salt);
        let glass = vec3a(0.035, 0.042, 0.052) + scene.sky.dome.horizon * 0.05;
        let lit = scene.sky.time == TimeOfDay::Night && r > if ground_floor { 0.50 } else { 0.68 };
        if lit {
            let tone = cell(at.x, at.y, salt ^ 0x5b);
            let curtain = smooth(0.25, 0.45, (f.x - 0.5).abs() + 0.15 * tone);
            let warm = vec3a(1.0, 0.66, 0.32).lerp(vec3a(0.75, 0.85, 1.0), smooth(0.80, 0.9, tone));
            return (glass, warm * (0.20 + 0.70 * tone) * (0.55 + 0.45 * f.y) * (1.0 - 0.5 * curtain), 0.3);
        }
        return (glass, Vec3A::ZERO, 0.42);
    }
    let frame = (f.x - x).abs().min((f.x - 1.0 + x).abs()) < 0.03 && f.y > lo - 0.02 && f.y < hi + 0.02;
    let sill = !ground_floor && f.y > lo - 0.05 && f.y < lo && f.x > x - 0.04 && f.x < 1.04 - x;
    let band = (uv.y - 3.55).abs() < 0.12;
    if sill || band || frame {
        c = c * 1.22 + 0.015;
    }
    (c, Vec3A::ZERO, 0.0)
}

/// Bonded bricks of 0.24 × 0.075 m.
pub(crate) fn brick(base: Vec3A, uv: Vec2, footprint: f32) -> Vec3A {
    let row = (uv.y / 0.085).floor();
    let shifted = vec2(uv.x / 0.26 + 0.5 * (row as i32).rem_euclid(2) as f32, uv.y / 0.085);
    let f = shifted - shifted.floor();
    let near = detail(0.05, footprint);
    let mortar = 1.0 - smooth(0.02, 0.05, f.x.min(1.0 - f.x)) * smooth(0.06, 0.15, f.y.min(1.0 - f.y));
    let tone = 1.0 + (0.55 * cell(shifted.x.floor(), row, 8) - 0.25) * near;
    let c = base * tone * (0.85 + 0.3 * fractal(uv * 1.1, 3));
    c.lerp(base * 0.55 + 0.02, mortar * near * 0.8)
}

/// Spines of books, or goods on a shelf, between boards 0.4 m apart.
pub(crate) fn books(uv: Vec2, goods: bool, footprint: f32) -> Vec3A {
    let level = (uv.y / 0.40).floor();
    let fy = uv.y / 0.40 - level;
    let wide = if goods { 0.11 } else { 0.042 };
    let i = (uv.x / wide).floor();
    let (r, s) = (cell(i, level, 11), cell(i, level, 12));
    let tall = if goods { 0.45 + 0.35 * r } else { 0.62 + 0.26 * r };
    if fy > tall || (goods && s > 0.85) {
        return Vec3A::splat(0.018);
    }
    let hue = [
        vec3a(0.30, 0.08, 0.06),
        vec3a(0.08, 0.16, 0.22),
        vec3a(0.34, 0.25, 0.11),
        vec3a(0.10, 0.18, 0.09),
        vec3a(0.42, 0.38, 0.31),
    ][(s * 4.99) as usize];
    let fx = uv.x / wide - i;
    let round = 0.55 + 0.45 * smooth(0.0, 0.25, fx.min(1.0 - fx));
    let title = if (fy - tall * 0.72).abs() < 0.04 { 1.5 } else { 1.0 };
    (hue * (0.6 + 0.6 * r) * round * title).lerp(Vec3A::splat(0.14), 1.0 - detail(wide * 1.4, footprint))
}

/// Boards of `wide` metres along the second coordinate.
pub(crate) fn boards(base: Vec3A, uv: Vec2, wide: f32, footprint: f32) -> Vec3A {
    let row = (uv.x / wide).floor();
    let near = detail(wide * 0.5, footprint);
    let butt = line(uv.y + 1.7 * unit(hash(row as i32 as u32)), 0.006, 2.3) * near;
    let tone = 0.80
        + 0.36 * unit(hash(row as i32 as u32 ^ 7))
        + 0.26 * (fractal(vec2(uv.x * 26.0, uv.y * 1.9 + row * 3.0), 3) - 0.5) * near;
    let gap = line(uv.x, 0.006 + footprint * 0.4, wide) * near;
    base * tone * (1.0 - 0.5 * gap.max(butt * 0.8))
}

/// The world behind a window: sky, roofs or trees, and lights at night. `uv` in metres from its middle.
pub(crate) fn view(scene: &Scene, uv: Vec2, d: Vec3A) -> Vec3A {
    let dome = scene.sky.dome;
    let y = (d.y * 0.8 + uv.y * 0.22).clamp(-0.6, 1.0);
    let night = scene.sky.time == TimeOfDay::Night;
    let brightness = if night { 2.1 } else { 1.35 };
    let mut c = dome.horizon.lerp(dome.zenith, smooth(-0.05, 0.9, y)) * brightness;
    let x = d.x / d.z.abs().max(0.2) * 1.5 + uv.x * 0.35;
    for (layer, depth) in [(0_u32, 0.42), (1, 0.62)] {
        let i = (x * (5.0 + 3.0 * layer as f32)).floor();
        let top = -0.05 - 0.10 * layer as f32 + 0.26 * cell(i, 1.0, layer + 40);
        if y < top {
            c = dome.horizon * (1.0 - depth) * if night { 0.9 } else { 0.85 };
            let q = vec2(x * 60.0, y * 60.0);
            if night && cell(q.x.floor(), q.y.floor(), 44) > 0.82 && value(q * 3.0) > 0.3 {
                c += vec3a(1.0, 0.66, 0.34) * 0.5;
            }
        }
    }
    c
}

/// The view from a ship in a direction: stars, a veil of dust, and the limb of a planet.
pub(crate) fn space(d: Vec3A) -> Vec3A {
    let at = vec2(d.x.atan2(-d.z), d.y);
    let q = at * 190.0;
    let r = cell(q.x.floor(), q.y.floor(), 3);
    let off = (q - q.floor() - 0.5).length();
    let star = if r > 0.965 { (r - 0.965) * 55.0 * (1.0 - smooth(0.05, 0.38, off)) } else { 0.0 };
    let dust = fractal(at * 3.4 + 7.0, 4);
    let mut c = vec3a(0.010, 0.013, 0.030) + vec3a(0.10, 0.05, 0.16) * smooth(0.45, 0.80, dust);
    c += Vec3A::splat(star) * vec3a(0.9, 0.95, 1.1);
    // A planet low on the right, lit from the left.
    let p = (at - vec2(0.42, -0.20)) / 0.30;
    let far = p.length();
    if far < 1.0 {
        let day = smooth(0.75, -0.55, p.x + p.y * 0.3) * (1.0 - far * far).sqrt().max(0.25);
        let bands = 0.75 + 0.5 * fractal(vec2(p.x * 1.2, p.y * 7.0), 3);
        c = vec3a(0.62, 0.36, 0.20) * (day * bands);
    }
    c + vec3a(0.20, 0.34, 0.55) * (0.5 * smooth(0.10, 0.0, (far - 1.0).abs()) * smooth(0.5, -0.6, p.x))
}
