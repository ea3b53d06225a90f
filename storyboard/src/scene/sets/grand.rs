//! Places built to impress: the hall and the walls of a castle, the ground of a stadium.

use super::super::furniture::{grey, warm};
use super::super::kit::Kit;
use super::super::prim::Surface;
use super::super::room::Room;
use super::{Form, Layout};
use glam::{Vec3A, vec3a};

const STONE: Vec3A = vec3a(0.25, 0.24, 0.22);

/// A torch in a ring on the wall.
fn torch(k: &mut Kit) {
    k.pole(vec3a(0.0, 2.10, 0.16), 0.03, 0.55, grey(0.04), Surface::Wood);
    k.block(vec3a(0.0, 2.35, 0.08), vec3a(0.05, 0.03, 0.10), grey(0.06), Surface::Metal);
    k.bulb(vec3a(0.0, 2.74, 0.16), 0.085, warm(1.0), 7.0);
    k.bulb(vec3a(0.0, 2.88, 0.16), 0.045, warm(1.0), 5.0);
    k.lamp(vec3a(0.0, 2.80, 0.45), warm(2.6), 6.5, false);
}

/// A long cloth with a device, hanging from a bar.
fn banner(k: &mut Kit) {
    let cloth = k.palette.accent;
    k.block(vec3a(0.0, 4.35, 0.10), vec3a(0.62, 0.03, 0.03), grey(0.10), Surface::Wood);
    k.block(vec3a(0.0, 3.15, 0.10), vec3a(0.50, 1.18, 0.02), cloth, Surface::Cloth);
    k.block(vec3a(0.0, 3.35, 0.125), vec3a(0.09, 0.52, 0.008), vec3a(0.46, 0.34, 0.12), Surface::Cloth);
    k.block(vec3a(0.0, 3.52, 0.125), vec3a(0.28, 0.09, 0.008), vec3a(0.46, 0.34, 0.12), Surface::Cloth);
}

/// A high seat on steps.
fn throne(k: &mut Kit) {
    for (i, half) in [(0, 1.9), (1, 1.5), (2, 1.1)] {
        let y = 0.09 + 0.18 * i as f32;
        k.block(
            vec3a(0.0, y, 0.0),
            vec3a(half, 0.09, half * 0.7),
            STONE * (1.05 + 0.1 * i as f32),
            Surface::Stone,
        );
    }
    let wood = k.palette.wood * 0.6;
    k.block(vec3a(0.0, 0.95, -0.1), vec3a(0.42, 0.05, 0.36), k.palette.accent, Surface::Cloth);
    k.block(vec3a(0.0, 1.75, -0.44), vec3a(0.46, 1.20, 0.06), wood, Surface::Wood);
    for x in [-0.43, 0.43] {
        k.block(vec3a(x, 0.90, -0.05), vec3a(0.06, 0.36, 0.40), wood, Surface::Wood);
        k.taper(vec3a(x, 2.9, -0.44), 0.09, 0.1, 0.34, vec3a(0.46, 0.34, 0.12), Surface::Metal);
    }
}

/// The great hall.
pub(crate) fn castle(k: &mut Kit) -> Layout {
    k.palette.wall = STONE;
    k.palette.trim = STONE * 0.7;
    let room = Room::new(4.8, -9.5, 6.4, Surface::Stone);
    room.build(k);
    for x in [-2.7, 2.7] {
        room.window(k, x, 4.1, (0.36, 1.15), false);
    }
    for i in 0..4 {
        let z = 1.0 - 3.0 * i as f32;
        for x in [-3.9, 3.9] {
            k.fixed(x, z, 0.0, |k| {
                k.block(vec3a(0.0, 0.22, 0.0), vec3a(0.44, 0.22, 0.44), STONE * 0.9, Surface::Stone);
                k.pole(Vec3A::ZERO, 0.31, 6.4, STONE * 1.15, Surface::Stone);
                k.block(vec3a(0.0, 5.9, 0.0), vec3a(0.42, 0.16, 0.42), STONE, Surface::Stone);
            });
        }
        k.fixed(0.0, z, 0.0, |k| {
            k.block(vec3a(0.0, 6.2, 0.0), vec3a(4.8, 0.20, 0.22), k.palette.wood * 0.45, Surface::Wood);
        });
        for side in [-1.0, 1.0] {
            k.fixed(side * 4.8, z - 1.5, -90.0 * side, if i % 2 == 0 { torch } else { banner });
        }
    }
    k.fixed(0.0, -9.5, 0.0, banner);
    k.fixed(0.0, -8.2, 0.0, throne);
    k.fixed(0.0, -3.0, 0.0, |k| {
        k.block(vec3a(0.0, 0.006, 0.0), vec3a(0.85, 0.006, 5.0), k.palette.accent * 0.8, Surface::Carpet);
    });
    Layout {
        haze: 0.016,
        gloss: 0.08,
        daylight: 0.6,
        ..Layout::inside(room, Surface::Stone, vec3a(0.22, 0.21, 0.19))
    }
}

/// A round tower with a parapet, or with a roof.
fn tower(k: &mut Kit, r: f32, tall: f32, roofed: bool) {
    k.pole(Vec3A::ZERO, r, tall, STONE, Surface::Stone);
    k.pole(vec3a(0.0, tall, 0.0), r * 1.14, 0.7, STONE * 1.1, Surface::Stone);
    if roofed {
        k.taper(
            vec3a(0.0, tall + 0.7, 0.0),
            r * 1.25,
            0.02,
            r * 2.1,
            vec3a(0.13, 0.10, 0.12),
            Surface::Tiles,
        );
    } else {
        for i in 0..8 {
            let (s, c) = (i as f32 * std::f32::consts::FRAC_PI_4).sin_cos();
            let at = vec3a(s * r * 1.05, tall + 1.0, c * r * 1.05);
            k.block(at, vec3a(0.28, 0.35, 0.28), STONE * 1.1, Surface::Stone);
        }
    }
    for i in 0..2 {
        let y = tall * (0.45 + 0.28 * i as f32);
        let lit = k.dark();
        let light = if lit { warm(1.0) } else { grey(0.012) };
        k.glow(vec3a(0.0, y, r * 0.98), vec3a(0.14, 0.50, 0.06), light, if lit { 1.4 } else { 1.0 });
    }
}

/// Before the walls: a gate between towers, a road up to it.
pub(crate) fn castle_walls(k: &mut Kit) -> Layout {
    k.fixed(0.0, -15.0, 0.0, |k| {
        for side in [-1.0, 1.0] {
            k.block(vec3a(side * 9.5, 3.2, 0.0), vec3a(7.5, 3.2, 0.7), STONE, Surface::Stone);
            for i in 0..9 {
                let x = side * (2.8 + 1.65 * i as f32);
                k.block(vec3a(x, 6.75, 0.35), vec3a(0.45, 0.35, 0.35), STONE * 1.1, Surface::Stone);
            }
        }
        k.block(vec3a(0.0, 5.4, 0.0), vec3a(2.0, 1.4, 0.75), STONE * 1.05, Surface::Stone);
        k.block(vec3a(0.0, 2.0, -0.2), vec3a(1.7, 2.0, 0.3), k.palette.wood * 0.5, Surface::Planks);
        for y in [1.0, 2.0, 3.0] {
            k.block(vec3a(0.0, y, 0.12), vec3a(1.7, 0.06, 0.03), grey(0.05), Surface::Metal);
        }
    });
    for (x, z, r, tall, roofed) in [
        (-2.7, -14.6, 1.1, 8.2, true),
        (2.7, -14.6, 1.1, 8.2, true),
        (-17.0, -15.0, 2.0, 9.0, false),
        (17.0, -15.0, 2.0, 9.0, false),
        (5.5, -24.0, 3.2, 15.0, true),
    ] {
        k.fixed(x, z, 0.0, |k| tower(k, r, tall, roofed));
    }
    k.fixed(0.0, -7.0, 0.0, |k| {
        k.block(vec3a(0.0, 0.01, 0.0), vec3a(1.8, 0.01, 8.0), vec3a(0.22, 0.18, 0.13), Surface::Earth);
    });
    Layout::outside(Surface::Grass, vec3a(0.085, 0.12, 0.045)).ridge(Form::Hills, 0.05, 0.12, 0.30)
}

/// The ground of a stadium, the stands around it full.
pub(crate) fn stadium(k: &mut Kit) -> Layout {
    const SHIRTS: [Vec3A; 5] = [
        vec3a(0.40, 0.08, 0.07),
        vec3a(0.09, 0.15, 0.36),
        vec3a(0.55, 0.53, 0.50),
        vec3a(0.48, 0.36, 0.08),
        vec3a(0.08, 0.26, 0.14),
    ];
    for row in 0..9 {
        let (y, z) = (0.9 + 0.62 * row as f32, -17.0 - 0.95 * row as f32);
        k.fixed(0.0, z, 0.0, |k| {
            k.block(vec3a(0.0, y * 0.5, 0.0), vec3a(26.0, y * 0.5, 0.5), grey(0.24), Surface::Concrete);
            for i in 0..46 {
                let salt = 500 + row * 60 + i;
                if k.chance(salt) < 0.16 {
                    continue;
                }
                let x = -25.0 + 1.10 * i as f32 + 0.5 * k.chance(salt + 900);
                let shirt = SHIRTS[(k.chance(salt + 1_800) * 4.99) as usize];
                k.ball(vec3a(x, y + 0.42, 0.0), vec3a(0.24, 0.42, 0.17), shirt, Surface::Cloth);
                let skin = vec3a(0.42, 0.26, 0.18) * (0.4 + 0.7 * k.chance(salt + 2_700));
                k.ball(vec3a(x, y + 0.98, 0.0), Vec3A::splat(0.14), skin, Surface::Plain);
            }
        });
    }
    k.fixed(0.0, -16.2, 0.0, |k| {
        for i in 0..13 {
            let colour = SHIRTS[i % 5] * 0.8;
            k.block(vec3a(-24.0 + 4.0 * i as f32, 0.45, 0.0), vec3a(1.9, 0.45, 0.05), colour, Surface::Plain);
        }
        k.block(vec3a(0.0, 9.6, -9.0), vec3a(26.0, 0.25, 2.6), grey(0.18), Surface::Metal);
    });
    for x in [-13.0, 13.0] {
        k.fixed(x, -27.0, 0.0, |k| {
            k.pole(Vec3A::ZERO, 0.35, 17.0, grey(0.12), Surface::Metal);
            let lit = if k.dark() { 9.0 } else { 0.9 };
            for i in 0..8 {
                let at = vec3a(-1.5 + (i % 4) as f32, 17.2 + 0.9 * (i / 4) as f32, 0.3);
                k.bulb(at, 0.34, vec3a(0.92, 0.96, 1.0), lit);
            }
            if k.dark() {
                k.lamp(vec3a(0.0, 15.0, 12.0), vec3a(30.0, 31.0, 33.0), 46.0, false);
            }
        });
    }
    for (x, z, half_x, half_z) in
        [(0.0, -5.0, 9.0, 0.05), (0.0, 2.5, 9.0, 0.05), (-9.0, -1.2, 0.05, 3.8), (9.0, -1.2, 0.05, 3.8)]
    {
        k.fixed(x, z, 0.0, |k| {
            k.block(vec3a(0.0, 0.004, 0.0), vec3a(half_x, 0.004, half_z), grey(0.72), Surface::Plain);
        });
    }
    Layout::outside(Surface::Grass, vec3a(0.075, 0.165, 0.055)).ridge(Form::Skyline, 0.02, 0.05, 0.25)
}
