//! The strip over an animatic's shots that names the shot and counts the film's time, and whole cards of words.

use super::caption::{lay_mask, letter_size};
use super::letters::{Letters, Mask, line_height};
use super::planes::Yuv;
use super::sticker::Sticker;
use crate::reel::{FrameRate, Slate};

/// How dark the ground of the strip is, 0 to 255.
const GROUND: u8 = 150;

/// The name of a shot, in the upper left of the safe area.
pub(crate) fn name(letters: &mut Letters, slate: &Slate, frame: (usize, usize)) -> Sticker {
    let parts = [format!("{} {}", slate.scene.trim(), slate.shot.trim()), slate.note.clone()];
    let text: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    pill(letters, &text.join("  ·  "), frame, false)
}

/// The film's time at a frame, in the upper right of the safe area.
pub(crate) fn clock(letters: &mut Letters, fps: FrameRate, at: u32, frame: (usize, usize)) -> Sticker {
    pill(letters, &timecode(fps, at), frame, true)
}

/// Hours, minutes, seconds and frames, as SMPTE 12M writes them without dropped frames.
pub(crate) fn timecode(fps: FrameRate, frame: u32) -> String {
    let rate = fps.per_second();
    let seconds = frame / rate;
    format!("{:02}:{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60, frame % rate)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "lengths inside a frame in pixels"
)]
fn pill(letters: &mut Letters, text: &str, frame: (usize, usize), right: bool) -> Sticker {
    let size = letter_size(frame.0, frame.1) * 0.62;
    let room = frame.0 as f32 * if right { 0.3 } else { 0.55 };
    let line = letters.lines(text, size, room).into_iter().next().unwrap_or_default();
    let mask = letters.draw(&line, size);
    let (pad_x, pad_y) = ((size * 0.5) as usize, (size * 0.18) as usize);
    let mut ink = Mask::new(mask.width + 2 * pad_x, mask.height + 2 * pad_y);
    lay_mask(&mut ink, &mask, pad_x, pad_y);
    let ground = rounded(ink.width, ink.height, size * 0.3);
    let (edge_x, edge_y) = ((frame.0 as f32 * 0.05) as usize, (frame.1 as f32 * 0.05) as usize);
    let x = if right { frame.0.saturating_sub(edge_x + ink.width) } else { edge_x };
    Sticker::new(x, edge_y, &ink, &ground)
}

/// A box whose corners have a radius.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "lengths inside a frame in pixels"
)]
fn rounded(width: usize, height: usize, radius: f32) -> Mask {
    let mut mask = Mask::new(width, height);
    let past = |i: usize, length: usize| {
        let centre = i as f32 + 0.5;
        (radius - centre).max(centre - (length as f32 - radius)).max(0.0)
    };
    for y in 0..height {
        for x in 0..width {
            let inside = (radius + 0.5 - past(x, width).hypot(past(y, height))).clamp(0.0, 1.0);
            mask.cover[y * width + x] = (f32::from(GROUND) * inside) as u8;
        }
    }
    mask
}

/// Words on black: a large title with smaller lines under it, in the middle of the frame.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "lengths inside a frame in pixels"
)]
pub(crate) fn card(letters: &mut Letters, title: &str, lines: &[String], frame: (usize, usize)) -> Yuv {
    let base = letter_size(frame.0, frame.1);
    let room = frame.0 as f32 * 0.8;
    let mut rows: Vec<(String, f32)> = Vec::new();
    rows.extend(letters.lines(title, base * 1.8, room).into_iter().map(|row| (row, base * 1.8)));
    let titles = rows.len();
    for line in lines {
        rows.extend(letters.lines(line, base, room).into_iter().map(|row| (row, base)));
    }
    let gap = if lines.is_empty() { 0.0 } else { base * 0.6 };
    let tall: f32 = rows.iter().map(|(_, size)| line_height(*size)).sum::<f32>() + gap;
    let mut y = ((frame.1 as f32 - tall) / 2.0).max(0.0);
    let mut picture = Yuv::black(frame.0, frame.1);
    for (index, (row, size)) in rows.into_iter().enumerate() {
        if index == titles {
            y += gap;
        }
        if y + line_height(size) > frame.1 as f32 {
            break;
        }
        let ink = letters.draw(&row, size);
        let none = Mask::new(ink.width, ink.height);
        Sticker::new(frame.0.saturating_sub(ink.width) / 2, y as usize, &ink, &none).lay(&mut picture);
        y += line_height(size);
    }
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_counted_in_frames() {
        assert_eq!(timecode(FrameRate::Fps24, 0), "00:00:00:00");
        assert_eq!(timecode(FrameRate::Fps24, 24 * 61 + 23), "00:01:01:23");
        assert_eq!(timecode(FrameRate::Fps30, 30 * 3600), "01:00:00:00");
    }

    #[test]
    fn the_name_is_upper_left_and_the_clock_upper_right() {
        let mut letters = Letters::new();
        let slate = Slate { scene: "12A".into(), shot: "3".into(), note: "MS push in".into() };
        let dark = |sticker: Sticker| {
            let mut frame = Yuv::black(640, 360);
            frame.planes[0].fill(200);
            sticker.lay(&mut frame);
            let hit: Vec<usize> = (0..640 * 360).filter(|i| frame.planes[0][*i] < 120).collect();
            assert!(hit.iter().all(|i| i / 640 < 90), "only above");
            hit.iter().map(|i| i % 640).sum::<usize>() / hit.len()
        };
        assert!(dark(name(&mut letters, &slate, (640, 360))) < 200);
        assert!(dark(clock(&mut letters, FrameRate::Fps24, 99, (640, 360))) > 440);
    }

    #[test]
    fn a_card_is_white_on_black_and_bears_any_amount_of_words() {
        let mut letters = Letters::new();
        let picture = card(&mut letters, "The Lamp", &["an animatic".into()], (640, 360));
        let white = picture.planes[0].iter().filter(|v| **v > 220).count();
        assert!((500..40_000).contains(&white), "{white}");
        card(&mut letters, &"word ".repeat(300), &vec!["more ".repeat(300); 12], (64, 64));
    }
}
