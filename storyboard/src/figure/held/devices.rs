//! Apparatus: what rings, shines, records, shows and measures.

use super::{Bench, Matter, PropKind as K, QUARTER};
use glam::{Mat3A, Vec3A, vec3a};

/// Builds an apparatus; answers whether it is one.
pub(super) fn build(b: &mut Bench<'_>, kind: K) -> bool {
    match kind {
        K::Phone => phone(b),
        K::Handset => handset(b),
        K::Camera => camera(b),
        K::Radio => radio(b),
        K::Laptop => laptop(b),
        K::Screen => screen(b),
        K::Microphone => microphone(b),
        K::Syringe => syringe(b),
        K::Watch => watch(b),
        K::Clock => clock(b),
        K::Lamp => lamp(b),
        K::Flashlight => flashlight(b),
        K::Candle => candle(b),
        K::Torch => torch(b),
        K::Lighter => lighter(b),
        K::Telescope => telescope(b),
        K::Switch => switch(b),
        _ => return false,
    }
    true
}

fn phone(b: &mut Bench<'_>) {
    b.slab(Matter::Dark, Vec3A::ZERO, vec3a(0.036, 0.074, 0.0045), 0.004);
    b.slab(Matter::Glass, vec3a(0.0, 0.0, 0.0042), vec3a(0.032, 0.067, 0.0012), 0.001);
}

fn handset(b: &mut Bench<'_>) {
    b.rod(Matter::Dark, vec3a(0.0, 0.075, 0.010), vec3a(0.0, -0.075, 0.010), 0.015, 0.015);
    for y in [0.080, -0.080] {
        b.cone(Matter::Dark, vec3a(0.0, y, 0.012), vec3a(0.0, y * 0.95, -0.028), 0.025, 0.031);
    }
    for i in 0..5 {
        let y = -0.105 - 0.016 * i as f32;
        b.ring(Matter::Dark, vec3a(0.0, y, 0.0), 0.011, 0.003, Mat3A::from_rotation_x(0.25));
    }
}

fn camera(b: &mut Bench<'_>) {
    b.slab(Matter::Dark, Vec3A::ZERO, vec3a(0.072, 0.045, 0.026), 0.008);
    b.slab(Matter::Metal, vec3a(0.0, 0.048, -0.002), vec3a(0.030, 0.014, 0.020), 0.004);
    b.cone(Matter::Metal, vec3a(0.0, -0.002, 0.020), vec3a(0.0, -0.002, 0.062), 0.036, 0.034);
    b.cone(Matter::Glass, vec3a(0.0, -0.002, 0.058), vec3a(0.0, -0.002, 0.0640), 0.026, 0.024);
    b.cone(Matter::Metal, vec3a(-0.052, 0.040, 0.0), vec3a(-0.052, 0.056, 0.0), 0.011, 0.011);
    b.slab(Matter::Light, vec3a(0.052, 0.026, 0.024), vec3a(0.010, 0.007, 0.004), 0.002);
}

fn radio(b: &mut Bench<'_>) {
    b.slab(Matter::Wood, Vec3A::ZERO, vec3a(0.120, 0.072, 0.040), 0.008);
    b.slab(Matter::Bread, vec3a(-0.042, 0.0, 0.038), vec3a(0.066, 0.056, 0.005), 0.003);
    for i in 0..5 {
        b.slab(
            Matter::Wood,
            vec3a(-0.042, -0.040 + 0.020 * i as f32, 0.0425),
            vec3a(0.062, 0.0028, 0.002),
            0.001,
        );
    }
    b.slab(Matter::Light, vec3a(0.070, 0.036, 0.038), vec3a(0.036, 0.014, 0.004), 0.002);
    for x in [0.050, 0.092] {
        b.cone(Matter::Metal, vec3a(x, -0.030, 0.036), vec3a(x, -0.030, 0.054), 0.014, 0.012);
    }
    b.rod(Matter::Metal, vec3a(0.105, 0.070, 0.0), vec3a(0.150, 0.230, 0.0), 0.003, 0.002);
}

fn laptop(b: &mut Bench<'_>) {
    b.slab(Matter::Metal, vec3a(0.0, -0.085, 0.090), vec3a(0.160, 0.008, 0.110), 0.004);
    b.slab(Matter::Dark, vec3a(0.0, -0.0762, 0.070), vec3a(0.140, 0.0015, 0.055), 0.001);
    let own = Mat3A::from_rotation_x(-0.24);
    b.slab_turned(Matter::Metal, vec3a(0.0, 0.018, -0.042), vec3a(0.160, 0.105, 0.005), 0.004, own);
    b.slab_turned(Matter::Screen, vec3a(0.0, 0.020, -0.0368), vec3a(0.148, 0.092, 0.002), 0.001, own);
}

fn screen(b: &mut Bench<'_>) {
    b.slab(Matter::Dark, vec3a(0.0, 0.060, 0.0), vec3a(0.200, 0.125, 0.014), 0.006);
    b.slab(Matter::Screen, vec3a(0.0, 0.064, 0.0125), vec3a(0.186, 0.106, 0.003), 0.002);
    b.rod(Matter::Dark, vec3a(0.0, -0.060, -0.01), vec3a(0.0, -0.110, -0.01), 0.018, 0.018);
    b.slab(Matter::Dark, vec3a(0.0, -0.118, 0.0), vec3a(0.085, 0.006, 0.060), 0.004);
}

fn microphone(b: &mut Bench<'_>) {
    b.rod(Matter::Dark, vec3a(0.0, 0.0, -0.065), vec3a(0.0, 0.0, 0.070), 0.012, 0.016);
    b.ball(Matter::Metal, vec3a(0.0, 0.0, 0.095), vec3a(0.026, 0.026, 0.030));
    b.ring(Matter::Dark, vec3a(0.0, 0.0, 0.082), 0.025, 0.003, Mat3A::from_rotation_x(QUARTER));
}

fn syringe(b: &mut Bench<'_>) {
    b.cone(Matter::Glass, vec3a(0.0, 0.0, -0.040), vec3a(0.0, 0.0, 0.050), 0.010, 0.010);
    b.cone(Matter::Red, vec3a(0.0, 0.0, 0.005), vec3a(0.0, 0.0, 0.0505), 0.0103, 0.0103);
    b.rod(Matter::Metal, vec3a(0.0, 0.0, 0.050), vec3a(0.0, 0.0, 0.100), 0.0022, 0.0008);
    b.rod(Matter::Metal, vec3a(0.0, 0.0, -0.040), vec3a(0.0, 0.0, -0.075), 0.004, 0.004);
    b.cone(Matter::Metal, vec3a(0.0, 0.0, -0.078), vec3a(0.0, 0.0, -0.074), 0.013, 0.013);
    b.slab(Matter::Metal, vec3a(0.0, 0.0, -0.040), vec3a(0.022, 0.006, 0.002), 0.001);
}

/// A dial facing +z with two hands.
fn dial(b: &mut Bench<'_>, c: Vec3A, r: f32, deep: f32) {
    b.cone(Matter::Paper, c, c + vec3a(0.0, 0.0, deep), r, r);
    for i in 0..12 {
        let (s, k) = (i as f32 * std::f32::consts::FRAC_PI_6).sin_cos();
        let mark = c + vec3a(s * r * 0.82, k * r * 0.82, deep);
        b.ball(Matter::Dark, mark, vec3a(r * 0.05, r * 0.05, r * 0.04));
    }
    for (turn, long) in [(0.9_f32, 0.50), (-0.55, 0.74)] {
        let (s, k) = turn.sin_cos();
        let from = c + vec3a(0.0, 0.0, deep + r * 0.02);
        b.rod(Matter::Dark, from, from + vec3a(s, k, 0.0) * (r * long), r * 0.045, r * 0.03);
    }
}

fn watch(b: &mut Bench<'_>) {
    b.cone(Matter::Gold, vec3a(0.0, 0.0, -0.006), vec3a(0.0, 0.0, 0.005), 0.027, 0.027);
    dial(b, vec3a(0.0, 0.0, 0.004), 0.0235, 0.0018);
    b.ring(Matter::Gold, vec3a(0.0, 0.038, 0.0), 0.007, 0.002, Mat3A::from_rotation_x(QUARTER));
    for i in 0..7 {
        let k = i as f32;
        let own =
            Mat3A::from_rotation_x(QUARTER) * Mat3A::from_rotation_z(if i % 2 == 0 { 0.0 } else { 1.2 });
        b.ring(Matter::Gold, vec3a(0.006 + 0.011 * k, 0.050 - 0.004 * k * k * 0.4, 0.0), 0.0052, 0.0014, own);
    }
}

fn clock(b: &mut Bench<'_>) {
    b.cone(Matter::Red, vec3a(0.0, 0.0, -0.030), vec3a(0.0, 0.0, 0.022), 0.066, 0.070);
    dial(b, vec3a(0.0, 0.0, 0.021), 0.060, 0.003);
    for side in [1.0, -1.0] {
        b.ball(Matter::Metal, vec3a(side * 0.040, 0.070, 0.0), vec3a(0.026, 0.020, 0.020));
        b.rod(
            Matter::Metal,
            vec3a(side * 0.036, -0.055, 0.0),
            vec3a(side * 0.052, -0.086, 0.008),
            0.006,
            0.006,
        );
    }
}

fn lamp(b: &mut Bench<'_>) {
    let hung = |y: f32| y - 0.115;
    b.turned(Matter::Metal, hung(-0.10), hung(-0.075), 0.055, 0.045);
    b.turned(Matter::Light, hung(-0.075), hung(0.045), 0.040, 0.040);
    for i in 0..4 {
        let (s, c) = (i as f32 * QUARTER + 0.4).sin_cos();
        let foot = vec3a(s * 0.043, hung(-0.075), c * 0.043);
        b.rod(Matter::Metal, foot, foot + vec3a(0.0, 0.12, 0.0), 0.003, 0.003);
    }
    b.turned(Matter::Metal, hung(0.045), hung(0.085), 0.050, 0.014);
    b.ring(Matter::Metal, vec3a(0.0, hung(0.105), 0.0), 0.030, 0.0035, Mat3A::from_rotation_x(QUARTER));
}

fn flashlight(b: &mut Bench<'_>) {
    b.rod(Matter::Dark, vec3a(0.0, 0.0, -0.060), vec3a(0.0, 0.0, 0.070), 0.017, 0.017);
    b.cone(Matter::Metal, vec3a(0.0, 0.0, 0.068), vec3a(0.0, 0.0, 0.112), 0.019, 0.032);
    b.cone(Matter::Light, vec3a(0.0, 0.0, 0.108), vec3a(0.0, 0.0, 0.114), 0.027, 0.027);
    b.slab(Matter::Red, vec3a(0.0, 0.017, 0.035), vec3a(0.005, 0.003, 0.011), 0.002);
}

/// A burning brand.
fn torch(b: &mut Bench<'_>) {
    b.rod(Matter::Wood, vec3a(0.0, -0.22, 0.0), vec3a(0.0, 0.22, 0.0), 0.014, 0.020);
    b.turned(Matter::Bread, 0.17, 0.27, 0.026, 0.036);
    b.ball(Matter::Light, vec3a(0.0, 0.31, 0.0), vec3a(0.040, 0.062, 0.040));
    b.ball(Matter::Light, vec3a(0.008, 0.39, 0.0), vec3a(0.020, 0.050, 0.020));
}

fn candle(b: &mut Bench<'_>) {
    b.turned(Matter::Gold, -0.062, -0.052, 0.062, 0.068);
    b.turned(Matter::Gold, -0.052, -0.030, 0.018, 0.021);
    b.turned(Matter::China, -0.045, 0.090, 0.0145, 0.0135);
    b.rod(Matter::Dark, vec3a(0.0, 0.088, 0.0), vec3a(0.0, 0.100, 0.0), 0.0014, 0.0014);
    b.ball(Matter::Light, vec3a(0.0, 0.114, 0.0), vec3a(0.0075, 0.017, 0.0075));
    b.ring(Matter::Gold, vec3a(0.072, -0.050, 0.0), 0.016, 0.004, Mat3A::from_rotation_x(QUARTER));
}

fn lighter(b: &mut Bench<'_>) {
    b.slab(Matter::Metal, vec3a(0.0, -0.012, 0.0), vec3a(0.019, 0.027, 0.008), 0.003);
    let own = Mat3A::from_rotation_z(-1.9);
    b.slab_turned(Matter::Metal, vec3a(0.033, 0.012, 0.0), vec3a(0.018, 0.012, 0.008), 0.003, own);
    b.slab(Matter::Dark, vec3a(0.0, 0.022, 0.0), vec3a(0.010, 0.010, 0.006), 0.002);
    b.ball(Matter::Light, vec3a(0.0, 0.048, 0.0), vec3a(0.006, 0.018, 0.006));
}

fn telescope(b: &mut Bench<'_>) {
    b.cone(Matter::Gold, vec3a(0.0, 0.0, -0.070), vec3a(0.0, 0.0, 0.050), 0.016, 0.018);
    b.cone(Matter::Belt, vec3a(0.0, 0.0, 0.040), vec3a(0.0, 0.0, 0.150), 0.022, 0.024);
    b.cone(Matter::Gold, vec3a(0.0, 0.0, 0.145), vec3a(0.0, 0.0, 0.260), 0.028, 0.031);
    b.cone(Matter::Glass, vec3a(0.0, 0.0, 0.255), vec3a(0.0, 0.0, 0.2615), 0.026, 0.026);
    b.ring(Matter::Gold, vec3a(0.0, 0.0, -0.070), 0.017, 0.004, Mat3A::from_rotation_x(QUARTER));
}

fn switch(b: &mut Bench<'_>) {
    b.slab(Matter::Metal, Vec3A::ZERO, vec3a(0.070, 0.045, 0.055), 0.006);
    b.turned(Matter::Dark, 0.042, 0.050, 0.034, 0.034);
    b.ball(Matter::Red, vec3a(0.0, 0.050, 0.0), vec3a(0.026, 0.020, 0.026));
    for x in [-0.052, 0.052] {
        b.ball(Matter::Light, vec3a(x, 0.045, 0.036), Vec3A::splat(0.006));
    }
}
