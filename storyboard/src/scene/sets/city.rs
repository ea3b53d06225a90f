//! Streets, yards and roofs.

use super::super::furniture::{barrel, bench, car, crate_box, grey, street_lamp, warm};
use super::super::kit::Kit;
use super::super::nature::{bush, fence, house, scatter, tree};
use super::super::prim::Surface;
use super::super::wheeled::{fruit_crate, stall};
use super::{Form, Layout};
use glam::{Vec3A, vec3a};

/// A row of house fronts along both sides, from behind the camera to the distance.
fn fronts(k: &mut Kit, half: f32, low: f32, high: f32, surface: Surface) {
    for side in [-1.0_f32, 1.0] {
        let (mut z, mut i) = (16.0_f32, if side > 0.0 { 100 } else { 0 });
        while z > -92.0 {
            let wide = 5.0 + 5.5 * k.chance(i);
            let tall = low + (high - low) * k.chance(i + 31).powi(2);
            let tone = 0.55 + 0.6 * k.chance(i + 57);
            let c = k.palette.wall.lerp(vec3a(0.34, 0.18, 0.13), k.chance(i + 77) * 0.8) * tone;
            let back = half + 4.0 + 0.5 * k.chance(i + 91);
            k.fixed(side * back, z - wide * 0.5, 0.0, |k| {
                k.block(vec3a(0.0, tall * 0.5, 0.0), vec3a(4.0, tall * 0.5, wide * 0.5 - 0.04), c, surface);
                k.block(
                    vec3a(-side * 0.1, tall + 0.1, 0.0),
                    vec3a(4.1, 0.14, wide * 0.5),
                    c * 0.7,
                    Surface::Stone,
                );
            });
            z -= wide;
            i += 1;
        }
    }
}

fn signs(k: &mut Kit, half: f32) {
    let colours =
        [vec3a(1.0, 0.20, 0.28), vec3a(0.16, 0.72, 1.0), vec3a(1.0, 0.66, 0.18), vec3a(0.30, 1.0, 0.55)];
    for i in 0..9_u32 {
        let side = if i % 2 == 0 { -1.0 } else { 1.0 };
        let z = -2.5 - 6.4 * i as f32 + 2.0 * k.chance(i + 300);
        let y = 3.1 + 1.3 * k.chance(i + 310);
        let c = colours[(k.chance(i + 320) * 3.99) as usize];
        let lit = k.dark();
        let wide = 0.35 + 0.4 * k.chance(i + 330);
        k.fixed(side * (half - 0.62), z, 0.0, |k| {
            k.block(vec3a(0.0, y, 0.0), vec3a(0.55, wide + 0.06, 0.06), grey(0.04), Surface::Metal);
            if lit {
                k.glow(vec3a(0.0, y, 0.07), vec3a(0.48, wide, 0.02), c, 1.7);
                k.lamp(vec3a(-side * 0.6, y, 0.8), c * 1.5, 8.5, false);
            } else {
                k.block(vec3a(0.0, y, 0.07), vec3a(0.48, wide, 0.02), c * 0.35 + grey(0.08), Surface::Plain);
            }
        });
    }
}

pub(crate) fn street(k: &mut Kit, half: f32) -> Layout {
    fronts(k, half + 2.6, 7.0, 22.0, Surface::Facade);
    for side in [-1.0_f32, 1.0] {
        k.fixed(side * (half + 1.3), -38.0, 0.0, |k| {
            k.block(
                vec3a(0.0, 0.07, 0.0),
                vec3a(1.45, 0.07, 56.0),
                vec3a(0.27, 0.265, 0.255),
                Surface::Tiles,
            );
            k.block(vec3a(-side * 1.45, 0.075, 0.0), vec3a(0.10, 0.075, 56.0), grey(0.36), Surface::Stone);
        });
        for i in 0..4 {
            let lit = k.dark();
            let z = -3.2 - 12.0 * i as f32 - if side > 0.0 { 5.5 } else { 0.0 };
            k.thing(side * (half + 0.35), z, if side > 0.0 { 180.0 } else { 0.0 }, |k| street_lamp(k, lit));
        }
    }
    signs(k, half + 2.6);
    for (x, z, turn, c) in [
        (-4.6, -8.5, 0.0, vec3a(0.22, 0.045, 0.04)),
        (4.7, -15.0, 180.0, vec3a(0.06, 0.10, 0.14)),
        (-4.7, -21.0, 0.0, grey(0.30)),
        (4.7, -27.0, 180.0, grey(0.05)),
    ] {
        k.thing(x, z, turn, |k| car(k, c));
    }
    k.thing(half + 1.7, -5.6, 0.0, |k| {
        k.pole(Vec3A::ZERO, 0.20, 0.7, k.palette.accent, Surface::Metal);
        k.ball(vec3a(0.0, 0.7, 0.0), vec3a(0.20, 0.12, 0.20), k.palette.accent, Surface::Metal);
    });
    Layout {
        gloss: if k.dark() { 0.35 } else { 0.0 },
        free: half + 1.5,
        haze: 0.008,
        ..Layout::outside(Surface::Asphalt, grey(0.105))
    }
    .ridge(Form::Skyline, 0.10, 0.17, 0.45)
    .ridge(Form::Skyline, 0.06, 0.12, 0.65)
}

/// A market square between old houses: two rows of stalls with a way through.
pub(crate) fn market(k: &mut Kit) -> Layout {
    fronts(k, 8.5, 6.0, 12.0, Surface::Facade);
    for i in 0..7_u32 {
        for side in [-1.0_f32, 1.0] {
            let salt = 700 + 17 * i + if side > 0.0 { 400 } else { 0 };
            let z = -1.4 - 3.1 * i as f32 - 0.5 * k.chance(salt);
            k.thing(side * (3.5 + 0.3 * k.chance(salt + 1)), z, -side * 72.0, |k| stall(k, salt));
        }
    }
    k.thing(-0.9, -25.0, 4.0, |k| stall(k, 760));
    k.thing(2.1, -28.0, -8.0, |k| stall(k, 790));
    for (x, z, half) in [(-2.2, -3.0, 0.24), (2.3, -5.8, 0.28), (-2.0, -9.4, 0.26)] {
        k.thing(x, z, 20.0, |k| {
            crate_box(k, half);
            k.placed(0.0, half * 2.0, 0.0, 9.0, true, |k| fruit_crate(k, 820));
        });
    }
    for (i, z) in [-5.0_f32, -13.0, -21.0].into_iter().enumerate() {
        pennants(k, z, i as u32);
    }
    Layout { free: 4.2, haze: 0.005, ..Layout::outside(Surface::Stone, vec3a(0.25, 0.235, 0.21)) }.ridge(
        Form::Skyline,
        0.08,
        0.12,
        0.45,
    )
}

/// A string of flags across the way.
fn pennants(k: &mut Kit, z: f32, salt: u32) {
    let colours = [vec3a(0.46, 0.08, 0.06), vec3a(0.55, 0.42, 0.08), vec3a(0.08, 0.22, 0.36), grey(0.55)];
    let sag = |x: f32| 4.6 - 0.9 * (1.0 - (x / 8.0).powi(2));
    k.fixed(0.0, z, 0.0, |k| {
        for i in 0..16_u32 {
            let x = -8.0 + i as f32;
            let (a, b) = (vec3a(x, sag(x), 0.0), vec3a(x + 1.0, sag(x + 1.0), 0.0));
            k.limb((a, 0.010), (b, 0.010), grey(0.04), Surface::Plain);
            let own = glam::Mat3A::from_rotation_z(std::f32::consts::PI);
            let flag = a.midpoint(b) - Vec3A::Y * 0.20;
            k.gable(flag, vec3a(0.15, 0.19, 0.008), own, colours[((i + salt) % 4) as usize], Surface::Cloth);
        }
    });
}

pub(crate) fn alley(k: &mut Kit) -> Layout {
    fronts(k, 2.3, 9.0, 16.0, Surface::Brick);
    for (i, z) in [-2.6_f32, -8.0, -14.0].into_iter().enumerate() {
        let side = if i % 2 == 0 { 1.0 } else { -1.0 };
        k.fixed(side * 2.15, z, 0.0, |k| {
            k.block(vec3a(0.0, 2.95, 0.0), vec3a(0.20, 0.04, 0.04), grey(0.05), Surface::Metal);
            k.taper(vec3a(-side * 0.2, 2.72, 0.0), 0.20, 0.3, 0.16, grey(0.05), Surface::Metal);
            if k.dark() {
                k.bulb(vec3a(-side * 0.2, 2.72, 0.0), 0.08, warm(1.0), 7.0);
                k.lamp(vec3a(-side * 0.35, 2.60, 0.0), warm(4.2), 8.0, i == 0);
            }
        });
        k.fixed(-side * 2.2, z - 2.0, 0.0, |k| {
            for level in 0..3 {
                let y = 3.4 + 3.0 * level as f32;
                k.block(vec3a(side * 0.45, y, 0.0), vec3a(0.55, 0.03, 1.3), grey(0.045), Surface::Metal);
                k.block(vec3a(side * 0.98, y + 0.5, 0.0), vec3a(0.015, 0.5, 1.3), grey(0.06), Surface::Metal);
            }
        });
    }
    k.thing(-1.75, -2.9, 90.0, |k| {
        let c = vec3a(0.06, 0.13, 0.09);
        k.block(vec3a(0.0, 0.62, 0.0), vec3a(0.85, 0.55, 0.46), c, Surface::Metal);
        k.block(vec3a(0.0, 1.20, 0.02), vec3a(0.88, 0.04, 0.50), c * 0.6, Surface::Metal);
    });
    k.thing(1.75, -4.6, 12.0, |k| crate_box(k, 0.32));
    k.thing(1.70, -5.5, -20.0, |k| crate_box(k, 0.26));
    k.thing(-1.8, -6.2, 0.0, barrel);
    Layout { gloss: 0.4, free: 1.9, haze: 0.02, ..Layout::outside(Surface::Asphalt, grey(0.095)) }.ridge(
        Form::Skyline,
        0.12,
        0.16,
        0.5,
    )
}

pub(crate) fn rooftop(k: &mut Kit) -> Layout {
    k.fixed(0.0, -5.4, 0.0, |k| {
        k.block(vec3a(0.0, 0.45, 0.0), vec3a(12.0, 0.45, 0.18), vec3a(0.26, 0.20, 0.17), Surface::Brick);
        k.block(vec3a(0.0, 0.93, 0.0), vec3a(12.0, 0.04, 0.25), grey(0.34), Surface::Stone);
    });
    for i in 0..26_u32 {
        let x = -46.0 + 3.8 * i as f32;
        let z = -14.0 - 34.0 * k.chance(i + 500);
        let tall = 4.0 + 16.0 * k.chance(i + 530).powi(2) - 6.0;
        let c = k.palette.wall * (0.35 + 0.45 * k.chance(i + 560));
        k.fixed(x, z, 0.0, |k| {
            k.block(vec3a(0.0, tall * 0.5 - 3.0, 0.0), vec3a(2.6, tall * 0.5 + 5.0, 2.6), c, Surface::Facade);
        });
    }
    k.thing(-3.6, -3.6, 0.0, |k| {
        for (x, z) in [(-0.6, -0.6), (0.6, -0.6), (-0.6, 0.6), (0.6, 0.6)] {
            k.block(vec3a(x, 0.9, z), vec3a(0.06, 0.9, 0.06), grey(0.08), Surface::Metal);
        }
        k.pole(vec3a(0.0, 1.8, 0.0), 1.0, 1.9, vec3a(0.24, 0.15, 0.09), Surface::Planks);
        k.taper(vec3a(0.0, 3.7, 0.0), 1.08, 0.05, 0.7, grey(0.09), Surface::Metal);
    });
    k.thing(4.2, -3.5, 0.0, |k| {
        k.block(vec3a(0.0, 1.25, 0.0), vec3a(1.1, 1.25, 1.1), k.palette.wall * 0.8, Surface::Brick);
        k.block(vec3a(-0.2, 1.02, 1.12), vec3a(0.46, 1.02, 0.03), grey(0.12), Surface::Metal);
        if k.dark() {
            k.bulb(vec3a(0.55, 2.15, 1.2), 0.09, warm(1.0), 6.0);
            k.lamp(vec3a(0.55, 2.1, 1.5), warm(4.0), 7.5, true);
        }
    });
    k.thing(1.3, -4.2, 20.0, |k| {
        k.block(vec3a(0.0, 0.4, 0.0), vec3a(0.55, 0.40, 0.40), grey(0.30), Surface::Metal);
    });
    Layout { free: 6.0, haze: 0.010, gloss: 0.1, ..Layout::outside(Surface::Concrete, grey(0.17)) }
        .ridge(Form::Skyline, 0.07, 0.16, 0.35)
        .ridge(Form::Skyline, 0.03, 0.09, 0.6)
}

/// A yard between large plain buildings: factories, schools, stations.
pub(crate) fn yard(k: &mut Kit) -> Layout {
    for (x, z, half, tall) in [(-13.0, -9.0, 6.0, 7.0), (12.0, -12.0, 5.5, 9.0), (0.0, -34.0, 16.0, 8.0)] {
        let c = k.palette.wall * 0.7;
        k.fixed(x, z, 0.0, |k| {
            k.block(vec3a(0.0, tall * 0.5, 0.0), vec3a(half, tall * 0.5, 6.0), c, Surface::Facade);
            k.roof(vec3a(0.0, tall + 0.9, 0.0), vec3a(half, 0.9, 6.2), grey(0.12), Surface::Metal);
        });
    }
    let lit = k.dark();
    k.thing(-5.0, -6.0, 0.0, |k| street_lamp(k, lit));
    k.thing(5.5, -9.0, 180.0, |k| street_lamp(k, lit));
    k.thing(4.4, -4.8, 20.0, |k| crate_box(k, 0.5));
    k.thing(-4.2, -4.4, 0.0, barrel);
    k.thing(-5.6, -9.0, 60.0, |k| car(k, grey(0.28)));
    k.fixed(0.0, -14.0, 0.0, |k| fence(k, 9.0));
    Layout { haze: 0.010, free: 7.0, ..Layout::outside(Surface::Concrete, grey(0.19)) }.ridge(
        Form::Skyline,
        0.06,
        0.08,
        0.5,
    )
}

pub(crate) fn house_front(k: &mut Kit) -> Layout {
    k.fixed(1.0, -8.0, 0.0, |k| house(k, 4.6, 5.2));
    k.fixed(-15.0, -14.0, 12.0, |k| house(k, 4.0, 3.4));
    k.fixed(17.0, -15.0, -14.0, |k| house(k, 4.2, 5.0));
    k.thing(-5.2, -6.4, 0.0, |k| tree(k, 5, 7.0));
    k.thing(8.4, -7.8, 0.0, |k| tree(k, 9, 8.5));
    for (x, s) in [(-3.0, 0.9), (-1.4, 0.6), (3.4, 0.7), (5.0, 0.95)] {
        k.thing(x, -7.2, 0.0, |k| bush(k, (x * 10.0) as i32 as u32, s));
    }
    k.fixed(1.0, -3.0, 0.0, |k| {
        k.block(vec3a(0.0, 0.012, 0.0), vec3a(0.75, 0.012, 4.6), grey(0.34), Surface::Tiles);
    });
    for x in [-6.8, 7.8] {
        k.thing(x, -4.6, 0.0, |k| fence(k, 5.6));
    }
    Layout::outside(Surface::Grass, vec3a(0.10, 0.14, 0.055)).ridge(Form::Trees, 0.06, 0.12, 0.45).ridge(
        Form::Trees,
        0.02,
        0.09,
        0.65,
    )
}

pub(crate) fn churchyard(k: &mut Kit, near: bool) -> Layout {
    k.fixed(if near { 3.0 } else { 7.5 }, if near { -13.0 } else { -22.0 }, 0.0, |k| {
        let c = vec3a(0.36, 0.34, 0.30);
        k.block(vec3a(0.0, 3.0, 0.0), vec3a(4.2, 3.0, 4.0), c, Surface::Stone);
        k.roof(vec3a(0.0, 7.6, 0.0), vec3a(4.6, 1.6, 4.3), grey(0.10), Surface::Tiles);
        k.block(vec3a(-5.4, 6.0, 0.0), vec3a(1.7, 6.0, 1.7), c * 1.05, Surface::Stone);
        k.taper(vec3a(-5.4, 12.0, 0.0), 2.1, 0.02, 6.0, grey(0.10), Surface::Tiles);
        k.block(vec3a(0.0, 1.4, 4.02), vec3a(0.9, 1.4, 0.06), k.palette.wood * 0.6, Surface::Planks);
        for x in [-2.6, 2.6] {
            k.block(vec3a(x, 3.4, 4.02), vec3a(0.4, 1.1, 0.05), vec3a(0.06, 0.07, 0.09), Surface::Metal);
        }
    });
    scatter(k, 26, (9.0, -2.8, -17.0), 2.2, |k, salt| {
        let tall = 0.35 + 0.35 * k.chance(salt);
        let c = grey(0.26 + 0.14 * k.chance(salt ^ 7));
        k.block(vec3a(0.0, tall, 0.0), vec3a(0.30, tall, 0.07), c, Surface::Stone);
        if salt % 3 == 0 {
            k.block(vec3a(0.0, tall * 2.0 + 0.25, 0.0), vec3a(0.06, 0.35, 0.05), c, Surface::Stone);
            k.block(vec3a(0.0, tall * 2.0 + 0.32, 0.0), vec3a(0.22, 0.06, 0.05), c, Surface::Stone);
        }
    });
    k.thing(-6.0, -7.0, 0.0, |k| tree(k, 3, 9.0));
    k.thing(6.4, -4.6, -30.0, bench);
    Layout { haze: 0.014, ..Layout::outside(Surface::Grass, vec3a(0.09, 0.11, 0.055)) }
        .ridge(Form::Trees, 0.06, 0.12, 0.45)
        .ridge(Form::Hills, 0.02, 0.06, 0.65)
}
