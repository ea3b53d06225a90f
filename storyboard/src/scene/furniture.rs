//! Furniture and fittings at their true sizes. Each is built around its own foot, facing +z.

use super::animals::{dog, horse};
use super::colour::black_body;
use super::kit::Kit;
use super::prim::Surface;
use super::wheeled::{bicycle, gurney, pickup, stall};
use glam::{Mat3A, Vec3A, vec3a};

/// A grey of reflectance `v`.
pub(crate) fn grey(v: f32) -> Vec3A {
    Vec3A::splat(v)
}

/// Lamplight, times `strength`.
pub(crate) fn warm(strength: f32) -> Vec3A {
    black_body(2_750.0) * strength
}

pub(crate) fn chair(k: &mut Kit) {
    let c = k.palette.wood * 0.8;
    k.block(vec3a(0.0, 0.445, 0.0), vec3a(0.22, 0.022, 0.22), c, Surface::Wood);
    k.block(vec3a(0.0, 0.80, -0.215), vec3a(0.20, 0.10, 0.015), c, Surface::Wood);
    for x in [-0.195, 0.195] {
        k.block(vec3a(x, 0.66, -0.215), vec3a(0.018, 0.24, 0.018), c, Surface::Wood);
        for z in [-0.195, 0.195] {
            k.block(vec3a(x, 0.21, z), vec3a(0.018, 0.21, 0.018), c, Surface::Wood);
        }
    }
}

pub(crate) fn stool(k: &mut Kit) {
    k.pole(vec3a(0.0, 0.0, 0.0), 0.18, 0.03, grey(0.08), Surface::Metal);
    k.pole(vec3a(0.0, 0.0, 0.0), 0.025, 0.68, grey(0.12), Surface::Metal);
    k.pole(vec3a(0.0, 0.68, 0.0), 0.18, 0.075, k.palette.accent, Surface::Cloth);
}

pub(crate) fn table(k: &mut Kit, half_x: f32, half_z: f32) {
    let c = k.palette.wood;
    k.block(vec3a(0.0, 0.735, 0.0), vec3a(half_x, 0.02, half_z), c, Surface::Wood);
    k.block(vec3a(0.0, 0.68, 0.0), vec3a(half_x - 0.08, 0.035, half_z - 0.08), c * 0.7, Surface::Wood);
    for x in [-1.0, 1.0] {
        for z in [-1.0, 1.0] {
            let foot = vec3a(x * (half_x - 0.07), 0.36, z * (half_z - 0.07));
            k.block(foot, vec3a(0.032, 0.36, 0.032), c * 0.75, Surface::Wood);
        }
    }
}

pub(crate) fn desk(k: &mut Kit) {
    table(k, 0.75, 0.36);
    k.block(vec3a(0.48, 0.38, 0.02), vec3a(0.22, 0.30, 0.30), k.palette.wood * 0.8, Surface::Wood);
    k.block(vec3a(0.0, 0.99, -0.12), vec3a(0.27, 0.17, 0.014), grey(0.03), Surface::Plain);
    k.block(vec3a(0.0, 0.80, -0.14), vec3a(0.03, 0.05, 0.03), grey(0.05), Surface::Metal);
    k.block(vec3a(-0.02, 0.765, 0.15), vec3a(0.20, 0.01, 0.07), grey(0.10), Surface::Plain);
    k.block(vec3a(-0.50, 0.775, 0.08), vec3a(0.11, 0.02, 0.15), grey(0.70), Surface::Plain);
    k.placed(-0.60, 0.757, -0.18, 30.0, true, desk_lamp);
}

pub(crate) fn desk_lamp(k: &mut Kit) {
    k.pole(Vec3A::ZERO, 0.07, 0.02, grey(0.05), Surface::Metal);
    k.pole(Vec3A::ZERO, 0.01, 0.34, grey(0.05), Surface::Metal);
    k.taper(vec3a(0.0, 0.32, 0.06), 0.10, 0.45, 0.10, vec3a(0.05, 0.16, 0.10), Surface::Metal);
    k.bulb(vec3a(0.0, 0.325, 0.06), 0.035, warm(1.0), 3.0);
    k.lamp(vec3a(0.0, 0.30, 0.10), warm(if k.dark() { 1.0 } else { 0.35 }), 2.8, false);
}

pub(crate) fn floor_lamp(k: &mut Kit) {
    k.pole(Vec3A::ZERO, 0.14, 0.025, grey(0.05), Surface::Metal);
    k.pole(Vec3A::ZERO, 0.014, 1.42, grey(0.06), Surface::Metal);
    let lit = k.dark();
    k.shade(vec3a(0.0, 1.36, 0.0), 0.21, 0.62, 0.27, warm(1.0), if lit { 1.7 } else { 0.75 });
    k.lamp(vec3a(0.0, 1.50, 0.0), warm(if lit { 2.6 } else { 0.7 }), 5.5, lit);
}

pub(crate) fn table_lamp(k: &mut Kit) {
    k.taper(Vec3A::ZERO, 0.07, 0.5, 0.22, k.palette.accent, Surface::Plain);
    let lit = k.dark();
    k.shade(vec3a(0.0, 0.24, 0.0), 0.15, 0.6, 0.19, warm(1.0), if lit { 1.8 } else { 0.75 });
    k.lamp(vec3a(0.0, 0.36, 0.06), warm(if lit { 2.0 } else { 0.5 }), 4.2, false);
}

/// A lamp hanging from `height` by a cord to `drop` above the floor.
pub(crate) fn pendant(k: &mut Kit, height: f32, drop: f32, power: f32) {
    k.pole(vec3a(0.0, drop, 0.0), 0.008, height - drop, grey(0.03), Surface::Plain);
    k.taper(vec3a(0.0, drop, 0.0), 0.24, 0.25, 0.19, grey(0.045), Surface::Metal);
    k.bulb(vec3a(0.0, drop + 0.025, 0.0), 0.06, warm(1.0), 5.0);
    k.lamp(vec3a(0.0, drop - 0.06, 0.0), warm(power), 4.6, true);
}

pub(crate) fn sofa(k: &mut Kit) {
    let c = k.palette.cloth;
    k.block(vec3a(0.0, 0.22, 0.0), vec3a(0.95, 0.16, 0.42), c * 0.8, Surface::Cloth);
    k.block(vec3a(0.0, 0.58, -0.34), vec3a(0.95, 0.30, 0.11), c, Surface::Cloth);
    for x in [-0.46, 0.46] {
        k.block(vec3a(x, 0.43, 0.04), vec3a(0.44, 0.075, 0.36), c * 1.1, Surface::Cloth);
        k.block(vec3a(x * 2.06, 0.40, 0.02), vec3a(0.11, 0.24, 0.42), c * 0.92, Surface::Cloth);
    }
    let own = Mat3A::from_rotation_x(-0.35);
    k.tilted(vec3a(0.58, 0.66, -0.14), vec3a(0.20, 0.19, 0.06), own, k.palette.accent, Surface::Cloth);
}

pub(crate) fn bed(k: &mut Kit) {
    let wood = k.palette.wood;
    k.block(vec3a(0.0, 0.22, 0.0), vec3a(0.80, 0.12, 1.04), wood, Surface::Wood);
    k.block(vec3a(0.0, 0.44, 0.0), vec3a(0.77, 0.11, 1.00), grey(0.62), Surface::Cloth);
    k.block(vec3a(0.0, 0.50, 0.30), vec3a(0.80, 0.085, 0.72), k.palette.cloth, Surface::Cloth);
    k.block(vec3a(0.0, 0.62, -1.06), vec3a(0.84, 0.52, 0.035), wood * 0.8, Surface::Wood);
    for x in [-0.38, 0.38] {
        let own = Mat3A::from_rotation_x(-0.30);
        k.tilted(vec3a(x, 0.62, -0.76), vec3a(0.31, 0.07, 0.20), own, grey(0.70), Surface::Cloth);
    }
}

pub(crate) fn bookshelf(k: &mut Kit, half: f32) {
    k.block(vec3a(0.0, 1.02, -0.13), vec3a(half, 1.02, 0.015), k.palette.wood * 0.4, Surface::Wood);
    k.block(vec3a(0.0, 1.00, 0.0), vec3a(half - 0.02, 0.98, 0.115), k.palette.wood * 0.5, Surface::Books);
    for i in 0..6 {
        let y = 0.03 + 0.40 * i as f32;
        k.block(vec3a(0.0, y, 0.01), vec3a(half, 0.016, 0.15), k.palette.wood, Surface::Wood);
    }
    for x in [-half, half] {
        k.block(vec3a(x, 1.02, 0.0), vec3a(0.018, 1.03, 0.155), k.palette.wood, Surface::Wood);
    }
}

pub(crate) fn cabinet(k: &mut Kit, half: f32, tall: f32) {
    let c = k.palette.wood;
    k.block(vec3a(0.0, tall * 0.5, 0.0), vec3a(half, tall * 0.5, 0.22), c, Surface::Wood);
    for x in [-0.5, 0.5] {
        k.block(
            vec3a(x * half, tall * 0.5, 0.222),
            vec3a(half * 0.46, tall * 0.45, 0.008),
            c * 1.12,
            Surface::Wood,
        );
        k.ball(vec3a(x * half * 0.25, tall * 0.52, 0.24), Vec3A::splat(0.018), grey(0.25), Surface::Metal);
    }
}

pub(crate) fn counter(k: &mut Kit, half: f32, top: f32) {
    let c = k.palette.wood;
    k.block(vec3a(0.0, top * 0.5, 0.0), vec3a(half, top * 0.5, 0.30), c * 0.75, Surface::Panel);
    k.block(vec3a(0.0, top + 0.02, 0.03), vec3a(half + 0.06, 0.025, 0.39), c * 1.2, Surface::Wood);
    k.block(vec3a(0.0, 0.05, 0.01), vec3a(half, 0.05, 0.305), grey(0.03), Surface::Plain);
}

pub(crate) fn plant(k: &mut Kit) {
    k.taper(Vec3A::ZERO, 0.14, 1.3, 0.30, vec3a(0.30, 0.14, 0.08), Surface::Plain);
    for i in 0..9_u32 {
        let a = i as f32 * 2.4;
        let r = 0.10 + 0.16 * k.chance(i + 40);
        let c = vec3a(a.sin() * r, 0.62 + 0.45 * k.chance(i + 60), a.cos() * r);
        k.ball(
            c,
            vec3a(0.16, 0.24, 0.16) * (0.7 + 0.5 * k.chance(i)),
            vec3a(0.07, 0.15, 0.05),
            Surface::Leaves,
        );
    }
}

pub(crate) fn crate_box(k: &mut Kit, half: f32) {
    let c = vec3a(0.30, 0.20, 0.11);
    k.block(vec3a(0.0, half, 0.0), vec3a(half, half, half), c, Surface::Planks);
    for y in [0.08, half * 2.0 - 0.08] {
        k.block(vec3a(0.0, y, half), vec3a(half + 0.01, 0.06, 0.02), c * 0.75, Surface::Wood);
    }
}

pub(crate) fn barrel(k: &mut Kit) {
    k.pole(Vec3A::ZERO, 0.29, 0.88, k.palette.accent * 0.8, Surface::Metal);
    for y in [0.02, 0.30, 0.58, 0.85] {
        k.pole(vec3a(0.0, y, 0.0), 0.302, 0.03, k.palette.accent * 0.5, Surface::Metal);
    }
}

pub(crate) fn piano(k: &mut Kit) {
    k.block(vec3a(0.0, 0.62, 0.0), vec3a(0.75, 0.62, 0.24), grey(0.025), Surface::Wood);
    k.block(vec3a(0.0, 0.70, 0.34), vec3a(0.72, 0.035, 0.14), grey(0.025), Surface::Wood);
    k.block(vec3a(0.0, 0.742, 0.38), vec3a(0.62, 0.012, 0.08), grey(0.75), Surface::Plain);
}

pub(crate) fn clock(k: &mut Kit) {
    k.block(vec3a(0.0, 1.0, 0.0), vec3a(0.20, 1.0, 0.14), k.palette.wood * 0.7, Surface::Wood);
    k.block(vec3a(0.0, 1.68, 0.142), vec3a(0.14, 0.14, 0.006), grey(0.70), Surface::Plain);
    k.block(vec3a(0.0, 1.71, 0.15), vec3a(0.006, 0.05, 0.004), grey(0.02), Surface::Plain);
    k.block(vec3a(0.04, 1.68, 0.15), vec3a(0.05, 0.006, 0.004), grey(0.02), Surface::Plain);
}

pub(crate) fn television(k: &mut Kit) {
    k.block(vec3a(0.0, 0.25, 0.0), vec3a(0.70, 0.25, 0.22), k.palette.wood * 0.8, Surface::Wood);
    k.block(vec3a(0.0, 0.88, -0.05), vec3a(0.58, 0.34, 0.025), grey(0.02), Surface::Plain);
    k.glow(
        vec3a(0.0, 0.88, -0.02),
        vec3a(0.55, 0.31, 0.004),
        vec3a(0.25, 0.42, 0.62),
        if k.dark() { 1.0 } else { 0.3 },
    );
    if k.dark() {
        k.lamp(vec3a(0.0, 0.9, 0.3), vec3a(0.5, 0.8, 1.2), 3.2, false);
    }
}

pub(crate) fn car(k: &mut Kit, colour: Vec3A) {
    k.block(vec3a(0.0, 0.58, 0.0), vec3a(0.89, 0.26, 2.15), colour, Surface::Metal);
    k.block(vec3a(0.0, 0.84, -1.45), vec3a(0.82, 0.04, 0.65), colour * 0.95, Surface::Metal);
    k.block(vec3a(0.0, 0.84, 1.42), vec3a(0.82, 0.05, 0.70), colour * 0.95, Surface::Metal);
    k.block(vec3a(0.0, 1.10, -0.12), vec3a(0.74, 0.24, 1.02), vec3a(0.03, 0.04, 0.05), Surface::Metal);
    k.block(vec3a(0.0, 1.38, -0.16), vec3a(0.70, 0.035, 0.88), colour, Surface::Metal);
    for z in [-1.12, -0.10, 0.88] {
        for x in [-0.745, 0.745] {
            k.block(vec3a(x, 1.12, z), vec3a(0.012, 0.25, 0.045), colour, Surface::Metal);
        }
    }
    for z in [-1.35, 1.35] {
        for x in [-0.80, 0.80] {
            k.roll(vec3a(x, 0.33, z), 0.33, 0.22, true, grey(0.02), Surface::Plain);
            k.roll(vec3a(x * 1.03, 0.33, z), 0.18, 0.20, true, grey(0.22), Surface::Metal);
        }
    }
    let lit = k.dark();
    for x in [-0.62, 0.62] {
        k.glow(
            vec3a(x, 0.66, 2.15),
            vec3a(0.15, 0.07, 0.02),
            vec3a(1.0, 0.93, 0.75),
            if lit { 4.0 } else { 0.4 },
        );
        k.glow(
            vec3a(x, 0.68, -2.15),
            vec3a(0.15, 0.06, 0.02),
            vec3a(1.0, 0.06, 0.03),
            if lit { 2.2 } else { 0.3 },
        );
    }
    k.block(vec3a(0.0, 0.45, 2.16), vec3a(0.88, 0.08, 0.04), grey(0.25), Surface::Metal);
}

pub(crate) fn street_lamp(k: &mut Kit, lit: bool) {
    k.pole(Vec3A::ZERO, 0.12, 0.5, grey(0.05), Surface::Metal);
    k.pole(Vec3A::ZERO, 0.06, 4.7, grey(0.05), Surface::Metal);
    k.block(vec3a(0.55, 4.72, 0.0), vec3a(0.62, 0.04, 0.04), grey(0.05), Surface::Metal);
    k.taper(vec3a(1.1, 4.56, 0.0), 0.26, 0.3, 0.16, grey(0.06), Surface::Metal);
    if lit {
        k.bulb(vec3a(1.1, 4.57, 0.0), 0.13, warm(1.0), 8.0);
        k.lamp(vec3a(1.1, 4.45, 0.0), warm(7.5), 13.0, true);
    } else {
        k.ball(vec3a(1.1, 4.57, 0.0), Vec3A::splat(0.12), grey(0.55), Surface::Plain);
    }
}

pub(crate) fn bench(k: &mut Kit) {
    let c = k.palette.wood;
    for i in 0..3 {
        k.block(vec3a(0.0, 0.44, -0.16 + 0.15 * i as f32), vec3a(0.85, 0.02, 0.06), c, Surface::Wood);
    }
    for y in [0.62, 0.80] {
        k.block(vec3a(0.0, y, -0.25), vec3a(0.85, 0.06, 0.02), c, Surface::Wood);
    }
    for x in [-0.72, 0.72] {
        k.block(vec3a(x, 0.21, 0.0), vec3a(0.03, 0.22, 0.18), grey(0.05), Surface::Metal);
        k.block(vec3a(x, 0.62, -0.26), vec3a(0.03, 0.24, 0.02), grey(0.05), Surface::Metal);
    }
}

/// Turns what is known by its profile, so many metres before its place.
fn side_on(k: &mut Kit, degrees: f32, before: f32, build: fn(&mut Kit)) {
    k.placed(0.0, 0.0, before, degrees, true, build);
}

/// Things a text may ask for by name, put at the `slot`-th free place along the back.
pub(crate) fn by_name(k: &mut Kit, name: &str) -> bool {
    match name {
        "lamp" | "floor_lamp" => floor_lamp(k),
        "lamppost" | "streetlight" => street_lamp(k, k.dark()),
        "plant" | "flowers" => plant(k),
        "piano" => piano(k),
        "clock" => clock(k),
        "television" | "tv" => television(k),
        "sofa" | "couch" => sofa(k),
        "table" => table(k, 0.6, 0.4),
        "chair" => chair(k),
        "desk" => desk(k),
        "bed" => bed(k),
        "bookshelf" | "books" | "shelf" => bookshelf(k, 0.55),
        "cabinet" | "wardrobe" => cabinet(k, 0.5, 1.9),
        "crate" | "box" | "crates" => crate_box(k, 0.35),
        "barrel" => barrel(k),
        "bench" => bench(k),
        "car" => car(k, vec3a(0.20, 0.05, 0.045)),
        "stool" => stool(k),
        "horse" | "mare" | "stallion" | "pony" | "mule" | "donkey" => side_on(k, 68.0, 0.0, horse),
        "dog" | "hound" | "wolf" => side_on(k, 62.0, 0.6, dog),
        "bicycle" | "bike" => side_on(k, 74.0, 0.0, bicycle),
        "pickup" | "truck" => side_on(k, 58.0, -1.2, pickup),
        "gurney" | "stretcher" => side_on(k, 74.0, 0.2, gurney),
        "stall" => stall(k, 17),
        _ => return false,
    }
    true
}
