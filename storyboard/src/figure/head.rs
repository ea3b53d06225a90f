//! The head: a smooth, slightly simplified skull with nose, cheeks and chin. Eyes, brows and mouth are
//! painted on it (`face.rs`): a drawn feature reads from far away, a modelled one turns to mud.
//! Lengths are metres of a head 0.24 m tall whose middle is the origin, +z its front.

use super::body::{HEAD, MARKS, rod};
use super::field::{Detail, Field, Matter, Shape};
use super::skeleton::Skeleton;
use crate::look::{Age, Look, Mark, Presenting};
use glam::{Mat3A, Vec3A, vec3a};

/// Where the right eye is; the left one is its mirror image.
pub(crate) const EYE: Vec3A = vec3a(0.0325, 0.004, 0.076);

/// Head shapes in head space, put into the figure's.
struct Sculptor<'a> {
    field: &'a mut Field,
    s: &'a Skeleton,
    group: u8,
}

impl Sculptor<'_> {
    fn ball(&mut self, matter: Matter, c: Vec3A, r: Vec3A, blend: f32) {
        let k = self.s.head_scale;
        let shape = Shape::Ball { c: self.s.of_head(c), r: r * k, turn: self.s.face };
        self.field.put(self.group, matter, blend * k, shape);
    }

    fn fine(&mut self, matter: Matter, a: Vec3A, b: Vec3A, radii: (f32, f32), blend: f32) {
        let k = self.s.head_scale;
        let shape = rod(self.s.of_head(a), self.s.of_head(b), radii.0 * k, radii.1 * k);
        self.field.put_when(Detail::Near, self.group, matter, blend * k, shape);
    }
}

/// Adds neck and head.
pub(crate) fn build(field: &mut Field, s: &Skeleton, look: &Look) {
    let (jaw, chin, neck) = match (look.age, look.presenting) {
        (Age::Child, _) => (0.054, 0.013, 0.034),
        (_, Presenting::Feminine) => (0.0525, 0.0145, 0.040),
        (_, Presenting::Masculine) => (0.0595, 0.0215, 0.053),
        (_, Presenting::Neutral) => (0.056, 0.018, 0.046),
    };
    let full = 0.96 + 0.10 * s.breadth;
    let k = s.head_scale;
    let base = s.neck - s.torso * vec3a(0.0, 0.03 * s.height, 0.006);
    field.put(
        HEAD,
        Matter::Skin,
        0.01,
        rod(base, s.of_head(vec3a(0.0, -0.075, -0.020)), (neck + 0.006) * k * full, neck * k * full),
    );
    let mut head = Sculptor { field, s, group: HEAD };
    head.ball(Matter::Head, vec3a(0.0, 0.028, -0.012), vec3a(0.0745, 0.090, 0.090), 0.012);
    head.ball(Matter::Head, vec3a(0.0, -0.044, 0.022), vec3a(jaw * full, 0.066, 0.060), 0.045);
    head.ball(Matter::Head, vec3a(0.0, -0.099, 0.056), vec3a(chin * 1.25, chin, chin), 0.034);
    for side in [1.0, -1.0] {
        let ear = vec3a(side * 0.0755, -0.008, -0.012);
        head.ball(Matter::Head, ear, vec3a(0.0085, 0.029, 0.018), 0.008);
        let cheek = vec3a(side * 0.041, -0.024, 0.049);
        head.ball(Matter::Head, cheek, vec3a(0.021, 0.021, 0.021) * full, 0.032);
        head.fine(
            Matter::Head,
            vec3a(side * 0.012, 0.027, 0.0775),
            vec3a(side * 0.044, 0.029, 0.062),
            (0.0105, 0.0085),
            0.022,
        );
    }
    let r = vec3a(0.019, 0.012, 0.014) * k;
    for side in [1.0, -1.0] {
        let c = s.of_head(vec3a(side * 0.0315, 0.004, 0.0935));
        field.cut(HEAD, 0.016 * k, Shape::Ball { c, r, turn: s.face });
    }
    nose_and_lips(field, s, look);
}

fn nose_and_lips(field: &mut Field, s: &Skeleton, look: &Look) {
    let small = match (look.age, look.presenting) {
        (Age::Child, _) => 0.72,
        (Age::Old, _) => 1.12,
        (_, Presenting::Feminine) => 0.88,
        _ => 1.0,
    };
    let k = s.head_scale;
    let tip = vec3a(0.0, -0.0275, 0.0905 + 0.0135 * small);
    let bridge = rod(s.of_head(vec3a(0.0, 0.016, 0.0795)), s.of_head(tip), 0.0072 * k, 0.0108 * small * k);
    field.put(HEAD, Matter::Head, 0.012 * k, bridge);
    let mut head = Sculptor { field, s, group: HEAD };
    for side in [1.0, -1.0] {
        let wing = vec3a(side * 0.0105 * small, -0.0300, 0.0915);
        head.fine(
            Matter::Head,
            wing,
            wing + vec3a(0.0, 0.001, 0.002),
            (0.0076 * small, 0.0066 * small),
            0.008,
        );
        head.fine(
            Matter::Head,
            vec3a(0.0, -0.0560, 0.0835),
            vec3a(side * 0.019, -0.0595, 0.0715),
            (0.0062, 0.0032),
            0.010,
        );
        head.fine(
            Matter::Head,
            vec3a(0.0, -0.0680, 0.0815),
            vec3a(side * 0.016, -0.0645, 0.0720),
            (0.0074, 0.0036),
            0.010,
        );
    }
}

/// Adds what one remembers of a face: beard, moustache, glasses, earrings, patch.
pub(crate) fn marks(field: &mut Field, s: &Skeleton, look: &Look) {
    for mark in &look.marks {
        match mark {
            Mark::Beard => beard(&mut Sculptor { field, s, group: MARKS }),
            Mark::Moustache => {
                let mut head = Sculptor { field, s, group: MARKS + 1 };
                for side in [1.0, -1.0] {
                    head.fine(
                        Matter::Hair,
                        vec3a(side * 0.004, -0.0475, 0.0905),
                        vec3a(side * 0.026, -0.0555, 0.0735),
                        (0.0072, 0.0034),
                        0.003,
                    );
                }
            }
            Mark::Glasses => glasses(field, s),
            Mark::Earrings => {
                let mut head = Sculptor { field, s, group: MARKS + 4 };
                for side in [1.0, -1.0] {
                    head.ball(
                        Matter::Metal,
                        vec3a(side * 0.079, -0.045, -0.006),
                        Vec3A::splat(0.0065),
                        0.001,
                    );
                }
            }
            Mark::Eyepatch => {
                let mut head = Sculptor { field, s, group: MARKS + 5 };
                head.ball(Matter::Dark, vec3a(-0.034, 0.004, 0.0720), vec3a(0.024, 0.020, 0.0155), 0.001);
                let turn = s.face * Mat3A::from_rotation_z(0.24);
                let strap = Shape::Ring {
                    c: s.of_head(vec3a(0.0, 0.020, -0.012)),
                    radius: 0.0865 * s.head_scale,
                    thick: 0.004,
                    turn,
                };
                field.put(MARKS + 5, Matter::Dark, 0.001, strap);
            }
            Mark::Scar | Mark::Freckles => {}
        }
    }
}

fn beard(head: &mut Sculptor<'_>) {
    head.ball(Matter::Hair, vec3a(0.0, -0.084, 0.034), vec3a(0.055, 0.050, 0.056), 0.004);
    for side in [1.0, -1.0] {
        head.ball(Matter::Hair, vec3a(side * 0.050, -0.040, 0.012), vec3a(0.019, 0.050, 0.030), 0.02);
    }
    let k = head.s.head_scale;
    let c = head.s.of_head(vec3a(0.0, -0.054, 0.088));
    let shape = Shape::Ball { c, r: vec3a(0.028, 0.024, 0.026) * k, turn: head.s.face };
    head.field.cut(MARKS, 0.008 * k, shape);
    head.group = MARKS + 1;
    for side in [1.0, -1.0] {
        head.fine(
            Matter::Hair,
            vec3a(side * 0.003, -0.0470, 0.0890),
            vec3a(side * 0.030, -0.0600, 0.0700),
            (0.0066, 0.0050),
            0.003,
        );
    }
}

fn glasses(field: &mut Field, s: &Skeleton) {
    let k = s.head_scale;
    let mut group = MARKS + 2;
    for side in [1.0, -1.0] {
        let turn = s.face * Mat3A::from_rotation_y(side * 0.16) * Mat3A::from_rotation_x(1.571);
        let c = s.of_head(vec3a(side * 0.0340, 0.001, 0.0905));
        field.put(group, Matter::Dark, 0.001, Shape::Ring { c, radius: 0.0235 * k, thick: 0.0021 * k, turn });
        let hinge = s.of_head(vec3a(side * 0.0570, 0.007, 0.0840));
        let ear = s.of_head(vec3a(side * 0.0800, 0.014, -0.014));
        field.put(group, Matter::Dark, 0.001, rod(hinge, ear, 0.0021 * k, 0.0021 * k));
        group += 1;
    }
    let a = s.of_head(vec3a(0.0105, 0.006, 0.0970));
    let b = s.of_head(vec3a(-0.0105, 0.006, 0.0970));
    field.put(group, Matter::Dark, 0.001, rod(a, b, 0.0020 * k, 0.0020 * k));
}
