//! A body's joints in metres, in the figure's own frame: +x its left, +y up, +z the way it faces, the
//! ground at y = 0. A pose gives pelvis, lean, hands and feet; elbows and knees follow from the bones'
//! lengths, so that no arm is ever longer than the other.

use super::pose::{Stance, stance};
use crate::look::{Age, Look, Presenting};
use crate::words::Pose;
use glam::{Mat3A, Vec3A, vec3a};

/// Where everything of a body is. Index 0 is the left limb, 1 the right.
#[derive(Clone, Debug)]
pub(crate) struct Skeleton {
    pub height: f32,
    pub breadth: f32,
    pub hip: Vec3A,
    pub chest: Vec3A,
    pub neck: Vec3A,
    pub head: Vec3A,
    /// Axes of the trunk in columns: side, up, front.
    pub torso: Mat3A,
    /// Axes of the head in columns.
    pub face: Mat3A,
    /// Metres of the figure to one metre of the head that is modelled.
    pub head_scale: f32,
    pub shoulder: [Vec3A; 2],
    pub elbow: [Vec3A; 2],
    pub wrist: [Vec3A; 2],
    pub thigh: [Vec3A; 2],
    pub knee: [Vec3A; 2],
    pub ankle: [Vec3A; 2],
    pub fist: [bool; 2],
    /// Whether the right index finger points.
    pub points: bool,
}

/// The joint between two bones of lengths `upper` and `lower` that reach from `root` to `end`, bent
/// towards `pole`; `end` is drawn in when it is out of reach.
fn bend(root: Vec3A, end: &mut Vec3A, upper: f32, lower: f32, pole: Vec3A) -> Vec3A {
    let mut along = *end - root;
    let most = (upper + lower) * 0.998;
    if along.length() > most {
        along = along.normalize() * most;
        *end = root + along;
    }
    let length = along.length().max(1e-3);
    let axis = along / length;
    let t = ((upper * upper - lower * lower + length * length) / (2.0 * length)).clamp(-upper, upper);
    let out = (upper * upper - t * t).max(0.0).sqrt();
    let side = (pole - axis * pole.dot(axis)).normalize_or(Vec3A::Z);
    root + axis * t + side * out
}

impl Skeleton {
    /// The body of somebody in a pose, looking `gaze` degrees up.
    pub(crate) fn new(look: &Look, pose: Pose, gaze: f32) -> Self {
        let h = look.build.height_m;
        let s = stance(pose);
        let old = if look.age == Age::Old { 6.0 } else { 0.0 };
        let torso = Mat3A::from_rotation_x((s.lean + old).to_radians());
        let hip = s.hip * h;
        let neck = hip + torso * vec3a(0.0, 0.288 * h, 0.0);
        let pitch = s.head_pitch + gaze * 0.55 - (s.lean + old) * 0.35;
        let face = Mat3A::from_rotation_x((-pitch).to_radians());
        let least = if look.age == Age::Child { 0.88 } else { 0.93 };
        let head_scale = (h / 1.76).max(least);
        let head = neck + face * vec3a(0.0, 0.166 * head_scale, 0.020 * head_scale);
        let mut body = Self {
            height: h,
            breadth: breadth(look),
            hip,
            chest: hip + torso * vec3a(0.0, 0.205 * h, 0.0),
            neck,
            head,
            torso,
            face,
            head_scale,
            shoulder: [Vec3A::ZERO; 2],
            elbow: [Vec3A::ZERO; 2],
            wrist: [Vec3A::ZERO; 2],
            thigh: [Vec3A::ZERO; 2],
            knee: [Vec3A::ZERO; 2],
            ankle: [Vec3A::ZERO; 2],
            fist: s.fist,
            points: pose == Pose::Point,
        };
        body.limbs(look, &s);
        if s.lying {
            body.lay_down();
        }
        body
    }

    fn limbs(&mut self, look: &Look, s: &Stance) {
        let h = self.height;
        let span = match look.presenting {
            Presenting::Feminine => 0.090,
            Presenting::Masculine => 0.108,
            Presenting::Neutral => 0.099,
        } * (0.88 + 0.25 * self.breadth);
        for (i, side) in [(0, 1.0), (1, -1.0)] {
            self.shoulder[i] = self.neck + self.torso * vec3a(side * span * h, -0.037 * h, -0.006 * h);
            let out = s.hands[i].x * (span / 0.102);
            self.wrist[i] = self.neck + self.torso * (vec3a(out, s.hands[i].y, s.hands[i].z) * h);
            let pole = self.torso * vec3a(side * s.elbow.x, s.elbow.y, s.elbow.z);
            self.elbow[i] = bend(self.shoulder[i], &mut self.wrist[i], 0.175 * h, 0.152 * h, pole);
            self.thigh[i] = self.hip + self.torso * vec3a(side * 0.05 * h, -0.018 * h, 0.0);
            self.ankle[i] = s.feet[i] * h;
            let pole = vec3a(side * 0.12, s.knee.y, s.knee.z);
            self.knee[i] = bend(self.thigh[i], &mut self.ankle[i], 0.243 * h, 0.240 * h, pole);
        }
    }

    /// Turns the standing body onto its back, its head to its right, its middle at the origin.
    fn lay_down(&mut self) {
        let turn = Mat3A::from_cols(vec3a(0.0, 0.0, -1.0), vec3a(-1.0, 0.0, 0.0), vec3a(0.0, 1.0, 0.0));
        let shift = vec3a(0.5 * self.height, 0.075 * self.height, 0.0);
        let place = |p: &mut Vec3A| *p = turn * *p + shift;
        for p in [&mut self.hip, &mut self.chest, &mut self.neck, &mut self.head] {
            place(p);
        }
        for limb in [
            &mut self.shoulder,
            &mut self.elbow,
            &mut self.wrist,
            &mut self.thigh,
            &mut self.knee,
            &mut self.ankle,
        ] {
            limb.iter_mut().for_each(place);
        }
        self.torso = turn * self.torso;
        self.face = turn * self.face;
    }

    /// A point of the head, given in metres of the modelled head.
    pub(crate) fn of_head(&self, p: Vec3A) -> Vec3A {
        self.head + self.face * p * self.head_scale
    }

    /// A point of the trunk, given in body heights from the chest.
    pub(crate) fn of_chest(&self, p: Vec3A) -> Vec3A {
        self.chest + self.torso * p * self.height
    }

    /// Highest point of the head.
    pub(crate) fn top(&self) -> f32 {
        let up = self.of_head(vec3a(0.0, 0.125, -0.02)).y;
        up.max(self.head.y + 0.09 * self.head_scale)
    }
}

fn breadth(look: &Look) -> f32 {
    let age = if look.age == Age::Child { 0.85 } else { 1.0 };
    look.build.breadth * age
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bones_keep_their_length_in_every_pose() {
        let look = Look::default();
        for pose in Pose::ALL {
            let s = Skeleton::new(&look, *pose, 0.0);
            for i in 0..2 {
                let upper = (s.elbow[i] - s.shoulder[i]).length() / s.height;
                let thigh = (s.knee[i] - s.thigh[i]).length() / s.height;
                assert!((upper - 0.175).abs() < 0.004, "{pose}: upper arm {upper}");
                assert!((thigh - 0.243).abs() < 0.004, "{pose}: thigh {thigh}");
            }
        }
    }

    #[test]
    fn no_joint_sinks_into_the_ground() {
        for pose in Pose::ALL {
            let s = Skeleton::new(&Look::default(), *pose, 0.0);
            for joint in s.knee.iter().chain(&s.ankle).chain(&s.wrist).chain(&s.elbow) {
                assert!(joint.y > 0.02, "{pose}: {joint}");
            }
        }
    }

    #[test]
    fn looking_up_turns_the_face_up() {
        let front = |gaze| (Skeleton::new(&Look::default(), Pose::Stand, gaze).face * Vec3A::Z).y;
        assert!(front(40.0) > front(0.0) && front(0.0) > front(-40.0));
    }
}
