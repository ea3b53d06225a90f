//! What is written on, printed or counted.

use super::{Bench, Matter, PropKind as K};
use glam::{Mat3A, Vec3A, vec3a};

/// Builds what is made of paper; answers whether it is.
pub(super) fn build(b: &mut Bench<'_>, kind: K) -> bool {
    match kind {
        K::Letter => letter(b),
        K::Envelope => envelope(b),
        K::Newspaper => newspaper(b),
        K::Map => map(b),
        K::Card => card(b),
        K::Folder => folder(b),
        K::Money => money(b),
        K::Photograph => photograph(b),
        K::Book => book(b),
        _ => return false,
    }
    true
}

/// A printed or written line, its middle at `x`, `half` long to either side.
fn line(b: &mut Bench<'_>, x: f32, y: f32, half: f32, thick: f32) {
    b.slab(Matter::Dark, vec3a(x, y, 0.0014), vec3a(half, thick, 0.0012), 0.0005);
}

fn letter(b: &mut Bench<'_>) {
    b.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.074, 0.105, 0.0016), 0.001);
    line(b, -0.022, 0.078, 0.034, 0.0030);
    for i in 0..7 {
        let y = 0.054 - 0.019 * i as f32;
        let half = if i == 6 { 0.030 } else { 0.058 - 0.004 * ((i * 5) % 3) as f32 };
        line(b, half - 0.060, y, half, 0.0015);
    }
}

fn envelope(b: &mut Bench<'_>) {
    b.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.110, 0.058, 0.002), 0.001);
    for (x, turn) in [(-0.052, -0.46), (0.052, 0.46)] {
        let own = Mat3A::from_rotation_z(turn);
        b.slab_turned(Matter::Wood, vec3a(x, 0.028, 0.0016), vec3a(0.058, 0.0010, 0.0010), 0.0005, own);
    }
    b.cone(Matter::Red, vec3a(0.0, 0.002, 0.001), vec3a(0.0, 0.002, 0.0042), 0.013, 0.011);
}

fn newspaper(b: &mut Bench<'_>) {
    b.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.150, 0.200, 0.003), 0.001);
    // Who sits opposite sees the last page: its headline and its picture go through the sheet.
    b.slab(Matter::Dark, vec3a(0.0, 0.168, 0.0), vec3a(0.120, 0.014, 0.0038), 0.0005);
    b.slab(Matter::Dark, vec3a(-0.068, 0.085, 0.0), vec3a(0.062, 0.044, 0.0038), 0.0005);
    for column in 0..3 {
        let x = -0.092 + 0.092 * column as f32;
        for i in 0..5 {
            let y = 0.012 - 0.042 * i as f32;
            b.slab(Matter::Metal, vec3a(x, y, 0.0026), vec3a(0.038, 0.013, 0.0008), 0.0005);
        }
    }
    for i in 0..3 {
        b.slab(
            Matter::Metal,
            vec3a(0.075, 0.115 - 0.036 * i as f32, 0.0026),
            vec3a(0.058, 0.010, 0.0008),
            0.0005,
        );
    }
}

fn map(b: &mut Bench<'_>) {
    b.slab(Matter::Bread, Vec3A::ZERO, vec3a(0.190, 0.135, 0.0022), 0.001);
    b.slab(Matter::Paper, vec3a(0.0, 0.0, 0.0008), vec3a(0.180, 0.125, 0.0018), 0.001);
    b.ball(Matter::Green, vec3a(-0.070, 0.030, 0.0016), vec3a(0.080, 0.062, 0.0022));
    b.ball(Matter::Green, vec3a(0.090, -0.050, 0.0016), vec3a(0.060, 0.048, 0.0022));
    for (a, c) in [
        ((-0.150, -0.090), (-0.060, -0.030)),
        ((-0.060, -0.030), (0.020, -0.045)),
        ((0.020, -0.045), (0.100, 0.060)),
    ] {
        b.rod(Matter::Red, vec3a(a.0, a.1, 0.0032), vec3a(c.0, c.1, 0.0032), 0.0016, 0.0016);
    }
    for turn in [0.78, -0.78] {
        let own = Mat3A::from_rotation_z(turn);
        b.slab_turned(Matter::Red, vec3a(0.115, 0.078, 0.003), vec3a(0.016, 0.0026, 0.001), 0.0005, own);
    }
    for x in [-0.062, 0.062] {
        b.slab(Matter::Wood, vec3a(x, 0.0, 0.0021), vec3a(0.0006, 0.125, 0.0008), 0.0003);
    }
}

fn card(b: &mut Bench<'_>) {
    b.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.055, 0.035, 0.0016), 0.003);
    b.slab(Matter::Red, vec3a(0.0, 0.024, 0.0010), vec3a(0.053, 0.007, 0.0014), 0.0005);
    b.slab(Matter::Dark, vec3a(-0.033, -0.008, 0.0010), vec3a(0.014, 0.018, 0.0014), 0.0005);
    for i in 0..3 {
        line(b, 0.018, 0.004 - 0.012 * i as f32, 0.026 - 0.005 * i as f32, 0.0016);
    }
}

fn folder(b: &mut Bench<'_>) {
    b.slab(Matter::Bread, vec3a(0.0, 0.0, -0.004), vec3a(0.115, 0.155, 0.002), 0.001);
    b.slab(Matter::Paper, vec3a(0.004, 0.004, 0.0), vec3a(0.106, 0.150, 0.004), 0.001);
    b.slab(Matter::Bread, vec3a(0.0, -0.003, 0.005), vec3a(0.115, 0.150, 0.0016), 0.001);
    b.slab(Matter::Bread, vec3a(-0.060, 0.160, -0.004), vec3a(0.040, 0.012, 0.002), 0.001);
    b.slab(Matter::Red, vec3a(0.030, 0.060, 0.0066), vec3a(0.055, 0.013, 0.0008), 0.0005);
}

fn money(b: &mut Bench<'_>) {
    for i in 0..3 {
        let lift = 0.010 * i as f32;
        let own = Mat3A::from_rotation_z(0.10 * (i as f32 - 1.0));
        b.slab_turned(
            Matter::Green,
            vec3a(0.006 * i as f32, 0.0, lift),
            vec3a(0.078, 0.034, 0.0042),
            0.001,
            own,
        );
    }
    b.slab(Matter::Paper, vec3a(0.010, 0.0, 0.0205), vec3a(0.017, 0.036, 0.0048), 0.001);
    b.cone(Matter::Dark, vec3a(-0.035, 0.0, 0.022), vec3a(-0.035, 0.0, 0.0250), 0.015, 0.015);
}

fn photograph(b: &mut Bench<'_>) {
    b.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.050, 0.064, 0.0016), 0.001);
    b.slab(Matter::Dark, vec3a(0.0, 0.008, 0.0014), vec3a(0.042, 0.046, 0.0012), 0.001);
    b.ball(Matter::Wood, vec3a(0.0, 0.024, 0.0022), vec3a(0.0155, 0.0175, 0.0010));
    b.ball(Matter::Skin, vec3a(0.0, 0.018, 0.0027), vec3a(0.0115, 0.0150, 0.0012));
    b.ball(Matter::Skin, vec3a(0.0, 0.003, 0.0022), vec3a(0.0055, 0.010, 0.0010));
    b.ball(Matter::Top, vec3a(0.0, -0.024, 0.0022), vec3a(0.030, 0.024, 0.0014));
    let below = b.cone_shape(vec3a(-0.05, -0.050, 0.0), vec3a(0.05, -0.050, 0.0), 0.0125, 0.0125);
    b.carve(below);
}

fn book(b: &mut Bench<'_>) {
    b.slab(Matter::Belt, vec3a(0.0, 0.0, -0.017), vec3a(0.077, 0.106, 0.003), 0.002);
    b.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.072, 0.101, 0.015), 0.002);
    b.slab(Matter::Belt, vec3a(0.0, 0.0, 0.017), vec3a(0.077, 0.106, 0.003), 0.002);
    b.slab(Matter::Belt, vec3a(-0.076, 0.0, 0.0), vec3a(0.004, 0.106, 0.019), 0.003);
    b.slab(Matter::Metal, vec3a(0.005, 0.035, 0.0195), vec3a(0.040, 0.010, 0.0012), 0.001);
}
