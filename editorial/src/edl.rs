//! CMX3600 edit decision lists, which every editing program reads: the picture, cut by cut, and four channels of
//! sound, in ASCII. Reels have eight letters and digits; the full names stand in the comments. From the thousandth
//! event on the number has four digits, as in the lists of today's programs.

use crate::cut::Cut;
use crate::timecode::{record, timecode};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The longest line of a comment, which old readers cut.
const LINE_CHARS: usize = 78;
/// The length of a reel's name.
const REEL_CHARS: usize = 8;

/// The channels of sound that the format has, in the order of the cut's tracks.
const CHANNELS: [&str; 4] = ["A", "A2", "A3", "A4"];

/// The list, with the line ends that the format has.
pub fn edl(cut: &Cut) -> String {
    let mut list = List { out: String::new(), fps: cut.fps(), events: 0, reels: Reels::default() };
    let _ = write!(list.out, "TITLE: {}\r\nFCM: NON-DROP FRAME\r\n\r\n", ascii(cut.title(), 70));
    for clip in cut.clips() {
        list.event("V", (&clip.name, &clip.source), 0, clip.start_frame, clip.frames);
        list.comments(&[
            ("FROM CLIP NAME", &clip.name),
            ("SOURCE FILE", &clip.source),
            ("SCENE", &clip.heading),
            ("COMMENT", &clip.description),
        ]);
    }
    for (channel, track) in CHANNELS.iter().zip(cut.audio()) {
        // Some readers begin a channel with its first event; silence puts that in its place.
        if let Some(silence) = track.clips.first().map(|first| first.start_frame).filter(|frames| *frames > 0)
        {
            list.line("BL", channel, 0, 0, silence);
        }
        for clip in &track.clips {
            let media = (clip.name.as_str(), clip.media.as_str());
            list.event(channel, media, clip.media_start_frame, clip.start_frame, clip.frames);
            list.comments(&[("FROM CLIP NAME", &clip.name), ("SOURCE FILE", &clip.media)]);
        }
    }
    list.out
}

/// A list that is being written. Writing to a string cannot fail.
struct List<'c> {
    out: String,
    fps: u32,
    events: usize,
    reels: Reels<'c>,
}

impl<'c> List<'c> {
    /// One event, of a name and its media file.
    fn event(
        &mut self,
        channel: &str,
        (name, media): (&'c str, &'c str),
        media_start: u64,
        start: u64,
        frames: u64,
    ) {
        let reel = self.reels.of(name, media, self.events + 1);
        self.line(&reel, channel, media_start, start, frames);
    }

    /// One event, of a reel.
    fn line(&mut self, reel: &str, channel: &str, media_start: u64, start: u64, frames: u64) {
        self.events += 1;
        let (event, fps) = (self.events, self.fps);
        let times = [
            timecode(media_start, fps),
            timecode(media_start + frames, fps),
            record(start, fps),
            record(start + frames, fps),
        ];
        let _ = write!(self.out, "{event:03}  {reel:<8} {channel:<5} C        {}\r\n", times.join(" "));
    }

    fn comments(&mut self, all: &[(&str, &str)]) {
        for (name, text) in all {
            let text = ascii(text, LINE_CHARS - name.len() - 4);
            if !text.is_empty() {
                let _ = write!(self.out, "* {name}: {text}\r\n");
            }
        }
    }
}

/// The reels that are taken, each with what it stands for.
#[derive(Default)]
struct Reels<'c> {
    taken: HashMap<String, &'c str>,
}

impl<'c> Reels<'c> {
    /// `3A` for shot 3A; another name when two media would share one.
    fn of(&mut self, name: &'c str, media: &'c str, event: usize) -> String {
        let media = if media.is_empty() { name } else { media };
        let letters = |c: &char| c.is_ascii_alphanumeric();
        let reel: String = name.to_uppercase().chars().filter(letters).take(REEL_CHARS).collect();
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
