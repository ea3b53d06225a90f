//! Trunk, limbs, hands and shoes of a figure, as parts of its field. What is bare and what is clothed is
//! the costume's business; the shapes are the same.

use super::field::{Detail, Field, Matter, Shape};
use super::skeleton::Skeleton;
use crate::look::{Age, CostumeKind, Look, Presenting};
use glam::{Mat3A, Vec3A, vec3a};

/// Groups of a figure's field, in the order they are added.
pub(crate) const TOP: u8 = 10;
pub(crate) const BOTTOM: u8 = 20;
pub(crate) const SHOES: u8 = 30;
pub(crate) const BARE: u8 = 40;
pub(crate) const TRIM: u8 = 50;
pub(crate) const HEAD: u8 = 60;
pub(crate) const HAIR: u8 = 70;
pub(crate) const HAT: u8 = 80;
pub(crate) const MARKS: u8 = 90;
pub(crate) const HELD: u8 = 110;

/// Which sleeves a costume has.
#[derive(Clone, Copy, PartialEq)]
enum Sleeve {
    Long,
    Rolled,
    Short,
}

fn sleeve(kind: CostumeKind) -> Sleeve {
    match kind {
        CostumeKind::Shirt | CostumeKind::Apron => Sleeve::Rolled,
        CostumeKind::Dress => Sleeve::Short,
        _ => Sleeve::Long,
    }
}

/// How much the cloth adds to the limbs.
fn bulk(kind: CostumeKind) -> f32 {
    match kind {
        CostumeKind::Coat | CostumeKind::Robe => 1.22,
        CostumeKind::Hoodie | CostumeKind::Sweater => 1.16,
        CostumeKind::Jacket | CostumeKind::Uniform | CostumeKind::Armour => 1.10,
        CostumeKind::Suit => 1.05,
        CostumeKind::Shirt | CostumeKind::Apron => 0.98,
        CostumeKind::Dress => 0.90,
    }
}

pub(crate) fn rod(a: Vec3A, b: Vec3A, ra: f32, rb: f32) -> Shape {
    Shape::Rod { a, b, ra, rb }
}

/// Adds everything below the head except what the costume hangs on it.
pub(crate) fn build(field: &mut Field, s: &Skeleton, look: &Look) {
    trunk(field, s, look);
    arms(field, s, look);
    legs(field, s, look);
    shoes(field, s, look);
    bare(field, s, look);
}

fn trunk(field: &mut Field, s: &Skeleton, look: &Look) {
    let h = s.height;
    let wide = 0.84 + 0.36 * s.breadth;
    let deep = 0.80 + 0.50 * s.breadth;
    let cloth = 0.5 + 0.5 * bulk(look.costume.kind);
    let child = look.age == Age::Child;
    let (chest, waist, hips) = match look.presenting {
        _ if child => (0.090, 0.080, 0.086),
        Presenting::Feminine => (0.086, 0.068, 0.096),
        Presenting::Masculine => (0.106, 0.086, 0.086),
        Presenting::Neutral => (0.096, 0.078, 0.090),
    };
    let mut ball = |at: Vec3A, x: f32, y: f32, z: f32, blend: f32| {
        let r = vec3a(x * wide * cloth, y, z * deep * cloth) * h;
        field.put(TOP, Matter::Top, blend * h, Shape::Ball { c: at, r, turn: s.torso });
    };
    ball(s.of_chest(vec3a(0.0, 0.0, -0.004)), chest, 0.092, 0.064, 0.01);
    ball(s.of_chest(vec3a(0.0, -0.110, 0.004)), waist, 0.085, 0.054, 0.06);
    ball(s.of_chest(vec3a(0.0, -0.195, 0.0)), hips, 0.066, 0.064, 0.05);
    if look.presenting == Presenting::Feminine && !child {
        for side in [1.0, -1.0] {
            ball(s.of_chest(vec3a(side * 0.038, -0.012, 0.042)), 0.036, 0.040, 0.034, 0.03);
        }
    }
    let inner = |i: usize, k: f32| s.shoulder[i].lerp(s.shoulder[1 - i], k);
    field.put(
        TOP,
        Matter::Top,
        0.04 * h,
        rod(inner(0, 0.08), inner(1, 0.08), 0.032 * h * cloth, 0.032 * h * cloth),
    );
    let nape = s.neck - s.torso * vec3a(0.0, 0.024 * h, 0.004 * h);
    field.put(
        TOP,
        Matter::Top,
        0.035 * h,
        rod(nape, nape + s.torso * vec3a(0.0, 0.016 * h, 0.0), 0.052 * h, 0.036 * h),
    );
}

fn arms(field: &mut Field, s: &Skeleton, look: &Look) {
    let h = s.height;
    let t = bulk(look.costume.kind) * (0.84 + 0.34 * s.breadth);
    let wide = if look.costume.kind == CostumeKind::Robe { 1.7 } else { 1.0 };
    for i in 0..2 {
        let (a, b, c) = (s.shoulder[i], s.elbow[i], s.wrist[i]);
        let end = match sleeve(look.costume.kind) {
            Sleeve::Short => {
                field.put(
                    TOP,
                    Matter::Top,
                    0.022 * h,
                    rod(a, a.lerp(b, 0.42), 0.0315 * h * t, 0.0315 * h * t),
                );
                continue;
            }
            Sleeve::Rolled => b.lerp(c, 0.18),
            Sleeve::Long => c,
        };
        field.put(TOP, Matter::Top, 0.022 * h, rod(a, b, 0.0310 * h * t, 0.0255 * h * t));
        field.put(TOP, Matter::Top, 0.010 * h, rod(b, end, 0.0255 * h * t, 0.0205 * h * t * wide));
    }
}

fn legs(field: &mut Field, s: &Skeleton, look: &Look) {
    let h = s.height;
    let t = 0.86 + 0.34 * s.breadth;
    let bare = look.costume.kind == CostumeKind::Dress;
    let matter = if bare { Matter::Skin } else { Matter::Bottom };
    let slim = if bare { 0.80 } else { 1.0 };
    for i in 0..2 {
        let (a, b, c) = (s.thigh[i], s.knee[i], s.ankle[i]);
        field.put(BOTTOM, matter, 0.015 * h, rod(a, b, 0.054 * h * t, 0.037 * h * t * slim));
        let cuff = if bare { 0.018 } else { 0.029 * t };
        field.put(
            BOTTOM,
            matter,
            0.018 * h,
            rod(b, c - Vec3A::Y * 0.004 * h, 0.037 * h * t * slim, cuff * h),
        );
        if bare {
            let calf = b.lerp(c, 0.3) - (s.torso * Vec3A::Z) * 0.010 * h;
            field.put(BOTTOM, matter, 0.04 * h, rod(calf, calf.lerp(c, 0.3), 0.026 * h, 0.020 * h));
        }
    }
}

/// Axes of a foot: along the shin's forward side, level with the ground where it stands on it.
fn shoes(field: &mut Field, s: &Skeleton, look: &Look) {
    let h = s.height;
    let heel = look.presenting == Presenting::Feminine
        && look.age != Age::Child
        && look.costume.kind == CostumeKind::Dress;
    for (i, out) in [(0, 0.16_f32), (1, -0.16)] {
        let shin = (s.knee[i] - s.ankle[i]).normalize_or(Vec3A::Y);
        let front = s.torso * Vec3A::Z;
        let flat = shin.y > 0.55;
        let up = if flat { Vec3A::Y } else { shin };
        let ahead =
            (front + s.torso * vec3a(out, 0.0, 0.0)).reject_from_normalized(up).normalize_or(Vec3A::Z);
        let a = s.ankle[i];
        let sole = a - up * 0.020 * h;
        field.put(
            SHOES,
            Matter::Shoe,
            0.012 * h,
            rod(sole - ahead * 0.014 * h, sole + ahead * 0.034 * h, 0.023 * h, 0.022 * h),
        );
        let toe = Shape::Ball {
            c: sole + ahead * 0.062 * h - up * 0.004 * h,
            r: vec3a(0.026, 0.017, 0.040) * h,
            turn: Mat3A::from_cols(up.cross(ahead), up, ahead),
        };
        field.put(SHOES, Matter::Shoe, 0.016 * h, toe);
        field.put(SHOES, Matter::Shoe, 0.010 * h, rod(a, a + shin * 0.02 * h, 0.024 * h, 0.024 * h));
        if flat {
            field.cut(SHOES, 0.004 * h, Shape::Half { at: a - Vec3A::Y * 0.041 * h, normal: -Vec3A::Y });
        }
        if heel {
            let back = sole - ahead * 0.022 * h;
            field.put(SHOES, Matter::Shoe, 0.006 * h, rod(back, back - up * 0.018 * h, 0.008 * h, 0.005 * h));
        }
    }
}

/// Hands, and what the sleeves leave bare.
fn bare(field: &mut Field, s: &Skeleton, look: &Look) {
    let h = s.height;
    let t = 0.84 + 0.34 * s.breadth;
    for i in 0..2 {
        let (a, b, c) = (s.shoulder[i], s.elbow[i], s.wrist[i]);
        match sleeve(look.costume.kind) {
            Sleeve::Short => {
                field.put(
                    BARE,
                    Matter::Skin,
                    0.012 * h,
                    rod(a.lerp(b, 0.3), b, 0.027 * h * t, 0.021 * h * t),
                );
                field.put(BARE, Matter::Skin, 0.012 * h, rod(b, c, 0.022 * h * t, 0.0145 * h * t));
            }
            Sleeve::Rolled => {
                field.put(BARE, Matter::Skin, 0.012 * h, rod(b, c, 0.0215 * h * t, 0.015 * h * t));
            }
            Sleeve::Long => {}
        }
        hand(field, s, i);
    }
}

fn hand(field: &mut Field, s: &Skeleton, i: usize) {
    let h = s.height * 0.55 + 0.45 * 1.76 * s.head_scale;
    let group = BARE + i as u8;
    let along = (s.wrist[i] - s.elbow[i]).normalize_or(Vec3A::Y);
    let out = if i == 0 { 1.0 } else { -1.0 };
    // The thumb's side: forwards for a hanging arm, upwards for one held forward.
    let front = s.torso * Vec3A::Z;
    let up = s.torso * Vec3A::Y;
    let thumb = (front * 0.8 + up * 0.7).reject_from_normalized(along).normalize_or(front);
    let palm = along.cross(thumb) * out;
    let root = s.wrist[i];
    let turn = Mat3A::from_cols(thumb, along, thumb.cross(along));
    let c = root + along * 0.026 * h;
    field.put(
        group,
        Matter::Skin,
        0.010 * h,
        rod(root - along * 0.02 * h, root + along * 0.01 * h, 0.0150 * h, 0.0140 * h),
    );
    field.put(group, Matter::Skin, 0.012 * h, Shape::Ball { c, r: vec3a(0.0225, 0.031, 0.0125) * h, turn });
    let curl: f32 = if s.fist[i] { 1.0 } else { 0.32 };
    for finger in 0..4 {
        let k = finger as f32;
        let base = root + along * (0.048 - 0.003 * (k - 1.2).abs()) * h + thumb * (0.0165 - 0.0108 * k) * h;
        let length = (0.026 - 0.003 * (k - 1.2).abs()) * h;
        let curl = if s.points && i == 1 { if finger == 0 { 0.02 } else { 1.0 } } else { curl };
        let first = (along * (1.0 - 0.75 * curl) + palm * curl).normalize();
        let second = (along * (1.0 - 1.9 * curl) + palm * curl * (1.0 - 0.3 * curl)).normalize();
        let mid = base + first * length;
        field.put(group, Matter::Skin, 0.004 * h, rod(base, mid, 0.0066 * h, 0.0060 * h));
        field.put_when(
            Detail::Near,
            group,
            Matter::Skin,
            0.003 * h,
            rod(mid, mid + second * length * 0.9, 0.0060 * h, 0.0048 * h),
        );
    }
    let base = root + along * 0.016 * h + thumb * 0.016 * h;
    let tip = base + (along * 0.75 + thumb * 0.55 + palm * 0.45).normalize() * 0.038 * h;
    field.put(group, Matter::Skin, 0.008 * h, rod(base, tip, 0.0085 * h, 0.0062 * h));
}
