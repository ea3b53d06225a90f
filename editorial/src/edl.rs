//! CMX3600 edit decision lists, which every editing program reads: the picture, cut by cut, in ASCII.
//! Reels have eight letters and digits; the full names stand in the comments. From the thousandth event
//! on the number has four digits, as in the lists of today's programs. The sound is not in it.

use crate::cut::{Clip, Cut};
use crate::timecode::{record, timecode};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The longest line of a comment, which old readers cut.
const LINE_CHARS: usize = 78;
/// The length of a reel's name.
const REEL_CHARS: usize = 8;

/// The list, with the line ends that the format has.
pub fn edl(cut: &Cut) -> String {
    let mut reels = Reels::default();
    let mut out = format!("TITLE: {}\r\nFCM: NON-DROP FRAME\r\n\r\n", ascii(cut.title(), 70));
    for (event, clip) in (1..).zip(cut.clips()) {
        let reel = reels.of(clip, event);
        let fps = cut.fps();
        let times = [
            timecode(0, fps),
            timecode(clip.frames, fps),
            record(clip.start_frame, fps),
            record(clip.end_frame(), fps),
        ];
        // Writing to a string cannot fail.
        let _ = write!(out, "{event:03}  {reel:<8} V     C        {}\r\n", times.join(" "));
        for (name, text) in [
            ("FROM CLIP NAME", &clip.name),
            ("SOURCE FILE", &clip.source),
            ("SCENE", &clip.heading),
            ("COMMENT", &clip.description),
        ] {
            let text = ascii(text, LINE_CHARS - name.len() - 4);
            if !text.is_empty() {
                let _ = write!(out, "* {name}: {text}\r\n");
            }
        }
    }
    out
}

/// The reels that are taken, each with what it stands for.
#[derive(Default)]
struct Reels<'c> {
    taken: HashMap<String, &'c str>,
}

impl<'c> Reels<'c> {
    /// `3A` for shot 3A; another name when two media would share one.
    fn of(&mut self, clip: &'c Clip, event: usize) -> String {
        let media = if clip.source.is_empty() { &clip.name } else { &clip.source };
        let letters = |c: &char| c.is_ascii_alphanumeric();
        let reel: String = clip.name.to_uppercase().chars().filter(letters).take(REEL_CHARS).collect();
        let reel = if reel.is_empty() { format!("R{event:05}") } else { reel };
        let owner = *self.taken.entry(reel.clone()).or_insert(media);
        if owner == media { reel } else { format!("X{event:05}") }
    }
}

/// Plain characters on one line, at most so many; accents are dropped where that is easy.
fn ascii(text: &str, most: usize) -> String {
    let plain = |c: char| match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        'à'..='å' => 'a',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'À'..='Å' => 'A',
        'È'..='Ë' => 'E',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        c if c.is_whitespace() => ' ',
        c if c.is_ascii() && !c.is_ascii_control() => c,
        _ => '?',
    };
    let words: String = text.chars().map(plain).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}
