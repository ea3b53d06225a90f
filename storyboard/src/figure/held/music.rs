//! Instruments.

use super::{Bench, Matter, PropKind as K};
use glam::{Mat3A, Vec3A, vec3a};

/// Builds an instrument; answers whether it is one.
pub(super) fn build(b: &mut Bench<'_>, kind: K) -> bool {
    match kind {
        K::Guitar => guitar(b),
        K::Trumpet => trumpet(b),
        K::Drum => drum(b),
        K::Piano => piano(b),
        _ => return false,
    }
    true
}

/// Held by the neck: the body hangs below the hand.
fn guitar(b: &mut Bench<'_>) {
    for (y, r) in [(-0.470, 0.125), (-0.300, 0.095)] {
        b.cone(Matter::Bread, vec3a(0.0, y, -0.035), vec3a(0.0, y, 0.035), r, r);
    }
    b.slab(Matter::Bread, vec3a(0.0, -0.390, 0.0), vec3a(0.078, 0.075, 0.034), 0.010);
    b.cone(Matter::Dark, vec3a(0.0, -0.330, 0.030), vec3a(0.0, -0.330, 0.0375), 0.036, 0.036);
    b.slab(Matter::Wood, vec3a(0.0, -0.490, 0.036), vec3a(0.048, 0.010, 0.006), 0.003);
    b.slab(Matter::Wood, vec3a(0.0, -0.020, 0.026), vec3a(0.020, 0.230, 0.012), 0.006);
    b.slab(Matter::Wood, vec3a(0.0, 0.260, 0.020), vec3a(0.030, 0.060, 0.010), 0.006);
    for i in 0..4 {
        let x = -0.0105 + 0.007 * i as f32;
        b.rod(Matter::Paper, vec3a(x, -0.490, 0.043), vec3a(x, 0.230, 0.040), 0.0009, 0.0009);
    }
}

fn trumpet(b: &mut Bench<'_>) {
    for y in [0.026, -0.026] {
        b.rod(Matter::Gold, vec3a(0.0, y, -0.150), vec3a(0.0, y, 0.180), 0.0075, 0.0075);
    }
    b.rod(Matter::Gold, vec3a(0.0, 0.026, -0.150), vec3a(0.0, -0.026, -0.150), 0.0075, 0.0075);
    b.cone(Matter::Gold, vec3a(0.0, 0.026, 0.170), vec3a(0.0, 0.026, 0.300), 0.010, 0.062);
    b.cone(Matter::Dark, vec3a(0.0, 0.026, 0.292), vec3a(0.0, 0.026, 0.3012), 0.050, 0.056);
    for z in [-0.025, 0.0, 0.025] {
        b.cone(Matter::Gold, vec3a(0.0, -0.055, z), vec3a(0.0, 0.062, z), 0.011, 0.011);
        b.cone(Matter::China, vec3a(0.0, 0.062, z), vec3a(0.0, 0.084, z), 0.008, 0.009);
    }
}

fn drum(b: &mut Bench<'_>) {
    b.turned(Matter::Red, -0.090, 0.090, 0.150, 0.150);
    b.turned(Matter::Paper, 0.086, 0.096, 0.146, 0.146);
    for y in [-0.085, 0.085] {
        b.ring(Matter::Gold, vec3a(0.0, y, 0.0), 0.151, 0.009, Mat3A::IDENTITY);
    }
    for turn in [0.5_f32, -0.4] {
        let (s, c) = turn.sin_cos();
        let tip = vec3a(s * 0.07, 0.106, c * 0.07 - 0.05);
        b.rod(Matter::Wood, tip, tip + vec3a(s, 0.05, c) * 0.30, 0.007, 0.009);
        b.ball(Matter::Wood, tip, Vec3A::splat(0.014));
    }
}

/// A stretch of keyboard.
fn piano(b: &mut Bench<'_>) {
    b.slab(Matter::Dark, vec3a(0.0, -0.030, 0.0), vec3a(0.340, 0.022, 0.110), 0.006);
    b.slab(Matter::Dark, vec3a(0.0, 0.020, -0.105), vec3a(0.340, 0.055, 0.012), 0.004);
    for i in 0..14 {
        let x = -0.3055 + 0.047 * i as f32;
        b.slab(Matter::China, vec3a(x, -0.004, 0.012), vec3a(0.0224, 0.010, 0.088), 0.003);
        if ![2, 6, 9, 13].contains(&i) {
            b.slab(Matter::Dark, vec3a(x + 0.0235, 0.008, -0.022), vec3a(0.012, 0.012, 0.054), 0.003);
        }
    }
}
