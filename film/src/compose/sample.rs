//! A window of a still becomes a frame: separable interpolation between the still's samples, first along its
//! rows, then between them. Bilinear would be quicker, but goes soft and sharp again in turns during a slow
//! move; nearest whole pixels, which filter graphs use, would judder.

use super::camera::Window;
use super::filter::{Columns, Filter, Task};
use super::planes::Yuv;
use super::taps::{Axis, Taps};

/// Fills `frame` with what the window shows of `still`, whose sides are at least 8.
pub(crate) fn sample(still: &Yuv, window: Window, frame: &mut Yuv) {
    let [across, down] = Axis::both(still, window, frame);
    let (width, height) = (frame.width, frame.height);
    let filter = Filter::new();
    for (at, to) in frame.planes.iter_mut().enumerate() {
        let (from_width, from_height) = still.plane_size(at);
        // Chroma samples lie on even columns, and between rows.
        let (columns, rows) = if at == 0 {
            (across.taps(width, from_width, 1.0, 0.5), down.taps(height, from_height, 1.0, 0.5))
        } else {
            (across.taps(width / 2, from_width, 2.0, 0.5), down.taps(height / 2, from_height, 2.0, 1.0))
        };
        let columns = Columns::new(columns, from_width);
        filter.run(Plane { from: &still.planes[at], from_width, to, columns: &columns, rows: &rows });
    }
}

/// One plane on its way.
struct Plane<'a> {
    from: &'a [u8],
    from_width: usize,
    to: &'a mut [u8],
    columns: &'a Columns,
    rows: &'a [Taps],
}

impl Task for Plane<'_> {
    /// A row of the still is worked on once and kept while rows of the frame need it.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "compiled once for each set of vector instructions")]
    fn call(self, filter: Filter) {
        let width = self.columns.len();
        let mut lines = [vec![0_i16; width], vec![0; width], vec![0; width], vec![0; width]];
        let mut held = [usize::MAX; 4];
        for (to, taps) in self.to.chunks_exact_mut(width).zip(self.rows) {
            for row in taps.first..taps.first + 4 {
                if held[row % 4] != row {
                    let from = &self.from[row * self.from_width..][..self.from_width];
                    filter.across(from, self.columns, &mut lines[row % 4]);
                    held[row % 4] = row;
                }
            }
            let [a, b, c, d] = [0, 1, 2, 3].map(|k| (taps.first + k) % 4);
            filter.down([&lines[a], &lines[b], &lines[c], &lines[d]], taps.weights, to);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gradient(width: usize, height: usize) -> Yuv {
        let mut still = Yuv::black(width, height);
        for (i, v) in still.planes[0].iter_mut().enumerate() {
            *v = u8::try_from(i % width).unwrap();
        }
        still
    }

    const WHOLE: Window = Window { x: 0.0, y: 0.0, scale: 1.0 };

    #[test]
    fn the_whole_of_a_still_of_the_same_size_is_the_still() {
        let still = gradient(64, 36);
        let mut frame = Yuv::black(64, 36);
        sample(&still, WHOLE, &mut frame);
        assert!(still == frame);
    }

    #[test]
    fn a_window_moves_by_fractions_of_a_pixel() {
        let still = gradient(200, 40);
        let column = |x: f64| {
            let mut frame = Yuv::black(100, 40);
            sample(&still, Window { x, y: 0.0, scale: 1.0 }, &mut frame);
            frame.planes[0][50]
        };
        // A hundred columns of room: from the far left to the far right the view moves by a hundred.
        assert_eq!([column(-1.0), column(0.0), column(1.0)], [50, 100, 150]);
        assert_eq!(column(0.01), 101, "half a pixel rounds up");
    }

    #[test]
    fn a_still_of_another_shape_is_cropped_in_the_middle() {
        let still = gradient(200, 40);
        let mut frame = Yuv::black(40, 40);
        sample(&still, WHOLE, &mut frame);
        assert_eq!((frame.planes[0][0], frame.planes[0][39]), (80, 119));
    }

    /// The same window, in floating point and straight from the formula, of one sample of luma.
    fn by_the_formula(still: &Yuv, window: Window, frame: (usize, usize), at: (usize, usize)) -> f64 {
        let real = |value: usize| f64::from(u32::try_from(value).unwrap());
        let step = window.scale * (real(still.width) / real(frame.0)).min(real(still.height) / real(frame.1));
        let place = |still: usize, frame: usize, centre: f64, at: usize| {
            let start = (real(still) - real(frame) * step) / 2.0 * (1.0 + centre);
            (start + step * (real(at) + 0.5) - 0.5).clamp(0.0, real(still - 1))
        };
        let (x, y) =
            (place(still.width, frame.0, window.x, at.0), place(still.height, frame.1, window.y, at.1));
        let key = |d: f64| match d.abs() {
            d if d < 1.0 => (1.5 * d - 2.5) * d * d + 1.0,
            d if d < 2.0 => ((-0.5 * d + 2.5) * d - 4.0) * d + 2.0,
            _ => 0.0,
        };
        let sum = (-1..3).flat_map(|j| (-1..3).map(move |i| (i, j))).map(|(i, j)| {
            let (column, row) = (x.floor() + f64::from(i), y.floor() + f64::from(j));
            let weight = key(x - column) * key(y - row);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let near = |at: f64, most: usize| at.clamp(0.0, real(most - 1)) as usize;
            weight
                * f64::from(
                    still.planes[0][near(row, still.height) * still.width + near(column, still.width)],
                )
        });
        sum.sum::<f64>().clamp(0.0, 255.0)
    }

    proptest! {
        #[test]
        fn a_flat_picture_stays_flat_under_every_window(x in -1.0_f64..1.0, y in -1.0_f64..1.0, scale in 0.1_f64..1.0, value: u8) {
            let mut still = Yuv::black(50, 30);
            still.planes[0].fill(value);
            let mut frame = Yuv::black(32, 18);
            sample(&still, Window { x, y, scale }, &mut frame);
            prop_assert!(frame.planes[0].iter().all(|v| *v == value));
        }

        #[test]
        fn every_sample_is_what_the_formula_says(
            seed: u32, x in -1.0_f64..1.0, y in -1.0_f64..1.0, scale in 0.2_f64..1.0,
            column in 0_usize..50, row in 0_usize..26,
        ) {
            let mut still = Yuv::black(70, 44);
            for (at, v) in (0_u32..).zip(still.planes[0].iter_mut()) {
                *v = (at.wrapping_mul(2_654_435_761).wrapping_add(seed) >> 13).to_be_bytes()[3];
            }
            let mut frame = Yuv::black(50, 26);
            let window = Window { x, y, scale };
            sample(&still, window, &mut frame);
            let want = by_the_formula(&still, window, (50, 26), (column, row));
            let got = f64::from(frame.planes[0][row * 50 + column]);
            prop_assert!((got - want).abs() < 0.6, "{got} for {want}");
        }
    }
}
