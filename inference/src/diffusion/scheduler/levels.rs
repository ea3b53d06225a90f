//! The noise levels of the training: how much of a picture is left at each of its timesteps.

use super::Growth;

/// The product of `1 - beta` up to each timestep: the share of the picture in the variance there, falling
/// from almost 1. `ends` are the first and the last beta.
pub(super) fn alphas(growth: Growth, ends: [f64; 2], timesteps: usize) -> Vec<f64> {
    let beta = |index: usize| match growth {
        Growth::Linear => between(ends[0], ends[1], index, timesteps),
        Growth::ScaledLinear => between(ends[0].sqrt(), ends[1].sqrt(), index, timesteps).powi(2),
        Growth::Cosine => cosine(index, timesteps),
    };
    let mut left = 1.0;
    let next = |index| {
        left *= 1.0 - beta(index);
        left
    };
    (0..timesteps).map(next).collect()
}

/// Value `index` of `count` spread evenly from `first` to `last`.
pub(super) fn between(first: f64, last: f64, index: usize, count: usize) -> f64 {
    if count < 2 { first } else { first + (last - first) * float(index) / float(count - 1) }
}

/// The schedule of <https://arxiv.org/abs/2102.09672>, equation 17, cut off at 0.999.
fn cosine(index: usize, timesteps: usize) -> f64 {
    let bar = |at: usize| {
        let angle = (float(at) / float(timesteps) + 0.008) / 1.008 * std::f64::consts::FRAC_PI_2;
        angle.cos().powi(2)
    };
    (1.0 - bar(index + 1) / bar(index)).min(0.999)
}

/// A count as a number to calculate with.
pub(super) fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
