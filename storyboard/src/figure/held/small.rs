//! What fits in a pocket or is worn, and what is found.

use super::{Bench, Matter, PropKind as K, QUARTER};
use glam::{Mat3A, Vec3A, vec3a};

/// Builds a small thing; answers whether it is one.
pub(super) fn build(b: &mut Bench<'_>, kind: K) -> bool {
    match kind {
        K::Key => key(b),
        K::Ring => ring(b),
        K::Crown => crown(b),
        K::Coin => coin(b),
        K::Pendant => pendant(b),
        K::Stone => stone(b),
        K::Flower => flower(b),
        K::Cigarette => cigarette(b),
        K::Pen => pen(b),
        K::Badge => badge(b),
        K::Handcuffs => handcuffs(b),
        K::Spectacles => spectacles(b),
        K::Doll => doll(b),
        K::Mask => mask(b),
        K::Skull => skull(b),
        K::Ball => ball(b),
        K::Cloth => cloth(b),
        K::Stain => stain(b),
        K::Mirror => mirror(b),
        K::Spoon => spoon(b),
        _ => return false,
    }
    true
}

fn facing() -> Mat3A {
    Mat3A::from_rotation_x(QUARTER)
}

fn key(b: &mut Bench<'_>) {
    b.ring(Matter::Gold, vec3a(0.0, 0.0, -0.020), 0.014, 0.004, Mat3A::IDENTITY);
    b.rod(Matter::Gold, vec3a(0.0, 0.0, -0.006), vec3a(0.0, 0.0, 0.048), 0.0034, 0.003);
    for (z, l) in [(0.044, 0.013), (0.035, 0.009)] {
        b.slab(Matter::Gold, vec3a(l * 0.5, 0.0, z), vec3a(l * 0.6, 0.0024, 0.003), 0.001);
    }
}

fn ring(b: &mut Bench<'_>) {
    b.ring(Matter::Gold, Vec3A::ZERO, 0.0100, 0.0024, Mat3A::from_rotation_x(1.2));
    b.cone(Matter::Gold, vec3a(0.0, 0.0085, 0.0), vec3a(0.0, 0.0130, 0.0), 0.0028, 0.0042);
    b.ball(Matter::Glass, vec3a(0.0, 0.0146, 0.0), vec3a(0.0052, 0.0036, 0.0052));
}

fn crown(b: &mut Bench<'_>) {
    b.turned(Matter::Gold, -0.030, 0.010, 0.088, 0.090);
    b.hollow(-0.060, 0.060, 0.081, 0.083);
    for i in 0..8 {
        let (s, c) = (i as f32 * std::f32::consts::FRAC_PI_4).sin_cos();
        let foot = vec3a(s * 0.085, 0.004, c * 0.085);
        b.cone(Matter::Gold, foot, foot + vec3a(s * 0.010, 0.058, c * 0.010), 0.016, 0.002);
        b.ball(Matter::China, foot + vec3a(s * 0.011, 0.064, c * 0.011), Vec3A::splat(0.006));
        if i % 2 == 0 {
            b.ball(Matter::Red, vec3a(s * 0.089, -0.011, c * 0.089), Vec3A::splat(0.0075));
        }
    }
}

fn coin(b: &mut Bench<'_>) {
    b.cone(Matter::Gold, vec3a(0.0, 0.0, -0.0014), vec3a(0.0, 0.0, 0.0014), 0.0145, 0.0145);
    b.ring(Matter::Gold, vec3a(0.0, 0.0, 0.0012), 0.0132, 0.0009, facing());
    b.ball(Matter::Gold, vec3a(0.0, 0.002, 0.0014), vec3a(0.0050, 0.0062, 0.0012));
    b.ball(Matter::Gold, vec3a(0.0, -0.0075, 0.0014), vec3a(0.0070, 0.0036, 0.0012));
}

fn pendant(b: &mut Bench<'_>) {
    b.ball(Matter::Gold, vec3a(0.0, -0.045, 0.0), vec3a(0.019, 0.023, 0.005));
    b.ball(Matter::Red, vec3a(0.0, -0.045, 0.0035), vec3a(0.010, 0.013, 0.004));
    for side in [1.0, -1.0] {
        let mut last = vec3a(0.0, -0.022, 0.0);
        for i in 1..=5 {
            let k = i as f32 / 5.0;
            let next = vec3a(side * 0.062 * (k * 1.7).sin(), -0.022 + 0.105 * k, 0.0);
            b.rod(Matter::Gold, last, next, 0.0018, 0.0018);
            last = next;
        }
    }
}

fn stone(b: &mut Bench<'_>) {
    b.cone(Matter::Glass, vec3a(0.0, -0.014, 0.0), vec3a(0.0, 0.004, 0.0), 0.002, 0.018);
    b.cone(Matter::Glass, vec3a(0.0, 0.004, 0.0), vec3a(0.0, 0.012, 0.0), 0.018, 0.010);
}

fn flower(b: &mut Bench<'_>) {
    b.rod(Matter::Green, vec3a(0.0, -0.16, 0.0), vec3a(0.0, 0.12, 0.010), 0.0035, 0.003);
    for (y, side) in [(-0.05, 1.0), (0.02, -1.0)] {
        b.ball(Matter::Green, vec3a(side * 0.024, y, 0.004), vec3a(0.026, 0.010, 0.006));
    }
    b.ball(Matter::Red, vec3a(0.0, 0.142, 0.012), vec3a(0.020, 0.026, 0.020));
    for i in 0..6 {
        let (s, c) = (i as f32 * std::f32::consts::FRAC_PI_3).sin_cos();
        b.ball(Matter::Red, vec3a(s * 0.017, 0.134, 0.012 + c * 0.017), vec3a(0.014, 0.019, 0.014));
    }
}

fn cigarette(b: &mut Bench<'_>) {
    b.rod(Matter::Paper, vec3a(0.0, -0.005, 0.005), vec3a(0.0, 0.055, 0.035), 0.0042, 0.0042);
    b.rod(Matter::Bread, vec3a(0.0, -0.022, -0.004), vec3a(0.0, -0.005, 0.005), 0.0043, 0.0043);
    b.rod(Matter::Light, vec3a(0.0, 0.056, 0.0355), vec3a(0.0, 0.058, 0.0365), 0.0040, 0.0036);
}

fn pen(b: &mut Bench<'_>) {
    b.rod(Matter::Dark, vec3a(0.0, -0.035, -0.012), vec3a(0.0, 0.085, 0.030), 0.0052, 0.0052);
    b.cone(Matter::Gold, vec3a(0.0, -0.036, -0.0125), vec3a(0.0, -0.056, -0.0195), 0.0046, 0.0008);
    b.ring(Matter::Gold, vec3a(0.0, 0.022, 0.008), 0.0052, 0.0012, Mat3A::from_rotation_x(0.34));
}

fn badge(b: &mut Bench<'_>) {
    b.slab(Matter::Belt, vec3a(0.0, 0.0, -0.003), vec3a(0.042, 0.056, 0.004), 0.004);
    for i in 0..5 {
        let (s, c) = (i as f32 * 1.2566).sin_cos();
        b.cone(Matter::Gold, vec3a(0.0, 0.0, 0.003), vec3a(s * 0.036, c * 0.036, 0.003), 0.013, 0.002);
    }
    b.cone(Matter::Gold, vec3a(0.0, 0.0, 0.0), vec3a(0.0, 0.0, 0.0170), 0.012, 0.009);
}

fn handcuffs(b: &mut Bench<'_>) {
    for side in [1.0, -1.0] {
        b.ring(Matter::Metal, vec3a(side * 0.058, 0.0, 0.0), 0.034, 0.0060, facing());
        b.slab(Matter::Metal, vec3a(side * 0.024, 0.0, 0.0), vec3a(0.009, 0.015, 0.008), 0.003);
    }
    for (i, own) in [facing(), Mat3A::IDENTITY, facing()].into_iter().enumerate() {
        b.ring(Matter::Metal, vec3a((i as f32 - 1.0) * 0.009, 0.0, 0.0), 0.006, 0.0018, own);
    }
}

fn spectacles(b: &mut Bench<'_>) {
    for side in [1.0, -1.0] {
        b.ring(Matter::Dark, vec3a(side * 0.034, 0.0, 0.0), 0.0245, 0.0026, facing());
        b.cone(
            Matter::Glass,
            vec3a(side * 0.034, 0.0, -0.001),
            vec3a(side * 0.034, 0.0, 0.001),
            0.023,
            0.023,
        );
        b.rod(
            Matter::Dark,
            vec3a(side * 0.058, 0.006, 0.0),
            vec3a(side * 0.066, 0.010, -0.120),
            0.0022,
            0.0022,
        );
    }
    b.rod(Matter::Dark, vec3a(-0.010, 0.006, 0.0), vec3a(0.010, 0.006, 0.0), 0.0024, 0.0024);
}

fn doll(b: &mut Bench<'_>) {
    b.ball(Matter::Bread, vec3a(0.0, -0.020, 0.0), vec3a(0.046, 0.058, 0.040));
    b.ball(Matter::Bread, vec3a(0.0, 0.070, 0.004), vec3a(0.042, 0.040, 0.038));
    b.ball(Matter::Paper, vec3a(0.0, 0.060, 0.036), vec3a(0.018, 0.015, 0.014));
    b.ball(Matter::Dark, vec3a(0.0, 0.066, 0.049), vec3a(0.007, 0.005, 0.004));
    for side in [1.0, -1.0] {
        b.ball(Matter::Bread, vec3a(side * 0.034, 0.104, 0.0), Vec3A::splat(0.017));
        b.ball(Matter::Dark, vec3a(side * 0.016, 0.082, 0.037), Vec3A::splat(0.005));
        b.rod(
            Matter::Bread,
            vec3a(side * 0.036, 0.014, 0.008),
            vec3a(side * 0.078, -0.016, 0.026),
            0.019,
            0.017,
        );
        b.rod(
            Matter::Bread,
            vec3a(side * 0.024, -0.066, 0.010),
            vec3a(side * 0.042, -0.082, 0.062),
            0.022,
            0.021,
        );
    }
    b.ring(Matter::Red, vec3a(0.0, 0.034, 0.004), 0.030, 0.008, Mat3A::IDENTITY);
}

fn mask(b: &mut Bench<'_>) {
    b.ball(Matter::China, vec3a(0.0, 0.010, -0.010), vec3a(0.082, 0.112, 0.058));
    let behind = b.cone_shape(vec3a(0.0, 0.0, -0.120), vec3a(0.0, 0.0, -0.014), 0.130, 0.130);
    b.carve(behind);
    for side in [1.0, -1.0] {
        b.ball(Matter::Dark, vec3a(side * 0.032, 0.036, 0.030), vec3a(0.020, 0.011, 0.016));
        b.rod(
            Matter::Red,
            vec3a(side * 0.002, -0.048, 0.040),
            vec3a(side * 0.026, -0.040, 0.032),
            0.006,
            0.003,
        );
    }
    b.rod(Matter::China, vec3a(0.0, 0.034, 0.044), vec3a(0.0, -0.008, 0.054), 0.008, 0.013);
}

fn skull(b: &mut Bench<'_>) {
    b.ball(Matter::China, vec3a(0.0, 0.030, -0.012), vec3a(0.072, 0.076, 0.088));
    b.slab(Matter::China, vec3a(0.0, -0.040, 0.040), vec3a(0.040, 0.030, 0.034), 0.018);
    for side in [1.0, -1.0] {
        b.ball(Matter::Dark, vec3a(side * 0.029, 0.008, 0.066), vec3a(0.019, 0.018, 0.016));
    }
    b.cone(Matter::Dark, vec3a(0.0, -0.010, 0.066), vec3a(0.0, -0.024, 0.072), 0.004, 0.011);
    for i in 0..6 {
        let x = -0.0225 + 0.009 * i as f32;
        b.slab(Matter::Paper, vec3a(x, -0.048, 0.074), vec3a(0.0036, 0.009, 0.003), 0.002);
    }
}

fn ball(b: &mut Bench<'_>) {
    b.ball(Matter::Red, Vec3A::ZERO, Vec3A::splat(0.110));
    for own in [Mat3A::IDENTITY, facing(), Mat3A::from_rotation_z(QUARTER)] {
        b.ring(Matter::Paper, Vec3A::ZERO, 0.1085, 0.0035, own);
    }
}

fn cloth(b: &mut Bench<'_>) {
    // Folds that melt into each other, held by a corner.
    for (x, low, z) in [
        (-0.085, -0.200, 0.015),
        (-0.042, -0.245, -0.012),
        (0.0, -0.215, 0.020),
        (0.042, -0.250, -0.010),
        (0.085, -0.195, 0.014),
    ] {
        let (top, end) = (b.point(vec3a(x * 0.16, 0.0, 0.0)), b.point(vec3a(x, low, z)));
        let fold = super::rod(top, end, 0.014 * b.scale, 0.022 * b.scale);
        b.field.put(b.group, Matter::Top, 0.030 * b.scale, fold);
    }
    b.group = b.group.saturating_add(1);
    b.ball(Matter::Top, vec3a(0.0, 0.008, 0.0), vec3a(0.024, 0.022, 0.022));
}

fn stain(b: &mut Bench<'_>) {
    for (x, z, r) in [
        (0.0, 0.0, 0.090),
        (0.085, 0.020, 0.055),
        (-0.070, 0.050, 0.046),
        (0.020, -0.085, 0.036),
        (0.170, 0.060, 0.020),
        (-0.150, -0.030, 0.016),
        (0.215, 0.082, 0.011),
    ] {
        b.ball(Matter::Red, vec3a(x, 0.0, z), vec3a(r, 0.0035, r * 0.8));
    }
}

fn mirror(b: &mut Bench<'_>) {
    b.cone(Matter::Gold, vec3a(0.0, 0.110, -0.008), vec3a(0.0, 0.110, 0.006), 0.088, 0.088);
    b.cone(Matter::Screen, vec3a(0.0, 0.110, 0.004), vec3a(0.0, 0.110, 0.008), 0.074, 0.074);
    b.rod(Matter::Gold, vec3a(0.0, 0.025, 0.0), vec3a(0.0, -0.095, 0.0), 0.010, 0.013);
    b.ball(Matter::Gold, vec3a(0.0, -0.105, 0.0), Vec3A::splat(0.018));
}

fn spoon(b: &mut Bench<'_>) {
    b.rod(Matter::Metal, vec3a(0.0, -0.090, -0.010), vec3a(0.0, 0.050, 0.0), 0.0050, 0.0032);
    b.ball(Matter::Metal, vec3a(0.0, 0.074, 0.002), vec3a(0.020, 0.030, 0.008));
    let well = b.cone_shape(vec3a(0.0, 0.074, 0.020), vec3a(0.0, 0.074, 0.004), 0.020, 0.012);
    b.carve(well);
}
