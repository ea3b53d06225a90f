//! What grows and lies outside: trees, pines, bushes, rocks, fences, houses.

use super::furniture::grey;
use super::kit::Kit;
use super::prim::Surface;
use crate::noise::{mix, unit};
use glam::{Mat3A, Vec3A, vec3a};

const BARK: Vec3A = vec3a(0.105, 0.075, 0.052);

/// The colour of leaves by the seed, and white where it snows.
fn leaf(k: &Kit, salt: u32) -> Vec3A {
    let green = vec3a(0.075, 0.125, 0.045).lerp(vec3a(0.15, 0.15, 0.05), k.chance(salt));
    if k.weather == crate::words::Weather::Snow { green.lerp(grey(0.6), 0.55) } else { green }
}

/// A broad-leaved tree.
pub(crate) fn tree(k: &mut Kit, salt: u32, height: f32) {
    let r = height * 0.028;
    k.taper(Vec3A::ZERO, r * 1.25, 0.55, height * 0.62, BARK, Surface::Bark);
    for i in 0..7_u32 {
        let a = i as f32 * 2.4 + k.chance(salt) * 6.0;
        let spread = height * (0.05 + 0.16 * unit(mix(salt, i)));
        let y = height * (0.58 + 0.30 * unit(mix(salt, i + 20)));
        let size = height * (0.12 + 0.07 * unit(mix(salt, i + 40)));
        let c = vec3a(a.sin() * spread, y, a.cos() * spread);
        k.ball(c, vec3a(size, size * 0.8, size), leaf(k, salt.wrapping_add(i)), Surface::Leaves);
    }
}

/// A fir.
pub(crate) fn pine(k: &mut Kit, salt: u32, height: f32) {
    k.taper(Vec3A::ZERO, height * 0.022, 0.3, height * 0.9, BARK, Surface::Bark);
    let c = leaf(k, salt) * vec3a(0.7, 0.85, 0.9);
    for i in 0..5 {
        let f = i as f32 / 5.0;
        let r = height * (0.20 - 0.15 * f) * (0.85 + 0.3 * unit(mix(salt, i)));
        k.taper(
            vec3a(0.0, height * (0.14 + 0.17 * i as f32), 0.0),
            r,
            0.06,
            height * 0.26,
            c * (0.8 + 0.25 * f),
            Surface::Leaves,
        );
    }
}

/// A bare trunk, crown out of sight.
pub(crate) fn trunk(k: &mut Kit, salt: u32) {
    let r = 0.14 + 0.20 * unit(mix(salt, 3));
    k.taper(Vec3A::ZERO, r * 1.5, 0.62, 1.0, BARK, Surface::Bark);
    k.taper(Vec3A::ZERO, r, 0.7, 15.0, BARK * (0.8 + 0.4 * unit(mix(salt, 5))), Surface::Bark);
    for i in 0..2_u32 {
        let own = Mat3A::from_rotation_y(unit(mix(salt, i + 9)) * 6.0) * Mat3A::from_rotation_z(0.9);
        let y = 3.2 + 2.6 * unit(mix(salt, i + 30));
        k.tilted(
            vec3a(0.0, y, 0.0) + own * vec3a(0.0, 0.7, 0.0),
            vec3a(0.035, 0.8, 0.035),
            own,
            BARK,
            Surface::Bark,
        );
    }
}

pub(crate) fn bush(k: &mut Kit, salt: u32, size: f32) {
    for i in 0..4_u32 {
        let a = i as f32 * 1.7 + salt as f32;
        let c = vec3a(a.sin() * size * 0.5, size * (0.32 + 0.2 * unit(mix(salt, i))), a.cos() * size * 0.35);
        k.ball(c, vec3a(0.52, 0.42, 0.46) * size, leaf(k, salt.wrapping_add(i)), Surface::Leaves);
    }
}

pub(crate) fn rock(k: &mut Kit, salt: u32, size: f32, colour: Vec3A) {
    for i in 0..3_u32 {
        let u = |j: u32| unit(mix(salt, i * 7 + j));
        let c = vec3a((u(1) - 0.5) * size * 1.2, size * 0.12 * u(2), (u(3) - 0.5) * size);
        let r = vec3a(0.5 + 0.4 * u(4), 0.30 + 0.35 * u(5), 0.45 + 0.4 * u(6))
            * size
            * if i == 0 { 1.0 } else { 0.62 };
        k.ball(c, r, colour * (0.85 + 0.3 * u(0)), Surface::Rock);
    }
}

/// A fence of posts and two rails along x.
pub(crate) fn fence(k: &mut Kit, half: f32) {
    let c = k.palette.wood * 0.8;
    let posts = (half * 2.0 / 1.6) as i32;
    for i in 0..=posts {
        k.block(vec3a(-half + 1.6 * i as f32, 0.55, 0.0), vec3a(0.05, 0.55, 0.05), c, Surface::Wood);
    }
    for y in [0.45, 0.85] {
        k.block(vec3a(0.0, y, 0.05), vec3a(half, 0.05, 0.02), c * 1.1, Surface::Wood);
    }
}

/// A house with a gable roof, door, windows and a chimney; its front faces +z.
pub(crate) fn house(k: &mut Kit, wide: f32, tall: f32) {
    let wall = k.palette.wall * 1.15;
    k.block(vec3a(0.0, tall * 0.5, -3.0), vec3a(wide, tall * 0.5, 3.0), wall, Surface::Planks);
    k.roof(
        vec3a(0.0, tall + wide * 0.30, -3.0),
        vec3a(wide + 0.4, wide * 0.30, 3.4),
        k.palette.accent * 0.6 + grey(0.03),
        Surface::Tiles,
    );
    k.block(
        vec3a(wide * 0.55, tall + wide * 0.45, -3.2),
        vec3a(0.3, wide * 0.35, 0.3),
        vec3a(0.25, 0.12, 0.09),
        Surface::Brick,
    );
    k.block(vec3a(0.0, 0.10, 0.5), vec3a(1.5, 0.10, 0.6), grey(0.3), Surface::Concrete);
    k.block(vec3a(0.0, 1.22, 0.02), vec3a(0.52, 1.06, 0.04), grey(0.55), Surface::Plain);
    k.block(vec3a(0.0, 1.20, 0.05), vec3a(0.44, 1.00, 0.04), k.palette.accent, Surface::Panel);
    k.ball(vec3a(0.34, 1.15, 0.11), Vec3A::splat(0.035), vec3a(0.5, 0.36, 0.12), Surface::Metal);
    let rows: &[f32] = if tall > 4.0 { &[1.55, 4.1] } else { &[1.55] };
    for &y in rows {
        for x in [-0.62, 0.62] {
            let lit = k.dark() && k.chance((x * 10.0 + y) as i32 as u32) > 0.35;
            let c = vec3a(x * wide, y, 0.02);
            k.block(c, vec3a(0.62, 0.72, 0.03), grey(0.55), Surface::Plain);
            if lit {
                k.glow(c + vec3a(0.0, 0.0, 0.03), vec3a(0.54, 0.64, 0.012), vec3a(1.0, 0.66, 0.32), 1.1);
                k.lamp(c + vec3a(0.0, 0.0, 0.6), vec3a(1.5, 0.95, 0.45), 4.0, false);
            } else {
                k.block(
                    c + vec3a(0.0, 0.0, 0.03),
                    vec3a(0.54, 0.64, 0.012),
                    vec3a(0.06, 0.075, 0.09),
                    Surface::Metal,
                );
            }
            k.block(c + vec3a(0.0, 0.0, 0.045), vec3a(0.018, 0.64, 0.012), grey(0.55), Surface::Plain);
            k.block(c + vec3a(0.0, 0.0, 0.045), vec3a(0.54, 0.018, 0.012), grey(0.55), Surface::Plain);
        }
    }
    if k.dark() {
        k.bulb(vec3a(0.75, 2.1, 0.15), 0.08, vec3a(1.0, 0.7, 0.4), 5.0);
        k.lamp(vec3a(0.75, 2.05, 0.45), vec3a(3.4, 2.2, 1.1), 6.5, true);
    }
}

/// Scatters things over an area, away from the stage where figures stand; `put` gets a salt.
pub(crate) fn scatter(
    k: &mut Kit,
    count: u32,
    area: (f32, f32, f32),
    clear: f32,
    mut put: impl FnMut(&mut Kit, u32),
) {
    let (half, near, far) = area;
    for i in 0..count {
        let salt = mix(k.seed, i.wrapping_mul(31) + count);
        let x = (unit(mix(salt, 1)) * 2.0 - 1.0) * half;
        let z = near - unit(mix(salt, 2)) * (near - far);
        if x.abs() < clear && z > -clear - 2.0 {
            continue;
        }
        k.thing(x, z, unit(mix(salt, 3)) * 360.0, |k| put(k, salt));
    }
}
