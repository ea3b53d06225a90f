//! What a costume hangs on the body: skirts of coats and dresses, collars, belts, hoods, plates.

use super::body::{TOP, TRIM, rod};
use super::field::{Detail, Field, Matter, Shape};
use super::skeleton::Skeleton;
use crate::look::{CostumeKind, Look};
use glam::{Mat3A, Vec3A, vec3a};

/// Adds the costume's own shapes. The group [`TOP`] must be the last added to, so it comes first.
pub(crate) fn build(field: &mut Field, s: &Skeleton, look: &Look) {
    match look.costume.kind {
        CostumeKind::Coat => skirt(field, s, 0.245, 0.128, 0.30),
        CostumeKind::Dress => skirt(field, s, 0.270, 0.150, 0.34),
        CostumeKind::Robe => skirt(field, s, 0.470, 0.135, 0.22),
        CostumeKind::Suit => skirt(field, s, 0.060, 0.114, 0.2),
        CostumeKind::Jacket | CostumeKind::Uniform => skirt(field, s, 0.035, 0.111, 0.2),
        CostumeKind::Hoodie | CostumeKind::Sweater => skirt(field, s, 0.020, 0.108, 0.0),
        CostumeKind::Shirt | CostumeKind::Apron => skirt(field, s, 0.010, 0.105, 0.0),
        CostumeKind::Armour => skirt(field, s, 0.070, 0.110, 0.2),
    }
}

/// Adds collars, belts and the like, each a group of its own.
pub(crate) fn trim(field: &mut Field, s: &Skeleton, look: &Look) {
    let h = s.height;
    match look.costume.kind {
        CostumeKind::Coat => {
            collar(field, s, Matter::Top, 0.034);
            belt(field, s, Matter::Belt, 0.012);
        }
        CostumeKind::Suit => collar(field, s, Matter::Shirt, 0.018),
        CostumeKind::Shirt | CostumeKind::Apron => collar(field, s, Matter::Top, 0.018),
        CostumeKind::Jacket => collar(field, s, Matter::Top, 0.024),
        CostumeKind::Uniform => {
            collar(field, s, Matter::Top, 0.020);
            belt(field, s, Matter::Belt, 0.014);
            for i in 0..2 {
                // A shoulder strap lies on the slope between collar and arm.
                let out = if i == 0 { -1.0 } else { 1.0 };
                let c = s.shoulder[i] + s.torso * (vec3a(out * 0.014, 0.035, 0.0) * h);
                let half = vec3a(0.027, 0.005, 0.017) * h;
                let turn = s.torso * Mat3A::from_rotation_z(out * 0.24);
                field.put(TRIM + 3, Matter::Belt, 0.001, Shape::Slab { c, half, round: 0.003 * h, turn });
            }
        }
        CostumeKind::Sweater => {
            let c = s.neck + s.torso * vec3a(0.0, 0.004 * h, 0.006 * h);
            field.put(
                TRIM,
                Matter::Top,
                0.001,
                Shape::Ring { c, radius: 0.040 * h, thick: 0.011 * h, turn: tilt(s) },
            );
        }
        CostumeKind::Hoodie => hood(field, s),
        CostumeKind::Robe => belt(field, s, Matter::Belt, 0.010),
        CostumeKind::Armour => plates(field, s),
        CostumeKind::Dress => {}
    }
    if look.costume.kind == CostumeKind::Apron {
        // It hangs to the knees; of somebody who sits it covers the lap.
        let (low, half_tall) = if bent(s) { (-0.10, 0.085) } else { (-0.17, 0.155) };
        let c = s.of_chest(vec3a(0.0, low, 0.062 + 0.03 * s.breadth));
        let half = vec3a(0.078, half_tall, 0.012) * h;
        field.put(
            TRIM + 4,
            Matter::Shirt,
            0.004 * h,
            Shape::Slab { c, half, round: 0.011 * h, turn: s.torso },
        );
    }
}

fn tilt(s: &Skeleton) -> Mat3A {
    s.torso * Mat3A::from_rotation_x(0.32)
}

/// Whether the thighs leave the trunk's line so far that cloth lies on them instead of hanging.
fn bent(s: &Skeleton) -> bool {
    let down = -(s.torso * Vec3A::Y);
    (0..2).all(|i| (s.knee[i] - s.thigh[i]).normalize_or(down).dot(down) < 0.72)
}

/// Cloth `length` body heights long over bent legs: it follows each thigh, and beyond the knee the shin,
/// wider than the leg below it; what is long enough closes over the lap.
fn lap(field: &mut Field, s: &Skeleton, length: f32, hem: f32) {
    let h = s.height;
    let t = (0.86 + 0.34 * s.breadth) * h;
    let mut put = |a: Vec3A, b: Vec3A, ra: f32, rb: f32| {
        field.put(TOP, Matter::Top, 0.022 * h, rod(a, b, ra, rb));
    };
    let length = (length + 0.035) * h;
    let mut ends = [Vec3A::ZERO; 2];
    for (i, hem_at) in ends.iter_mut().enumerate() {
        let (root, knee, ankle) = (s.thigh[i], s.knee[i], s.ankle[i]);
        let thigh = (knee - root).length();
        let k = (length / thigh).min(1.0);
        let end = root.lerp(knee, k);
        let over = |k: f32| (0.054 + (0.037 - 0.054) * k) * t + 0.007 * h;
        put(root, end, over(0.0), over(k));
        *hem_at = end;
        let rest = ((length - thigh) / (ankle - knee).length()).clamp(0.0, 0.9);
        if rest > 0.05 {
            put(knee, knee.lerp(ankle, rest), over(1.0), (0.37 * hem * t).max(over(1.0)));
        }
    }
    if length > 0.18 * h {
        let middle = (s.thigh[0] + s.thigh[1]) * 0.5;
        put(middle, (ends[0] + ends[1]) * 0.5, 0.058 * t, 0.040 * t);
    }
}

/// A skirt from the waist: it hangs when standing and walking, and lies on the legs when they are bent.
fn skirt(field: &mut Field, s: &Skeleton, length: f32, hem: f32, sway: f32) {
    if bent(s) {
        return lap(field, s, length, hem);
    }
    let h = s.height;
    let wide = 0.86 + 0.34 * s.breadth;
    let knees = (s.knee[0] + s.knee[1]) * 0.5;
    let hips = (s.thigh[0] + s.thigh[1]) * 0.5;
    let down =
        (-(s.torso * Vec3A::Y) * 0.8 + (knees - hips).normalize_or(-Vec3A::Y) * (0.8 + sway)).normalize();
    let from = s.hip + s.torso * vec3a(0.0, 0.030 * h, 0.0);
    let to = s.hip + down * (length + 0.035) * h;
    field.put(
        TOP,
        Matter::Top,
        0.028 * h,
        Shape::Cone { a: from, b: to, ra: 0.090 * h * wide, rb: hem * h * wide },
    );
}

fn collar(field: &mut Field, s: &Skeleton, matter: Matter, tall: f32) {
    let h = s.height;
    let turn = tilt(s);
    let base = s.neck + s.torso * vec3a(0.0, -0.006 * h, 0.004 * h);
    let top = base + turn * vec3a(0.0, tall * h, 0.0);
    field.put(
        TRIM,
        matter,
        0.002,
        Shape::Cone { a: base, b: top, ra: 0.047 * h, rb: (0.040 + tall * 0.22) * h },
    );
    let well = |k: f32| base + turn * vec3a(0.0, tall * h * k, 0.0);
    field.cut(
        TRIM,
        0.002,
        Shape::Cone { a: well(-0.5), b: well(1.8), ra: 0.038 * h, rb: (0.034 + tall * 0.3) * h },
    );
    if tall <= 0.018 {
        return;
    }
    // Open at the front: two flaps meet in a V.
    let front = base + s.torso * vec3a(0.0, tall * h * 0.9, 0.056 * h);
    field.cut(
        TRIM,
        0.004,
        rod(front, front + s.torso * vec3a(0.0, 0.02 * h, 0.01 * h), 0.010 * h, 0.022 * h),
    );
}

fn belt(field: &mut Field, s: &Skeleton, matter: Matter, tall: f32) {
    let h = s.height;
    let wide = (0.84 + 0.36 * s.breadth) * 1.07;
    let c = s.of_chest(vec3a(0.0, -0.140, 0.003));
    let r = vec3a(0.086 * wide, tall, 0.072 * wide) * h;
    field.put(TRIM + 2, matter, 0.001, Shape::Ball { c, r, turn: s.torso });
    let buckle = s.of_chest(vec3a(0.0, -0.140, 0.072 * wide));
    let half = vec3a(0.014, tall * 1.1, 0.006) * h;
    field.put_when(
        Detail::Near,
        TRIM + 3,
        Matter::Metal,
        0.001,
        Shape::Slab { c: buckle, half, round: 0.002, turn: s.torso },
    );
}

fn hood(field: &mut Field, s: &Skeleton) {
    let h = s.height;
    let c = s.neck + s.torso * vec3a(0.0, 0.012 * h, -0.046 * h);
    let r = vec3a(0.066, 0.040, 0.034) * h;
    field.put(TRIM, Matter::Top, 0.01 * h, Shape::Ball { c, r, turn: s.torso });
    let c = s.neck + s.torso * vec3a(0.0, 0.004 * h, -0.004 * h);
    field.put(
        TRIM,
        Matter::Top,
        0.02 * h,
        Shape::Ring { c, radius: 0.050 * h, thick: 0.015 * h, turn: tilt(s) },
    );
    for side in [1.0, -1.0] {
        let a = s.of_chest(vec3a(side * 0.020, 0.072, 0.052));
        let b = s.of_chest(vec3a(side * 0.024, -0.005, 0.074 + 0.02 * s.breadth));
        field.put_when(Detail::Near, TRIM + 2, Matter::Shirt, 0.001, rod(a, b, 0.0028 * h, 0.0028 * h));
    }
}

fn plates(field: &mut Field, s: &Skeleton) {
    let h = s.height;
    let c = s.of_chest(vec3a(0.0, -0.008, 0.004));
    let r = vec3a(0.112, 0.100, 0.082) * h * (0.86 + 0.3 * s.breadth);
    field.put(TRIM, Matter::Metal, 0.002, Shape::Ball { c, r, turn: s.torso });
    for i in 0..2 {
        let out = if i == 0 { 1.0 } else { -1.0 };
        let c = s.shoulder[i] + s.torso * vec3a(out * 0.014, 0.006, 0.0) * h;
        let r = vec3a(0.052, 0.044, 0.054) * h;
        field.put(TRIM + 2 + i as u8, Matter::Metal, 0.002, Shape::Ball { c, r, turn: s.torso });
        field.put(
            TRIM + 4 + i as u8,
            Matter::Metal,
            0.002,
            rod(s.elbow[i].lerp(s.wrist[i], 0.25), s.wrist[i], 0.032 * h, 0.026 * h),
        );
        field.put(
            TRIM + 6 + i as u8,
            Matter::Metal,
            0.002,
            rod(s.knee[i].lerp(s.ankle[i], 0.12), s.ankle[i], 0.044 * h, 0.034 * h),
        );
    }
    belt(field, s, Matter::Belt, 0.013);
}
