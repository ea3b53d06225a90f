//! Where the camera looks at each moment of a shot. A still has no depth, so a move is a window that travels
//! and grows over it; what tells one move from another is its path, its speed curve and how far it goes.

use crate::reel::movement::Movement;

/// The part of a still that fills the frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    /// Centre, as a share of the room to move: −1 is as far left as the window can go, 1 as far right.
    pub(crate) x: f64,
    /// Centre, −1 as far up as it can go, 1 as far down.
    pub(crate) y: f64,
    /// Size, as a share of the largest window of the frame's shape that fits the still.
    pub(crate) scale: f64,
}

const WHOLE: Window = Window { x: 0.0, y: 0.0, scale: 1.0 };

/// A camera on its path. `seconds` is the length of the shot: in a short one a move goes less far, because its
/// speed and not its reach is what an eye can bear.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Camera {
    pub(crate) movement: Movement,
    pub(crate) seed: u64,
    pub(crate) seconds: f64,
}

impl Camera {
    /// The smallest scale on the path: how finely the still has to be kept.
    pub(crate) fn closest(&self) -> f64 {
        match self.movement {
            Movement::Static => 1.0,
            Movement::Handheld => 0.92,
            Movement::PanLeft | Movement::PanRight | Movement::TiltUp | Movement::TiltDown => 0.84,
            Movement::PushIn | Movement::PullOut => 0.8_f64.powf(self.reach()),
            Movement::TrackLeft | Movement::TrackRight | Movement::CraneUp | Movement::CraneDown => 0.8,
        }
    }

    /// The window at a moment, 0 at the first frame and 1 at the last.
    pub(crate) fn at(&self, moment: f64) -> Window {
        let reach = self.reach();
        // From one side to the other; a turn eases in and out, a dolly on rails hardly does.
        let turn = reach * (1.0 - 2.0 * ramp(moment, 0.35));
        let ride = reach * (1.0 - 2.0 * ramp(moment, 0.1));
        let near = self.closest();
        match self.movement {
            Movement::Static => WHOLE,
            Movement::PanLeft => Window { x: turn, y: 0.0, scale: near },
            Movement::PanRight => Window { x: -turn, y: 0.0, scale: near },
            Movement::TiltUp => Window { x: 0.0, y: turn, scale: near },
            Movement::TiltDown => Window { x: 0.0, y: -turn, scale: near },
            // A constant ratio per frame is a constant speed to the eye.
            Movement::PushIn => Window { scale: near.powf(ramp(moment, 0.25)), ..WHOLE },
            Movement::PullOut => Window { scale: near.powf(1.0 - ramp(moment, 0.25)), ..WHOLE },
            Movement::TrackLeft => Window { x: ride, y: 0.0, scale: near },
            Movement::TrackRight => Window { x: -ride, y: 0.0, scale: near },
            Movement::CraneUp => Window { x: 0.0, y: turn, scale: near + 0.12 * ramp(moment, 0.35) },
            Movement::CraneDown => {
                Window { x: 0.0, y: -turn, scale: near + 0.12 * (1.0 - ramp(moment, 0.35)) }
            }
            Movement::Handheld => self.carried(moment * self.seconds),
        }
    }

    /// How far a move goes, 0 to 1: all the way in four seconds.
    fn reach(&self) -> f64 {
        (self.seconds / 4.0).clamp(0.3, 1.0)
    }

    /// Breath, weight and tremor of a person: three rhythms of falling size.
    fn carried(&self, seconds: f64) -> Window {
        let sway = |axis: u64| {
            0.55 * noise(self.seed ^ axis, seconds * 0.45)
                + 0.3 * noise(self.seed ^ axis ^ 0x5bd1, seconds * 1.1)
                + 0.1 * noise(self.seed ^ axis ^ 0xa3c7, seconds * 2.7)
        };
        Window { x: sway(0x11), y: sway(0x22), scale: 0.93 + 0.01 * noise(self.seed ^ 0x33, seconds * 0.3) }
    }
}

/// From 0 to 1 at a constant speed, except for the share `soft` of the time at each end, where the speed rises
/// from and falls to nothing.
fn ramp(moment: f64, soft: f64) -> f64 {
    let t = moment.clamp(0.0, 1.0);
    let top = 1.0 / (1.0 - soft);
    if t < soft {
        top * t * t / (2.0 * soft)
    } else if t > 1.0 - soft {
        1.0 - top * (1.0 - t) * (1.0 - t) / (2.0 * soft)
    } else {
        top * (t - soft / 2.0)
    }
}

/// Smooth noise in −1 to 1 with one random value per unit of `at`: values joined by a curve whose first and
/// second derivatives are zero at the joints (Perlin's quintic).
fn noise(seed: u64, at: f64) -> f64 {
    let cell = at.floor();
    let t = at - cell;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "moments are small and positive"
    )]
    let index = cell as u64;
    let (a, b) = (lattice(seed, index), lattice(seed, index + 1));
    let ease = t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    a + (b - a) * ease
}

/// A value in −1 to 1 for a place: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn lattice(seed: u64, index: u64) -> f64 {
    let mut z = seed.wrapping_add((index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    #[expect(clippy::cast_precision_loss, reason = "the upper 53 bits are exact in a double")]
    let unit = ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64;
    unit * 2.0 - 1.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn camera(movement: Movement) -> Camera {
        Camera { movement, seed: 7, seconds: 4.0 }
    }

    #[test]
    fn each_move_goes_the_way_of_its_name() {
        let path = |movement| (camera(movement).at(0.0), camera(movement).at(1.0));
        let (from, to) = path(Movement::PanLeft);
        assert!(to.x < from.x && (to.y - from.y).abs() < f64::EPSILON);
        let (from, to) = path(Movement::TrackRight);
        assert!(to.x > from.x);
        let (from, to) = path(Movement::TiltUp);
        assert!(to.y < from.y);
        let (from, to) = path(Movement::CraneDown);
        assert!(to.y > from.y && to.scale < from.scale);
        let (from, to) = path(Movement::PushIn);
        assert!(to.scale < from.scale);
        let (from, to) = path(Movement::PullOut);
        assert!(to.scale > from.scale);
        assert_eq!(path(Movement::Static), (WHOLE, WHOLE));
    }

    #[test]
    fn a_short_shot_moves_less_far() {
        let short = Camera { seconds: 1.0, ..camera(Movement::PushIn) };
        assert!(short.at(1.0).scale > camera(Movement::PushIn).at(1.0).scale);
    }

    #[test]
    fn handheld_never_rests_repeats_from_its_seed_and_differs_between_seeds() {
        let path = |seed| {
            (0..96)
                .map(|n| Camera { seed, ..camera(Movement::Handheld) }.at(f64::from(n) / 95.0))
                .collect::<Vec<_>>()
        };
        assert_eq!(path(1), path(1));
        assert_ne!(path(1), path(2));
        assert!(path(1).windows(2).all(|pair| pair[0] != pair[1]));
    }

    proptest! {
        #[test]
        fn no_move_leaves_the_still_or_jumps(which in 0_usize..12, seed: u64, seconds in 0.1_f64..60.0) {
            let camera = Camera { movement: Movement::ALL[which], seed, seconds };
            let frames = (seconds * 24.0).ceil().max(2.0);
            let mut before = camera.at(0.0);
            let mut n = 0.0;
            while n < frames {
                let now = camera.at(n / (frames - 1.0));
                prop_assert!(now.x.abs() <= 1.0 && now.y.abs() <= 1.0 && now.scale <= 1.0);
                prop_assert!(now.scale >= camera.closest() - 1e-9);
                let step = (now.x - before.x).abs().max((now.y - before.y).abs()).max((now.scale - before.scale).abs());
                prop_assert!(step < 0.5, "a step of {step} in {camera:?}");
                before = now;
                n += 1.0;
            }
        }

        #[test]
        fn ramps_rise_from_nothing_to_all(a in 0.0_f64..1.0, b in 0.0_f64..1.0, soft in 0.01_f64..0.49) {
            prop_assert!(ramp(0.0, soft).abs() < 1e-12 && (ramp(1.0, soft) - 1.0).abs() < 1e-12);
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(ramp(low, soft) <= ramp(high, soft) + 1e-12);
        }
    }
}
