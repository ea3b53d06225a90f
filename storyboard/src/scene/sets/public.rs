//! Rooms people work, wait, drink and pray in.

use super::super::colour::black_body;
use super::super::furniture::{
    barrel, bookshelf, cabinet, chair, clock, counter, crate_box, desk, grey, pendant, plant, stool, table,
    warm,
};
use super::super::kit::Kit;
use super::super::prim::Surface;
use super::super::room::Room;
use super::{Layout, floorboards};
use glam::{Mat3A, Vec3A, vec3a};

/// A fluorescent panel in the ceiling.
fn panel_light(k: &mut Kit, x: f32, z: f32, height: f32, power: f32) {
    let c = black_body(4_600.0);
    k.fixed(x, z, 0.0, |k| {
        k.glow(vec3a(0.0, height - 0.012, 0.0), vec3a(0.58, 0.012, 0.28), c, 1.5 * power.max(0.4));
        k.lamp(vec3a(0.0, height - 0.35, 0.0), c * 1.5 * power, 5.5, false);
    });
}

pub(crate) fn office(k: &mut Kit) -> Layout {
    let room = Room::new(4.2, -4.4, 2.8, Surface::Plaster);
    room.build(k);
    room.window(k, -1.6, 1.62, (1.0, 0.78), false);
    room.window(k, 1.2, 1.62, (1.0, 0.78), false);
    for x in [-1.6, 1.2] {
        k.fixed(x, -4.4, 0.0, |k| {
            for i in 0..9 {
                let own = Mat3A::from_rotation_x(0.5);
                k.tilted(
                    vec3a(0.0, 2.36 - 0.085 * i as f32, 0.09),
                    vec3a(1.0, 0.003, 0.03),
                    own,
                    grey(0.55),
                    Surface::Plain,
                );
            }
        });
    }
    k.thing(-0.4, -3.1, 0.0, |k| {
        desk(k);
        k.placed(0.0, 0.0, -0.75, 0.0, true, chair);
    });
    k.thing(2.4, -2.4, -25.0, |k| {
        desk(k);
        k.placed(0.0, 0.0, -0.70, 12.0, true, chair);
    });
    k.thing(-3.7, -3.0, 90.0, |k| bookshelf(k, 0.8));
    k.thing(3.75, -4.0, 0.0, |k| cabinet(k, 0.30, 1.35));
    k.thing(-3.2, -4.0, 0.0, plant);
    let power = if k.dark() { 0.55 } else { 0.9 };
    for (x, z) in [(-1.6, -2.2), (1.6, -2.2), (-1.6, 0.6), (1.6, 0.6)] {
        panel_light(k, x, z, 2.8, power);
    }
    Layout::inside(room, Surface::Carpet, vec3a(0.16, 0.17, 0.19))
}

pub(crate) fn corridor(k: &mut Kit) -> Layout {
    let room = Room::new(1.75, -24.0, 2.7, Surface::Concrete);
    room.build(k);
    let wall = k.palette.wall * 0.6;
    for i in 0..8 {
        let z = 2.6 - 3.3 * i as f32;
        panel_light(k, 0.0, z, 2.7, if k.dark() { 0.75 } else { 1.0 });
        k.fixed(0.0, z - 1.65, 0.0, |k| {
            for side in [-1.0, 1.0] {
                k.block(vec3a(side * 1.68, 1.35, 0.0), vec3a(0.10, 1.35, 0.14), wall, Surface::Concrete);
            }
            k.block(vec3a(0.0, 2.62, 0.0), vec3a(1.75, 0.10, 0.14), wall, Surface::Concrete);
        });
        if i % 2 == 0 {
            room.side_door(k, if i % 4 == 0 { 1.0 } else { -1.0 }, z);
        }
    }
    k.fixed(0.0, -23.95, 0.0, |k| {
        k.block(vec3a(0.0, 1.10, 0.0), vec3a(0.78, 1.10, 0.04), grey(0.10), Surface::Metal);
        k.glow(vec3a(0.0, 2.40, 0.05), vec3a(0.26, 0.09, 0.02), vec3a(0.10, 0.9, 0.35), 2.0);
    });
    for x in [-1.45, -1.28] {
        k.fixed(x, -5.0, 0.0, |k| {
            k.roll(vec3a(0.0, 2.35, 0.0), 0.055, 36.0, false, grey(0.2), Surface::Metal);
        });
    }
    Layout { gloss: 0.35, daylight: 0.3, ..Layout::inside(room, Surface::Tiles, grey(0.26)) }
}

pub(crate) fn interrogation(k: &mut Kit) -> Layout {
    k.palette.wall = vec3a(0.20, 0.235, 0.23);
    let room = Room::new(2.9, -3.0, 2.7, Surface::Brick);
    room.build(k);
    k.fixed(0.0, -3.0, 0.0, |k| {
        k.block(vec3a(0.2, 1.55, 0.03), vec3a(1.25, 0.56, 0.03), grey(0.06), Surface::Metal);
        k.block(vec3a(0.2, 1.55, 0.065), vec3a(1.18, 0.49, 0.01), vec3a(0.05, 0.065, 0.075), Surface::Metal);
    });
    room.side_door(k, -1.0, -1.6);
    k.thing(0.0, -0.1, 0.0, |k| {
        k.block(vec3a(0.0, 0.735, 0.0), vec3a(0.62, 0.02, 0.40), grey(0.30), Surface::Metal);
        for x in [-0.55, 0.55] {
            k.block(vec3a(x, 0.36, 0.0), vec3a(0.025, 0.36, 0.34), grey(0.16), Surface::Metal);
        }
        k.block(vec3a(-0.12, 0.765, 0.06), vec3a(0.12, 0.010, 0.16), vec3a(0.55, 0.45, 0.25), Surface::Plain);
        k.pole(vec3a(0.24, 0.755, 0.10), 0.038, 0.09, grey(0.7), Surface::Plain);
    });
    k.fixed(0.0, -0.1, 0.0, |k| pendant(k, 2.7, 2.02, 3.4));
    Layout { daylight: 0.12, gloss: 0.2, ..Layout::inside(room, Surface::Concrete, grey(0.20)) }
}

pub(crate) fn stage(k: &mut Kit) -> Layout {
    k.palette.wall = grey(0.05);
    let room = Room::new(6.5, -5.6, 6.5, Surface::Brick);
    room.build(k);
    let red = vec3a(0.34, 0.035, 0.035);
    k.fixed(0.0, -5.0, 0.0, |k| {
        for i in 0..52 {
            let x = -6.2 + 0.24 * i as f32;
            if x.abs() > 1.5 {
                k.pole(
                    vec3a(x, 0.0, 0.10 * (i % 2) as f32),
                    0.15,
                    6.4,
                    red * (0.85 + 0.3 * k.chance(i)),
                    Surface::Cloth,
                );
            }
        }
        k.block(vec3a(0.0, 5.6, 0.25), vec3a(6.5, 0.8, 0.12), red * 0.8, Surface::Cloth);
    });
    for (i, x) in [-3.2, -1.1, 1.1, 3.2].into_iter().enumerate() {
        k.fixed(x, 1.5, 0.0, |k| {
            let tint = if i % 2 == 0 { warm(1.0) } else { black_body(4_000.0) };
            k.taper(vec3a(0.0, 5.2, 0.0), 0.16, 1.4, 0.34, grey(0.03), Surface::Metal);
            k.bulb(vec3a(0.0, 5.2, 0.0), 0.11, tint, 7.0);
            k.lamp(vec3a(-x * 0.45, 4.4, 0.2), tint * 3.0, 8.0, i == 1);
        });
    }
    k.fixed(0.0, 1.5, 0.0, |k| k.roll(vec3a(0.0, 5.62, 0.0), 0.05, 12.0, true, grey(0.05), Surface::Metal));
    k.thing(2.6, -2.4, -25.0, |k| {
        chair(k);
        k.placed(-1.3, 0.0, -0.2, 0.0, true, |k| crate_box(k, 0.30));
    });
    for i in 0..7 {
        k.fixed(-4.2 + 1.4 * i as f32, 2.6, 0.0, |k| {
            k.bulb(vec3a(0.0, 0.06, 0.0), 0.07, warm(1.0), 3.0);
        });
    }
    Layout {
        daylight: 0.10,
        gloss: 0.25,
        haze: 0.010,
        ..Layout::inside(room, Surface::Planks, vec3a(0.17, 0.11, 0.07))
    }
}

pub(crate) fn warehouse(k: &mut Kit) -> Layout {
    k.palette.wall *= 0.6;
    let room = Room::new(7.5, -13.0, 6.2, Surface::Concrete);
    room.build(k);
    for i in 0..4 {
        room.window(k, -5.1 + 3.4 * i as f32, 4.5, (1.1, 0.7), false);
        let z = 1.0 - 3.8 * i as f32;
        k.fixed(0.0, z, 0.0, |k| {
            for x in [-5.2, 5.2] {
                k.block(vec3a(x, 3.1, 0.0), vec3a(0.12, 3.1, 0.12), grey(0.12), Surface::Metal);
            }
            k.block(vec3a(0.0, 5.7, 0.0), vec3a(7.4, 0.16, 0.08), grey(0.12), Surface::Metal);
        });
    }
    for (x, z, s) in [
        (-3.4, -4.2, 0.55),
        (-2.5, -5.0, 0.45),
        (3.2, -4.4, 0.6),
        (4.3, -5.3, 0.5),
        (-4.6, -2.2, 0.5),
        (1.2, -8.0, 0.7),
        (-0.7, -9.5, 0.6),
    ] {
        k.thing(x, z, 37.0 * x, |k| {
            crate_box(k, s);
            k.placed(0.06, s * 2.0, 0.0, 17.0, true, |k| crate_box(k, s * 0.7));
        });
    }
    k.thing(3.9, -2.0, 0.0, barrel);
    k.thing(4.6, -2.5, 0.0, barrel);
    let power = if k.dark() { 3.8 } else { 1.6 };
    for z in [0.2, -5.5] {
        k.fixed(-0.4, z, 0.0, |k| pendant(k, 6.2, 3.9, power));
    }
    Layout { gloss: 0.22, haze: 0.012, daylight: 0.6, ..Layout::inside(room, Surface::Concrete, grey(0.22)) }
}

pub(crate) fn bar(k: &mut Kit) -> Layout {
    k.palette.wall *= 0.55;
    let room = Room::new(4.0, -4.2, 2.9, Surface::Panel);
    room.build(k);
    room.side_window(k, -1.0, -0.3, 1.6, (0.9, 0.75));
    k.thing(0.3, -2.55, 0.0, |k| counter(k, 2.5, 1.06));
    for i in 0..4 {
        k.thing(-1.6 + 1.25 * i as f32, -1.88, 0.0, stool);
    }
    k.fixed(0.3, -4.05, 0.0, |k| {
        k.glow(vec3a(0.0, 1.78, -0.10), vec3a(2.2, 0.62, 0.01), vec3a(0.85, 0.45, 0.16), 0.55);
        k.lamp(vec3a(0.0, 1.7, 0.5), vec3a(1.7, 0.9, 0.35), 4.5, false);
        for shelf in 0..3_u32 {
            let y = 1.18 + 0.42 * shelf as f32;
            k.block(vec3a(0.0, y, 0.0), vec3a(2.25, 0.016, 0.13), k.palette.wood, Surface::Wood);
            for i in 0..17_u32 {
                let u = k.chance(shelf * 40 + i);
                let c = [
                    vec3a(0.20, 0.07, 0.02),
                    vec3a(0.05, 0.14, 0.06),
                    vec3a(0.34, 0.24, 0.10),
                    vec3a(0.30, 0.32, 0.33),
                ][(u * 3.99) as usize];
                let x = -2.1 + 0.26 * i as f32 + 0.05 * u;
                let tall = 0.17 + 0.07 * k.chance(i + shelf);
                k.pole(vec3a(x, y + 0.016, 0.02), 0.042, tall, c, Surface::Metal);
                k.pole(vec3a(x, y + 0.016 + tall, 0.02), 0.015, 0.09, c, Surface::Metal);
            }
        }
    });
    for x in [-1.3, 0.5, 2.2] {
        k.fixed(x, -2.3, 0.0, |k| pendant(k, 2.9, 1.98, if k.dark() { 1.9 } else { 1.1 }));
    }
    let (neon, power) = (vec3a(1.0, 0.12, 0.24), if k.dark() { 2.6 } else { 1.2 });
    k.fixed(3.97, -1.9, -90.0, |k| {
        k.glow(vec3a(0.0, 1.95, 0.02), vec3a(0.42, 0.035, 0.02), neon, power);
        k.glow(vec3a(0.0, 2.20, 0.02), vec3a(0.30, 0.035, 0.02), vec3a(0.15, 0.7, 1.0), power);
        k.lamp(vec3a(0.0, 2.0, 0.5), neon * 1.2, 3.5, false);
    });
    Layout { daylight: 0.45, gloss: 0.25, ..Layout::inside(room, Surface::Planks, vec3a(0.15, 0.09, 0.055)) }
}

pub(crate) fn restaurant(k: &mut Kit) -> Layout {
    let room = Room::new(4.6, -5.0, 2.9, Surface::Panel);
    room.build(k);
    room.window(k, -2.4, 1.6, (1.2, 0.85), true);
    room.window(k, 1.4, 1.6, (1.2, 0.85), true);
    for (x, z) in [(-2.6, -3.4), (0.4, -3.8), (3.1, -3.2), (-3.4, -0.8), (3.4, -0.6)] {
        k.thing(x, z, 0.0, |k| {
            k.pole(Vec3A::ZERO, 0.24, 0.03, grey(0.06), Surface::Metal);
            k.pole(Vec3A::ZERO, 0.04, 0.72, grey(0.06), Surface::Metal);
            k.pole(vec3a(0.0, 0.60, 0.0), 0.50, 0.15, grey(0.62), Surface::Cloth);
            k.pole(vec3a(0.0, 0.75, 0.0), 0.02, 0.14, grey(0.7), Surface::Plain);
            k.bulb(vec3a(0.0, 0.92, 0.0), 0.024, warm(1.0), 5.0);
            k.lamp(vec3a(0.0, 1.05, 0.0), warm(if k.dark() { 1.1 } else { 0.3 }), 2.2, false);
            for (dx, turn) in [(-0.72, 90.0), (0.72, -90.0)] {
                k.placed(dx, 0.0, 0.0, turn, true, chair);
            }
        });
    }
    for x in [-2.0, 2.0] {
        k.fixed(x, -1.6, 0.0, |k| pendant(k, 2.9, 2.2, if k.dark() { 2.4 } else { 0.9 }));
    }
    Layout::inside(room, Surface::Tiles, vec3a(0.30, 0.26, 0.22))
}

pub(crate) fn hospital(k: &mut Kit) -> Layout {
    k.palette.wall = vec3a(0.46, 0.54, 0.53);
    let room = Room::new(3.8, -3.9, 2.8, Surface::Plaster);
    room.build(k);
    room.window(k, 0.2, 1.65, (1.0, 0.70), false);
    for x in [-2.1, 2.3] {
        k.thing(x, -2.55, 0.0, |k| {
            k.block(vec3a(0.0, 0.52, 0.0), vec3a(0.46, 0.05, 1.0), grey(0.35), Surface::Metal);
            k.block(vec3a(0.0, 0.64, 0.02), vec3a(0.44, 0.08, 0.97), grey(0.68), Surface::Cloth);
            k.block(vec3a(0.0, 0.70, 0.30), vec3a(0.47, 0.05, 0.66), vec3a(0.30, 0.46, 0.50), Surface::Cloth);
            k.tilted(
                vec3a(0.0, 0.80, -0.72),
                vec3a(0.32, 0.06, 0.19),
                Mat3A::from_rotation_x(-0.4),
                grey(0.72),
                Surface::Cloth,
            );
            for z in [-0.98, 0.98] {
                k.block(vec3a(0.0, 0.72, z), vec3a(0.46, 0.24, 0.02), grey(0.5), Surface::Metal);
                for dx in [-0.4, 0.4] {
                    k.pole(vec3a(dx, 0.0, z * 0.85), 0.025, 0.48, grey(0.4), Surface::Metal);
                }
            }
        });
    }
    k.thing(-1.2, -3.3, 0.0, |k| {
        k.pole(Vec3A::ZERO, 0.22, 0.04, grey(0.3), Surface::Metal);
        k.pole(Vec3A::ZERO, 0.014, 1.9, grey(0.5), Surface::Metal);
        k.block(vec3a(0.08, 1.72, 0.0), vec3a(0.07, 0.13, 0.025), vec3a(0.55, 0.62, 0.62), Surface::Plain);
    });
    k.thing(1.25, -3.4, 0.0, |k| {
        k.block(vec3a(0.0, 0.55, 0.0), vec3a(0.25, 0.55, 0.22), grey(0.45), Surface::Metal);
        k.block(vec3a(0.0, 1.30, 0.0), vec3a(0.23, 0.18, 0.06), grey(0.12), Surface::Plain);
        k.glow(vec3a(0.0, 1.30, 0.063), vec3a(0.20, 0.15, 0.003), vec3a(0.06, 0.55, 0.35), 0.8);
    });
    let power = if k.dark() { 0.65 } else { 1.0 };
    for (x, z) in [(-1.8, -1.4), (1.8, -1.4), (0.0, 1.2)] {
        panel_light(k, x, z, 2.8, power);
    }
    Layout { gloss: 0.3, beds: true, ..Layout::inside(room, Surface::Tiles, grey(0.46)) }
}

pub(crate) fn school(k: &mut Kit) -> Layout {
    let room = Room::new(4.4, -4.6, 2.9, Surface::Plaster);
    room.build(k);
    k.fixed(0.0, -4.6, 0.0, |k| {
        k.block(vec3a(0.0, 1.55, 0.03), vec3a(2.0, 0.66, 0.03), k.palette.wood, Surface::Wood);
        k.block(
            vec3a(0.0, 1.55, 0.05),
            vec3a(1.92, 0.58, 0.02),
            vec3a(0.035, 0.075, 0.055),
            Surface::Plaster,
        );
        for (i, w) in [0.7, 0.5, 0.62].into_iter().enumerate() {
            k.block(
                vec3a(-1.0 + w * 0.5, 1.85 - 0.2 * i as f32, 0.073),
                vec3a(w, 0.012, 0.002),
                grey(0.5),
                Surface::Plain,
            );
        }
    });
    for z in [-2.6, 0.0] {
        room.side_window(k, -1.0, z, 1.65, (0.85, 0.75));
    }
    k.thing(2.7, -3.6, 0.0, desk);
    for (x, z) in [(-2.6, -2.4), (-1.2, -2.6), (1.3, -2.3), (2.8, -1.6), (-3.0, -0.6), (3.2, 0.2)] {
        k.thing(x, z, 180.0, |k| {
            table(k, 0.34, 0.24);
            k.placed(0.0, 0.0, -0.48, 0.0, true, chair);
        });
    }
    k.fixed(3.5, -4.45, 0.0, |k| {
        k.block(vec3a(0.0, 2.1, 0.0), vec3a(0.16, 0.16, 0.03), grey(0.6), Surface::Plain);
    });
    for (x, z) in [(-1.8, -1.8), (1.8, -1.8)] {
        panel_light(k, x, z, 2.9, 0.8);
    }
    Layout::inside(room, Surface::Planks, floorboards(k))
}

pub(crate) fn shop(k: &mut Kit) -> Layout {
    let room = Room::new(3.8, -4.4, 2.9, Surface::Plaster);
    room.build(k);
    for x in [-2.6, -0.9, 0.8, 2.5] {
        k.thing(x, -4.05, 0.0, |k| {
            bookshelf(k, 0.78);
            k.block(vec3a(0.0, 1.0, 0.12), vec3a(0.74, 0.95, 0.01), grey(0.3), Surface::Goods);
        });
    }
    k.thing(2.5, -1.6, -90.0, |k| {
        counter(k, 1.0, 0.95);
        k.block(vec3a(-0.3, 1.09, 0.0), vec3a(0.17, 0.12, 0.16), grey(0.06), Surface::Metal);
    });
    k.thing(-2.9, -1.7, 90.0, |k| bookshelf(k, 0.9));
    k.thing(-0.4, -2.5, 0.0, |k| table(k, 0.7, 0.35));
    k.thing(3.3, -3.9, 0.0, clock);
    for x in [-1.4, 1.2] {
        k.fixed(x, -1.2, 0.0, |k| pendant(k, 2.9, 2.15, if k.dark() { 2.8 } else { 1.2 }));
    }
    Layout { daylight: 0.7, ..Layout::inside(room, Surface::Planks, floorboards(k)) }
}

pub(crate) fn church(k: &mut Kit) -> Layout {
    k.palette.wall = vec3a(0.36, 0.33, 0.29);
    let room = Room::new(5.6, -13.0, 9.0, Surface::Stone);
    room.build(k);
    for x in [-2.4, 0.0, 2.4] {
        room.window(k, x, 4.9, (0.55, 1.8), false);
    }
    for i in 0..5 {
        let z = 1.2 - 2.9 * i as f32;
        k.fixed(0.0, z - 0.8, 0.0, |k| {
            for x in [-4.3, 4.3] {
                k.pole(vec3a(x, 0.0, 0.0), 0.42, 0.5, vec3a(0.32, 0.29, 0.25), Surface::Stone);
                k.pole(vec3a(x, 0.0, 0.0), 0.30, 9.0, vec3a(0.38, 0.35, 0.31), Surface::Stone);
            }
            k.block(vec3a(0.0, 8.3, 0.0), vec3a(5.6, 0.22, 0.20), k.palette.wood * 0.5, Surface::Wood);
        });
        for x in [-2.5, 2.5] {
            k.thing(x, z - 1.6, 180.0, |k| {
                let c = k.palette.wood * 0.7;
                k.block(vec3a(0.0, 0.44, 0.0), vec3a(1.35, 0.03, 0.20), c, Surface::Wood);
                k.block(vec3a(0.0, 0.66, -0.22), vec3a(1.35, 0.30, 0.03), c, Surface::Wood);
                for dx in [-1.35, 1.35] {
                    k.block(vec3a(dx, 0.48, -0.02), vec3a(0.04, 0.48, 0.26), c * 1.1, Surface::Wood);
                }
            });
        }
    }
    k.fixed(0.0, -12.0, 0.0, |k| {
        k.block(vec3a(0.0, 0.55, 0.0), vec3a(1.3, 0.55, 0.45), grey(0.55), Surface::Cloth);
        k.block(vec3a(0.0, 2.9, -0.7), vec3a(0.09, 1.3, 0.06), k.palette.wood * 0.5, Surface::Wood);
        k.block(vec3a(0.0, 3.4, -0.7), vec3a(0.70, 0.09, 0.06), k.palette.wood * 0.5, Surface::Wood);
        for x in [-0.9, -0.6, 0.6, 0.9] {
            k.pole(vec3a(x, 1.1, 0.0), 0.03, 0.35, grey(0.7), Surface::Plain);
            k.bulb(vec3a(x, 1.50, 0.0), 0.035, warm(1.0), 7.0);
        }
        k.lamp(vec3a(0.0, 1.9, 0.6), warm(6.0), 9.0, false);
    });
    Layout {
        haze: 0.022,
        gloss: 0.2,
        daylight: 0.55,
        ..Layout::inside(room, Surface::Tiles, vec3a(0.28, 0.25, 0.22))
    }
}
