//! Rooms people live in.

use super::super::furniture::{
    bed, bookshelf, cabinet, chair, counter, floor_lamp, grey, pendant, plant, sofa, table, table_lamp, warm,
};
use super::super::kit::Kit;
use super::super::prim::Surface;
use super::super::room::Room;
use super::{Layout, floorboards};
use glam::{Vec3A, vec3a};

pub(crate) fn apartment(k: &mut Kit) -> Layout {
    let room = Room::new(3.7, -3.8, 2.75, if k.chance(1) > 0.5 { Surface::Paper } else { Surface::Plaster });
    room.build(k);
    room.window(k, 1.35, 1.55, (0.78, 0.74), true);
    room.side_window(k, -1.0, 0.4, 1.55, (0.7, 0.72));
    room.picture(k, -1.15, 1.72, (0.46, 0.32));
    room.picture(k, -0.32, 1.60, (0.20, 0.26));
    room.side_door(k, 1.0, -1.9);
    k.thing(-1.05, -3.28, 0.0, sofa);
    k.thing(-3.12, -3.55, 0.0, |k| bookshelf(k, 0.50));
    k.thing(0.20, -3.40, 0.0, floor_lamp);
    k.thing(2.95, -3.25, 0.0, plant);
    k.thing(3.35, 0.3, -90.0, |k| {
        cabinet(k, 0.55, 0.85);
        k.placed(-0.25, 0.85, 0.0, 0.0, true, table_lamp);
    });
    let rug = k.palette.accent * 0.7 + grey(0.05);
    k.fixed(0.0, -0.6, 0.0, |k| {
        k.block(vec3a(0.0, 0.006, 0.0), vec3a(1.75, 0.006, 1.25), rug, Surface::Carpet);
    });
    Layout::inside(room, Surface::Planks, floorboards(k))
}

pub(crate) fn kitchen(k: &mut Kit) -> Layout {
    let room = Room::new(3.0, -3.0, 2.65, Surface::Plaster);
    room.build(k);
    room.window(k, 0.35, 1.68, (0.62, 0.50), false);
    let front = k.palette.accent * 0.6 + grey(0.22);
    k.thing(0.15, -2.66, 0.0, |k| {
        k.block(vec3a(0.0, 0.44, 0.0), vec3a(2.3, 0.40, 0.30), front, Surface::Panel);
        k.block(vec3a(0.0, 0.045, -0.02), vec3a(2.3, 0.045, 0.28), grey(0.05), Surface::Plain);
        k.block(vec3a(0.0, 0.885, 0.02), vec3a(2.34, 0.022, 0.34), grey(0.45), Surface::Stone);
        k.block(vec3a(0.25, 0.90, 0.02), vec3a(0.30, 0.012, 0.20), grey(0.30), Surface::Metal);
        k.pole(vec3a(0.25, 0.90, -0.22), 0.016, 0.30, grey(0.45), Surface::Metal);
        k.block(vec3a(0.25, 1.19, -0.13), vec3a(0.014, 0.014, 0.10), grey(0.45), Surface::Metal);
        k.block(vec3a(-1.0, 0.915, 0.0), vec3a(0.30, 0.012, 0.26), grey(0.03), Surface::Metal);
        k.pole(vec3a(-1.12, 0.925, 0.06), 0.12, 0.14, vec3a(0.30, 0.06, 0.05), Surface::Metal);
        k.block(vec3a(-1.0, 0.50, 0.302), vec3a(0.27, 0.22, 0.008), grey(0.04), Surface::Metal);
        for (x, c) in [(1.05, 0.5), (1.22, 0.35), (1.36, 0.42)] {
            k.pole(vec3a(x, 0.907, -0.12), 0.06, 0.18, vec3a(c, c * 0.8, c * 0.6), Surface::Plain);
        }
    });
    for x in [-1.55, 1.75] {
        k.thing(x, -2.82, 0.0, |k| {
            k.block(vec3a(0.0, 1.85, 0.0), vec3a(0.55, 0.36, 0.17), front, Surface::Panel);
        });
    }
    k.thing(-2.58, -2.60, 0.0, |k| {
        k.block(vec3a(0.0, 0.95, 0.0), vec3a(0.36, 0.95, 0.34), grey(0.60), Surface::Metal);
        k.block(vec3a(0.0, 1.24, 0.342), vec3a(0.35, 0.006, 0.006), grey(0.1), Surface::Plain);
        k.block(vec3a(0.27, 1.0, 0.36), vec3a(0.015, 0.18, 0.02), grey(0.3), Surface::Metal);
    });
    k.thing(1.65, -1.15, 0.0, |k| {
        table(k, 0.55, 0.42);
        k.pole(vec3a(0.1, 0.755, 0.1), 0.15, 0.05, grey(0.55), Surface::Plain);
        k.ball(vec3a(0.06, 0.83, 0.1), Vec3A::splat(0.05), vec3a(0.55, 0.10, 0.05), Surface::Plain);
        k.ball(vec3a(0.15, 0.83, 0.08), Vec3A::splat(0.05), vec3a(0.55, 0.40, 0.06), Surface::Plain);
        k.placed(0.0, 0.0, -0.62, 0.0, true, chair);
    });
    k.fixed(0.6, -1.4, 0.0, |k| pendant(k, 2.65, 1.95, if k.dark() { 2.6 } else { 0.6 }));
    Layout::inside(room, Surface::Tiles, grey(0.34))
}

pub(crate) fn bedroom(k: &mut Kit) -> Layout {
    let room = Room::new(3.3, -3.6, 2.65, Surface::Paper);
    room.build(k);
    room.window(k, 1.75, 1.55, (0.62, 0.72), true);
    room.picture(k, -0.85, 1.78, (0.40, 0.28));
    k.thing(-0.95, -2.42, 0.0, bed);
    for x in [-2.15, 0.25] {
        k.thing(x, -3.25, 0.0, |k| {
            cabinet(k, 0.26, 0.52);
            k.placed(0.0, 0.52, 0.0, 0.0, true, table_lamp);
        });
    }
    k.thing(2.85, -2.2, -90.0, |k| cabinet(k, 0.62, 1.95));
    k.thing(-2.9, -0.9, 90.0, |k| {
        cabinet(k, 0.5, 0.78);
        k.block(vec3a(0.0, 1.30, -0.18), vec3a(0.36, 0.46, 0.02), k.palette.wood, Surface::Wood);
        k.block(vec3a(0.0, 1.30, -0.155), vec3a(0.31, 0.41, 0.008), vec3a(0.35, 0.40, 0.42), Surface::Metal);
    });
    let rug = k.palette.cloth;
    k.fixed(0.6, -0.6, 0.0, |k| {
        k.block(vec3a(0.0, 0.006, 0.0), vec3a(1.3, 0.006, 0.9), rug, Surface::Carpet);
    });
    Layout { beds: true, ..Layout::inside(room, Surface::Planks, floorboards(k)) }
}

/// A room of no particular use; `bare` is the portrait's backdrop.
pub(crate) fn plain(k: &mut Kit, bare: bool) -> Layout {
    if bare {
        k.palette.wall = vec3a(0.30, 0.31, 0.33);
        let room = Room::new(5.0, -2.6, 3.4, Surface::Plaster);
        room.build(k);
        return Layout::inside(room, Surface::Concrete, grey(0.3));
    }
    let room = Room::new(3.6, -3.6, 2.8, Surface::Plaster);
    room.build(k);
    room.window(k, 1.3, 1.6, (0.70, 0.70), k.chance(3) > 0.5);
    room.door(k, -2.4);
    room.picture(k, -0.6, 1.7, (0.42, 0.30));
    k.thing(-0.6, -3.25, 0.0, |k| cabinet(k, 0.7, 0.85));
    k.thing(0.30, -3.3, 0.0, floor_lamp);
    k.thing(2.9, -2.9, -35.0, |k| {
        chair(k);
        k.lamp(vec3a(0.0, 2.2, 0.8), warm(0.2), 3.0, false);
    });
    k.thing(-3.1, -1.8, 90.0, |k| counter(k, 0.6, 0.8));
    Layout::inside(room, Surface::Planks, floorboards(k))
}
