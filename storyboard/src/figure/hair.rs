//! Hair and hats. Each style has a silhouette of its own, so that two people are told apart at the size of
//! a thumbnail. Head space, as in `head.rs`.

use super::body::{HAIR, HAT, rod};
use super::field::{Field, Matter, Shape};
use super::skeleton::Skeleton;
use crate::look::{HairStyle, Look};
use glam::{Mat3A, Vec3A, vec3a};

/// Adds the hair.
pub(crate) fn build(field: &mut Field, s: &Skeleton, look: &Look) {
    match look.hair.style {
        HairStyle::Bald => {}
        HairStyle::Short => short(field, s),
        HairStyle::Curly => curly(field, s),
        HairStyle::Hat => {
            cap(field, s, 0.0);
            hat(field, s);
        }
        HairStyle::Bun => {
            cap(field, s, 0.003);
            ball(field, s, vec3a(0.0, 0.075, -0.112), Vec3A::splat(0.040), 0.014);
        }
        HairStyle::Ponytail => ponytail(field, s),
        HairStyle::Bob => bob(field, s),
        HairStyle::Long => long(field, s),
    }
}

fn ball(field: &mut Field, s: &Skeleton, c: Vec3A, r: Vec3A, blend: f32) {
    let k = s.head_scale;
    field.put(HAIR, Matter::Hair, blend * k, Shape::Ball { c: s.of_head(c), r: r * k, turn: s.face });
}

fn lock(field: &mut Field, s: &Skeleton, a: Vec3A, b: Vec3A, radii: (f32, f32), blend: f32) {
    let k = s.head_scale;
    let shape = rod(s.of_head(a), s.of_head(b), radii.0 * k, radii.1 * k);
    field.put(HAIR, Matter::Hair, blend * k, shape);
}

fn half(field: &mut Field, s: &Skeleton, at: Vec3A, normal: Vec3A, blend: f32) {
    let shape = Shape::Half { at: s.of_head(at), normal: (s.face * normal).normalize() };
    field.cut(HAIR, blend * s.head_scale, shape);
}

/// Hair close to the skull, with a hairline above the brow and before the ears.
fn cap(field: &mut Field, s: &Skeleton, thick: f32) {
    ball(field, s, vec3a(0.0, 0.031, -0.018), vec3a(0.0820 + thick, 0.0965 + thick, 0.0970 + thick), 0.001);
    half(field, s, vec3a(0.0, 0.078, 0.050), vec3a(0.0, -0.42, 0.90), 0.010);
    half(field, s, vec3a(0.0, -0.015, 0.000), vec3a(0.0, -0.70, 0.71), 0.010);
}

fn short(field: &mut Field, s: &Skeleton) {
    cap(field, s, 0.002);
    // A parting: volume swept to one side above the brow.
    ball(field, s, vec3a(0.014, 0.104, 0.030), vec3a(0.056, 0.026, 0.050), 0.022);
    ball(field, s, vec3a(-0.036, 0.088, 0.026), vec3a(0.034, 0.024, 0.044), 0.016);
    for side in [1.0, -1.0] {
        lock(
            field,
            s,
            vec3a(side * 0.075, 0.028, 0.014),
            vec3a(side * 0.075, -0.020, 0.010),
            (0.008, 0.004),
            0.010,
        );
    }
}

fn curly(field: &mut Field, s: &Skeleton) {
    cap(field, s, 0.004);
    for i in 0..22 {
        // A spiral over the crown and the back of the head (golden angle).
        let k = i as f32 / 21.0;
        let (angle, up) = (i as f32 * 2.399_96, 1.0 - 1.15 * k);
        let around = (1.0 - up * up).max(0.0).sqrt();
        let p = vec3a(around * angle.sin() * 0.085, 0.040 + up * 0.085, around * angle.cos() * 0.090 - 0.022);
        if p.z > 0.045 && p.y < 0.075 {
            continue;
        }
        ball(field, s, p, Vec3A::splat(0.030 + 0.006 * (i % 3) as f32), 0.010);
    }
}

fn ponytail(field: &mut Field, s: &Skeleton) {
    cap(field, s, 0.001);
    let tie = vec3a(0.0, 0.070, -0.112);
    lock(field, s, tie, vec3a(0.012, 0.020, -0.158), (0.022, 0.032), 0.012);
    lock(field, s, vec3a(0.012, 0.020, -0.158), vec3a(0.022, -0.140, -0.150), (0.032, 0.008), 0.012);
}

fn bob(field: &mut Field, s: &Skeleton) {
    ball(field, s, vec3a(0.0, 0.030, -0.020), vec3a(0.0880, 0.1010, 0.1010), 0.001);
    ball(field, s, vec3a(0.0, -0.040, -0.030), vec3a(0.0940, 0.0780, 0.0860), 0.030);
    half(field, s, vec3a(0.0, -0.092, 0.0), vec3a(0.0, -1.0, 0.10), 0.010);
    half(field, s, vec3a(0.0, 0.030, 0.054), vec3a(0.0, -0.62, 0.78), 0.012);
    ball(field, s, vec3a(0.0, 0.070, 0.062), vec3a(0.062, 0.030, 0.030), 0.014);
    for side in [1.0, -1.0] {
        lock(
            field,
            s,
            vec3a(side * 0.074, 0.050, 0.040),
            vec3a(side * 0.074, -0.066, 0.034),
            (0.018, 0.013),
            0.014,
        );
    }
}

fn long(field: &mut Field, s: &Skeleton) {
    ball(field, s, vec3a(0.0, 0.032, -0.020), vec3a(0.0870, 0.1010, 0.1010), 0.001);
    ball(field, s, vec3a(0.0, -0.070, -0.052), vec3a(0.0900, 0.1500, 0.0620), 0.030);
    half(field, s, vec3a(0.0, 0.082, 0.048), vec3a(0.0, -0.45, 0.89), 0.012);
    half(field, s, vec3a(0.0, -0.010, 0.014), vec3a(0.0, -0.20, 0.98), 0.014);
    for side in [1.0, -1.0] {
        // Parted in the middle, falling in front of the shoulders.
        lock(
            field,
            s,
            vec3a(side * 0.020, 0.110, 0.040),
            vec3a(side * 0.070, 0.050, 0.038),
            (0.020, 0.018),
            0.020,
        );
        lock(
            field,
            s,
            vec3a(side * 0.072, 0.050, 0.036),
            vec3a(side * 0.080, -0.080, 0.014),
            (0.017, 0.018),
            0.014,
        );
        lock(
            field,
            s,
            vec3a(side * 0.080, -0.080, 0.014),
            vec3a(side * 0.074, -0.190, 0.034),
            (0.019, 0.008),
            0.014,
        );
    }
}

fn hat(field: &mut Field, s: &Skeleton) {
    let k = s.head_scale;
    let turn = s.face * Mat3A::from_rotation_x(0.10);
    let at = |p: Vec3A| s.of_head(vec3a(0.0, 0.066, -0.014)) + turn * p * k;
    let brim = Shape::Ball { c: at(Vec3A::ZERO), r: vec3a(0.146, 0.011, 0.165) * k, turn };
    field.put(HAT, Matter::Belt, 0.001, brim);
    let crown = Shape::Cone {
        a: at(vec3a(0.0, -0.004, 0.0)),
        b: at(vec3a(0.0, 0.088, 0.0)),
        ra: 0.094 * k,
        rb: 0.076 * k,
    };
    field.put(HAT, Matter::Belt, 0.012 * k, crown);
    let dent = rod(at(vec3a(0.0, 0.100, -0.07)), at(vec3a(0.0, 0.100, 0.08)), 0.020 * k, 0.028 * k);
    field.cut(HAT, 0.020 * k, dent);
    let band = Shape::Cone {
        a: at(vec3a(0.0, 0.008, 0.0)),
        b: at(vec3a(0.0, 0.028, 0.0)),
        ra: 0.0955 * k,
        rb: 0.0920 * k,
    };
    field.put(HAT + 1, Matter::Dark, 0.001, band);
}
