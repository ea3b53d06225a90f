//! Signed distance fields as lists of simple parts. Parts of one group melt into each other; groups meet
//! with an edge. A ray gathers the few parts it can come near before it marches, which makes a body of
//! sixty parts as cheap as one of five. Distances follow Inigo Quilez, "Distance functions" (2008–).

use glam::{Mat3A, Vec3A, vec3a};

/// The most parts of one field.
pub(crate) const MAX_PARTS: usize = 128;

/// A simple solid. Lengths in metres; `turn` holds the local axes in its columns.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// A rod with round ends, of two radii.
    Rod { a: Vec3A, b: Vec3A, ra: f32, rb: f32 },
    /// A rod with flat ends, of two radii.
    Cone { a: Vec3A, b: Vec3A, ra: f32, rb: f32 },
    /// An ellipsoid.
    Ball { c: Vec3A, r: Vec3A, turn: Mat3A },
    /// A box with rounded edges.
    Slab { c: Vec3A, half: Vec3A, round: f32, turn: Mat3A },
    /// A ring around the local y axis.
    Ring { c: Vec3A, radius: f32, thick: f32, turn: Mat3A },
    /// Everything on the side of a plane its normal points to; for cutting.
    Half { at: Vec3A, normal: Vec3A },
}

/// What a part is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Matter {
    Skin,
    Head,
    Hair,
    Top,
    Bottom,
    Shoe,
    Shirt,
    Belt,
    Metal,
    Dark,
    Paper,
    Glass,
    Wood,
    Light,
    Red,
    Green,
    Gold,
    Bread,
    China,
    Screen,
}

/// When a part is worth its price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    Always,
    Near,
    Far,
}

/// One solid of a field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub shape: Shape,
    /// Width of the seam with the group so far, metres.
    pub blend: f32,
    /// Whether it is taken away instead of added.
    pub cut: bool,
    pub matter: Matter,
    pub group: u8,
    pub detail: Detail,
    middle: Vec3A,
    reach: f32,
}

fn smooth_min(a: f32, b: f32, k: f32) -> f32 {
    let h = (k - (a - b).abs()).max(0.0) / k;
    a.min(b) - h * h * k * 0.25
}

impl Shape {
    fn bound(&self) -> (Vec3A, f32) {
        match *self {
            Self::Rod { a, b, ra, rb } | Self::Cone { a, b, ra, rb } => {
                ((a + b) * 0.5, (b - a).length() * 0.5 + ra.max(rb))
            }
            Self::Ball { c, r, .. } => (c, r.max_element()),
            Self::Slab { c, half, .. } => (c, half.length()),
            Self::Ring { c, radius, thick, .. } => (c, radius + thick),
            Self::Half { at, .. } => (at, 1e9),
        }
    }

    /// Corners of the box around it; a half-space has none.
    fn corners(&self) -> Option<(Vec3A, Vec3A)> {
        let around = |c: Vec3A, r: Vec3A| (c - r, c + r);
        let disc = |axis: Vec3A, r: f32| {
            let across = (Vec3A::ONE - axis * axis).max(Vec3A::ZERO);
            r * vec3a(across.x.sqrt(), across.y.sqrt(), across.z.sqrt())
        };
        let both = |(la, ha): (Vec3A, Vec3A), (lb, hb): (Vec3A, Vec3A)| (la.min(lb), ha.max(hb));
        Some(match *self {
            Self::Rod { a, b, ra, rb } => both(around(a, Vec3A::splat(ra)), around(b, Vec3A::splat(rb))),
            Self::Cone { a, b, ra, rb } => {
                let axis = (b - a).normalize_or(Vec3A::Y);
                both(around(a, disc(axis, ra)), around(b, disc(axis, rb)))
            }
            Self::Ball { c, r, turn } => {
                let (x, y, z) = (turn.x_axis * r.x, turn.y_axis * r.y, turn.z_axis * r.z);
                let square = x * x + y * y + z * z;
                around(c, vec3a(square.x.sqrt(), square.y.sqrt(), square.z.sqrt()))
            }
            Self::Slab { c, half, turn, .. } => {
                let reach =
                    turn.x_axis.abs() * half.x + turn.y_axis.abs() * half.y + turn.z_axis.abs() * half.z;
                around(c, reach)
            }
            Self::Ring { c, radius, thick, turn } => around(c, disc(turn.y_axis, radius) + thick),
            Self::Half { .. } => return None,
        })
    }

    fn distance(&self, p: Vec3A) -> f32 {
        match *self {
            Self::Rod { a, b, ra, rb } => {
                let (ba, pa) = (b - a, p - a);
                let h = (pa.dot(ba) / ba.dot(ba).max(1e-9)).clamp(0.0, 1.0);
                (pa - ba * h).length() - (ra + (rb - ra) * h)
            }
            Self::Cone { a, b, ra, rb } => capped_cone(p, a, b, ra, rb),
            Self::Ball { c, r, turn } => {
                let q = turn.transpose() * (p - c);
                let k0 = (q / r).length();
                let k1 = (q / (r * r)).length();
                if k1 < 1e-6 { -r.min_element() } else { k0 * (k0 - 1.0) / k1 }
            }
            Self::Slab { c, half, round, turn } => {
                let q = (turn.transpose() * (p - c)).abs() - (half - round);
                q.max(Vec3A::ZERO).length() + q.max_element().min(0.0) - round
            }
            Self::Ring { c, radius, thick, turn } => {
                let q = turn.transpose() * (p - c);
                let around = (q.x * q.x + q.z * q.z).sqrt() - radius;
                (around * around + q.y * q.y).sqrt() - thick
            }
            Self::Half { at, normal } => -(p - at).dot(normal),
        }
    }
}

fn capped_cone(p: Vec3A, a: Vec3A, b: Vec3A, ra: f32, rb: f32) -> f32 {
    let rba = rb - ra;
    let (ba, pa) = (b - a, p - a);
    let baba = ba.dot(ba).max(1e-9);
    let paba = pa.dot(ba) / baba;
    let x = (pa.dot(pa) - paba * paba * baba).max(0.0).sqrt();
    let cax = (x - if paba < 0.5 { ra } else { rb }).max(0.0);
    let cay = (paba - 0.5).abs() - 0.5;
    let k = rba * rba + baba;
    let f = ((rba * (x - ra) + paba * baba) / k).clamp(0.0, 1.0);
    let (cbx, cby) = (x - ra - f * rba, paba - f);
    let sign = if cbx < 0.0 && cay < 0.0 { -1.0 } else { 1.0 };
    sign * (cax * cax + cay * cay * baba).min(cbx * cbx + cby * cby * baba).sqrt()
}

/// A field under construction, then at work. Parts must be added group by group.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub parts: Vec<Part>,
    /// Corners of the box around everything.
    pub lo: Vec3A,
    pub hi: Vec3A,
}

/// The parts a ray or a point has to do with.
pub(crate) struct Near {
    index: [u8; MAX_PARTS],
    count: usize,
}

impl Near {
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl Field {
    pub(crate) fn new() -> Self {
        Self { parts: Vec::with_capacity(72), lo: Vec3A::splat(1e9), hi: Vec3A::splat(-1e9) }
    }

    /// Adds a part; beyond [`MAX_PARTS`] it is dropped.
    pub(crate) fn put(&mut self, group: u8, matter: Matter, blend: f32, shape: Shape) {
        self.push(group, matter, blend, shape, false, Detail::Always);
    }

    /// Adds a part that is seen only from near, or only from far.
    pub(crate) fn put_when(&mut self, detail: Detail, group: u8, matter: Matter, blend: f32, shape: Shape) {
        self.push(group, matter, blend, shape, false, detail);
    }

    /// Takes a shape away from what the group has so far.
    pub(crate) fn cut(&mut self, group: u8, blend: f32, shape: Shape) {
        self.push(group, Matter::Dark, blend, shape, true, Detail::Always);
    }

    fn push(&mut self, group: u8, matter: Matter, blend: f32, shape: Shape, cut: bool, detail: Detail) {
        if self.parts.len() >= MAX_PARTS {
            return;
        }
        let (middle, reach) = shape.bound();
        if let Some((lo, hi)) = shape.corners().filter(|_| !cut) {
            // Where two parts melt into each other the surface swells by a quarter of the seam at most.
            let margin = 0.004 + 0.25 * blend;
            self.lo = self.lo.min(lo - margin);
            self.hi = self.hi.max(hi + margin);
        }
        self.parts.push(Part { shape, blend: blend.max(1e-4), cut, matter, group, detail, middle, reach });
    }

    /// The height of the lowest point of any part.
    pub(crate) fn foot(&self) -> f32 {
        let solid = self.parts.iter().filter(|part| !part.cut);
        solid.filter_map(|part| part.shape.corners()).map(|(lo, _)| lo.y).fold(f32::MAX, f32::min)
    }

    fn gather(&self, fine: bool, mut within: impl FnMut(&Part) -> bool) -> Near {
        let mut near = Near { index: [0; MAX_PARTS], count: 0 };
        let unwanted = if fine { Detail::Far } else { Detail::Near };
        let mut solid = false;
        for (index, part) in self.parts.iter().enumerate() {
            if part.detail != unwanted && within(part) {
                near.index[near.count] = index as u8;
                near.count += 1;
                solid |= !part.cut;
            }
        }
        if !solid {
            near.count = 0;
        }
        near
    }

    /// The parts a ray passes within `margin` metres of.
    pub(crate) fn along(&self, o: Vec3A, d: Vec3A, margin: f32, fine: bool) -> Near {
        self.gather(fine, |part| {
            let v = part.middle - o;
            let t = v.dot(d);
            let r = part.reach + margin;
            if v.length_squared() - t * t > r * r || t < -r {
                return false;
            }
            match part.shape {
                Shape::Rod { a, b, ra, rb } => line_to_segment(o, d, a, b) < ra.max(rb) + margin,
                _ => true,
            }
        })
    }

    /// The parts within `margin` metres of a point.
    pub(crate) fn around(&self, p: Vec3A, margin: f32) -> Near {
        self.gather(false, |part| {
            let r = part.reach + margin;
            (p - part.middle).length_squared() < r * r
        })
    }

    /// Distance to the surface of the gathered parts, metres.
    pub(crate) fn distance(&self, near: &Near, p: Vec3A) -> f32 {
        let (mut best, mut sum, mut group) = (1e9_f32, 1e9_f32, u8::MAX);
        for &index in &near.index[..near.count] {
            let part = &self.parts[usize::from(index)];
            if part.group != group {
                best = best.min(sum);
                sum = 1e9;
                group = part.group;
            }
            // Beyond the seam a part changes nothing; its ball tells so for the price of one product.
            let seam = part.blend + part.reach + if part.cut { -sum } else { sum };
            if seam < 0.0 || (p - part.middle).length_squared() > seam * seam {
                continue;
            }
            let d = part.shape.distance(p);
            if part.cut {
                sum = -smooth_min(-sum, d, part.blend);
            } else {
                sum = smooth_min(sum, d, part.blend);
            }
        }
        best.min(sum)
    }

    /// What the surface is made of at a point of it.
    pub(crate) fn matter(&self, near: &Near, p: Vec3A) -> Matter {
        let mut best = (1e9_f32, Matter::Skin);
        let mut of_group = (1e9_f32, 1e9_f32, Matter::Skin);
        let mut group = u8::MAX;
        for &index in &near.index[..near.count] {
            let part = &self.parts[usize::from(index)];
            if part.group != group {
                if of_group.0 < best.0 {
                    best = (of_group.0, of_group.2);
                }
                of_group = (1e9, 1e9, part.matter);
                group = part.group;
            }
            let d = part.shape.distance(p);
            if part.cut {
                of_group.0 = -smooth_min(-of_group.0, d, part.blend);
            } else {
                of_group.0 = smooth_min(of_group.0, d, part.blend);
                if d < of_group.1 {
                    (of_group.1, of_group.2) = (d, part.matter);
                }
            }
        }
        if of_group.0 < best.0 { of_group.2 } else { best.1 }
    }

    /// Outward normal at a point of the surface, by a tetrahedron of four samples `e` metres apart.
    pub(crate) fn normal(&self, near: &Near, p: Vec3A, e: f32) -> Vec3A {
        let corners = [
            Vec3A::new(1.0, -1.0, -1.0),
            Vec3A::new(-1.0, -1.0, 1.0),
            Vec3A::new(-1.0, 1.0, -1.0),
            Vec3A::new(1.0, 1.0, 1.0),
        ];
        corners.iter().map(|&k| k * self.distance(near, p + k * e)).sum::<Vec3A>().normalize_or(Vec3A::Y)
    }
}

/// Least distance between a line and a segment.
fn line_to_segment(o: Vec3A, d: Vec3A, a: Vec3A, b: Vec3A) -> f32 {
    let (ba, oa) = (b - a, a - o);
    // Both projected along the line's direction: a point and a segment in the plane.
    let pa = oa - d * oa.dot(d);
    let pb = ba - d * ba.dot(d);
    let t = (-pa.dot(pb) / pb.length_squared().max(1e-9)).clamp(0.0, 1.0);
    (pa + pb * t).length()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(field: &Field, p: Vec3A) -> f32 {
        field.distance(&field.around(p, 1e6), p)
    }

    #[test]
    fn distances_are_true_on_the_axes() {
        let mut field = Field::new();
        field.put(0, Matter::Skin, 0.0, Shape::Ball { c: Vec3A::ZERO, r: Vec3A::ONE, turn: Mat3A::IDENTITY });
        assert!((all(&field, Vec3A::new(3.0, 0.0, 0.0)) - 2.0).abs() < 1e-4);
        let cone = capped_cone(Vec3A::new(2.0, 0.5, 0.0), Vec3A::ZERO, Vec3A::Y, 0.5, 0.5);
        assert!((cone - 1.5).abs() < 1e-4, "{cone}");
    }

    #[test]
    fn a_cut_leaves_a_hole_that_another_group_may_fill() {
        let ball = |r: f32| Shape::Ball { c: Vec3A::ZERO, r: Vec3A::splat(r), turn: Mat3A::IDENTITY };
        let mut field = Field::new();
        field.put(0, Matter::Skin, 0.0, ball(1.0));
        field.cut(0, 0.0, ball(0.5));
        assert!(all(&field, Vec3A::ZERO) > 0.4, "the middle is empty");
        field.put(1, Matter::Metal, 0.0, ball(0.2));
        assert!(all(&field, Vec3A::ZERO) < 0.0, "the middle is filled");
        let near = field.around(Vec3A::ZERO, 1e6);
        assert_eq!(field.matter(&near, Vec3A::new(0.2, 0.0, 0.0)), Matter::Metal);
        assert_eq!(field.matter(&near, Vec3A::new(1.0, 0.0, 0.0)), Matter::Skin);
    }

    #[test]
    fn the_box_around_a_shape_holds_its_surface_and_touches_it() {
        let turn = Mat3A::from_rotation_z(0.6) * Mat3A::from_rotation_x(-0.4);
        let (a, b) = (Vec3A::new(-0.3, 0.1, 0.2), Vec3A::new(0.4, 0.7, -0.1));
        let c = Vec3A::new(0.1, 0.2, 0.3);
        for shape in [
            Shape::Rod { a, b, ra: 0.2, rb: 0.1 },
            Shape::Cone { a, b, ra: 0.2, rb: 0.1 },
            Shape::Ball { c, r: Vec3A::new(0.1, 0.4, 0.2), turn },
            Shape::Slab { c, half: Vec3A::new(0.1, 0.4, 0.2), round: 0.0, turn },
            Shape::Ring { c, radius: 0.4, thick: 0.05, turn },
        ] {
            let (lo, hi) = shape.corners().expect("a solid has a box");
            let mut touched = [f32::MAX; 2];
            for i in 0..60_000_u32 {
                let unit = |salt: u32| crate::noise::unit(crate::noise::mix(i, salt));
                let p = Vec3A::new(unit(1), unit(2), unit(3)) * 2.0 - 0.9;
                if shape.distance(p) < 0.0 {
                    assert!(p.cmpge(lo - 1e-4).all() && p.cmple(hi + 1e-4).all(), "{shape:?} holds {p}");
                    touched = [touched[0].min(p.y - lo.y), touched[1].min(hi.y - p.y)];
                }
            }
            assert!(touched[0] < 0.06 && touched[1] < 0.06, "{shape:?} is a loose fit: {touched:?}");
        }
        assert!(Shape::Half { at: c, normal: Vec3A::Y }.corners().is_none());
    }

    #[test]
    fn a_ray_far_from_every_part_gathers_none() {
        let mut field = Field::new();
        field.put(0, Matter::Skin, 0.0, Shape::Rod { a: Vec3A::ZERO, b: Vec3A::Y, ra: 0.1, rb: 0.1 });
        let aside = Vec3A::new(0.5, 0.5, -5.0);
        assert!(field.along(aside, Vec3A::Z, 0.1, true).is_empty());
        assert!(!field.along(aside, Vec3A::Z, 0.45, true).is_empty());
    }
}
