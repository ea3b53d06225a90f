//! What work is done with, and the fittings a hand is laid on.

use super::{Bench, Matter, PropKind as K, QUARTER};
use glam::{Mat3A, Vec3A, vec3a};

/// Builds a tool or a fitting; answers whether it is one.
pub(super) fn build(b: &mut Bench<'_>, kind: K) -> bool {
    match kind {
        K::Hammer => hammer(b),
        K::Axe => axe(b),
        K::Wrench => wrench(b),
        K::Shovel => shovel(b),
        K::Staff => staff(b),
        K::Rope => rope(b),
        K::Handle => handle(b),
        K::Wheel => wheel(b),
        K::Umbrella => umbrella(b),
        K::Chair => chair(b),
        _ => return false,
    }
    true
}

/// A wooden shaft along the grip.
fn shaft(b: &mut Bench<'_>, from: f32, to: f32) {
    b.rod(Matter::Wood, vec3a(0.0, 0.0, from), vec3a(0.0, 0.0, to), 0.0135, 0.0115);
}

fn hammer(b: &mut Bench<'_>) {
    shaft(b, -0.10, 0.22);
    b.cone(Matter::Metal, vec3a(0.0, -0.050, 0.215), vec3a(0.0, 0.040, 0.215), 0.019, 0.016);
    b.rod(Matter::Metal, vec3a(0.0, 0.036, 0.215), vec3a(0.0, 0.085, 0.200), 0.012, 0.004);
}

fn axe(b: &mut Bench<'_>) {
    shaft(b, -0.16, 0.46);
    b.slab(Matter::Metal, vec3a(0.0, -0.012, 0.420), vec3a(0.014, 0.030, 0.034), 0.004);
    b.slab(Matter::Metal, vec3a(0.0, -0.075, 0.420), vec3a(0.008, 0.045, 0.052), 0.003);
    b.slab(Matter::Paper, vec3a(0.0, -0.116, 0.420), vec3a(0.004, 0.010, 0.066), 0.002);
}

fn wrench(b: &mut Bench<'_>) {
    b.slab(Matter::Metal, vec3a(0.0, 0.0, 0.030), vec3a(0.005, 0.011, 0.110), 0.004);
    b.cone(Matter::Metal, vec3a(-0.006, 0.0, 0.165), vec3a(0.006, 0.0, 0.165), 0.033, 0.033);
    let jaw = b.cone_shape(vec3a(-0.02, 0.0, 0.182), vec3a(0.02, 0.0, 0.182), 0.018, 0.018);
    b.carve(jaw);
    b.ring(Matter::Metal, vec3a(0.0, 0.0, -0.092), 0.016, 0.006, Mat3A::from_rotation_z(QUARTER));
}

fn shovel(b: &mut Bench<'_>) {
    b.rod(Matter::Wood, vec3a(0.0, 0.55, 0.0), vec3a(0.0, -0.45, 0.0), 0.016, 0.016);
    b.rod(Matter::Wood, vec3a(-0.060, 0.57, 0.0), vec3a(0.060, 0.57, 0.0), 0.014, 0.014);
    b.slab(Matter::Metal, vec3a(0.0, -0.58, 0.008), vec3a(0.105, 0.125, 0.006), 0.005);
    b.cone(Matter::Metal, vec3a(0.0, -0.42, 0.004), vec3a(0.0, -0.54, 0.006), 0.019, 0.014);
}

fn staff(b: &mut Bench<'_>) {
    b.rod(Matter::Wood, vec3a(0.0, 0.70, 0.0), vec3a(0.0, -0.85, 0.0), 0.015, 0.018);
    b.ring(Matter::Metal, vec3a(0.0, 0.62, 0.0), 0.017, 0.005, Mat3A::IDENTITY);
    b.ball(Matter::Wood, vec3a(0.0, 0.72, 0.0), vec3a(0.028, 0.034, 0.028));
}

fn rope(b: &mut Bench<'_>) {
    for i in 0..5 {
        let k = i as f32;
        let own = Mat3A::from_rotation_x(0.07 * (k - 2.0)) * Mat3A::from_rotation_z(0.05 * (k % 3.0 - 1.0));
        b.ring(
            Matter::Bread,
            vec3a(0.006 * (k % 2.0), 0.017 * k - 0.036, 0.0),
            0.128 - 0.004 * k,
            0.0125,
            own,
        );
    }
    b.rod(Matter::Bread, vec3a(0.115, 0.036, 0.03), vec3a(0.235, -0.040, 0.090), 0.0125, 0.0125);
}

fn handle(b: &mut Bench<'_>) {
    b.slab(Matter::Wood, vec3a(0.0, 0.110, -0.050), vec3a(0.300, 0.240, 0.020), 0.002);
    b.slab(Matter::Gold, vec3a(0.0, 0.100, -0.026), vec3a(0.030, 0.110, 0.005), 0.004);
    b.cone(Matter::Gold, vec3a(0.0, 0.140, -0.024), vec3a(0.0, 0.140, 0.014), 0.011, 0.009);
    b.ball(Matter::Gold, vec3a(0.0, 0.140, 0.030), vec3a(0.030, 0.030, 0.024));
    b.cone(Matter::Dark, vec3a(0.0, 0.065, -0.024), vec3a(0.0, 0.065, -0.0195), 0.0075, 0.0075);
    b.slab(Matter::Dark, vec3a(0.0, 0.050, -0.0215), vec3a(0.0038, 0.014, 0.002), 0.001);
}

fn wheel(b: &mut Bench<'_>) {
    let facing = Mat3A::from_rotation_x(QUARTER);
    b.ring(Matter::Wood, vec3a(0.0, 0.22, 0.0), 0.185, 0.017, facing);
    b.cone(Matter::Gold, vec3a(0.0, 0.22, -0.020), vec3a(0.0, 0.22, 0.024), 0.042, 0.036);
    for i in 0..6 {
        let (s, c) = (i as f32 * std::f32::consts::FRAC_PI_3).sin_cos();
        b.rod(Matter::Wood, vec3a(0.0, 0.22, 0.0), vec3a(s * 0.22, 0.22 + c * 0.22, 0.0), 0.012, 0.011);
    }
}

fn umbrella(b: &mut Bench<'_>) {
    b.rod(Matter::Dark, vec3a(0.0, -0.10, 0.0), vec3a(0.0, 0.72, 0.0), 0.008, 0.006);
    b.ball(Matter::Dark, vec3a(0.0, 0.56, 0.0), vec3a(0.56, 0.20, 0.56));
    let below = super::Shape::Half { at: b.point(vec3a(0.0, 0.585, 0.0)), normal: b.turn * -Vec3A::Y };
    b.carve(below);
}

fn chair(b: &mut Bench<'_>) {
    let seat = -0.05;
    b.slab(Matter::Wood, vec3a(0.0, seat, 0.21), vec3a(0.21, 0.020, 0.21), 0.008);
    b.slab(Matter::Wood, vec3a(0.0, seat + 0.40, 0.010), vec3a(0.20, 0.090, 0.014), 0.008);
    for x in [-0.185, 0.185] {
        b.rod(Matter::Wood, vec3a(x, seat + 0.48, 0.005), vec3a(x, seat - 0.44, 0.025), 0.018, 0.018);
        b.rod(Matter::Wood, vec3a(x, seat, 0.395), vec3a(x, seat - 0.44, 0.395), 0.018, 0.017);
    }
}
