//! A window of a still becomes a frame: separable Catmull-Rom interpolation (Keys 1981, a = −½) at real
//! positions. Bilinear would be quicker, but goes soft and sharp again in turns during a slow move; nearest
//! whole pixels, which filter graphs use, would judder.

use std::ops::Range;

use rayon::prelude::*;

use super::camera::Window;
use super::planes::{Yuv, byte};

/// Rows that one task makes: enough to be worth a task, few enough to share a 360-row frame evenly.
const BAND: usize = 16;

/// Four neighbours in a row of samples and what each counts.
#[derive(Clone, Copy)]
struct Taps {
    first: usize,
    weights: [f32; 4],
}

/// Fills `frame` with what the window shows of `still`, whose sides are at least 8.
pub(crate) fn sample(still: &Yuv, window: Window, frame: &mut Yuv) {
    let across = Axis::of(still.width, frame.width, window.x, window.scale, fit(still, frame));
    let down = Axis::of(still.height, frame.height, window.y, window.scale, fit(still, frame));
    let (width, height) = (frame.width, frame.height);
    let [luma, cb, cr] = &mut frame.planes;
    plane(
        &still.planes[0],
        still.width,
        luma,
        &across.taps(width, still.width, 1.0, 0.5),
        &down.taps(height, still.height, 1.0, 0.5),
    );
    // Chroma samples lie on even columns, and between rows.
    let columns = across.taps(width / 2, still.width / 2, 2.0, 0.5);
    let rows = down.taps(height / 2, still.height / 2, 2.0, 1.0);
    plane(&still.planes[1], still.width / 2, cb, &columns, &rows);
    plane(&still.planes[2], still.width / 2, cr, &columns, &rows);
}

/// Pixels of the still per pixel of the frame when the largest window of the frame's shape is shown.
pub(crate) fn fit(still: &Yuv, frame: &Yuv) -> f64 {
    (length(still.width) / length(frame.width)).min(length(still.height) / length(frame.height))
}

/// One side of the window: a position in the frame is `start + step · position` in the still.
struct Axis {
    start: f64,
    step: f64,
}

impl Axis {
    fn of(still: usize, frame: usize, centre: f64, scale: f64, fit: f64) -> Self {
        let step = fit * scale;
        let room = length(still) - length(frame) * step;
        Self { start: room / 2.0 * (1.0 + centre), step }
    }

    /// Taps for the samples of a plane whose sample `i` lies at `i · pitch + site` in pixels.
    fn taps(&self, samples: usize, available: usize, pitch: f64, site: f64) -> Vec<Taps> {
        (0..samples)
            .map(|i| {
                let place = self.start + self.step * (length(i) * pitch + site);
                Taps::at((place - site) / pitch, available)
            })
            .collect()
    }
}

impl Taps {
    /// The taps around a real position among `available` samples; outside, the border repeats.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the row first")]
    fn at(position: f64, available: usize) -> Self {
        let position = position.clamp(0.0, length(available - 1));
        let whole = position as usize;
        let t = (position - position.floor()) as f32;
        let keys = [
            t * (t * (1.0 - 0.5 * t) - 0.5),
            1.0 + t * t * (1.5 * t - 2.5),
            t * (0.5 + t * (2.0 - 1.5 * t)),
            t * t * (0.5 * t - 0.5),
        ];
        let first = whole.saturating_sub(1).min(available - 4);
        let mut weights = [0.0; 4];
        for (k, key) in keys.into_iter().enumerate() {
            let neighbour = (whole + k).saturating_sub(1).min(available - 1);
            weights[neighbour - first] += key;
        }
        Self { first, weights }
    }
}

#[expect(clippy::cast_precision_loss, reason = "sides of pictures are far below 2^53")]
fn length(pixels: usize) -> f64 {
    pixels as f64
}

fn plane(from: &[u8], from_width: usize, to: &mut [u8], columns: &[Taps], rows: &[Taps]) {
    let width = columns.len();
    // Only the columns in view are worked on.
    let left = columns[0].first;
    let right = columns[width - 1].first + 4;
    let arch = pulp::Arch::new();
    to.par_chunks_mut(width * BAND).zip(rows.par_chunks(BAND)).for_each(|(to, rows)| {
        // The same loop for the vector units that this machine has; the results are the same to the bit.
        arch.dispatch(|| band(from, from_width, left..right, to, columns, rows));
    });
}

/// Some rows of a plane, of which only the columns of `view` are looked at.
#[expect(clippy::inline_always, reason = "compiled once for each set of vector instructions")]
#[inline(always)]
fn band(from: &[u8], from_width: usize, view: Range<usize>, to: &mut [u8], columns: &[Taps], rows: &[Taps]) {
    let mut line = vec![0.0_f32; view.len()];
    for (to, taps) in to.chunks_exact_mut(columns.len()).zip(rows) {
        blend_rows(from, from_width, view.start, taps, &mut line);
        for (to, taps) in to.iter_mut().zip(columns) {
            let near: &[f32; 4] =
                line[taps.first - view.start..].first_chunk().expect("the line spans every tap");
            let w = taps.weights;
            *to = byte(near[0] * w[0] + near[1] * w[1] + near[2] * w[2] + near[3] * w[3]);
        }
    }
}

#[expect(clippy::inline_always, reason = "as above")]
#[inline(always)]
fn blend_rows(from: &[u8], width: usize, left: usize, taps: &Taps, line: &mut [f32]) {
    let row = |k: usize| &from[(taps.first + k) * width + left..][..line.len()];
    let (rows, w) = ([row(0), row(1), row(2), row(3)], taps.weights);
    for (i, out) in line.iter_mut().enumerate() {
        *out = f32::from(rows[0][i]) * w[0]
            + f32::from(rows[1][i]) * w[1]
            + f32::from(rows[2][i]) * w[2]
            + f32::from(rows[3][i]) * w[3];
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

    proptest! {
        #[test]
        fn taps_always_count_one_in_sum_and_stay_in_the_row(position in -50.0_f64..150.0, available in 4_usize..100) {
            let taps = Taps::at(position, available);
            prop_assert!(taps.first + 4 <= available);
            prop_assert!((taps.weights.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }

        #[test]
        fn a_flat_picture_stays_flat_under_every_window(x in -1.0_f64..1.0, y in -1.0_f64..1.0, scale in 0.1_f64..1.0, value: u8) {
            let mut still = Yuv::black(50, 30);
            still.planes[0].fill(value);
            let mut frame = Yuv::black(32, 18);
            sample(&still, Window { x, y, scale }, &mut frame);
            prop_assert!(frame.planes[0].iter().all(|v| *v == value));
        }
    }
}
