//! Cars, trains, ships, piers, space, and the lantern room of a lighthouse.

use super::super::colour::black_body;
use super::super::furniture::{barrel, cabinet, crate_box, grey, table_lamp, warm};
use super::super::kit::Kit;
use super::super::prim::Surface;
use super::super::room::Room;
use super::{Form, Layout};
use glam::{Mat3A, Vec3A, vec3a};

/// Inside a car, seen from the bonnet: seats, wheel, pillars, the road behind through the rear window.
pub(crate) fn car(k: &mut Kit) -> Layout {
    let dark = grey(0.045);
    let seat = k.palette.cloth * 0.5 + grey(0.03);
    k.fixed(0.0, 0.0, 0.0, |k| {
        for x in [-0.42, 0.42] {
            k.block(vec3a(x, 0.40, 0.02), vec3a(0.30, 0.10, 0.30), seat, Surface::Cloth);
            k.tilted(
                vec3a(x, 0.80, -0.34),
                vec3a(0.28, 0.38, 0.09),
                Mat3A::from_rotation_x(-0.16),
                seat,
                Surface::Cloth,
            );
            k.block(vec3a(x, 1.27, -0.40), vec3a(0.14, 0.10, 0.06), seat, Surface::Cloth);
        }
        k.block(vec3a(0.0, 0.62, -1.35), vec3a(0.85, 0.34, 0.12), seat * 0.8, Surface::Cloth);
        for x in [-0.98, 0.98] {
            k.block(vec3a(x, 0.42, -0.5), vec3a(0.06, 0.42, 1.6), dark, Surface::Plain);
            for (z, lean) in [(-0.55, 0.1), (-1.75, 0.5)] {
                k.tilted(
                    vec3a(x * 0.95, 1.18, z),
                    vec3a(0.04, 0.40, 0.05),
                    Mat3A::from_rotation_x(lean),
                    dark,
                    Surface::Plain,
                );
            }
        }
        k.block(vec3a(0.0, 1.60, -0.75), vec3a(0.92, 0.035, 1.15), vec3a(0.26, 0.25, 0.23), Surface::Cloth);
        k.block(vec3a(0.0, 0.88, -1.82), vec3a(0.95, 0.10, 0.05), dark, Surface::Plain);
        k.block(vec3a(0.0, 0.02, -0.4), vec3a(0.98, 0.02, 1.6), dark, Surface::Carpet);
        k.block(vec3a(0.12, 1.50, 0.36), vec3a(0.12, 0.035, 0.012), grey(0.05), Surface::Metal);
        k.lamp(vec3a(0.0, 1.0, 0.75), black_body(4_200.0) * 0.35, 2.2, false);
    });
    for side in [-1.0_f32, 1.0] {
        for i in 0..12_u32 {
            let z = -6.0 - 7.5 * i as f32;
            let salt = i + if side > 0.0 { 50 } else { 0 };
            let tall = 4.0 + 8.0 * k.chance(salt);
            let c = k.palette.wall * (0.4 + 0.5 * k.chance(salt + 9));
            k.fixed(side * (9.5 + 2.0 * k.chance(salt + 5)), z, 0.0, |k| {
                k.block(vec3a(0.0, tall * 0.5, 0.0), vec3a(3.0, tall * 0.5, 3.4), c, Surface::Facade);
            });
            if i % 2 == 0 && k.dark() {
                k.fixed(side * 5.2, z, 0.0, |k| {
                    k.pole(Vec3A::ZERO, 0.05, 4.6, grey(0.04), Surface::Metal);
                    k.bulb(vec3a(-side * 0.6, 4.6, 0.0), 0.14, warm(1.0), 7.0);
                });
            }
        }
    }
    if k.dark() {
        for x in [-2.2, -1.2] {
            k.fixed(x, -16.0, 0.0, |k| k.bulb(vec3a(0.0, 0.7, 0.0), 0.13, vec3a(1.0, 0.95, 0.85), 8.0));
        }
    }
    Layout { free: 0.7, haze: 0.010, daylight: 0.85, ..Layout::outside(Surface::Asphalt, grey(0.10)) }.ridge(
        Form::Skyline,
        0.07,
        0.12,
        0.5,
    )
}

pub(crate) fn train(k: &mut Kit) -> Layout {
    let room = Room::new(1.5, -14.0, 2.35, Surface::Panel);
    room.build(k);
    for i in 0..6 {
        let z = 1.6 - 2.4 * i as f32;
        for side in [-1.0, 1.0] {
            room.side_window(k, side, z, 1.45, (0.72, 0.42));
            k.thing(side * 1.05, z - 0.9, 0.0, |k| {
                let c = k.palette.accent * 0.8;
                k.block(vec3a(0.0, 0.36, 0.0), vec3a(0.42, 0.09, 0.28), c, Surface::Cloth);
                k.block(vec3a(0.0, 0.78, -0.26), vec3a(0.42, 0.42, 0.07), c, Surface::Cloth);
                k.block(vec3a(0.0, 0.15, 0.0), vec3a(0.38, 0.15, 0.22), grey(0.05), Surface::Plain);
            });
        }
        k.fixed(0.0, z, 0.0, |k| {
            let c = black_body(3_600.0);
            k.glow(vec3a(0.0, 2.335, 0.0), vec3a(0.12, 0.012, 0.7), c, 1.4);
            k.lamp(vec3a(0.0, 2.1, 0.0), c * if k.dark() { 1.2 } else { 0.5 }, 3.4, false);
            for side in [-1.0, 1.0] {
                k.roll(vec3a(side * 0.95, 2.02, 0.0), 0.016, 2.4, false, grey(0.4), Surface::Metal);
            }
        });
    }
    room.door(k, 0.0);
    Layout { gloss: 0.2, ..Layout::inside(room, Surface::Carpet, vec3a(0.10, 0.11, 0.13)) }
}

pub(crate) fn cabin(k: &mut Kit) -> Layout {
    k.palette.wall = k.palette.wood * 0.9;
    let room = Room::new(2.5, -3.0, 2.25, Surface::Planks);
    room.build(k);
    for x in [-1.3, 0.0, 1.3] {
        k.fixed(x, -2.99, 0.0, |k| {
            k.placed(0.0, 1.45, 0.0, 0.0, false, |k| {
                k.tilted(
                    vec3a(0.0, 0.0, 0.01),
                    vec3a(0.27, 0.27, 0.02),
                    Mat3A::IDENTITY,
                    vec3a(0.40, 0.28, 0.10),
                    Surface::Metal,
                );
                k.pane(vec3a(0.0, 0.0, 0.035), vec3a(0.20, 0.20, 0.004));
            });
        });
    }
    k.thing(-1.5, -2.5, 0.0, |k| cabinet(k, 0.7, 0.8));
    k.thing(1.7, -2.4, 0.0, |k| {
        crate_box(k, 0.36);
        k.placed(0.0, 0.72, 0.0, 0.0, true, table_lamp);
    });
    for i in 0..5 {
        k.fixed(0.0, 1.2 - 1.05 * i as f32, 0.0, |k| {
            k.block(vec3a(0.0, 2.17, 0.0), vec3a(2.5, 0.08, 0.08), k.palette.wood * 0.5, Surface::Wood);
        });
    }
    k.fixed(0.3, -1.0, 0.0, |k| {
        k.bulb(vec3a(0.0, 1.92, 0.0), 0.06, warm(1.0), 5.0);
        k.lamp(vec3a(0.0, 1.82, 0.0), warm(2.0), 4.0, true);
    });
    Layout { daylight: 0.5, ..Layout::inside(room, Surface::Planks, k.palette.wood * 0.8) }
}

pub(crate) fn deck(k: &mut Kit) -> Layout {
    let wood = vec3a(0.32, 0.22, 0.13);
    k.fixed(0.0, 0.0, 0.0, |k| {
        for x in [-3.4, 3.4] {
            for i in 0..12 {
                k.pole(vec3a(x, 0.0, 4.0 - 1.3 * i as f32), 0.035, 1.0, grey(0.55), Surface::Metal);
            }
            for y in [0.5, 1.0] {
                k.roll(vec3a(x, y, -3.2), 0.03, 15.5, false, grey(0.55), Surface::Metal);
            }
        }
        k.block(vec3a(0.0, 0.55, -10.6), vec3a(3.4, 0.55, 0.1), grey(0.55), Surface::Planks);
        k.taper(vec3a(0.0, 0.0, -6.6), 0.20, 0.7, 11.0, wood, Surface::Wood);
        k.roll(vec3a(0.0, 5.4, -6.6), 0.09, 6.0, true, wood, Surface::Wood);
        k.tilted(
            vec3a(0.9, 3.4, -6.5),
            vec3a(1.9, 1.8, 0.02),
            Mat3A::from_rotation_z(0.05),
            grey(0.60),
            Surface::Cloth,
        );
    });
    k.thing(-2.2, -4.2, 10.0, |k| crate_box(k, 0.40));
    k.thing(2.3, -4.9, 0.0, barrel);
    if k.dark() {
        k.fixed(0.0, -6.3, 0.0, |k| {
            k.bulb(vec3a(0.4, 2.5, 0.0), 0.10, warm(1.0), 6.0);
            k.lamp(vec3a(0.4, 2.4, 0.4), warm(5.0), 9.0, true);
        });
    }
    Layout {
        shore: Some(-10.8),
        free: 3.1,
        haze: 0.008,
        gloss: 0.15,
        ..Layout::outside(Surface::Planks, wood)
    }
}

pub(crate) fn pier(k: &mut Kit) -> Layout {
    let wood = vec3a(0.27, 0.20, 0.14);
    k.fixed(0.0, 0.0, 0.0, |k| {
        for side in [-1.0_f32, 1.0] {
            for i in 0..11 {
                let z = 5.0 - 2.1 * i as f32;
                k.pole(vec3a(side * 2.6, -0.4, z), 0.13, 1.5, wood * 0.6, Surface::Bark);
                k.ball(vec3a(side * 2.6, 1.1, z), vec3a(0.14, 0.05, 0.14), grey(0.4), Surface::Plain);
            }
            k.roll(
                vec3a(side * 2.6, 0.92, -5.0),
                0.028,
                21.0,
                false,
                vec3a(0.36, 0.30, 0.22),
                Surface::Cloth,
            );
        }
    });
    k.thing(1.9, -4.0, 30.0, |k| crate_box(k, 0.34));
    k.thing(-1.9, -5.4, 0.0, barrel);
    k.fixed(-14.0, -34.0, 30.0, |k| {
        k.roof(vec3a(0.0, 0.4, 0.0), vec3a(1.6, 0.7, 3.6), vec3a(0.20, 0.05, 0.04), Surface::Planks);
        k.pole(vec3a(0.0, 0.5, 0.0), 0.08, 6.5, wood, Surface::Wood);
        k.block(vec3a(0.0, 1.2, 1.0), vec3a(0.8, 0.6, 0.9), grey(0.6), Surface::Planks);
    });
    if k.dark() {
        k.fixed(-2.4, -3.1, 0.0, |k| {
            k.pole(Vec3A::ZERO, 0.05, 3.0, grey(0.05), Surface::Metal);
            k.bulb(vec3a(0.0, 3.0, 0.0), 0.13, warm(1.0), 7.0);
            k.lamp(vec3a(0.1, 2.9, 0.3), warm(6.0), 9.5, true);
        });
    }
    Layout {
        shore: Some(-18.0),
        free: 2.4,
        haze: 0.009,
        gloss: 0.12,
        ..Layout::outside(Surface::Planks, wood)
    }
    .ridge(Form::Hills, 0.004, 0.045, 0.35)
}

pub(crate) fn spaceship(k: &mut Kit) -> Layout {
    k.palette.wall = vec3a(0.30, 0.32, 0.35);
    k.palette.trim = grey(0.10);
    let room = Room::new(3.3, -4.2, 2.8, Surface::Metal);
    room.build(k);
    let (cyan, amber) = (vec3a(0.16, 0.62, 0.95), vec3a(1.0, 0.45, 0.10));
    k.fixed(0.0, -4.2, 0.0, |k| {
        k.port(vec3a(0.0, 1.75, 0.01), vec3a(2.0, 0.62, 0.008));
        for x in [-2.05, -0.68, 0.68, 2.05] {
            k.tilted(
                vec3a(x, 1.75, 0.05),
                vec3a(0.07, 0.75, 0.06),
                Mat3A::from_rotation_z(-x * 0.07),
                grey(0.16),
                Surface::Metal,
            );
        }
        for y in [1.08, 2.42] {
            k.block(vec3a(0.0, y, 0.06), vec3a(2.2, 0.06, 0.07), grey(0.16), Surface::Metal);
        }
    });
    k.thing(0.0, -3.5, 0.0, |k| {
        k.tilted(
            vec3a(0.0, 0.72, 0.0),
            vec3a(1.9, 0.05, 0.40),
            Mat3A::from_rotation_x(0.35),
            grey(0.12),
            Surface::Metal,
        );
        k.block(vec3a(0.0, 0.35, -0.05), vec3a(1.85, 0.35, 0.30), grey(0.10), Surface::Metal);
        for i in 0..7 {
            let x = -1.6 + 0.53 * i as f32;
            let c = if i % 3 == 1 { amber } else { cyan };
            k.tilted(
                vec3a(x, 0.775, 0.02),
                vec3a(0.20, 0.01, 0.22),
                Mat3A::from_rotation_x(0.35),
                c * 0.4,
                Surface::Screen,
            );
        }
        k.lamp(vec3a(0.0, 1.1, 0.5), cyan * 1.3, 3.6, false);
    });
    for side in [-1.0, 1.0] {
        for i in 0..5 {
            k.fixed(side * 3.22, 2.0 - 1.5 * i as f32, 0.0, |k| {
                k.block(vec3a(0.0, 1.4, 0.0), vec3a(0.12, 1.4, 0.10), grey(0.20), Surface::Metal);
                k.glow(vec3a(-side * 0.10, 1.4, 0.42), vec3a(0.015, 0.75, 0.035), cyan, 1.2);
                if i % 2 == 0 {
                    k.lamp(vec3a(-side * 0.5, 1.5, 0.42), cyan * 0.8, 3.4, false);
                }
            });
        }
    }
    k.fixed(0.0, -0.6, 0.0, |k| {
        k.glow(vec3a(0.0, 2.79, 0.0), vec3a(0.9, 0.012, 1.2), black_body(6_800.0), 1.1);
        k.lamp(vec3a(0.3, 2.4, 0.4), black_body(6_800.0) * 2.4, 5.0, true);
    });
    Layout { daylight: 0.25, gloss: 0.42, ..Layout::inside(room, Surface::Tiles, vec3a(0.17, 0.18, 0.20)) }
}

/// The room at the top of a lighthouse: glass all round, the great lens in the middle.
pub(crate) fn lantern_room(k: &mut Kit) -> Layout {
    k.palette.wall = vec3a(0.34, 0.32, 0.29);
    let room = Room::new(3.1, -3.4, 3.0, Surface::Planks);
    room.build(k);
    for x in [-2.05, -0.0, 2.05] {
        room.window(k, x, 1.75, (0.92, 0.95), false);
    }
    room.side_window(k, -1.0, -0.8, 1.75, (1.1, 0.95));
    room.side_window(k, 1.0, -0.8, 1.75, (1.1, 0.95));
    k.thing(1.35, -2.15, 0.0, |k| {
        let brass = vec3a(0.42, 0.29, 0.10);
        k.pole(Vec3A::ZERO, 0.46, 0.75, grey(0.10), Surface::Metal);
        k.pole(vec3a(0.0, 0.75, 0.0), 0.52, 0.06, brass, Surface::Metal);
        k.shade(
            vec3a(0.0, 0.85, 0.0),
            0.30,
            1.0,
            1.05,
            vec3a(1.0, 0.80, 0.45),
            if k.dark() { 3.2 } else { 1.2 },
        );
        for i in 0..8 {
            let y = 0.84 + 0.15 * i as f32;
            k.pole(
                vec3a(0.0, y, 0.0),
                0.43 - 0.018 * (i as f32 - 3.5).abs(),
                0.03,
                vec3a(0.40, 0.44, 0.42),
                Surface::Metal,
            );
        }
        k.taper(vec3a(0.0, 1.95, 0.0), 0.46, 0.3, 0.30, brass, Surface::Metal);
        k.lamp(vec3a(-0.6, 1.5, 0.6), warm(if k.dark() { 5.0 } else { 1.2 }), 7.0, true);
    });
    k.thing(-2.5, -2.8, 30.0, |k| cabinet(k, 0.45, 0.9));
    k.thing(-1.5, -2.9, 0.0, |k| crate_box(k, 0.26));
    Layout { gloss: 0.2, daylight: 0.9, ..Layout::inside(room, Surface::Planks, vec3a(0.22, 0.15, 0.10)) }
}
