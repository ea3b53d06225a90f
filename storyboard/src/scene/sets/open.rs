//! Open country, and the caves under it.

use super::super::furniture::{bench, grey, street_lamp, warm};
use super::super::kit::Kit;
use super::super::nature::{bush, fence, pine, rock, scatter, tree, trunk};
use super::super::prim::Surface;
use super::super::room::Room;
use super::{Form, Layout};
use crate::words::Weather;
use glam::{Vec3A, vec3a};

/// Ground that lies under snow when it snows.
fn earth(k: &Kit, surface: Surface, colour: Vec3A) -> Layout {
    if k.weather == Weather::Snow {
        Layout::outside(Surface::Snow, vec3a(0.66, 0.70, 0.76))
    } else {
        Layout::outside(surface, colour)
    }
}

pub(crate) fn forest(k: &mut Kit) -> Layout {
    scatter(k, 60, (26.0, 4.0, -46.0), 2.6, |k, salt| {
        if salt % 5 < 3 {
            trunk(k, salt);
        } else {
            pine(k, salt, 7.0 + 5.0 * k.chance(salt));
        }
    });
    scatter(k, 18, (10.0, 0.0, -16.0), 2.2, |k, salt| bush(k, salt, 0.5 + 0.5 * k.chance(salt)));
    scatter(k, 7, (8.0, 0.0, -12.0), 1.8, |k, salt| rock(k, salt, 0.5, vec3a(0.16, 0.16, 0.14)));
    k.thing(-2.6, -3.4, 24.0, |k| {
        k.roll(vec3a(0.0, 0.24, 0.0), 0.24, 3.4, true, vec3a(0.12, 0.085, 0.06), Surface::Bark);
    });
    Layout { haze: 0.022, ..earth(k, Surface::Earth, vec3a(0.125, 0.115, 0.065)) }
        .ridge(Form::Trees, 0.24, 0.18, 0.35)
        .ridge(Form::Trees, 0.14, 0.13, 0.55)
}

pub(crate) fn park(k: &mut Kit) -> Layout {
    scatter(k, 16, (24.0, -3.0, -34.0), 3.0, |k, salt| tree(k, salt, 6.5 + 4.0 * k.chance(salt)));
    k.fixed(0.0, -10.0, 0.0, |k| {
        k.block(vec3a(0.0, 0.01, 0.0), vec3a(1.5, 0.01, 24.0), vec3a(0.36, 0.31, 0.24), Surface::Sand);
    });
    k.thing(2.7, -2.9, -20.0, bench);
    k.thing(-2.8, -6.5, 25.0, bench);
    let lit = k.dark();
    k.thing(-2.3, -3.6, 0.0, |k| street_lamp(k, lit));
    k.thing(2.3, -13.0, 180.0, |k| street_lamp(k, lit));
    scatter(k, 12, (11.0, -2.0, -15.0), 3.2, |k, salt| bush(k, salt, 0.7));
    earth(k, Surface::Grass, vec3a(0.10, 0.15, 0.05)).ridge(Form::Trees, 0.10, 0.14, 0.4).ridge(
        Form::Trees,
        0.05,
        0.10,
        0.6,
    )
}

pub(crate) fn field(k: &mut Kit) -> Layout {
    k.thing(0.0, -9.0, 0.0, |k| fence(k, 16.0));
    k.thing(-9.0, -15.0, 0.0, |k| tree(k, 21, 9.0));
    k.thing(13.0, -26.0, 0.0, |k| tree(k, 22, 8.0));
    for (x, z) in [(5.5, -12.5), (8.5, -17.0), (-5.0, -20.0)] {
        k.thing(x, z, 20.0, |k| {
            k.roll(vec3a(0.0, 0.75, 0.0), 0.75, 1.4, true, vec3a(0.42, 0.32, 0.13), Surface::Leaves);
        });
    }
    earth(k, Surface::Grass, vec3a(0.20, 0.18, 0.065)).ridge(Form::Hills, 0.06, 0.10, 0.30).ridge(
        Form::Hills,
        0.02,
        0.07,
        0.50,
    )
}

pub(crate) fn desert(k: &mut Kit) -> Layout {
    let stone = vec3a(0.30, 0.19, 0.11);
    scatter(k, 12, (26.0, -4.0, -40.0), 2.5, |k, salt| rock(k, salt, 0.5 + 1.2 * k.chance(salt), stone));
    for (x, z, s) in [(-24.0, -46.0, 9.0), (18.0, -58.0, 12.0)] {
        k.fixed(x, z, 0.0, |k| {
            k.taper(Vec3A::ZERO, s, 0.72, s * 0.9, vec3a(0.34, 0.19, 0.11), Surface::Rock);
            k.taper(
                vec3a(0.0, s * 0.9, 0.0),
                s * 0.55,
                0.85,
                s * 0.5,
                vec3a(0.30, 0.17, 0.10),
                Surface::Rock,
            );
        });
    }
    Layout { haze: 0.005, ..Layout::outside(Surface::Sand, vec3a(0.50, 0.35, 0.20)) }
        .ridge(Form::Peaks, 0.04, 0.09, 0.22)
        .ridge(Form::Dunes, 0.03, 0.06, 0.12)
}

/// A two-lane road into the distance, with its poles and wires, through fields or through a desert.
pub(crate) fn road(k: &mut Kit, dry: bool) -> Layout {
    const HALF: f32 = 3.7;
    let land = if dry { desert(k) } else { meadows(k) };
    let timber = vec3a(0.13, 0.095, 0.07);
    for i in 0..9 {
        let z = 7.0 - 17.0 * i as f32;
        k.fixed(HALF + 3.8, z, 0.0, |k| {
            k.taper(Vec3A::ZERO, 0.13, 0.75, 6.8, timber, Surface::Bark);
            k.block(vec3a(0.0, 6.3, 0.0), vec3a(0.85, 0.06, 0.05), timber, Surface::Wood);
            for x in [-0.75, 0.75] {
                let (here, middle) = (vec3a(x, 6.42, 0.0), vec3a(x, 6.05, -8.5));
                for (a, b) in [(here, middle), (middle, here - Vec3A::Z * 17.0)] {
                    k.limb((a, 0.014), (b, 0.014), grey(0.03), Surface::Plain);
                }
            }
        });
    }
    for i in 0..14 {
        for side in [-1.0_f32, 1.0] {
            k.fixed(side * (HALF + 0.55), 1.0 - 7.0 * i as f32, 0.0, |k| {
                k.block(vec3a(0.0, 0.42, 0.0), vec3a(0.05, 0.42, 0.04), grey(0.55), Surface::Plain);
                k.block(
                    vec3a(0.0, 0.72, 0.0),
                    vec3a(0.052, 0.07, 0.045),
                    vec3a(0.45, 0.07, 0.04),
                    Surface::Plain,
                );
            });
        }
    }
    k.thing(-HALF - 1.5, -11.0, 8.0, |k| {
        k.block(vec3a(0.0, 1.1, 0.0), vec3a(0.035, 1.1, 0.035), grey(0.20), Surface::Metal);
        let own = glam::Mat3A::from_rotation_z(std::f32::consts::FRAC_PI_4);
        k.tilted(vec3a(0.0, 2.2, 0.05), vec3a(0.42, 0.42, 0.012), own, grey(0.03), Surface::Plain);
        k.tilted(
            vec3a(0.0, 2.2, 0.06),
            vec3a(0.39, 0.39, 0.012),
            own,
            vec3a(0.56, 0.36, 0.03),
            Surface::Plain,
        );
    });
    Layout { road: Some(HALF), ..land }
}

/// Grassland to both sides of a road.
fn meadows(k: &mut Kit) -> Layout {
    for side in [-1.0_f32, 1.0] {
        k.fixed(side * 10.5, -22.0, 90.0, |k| fence(k, 32.0));
    }
    scatter(k, 18, (34.0, 2.0, -60.0), 11.0, |k, salt| tree(k, salt, 6.0 + 4.0 * k.chance(salt)));
    scatter(k, 12, (20.0, 2.0, -26.0), 5.6, |k, salt| bush(k, salt, 0.6));
    earth(k, Surface::Grass, vec3a(0.15, 0.165, 0.06)).ridge(Form::Hills, 0.07, 0.12, 0.28).ridge(
        Form::Trees,
        0.02,
        0.06,
        0.5,
    )
}

pub(crate) fn mountain(k: &mut Kit) -> Layout {
    scatter(k, 20, (22.0, -2.5, -34.0), 2.4, |k, salt| {
        rock(k, salt, 0.6 + 1.6 * k.chance(salt), vec3a(0.22, 0.22, 0.23));
    });
    scatter(k, 12, (26.0, -8.0, -40.0), 4.0, |k, salt| pine(k, salt, 5.0 + 4.0 * k.chance(salt)));
    Layout { haze: 0.009, ..earth(k, Surface::Earth, vec3a(0.20, 0.19, 0.15)) }
        .ridge(Form::Peaks, 0.26, 0.34, 0.22)
        .ridge(Form::Peaks, 0.12, 0.22, 0.42)
        .ridge(Form::Trees, 0.03, 0.08, 0.6)
}

pub(crate) fn beach(k: &mut Kit) -> Layout {
    scatter(k, 9, (18.0, -1.5, -7.0), 2.2, |k, salt| {
        rock(k, salt, 0.3 + 0.6 * k.chance(salt), vec3a(0.18, 0.17, 0.17));
    });
    k.thing(-3.4, -3.0, 15.0, |k| {
        k.roll(vec3a(0.0, 0.14, 0.0), 0.13, 2.4, true, vec3a(0.30, 0.25, 0.20), Surface::Bark);
    });
    Layout { shore: Some(-6.0), ..Layout::outside(Surface::Sand, vec3a(0.48, 0.41, 0.30)) }.ridge(
        Form::Hills,
        0.004,
        0.05,
        0.35,
    )
}

pub(crate) fn river(k: &mut Kit) -> Layout {
    scatter(k, 12, (16.0, -1.5, -5.0), 2.2, |k, salt| {
        rock(k, salt, 0.3 + 0.5 * k.chance(salt), vec3a(0.20, 0.20, 0.19));
    });
    scatter(k, 10, (24.0, 1.0, -3.8), 4.5, |k, salt| tree(k, salt, 6.0 + 3.0 * k.chance(salt)));
    scatter(k, 10, (9.0, -1.8, -4.6), 2.4, |k, salt| bush(k, salt, 0.6));
    Layout { shore: Some(-4.8), haze: 0.010, ..earth(k, Surface::Grass, vec3a(0.11, 0.135, 0.06)) }
        .ridge(Form::Hills, 0.10, 0.12, 0.3)
        .ridge(Form::Trees, 0.04, 0.09, 0.6)
}

/// A cliff above the sea with a lighthouse.
pub(crate) fn headland(k: &mut Kit) -> Layout {
    k.fixed(4.6, -14.0, 0.0, |k| {
        k.taper(Vec3A::ZERO, 2.3, 0.68, 13.0, grey(0.62), Surface::Plaster);
        for y in [2.6, 7.4] {
            k.taper(
                vec3a(0.0, y, 0.0),
                2.34 - y * 0.055,
                0.90,
                2.2,
                vec3a(0.42, 0.07, 0.05),
                Surface::Plaster,
            );
        }
        k.pole(vec3a(0.0, 13.0, 0.0), 2.0, 0.22, grey(0.08), Surface::Metal);
        k.shade(
            vec3a(0.0, 13.2, 0.0),
            1.15,
            1.0,
            1.7,
            vec3a(1.0, 0.86, 0.55),
            if k.dark() { 5.0 } else { 0.7 },
        );
        k.taper(vec3a(0.0, 14.9, 0.0), 1.5, 0.05, 1.2, vec3a(0.30, 0.05, 0.04), Surface::Metal);
        if k.dark() {
            k.lamp(vec3a(-1.0, 13.0, 5.0), warm(9.0), 20.0, false);
        }
        k.block(vec3a(0.0, 1.1, 2.2), vec3a(0.5, 1.1, 0.14), k.palette.wood * 0.6, Surface::Planks);
    });
    k.fixed(10.5, -13.0, -8.0, |k| {
        k.block(vec3a(0.0, 1.5, 0.0), vec3a(2.6, 1.5, 2.0), grey(0.60), Surface::Plaster);
        k.roof(vec3a(0.0, 3.7, 0.0), vec3a(2.9, 0.8, 2.3), vec3a(0.20, 0.10, 0.08), Surface::Tiles);
    });
    scatter(k, 14, (20.0, -2.0, -15.0), 2.4, |k, salt| {
        rock(k, salt, 0.4 + 0.7 * k.chance(salt), vec3a(0.20, 0.19, 0.18));
    });
    Layout { shore: Some(-19.0), haze: 0.008, ..earth(k, Surface::Grass, vec3a(0.12, 0.14, 0.07)) }.ridge(
        Form::Hills,
        0.002,
        0.04,
        0.3,
    )
}

pub(crate) fn cave(k: &mut Kit) -> Layout {
    k.palette.wall = vec3a(0.17, 0.14, 0.12);
    k.palette.trim = k.palette.wall * 0.7;
    let room = Room::new(4.2, -8.0, 4.4, Surface::Rock);
    room.build(k);
    let stone = k.palette.wall * 1.1;
    for i in 0..26_u32 {
        let side = if i % 2 == 0 { -1.0 } else { 1.0 };
        let z = 3.0 - 0.44 * i as f32;
        let c = vec3a(side * (4.1 + 0.5 * k.chance(i)), 0.4 + 3.6 * k.chance(i + 50), z);
        let r = vec3a(1.1, 1.2, 1.3) * (0.7 + 0.8 * k.chance(i + 80));
        k.fixed(0.0, 0.0, 0.0, |k| k.ball(c, r, stone * (0.8 + 0.4 * k.chance(i + 90)), Surface::Rock));
        let x = 7.0 * (k.chance(i + 120) - 0.5);
        let tall = 0.5 + 1.2 * k.chance(i + 140);
        k.fixed(x, z - 1.5, 180.0, |k| {
            k.taper(vec3a(0.0, 4.4 - tall, 0.0), 0.02, 12.0, tall, stone, Surface::Rock);
        });
        if x.abs() > 2.2 {
            k.thing(x, z, 0.0, |k| k.taper(Vec3A::ZERO, 0.28, 0.1, tall * 0.6, stone, Surface::Rock));
        }
    }
    k.thing(-1.9, -1.9, 0.0, |k| {
        for i in 0..5_u32 {
            k.placed(0.0, 0.0, 0.0, 72.0 * i as f32, true, |k| {
                k.roll(vec3a(0.0, 0.07, 0.16), 0.05, 0.5, false, vec3a(0.10, 0.06, 0.04), Surface::Bark);
            });
        }
        k.shade(vec3a(0.0, 0.08, 0.0), 0.16, 0.1, 0.46, vec3a(1.0, 0.50, 0.13), 4.5);
        k.lamp(vec3a(0.0, 0.75, 0.1), vec3a(6.0, 2.7, 0.8), 8.0, true);
    });
    Layout { daylight: 0.10, haze: 0.015, ..Layout::inside(room, Surface::Earth, vec3a(0.15, 0.125, 0.10)) }
}

pub(crate) fn plain(k: &mut Kit) -> Layout {
    scatter(k, 8, (20.0, -4.0, -30.0), 2.6, |k, salt| {
        rock(k, salt, 0.5 + 0.7 * k.chance(salt), vec3a(0.20, 0.19, 0.17));
    });
    scatter(k, 8, (26.0, -9.0, -36.0), 3.0, |k, salt| tree(k, salt, 6.0 + 3.0 * k.chance(salt)));
    earth(k, Surface::Grass, vec3a(0.14, 0.15, 0.07)).ridge(Form::Hills, 0.07, 0.12, 0.28).ridge(
        Form::Trees,
        0.03,
        0.07,
        0.55,
    )
}
