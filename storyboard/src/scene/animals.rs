//! Animals that stand in a set: a horse and a dog, out of limbs and eggs at their true sizes. Each is built around
//! its own foot and looks along +z; whoever places one turns it, for an animal is known by its profile.

use super::furniture::grey;
use super::kit::Kit;
use super::prim::Surface;
use glam::{Mat3A, Vec3A, vec3a};

const BAY: [Vec3A; 4] =
    [vec3a(0.19, 0.085, 0.042), vec3a(0.10, 0.052, 0.032), vec3a(0.30, 0.16, 0.075), vec3a(0.34, 0.32, 0.29)];
const FUR: [Vec3A; 3] = [vec3a(0.22, 0.125, 0.060), vec3a(0.075, 0.058, 0.048), vec3a(0.36, 0.27, 0.16)];
const DARK: Vec3A = vec3a(0.022, 0.017, 0.015);

/// A ball of a body, leaned forward by `lean` radians.
fn mass(k: &mut Kit, c: Vec3A, r: Vec3A, lean: f32, colour: Vec3A) {
    k.egg(c, r, Mat3A::from_rotation_x(lean), colour, Surface::Plain);
}

/// Bars from point to point, each point with its thickness, rounded where they meet.
fn chain(k: &mut Kit, points: &[(Vec3A, f32)], colour: Vec3A) {
    for pair in points.windows(2) {
        k.limb(pair[0], pair[1], colour, Surface::Plain);
    }
    for (c, r) in points.iter().skip(1) {
        k.ball(*c, Vec3A::splat(*r), colour, Surface::Plain);
    }
}

/// A horse, 1.55 m at the withers, standing with a hind foot a little back.
pub(crate) fn horse(k: &mut Kit) {
    let coat = BAY[(k.chance(640) * 3.99) as usize];
    k.whole(|k| {
        mass(k, vec3a(0.0, 1.16, 0.02), vec3a(0.28, 0.32, 0.66), 0.0, coat);
        mass(k, vec3a(0.0, 1.25, -0.50), vec3a(0.28, 0.31, 0.38), 0.25, coat);
        mass(k, vec3a(0.0, 1.18, 0.48), vec3a(0.25, 0.35, 0.32), -0.2, coat);
        mass(k, vec3a(0.0, 1.42, 0.30), vec3a(0.12, 0.13, 0.30), 0.1, coat);
        chain(
            k,
            &[
                (vec3a(0.0, 1.25, 0.50), 0.27),
                (vec3a(0.0, 1.58, 0.82), 0.17),
                (vec3a(0.0, 1.88, 1.06), 0.115),
            ],
            coat,
        );
        horse_head(k, coat);
        for side in [-0.15_f32, 0.15] {
            fore_leg(k, side, if side > 0.0 { 0.10 } else { 0.0 }, coat);
            hind_leg(k, side, if side > 0.0 { -0.12 } else { 0.04 }, coat);
        }
    });
    k.whole(|k| {
        chain(
            k,
            &[
                (vec3a(0.0, 1.40, -0.84), 0.05),
                (vec3a(0.0, 1.10, -1.02), 0.085),
                (vec3a(0.0, 0.72, -1.05), 0.075),
                (vec3a(0.0, 0.46, -0.99), 0.02),
            ],
            DARK,
        );
    });
    k.whole(|k| {
        for i in 0..6 {
            let t = i as f32 / 5.0;
            let crest = vec3a(0.0, 1.52 + 0.50 * t, 0.42 + 0.55 * t);
            mass(k, crest, vec3a(0.055, 0.15, 0.10), 0.6, DARK);
        }
        mass(k, vec3a(0.0, 1.97, 1.17), vec3a(0.05, 0.09, 0.07), 0.7, DARK);
    });
}

fn horse_head(k: &mut Kit, coat: Vec3A) {
    mass(k, vec3a(0.0, 1.88, 1.14), vec3a(0.105, 0.145, 0.16), 0.7, coat);
    chain(k, &[(vec3a(0.0, 1.87, 1.16), 0.125), (vec3a(0.0, 1.60, 1.47), 0.072)], coat);
    mass(k, vec3a(0.0, 1.585, 1.49), vec3a(0.078, 0.075, 0.085), 0.7, coat * 0.5);
    for x in [-0.062_f32, 0.062] {
        k.limb(
            (vec3a(x, 1.98, 1.08), 0.042),
            (vec3a(x * 1.25, 2.14, 1.10), 0.004),
            coat * 0.8,
            Surface::Plain,
        );
        k.ball(vec3a(x * 1.55, 1.865, 1.24), Vec3A::splat(0.026), DARK, Surface::Metal);
        k.ball(vec3a(x * 1.05, 1.585, 1.545), Vec3A::splat(0.018), DARK, Surface::Plain);
    }
}

fn fore_leg(k: &mut Kit, x: f32, ahead: f32, coat: Vec3A) {
    chain(k, &[(vec3a(x, 1.08, 0.46), 0.13), (vec3a(x, 0.56, 0.48 + ahead), 0.062)], coat);
    let (knee, fetlock) = (vec3a(x, 0.56, 0.48 + ahead), vec3a(x, 0.16, 0.46 + ahead));
    foot(k, knee, fetlock, coat);
}

fn hind_leg(k: &mut Kit, x: f32, ahead: f32, coat: Vec3A) {
    let (stifle, hock) = (vec3a(x, 0.76, -0.40 + ahead * 0.5), vec3a(x, 0.54, -0.72 + ahead));
    chain(k, &[(vec3a(x, 1.16, -0.58), 0.20), (stifle, 0.125), (hock, 0.062)], coat);
    foot(k, hock, vec3a(x, 0.16, -0.66 + ahead), coat);
}

/// A cannon, a pastern and a hoof.
fn foot(k: &mut Kit, from: Vec3A, fetlock: Vec3A, coat: Vec3A) {
    let dark = coat * 0.35 + DARK * 0.5;
    chain(k, &[(from, 0.054), (fetlock, 0.046), (fetlock + vec3a(0.0, -0.09, 0.05), 0.044)], dark);
    k.taper(vec3a(fetlock.x, 0.0, fetlock.z + 0.06), 0.075, 0.70, 0.09, grey(0.03), Surface::Plain);
}

/// A dog of a shepherd's size, 0.6 m at the withers.
pub(crate) fn dog(k: &mut Kit) {
    let fur = FUR[(k.chance(650) * 2.99) as usize];
    k.whole(|k| {
        mass(k, vec3a(0.0, 0.455, -0.02), vec3a(0.105, 0.125, 0.30), 0.08, fur);
        mass(k, vec3a(0.0, 0.445, 0.19), vec3a(0.12, 0.165, 0.15), -0.2, fur);
        mass(k, vec3a(0.0, 0.475, -0.23), vec3a(0.105, 0.12, 0.13), 0.2, fur);
        chain(k, &[(vec3a(0.0, 0.50, 0.24), 0.115), (vec3a(0.0, 0.69, 0.40), 0.078)], fur);
        mass(k, vec3a(0.0, 0.725, 0.43), vec3a(0.085, 0.082, 0.10), 0.2, fur);
        chain(k, &[(vec3a(0.0, 0.705, 0.46), 0.055), (vec3a(0.0, 0.675, 0.63), 0.036)], fur * 0.6);
        k.ball(vec3a(0.0, 0.692, 0.662), Vec3A::splat(0.022), DARK, Surface::Metal);
        for x in [-0.052_f32, 0.052] {
            let ear = (vec3a(x * 1.25, 0.90, 0.385), 0.004);
            k.limb((vec3a(x, 0.775, 0.40), 0.040), ear, fur * 0.6, Surface::Plain);
            k.ball(vec3a(x * 1.05, 0.745, 0.515), Vec3A::splat(0.015), DARK, Surface::Metal);
        }
        for x in [-0.082_f32, 0.082] {
            let step = if x > 0.0 { 0.05 } else { -0.02 };
            let (elbow, wrist) = (vec3a(x, 0.34, 0.19), vec3a(x, 0.13, 0.20 + step));
            let paw = vec3a(x, 0.035, 0.22 + step);
            chain(k, &[(vec3a(x, 0.44, 0.20), 0.075), (elbow, 0.048), (wrist, 0.030), (paw, 0.032)], fur);
            mass(k, paw, vec3a(0.036, 0.030, 0.055), 0.0, fur * 1.1);
            let (stifle, hock) = (vec3a(x, 0.29, -0.17), vec3a(x, 0.17, -0.33 - step));
            let paw = vec3a(x, 0.035, -0.28 - step);
            chain(k, &[(vec3a(x, 0.45, -0.24), 0.105), (stifle, 0.062), (hock, 0.030), (paw, 0.030)], fur);
            mass(k, paw, vec3a(0.036, 0.030, 0.055), 0.0, fur * 1.1);
        }
        let tail = [(vec3a(0.0, 0.52, -0.33), 0.036), (vec3a(0.0, 0.47, -0.52), 0.045)];
        chain(k, &[tail[0], tail[1], (vec3a(0.0, 0.55, -0.68), 0.018)], fur * 0.8);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{TimeOfDay, Weather};

    /// Lowest, highest and length of what is built.
    fn extent(build: fn(&mut Kit)) -> (f32, f32, f32) {
        let mut k = Kit::new(4, TimeOfDay::Day, Weather::Clear, false);
        k.thing(0.0, 0.0, 0.0, build);
        let (lo, hi) = k
            .prims
            .iter()
            .map(super::super::prim::Prim::bounds)
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            .expect("a body");
        (lo.y, hi.y, hi.z - lo.z)
    }

    #[test]
    fn animals_stand_on_the_ground_at_their_true_sizes() {
        let (foot, top, long) = extent(horse);
        assert!(
            foot.abs() < 0.03 && (2.0..2.3).contains(&top) && (2.3..2.9).contains(&long),
            "{foot} {top} {long}"
        );
        let (foot, top, long) = extent(dog);
        assert!(
            foot.abs() < 0.03 && (0.8..1.0).contains(&top) && (1.1..1.5).contains(&long),
            "{foot} {top} {long}"
        );
    }

    #[test]
    fn an_animal_is_one_body_to_the_ink() {
        let mut k = Kit::new(4, TimeOfDay::Day, Weather::Clear, false);
        k.thing(0.0, 0.0, 0.0, dog);
        assert!(k.prims.len() > 20 && k.prims.iter().all(|prim| prim.id == k.prims[0].id));
    }
}
