//! Weapons.

use super::{Bench, Matter, PropKind as K, QUARTER, Shape};
use glam::{Mat3A, Vec3A, vec3a};

/// Builds a weapon; answers whether it is one.
pub(super) fn build(b: &mut Bench<'_>, kind: K) -> bool {
    match kind {
        K::Gun => gun(b),
        K::Rifle => rifle(b),
        K::Knife => knife(b),
        K::Sword => sword(b),
        K::Grenade => grenade(b),
        _ => return false,
    }
    true
}

fn gun(b: &mut Bench<'_>) {
    b.slab(Matter::Dark, vec3a(0.0, 0.038, 0.058), vec3a(0.0125, 0.016, 0.098), 0.004);
    b.slab(Matter::Metal, vec3a(0.0, 0.020, 0.066), vec3a(0.0105, 0.009, 0.078), 0.003);
    let lean = Mat3A::from_rotation_x(0.24);
    b.slab_turned(Matter::Wood, vec3a(0.0, -0.022, -0.010), vec3a(0.013, 0.050, 0.022), 0.008, lean);
    b.ring(Matter::Dark, vec3a(0.0, 0.004, 0.036), 0.018, 0.003, Mat3A::from_rotation_z(QUARTER));
    b.slab(Matter::Dark, vec3a(0.0, 0.058, 0.146), vec3a(0.002, 0.005, 0.005), 0.001);
}

fn rifle(b: &mut Bench<'_>) {
    b.slab_turned(
        Matter::Wood,
        vec3a(0.0, -0.020, -0.190),
        vec3a(0.016, 0.042, 0.140),
        0.012,
        Mat3A::from_rotation_x(-0.14),
    );
    b.slab(Matter::Dark, vec3a(0.0, 0.020, 0.040), vec3a(0.017, 0.030, 0.120), 0.006);
    b.slab(Matter::Wood, vec3a(0.0, 0.008, 0.270), vec3a(0.018, 0.020, 0.140), 0.012);
    b.rod(Matter::Dark, vec3a(0.0, 0.034, 0.130), vec3a(0.0, 0.034, 0.600), 0.011, 0.010);
    b.ring(Matter::Dark, vec3a(0.0, -0.018, 0.010), 0.024, 0.004, Mat3A::from_rotation_z(QUARTER));
    b.slab(Matter::Dark, vec3a(0.0, 0.054, 0.580), vec3a(0.003, 0.010, 0.008), 0.002);
    b.rod(Matter::Metal, vec3a(0.012, 0.022, 0.010), vec3a(0.046, 0.006, 0.0), 0.006, 0.008);
}

fn knife(b: &mut Bench<'_>) {
    b.rod(Matter::Wood, vec3a(0.0, 0.0, -0.055), vec3a(0.0, 0.0, 0.040), 0.012, 0.011);
    b.slab(Matter::Metal, vec3a(0.0, 0.0, 0.046), vec3a(0.004, 0.022, 0.005), 0.002);
    blade(b, 0.050, 0.160, 0.0155);
}

fn sword(b: &mut Bench<'_>) {
    b.rod(Matter::Belt, vec3a(0.0, 0.0, -0.075), vec3a(0.0, 0.0, 0.050), 0.013, 0.013);
    b.ball(Matter::Gold, vec3a(0.0, 0.0, -0.095), Vec3A::splat(0.021));
    b.slab(Matter::Gold, vec3a(0.0, 0.0, 0.058), vec3a(0.010, 0.090, 0.011), 0.006);
    blade(b, 0.066, 0.830, 0.024);
}

/// A blade from `from` to `to` along the grip, its point cut on one side.
fn blade(b: &mut Bench<'_>, from: f32, to: f32, half: f32) {
    let c = vec3a(0.0, 0.0, (from + to) * 0.5);
    b.slab(Matter::Metal, c, vec3a(0.0032, half, (to - from) * 0.5), 0.0014);
    let normal = (b.turn * vec3a(0.0, 0.75, 0.66)).normalize();
    let tip = Shape::Half { at: b.point(vec3a(0.0, 0.0, to - half * 0.6)), normal };
    b.carve(tip);
}

fn grenade(b: &mut Bench<'_>) {
    b.ball(Matter::Green, Vec3A::ZERO, vec3a(0.033, 0.045, 0.033));
    for y in [-0.020, 0.0, 0.020] {
        b.ring(Matter::Dark, vec3a(0.0, y, 0.0), 0.0325 - y.abs() * 0.14, 0.0022, Mat3A::IDENTITY);
    }
    b.turned(Matter::Metal, 0.040, 0.060, 0.013, 0.012);
    b.rod(Matter::Metal, vec3a(0.0, 0.060, 0.008), vec3a(0.038, 0.010, 0.008), 0.005, 0.004);
    b.ring(Matter::Gold, vec3a(-0.030, 0.054, 0.0), 0.013, 0.002, Mat3A::from_rotation_x(QUARTER));
}
