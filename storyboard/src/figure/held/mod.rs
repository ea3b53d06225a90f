//! Things in hands and in inserts, as parts of a field. Modelled at their true size around the grip:
//! +y up, +z away from the hand, what is written or shown faces +z. Each family has a file of its own.

mod devices;
mod grip;
mod music;
mod paper;
mod small;
mod tools;
mod vessels;
mod weapons;

pub(crate) use grip::{grips, hold, resting};

use super::body::rod;
use super::field::{Field, Matter, Shape};
use crate::prop::PropKind;
use glam::{Mat3A, Vec3A, vec3a};

/// A quarter turn, in radians.
const QUARTER: f32 = std::f32::consts::FRAC_PI_2;

/// A place to build at: origin, axes, scale, and the group to begin with.
pub(crate) struct Bench<'a> {
    pub field: &'a mut Field,
    pub at: Vec3A,
    pub turn: Mat3A,
    pub scale: f32,
    pub group: u8,
}

/// Builds a thing of a family; answers whether it belongs to it.
type Family = fn(&mut Bench<'_>, PropKind) -> bool;

const FAMILIES: [Family; 7] =
    [paper::build, vessels::build, devices::build, small::build, tools::build, weapons::build, music::build];

impl Bench<'_> {
    /// Builds the thing.
    pub(crate) fn build(&mut self, kind: PropKind) {
        if !FAMILIES.iter().any(|family| family(self, kind)) {
            self.slab(Matter::Wood, Vec3A::ZERO, vec3a(0.09, 0.06, 0.06), 0.004);
            self.slab(Matter::Paper, vec3a(0.0, 0.0005, 0.0), vec3a(0.012, 0.0608, 0.0605), 0.001);
        }
    }

    fn point(&self, p: Vec3A) -> Vec3A {
        self.at + self.turn * p * self.scale
    }

    fn next(&mut self, matter: Matter, shape: Shape) {
        self.field.put(self.group, matter, 0.002, shape);
        self.group = self.group.saturating_add(1);
    }

    /// Takes a shape away from the part added last.
    fn carve(&mut self, shape: Shape) {
        self.field.cut(self.group.saturating_sub(1), 0.002, shape);
    }

    fn slab(&mut self, matter: Matter, c: Vec3A, half: Vec3A, round: f32) {
        self.slab_turned(matter, c, half, round, Mat3A::IDENTITY);
    }

    fn slab_turned(&mut self, matter: Matter, c: Vec3A, half: Vec3A, round: f32, own: Mat3A) {
        let shape = Shape::Slab {
            c: self.point(c),
            half: half * self.scale,
            round: round * self.scale,
            turn: self.turn * own,
        };
        self.next(matter, shape);
    }

    fn rod(&mut self, matter: Matter, a: Vec3A, b: Vec3A, ra: f32, rb: f32) {
        let shape = rod(self.point(a), self.point(b), ra * self.scale, rb * self.scale);
        self.next(matter, shape);
    }

    fn cone_shape(&self, a: Vec3A, b: Vec3A, ra: f32, rb: f32) -> Shape {
        Shape::Cone { a: self.point(a), b: self.point(b), ra: ra * self.scale, rb: rb * self.scale }
    }

    fn cone(&mut self, matter: Matter, a: Vec3A, b: Vec3A, ra: f32, rb: f32) {
        let shape = self.cone_shape(a, b, ra, rb);
        self.next(matter, shape);
    }

    /// A cylinder or cone standing on the axis between two heights.
    fn turned(&mut self, matter: Matter, from: f32, to: f32, ra: f32, rb: f32) {
        self.cone(matter, vec3a(0.0, from, 0.0), vec3a(0.0, to, 0.0), ra, rb);
    }

    /// Hollows the part added last from above.
    fn hollow(&mut self, from: f32, to: f32, ra: f32, rb: f32) {
        let shape = self.cone_shape(vec3a(0.0, from, 0.0), vec3a(0.0, to, 0.0), ra, rb);
        self.carve(shape);
    }

    fn ball(&mut self, matter: Matter, c: Vec3A, r: Vec3A) {
        let shape = Shape::Ball { c: self.point(c), r: r * self.scale, turn: self.turn };
        self.next(matter, shape);
    }

    fn ring(&mut self, matter: Matter, c: Vec3A, radius: f32, thick: f32, own: Mat3A) {
        let turn = self.turn * own;
        let shape =
            Shape::Ring { c: self.point(c), radius: radius * self.scale, thick: thick * self.scale, turn };
        self.next(matter, shape);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_form_of_its_own_within_the_limits_of_a_field() {
        let mut forms: Vec<(PropKind, String)> = Vec::new();
        for kind in PropKind::ALL {
            let mut field = Field::new();
            let turn = Mat3A::IDENTITY;
            Bench { field: &mut field, at: Vec3A::ZERO, turn, scale: 1.0, group: 0 }.build(*kind);
            assert!((1..40).contains(&field.parts.len()), "{kind}: {} parts", field.parts.len());
            let size = field.hi - field.lo;
            assert!(size.max_element() < 2.2 && size.min_element() > 0.0, "{kind}: {size}");
            let form = format!("{:?}", field.parts.iter().map(|part| part.shape).collect::<Vec<_>>());
            if let Some((twin, _)) = forms.iter().find(|(_, known)| *known == form) {
                panic!("{kind} looks like {twin}");
            }
            forms.push((*kind, form));
        }
    }

    #[test]
    fn no_kind_belongs_to_two_families_and_only_the_box_to_none() {
        for kind in PropKind::ALL {
            let build = |family: &&Family| {
                let mut field = Field::new();
                let turn = Mat3A::IDENTITY;
                family(&mut Bench { field: &mut field, at: Vec3A::ZERO, turn, scale: 1.0, group: 0 }, *kind)
            };
            let count = FAMILIES.iter().filter(build).count();
            assert_eq!(count, usize::from(*kind != PropKind::Box), "{kind}");
        }
    }
}
