//! Captions: SubRip (`.srt`) and WebVTT (`.vtt`), in the order in which they appear, on lines of at most
//! 42 characters as broadcasters ask.

use crate::cut::{Caption, Cut};
use crate::timecode::clock;
use std::fmt::Write as _;

/// The longest line on the screen, in characters.
const LINE_CHARS: usize = 42;

/// The captions as SubRip. Who speaks stands in front.
pub fn srt(cut: &Cut) -> String {
    let mut out = String::new();
    for (number, said) in (1..).zip(said(cut)) {
        let (start, end) = (clock(said.start, cut.fps(), ','), clock(said.end, cut.fps(), ','));
        let speaker = spoken(&said.caption.speaker);
        let text = spoken(&said.caption.text);
        let text = if speaker.is_empty() { text } else { format!("{speaker}: {text}") };
        let text = wrapped(&text.replace("-->", "->"));
        // Writing to a string cannot fail.
        let _ = write!(out, "{number}\n{start} --> {end}\n{text}\n\n");
    }
    out
}

/// The captions as WebVTT, with voices.
pub fn webvtt(cut: &Cut) -> String {
    let mut out = String::from("WEBVTT\n\n");
    for said in said(cut) {
        let (start, end) = (clock(said.start, cut.fps(), '.'), clock(said.end, cut.fps(), '.'));
        let text = escaped(&wrapped(&spoken(&said.caption.text)));
        let speaker = escaped(&spoken(&said.caption.speaker));
        let _ = match speaker.as_str() {
            "" => write!(out, "{start} --> {end}\n{text}\n\n"),
            _ => write!(out, "{start} --> {end}\n<v {speaker}>{text}</v>\n\n"),
        };
    }
    out
}

/// A caption with its frames in the cut.
struct Said<'c> {
    start: u64,
    end: u64,
    caption: &'c Caption,
}

/// Everything that is said within the cut, by its beginning.
fn said(cut: &Cut) -> Vec<Said<'_>> {
    let last = cut.frames();
    let mut all: Vec<Said<'_>> = cut
        .clips()
        .iter()
        .flat_map(|clip| {
            clip.captions.iter().map(move |caption| (clip.start_frame + caption.start_frame, caption))
        })
        .map(|(start, caption)| Said { start, end: (start + caption.frames).min(last), caption })
        .filter(|said| said.end > said.start && !spoken(&said.caption.text).is_empty())
        .collect();
    all.sort_by_key(|said| said.start);
    all
}

/// One line, without what no screen shows.
fn spoken(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrapped(text: &str) -> String {
    let (mut out, mut used) = (String::with_capacity(text.len()), 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 {
            let fits = used + 1 + length <= LINE_CHARS;
            out.push(if fits { ' ' } else { '\n' });
            used = if fits { used + 1 } else { 0 };
        }
        out.push_str(word);
        used += length;
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
