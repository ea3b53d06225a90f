//! What is drunk from, eaten from and carried in: vessels, food, luggage.

use super::{Bench, Matter, PropKind as K, QUARTER};
use glam::{Mat3A, Vec3A, vec3a};

/// Builds a vessel, food or luggage; answers whether it is one.
pub(super) fn build(b: &mut Bench<'_>, kind: K) -> bool {
    match kind {
        K::Glass => glass(b),
        K::Goblet => goblet(b),
        K::Cup => cup(b),
        K::Bottle => bottle(b),
        K::Jar => jar(b),
        K::Bowl => bowl(b),
        K::Plate => plate(b),
        K::Bucket => bucket(b),
        K::Basket => basket(b),
        K::Bread => bread(b),
        K::Cake => cake(b),
        K::Fruit => fruit(b),
        K::Bag => bag(b),
        K::Sack => sack(b),
        _ => return false,
    }
    true
}

fn glass(b: &mut Bench<'_>) {
    b.turned(Matter::Glass, -0.045, 0.050, 0.029, 0.036);
    b.turned(Matter::Light, 0.049, 0.0515, 0.031, 0.031);
    b.ring(Matter::Metal, vec3a(0.0, 0.051, 0.0), 0.035, 0.0018, Mat3A::IDENTITY);
}

fn goblet(b: &mut Bench<'_>) {
    b.turned(Matter::Glass, -0.085, -0.079, 0.036, 0.030);
    b.turned(Matter::Glass, -0.080, 0.005, 0.005, 0.005);
    b.ball(Matter::Glass, vec3a(0.0, 0.050, 0.0), vec3a(0.040, 0.056, 0.040));
    let rim = b.cone_shape(vec3a(0.0, 0.078, 0.0), vec3a(0.0, 0.130, 0.0), 0.060, 0.060);
    b.carve(rim);
    b.turned(Matter::Red, 0.040, 0.0785, 0.034, 0.0325);
}

fn cup(b: &mut Bench<'_>) {
    b.turned(Matter::China, -0.045, 0.048, 0.034, 0.039);
    b.hollow(0.030, 0.075, 0.034, 0.036);
    b.turned(Matter::Wood, 0.026, 0.034, 0.034, 0.034);
    let upright = Mat3A::from_rotation_x(QUARTER);
    b.ring(Matter::China, vec3a(0.045, 0.0, 0.0), 0.024, 0.0055, upright);
}

fn bottle(b: &mut Bench<'_>) {
    b.turned(Matter::Green, -0.12, 0.06, 0.037, 0.037);
    b.turned(Matter::Green, 0.06, 0.10, 0.037, 0.014);
    b.turned(Matter::Green, 0.10, 0.165, 0.014, 0.014);
    b.turned(Matter::Paper, -0.07, 0.02, 0.0378, 0.0378);
    b.turned(Matter::Wood, 0.160, 0.178, 0.0115, 0.0115);
}

fn jar(b: &mut Bench<'_>) {
    b.turned(Matter::Metal, -0.055, 0.055, 0.038, 0.038);
    b.turned(Matter::Red, -0.032, 0.034, 0.0388, 0.0388);
    b.turned(Matter::Paper, -0.010, 0.012, 0.0393, 0.0393);
    b.ring(Matter::Metal, vec3a(0.0, 0.055, 0.0), 0.036, 0.0025, Mat3A::IDENTITY);
}

fn bowl(b: &mut Bench<'_>) {
    b.turned(Matter::China, -0.030, 0.040, 0.040, 0.085);
    b.hollow(-0.010, 0.080, 0.048, 0.098);
    b.turned(Matter::Bread, 0.006, 0.022, 0.060, 0.066);
    b.rod(Matter::Metal, vec3a(0.02, 0.022, 0.0), vec3a(0.110, 0.075, 0.0), 0.004, 0.003);
}

fn plate(b: &mut Bench<'_>) {
    b.turned(Matter::China, -0.008, 0.008, 0.070, 0.128);
    b.hollow(0.002, 0.030, 0.085, 0.120);
    b.ball(Matter::Bread, vec3a(-0.030, 0.016, 0.005), vec3a(0.048, 0.022, 0.034));
    for (x, z) in [(0.045, -0.020), (0.060, 0.010), (0.040, 0.030)] {
        b.ball(Matter::Green, vec3a(x, 0.012, z), Vec3A::splat(0.017));
    }
    b.ball(Matter::Red, vec3a(0.012, 0.012, -0.045), vec3a(0.026, 0.012, 0.018));
    b.rod(Matter::Metal, vec3a(0.165, 0.0, 0.085), vec3a(0.165, 0.0, -0.085), 0.004, 0.005);
}

fn bucket(b: &mut Bench<'_>) {
    b.turned(Matter::Metal, -0.360, -0.110, 0.100, 0.140);
    b.hollow(-0.330, -0.080, 0.094, 0.134);
    for y in [-0.115, -0.240] {
        b.ring(Matter::Metal, vec3a(0.0, y, 0.0), 0.139 - (y + 0.115).abs() * 0.16, 0.005, Mat3A::IDENTITY);
    }
    bail(b, 0.138, -0.115);
}

/// A handle over the opening, from side to side.
fn bail(b: &mut Bench<'_>, half: f32, y: f32) {
    for side in [1.0, -1.0] {
        b.rod(Matter::Metal, vec3a(side * half, y, 0.0), vec3a(side * 0.06, -0.012, 0.0), 0.004, 0.004);
    }
    b.rod(Matter::Wood, vec3a(-0.06, -0.006, 0.0), vec3a(0.06, -0.006, 0.0), 0.011, 0.011);
}

fn basket(b: &mut Bench<'_>) {
    b.turned(Matter::Bread, -0.300, -0.150, 0.110, 0.155);
    b.hollow(-0.280, -0.120, 0.100, 0.150);
    for i in 0..5 {
        let y = -0.292 + 0.034 * i as f32;
        b.ring(Matter::Wood, vec3a(0.0, y, 0.0), 0.113 + 0.0102 * i as f32, 0.008, Mat3A::IDENTITY);
    }
    b.ball(Matter::Red, vec3a(0.03, -0.150, 0.03), Vec3A::splat(0.050));
    b.ball(Matter::Green, vec3a(-0.05, -0.150, -0.01), Vec3A::splat(0.050));
    bail(b, 0.150, -0.155);
}

fn bread(b: &mut Bench<'_>) {
    b.ball(Matter::Bread, Vec3A::ZERO, vec3a(0.135, 0.052, 0.062));
    for i in 0..4 {
        let x = -0.075 + 0.050 * i as f32;
        b.rod(Matter::Paper, vec3a(x - 0.014, 0.040, 0.026), vec3a(x + 0.014, 0.040, -0.026), 0.0085, 0.0085);
    }
}

fn cake(b: &mut Bench<'_>) {
    b.turned(Matter::China, -0.056, -0.050, 0.155, 0.155);
    b.turned(Matter::Bread, -0.050, 0.010, 0.115, 0.115);
    b.turned(Matter::Paper, 0.006, 0.040, 0.117, 0.114);
    for i in 0..7 {
        let (s, c) = (i as f32 * 0.8976).sin_cos();
        b.ball(Matter::Red, vec3a(s * 0.085, 0.046, c * 0.085), Vec3A::splat(0.013));
    }
    b.rod(Matter::China, vec3a(0.0, 0.04, 0.0), vec3a(0.0, 0.095, 0.0), 0.004, 0.004);
    b.ball(Matter::Light, vec3a(0.0, 0.109, 0.0), vec3a(0.005, 0.010, 0.005));
}

fn fruit(b: &mut Bench<'_>) {
    b.ball(Matter::Red, Vec3A::ZERO, vec3a(0.040, 0.037, 0.040));
    let dimple = b.cone_shape(vec3a(0.0, 0.024, 0.0), vec3a(0.0, 0.050, 0.0), 0.002, 0.020);
    b.carve(dimple);
    b.rod(Matter::Wood, vec3a(0.0, 0.026, 0.0), vec3a(0.006, 0.050, 0.0), 0.0020, 0.0026);
    b.ball(Matter::Green, vec3a(0.020, 0.048, 0.0), vec3a(0.018, 0.003, 0.009));
}

fn bag(b: &mut Bench<'_>) {
    b.slab(Matter::Belt, vec3a(0.0, -0.165, 0.0), vec3a(0.065, 0.125, 0.175), 0.020);
    b.slab(Matter::Dark, vec3a(0.0, -0.095, 0.0), vec3a(0.068, 0.006, 0.178), 0.004);
    for z in [0.09, -0.09] {
        b.slab(Matter::Metal, vec3a(0.064, -0.105, z), vec3a(0.005, 0.020, 0.013), 0.003);
    }
    for z in [0.055, -0.055] {
        b.rod(Matter::Dark, vec3a(0.0, -0.05, z), vec3a(0.0, -0.004, z * 0.7), 0.007, 0.007);
    }
    b.rod(Matter::Dark, vec3a(0.0, -0.004, 0.04), vec3a(0.0, -0.004, -0.04), 0.008, 0.008);
}

fn sack(b: &mut Bench<'_>) {
    b.ball(Matter::Bread, vec3a(0.0, -0.200, 0.0), vec3a(0.130, 0.165, 0.105));
    b.turned(Matter::Bread, -0.080, -0.010, 0.060, 0.030);
    b.turned(Matter::Bread, -0.014, 0.040, 0.024, 0.058);
    b.ring(Matter::Wood, vec3a(0.0, -0.012, 0.0), 0.029, 0.007, Mat3A::IDENTITY);
}
