//! The paint of sets: what each surface and the ground look like at a point.

use super::texture::{boards, books, brick, facade, space, view};
use super::{Hit, detail};
use crate::figure::Paint;
use crate::noise::{cell, fractal, line, smooth, value};
use crate::scene::Scene;
use crate::scene::prim::{Prim, Surface};
use crate::words::Weather;
use glam::{Vec2, Vec3A, vec2, vec3a};

/// Reflectance of a road through open country.
const TARMAC: Vec3A = vec3a(0.105, 0.103, 0.100);
/// Half the width of a deck or pier of planks, metres.
const PIER_HALF: f32 = 3.5;

fn matt(albedo: Vec3A) -> Paint {
    Paint { albedo, glow: Vec3A::ZERO, gloss: 0.0, part: 0 }
}

fn glossy(albedo: Vec3A, gloss: f32) -> Paint {
    Paint { gloss, ..matt(albedo) }
}

/// Paint of a solid of the set.
pub(crate) fn prim(scene: &Scene, prim: &Prim, p: Vec3A, hit: &Hit, pixel: f32) -> Paint {
    let q = prim.local(p);
    let n = prim.turn * hit.normal;
    let m = n.abs();
    let uv = if m.y > 0.6 {
        vec2(q.x, q.z)
    } else if m.x > m.z {
        vec2(q.z, q.y + prim.half.y)
    } else {
        vec2(q.x, q.y + prim.half.y)
    };
    let foot = pixel * hit.t;
    let c = prim.colour;
    let snowed = scene.sky.weather == Weather::Snow && !scene.inside && hit.normal.y > 0.55;
    if snowed && !super::gives_light(prim.surface) {
        return matt(vec3a(0.70, 0.74, 0.80) * (0.92 + 0.1 * value(vec2(p.x, p.z) * 3.0)));
    }
    match prim.surface {
        Surface::Glow => Paint { glow: c * prim.glow, ..matt(Vec3A::ZERO) },
        Surface::Window => {
            let view = view(scene, vec2(q.x, q.y), (p - scene.camera.eye).normalize_or(Vec3A::Z));
            Paint { glow: view, gloss: 0.12, ..matt(Vec3A::splat(0.02)) }
        }
        Surface::Space => {
            let glow = space((p - scene.camera.eye).normalize_or(Vec3A::Z));
            Paint { glow, gloss: 0.12, ..matt(Vec3A::splat(0.01)) }
        }
        Surface::Screen => {
            let rows =
                0.35 + 0.65 * f32::from(u8::from(value(vec2(q.x * 30.0, (q.z * 40.0).floor())) > 0.45));
            Paint { glow: c * 1.8 * rows, gloss: 0.2, ..matt(Vec3A::splat(0.02)) }
        }
        Surface::Facade if m.y < 0.5 => {
            let (albedo, glow, gloss) = facade(scene, c, uv, u32::from(prim.id));
            Paint { albedo, glow, gloss, part: 0 }
        }
        Surface::Brick if m.y < 0.6 => matt(brick(c, uv, foot)),
        Surface::Books | Surface::Goods if n.z > 0.5 => matt(books(uv, prim.surface == Surface::Goods, foot)),
        other => solid(other, c, q, uv, foot),
    }
}

fn solid(surface: Surface, c: Vec3A, q: Vec3A, uv: Vec2, foot: f32) -> Paint {
    match surface {
        Surface::Wood => {
            let grain = fractal(vec2(uv.x * 3.5, uv.y * 24.0), 3) * detail(0.08, foot)
                + 0.5 * (1.0 - detail(0.08, foot));
            glossy(c * (0.76 + 0.44 * grain), 0.10)
        }
        Surface::Planks => matt(boards(c, vec2(uv.y, uv.x), 0.17, foot)),
        Surface::Panel => {
            let step = 0.92;
            let edge = line(uv.x, 0.012, step).max(line(uv.y - 0.95, 0.014, 40.0)) * detail(0.06, foot);
            let inner = ((uv.x / step).rem_euclid(1.0) - 0.5).abs();
            let bevel = (1.0 - smooth(0.008, 0.016, (inner - 0.40).abs())) * 0.25 * detail(0.04, foot);
            glossy(
                c * (0.92 + 0.12 * fractal(vec2(uv.x * 2.0, uv.y * 14.0), 3)) * (1.0 - 0.45 * edge - bevel),
                0.05,
            )
        }
        Surface::Paper => {
            let stripe = smooth(0.16, 0.20, ((uv.x / 0.34).rem_euclid(1.0) - 0.5).abs());
            matt(c * (0.93 + 0.09 * stripe * detail(0.12, foot)) * (0.95 + 0.1 * fractal(uv * 1.2, 2)))
        }
        Surface::Stone => {
            let row = (uv.y / 0.42).floor();
            let x = uv.x / 0.85 + 0.5 * (row as i32).rem_euclid(2) as f32;
            let joint = line(uv.y, 0.012, 0.42).max(line(x, 0.014, 1.0)) * detail(0.08, foot);
            let tone = 0.86 + 0.22 * crate::noise::cell(x.floor(), row, 21);
            matt(c * tone * (0.84 + 0.32 * fractal(uv * 2.2, 3)) * (1.0 - 0.4 * joint))
        }
        Surface::Concrete | Surface::Plaster => {
            let stain = fractal(vec2(uv.x * 0.9, uv.y * 0.55), 4);
            matt(c * (0.86 + 0.27 * stain))
        }
        Surface::Tiles => {
            let joint = line(uv.x, 0.010, 0.6).max(line(uv.y, 0.010, 0.6)) * detail(0.06, foot);
            glossy(c * (1.0 - 0.35 * joint), 0.10)
        }
        Surface::Carpet => {
            let border = smooth(0.06, 0.07, (uv.abs() - uv.abs().floor()).min_element());
            matt(c * (0.8 + 0.3 * value(uv * 60.0) * detail(0.03, foot) + 0.1 * border))
        }
        Surface::Cloth => matt(c * (0.84 + 0.30 * value(vec2(q.x * 5.0 + q.z * 4.0, q.y * 3.0)))),
        Surface::Bark => {
            let a = q.x.atan2(q.z);
            matt(c * (0.5 + 0.95 * fractal(vec2(a * 6.0, q.y * 1.6), 4)))
        }
        Surface::Leaves => {
            let clump = fractal(vec2(q.x * 2.6 + q.z * 1.9, q.y * 2.8 - q.z), 4);
            matt(c * (0.35 + 1.25 * clump))
        }
        Surface::Rock => matt(c * (0.50 + 0.95 * fractal(vec2(q.x + q.z * 0.7, q.y + q.z * 0.4) * 1.9, 4))),
        Surface::Metal => glossy(c * (0.92 + 0.14 * fractal(uv * 2.0, 2)), 0.22),
        _ => matt(c * (0.95 + 0.10 * fractal(uv * 1.3, 2))),
    }
}

/// Paint of the ground, which is everywhere at y = 0.
pub(crate) fn ground(scene: &Scene, p: Vec3A, t: f32, pixel: f32) -> Paint {
    let q = vec2(p.x, p.z);
    let foot = pixel * t;
    if let Some(shore) = scene.shore {
        let edge = shore
            + if scene.ground == Surface::Planks {
                0.0
            } else {
                1.2 * (fractal(vec2(p.x * 0.22, 1.0), 3) - 0.5)
            };
        let across = scene.ground == Surface::Planks && p.x.abs() > PIER_HALF;
        if p.z < edge || across {
            return water(scene, p, edge - p.z, across);
        }
    }
    let snow = scene.sky.weather == Weather::Snow && !scene.inside;
    let near = detail(0.12, foot);
    let road =
        scene.road.is_some_and(|half| p.x.abs() < half + 0.35 * (value(vec2(p.x.signum(), p.z * 1.3)) - 0.5));
    let (surface, c) = if road { (Surface::Asphalt, TARMAC) } else { (scene.ground, scene.ground_colour) };
    let mut paint = match surface {
        _ if snow && road => matt(vec3a(0.42, 0.44, 0.48) * (0.70 + 0.50 * fractal(q * vec2(2.6, 0.16), 3))),
        _ if snow => matt(vec3a(0.68, 0.72, 0.79) * (0.90 + 0.16 * fractal(q * 0.8, 3))),
        Surface::Asphalt => asphalt(scene, c, q, near),
        Surface::Planks => glossy(boards(c, q, 0.15, foot), scene.gloss.max(0.06)),
        Surface::Tiles => {
            let odd = ((p.x / 0.6).floor() + (p.z / 0.6).floor()) as i32 & 1 == 1;
            let joint = line(p.x, 0.007 + foot * 0.4, 0.6).max(line(p.z, 0.007 + foot * 0.4, 0.6)) * near;
            glossy(c * if odd { 0.84 } else { 1.0 } * (1.0 - 0.4 * joint), scene.gloss.max(0.15))
        }
        Surface::Carpet => matt(c * (0.86 + 0.28 * value(q * 46.0) * near)),
        Surface::Concrete => {
            let joint = line(p.x, 0.012, 3.0).max(line(p.z, 0.012, 3.0)) * near;
            glossy(c * (0.78 + 0.42 * fractal(q * 0.8, 4)) * (1.0 - 0.35 * joint), scene.gloss)
        }
        Surface::Sand => {
            let ripple = ((q.y * 8.0 + 3.4 * fractal(q * 0.7, 3)) + q.x * 1.4).sin();
            matt(c * (0.90 + 0.09 * ripple * near + 0.20 * (fractal(q * 0.32, 3) - 0.4)))
        }
        Surface::Earth => {
            let litter = vec3a(0.16, 0.09, 0.04) * smooth(0.52, 0.72, fractal(q * 2.6, 4)) * 0.5;
            matt(
                c * (0.60 + 0.75 * fractal(q * 0.9, 4))
                    + litter
                    + Vec3A::splat((value(q * 30.0) - 0.5) * 0.035 * near),
            )
        }
        Surface::Grass => {
            let blades = (value(q * vec2(52.0, 22.0)) - 0.5) * 0.55 * near;
            let dry = smooth(0.5, 0.72, fractal(q * 0.36 + 3.0, 3));
            matt(
                (c * (0.66 + 0.62 * fractal(q * 0.9, 4))).lerp(c * vec3a(1.9, 1.35, 0.9), dry * 0.4)
                    * (1.0 + blades),
            )
        }
        _ => matt(c * (0.9 + 0.2 * fractal(q, 3))),
    };
    if scene.wet && !snow {
        let puddle = smooth(0.46, 0.60, fractal(q * 0.5 + 9.0, 3));
        paint.gloss = paint.gloss.max(scene.gloss * (0.30 + 0.70 * puddle));
        paint.albedo *= 1.0 - 0.35 * (0.4 + 0.6 * puddle);
        paint.albedo += Vec3A::splat(0.30 * splash(q) * detail(0.03, foot));
    }
    paint
}

/// Rings where drops have just fallen, 0–1.
fn splash(q: Vec2) -> f32 {
    let at = (q / 0.38).floor();
    if cell(at.x, at.y, 61) < 0.55 {
        return 0.0;
    }
    let middle = (at + 0.3 + 0.4 * vec2(cell(at.x, at.y, 62), cell(at.x, at.y, 63))) * 0.38;
    let ring = 0.03 + 0.07 * cell(at.x, at.y, 64);
    1.0 - smooth(0.006, 0.018, ((q - middle).length() - ring).abs())
}

fn asphalt(scene: &Scene, c: Vec3A, q: Vec2, near: f32) -> Paint {
    let mut c = c * (0.80 + 0.28 * fractal(q * 1.6, 4) + 0.28 * (value(q * 34.0) - 0.5) * near);
    let dashed = q.x.abs() < 0.075 && (q.y / 3.2).rem_euclid(1.0) < 0.5;
    let edge = (q.x.abs() - scene.road.map_or(5.75, |half| half - 0.35)).abs() < 0.055;
    let worn = 0.7 + 0.3 * value(q * 9.0);
    if dashed {
        c = vec3a(0.40, 0.38, 0.31) * worn;
    } else if edge {
        c = vec3a(0.33, 0.33, 0.31) * worn;
    }
    let puddle = smooth(0.46, 0.62, fractal(q * 0.5 + 9.0, 3));
    let gloss = scene.gloss * (0.35 + 0.65 * puddle);
    glossy(c * (1.0 - 0.35 * gloss), gloss)
}

fn water(scene: &Scene, p: Vec3A, out: f32, across: bool) -> Paint {
    let q = vec2(p.x, p.z);
    let swell = fractal(q * vec2(0.35, 0.9), 3);
    let deep = vec3a(0.018, 0.060, 0.075).lerp(scene.sky.dome.zenith * 0.25, 0.4);
    let shallow = if across { 0.0 } else { smooth(2.5, 0.0, out) };
    let foam = if across {
        0.0
    } else {
        smooth(0.8, 0.0, (out - 0.4 - 0.9 * swell).abs()) * smooth(0.38, 0.6, value(q * vec2(1.7, 6.0)))
    };
    let caps = smooth(0.68, 0.80, fractal(q * vec2(0.8, 2.6), 4)) * 0.35;
    let bright = (scene.sky.dome.horizon * 0.8).min(Vec3A::splat(0.75)).max(Vec3A::splat(0.08));
    let colour = deep * (0.8 + 0.5 * swell) + vec3a(0.03, 0.05, 0.04) * shallow;
    Paint {
        gloss: 0.72 * (1.0 - 0.8 * foam),
        ..matt(colour.lerp(bright, (foam * 0.9 + caps * 0.4).min(1.0)))
    }
}
