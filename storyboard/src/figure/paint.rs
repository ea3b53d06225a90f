//! The colour of every point of a figure: skin, hair with strands, cloth with its lapels, buttons and
//! pockets, and the materials of things in hand.

use super::face::Face;
use super::field::Matter;
use super::skeleton::Skeleton;
use crate::look::{Age, Colour, CostumeKind, Look};
use crate::noise::{smooth, value};
use crate::scene::colour::luminance;
use crate::words::{Expression, PropKind};
use glam::{Vec2, Vec3A, vec2, vec3a};

/// What a surface looks like at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    /// Diffuse reflectance, linear.
    pub albedo: Vec3A,
    /// Light it gives off, linear.
    pub glow: Vec3A,
    /// 0 matt – 1 mirror.
    pub gloss: f32,
    /// Which part it is, 0–15: 1 skin, 2 face, 3 hair, 4 costume, 5 legs, 6 shoes, 7 trim, 8 held.
    pub part: u16,
}

/// Parts of a figure as they are told apart in the picture.
pub(crate) mod part {
    pub(crate) const SKIN: u16 = 1;
    pub(crate) const FACE: u16 = 2;
    pub(crate) const HAIR: u16 = 3;
    pub(crate) const TOP: u16 = 4;
    pub(crate) const LEGS: u16 = 5;
    pub(crate) const SHOES: u16 = 6;
    pub(crate) const TRIM: u16 = 7;
    pub(crate) const HELD: u16 = 8;
}

/// Colours of a figure, ready to be looked up.
#[derive(Clone, Debug)]
pub(crate) struct Wardrobe {
    face: Face,
    hair: Vec3A,
    primary: Vec3A,
    secondary: Vec3A,
    kind: CostumeKind,
}

const SKINS: [Colour; 5] = [
    Colour::new(0x45, 0x29, 0x1d),
    Colour::new(0x75, 0x4b, 0x34),
    Colour::new(0xac, 0x78, 0x55),
    Colour::new(0xd0, 0x9c, 0x78),
    Colour::new(0xe2, 0xba, 0x9c),
];

/// Skin from deep (0) to pale (1), linear.
pub(crate) fn skin(tone: f32) -> Vec3A {
    let at = tone.clamp(0.0, 1.0) * 3.999;
    let (i, k) = (at as usize, at.fract());
    SKINS[i].linear().lerp(SKINS[i + 1].linear(), k)
}

/// Reflectance above which cloth is drawn darker than it is.
const LIGHT_CLOTH: f32 = 0.42;

/// The colour a garment is painted in. White cloth in the sun is as bright as paper, and paper leaves no room for its
/// folds; what is lighter than [`LIGHT_CLOTH`] is brought towards it, as a gouache of white is grey.
fn dyed(colour: Colour) -> Vec3A {
    let c = colour.linear().max(Vec3A::splat(0.012));
    let over = (luminance(c) - LIGHT_CLOTH).max(0.0);
    c * ((luminance(c) - over * 0.55) / luminance(c))
}

/// Cloth with soft folds, deeper where the cloth is light and shading alone would not show them.
fn folds(c: Vec3A, q: Vec3A) -> Vec3A {
    let deep = 0.28 + 0.20 * smooth(0.30, 0.60, luminance(c));
    c * (1.0 - 0.5 * deep + deep * value(vec2(q.x * 9.0 + q.z * 7.0, q.y * 4.5)))
}

impl Wardrobe {
    pub(crate) fn of(look: &Look, mood: Expression, gaze: Vec2) -> Self {
        let grey = if look.age == Age::Old { 0.55 } else { 0.0 };
        let hair = look.hair.colour.linear().lerp(Vec3A::splat(0.42), grey);
        Self {
            face: Face::new(look, skin(look.skin), mood, gaze),
            hair: hair.max(Vec3A::splat(0.008)),
            primary: dyed(look.costume.primary),
            secondary: dyed(look.costume.secondary),
            kind: look.costume.kind,
        }
    }

    pub(crate) fn of_prop(kind: PropKind) -> Self {
        let look = Look::for_name(kind.as_str());
        Self::of(&look, Expression::Neutral, Vec2::ZERO)
    }

    /// The paint of a point `q` of the figure's own frame.
    pub(crate) fn paint(&self, s: Option<&Skeleton>, matter: Matter, q: Vec3A, pixel: f32) -> Paint {
        let plain = |albedo: Vec3A, gloss: f32, part: u16| Paint { albedo, glow: Vec3A::ZERO, gloss, part };
        match matter {
            Matter::Skin => plain(self.face.skin, 0.02, part::SKIN),
            Matter::Head => match s {
                Some(s) => {
                    let p = s.face.transpose() * (q - s.head) / s.head_scale;
                    let (albedo, gloss) = self.face.paint(p, pixel / s.head_scale);
                    plain(albedo, gloss, part::FACE)
                }
                None => plain(self.face.skin, 0.0, part::FACE),
            },
            Matter::Hair => {
                let p = s.map_or(q, |s| s.face.transpose() * (q - s.head) / s.head_scale);
                plain(self.strands(p), 0.12, part::HAIR)
            }
            Matter::Top => match s {
                Some(s) => plain(self.cloth(s, q, pixel), 0.0, part::TOP),
                None => plain(self.primary, 0.0, part::HELD),
            },
            Matter::Bottom => plain(folds(self.secondary, q), 0.0, part::LEGS),
            Matter::Shoe => plain(vec3a(0.030, 0.024, 0.021), 0.14, part::SHOES),
            Matter::Shirt => plain(self.light_cloth(), 0.0, part::TRIM),
            Matter::Belt => plain(self.leather(), 0.08, part::TRIM),
            Matter::Metal => plain(vec3a(0.23, 0.235, 0.25), 0.45, part::HELD),
            Matter::Dark => plain(Vec3A::splat(0.022), 0.16, part::HELD),
            Matter::Paper => plain(vec3a(0.74, 0.71, 0.64), 0.0, part::HELD),
            Matter::Glass => plain(vec3a(0.20, 0.25, 0.28), 0.5, part::HELD),
            Matter::Red => plain(vec3a(0.34, 0.022, 0.022), 0.18, part::HELD),
            Matter::Green => plain(vec3a(0.045, 0.14, 0.055), 0.12, part::HELD),
            Matter::Gold => plain(vec3a(0.50, 0.33, 0.085), 0.45, part::HELD),
            Matter::Bread => plain(
                vec3a(0.46, 0.29, 0.135) * (0.82 + 0.36 * value(vec2(q.x * 60.0 + q.z * 31.0, q.y * 60.0))),
                0.02,
                part::HELD,
            ),
            Matter::China => plain(vec3a(0.70, 0.69, 0.66), 0.22, part::HELD),
            Matter::Screen => {
                Paint { glow: vec3a(0.16, 0.27, 0.38), ..plain(vec3a(0.06, 0.08, 0.10), 0.35, part::HELD) }
            }
            Matter::Wood => plain(
                vec3a(0.16, 0.085, 0.045) * (0.8 + 0.4 * value(vec2(q.x * 90.0, q.y * 20.0))),
                0.1,
                part::HELD,
            ),
            Matter::Light => {
                Paint { glow: vec3a(1.6, 1.05, 0.5), ..plain(vec3a(0.5, 0.36, 0.2), 0.0, part::HELD) }
            }
        }
    }

    fn strands(&self, p: Vec3A) -> Vec3A {
        let angle = p.x.atan2(p.z.abs() + 0.03);
        let fine = value(vec2(angle * 40.0 + p.x * 60.0, p.y * 10.0 + p.z * 8.0));
        let broad = value(vec2(angle * 9.0 + p.x * 20.0, p.y * 5.0));
        let crown = smooth(0.02, 0.11, p.y);
        self.hair * (0.50 + 0.55 * fine + 0.35 * broad + 0.25 * crown)
    }

    fn light_cloth(&self) -> Vec3A {
        let l = self.secondary.element_sum() / 3.0;
        if self.kind == CostumeKind::Apron || l > 0.35 { self.secondary } else { vec3a(0.66, 0.65, 0.62) }
    }

    fn leather(&self) -> Vec3A {
        (self.primary * 0.35 + self.secondary * 0.35).min(Vec3A::splat(0.3)) + vec3a(0.012, 0.008, 0.005)
    }

    /// Cloth of the trunk and the sleeves; `q` in the figure's frame.
    fn cloth(&self, s: &Skeleton, q: Vec3A, pixel: f32) -> Vec3A {
        let c = s.torso.transpose() * (q - s.chest) / s.height;
        let aa = (pixel / s.height * 0.8).max(0.0006);
        let base = folds(self.primary, q);
        let reach = 0.092 * (0.9 + 0.4 * s.breadth);
        let front = c.z > 0.012 && c.x.abs() < reach;
        if !front {
            return base;
        }
        let x = c.x.abs();
        let on = |d: f32| 1.0 - smooth(-aa, aa, d);
        let seam = base * 0.45;
        match self.kind {
            CostumeKind::Suit | CostumeKind::Coat | CostumeKind::Jacket => {
                let deep = if self.kind == CostumeKind::Suit { 0.155 } else { 0.095 };
                self.lapels(base, vec2(x, c.y), deep, aa)
            }
            CostumeKind::Shirt | CostumeKind::Apron | CostumeKind::Uniform => {
                let placket = on((x - 0.011).abs() - 0.0008);
                let button = (vec2(x, (c.y / 0.042).rem_euclid(1.0) * 0.042 - 0.021)).length() - 0.0035;
                let pocket = (c.x.abs() - 0.045).abs().max((c.y - 0.012).abs() * 0.95);
                let pockets = on((pocket - 0.022).abs() - 0.0007);
                base.lerp(seam, (placket + pockets).min(1.0) * 0.7).lerp(self.light_cloth() * 0.8, on(button))
            }
            CostumeKind::Sweater => {
                let rib = if c.y < -0.185 { 0.18 + 0.18 * (c.x * 900.0).sin() } else { 0.0 };
                let knit = 0.08 * (c.y * 420.0).sin() * smooth(0.004, 0.0015, aa);
                base * (1.0 - rib + knit)
            }
            CostumeKind::Hoodie => {
                let pocket = on(((c.y + 0.135).abs() - 0.036).abs() - 0.0009) * on(x - 0.055)
                    + on((x - 0.056 - (c.y + 0.135) * 0.3).abs() - 0.0009) * on((c.y + 0.135).abs() - 0.036);
                base.lerp(seam, pocket.min(1.0) * 0.8)
            }
            CostumeKind::Dress => {
                let neckline = on(x - 0.050 * smooth(0.020, 0.090, c.y)) * smooth(0.026, 0.030, c.y);
                base.lerp(self.face.skin, neckline)
            }
            CostumeKind::Robe => {
                let cross = on((c.x + (c.y - 0.02) * 0.45).abs() - 0.012);
                base.lerp(self.secondary, cross * smooth(-0.14, -0.12, c.y))
            }
            CostumeKind::Armour => base,
        }
    }

    /// A V of shirt, a tie, lapels with an edge, and buttons; `p` is (distance from the middle, height).
    fn lapels(&self, base: Vec3A, p: Vec2, deep: f32, aa: f32) -> Vec3A {
        let on = |d: f32| 1.0 - smooth(-aa, aa, d);
        let bottom = 0.088 - deep;
        let k = ((p.y - bottom) / deep).max(0.0);
        let opening = 0.040 * k;
        let mut c = base;
        let lapel = on(p.x - opening - 0.026 * (k * 3.0).min(1.0)) * smooth(0.0, 0.01, p.y - bottom);
        c = c.lerp(base * 1.28, lapel);
        let rim =
            on((p.x - opening - 0.026 * (k * 3.0).min(1.0)).abs() - 0.0011) * smooth(0.0, 0.01, p.y - bottom);
        c = c.lerp(base * 0.35, rim * 0.8);
        let shirt = on(p.x - opening) * smooth(0.0, 0.004, p.y - bottom);
        c = c.lerp(self.light_cloth(), shirt);
        if self.kind == CostumeKind::Suit {
            let knot = if p.y > 0.062 { 0.0095 } else { 0.0060 + 0.05 * (0.062 - p.y).max(0.0) };
            c = c.lerp(self.secondary * 0.8 + vec3a(0.03, 0.004, 0.006), on(p.x - knot) * shirt);
        } else {
            c = c.lerp(self.secondary, shirt * 0.85);
        }
        let middle = on(p.x - 0.0010) * smooth(bottom + 0.002, bottom - 0.002, p.y);
        c = c.lerp(base * 0.35, middle * 0.8);
        let step = 0.048;
        let button =
            vec2(p.x - 0.008, ((p.y - bottom) / step).rem_euclid(1.0) * step - step * 0.5).length() - 0.0042;
        c.lerp(base * 0.28, on(button) * smooth(bottom, bottom - 0.008, p.y))
    }
}
