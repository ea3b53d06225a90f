//! Hashes and value noise: every irregularity of a picture comes from here and from a seed, so that the
//! same board is the same bytes on every run and for any number of threads.

use glam::{Vec2, vec2};

/// PCG output hash (Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 2020).
pub(crate) fn hash(value: u32) -> u32 {
    let state = value.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
    let word = ((state >> ((state >> 28) + 4)) ^ state).wrapping_mul(277_803_737);
    (word >> 22) ^ word
}

/// Two values into one hash.
pub(crate) fn mix(a: u32, b: u32) -> u32 {
    hash(a ^ hash(b.wrapping_add(0x9e37_79b9)))
}

/// A hash as a number in 0–1.
pub(crate) fn unit(hash: u32) -> f32 {
    (hash >> 8) as f32 / 16_777_216.0
}

/// A random number in 0–1 for a cell of a grid.
pub(crate) fn cell(x: f32, y: f32, salt: u32) -> f32 {
    let (x, y) = (x as i32 as u32, y as i32 as u32);
    unit(hash(
        x.wrapping_mul(1_597_334_677) ^ y.wrapping_mul(3_812_015_801) ^ salt.wrapping_mul(2_654_435_761),
    ))
}

/// Value noise in 0–1, smooth, of period one.
pub(crate) fn value(p: Vec2) -> f32 {
    let i = p.floor();
    let f = p - i;
    let u = f * f * (Vec2::splat(3.0) - 2.0 * f);
    let (a, b) = (cell(i.x, i.y, 0), cell(i.x + 1.0, i.y, 0));
    let (c, d) = (cell(i.x, i.y + 1.0, 0), cell(i.x + 1.0, i.y + 1.0, 0));
    a + (b - a) * u.x + (c - a) * u.y + (a - b - c + d) * u.x * u.y
}

/// `octaves` of value noise, each rotated and twice as fine; about 0–1 with a mean near ½.
pub(crate) fn fractal(mut p: Vec2, octaves: u32) -> f32 {
    let (mut sum, mut weight) = (0.0, 0.5);
    for _ in 0..octaves {
        sum += weight * value(p);
        p = vec2(p.x * 1.6 - p.y * 1.2 + 17.3, p.x * 1.2 + p.y * 1.6 + 17.3);
        weight *= 0.5;
    }
    sum
}

/// 0 below `from`, 1 above `to`, smooth between (Hermite).
pub(crate) fn smooth(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// 1 on a line repeated every `step`, 0 elsewhere; `width` in the unit of `x`.
pub(crate) fn line(x: f32, width: f32, step: f32) -> f32 {
    let off = (x / step - (x / step).round()).abs() * step;
    1.0 - smooth(width * 0.5, width * 1.2, off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_stays_in_its_range() {
        for i in 0..2_000_u16 {
            let p = vec2(f32::from(i) * 0.37 - 300.0, f32::from(i) * -0.91 + 40.0);
            assert!((0.0..=1.0).contains(&value(p)));
            assert!((0.0..=1.0).contains(&fractal(p, 5)));
        }
    }

    #[test]
    fn hashes_spread_evenly() {
        let mean = (0..4_096).map(|i| unit(hash(i))).sum::<f32>() / 4_096.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
    }
}
