//! A picture at another size: the middle of it that has the shape asked for, by Catmull-Rom interpolation
//! (Keys 1981, a = -1/2), which keeps edges that bilinear interpolation would soften. For enlarging only; what
//! is made smaller would need a filter before.

use storyboard::Still;

/// The still in a size, its middle cut to that shape.
pub(super) fn enlarged(still: &Still, size: (u32, u32)) -> Still {
    if still.size == size {
        return still.clone();
    }
    let [from, to] = [still.size, size].map(|(width, height)| (width as usize, height as usize));
    let scale = (real(from.0) / real(to.0)).min(real(from.1) / real(to.1));
    let columns = taps(from.0, to.0, scale);
    let rows = taps(from.1, to.1, scale);
    let mut rgb = vec![0; to.0 * to.1 * 3];
    let mut line = vec![0.0_f32; from.0 * 3];
    for (out, row) in rgb.chunks_exact_mut(to.0 * 3).zip(&rows) {
        line.fill(0.0);
        for (at, weight) in row {
            let source = &still.rgb[at * from.0 * 3..][..from.0 * 3];
            line.iter_mut().zip(source).for_each(|(sum, byte)| *sum += weight * f32::from(*byte));
        }
        for (pixel, taps) in out.chunks_exact_mut(3).zip(&columns) {
            for (channel, byte) in pixel.iter_mut().enumerate() {
                let value: f32 = taps.iter().map(|(at, weight)| weight * line[at * 3 + channel]).sum();
                *byte = rounded(value);
            }
        }
    }
    Still { size, rgb }
}

/// For each of `to` places the four samples of `from` around it and what each counts.
fn taps(from: usize, to: usize, scale: f64) -> Vec<[(usize, f32); 4]> {
    let margin = (real(from) - real(to) * scale) / 2.0;
    let of = |place: usize| {
        let position = (margin + (real(place) + 0.5) * scale - 0.5).clamp(0.0, real(from - 1));
        around(position, from)
    };
    (0..to).map(of).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the row")]
fn around(position: f64, from: usize) -> [(usize, f32); 4] {
    let whole = position as usize;
    let t = (position - position.floor()) as f32;
    let weights = [
        t * (t * (1.0 - 0.5 * t) - 0.5),
        1.0 + t * t * (1.5 * t - 2.5),
        t * (0.5 + t * (2.0 - 1.5 * t)),
        t * t * (0.5 * t - 0.5),
    ];
    std::array::from_fn(|tap| ((whole + tap).saturating_sub(1).min(from - 1), weights[tap]))
}

#[expect(clippy::cast_precision_loss, reason = "sides of pictures are far below 2^53")]
fn real(pixels: usize) -> f64 {
    pixels as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn rounded(value: f32) -> u8 {
    value.clamp(0.0, 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn still(width: u32, height: u32, pixel: impl Fn(u32, u32) -> u8) -> Still {
        let rgb =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| [pixel(x, y); 3]);
        Still { size: (width, height), rgb: rgb.collect() }
    }

    #[test]
    fn a_ramp_stays_a_ramp_and_nothing_is_stretched() {
        let ramp = still(50, 20, |x, _| u8::try_from(x * 4).unwrap());
        let twice = enlarged(&ramp, (100, 40));
        let row: Vec<u8> = twice.rgb[..300].iter().step_by(3).copied().collect();
        assert!(row.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] - pair[0] <= 3), "{row:?}");
        // A square: 15 columns on each side are cut away.
        let square = enlarged(&ramp, (40, 40));
        assert!(
            square.rgb[0].abs_diff(60) <= 2 && square.rgb[117].abs_diff(136) <= 2,
            "{:?}",
            &square.rgb[..120]
        );
        assert_eq!(enlarged(&ramp, (50, 20)), ramp);
    }

    proptest! {
        #[test]
        fn one_colour_stays_that_colour_at_every_size(
            from in (2_u32..20, 2_u32..20), to in (2_u32..60, 2_u32..60), value: u8,
        ) {
            let flat = enlarged(&still(from.0, from.1, |_, _| value), to);
            prop_assert_eq!(flat.size, to);
            prop_assert!(flat.rgb.iter().all(|byte| *byte == value));
        }
    }
}
