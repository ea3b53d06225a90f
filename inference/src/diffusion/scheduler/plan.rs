//! The steps of one picture, worked out before the first: which timestep the network is asked about, from
//! which noise level to which.

use super::levels::{between, float};
use super::{Method, Prediction, Scheduler, Spacing};

/// One evaluation of the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    /// What the network is told.
    pub(crate) timestep: f64,
    /// What its input is multiplied by.
    pub(crate) input_scale: f64,
    /// The level it starts from: the picture's share in the variance (DDIM, PLMS), or the noise's
    /// standard deviation beside a picture of full strength (Euler).
    pub(crate) from: f64,
    /// The level it leads to, in the same terms.
    pub(crate) to: f64,
}

/// All evaluations of one picture, in order; never empty.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) method: Method,
    pub(crate) prediction: Prediction,
    pub(crate) clip: Option<f64>,
    pub(crate) points: Vec<Point>,
    /// Standard deviation of the noise that a picture from nothing begins with.
    pub(crate) initial_deviation: f64,
}

impl Plan {
    /// Shares of picture and noise in what the first step takes.
    pub(crate) fn first_mix(&self) -> (f64, f64) {
        let from = self.points[0].from;
        match self.method {
            Method::Ddim | Method::Plms => (from.sqrt(), (1.0 - from).sqrt()),
            Method::Euler | Method::EulerAncestral => (1.0, from),
        }
    }
}

impl Scheduler {
    /// The plan of a picture in `steps`, the first `skipped` of them (fewer than all) left out: what
    /// begins with a picture begins in the middle.
    pub(crate) fn plan(&self, steps: usize, skipped: usize) -> Plan {
        let timesteps = self.timesteps(steps);
        let (points, initial_deviation) = match self.method {
            Method::Ddim => (self.shares(&timesteps[skipped..], steps), 1.0),
            Method::Plms => (repeat_second(&self.shares(&timesteps[skipped..], steps)), 1.0),
            Method::Euler | Method::EulerAncestral => self.deviations(&timesteps, skipped),
        };
        Plan { method: self.method, prediction: self.prediction, clip: self.clip, points, initial_deviation }
    }

    /// Timesteps from the noisiest, as diffusers' `set_timesteps` places them.
    fn timesteps(&self, steps: usize) -> Vec<f64> {
        let train = self.alphas.len();
        let highest = float(train - 1);
        let place = |index: usize| match self.spacing {
            Spacing::Leading => float((steps - 1 - index) * (train / steps) + self.offset),
            Spacing::Trailing => {
                (float(train) - float(index) * float(train) / float(steps)).round_ties_even() - 1.0
            }
            Spacing::Linspace => {
                let even = between(highest, 0.0, index, steps);
                let even = if steps == 1 { 0.0 } else { even };
                let whole = matches!(self.method, Method::Ddim | Method::Plms);
                if whole { even.round_ties_even() } else { even }
            }
        };
        (0..steps).map(|index| place(index).clamp(0.0, highest)).collect()
    }

    /// Points in terms of the picture's share.
    fn shares(&self, timesteps: &[f64], steps: usize) -> Vec<Point> {
        let stride = float(self.alphas.len() / steps);
        let share = |timestep: f64| {
            if timestep < 0.0 { self.final_alpha } else { self.at(timestep, &|alpha| alpha) }
        };
        let point = |&timestep: &f64| Point {
            timestep,
            input_scale: 1.0,
            from: share(timestep),
            to: share(timestep - stride),
        };
        timesteps.iter().map(point).collect()
    }

    /// Points in terms of the noise's deviation, and that of the beginning.
    fn deviations(&self, timesteps: &[f64], skipped: usize) -> (Vec<Point>, f64) {
        let deviation = |alpha: f64| ((1.0 - alpha) / alpha).sqrt();
        let mut sigmas: Vec<f64> = timesteps.iter().map(|t| self.at(*t, &deviation)).collect();
        let highest = sigmas[0];
        sigmas.push(0.0);
        let point = |(timestep, pair): (&f64, &[f64])| Point {
            timestep: *timestep,
            input_scale: 1.0 / (pair[0] * pair[0] + 1.0).sqrt(),
            from: pair[0],
            to: pair[1],
        };
        let points = timesteps.iter().zip(sigmas.windows(2)).skip(skipped).map(point).collect();
        let initial = match self.spacing {
            Spacing::Leading => (highest * highest + 1.0).sqrt(),
            Spacing::Linspace | Spacing::Trailing => highest,
        };
        (points, initial)
    }

    /// A function of the level at a timestep, interpolated where that is not whole.
    fn at(&self, timestep: f64, value: &dyn Fn(f64) -> f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the highest timestep"
        )]
        let below = (timestep.floor() as usize).min(self.alphas.len() - 1);
        let above = (below + 1).min(self.alphas.len() - 1);
        let part = timestep - timestep.floor();
        value(self.alphas[below]) * (1.0 - part) + value(self.alphas[above]) * part
    }
}

/// PLMS asks twice at its second timestep: once to mend its first step, once to go on from there.
fn repeat_second(points: &[Point]) -> Vec<Point> {
    let mut repeated = points.to_vec();
    if let [first, second, ..] = points {
        repeated.insert(1, Point { from: first.from, to: first.to, ..*second });
    }
    repeated
}
