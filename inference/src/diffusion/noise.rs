//! Standard normal noise from a seed, drawn here: candle's generator cannot be seeded on a processor, and
//! a seed should lead to the same picture on a processor and on a GPU.

use candle_core::{Device, Result, Shape, Tensor};

/// A stream of normal numbers: `SplitMix64` (<https://prng.di.unimi.it/splitmix64.c>) through the transform of
/// Box and Muller.
pub(crate) struct Noise {
    state: u64,
}

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A tensor of fresh numbers with mean 0 and deviation 1.
    pub(crate) fn tensor(&mut self, shape: &Shape, device: &Device) -> Result<Tensor> {
        let count = shape.elem_count();
        let mut values = Vec::with_capacity(count + 1);
        while values.len() < count {
            values.extend(self.pair());
        }
        values.truncate(count);
        Tensor::from_vec(values, shape, &Device::Cpu)?.to_device(device)
    }

    fn pair(&mut self) -> [f32; 2] {
        // From 1 downwards instead of from 0 upwards: the logarithm of 0 is none.
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        let (sine, cosine) = (std::f64::consts::TAU * self.uniform()).sin_cos();
        #[expect(clippy::cast_possible_truncation, reason = "f32 is what the network works in")]
        let pair = [radius * cosine, radius * sine].map(|value| value as f32);
        pair
    }

    /// From 0 up to but not including 1.
    fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in an f64")]
        let unit = (z >> 11) as f64 * 2f64.powi(-53);
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(seed: u64, count: usize) -> Vec<f32> {
        Noise::new(seed).tensor(&count.into(), &Device::Cpu).unwrap().to_vec1().unwrap()
    }

    #[test]
    fn a_seed_leads_to_its_own_numbers_every_time() {
        assert_eq!(draw(7, 31), draw(7, 31));
        assert_eq!(draw(7, 31), draw(7, 64)[..31]);
        assert_ne!(draw(7, 31), draw(8, 31));
    }

    #[test]
    fn the_numbers_are_normal() {
        let values = draw(1, 100_000);
        let moment = |power: i32| values.iter().map(|x| f64::from(*x).powi(power)).sum::<f64>() / 1e5;
        // Four standard errors around the moments of a standard normal: 0, 1, 0, 3.
        for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)] {
            let off: f64 = moment(power) - expected;
            assert!(off.abs() < 4.0 * f64::sqrt(variance / 1e5), "moment {power} is off by {off}");
        }
        let within = values.iter().filter(|x| x.abs() < 1.0).count();
        assert!((67_700..68_900).contains(&within), "{within} of 100,000 within one deviation");
    }
}
