//! How a thing is held, and how it lies when nobody holds it.

use super::super::body::HELD;
use super::super::field::Field;
use super::super::skeleton::Skeleton;
use super::{Bench, QUARTER};
use crate::prop::PropKind as K;
use crate::words::Pose;
use glam::{Mat3A, Vec3A, vec3a};

/// Whether the hand closes around it; what is flat lies in open fingers.
pub(crate) fn grips(kind: K) -> bool {
    !sheet(kind) && !matches!(kind, K::Phone | K::Bowl | K::Plate | K::Ball | K::Fruit | K::Skull | K::Stone)
}

/// What is held before the eyes, its face to the reader.
fn sheet(kind: K) -> bool {
    matches!(
        kind,
        K::Letter
            | K::Envelope
            | K::Newspaper
            | K::Map
            | K::Card
            | K::Folder
            | K::Money
            | K::Photograph
            | K::Book
            | K::Phone
            | K::Laptop
            | K::Screen
            | K::Mirror
            | K::Mask
    )
}

/// How far the middle of a sheet is above the hand that holds it, metres.
fn lower_edge(kind: K) -> f32 {
    match kind {
        K::Newspaper => 0.150,
        K::Map | K::Folder => 0.100,
        K::Letter | K::Screen => 0.075,
        K::Book | K::Mask => 0.060,
        K::Photograph | K::Phone => 0.035,
        _ => 0.020,
    }
}

/// What points where the arm points.
fn pointed(kind: K) -> bool {
    matches!(
        kind,
        K::Gun
            | K::Rifle
            | K::Knife
            | K::Sword
            | K::Flashlight
            | K::Hammer
            | K::Axe
            | K::Wrench
            | K::Key
            | K::Syringe
            | K::Microphone
            | K::Telescope
            | K::Trumpet
    )
}

/// Puts a thing into the right hand the way it is held in that pose.
pub(crate) fn hold(field: &mut Field, s: &Skeleton, kind: K, pose: Pose) {
    let along = (s.wrist[1] - s.elbow[1]).normalize_or(Vec3A::Z);
    let palm = s.wrist[1] + along * 0.045 * s.height;
    let flat = |tilt: f32| s.torso * Mat3A::from_rotation_x(tilt);
    let (at, turn) = match kind {
        K::Handset if pose == Pose::Phone => {
            (s.of_head(vec3a(-0.095, -0.030, 0.020)), s.face * Mat3A::from_rotation_y(-QUARTER))
        }
        K::Phone if pose == Pose::Phone => (
            s.of_head(vec3a(-0.090, -0.018, 0.030)),
            s.face * Mat3A::from_rotation_y(-QUARTER) * Mat3A::from_rotation_z(0.3),
        ),
        _ if pointed(kind) => {
            let front = if pose == Pose::Aim { s.torso * Vec3A::Z } else { along };
            let side = (s.torso * Vec3A::X).reject_from_normalized(front).normalize_or(Vec3A::X);
            (palm, Mat3A::from_cols(side, front.cross(side), front))
        }
        _ if sheet(kind) => {
            let both = matches!(pose, Pose::Read) || matches!(kind, K::Newspaper | K::Map | K::Laptop);
            let other = s.wrist[0] + along * 0.045 * s.height;
            let middle = if both && (other - palm).length() < 0.5 { (palm + other) * 0.5 } else { palm };
            // Turned towards the reader: the written side (+z) faces the eyes; held by its lower edge.
            let turn = flat(-0.75) * Mat3A::from_rotation_y(std::f32::consts::PI);
            (middle + s.torso * vec3a(0.0, 0.020, 0.012) + turn.y_axis * lower_edge(kind), turn)
        }
        K::Bag | K::Sack | K::Bucket | K::Basket | K::Lamp => (palm, s.torso),
        K::Umbrella => (palm + Vec3A::Y * 0.1, Mat3A::from_rotation_x(0.08)),
        K::Staff | K::Shovel => (palm, Mat3A::from_rotation_x(0.05)),
        K::Glass | K::Cup | K::Goblet | K::Bottle if pose == Pose::Drink => {
            (palm + s.torso * vec3a(0.012, 0.020, 0.0), flat(-0.35))
        }
        _ => (palm + s.torso * vec3a(0.0, 0.01, 0.012), s.torso),
    };
    Bench { field, at, turn, scale: 1.0, group: HELD }.build(kind);
}

/// The axes of a thing that nobody holds: sheets lie on their backs, what is long across the picture.
pub(crate) fn resting(kind: K) -> Mat3A {
    let back = Mat3A::from_rotation_x(-QUARTER);
    match kind {
        K::Laptop | K::Screen | K::Mirror | K::Clock => Mat3A::IDENTITY,
        K::Watch | K::Pendant | K::Coin | K::Badge | K::Spectacles | K::Handcuffs | K::Cloth => back,
        _ if sheet(kind) => back,
        K::Key | K::Ring | K::Stain | K::Telescope | K::Trumpet | K::Microphone | K::Syringe => {
            Mat3A::from_rotation_y(0.9)
        }
        _ if pointed(kind) => Mat3A::from_rotation_y(0.9) * Mat3A::from_rotation_z(QUARTER),
        K::Torch | K::Staff | K::Shovel | K::Pen | K::Cigarette | K::Spoon | K::Flower | K::Guitar => {
            Mat3A::from_rotation_y(0.7) * Mat3A::from_rotation_z(QUARTER)
        }
        K::Umbrella => Mat3A::from_rotation_x(1.9),
        K::Bag => Mat3A::from_rotation_y(1.2),
        _ => Mat3A::IDENTITY,
    }
}
