//! Rain and snow between the camera and the scene, drawn over the developed picture.

use crate::noise::{cell, smooth, value};
use crate::words::Weather;
use glam::{Vec2, Vec3A, vec2};

/// The picture at `q` (pixels of a 720-line picture) with the weather before it.
pub(crate) fn veil(c: Vec3A, q: Vec2, weather: Weather, bright: f32) -> Vec3A {
    match weather {
        Weather::Rain => streaks(c, q, 0.15, 0.26, bright),
        Weather::Storm => streaks(c, q, 0.34, 0.34, bright),
        Weather::Snow => flakes(c, q),
        _ => c,
    }
}

fn streaks(c: Vec3A, q: Vec2, slant: f32, strength: f32, bright: f32) -> Vec3A {
    let mut a = 0.0;
    for (salt, step, length) in [(0_u32, 13.0_f32, 0.013_f32), (50, 22.0, 0.008), (90, 37.0, 0.005)] {
        let u = q.x + q.y * slant + salt as f32 * 3.1;
        let column = (u / step).floor();
        let offset = cell(column, salt as f32, 5);
        let run = value(vec2(column * 3.7, q.y * length + offset * 91.0));
        let off = ((u / step).fract() - 0.2 - 0.6 * offset).abs() * step;
        let wide = 0.5 + step * 0.02;
        a += smooth(0.70, 0.80, run) * (1.0 - smooth(wide * 0.4, wide * 1.3, off)) * strength;
    }
    c.lerp(Vec3A::splat(0.55 + 0.35 * bright), a.min(0.6))
}

fn flakes(c: Vec3A, q: Vec2) -> Vec3A {
    let mut a = 0.0_f32;
    for (step, radius, salt) in [(30.0_f32, 1.4_f32, 1_u32), (54.0, 2.4, 2), (120.0, 5.5, 3)] {
        let p = q + vec2(salt as f32 * 17.0 + (q.y * 0.02).sin() * 6.0, salt as f32 * 29.0);
        let at = (p / step).floor();
        let middle = (at + 0.2 + 0.6 * vec2(cell(at.x, at.y, salt), cell(at.x, at.y, salt + 9))) * step;
        let soft = if salt == 3 { 0.45 } else { 0.9 };
        a = a.max(soft * (1.0 - smooth(radius * 0.4, radius, (p - middle).length())));
    }
    c.lerp(Vec3A::splat(0.94), a * 0.9)
}
