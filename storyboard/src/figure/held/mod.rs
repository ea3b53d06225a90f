//! Things in hands and in inserts, as parts of a field. Modelled at their true size around the grip:
//! +y up, +z away from the hand.

use super::body::rod;
use super::field::{Field, Matter, Shape};
use crate::words::PropKind;
use glam::{Mat3A, Vec3A, vec3a};

/// A place to build at: origin, axes, scale, and the group to begin with.
pub(crate) struct Bench<'a> {
    pub field: &'a mut Field,
    pub at: Vec3A,
    pub turn: Mat3A,
    pub scale: f32,
    pub group: u8,
}

impl Bench<'_> {
    fn point(&self, p: Vec3A) -> Vec3A {
        self.at + self.turn * p * self.scale
    }

    fn next(&mut self, matter: Matter, shape: Shape) {
        self.field.put(self.group, matter, 0.002, shape);
        self.group = self.group.saturating_add(1);
    }

    fn slab(&mut self, matter: Matter, c: Vec3A, half: Vec3A, round: f32) {
        let shape = Shape::Slab {
            c: self.point(c),
            half: half * self.scale,
            round: round * self.scale,
            turn: self.turn,
        };
        self.next(matter, shape);
    }

    fn rod(&mut self, matter: Matter, a: Vec3A, b: Vec3A, ra: f32, rb: f32) {
        let shape = rod(self.point(a), self.point(b), ra * self.scale, rb * self.scale);
        self.next(matter, shape);
    }

    fn cone(&mut self, matter: Matter, a: Vec3A, b: Vec3A, ra: f32, rb: f32) {
        let shape =
            Shape::Cone { a: self.point(a), b: self.point(b), ra: ra * self.scale, rb: rb * self.scale };
        self.next(matter, shape);
    }

    fn ring(&mut self, matter: Matter, c: Vec3A, radius: f32, thick: f32, turn: Mat3A) {
        let turn = self.turn * turn;
        let shape =
            Shape::Ring { c: self.point(c), radius: radius * self.scale, thick: thick * self.scale, turn };
        self.next(matter, shape);
    }

    /// Builds the thing.
    pub(crate) fn build(&mut self, kind: PropKind) {
        let upright = Mat3A::IDENTITY;
        match kind {
            PropKind::Letter => self.letter(),
            PropKind::Gun => self.gun(),
            PropKind::Phone => {
                self.slab(Matter::Dark, Vec3A::ZERO, vec3a(0.036, 0.074, 0.0045), 0.004);
                self.slab(Matter::Glass, vec3a(0.0, 0.0, 0.0042), vec3a(0.032, 0.067, 0.0012), 0.001);
            }
            PropKind::Glass => {
                self.cone(Matter::Glass, vec3a(0.0, -0.045, 0.0), vec3a(0.0, 0.050, 0.0), 0.029, 0.036);
                self.cone(Matter::Light, vec3a(0.0, 0.049, 0.0), vec3a(0.0, 0.0515, 0.0), 0.031, 0.031);
                self.ring(Matter::Metal, vec3a(0.0, 0.051, 0.0), 0.035, 0.0018, upright);
            }
            PropKind::Key => {
                self.ring(Matter::Metal, vec3a(0.0, 0.0, -0.020), 0.014, 0.004, upright);
                self.rod(Matter::Metal, vec3a(0.0, 0.0, -0.006), vec3a(0.0, 0.0, 0.048), 0.0034, 0.003);
                for (z, l) in [(0.044, 0.013), (0.035, 0.009)] {
                    self.slab(Matter::Metal, vec3a(l * 0.5, 0.0, z), vec3a(l * 0.6, 0.0024, 0.003), 0.001);
                }
            }
            PropKind::Book => self.book(),
            PropKind::Lamp => {
                self.cone(Matter::Metal, vec3a(0.0, -0.10, 0.0), vec3a(0.0, -0.075, 0.0), 0.055, 0.045);
                self.cone(Matter::Light, vec3a(0.0, -0.075, 0.0), vec3a(0.0, 0.045, 0.0), 0.040, 0.040);
                self.cone(Matter::Metal, vec3a(0.0, 0.045, 0.0), vec3a(0.0, 0.085, 0.0), 0.050, 0.014);
                self.ring(
                    Matter::Metal,
                    vec3a(0.0, 0.115, 0.0),
                    0.034,
                    0.0035,
                    Mat3A::from_rotation_x(1.571),
                );
            }
            PropKind::Photograph => {
                self.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.050, 0.064, 0.0016), 0.001);
                self.slab(Matter::Dark, vec3a(0.0, 0.008, 0.0014), vec3a(0.042, 0.046, 0.0012), 0.001);
                self.slab(Matter::Skin, vec3a(0.0, 0.016, 0.0026), vec3a(0.012, 0.015, 0.0006), 0.0006);
                self.slab(Matter::Top, vec3a(0.0, -0.018, 0.0026), vec3a(0.026, 0.017, 0.0006), 0.0006);
            }
            PropKind::Knife => {
                self.rod(Matter::Wood, vec3a(0.0, 0.0, -0.055), vec3a(0.0, 0.0, 0.040), 0.012, 0.011);
                self.slab(Matter::Metal, vec3a(0.0, 0.0, 0.046), vec3a(0.004, 0.022, 0.005), 0.002);
                self.blade();
            }
            PropKind::Bag => self.bag(),
            PropKind::Bottle => {
                self.cone(Matter::Bottom, vec3a(0.0, -0.12, 0.0), vec3a(0.0, 0.06, 0.0), 0.037, 0.037);
                self.cone(Matter::Bottom, vec3a(0.0, 0.06, 0.0), vec3a(0.0, 0.10, 0.0), 0.037, 0.014);
                self.cone(Matter::Bottom, vec3a(0.0, 0.10, 0.0), vec3a(0.0, 0.165, 0.0), 0.014, 0.014);
                self.cone(Matter::Paper, vec3a(0.0, -0.07, 0.0), vec3a(0.0, 0.02, 0.0), 0.0378, 0.0378);
            }
            PropKind::Cigarette => {
                self.rod(Matter::Paper, vec3a(0.0, -0.02, -0.01), vec3a(0.0, 0.055, 0.035), 0.0042, 0.0042);
            }
            PropKind::Umbrella => {
                self.rod(Matter::Dark, vec3a(0.0, -0.10, 0.0), vec3a(0.0, 0.72, 0.0), 0.008, 0.006);
                let canopy = Shape::Ball {
                    c: self.point(vec3a(0.0, 0.56, 0.0)),
                    r: vec3a(0.56, 0.20, 0.56) * self.scale,
                    turn: self.turn,
                };
                self.field.put(self.group, Matter::Dark, 0.002, canopy);
                let below =
                    Shape::Half { at: self.point(vec3a(0.0, 0.585, 0.0)), normal: self.turn * -Vec3A::Y };
                self.field.cut(self.group, 0.004, below);
            }
            PropKind::Box => self.slab(Matter::Wood, Vec3A::ZERO, vec3a(0.09, 0.06, 0.06), 0.004),
        }
    }

    fn letter(&mut self) {
        self.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.074, 0.105, 0.0016), 0.001);
        self.slab(Matter::Dark, vec3a(-0.022, 0.078, 0.0014), vec3a(0.034, 0.0030, 0.0012), 0.0005);
        for i in 0..7 {
            let y = 0.054 - 0.019 * i as f32;
            let short = if i == 6 { 0.030 } else { 0.058 - 0.004 * ((i * 5) % 3) as f32 };
            self.slab(Matter::Dark, vec3a(short - 0.060, y, 0.0014), vec3a(short, 0.0015, 0.0012), 0.0005);
        }
    }

    fn gun(&mut self) {
        self.slab(Matter::Dark, vec3a(0.0, 0.038, 0.058), vec3a(0.0125, 0.016, 0.098), 0.004);
        self.slab(Matter::Metal, vec3a(0.0, 0.020, 0.066), vec3a(0.0105, 0.009, 0.078), 0.003);
        let lean = self.turn * Mat3A::from_rotation_x(0.24);
        let shape = Shape::Slab {
            c: self.point(vec3a(0.0, -0.022, -0.010)),
            half: vec3a(0.013, 0.050, 0.022) * self.scale,
            round: 0.008 * self.scale,
            turn: lean,
        };
        self.next(Matter::Wood, shape);
        self.ring(Matter::Dark, vec3a(0.0, 0.004, 0.036), 0.018, 0.003, Mat3A::from_rotation_z(1.571));
        self.slab(Matter::Dark, vec3a(0.0, 0.058, 0.146), vec3a(0.002, 0.005, 0.005), 0.001);
    }

    fn blade(&mut self) {
        let (lo, hi) = (vec3a(0.0, -0.002, 0.050), vec3a(0.0, 0.002, 0.160));
        let c = (lo + hi) * 0.5;
        self.slab(Matter::Metal, c, vec3a(0.0016, 0.0155, 0.058), 0.0010);
        let tip = vec3a(0.0, 0.0, 0.152);
        let group = self.group.saturating_sub(1);
        let normal = (self.turn * vec3a(0.0, 0.75, 0.66)).normalize();
        self.field.cut(group, 0.001, Shape::Half { at: self.point(tip), normal });
    }

    fn book(&mut self) {
        self.slab(Matter::Belt, vec3a(0.0, 0.0, -0.017), vec3a(0.077, 0.106, 0.003), 0.002);
        self.slab(Matter::Paper, Vec3A::ZERO, vec3a(0.072, 0.101, 0.015), 0.002);
        self.slab(Matter::Belt, vec3a(0.0, 0.0, 0.017), vec3a(0.077, 0.106, 0.003), 0.002);
        self.slab(Matter::Belt, vec3a(-0.076, 0.0, 0.0), vec3a(0.004, 0.106, 0.019), 0.003);
        self.slab(Matter::Metal, vec3a(0.005, 0.035, 0.0195), vec3a(0.040, 0.010, 0.0012), 0.001);
    }

    fn bag(&mut self) {
        self.slab(Matter::Belt, vec3a(0.0, -0.165, 0.0), vec3a(0.065, 0.125, 0.175), 0.020);
        self.slab(Matter::Dark, vec3a(0.0, -0.095, 0.0), vec3a(0.068, 0.006, 0.178), 0.004);
        for z in [0.09, -0.09] {
            self.slab(Matter::Metal, vec3a(0.064, -0.105, z), vec3a(0.005, 0.020, 0.013), 0.003);
        }
        for z in [0.055, -0.055] {
            self.rod(Matter::Dark, vec3a(0.0, -0.05, z), vec3a(0.0, -0.004, z * 0.7), 0.007, 0.007);
        }
        self.rod(Matter::Dark, vec3a(0.0, -0.004, 0.04), vec3a(0.0, -0.004, -0.04), 0.008, 0.008);
    }
}
