//! Captions burnt into the picture, as broadcasters set them: two lines at most, inside the title-safe area,
//! white with a dark outline and a soft shadow, so that they read over snow and over night. A text too long for
//! two lines is shown as several in turn, each for its share of the time; it is never made smaller.

use super::letters::{Letters, Mask, line_height};
use super::sticker::{Sticker, grown, softened};

/// One or two lines for a part of the caption's time.
pub(crate) struct Page {
    /// First frame of the film without it.
    pub(crate) end: u32,
    pub(crate) sticker: Sticker,
}

/// Height of the letters for a frame, in pixels: a 22nd of the height of a wide frame; what fits about thirty
/// letters into an upright one.
#[expect(clippy::cast_precision_loss, reason = "sides of frames are small")]
pub(crate) fn letter_size(width: usize, height: usize) -> f32 {
    (height as f32).min(width as f32 * 0.75) / 22.0
}

/// The pages of a text shown from frame `start` up to frame `end`.
#[expect(clippy::cast_precision_loss, reason = "sides of frames are small")]
pub(crate) fn pages(
    letters: &mut Letters,
    text: &str,
    span: std::ops::Range<u32>,
    frame: (usize, usize),
) -> Vec<Page> {
    let size = letter_size(frame.0, frame.1);
    let lines = letters.lines(text, size, frame.0 as f32 * 0.8);
    let counts: Vec<usize> =
        lines.chunks(2).map(|page| page.iter().map(|l| l.chars().count()).sum()).collect();
    let all = counts.iter().sum::<usize>().max(1) as u64;
    let mut shown = 0;
    lines
        .chunks(2)
        .zip(&counts)
        .map(|(page, count)| {
            shown += *count as u64;
            let share = u64::from(span.end - span.start) * shown / all;
            let end = span.start + u32::try_from(share).expect("a share of a number of frames is one");
            Page { end, sticker: drawn(letters, page, size, frame) }
        })
        .collect()
}

/// Lines centred over each other, their lowest edge at 92 % of the frame's height.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "lengths inside a frame in pixels"
)]
fn drawn(letters: &mut Letters, lines: &[String], size: f32, frame: (usize, usize)) -> Sticker {
    let masks: Vec<Mask> = lines.iter().map(|line| letters.draw(line, size)).collect();
    let outline = ((size * 0.09).round() as usize).max(1);
    let shadow = ((size * 0.16).round() as usize).max(1);
    let margin = outline + 2 * shadow;
    let pitch = line_height(size).round() as usize;
    let width = masks.iter().map(|m| m.width).max().unwrap_or(0) + 2 * margin;
    let mut ink = Mask::new(width, pitch * masks.len() + 2 * margin);
    for (row, mask) in masks.iter().enumerate() {
        lay_mask(&mut ink, mask, (width - mask.width) / 2, margin + row * pitch);
    }
    let edge = grown(&ink, outline);
    let soft = softened(&grown(&edge, shadow / 2), shadow);
    let mut ground = edge;
    for (edge, soft) in ground.cover.iter_mut().zip(&soft.cover) {
        *edge = (*edge).max((f32::from(*soft) * 0.8) as u8);
    }
    let bottom = (frame.1 as f32 * 0.92) as usize;
    let (x, y) = (frame.0.saturating_sub(width) / 2, (bottom + margin).saturating_sub(ink.height));
    Sticker::new(x, y, &ink, &ground)
}

/// Puts one mask into another that has room for it.
pub(crate) fn lay_mask(into: &mut Mask, mask: &Mask, x: usize, y: usize) {
    let (width, height) = (mask.width.min(into.width - x), mask.height.min(into.height.saturating_sub(y)));
    for row in 0..height {
        let from = &mask.cover[row * mask.width..][..width];
        into.cover[(y + row) * into.width + x..][..width].copy_from_slice(from);
    }
}

#[cfg(test)]
mod tests {
    use super::super::planes::{WHITE, Yuv};
    use super::*;

    const FRAME: (usize, usize) = (640, 360);

    fn burnt(text: &str, ground: u8) -> Yuv {
        let mut frame = Yuv::black(FRAME.0, FRAME.1);
        frame.planes[0].fill(ground);
        pages(&mut Letters::new(), text, 0..48, FRAME)[0].sticker.lay(&mut frame);
        frame
    }

    #[test]
    fn letters_stand_out_on_white_and_on_black() {
        for ground in [16, 120, 235] {
            let frame = burnt("Who lit the lamp?", ground);
            let white = frame.planes[0].iter().filter(|v| **v >= WHITE - 2).count();
            assert!(ground == 235 || white > 100, "{white} white pixels on {ground}");
            let dark = frame.planes[0].iter().filter(|v| **v < 40).count();
            assert!(ground == 16 || dark > 150, "{dark} dark pixels on {ground}");
        }
    }

    #[test]
    fn everything_stays_in_the_title_safe_area() {
        let frame =
            burnt("A caption that is long enough to need the whole of its two lines, and then some", 120);
        let touched = |x: usize, y: usize| frame.planes[0][y * FRAME.0 + x] != 120;
        let rows: Vec<usize> = (0..FRAME.1).filter(|&y| (0..FRAME.0).any(|x| touched(x, y))).collect();
        let columns: Vec<usize> = (0..FRAME.0).filter(|&x| (0..FRAME.1).any(|y| touched(x, y))).collect();
        assert!(rows[0] > FRAME.1 * 3 / 4 && *rows.last().unwrap() < FRAME.1 * 95 / 100, "{rows:?}");
        assert!(columns[0] > FRAME.0 / 20 && *columns.last().unwrap() < FRAME.0 * 19 / 20);
    }

    #[test]
    fn a_long_text_becomes_pages_that_share_the_time_by_their_length() {
        let text = "one two three four five six seven eight nine ten ".repeat(6);
        let pages = pages(&mut Letters::new(), &text, 100..340, FRAME);
        assert!(pages.len() > 2);
        assert_eq!(pages.last().unwrap().end, 340);
        assert!(pages.windows(2).all(|pair| pair[0].end < pair[1].end));
    }

    #[test]
    fn an_upright_frame_has_smaller_letters_than_a_wide_one_of_its_height() {
        assert!(letter_size(720, 1280) < letter_size(2276, 1280));
        assert!((letter_size(1280, 720) - 32.7).abs() < 0.1);
    }
}
