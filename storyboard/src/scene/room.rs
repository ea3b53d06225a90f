//! Rooms: floor, walls with skirting and cornice, windows, doors, pictures, ceiling. A room is open
//! towards the camera, as on a sound stage, and its side walls run on past it.

use super::furniture::grey;
use super::kit::Kit;
use super::prim::Surface;
use crate::words::TimeOfDay;
use glam::{Vec3A, vec3a};

/// A room's measure in metres; its floor is around the origin, its back wall at `back` (negative).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub half: f32,
    pub back: f32,
    pub height: f32,
    pub wall: Surface,
}

/// How far walls run towards the camera.
const FRONT: f32 = 14.0;

impl Room {
    pub(crate) const fn new(half: f32, back: f32, height: f32, wall: Surface) -> Self {
        Self { half, back, height, wall }
    }

    /// Walls, skirting and ceiling.
    pub(crate) fn build(self, k: &mut Kit) {
        let wall = k.palette.wall;
        let deep = (FRONT - self.back) * 0.5;
        let middle = (FRONT + self.back) * 0.5;
        let high = self.height * 0.5;
        k.fixed(0.0, 0.0, 0.0, |k| {
            k.block(vec3a(0.0, high, self.back - 0.1), vec3a(self.half + 0.2, high, 0.1), wall, self.wall);
            for side in [-1.0, 1.0] {
                let x = side * (self.half + 0.1);
                k.block(vec3a(x, high, middle), vec3a(0.1, high, deep), wall * 0.94, self.wall);
                let x = side * (self.half - 0.015);
                k.block(vec3a(x, 0.07, middle), vec3a(0.015, 0.07, deep), k.palette.trim, Surface::Plain);
                k.block(
                    vec3a(x, self.height - 0.04, middle),
                    vec3a(0.03, 0.04, deep),
                    k.palette.trim,
                    Surface::Plain,
                );
            }
            k.block(
                vec3a(0.0, 0.07, self.back + 0.015),
                vec3a(self.half, 0.07, 0.015),
                k.palette.trim,
                Surface::Plain,
            );
            k.block(
                vec3a(0.0, self.height - 0.04, self.back + 0.03),
                vec3a(self.half, 0.04, 0.03),
                k.palette.trim,
                Surface::Plain,
            );
        });
        self.ceiling(k, wall * 0.9 + grey(0.06));
    }

    /// A ceiling alone.
    pub(crate) fn ceiling(self, k: &mut Kit, colour: Vec3A) {
        let deep = (FRONT - self.back) * 0.5;
        let middle = (FRONT + self.back) * 0.5;
        k.fixed(0.0, 0.0, 0.0, |k| {
            k.block(
                vec3a(0.0, self.height + 0.1, middle),
                vec3a(self.half + 0.2, 0.1, deep),
                colour,
                Surface::Plaster,
            );
        });
    }

    /// A window in the back wall around (`x`, `y`).
    pub(crate) fn window(self, k: &mut Kit, x: f32, y: f32, half: (f32, f32), curtains: bool) {
        k.fixed(x, self.back, 0.0, |k| window(k, y, half, curtains));
    }

    /// A window in a side wall (−1 left, 1 right) around `z`.
    pub(crate) fn side_window(self, k: &mut Kit, side: f32, z: f32, y: f32, half: (f32, f32)) {
        k.fixed(side * self.half, z, -90.0 * side, |k| window(k, y, half, false));
    }

    /// A door in the back wall.
    pub(crate) fn door(self, k: &mut Kit, x: f32) {
        k.fixed(x, self.back, 0.0, door);
    }

    pub(crate) fn side_door(self, k: &mut Kit, side: f32, z: f32) {
        k.fixed(side * self.half, z, -90.0 * side, door);
    }

    /// A framed picture on the back wall.
    pub(crate) fn picture(self, k: &mut Kit, x: f32, y: f32, half: (f32, f32)) {
        k.fixed(x, self.back, 0.0, |k| picture(k, y, half));
    }
}

/// How bright the world behind a window is.
fn outside(time: TimeOfDay) -> (Vec3A, f32) {
    match time {
        TimeOfDay::Day => (vec3a(1.05, 1.08, 1.10), 1.5),
        TimeOfDay::Night => (vec3a(0.30, 0.45, 0.80), 0.7),
        TimeOfDay::Dawn => (vec3a(1.2, 0.80, 0.65), 1.1),
        TimeOfDay::Dusk => (vec3a(1.3, 0.66, 0.36), 1.1),
    }
}

fn window(k: &mut Kit, y: f32, half: (f32, f32), curtains: bool) {
    let (w, h) = half;
    let frame = k.palette.trim.max(grey(0.18));
    k.pane(vec3a(0.0, y, 0.006), vec3a(w, h, 0.006));
    for x in [-w, 0.0, w] {
        k.block(vec3a(x, y, 0.03), vec3a(0.03, h + 0.03, 0.03), frame, Surface::Plain);
    }
    for dy in [-h, 0.12 * h, h] {
        k.block(vec3a(0.0, y + dy, 0.03), vec3a(w + 0.03, 0.026, 0.03), frame, Surface::Plain);
    }
    k.block(vec3a(0.0, y - h - 0.05, 0.09), vec3a(w + 0.10, 0.025, 0.09), frame, Surface::Plain);
    if curtains {
        let cloth = k.palette.accent * 0.8 + k.palette.cloth * 0.3;
        for side in [-1.0, 1.0] {
            for fold in 0..4 {
                let x = side * (w + 0.05 + 0.11 * fold as f32);
                k.pole(
                    vec3a(x, 0.06, 0.10 + 0.02 * (fold % 2) as f32),
                    0.065,
                    y + h + 0.12,
                    cloth,
                    Surface::Cloth,
                );
            }
        }
        k.roll(vec3a(0.0, y + h + 0.20, 0.11), 0.018, (w + 0.55) * 2.0, true, grey(0.08), Surface::Metal);
    }
    let (colour, strength) = outside(k.time);
    let area = (w * h * 4.0).min(3.0);
    k.lamp(vec3a(0.0, y, 0.7), colour * strength * area * 0.8, 5.5, false);
}

fn door(k: &mut Kit) {
    let c = k.palette.wood;
    k.block(vec3a(0.0, 1.06, 0.02), vec3a(0.54, 1.06, 0.03), k.palette.trim, Surface::Plain);
    k.block(vec3a(0.0, 1.02, 0.04), vec3a(0.45, 1.02, 0.025), c, Surface::Panel);
    k.ball(vec3a(0.36, 1.0, 0.10), Vec3A::splat(0.032), vec3a(0.45, 0.34, 0.14), Surface::Metal);
}

fn picture(k: &mut Kit, y: f32, half: (f32, f32)) {
    let (w, h) = half;
    k.block(vec3a(0.0, y, 0.018), vec3a(w, h, 0.018), k.palette.wood * 0.5, Surface::Wood);
    let art = k.palette.accent.lerp(vec3a(0.42, 0.44, 0.40), 0.6);
    k.block(vec3a(0.0, y, 0.038), vec3a(w - 0.05, h - 0.05, 0.004), grey(0.6), Surface::Plain);
    k.block(vec3a(0.0, y + 0.1 * h, 0.043), vec3a(w - 0.11, h * 0.66, 0.004), art, Surface::Plaster);
    k.block(vec3a(0.0, y - 0.38 * h, 0.046), vec3a(w - 0.11, h * 0.18, 0.004), art * 0.5, Surface::Plain);
}
