//! The solids a set is built of: boxes, balls, cylinders, cones and roofs under any rotation, met exactly
//! by a ray. Lengths in metres.

use glam::{Mat3A, Vec3A, vec3a};

/// A unit solid; a [`Prim`] scales, turns and places it. Upright ones stand from y = −1 to y = 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Solid {
    Box,
    Ball,
    Cylinder,
    /// A cone, its radius at the top this part of that at the bottom.
    Cone(f32),
    /// A gable: full width at the bottom, a ridge along z at the top.
    Roof,
}

/// What a surface is made of: chosen by the set, painted by `trace::material`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface {
    Plain,
    Plaster,
    Paper,
    Panel,
    Facade,
    Brick,
    Stone,
    Concrete,
    Wood,
    Planks,
    Tiles,
    Carpet,
    Asphalt,
    Sand,
    Earth,
    Grass,
    Snow,
    Bark,
    Leaves,
    Rock,
    Books,
    Goods,
    Cloth,
    Metal,
    Glow,
    Window,
    /// Glass with the stars behind it.
    Space,
    Screen,
}

/// One solid of a set.
#[derive(Clone, Debug)]
pub(crate) struct Prim {
    pub solid: Solid,
    pub centre: Vec3A,
    pub half: Vec3A,
    inverse: Vec3A,
    /// World to local.
    pub turn: Mat3A,
    pub surface: Surface,
    pub colour: Vec3A,
    pub glow: f32,
    pub id: u16,
    /// Prims of one object come and go together.
    pub object: u16,
    /// Whether the object may be taken away when it is in the camera's way.
    pub wild: bool,
    /// Whether it keeps light away from others.
    pub shades: bool,
}

/// Where a ray meets a solid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meet {
    pub t: f32,
    pub normal: Vec3A,
}

/// How a prim looks and behaves, apart from its form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finish {
    pub surface: Surface,
    pub colour: Vec3A,
    pub glow: f32,
}

impl Prim {
    pub(crate) fn new(solid: Solid, centre: Vec3A, half: Vec3A, turn: Mat3A, finish: Finish) -> Self {
        let half = half.max(Vec3A::splat(1e-4));
        Self {
            solid,
            centre,
            half,
            inverse: half.recip(),
            turn,
            surface: finish.surface,
            colour: finish.colour,
            glow: finish.glow,
            id: 0,
            object: 0,
            wild: false,
            shades: finish.glow <= 0.0,
        }
    }

    /// Corners of the axis-aligned box around it.
    pub(crate) fn bounds(&self) -> (Vec3A, Vec3A) {
        let back = self.turn.transpose();
        let reach = back.x_axis.abs() * self.half.x
            + back.y_axis.abs() * self.half.y
            + back.z_axis.abs() * self.half.z;
        (self.centre - reach, self.centre + reach)
    }

    /// A point of the scene in the prim's own frame, metres.
    pub(crate) fn local(&self, p: Vec3A) -> Vec3A {
        self.turn * (p - self.centre)
    }

    /// The first meeting within `limit`; from inside there is none with boxes and balls.
    pub(crate) fn meet(&self, o: Vec3A, d: Vec3A, limit: f32) -> Option<Meet> {
        let o = self.turn * (o - self.centre) * self.inverse;
        let d = self.turn * d * self.inverse;
        let (t, n) = match self.solid {
            Solid::Box => unit_box(o, d, limit)?,
            Solid::Ball => unit_ball(o, d, limit)?,
            Solid::Cylinder => unit_cone(o, d, limit, 1.0)?,
            Solid::Cone(top) => unit_cone(o, d, limit, top)?,
            Solid::Roof => unit_roof(o, d, limit)?,
        };
        Some(Meet { t, normal: (self.turn.transpose() * (n * self.inverse)).normalize_or(Vec3A::Y) })
    }

    /// Distance from a point to the box around the solid, metres; a good guess for occlusion.
    pub(crate) fn distance(&self, p: Vec3A) -> f32 {
        let q = self.local(p);
        match self.solid {
            Solid::Ball => ((q * self.inverse).length() - 1.0) * self.half.min_element(),
            Solid::Cylinder | Solid::Cone(_) => {
                let around = (q.x * q.x + q.z * q.z).sqrt() - self.half.x;
                let up = q.y.abs() - self.half.y;
                vec3a(around.max(0.0), up.max(0.0), 0.0).length()
            }
            _ => (q.abs() - self.half).max(Vec3A::ZERO).length(),
        }
    }
}

const NEAR: f32 = 1e-4;

fn unit_box(o: Vec3A, d: Vec3A, limit: f32) -> Option<(f32, Vec3A)> {
    // A ray along a face would divide nothing by nothing.
    let d = Vec3A::select(d.abs().cmplt(Vec3A::splat(1e-9)), Vec3A::splat(1e-9), d);
    let m = d.recip();
    let n = m * o;
    let k = m.abs();
    let (t1, t2) = (-n - k, -n + k);
    let (enter, leave) = (t1.max_element(), t2.min_element());
    if enter > leave || enter < NEAR || enter > limit {
        return None;
    }
    let normal = if t1.x >= enter {
        vec3a(-d.x.signum(), 0.0, 0.0)
    } else if t1.y >= enter {
        vec3a(0.0, -d.y.signum(), 0.0)
    } else {
        vec3a(0.0, 0.0, -d.z.signum())
    };
    Some((enter, normal))
}

fn unit_ball(o: Vec3A, d: Vec3A, limit: f32) -> Option<(f32, Vec3A)> {
    let a = d.length_squared();
    let b = o.dot(d);
    let k = b * b - a * (o.length_squared() - 1.0);
    if k < 0.0 {
        return None;
    }
    let t = (-b - k.sqrt()) / a;
    (NEAR..limit).contains(&t).then(|| (t, o + d * t))
}

/// A cylinder or cone from y = −1 (radius 1) to y = 1 (radius `top`), with its caps.
fn unit_cone(o: Vec3A, d: Vec3A, limit: f32, top: f32) -> Option<(f32, Vec3A)> {
    let slope = (top - 1.0) * 0.5;
    let r0 = 1.0 + slope * (o.y + 1.0);
    let rd = slope * d.y;
    let a = d.x * d.x + d.z * d.z - rd * rd;
    let b = o.x * d.x + o.z * d.z - r0 * rd;
    let c = o.x * o.x + o.z * o.z - r0 * r0;
    let k = b * b - a * c;
    let mut best: Option<(f32, Vec3A)> = None;
    let mut limit = limit;
    if k > 0.0 && a.abs() > 1e-9 {
        let root = k.sqrt();
        for t in [(-b - root) / a, (-b + root) / a] {
            let y = o.y + d.y * t;
            if t > NEAR && t < limit && y.abs() < 1.0 && r0 + rd * t >= 0.0 {
                let p = o + d * t;
                best = Some((t, vec3a(p.x, -slope * (r0 + rd * t), p.z)));
                limit = t;
            }
        }
    }
    if d.y.abs() > 1e-7 {
        for (y, r) in [(1.0, top), (-1.0, 1.0)] {
            let t = (y - o.y) / d.y;
            let (x, z) = (o.x + d.x * t, o.z + d.z * t);
            if t > NEAR && t < limit && x * x + z * z < r * r {
                best = Some((t, vec3a(0.0, y, 0.0)));
                limit = t;
            }
        }
    }
    best
}

fn unit_roof(o: Vec3A, d: Vec3A, limit: f32) -> Option<(f32, Vec3A)> {
    // The two slopes x = ±(1 − y)/2, the floor and the two gables, as half-spaces.
    let planes = [
        (vec3a(2.0, 1.0, 0.0), 1.0),
        (vec3a(-2.0, 1.0, 0.0), 1.0),
        (vec3a(0.0, -1.0, 0.0), 1.0),
        (vec3a(0.0, 0.0, 1.0), 1.0),
        (vec3a(0.0, 0.0, -1.0), 1.0),
    ];
    let (mut enter, mut leave, mut normal) = (f32::MIN, f32::MAX, Vec3A::Y);
    for (n, w) in planes {
        let (along, off) = (n.dot(d), w - n.dot(o));
        if along.abs() < 1e-9 {
            if off < 0.0 {
                return None;
            }
            continue;
        }
        let t = off / along;
        if along < 0.0 {
            if t > enter {
                (enter, normal) = (t, n);
            }
        } else {
            leave = leave.min(t);
        }
    }
    (enter <= leave && enter > NEAR && enter < limit).then_some((enter, normal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prim(solid: Solid) -> Prim {
        let finish = Finish { surface: Surface::Plain, colour: Vec3A::ONE, glow: 0.0 };
        Prim::new(solid, vec3a(0.0, 1.0, -5.0), vec3a(1.0, 1.0, 1.0), Mat3A::from_rotation_y(0.0), finish)
    }

    #[test]
    fn every_solid_is_met_from_the_front_and_from_above() {
        for solid in [Solid::Box, Solid::Ball, Solid::Cylinder, Solid::Cone(0.4), Solid::Roof] {
            let front = prim(solid).meet(vec3a(0.0, 1.0, 0.0), -Vec3A::Z, 1e9).expect("met from the front");
            assert!((3.9..4.5).contains(&front.t), "{solid:?}: {}", front.t);
            assert!(front.normal.z > 0.7, "{solid:?}: {}", front.normal);
            let above = prim(solid).meet(vec3a(0.01, 9.0, -5.02), -Vec3A::Y, 1e9).expect("met from above");
            assert!((6.9..7.2).contains(&above.t), "{solid:?}: {}", above.t);
            assert!(above.normal.y > 0.4, "{solid:?}: {}", above.normal);
            assert!(prim(solid).meet(vec3a(0.0, 5.0, 0.0), -Vec3A::Z, 1e9).is_none(), "{solid:?} is missed");
        }
    }

    #[test]
    fn bounds_hold_a_turned_box() {
        let finish = Finish { surface: Surface::Plain, colour: Vec3A::ONE, glow: 0.0 };
        let turn = Mat3A::from_rotation_y(std::f32::consts::FRAC_PI_4);
        let (lo, hi) = Prim::new(Solid::Box, Vec3A::ZERO, Vec3A::ONE, turn, finish).bounds();
        assert!((hi.x - 2.0_f32.sqrt()).abs() < 1e-3 && (lo.y + 1.0).abs() < 1e-4);
    }
}
