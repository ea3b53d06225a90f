//! Poses as a director would set them: where pelvis, hands and feet are, how far the trunk leans. All in
//! body heights, so that a child sits as a grown-up does. Hands are relative to the base of the neck.

use crate::words::{Pose, PropKind};
use glam::{Vec3A, vec3a};

/// One pose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stance {
    pub hip: Vec3A,
    /// Degrees the trunk leans forwards.
    pub lean: f32,
    /// Degrees the head is raised.
    pub head_pitch: f32,
    pub hands: [Vec3A; 2],
    pub feet: [Vec3A; 2],
    /// Where elbows and knees point; x is outwards.
    pub elbow: Vec3A,
    pub knee: Vec3A,
    pub fist: [bool; 2],
    pub lying: bool,
}

const STANDING: Stance = Stance {
    hip: vec3a(0.004, 0.53, 0.0),
    lean: 0.0,
    head_pitch: 0.0,
    hands: [vec3a(0.128, -0.340, 0.024), vec3a(-0.131, -0.338, 0.032)],
    feet: [vec3a(0.068, 0.042, 0.006), vec3a(-0.058, 0.042, -0.012)],
    elbow: vec3a(0.26, 0.0, -1.0),
    knee: vec3a(0.0, 0.0, 1.0),
    fist: [false; 2],
    lying: false,
};

const SITTING: Stance = Stance {
    hip: vec3a(0.0, 0.305, -0.01),
    lean: 2.0,
    hands: [vec3a(0.075, -0.225, 0.170), vec3a(-0.070, -0.222, 0.178)],
    feet: [vec3a(0.070, 0.042, 0.235), vec3a(-0.062, 0.042, 0.265)],
    knee: vec3a(0.0, 1.0, 0.4),
    ..STANDING
};

const FOLDED: [Vec3A; 2] = [vec3a(-0.050, -0.150, 0.108), vec3a(0.048, -0.172, 0.112)];

/// What a body does in a pose.
pub(crate) fn stance(pose: Pose) -> Stance {
    match pose {
        Pose::Stand | Pose::LookUp | Pose::LookDown | Pose::Walk | Pose::Run | Pose::Lean => upright(pose),
        Pose::Sit | Pose::Drive | Pose::Write => seated(pose),
        Pose::Crouch | Pose::Cower | Pose::Kneel | Pose::Lie => low(pose),
        _ => busy(pose),
    }
    .relaxed(STANDING.hands[1])
}

/// Standing and going.
fn upright(pose: Pose) -> Stance {
    match pose {
        Pose::LookUp => Stance { head_pitch: 30.0, ..STANDING },
        Pose::LookDown => Stance { head_pitch: -30.0, ..STANDING },
        Pose::Walk => Stance {
            hip: vec3a(0.0, 0.522, 0.0),
            lean: 4.0,
            hands: [vec3a(0.130, -0.305, -0.095), vec3a(-0.122, -0.285, 0.130)],
            feet: [vec3a(0.045, 0.046, 0.165), vec3a(-0.045, 0.075, -0.165)],
            ..STANDING
        },
        Pose::Run => Stance {
            hip: vec3a(0.0, 0.545, 0.0),
            lean: 15.0,
            head_pitch: 4.0,
            hands: [vec3a(0.125, -0.200, -0.130), vec3a(-0.085, -0.100, 0.170)],
            feet: [vec3a(0.045, 0.200, 0.090), vec3a(-0.045, 0.170, -0.320)],
            elbow: vec3a(0.6, -0.6, -1.0),
            fist: [true; 2],
            ..STANDING
        },
        Pose::Lean => Stance {
            hip: vec3a(0.012, 0.522, -0.02),
            lean: -7.0,
            hands: FOLDED,
            feet: [vec3a(0.060, 0.042, 0.030), vec3a(0.005, 0.046, 0.110)],
            elbow: vec3a(1.0, -0.6, 0.1),
            ..STANDING
        },
        _ => STANDING,
    }
}

/// On a chair.
fn seated(pose: Pose) -> Stance {
    match pose {
        Pose::Drive => Stance {
            lean: -6.0,
            hands: [vec3a(0.088, -0.150, 0.245), vec3a(-0.088, -0.150, 0.245)],
            elbow: vec3a(0.7, -1.0, 0.0),
            fist: [true; 2],
            ..SITTING
        },
        Pose::Write => Stance {
            lean: 14.0,
            head_pitch: -20.0,
            hands: [vec3a(0.085, -0.210, 0.205), vec3a(-0.055, -0.205, 0.220)],
            elbow: vec3a(0.9, -0.7, -0.3),
            ..SITTING
        },
        _ => SITTING,
    }
}

/// Near the ground.
fn low(pose: Pose) -> Stance {
    match pose {
        Pose::Crouch => crouching(34.0, [vec3a(0.065, -0.225, 0.150), vec3a(-0.090, -0.290, 0.090)]),
        Pose::Cower => Stance {
            head_pitch: -14.0,
            elbow: vec3a(0.7, -0.8, 0.2),
            ..crouching(30.0, [vec3a(0.062, 0.075, 0.105), vec3a(-0.060, 0.045, 0.120)])
        },
        Pose::Kneel => Stance {
            hip: vec3a(0.0, 0.295, 0.0),
            lean: 6.0,
            hands: [vec3a(0.080, -0.230, 0.130), vec3a(-0.075, -0.235, 0.130)],
            feet: [vec3a(0.060, 0.040, -0.200), vec3a(-0.055, 0.040, -0.200)],
            knee: vec3a(0.0, -0.4, 1.0),
            ..STANDING
        },
        Pose::Lie => Stance {
            hands: [vec3a(0.160, -0.320, 0.0), vec3a(-0.100, -0.240, 0.100)],
            feet: [vec3a(0.075, 0.045, 0.0), vec3a(-0.075, 0.060, 0.010)],
            head_pitch: -6.0,
            elbow: vec3a(1.0, 0.0, -0.15),
            lying: true,
            ..STANDING
        },
        _ => STANDING,
    }
}

/// Standing, with the hands at something.
fn busy(pose: Pose) -> Stance {
    let left = STANDING.hands[0];
    match pose {
        Pose::Point => Stance { hands: [left, vec3a(-0.262, -0.030, 0.205)], ..STANDING },
        Pose::Reach => Stance {
            lean: 9.0,
            head_pitch: 4.0,
            hands: [left, vec3a(-0.075, -0.070, 0.310)],
            feet: [vec3a(0.060, 0.042, 0.100), vec3a(-0.060, 0.050, -0.080)],
            ..STANDING
        },
        Pose::Hold => arms(vec3a(0.058, -0.190, 0.165), vec3a(-0.060, -0.165, 0.190)),
        Pose::Read => {
            Stance { head_pitch: -17.0, ..arms(vec3a(0.062, -0.150, 0.185), vec3a(-0.062, -0.150, 0.188)) }
        }
        Pose::Phone => Stance {
            fist: [false, true],
            elbow: vec3a(0.7, -1.0, 0.1),
            hands: [left, vec3a(-0.088, 0.066, 0.036)],
            ..STANDING
        },
        Pose::Drink => Stance {
            head_pitch: 6.0,
            fist: [false, true],
            elbow: vec3a(0.8, -1.0, 0.1),
            hands: [left, vec3a(-0.060, -0.040, 0.150)],
            ..STANDING
        },
        Pose::Embrace => Stance {
            lean: 6.0,
            elbow: vec3a(1.0, -0.5, 0.0),
            hands: [vec3a(0.035, -0.075, 0.200), vec3a(-0.030, -0.120, 0.205)],
            ..STANDING
        },
        Pose::Fight => Stance {
            hip: vec3a(0.0, 0.505, 0.0),
            lean: 10.0,
            head_pitch: -4.0,
            hands: [vec3a(0.070, -0.045, 0.210), vec3a(-0.070, -0.065, 0.140)],
            feet: [vec3a(0.075, 0.042, 0.130), vec3a(-0.090, 0.046, -0.120)],
            elbow: vec3a(0.5, -1.0, 0.0),
            fist: [true; 2],
            ..STANDING
        },
        Pose::Aim => Stance {
            lean: 3.0,
            hands: [vec3a(0.010, -0.070, 0.268), vec3a(-0.022, -0.062, 0.262)],
            feet: [vec3a(0.070, 0.042, 0.100), vec3a(-0.080, 0.044, -0.080)],
            elbow: vec3a(0.6, -1.0, 0.0),
            fist: [true; 2],
            ..STANDING
        },
        Pose::Wave => {
            Stance { elbow: vec3a(0.7, -1.0, -0.2), hands: [left, vec3a(-0.190, 0.105, 0.060)], ..STANDING }
        }
        _ => STANDING,
    }
}

fn arms(left: Vec3A, right: Vec3A) -> Stance {
    Stance { hands: [left, right], elbow: vec3a(0.6, -0.8, -0.3), ..STANDING }
}

fn crouching(lean: f32, hands: [Vec3A; 2]) -> Stance {
    Stance {
        hip: vec3a(0.0, 0.235, -0.070),
        lean,
        head_pitch: 6.0,
        hands,
        feet: [vec3a(0.068, 0.042, 0.075), vec3a(-0.062, 0.060, -0.080)],
        elbow: vec3a(0.9, -0.6, 0.0),
        knee: vec3a(0.0, 0.7, 1.0),
        ..STANDING
    }
}

impl Stance {
    /// Nobody stands like a statue: a hanging right hand is a little bent.
    fn relaxed(mut self, right: Vec3A) -> Self {
        if self.hands[1] == right {
            self.hands[1] += vec3a(0.006, 0.006, 0.014);
        }
        self
    }
}

/// What is in the right hand: what somebody holds, unless the pose needs another thing there.
pub(crate) fn in_hand(pose: Pose, held: Option<PropKind>) -> Option<PropKind> {
    use PropKind as K;
    let (fits, otherwise): (&[K], K) = match pose {
        Pose::Phone => (&[K::Phone, K::Handset, K::Radio], K::Phone),
        Pose::Drink => (&[K::Glass, K::Goblet, K::Cup, K::Bottle, K::Bowl], K::Glass),
        Pose::Aim => (&[K::Gun, K::Rifle, K::Flashlight, K::Camera], K::Gun),
        Pose::Read => (
            &[K::Book, K::Letter, K::Newspaper, K::Map, K::Folder, K::Card, K::Photograph, K::Phone],
            K::Book,
        ),
        Pose::Write => (&[K::Pen], K::Pen),
        _ => return held,
    };
    held.filter(|kind| fits.contains(kind)).or(Some(otherwise))
}

/// Whether a pose needs something to sit on.
pub(crate) fn sits(pose: Pose) -> bool {
    matches!(pose, Pose::Sit | Pose::Drive | Pose::Write)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pose_keeps_what_fits_it_and_takes_what_it_needs() {
        use PropKind as K;
        for (pose, held, expected) in [
            (Pose::Phone, Some(K::Newspaper), Some(K::Phone)),
            (Pose::Phone, Some(K::Handset), Some(K::Handset)),
            (Pose::Drink, Some(K::Cup), Some(K::Cup)),
            (Pose::Drink, None, Some(K::Glass)),
            (Pose::Aim, Some(K::Rifle), Some(K::Rifle)),
            (Pose::Read, Some(K::Letter), Some(K::Letter)),
            (Pose::Write, Some(K::Gun), Some(K::Pen)),
            (Pose::Stand, Some(K::Gun), Some(K::Gun)),
            (Pose::Stand, None, None),
        ] {
            assert_eq!(in_hand(pose, held), expected, "{pose} with {held:?}");
        }
    }
}
