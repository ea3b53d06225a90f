//! Captions as files of their own: SubRip (`.srt`) and WebVTT (`.vtt`). Times are exact to the millisecond
//! that the frame begins in, rounded the same way as the film's own time stamps.

use std::fmt::Write as _;

use crate::reel::{FrameRate, Reel};

/// The captions of a film as SubRip: numbered, CRLF-free, UTF-8.
pub fn srt(reel: &Reel) -> String {
    let mut out = String::new();
    for (index, caption) in reel.timed_captions().iter().enumerate() {
        let (from, to) = (stamp(reel.fps, caption.start, ','), stamp(reel.fps, caption.end, ','));
        let text = without_blank_lines(&caption.text);
        // Writing to a string cannot fail.
        let _ = write!(out, "{}\n{from} --> {to}\n{text}\n\n", index + 1);
    }
    out
}

/// The captions of a film as WebVTT, with what the format reads as markup escaped.
pub fn vtt(reel: &Reel) -> String {
    let mut out = String::from("WEBVTT\n\n");
    for caption in reel.timed_captions() {
        let (from, to) = (stamp(reel.fps, caption.start, '.'), stamp(reel.fps, caption.end, '.'));
        let _ = write!(out, "{from} --> {to}\n{}\n\n", vtt_text(&caption.text));
    }
    out
}

/// Whether the letters that captions are burnt in with have every character of a text: Latin, Greek and
/// Cyrillic are covered. What is missing is drawn as an empty box, so other scripts belong in a track.
pub fn can_burn(text: &str) -> bool {
    crate::compose::letters::Letters::new().cover(text)
}

/// Text as a WebVTT cue may hold it.
pub(crate) fn vtt_text(text: &str) -> String {
    without_blank_lines(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An empty line ends a cue in both formats, so it cannot be part of one.
fn without_blank_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn stamp(fps: FrameRate, frame: u32, point: char) -> String {
    let rate = u64::from(fps.per_second());
    let ms = (u64::from(frame) * 1000 + rate / 2) / rate;
    let (s, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}{point}{ms:03}", s / 3600, s / 60 % 60, s % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Caption;

    fn reel() -> Reel {
        let mut reel = crate::reel::check::tests::reel();
        reel.shots[0].captions = vec![Caption { start: 0, end: 23, text: "He said:\n\n<go> & stay".into() }];
        reel.shots[1].frames = 4000 * 24;
        reel.shots[1].captions = vec![Caption { start: 1, end: 3800 * 24, text: "Yes".into() }];
        reel
    }

    #[test]
    fn subrip_counts_from_one_and_uses_a_comma() {
        assert_eq!(
            srt(&reel()),
            "1\n00:00:00,000 --> 00:00:00,958\nHe said:\n<go> & stay\n\n\
             2\n00:00:01,042 --> 01:03:21,000\nYes\n\n"
        );
    }

    #[test]
    fn webvtt_has_its_header_and_escapes_markup() {
        let text = vtt(&reel());
        assert!(text.starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:00.958\n"));
        assert!(text.contains("&lt;go&gt; &amp; stay\n\n"));
    }
}
