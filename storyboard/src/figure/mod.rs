//! People and things as signed distance fields: a look and a pose become a skeleton, the skeleton a field
//! of simple parts, and every point of its surface has a colour. One [`Actor`] is one body or one thing.

mod body;
mod costume;
mod face;
pub(crate) mod field;
mod hair;
mod head;
mod held;
mod paint;
mod pose;
mod skeleton;

pub(crate) use paint::{Paint, skin};
pub(crate) use pose::sits;
pub(crate) use skeleton::Skeleton;

use crate::board::Figure;
use crate::words::PropKind;
use field::{Field, Near};
use glam::{Vec3A, vec2, vec3a};
use held::Bench;
use paint::Wardrobe;

/// Identifiers of figures have this bit; below it, four bits of part and above those the figure's number.
pub(crate) const FIGURE_ID: u16 = 0x8000;

/// Whether an identifier is of a person's skin, hair or clothes, and not of what they hold.
pub(crate) fn is_body(id: u16) -> bool {
    id & FIGURE_ID != 0 && id & 15 != paint::part::HELD
}

/// Whether an identifier is of a person's face or bare skin.
pub(crate) fn is_flesh(id: u16) -> bool {
    id & FIGURE_ID != 0 && matches!(id & 15, paint::part::SKIN | paint::part::FACE)
}

/// One body or thing in the scene.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    field: Field,
    origin: Vec3A,
    sin: f32,
    cos: f32,
    /// First of its sixteen identifiers.
    pub id: u16,
    wardrobe: Wardrobe,
    pub skeleton: Option<Skeleton>,
    /// Whether it is seen from so near that fingers and lips count.
    pub fine: bool,
}

/// Where a ray meets an actor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touch {
    pub t: f32,
    pub normal: Vec3A,
}

impl Actor {
    /// The number `index` of the board's figures, standing `lift` metres above the ground.
    pub(crate) fn figure(figure: &Figure, index: usize, lift: f32) -> Self {
        let mut skeleton = Skeleton::new(&figure.look, figure.pose, figure.gaze);
        let in_hand = pose::in_hand(figure.pose, figure.prop);
        skeleton.fist[1] |= in_hand.is_some_and(held::grips);
        let mut field = Field::new();
        costume::build(&mut field, &skeleton, &figure.look);
        body::build(&mut field, &skeleton, &figure.look);
        costume::trim(&mut field, &skeleton, &figure.look);
        head::build(&mut field, &skeleton, &figure.look);
        hair::build(&mut field, &skeleton, &figure.look);
        head::marks(&mut field, &skeleton, &figure.look);
        if let Some(kind) = in_hand {
            held::hold(&mut field, &skeleton, kind, figure.pose);
        }
        let gaze = vec2(0.0, figure.gaze * 0.45);
        let wardrobe = Wardrobe::of(&figure.look, figure.expression, gaze);
        let (sin, cos) = figure.facing.to_radians().sin_cos();
        let origin = vec3a(figure.x, lift, figure.z);
        let id = FIGURE_ID | (index as u16) << 4;
        Self { field, origin, sin, cos, id, wardrobe, skeleton: Some(skeleton), fine: false }
    }

    /// A thing lying or standing at a place of the scene, `size` times its true size.
    pub(crate) fn prop(kind: PropKind, index: usize, at: Vec3A, turn: f32, size: f32) -> Self {
        let mut field = Field::new();
        let turn_over = held::resting(kind);
        Bench { field: &mut field, at: Vec3A::ZERO, turn: turn_over, scale: size, group: body::HELD }
            .build(kind);
        let foot = field.foot();
        let (sin, cos) = turn.to_radians().sin_cos();
        let id = FIGURE_ID | (8 + index as u16) << 4;
        Self {
            field,
            // It stands on its lowest point.
            origin: at - Vec3A::Y * foot,
            sin,
            cos,
            id,
            wardrobe: Wardrobe::of_prop(kind),
            skeleton: None,
            fine: true,
        }
    }

    pub(crate) fn to_local(&self, p: Vec3A) -> Vec3A {
        self.turn_local(p - self.origin)
    }

    fn turn_local(&self, d: Vec3A) -> Vec3A {
        vec3a(d.x * self.cos - d.z * self.sin, d.y, d.x * self.sin + d.z * self.cos)
    }

    fn turn_world(&self, d: Vec3A) -> Vec3A {
        vec3a(d.x * self.cos + d.z * self.sin, d.y, d.z * self.cos - d.x * self.sin)
    }

    /// A point of the actor's own frame in the scene.
    pub(crate) fn to_world(&self, p: Vec3A) -> Vec3A {
        self.turn_world(p) + self.origin
    }

    /// Corners of the box around the actor in its own frame.
    pub(crate) fn extent(&self) -> (Vec3A, Vec3A) {
        (self.field.lo, self.field.hi)
    }

    /// Where the middle of the head is, or of the thing.
    pub(crate) fn head(&self) -> Vec3A {
        match &self.skeleton {
            Some(s) => self.to_world(s.head),
            None => self.to_world((self.field.lo + self.field.hi) * 0.5),
        }
    }

    /// The ray's first touch before `limit`; `pixel` is the width of a picture element at distance one.
    pub(crate) fn touch(&self, o: Vec3A, d: Vec3A, limit: f32, pixel: f32) -> Option<Touch> {
        let (lo, ld) = (self.to_local(o), self.turn_local(d));
        let (start, end) = slab(self.field.lo, self.field.hi, lo, ld)?;
        let end = end.min(limit);
        if start > end {
            return None;
        }
        let near = self.field.along(lo, ld, 0.03, self.fine);
        if near.is_empty() {
            return None;
        }
        let mut t = start;
        for _ in 0..90 {
            let p = lo + ld * t;
            let distance = self.field.distance(&near, p);
            if distance < (pixel * t * 0.3).max(0.00012) {
                let normal = self.field.normal(&near, p, (pixel * t * 0.6).max(0.0004));
                return Some(Touch { t, normal: self.turn_world(normal) });
            }
            t += distance * 0.9;
            if t > end {
                return None;
            }
        }
        None
    }

    /// How much light passes the actor on the way, 0–1; `soft` is higher for harder shadows.
    pub(crate) fn shade(&self, p: Vec3A, d: Vec3A, limit: f32, soft: f32) -> f32 {
        let (o, l) = (self.to_local(p), self.turn_local(d));
        let Some((start, end)) = slab(self.field.lo - 0.06, self.field.hi + 0.06, o, l) else { return 1.0 };
        let near = self.field.along(o, l, 0.08, false);
        if near.is_empty() {
            return 1.0;
        }
        let (mut t, end) = (start.max(0.012), end.min(limit));
        let mut light = 1.0_f32;
        for _ in 0..36 {
            if t > end {
                break;
            }
            let distance = self.field.distance(&near, o + l * t);
            if distance < 0.0008 {
                return 0.0;
            }
            light = light.min(soft * distance / t);
            t += distance.clamp(0.012, 0.22);
        }
        light = light.clamp(0.0, 1.0);
        light * light * (3.0 - 2.0 * light)
    }

    /// The parts that matter for the occlusion of a point, if any is within half a metre.
    pub(crate) fn close_to(&self, p: Vec3A) -> Option<Near> {
        let q = self.to_local(p);
        if q.cmplt(self.field.lo - 0.4).any() || q.cmpgt(self.field.hi + 0.4).any() {
            return None;
        }
        let near = self.field.around(q, 0.35);
        (!near.is_empty()).then_some(near)
    }

    /// Distance from a point to gathered parts.
    pub(crate) fn distance(&self, near: &Near, p: Vec3A) -> f32 {
        self.field.distance(near, self.to_local(p))
    }

    /// Colour and kind of the surface at a point; `pixel` is the width of a picture element there.
    pub(crate) fn paint(&self, p: Vec3A, pixel: f32) -> Paint {
        let q = self.to_local(p);
        let near = self.field.around(q, 0.05);
        let matter = self.field.matter(&near, q);
        self.wardrobe.paint(self.skeleton.as_ref(), matter, q, pixel)
    }
}

/// Entry and exit of a ray through a box; `None` when it misses.
pub(crate) fn slab(lo: Vec3A, hi: Vec3A, o: Vec3A, d: Vec3A) -> Option<(f32, f32)> {
    let d = Vec3A::select(d.abs().cmplt(Vec3A::splat(1e-9)), Vec3A::splat(1e-9), d);
    let inverse = d.recip();
    let (a, b) = ((lo - o) * inverse, (hi - o) * inverse);
    let enter = a.min(b).max_element();
    let leave = a.max(b).min_element();
    (enter <= leave && leave >= 0.0).then_some((enter.max(0.0), leave))
}
