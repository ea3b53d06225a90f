//! Something drawn once and laid over many frames: grey with its own transparency.

use super::letters::Mask;
use super::planes::{BLACK, GREY, WHITE, Yuv};

/// A grey picture with transparency, at an even place and of even size.
pub(crate) struct Sticker {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    luma: Vec<u8>,
    alpha: Vec<u8>,
}

impl Sticker {
    /// White letters over a dark ground, whose masks have the same size; its top left at `x`, `y` of the frame,
    /// moved to even places. What would hang over the frame's edge is cut off when it is laid down.
    pub(crate) fn new(x: usize, y: usize, letters: &Mask, ground: &Mask) -> Self {
        let (width, height) = (letters.width.next_multiple_of(2), letters.height.next_multiple_of(2));
        let mut sticker = Self {
            x: x & !1,
            y: y & !1,
            width,
            height,
            luma: vec![BLACK; width * height],
            alpha: vec![0; width * height],
        };
        for row in 0..letters.height {
            for column in 0..letters.width {
                let ink = u32::from(letters.cover[row * letters.width + column]);
                let shade = u32::from(ground.cover[row * letters.width + column]);
                // Letters over ground: the usual "over" of two transparent layers.
                let behind = shade * (255 - ink) / 255;
                let alpha = ink + behind;
                let at = row * width + column;
                if alpha > 0 {
                    sticker.luma[at] = low(u32::from(WHITE) * ink + u32::from(BLACK) * behind, alpha);
                    sticker.alpha[at] = low(alpha, 1);
                }
            }
        }
        sticker
    }

    /// Lays it over a frame.
    pub(crate) fn lay(&self, frame: &mut Yuv) {
        let width = self.width.min(frame.width.saturating_sub(self.x));
        let height = self.height.min(frame.height.saturating_sub(self.y));
        for row in 0..height {
            let to = &mut frame.planes[0][(self.y + row) * frame.width + self.x..][..width];
            let from = row * self.width;
            for (column, to) in to.iter_mut().enumerate() {
                *to = mix(*to, self.luma[from + column], u32::from(self.alpha[from + column]));
            }
        }
        for plane in 1..3 {
            let (stride, _) = frame.plane_size(plane);
            for row in 0..height / 2 {
                let to = &mut frame.planes[plane][(self.y / 2 + row) * stride + self.x / 2..][..width / 2];
                for (column, to) in to.iter_mut().enumerate() {
                    *to = mix(*to, GREY, self.mean_alpha(column * 2, row * 2));
                }
            }
        }
    }

    fn mean_alpha(&self, x: usize, y: usize) -> u32 {
        let at = y * self.width + x;
        let four = [at, at + 1, at + self.width, at + self.width + 1];
        four.into_iter().map(|i| u32::from(self.alpha[i])).sum::<u32>() / 4
    }
}

fn mix(under: u8, over: u8, alpha: u32) -> u8 {
    low(u32::from(under) * (255 - alpha) + u32::from(over) * alpha, 255)
}

/// The rounded quotient, which is a byte for every mean of bytes.
fn low(sum: u32, by: u32) -> u8 {
    u8::try_from((sum + by / 2) / by).unwrap_or(u8::MAX)
}

/// The mask grown by a disc of `radius` pixels: an outline.
pub(crate) fn grown(mask: &Mask, radius: usize) -> Mask {
    let mut out = Mask::new(mask.width, mask.height);
    let reach = radius.cast_signed();
    for dy in -reach..=reach {
        let half = (((radius * radius).cast_signed() - dy * dy).max(0)).isqrt().cast_unsigned();
        for y in 0..mask.height {
            let Some(from) = y.checked_add_signed(dy).filter(|from| *from < mask.height) else { continue };
            let source = &mask.cover[from * mask.width..][..mask.width];
            let target = &mut out.cover[y * mask.width..][..mask.width];
            for (x, to) in target.iter_mut().enumerate() {
                let near = &source[x.saturating_sub(half)..(x + half + 1).min(mask.width)];
                *to = (*to).max(near.iter().copied().max().unwrap_or(0));
            }
        }
    }
    out
}

/// The mask softened: the mean over a square of `2 · radius + 1` pixels, twice.
pub(crate) fn softened(mask: &Mask, radius: usize) -> Mask {
    let once = box_mean(mask, radius);
    box_mean(&once, radius)
}

fn box_mean(mask: &Mask, radius: usize) -> Mask {
    let across = rows_mean(mask, radius);
    transposed(&rows_mean(&transposed(&across), radius))
}

fn rows_mean(mask: &Mask, radius: usize) -> Mask {
    let mut out = Mask::new(mask.width, mask.height);
    let span = u32::try_from(2 * radius + 1).unwrap_or(u32::MAX);
    for (to, from) in out.cover.chunks_exact_mut(mask.width).zip(mask.cover.chunks_exact(mask.width)) {
        let value = |i: usize| from.get(i).map_or(0, |v| u32::from(*v));
        let mut sum: u32 = (0..radius).map(value).sum();
        for (x, to) in to.iter_mut().enumerate() {
            sum += value(x + radius);
            *to = low(sum, span);
            sum -= x.checked_sub(radius).map_or(0, value);
        }
    }
    out
}

fn transposed(mask: &Mask) -> Mask {
    let mut out = Mask::new(mask.height, mask.width);
    for y in 0..mask.height {
        for x in 0..mask.width {
            out.cover[x * mask.height + y] = mask.cover[y * mask.width + x];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot() -> Mask {
        let mut mask = Mask::new(9, 9);
        mask.cover[4 * 9 + 4] = 255;
        mask
    }

    #[test]
    fn growing_a_dot_gives_a_disc() {
        let disc = grown(&dot(), 2);
        let at = |x: usize, y: usize| disc.cover[y * 9 + x];
        assert_eq!((at(4, 2), at(6, 4), at(5, 5), at(6, 6), at(4, 1)), (255, 255, 255, 0, 0));
    }

    #[test]
    fn softening_spreads_and_keeps_the_sum_about() {
        let mut full = dot();
        full.cover.fill(0);
        for y in 3..6 {
            full.cover[y * 9 + 3..y * 9 + 6].fill(200);
        }
        let soft = softened(&full, 1);
        let sum = |m: &Mask| m.cover.iter().map(|v| u32::from(*v)).sum::<u32>();
        assert!(soft.cover[4 * 9 + 4] < 200 && soft.cover[4 * 9 + 7] > 0);
        assert!(sum(&soft).abs_diff(sum(&full)) < 60);
    }

    #[test]
    fn a_sticker_covers_where_it_is_opaque_and_is_cut_at_the_edge() {
        let mut letters = Mask::new(4, 4);
        letters.cover.fill(255);
        let none = Mask::new(4, 4);
        let mut frame = Yuv::black(8, 8);
        frame.planes[1].fill(60);
        Sticker::new(7, 6, &letters, &none).lay(&mut frame);
        assert_eq!(frame.planes[0][6 * 8 + 6], WHITE);
        assert_eq!(frame.planes[0][6 * 8 + 5], BLACK);
        assert_eq!((frame.planes[1][15], frame.planes[1][14]), (GREY, 60));
    }

    #[test]
    fn ground_darkens_by_its_share() {
        let (none, mut ground) = (Mask::new(2, 2), Mask::new(2, 2));
        ground.cover.fill(128);
        let mut frame = Yuv::black(2, 2);
        frame.planes[0].fill(216);
        Sticker::new(0, 0, &none, &ground).lay(&mut frame);
        assert_eq!(frame.planes[0][0], 116);
    }
}
