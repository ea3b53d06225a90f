//! What rolls, and what goods are sold from: a bicycle, a pickup, a gurney, a market stall. Each is built around its
//! own foot, facing +z.

use super::furniture::{grey, warm};
use super::kit::Kit;
use super::prim::Surface;
use glam::{Mat3A, Vec3A, vec3a};

/// Chords that a wire wheel's rim is drawn with.
const CHORDS: u32 = 18;

/// A wire wheel about a hub, its axle along x.
fn wire_wheel(k: &mut Kit, hub: Vec3A, r: f32) {
    let at = |i: u32| {
        let (sin, cos) = (i as f32 * std::f32::consts::TAU / CHORDS as f32).sin_cos();
        hub + vec3a(0.0, cos * r, sin * r)
    };
    for i in 0..CHORDS {
        k.limb((at(i), 0.020), (at(i + 1), 0.020), grey(0.022), Surface::Plain);
        if i % 3 == 0 {
            k.limb((hub, 0.005), (at(i), 0.005), grey(0.30), Surface::Metal);
        }
    }
    k.roll(hub, 0.028, 0.10, true, grey(0.25), Surface::Metal);
}

/// A roadster on its stand.
pub(crate) fn bicycle(k: &mut Kit) {
    let (back, front) = (vec3a(0.0, 0.345, -0.53), vec3a(0.0, 0.345, 0.55));
    k.whole(|k| {
        wire_wheel(k, back, 0.325);
        wire_wheel(k, front, 0.325);
    });
    let c = k.palette.accent * 1.1;
    let (pedals, saddle) = (vec3a(0.0, 0.30, -0.09), vec3a(0.0, 0.82, -0.25));
    let (head, bar) = (vec3a(0.0, 0.80, 0.34), vec3a(0.0, 0.98, 0.29));
    k.whole(|k| {
        for (a, b) in [(pedals, saddle), (saddle, head), (pedals, head), (head, bar)] {
            k.limb((a, 0.019), (b, 0.019), c, Surface::Metal);
        }
        for x in [-0.05, 0.05] {
            let aside = vec3a(x, 0.0, 0.0);
            for (a, b) in [(pedals, back), (saddle, back), (head, front)] {
                k.limb((a + aside * 0.5, 0.012), (b + aside, 0.012), c, Surface::Metal);
            }
            let grip = bar + vec3a(x * 5.2, 0.04, -0.12);
            k.limb((bar, 0.012), (grip, 0.016), grey(0.20), Surface::Metal);
            k.limb(
                (pedals, 0.012),
                (pedals + vec3a(x * 2.0, x * 2.4, x * 2.4), 0.012),
                grey(0.15),
                Surface::Metal,
            );
        }
    });
    k.egg(
        saddle + vec3a(0.0, 0.07, -0.03),
        vec3a(0.085, 0.04, 0.15),
        Mat3A::IDENTITY,
        grey(0.03),
        Surface::Plain,
    );
}

/// A pickup truck with an open bed.
pub(crate) fn pickup(k: &mut Kit) {
    let c = vec3a(0.10, 0.17, 0.19).lerp(vec3a(0.30, 0.10, 0.06), k.chance(660));
    let glass = vec3a(0.03, 0.04, 0.05);
    k.block(vec3a(0.0, 0.66, 1.72), vec3a(0.92, 0.30, 0.92), c, Surface::Metal);
    k.block(vec3a(0.0, 0.99, 1.70), vec3a(0.80, 0.05, 0.86), c * 0.95, Surface::Metal);
    k.block(vec3a(0.0, 0.72, 0.22), vec3a(0.92, 0.34, 0.62), c, Surface::Metal);
    k.block(vec3a(0.0, 1.30, 0.18), vec3a(0.80, 0.27, 0.56), glass, Surface::Metal);
    k.block(vec3a(0.0, 1.60, 0.15), vec3a(0.80, 0.045, 0.56), c, Surface::Metal);
    for x in [-0.80, 0.80] {
        for z in [-0.38, 0.72] {
            let own = Mat3A::from_rotation_x(if z > 0.0 { -0.30 } else { 0.0 });
            k.tilted(vec3a(x, 1.30, z), vec3a(0.02, 0.30, 0.05), own, c, Surface::Metal);
        }
        k.block(vec3a(x * 1.11, 0.80, -1.35), vec3a(0.04, 0.28, 0.95), c, Surface::Metal);
        for z in [-1.35, 1.62] {
            k.roll(vec3a(x * 1.03, 0.39, z), 0.39, 0.24, true, grey(0.02), Surface::Plain);
            k.roll(vec3a(x * 1.06, 0.39, z), 0.20, 0.23, true, grey(0.24), Surface::Metal);
        }
    }
    k.block(vec3a(0.0, 0.56, -1.35), vec3a(0.86, 0.05, 0.95), c * 0.6, Surface::Metal);
    k.block(vec3a(0.0, 0.80, -2.28), vec3a(0.92, 0.28, 0.04), c, Surface::Metal);
    k.block(vec3a(0.0, 0.48, 2.70), vec3a(0.94, 0.09, 0.05), grey(0.30), Surface::Metal);
    k.block(vec3a(0.0, 0.76, 2.645), vec3a(0.42, 0.13, 0.02), grey(0.06), Surface::Metal);
    let lit = k.dark();
    for x in [-0.68, 0.68] {
        let (front, back) = (if lit { 4.0 } else { 0.4 }, if lit { 2.2 } else { 0.3 });
        k.glow(vec3a(x, 0.77, 2.65), vec3a(0.14, 0.10, 0.02), vec3a(1.0, 0.93, 0.75), front);
        k.glow(vec3a(x * 1.18, 0.78, -2.33), vec3a(0.07, 0.12, 0.02), vec3a(1.0, 0.06, 0.03), back);
    }
}

/// A hospital trolley with rails, a sheet and a pillow.
pub(crate) fn gurney(k: &mut Kit) {
    let steel = grey(0.34);
    k.block(vec3a(0.0, 0.78, 0.0), vec3a(0.34, 0.03, 0.98), steel, Surface::Metal);
    k.block(vec3a(0.0, 0.86, 0.0), vec3a(0.32, 0.06, 0.95), grey(0.58), Surface::Cloth);
    k.block(vec3a(0.0, 0.88, 0.25), vec3a(0.335, 0.055, 0.66), vec3a(0.30, 0.46, 0.52), Surface::Cloth);
    let own = Mat3A::from_rotation_x(-0.25);
    k.tilted(vec3a(0.0, 0.96, -0.72), vec3a(0.24, 0.055, 0.16), own, grey(0.64), Surface::Cloth);
    for x in [-0.36_f32, 0.36] {
        for y in [0.98, 1.10] {
            k.block(vec3a(x, y, 0.0), vec3a(0.012, 0.012, 0.62), steel, Surface::Metal);
        }
        for z in [-0.62, 0.0, 0.62] {
            k.block(vec3a(x, 0.95, z), vec3a(0.012, 0.16, 0.012), steel, Surface::Metal);
        }
        k.limb(
            (vec3a(x * 0.8, 0.76, -0.75), 0.018),
            (vec3a(x * 0.8, 0.16, 0.75), 0.018),
            steel,
            Surface::Metal,
        );
        k.limb(
            (vec3a(x * 0.8, 0.76, 0.75), 0.018),
            (vec3a(x * 0.8, 0.16, -0.75), 0.018),
            steel,
            Surface::Metal,
        );
        for z in [-0.78, 0.78] {
            k.roll(vec3a(x * 0.8, 0.08, z), 0.08, 0.04, true, grey(0.03), Surface::Plain);
        }
    }
}

/// Colours of awnings and of what lies under them.
const AWNINGS: [Vec3A; 5] = [
    vec3a(0.42, 0.07, 0.05),
    vec3a(0.06, 0.22, 0.15),
    vec3a(0.50, 0.28, 0.04),
    vec3a(0.07, 0.14, 0.32),
    vec3a(0.30, 0.09, 0.20),
];
const FRUIT: [Vec3A; 5] = [
    vec3a(0.52, 0.20, 0.02),
    vec3a(0.40, 0.04, 0.03),
    vec3a(0.16, 0.30, 0.04),
    vec3a(0.50, 0.38, 0.05),
    vec3a(0.16, 0.05, 0.14),
];

/// An open crate of fruit, its rim tipped towards the customer.
pub(crate) fn fruit_crate(k: &mut Kit, salt: u32) {
    let wood = vec3a(0.34, 0.23, 0.12);
    let own = Mat3A::from_rotation_x(0.22);
    k.tilted(vec3a(0.0, 0.09, 0.0), vec3a(0.24, 0.07, 0.19), own, wood, Surface::Planks);
    let c = FRUIT[(k.chance(salt) * 4.99) as usize];
    k.whole(|k| {
        for i in 0..12_u32 {
            let (row, column) = (i / 4, i % 4);
            let at = vec3a(
                -0.165 + 0.11 * column as f32,
                0.19 + 0.02 * k.chance(salt + i),
                -0.12 + 0.12 * row as f32,
            );
            let ripe = 0.75 + 0.5 * k.chance(salt + i + 20);
            k.ball(own * at, Vec3A::splat(0.068), c * ripe, Surface::Plain);
        }
    });
}

/// A market stall: a counter of crates under a striped awning.
pub(crate) fn stall(k: &mut Kit, salt: u32) {
    let (c, pale) = (AWNINGS[(k.chance(salt) * 4.99) as usize], vec3a(0.52, 0.50, 0.44));
    let wood = k.palette.wood;
    k.block(vec3a(0.0, 0.42, 0.0), vec3a(1.15, 0.40, 0.42), wood * 0.7, Surface::Planks);
    k.block(vec3a(0.0, 0.84, 0.0), vec3a(1.22, 0.025, 0.50), wood, Surface::Wood);
    k.block(vec3a(0.0, 0.56, 0.51), vec3a(1.22, 0.26, 0.012), c * 0.6, Surface::Cloth);
    for i in 0..4_u32 {
        k.placed(-0.84 + 0.56 * i as f32, 0.87, 0.14, 0.0, true, |k| fruit_crate(k, salt + 31 * i));
    }
    k.placed(0.95, 0.0, 0.95, 14.0, true, |k| fruit_crate(k, salt + 200));
    for x in [-1.18, 1.18] {
        k.block(vec3a(x, 1.05, 0.56), vec3a(0.03, 1.05, 0.03), wood * 0.6, Surface::Wood);
        k.block(vec3a(x, 1.25, -0.62), vec3a(0.03, 1.25, 0.03), wood * 0.6, Surface::Wood);
    }
    let own = Mat3A::from_rotation_x(0.30);
    for i in 0..8_u32 {
        let x = -1.225 + 0.35 * i as f32;
        let stripe = if i % 2 == 0 { c } else { pale };
        k.tilted(vec3a(x, 2.28, 0.02), vec3a(0.175, 0.02, 0.82), own, stripe, Surface::Cloth);
        k.block(vec3a(x, 1.95, 0.81), vec3a(0.165, 0.10, 0.012), stripe * 0.9, Surface::Cloth);
    }
    if k.dark() {
        k.bulb(vec3a(0.0, 1.95, 0.25), 0.07, warm(1.0), 5.0);
        k.lamp(vec3a(0.0, 1.88, 0.35), warm(2.6), 5.0, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{TimeOfDay, Weather};

    #[test]
    fn what_rolls_stands_on_the_ground_at_its_true_size() {
        let sizes = [(1.06, 1.8), (1.65, 5.1), (1.11, 2.0)];
        for (build, (tall, long)) in [bicycle, pickup, gurney as fn(&mut Kit)].into_iter().zip(sizes) {
            let mut k = Kit::new(4, TimeOfDay::Day, Weather::Clear, false);
            k.thing(0.0, 0.0, 0.0, build);
            let bounds = k.prims.iter().map(super::super::prim::Prim::bounds);
            let (lo, hi) = bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).expect("solids");
            assert!(lo.y.abs() < 0.03 && (hi.y - tall).abs() < 0.08, "{} to {}", lo.y, hi.y);
            assert!((hi.z - lo.z - long).abs() < 0.2, "{}", hi.z - lo.z);
        }
    }

    #[test]
    fn a_stall_has_light_of_its_own_by_night_only() {
        for (time, lamps) in [(TimeOfDay::Day, 0), (TimeOfDay::Night, 1)] {
            let mut k = Kit::new(4, time, Weather::Clear, false);
            k.thing(0.0, 0.0, 0.0, |k| stall(k, 7));
            assert_eq!(k.lamps.len(), lamps);
        }
    }
}
