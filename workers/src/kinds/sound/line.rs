//! The lines of a scene on one reel: each speech after the one before, at a whole millisecond, with its words'
//! times. What nobody here can say leaves silence as long as reading it takes, so that it is still shown.

use sound::voice::Speech as Spoken;
use sound::{Clip, SAMPLE_RATE, frames_in};

use super::phrases;
use crate::error::JobError;
use crate::kinds::made::{Line, Phrase};

/// Samples in a millisecond.
const PER_MS: usize = SAMPLE_RATE as usize / 1_000;
/// Between two speeches on the reel.
const GAP_MS: u64 = 250;
/// Letters that are read in a second.
const READ_PER_S: u64 = 15;
/// Nothing is read faster.
const LEAST_READ_MS: u64 = 1_200;
/// The longest reel, in seconds: no more is said in the longest scene.
const MAX_S: f64 = 20.0 * 60.0;
/// The highest peak on the reel.
const PEAK: f32 = 0.97;

/// Lines that are being recorded.
#[derive(Default)]
pub(super) struct Reel {
    samples: Vec<f32>,
    lines: Vec<Line>,
}

impl Reel {
    /// Adds a speech as it was spoken.
    pub(super) fn add(&mut self, speaker: &str, text: &str, spoken: &Spoken) -> Result<(), JobError> {
        let phrases = phrases::heard(spoken);
        let at_ms = self.next();
        self.samples.extend_from_slice(spoken.clip.left());
        self.end(speaker, text, at_ms, phrases)
    }

    /// Leaves room for a speech that nobody here can say.
    pub(super) fn leave(&mut self, speaker: &str, text: &str) -> Result<(), JobError> {
        let ms = (text.chars().count() as u64 * 1_000 / READ_PER_S).max(LEAST_READ_MS);
        let at_ms = self.next();
        self.silence(ms);
        self.end(speaker, text, at_ms, phrases::silent(text, ms))
    }

    fn next(&mut self) -> u64 {
        if !self.lines.is_empty() {
            self.silence(GAP_MS);
        }
        (self.samples.len() / PER_MS) as u64
    }

    fn silence(&mut self, ms: u64) {
        // One more than the most is enough to be refused.
        let silence = samples(ms).min(frames_in(MAX_S) + 1);
        self.samples.resize(self.samples.len().saturating_add(silence), 0.0);
    }

    fn end(&mut self, speaker: &str, text: &str, at_ms: u64, phrases: Vec<Phrase>) -> Result<(), JobError> {
        if self.samples.len() > frames_in(MAX_S) {
            let minutes = MAX_S / 60.0;
            return Err(JobError::fail(format!(
                "the scene has more than {minutes} minutes of dialogue: divide it"
            )));
        }
        let whole = self.samples.len().next_multiple_of(PER_MS);
        self.samples.resize(whole, 0.0);
        let ms = (whole / PER_MS) as u64 - at_ms;
        let (speaker, text) = (speaker.to_owned(), text.to_owned());
        self.lines.push(Line { speaker, text, at_ms, ms, phrases, narrated: false });
        Ok(())
    }

    /// The lines and the reel. Shouts would be cut off in a file: everything is turned down for them alike, and
    /// the mix brings it up again.
    pub(super) fn finish(self) -> (Vec<Line>, Clip) {
        let clip = Clip::mono(self.samples);
        let peak = clip.peak();
        let clip = if peak > PEAK { clip.scaled(PEAK / peak) } else { clip };
        (self.lines, clip)
    }
}

/// A line, cut out of the reel again.
pub(super) fn cut_out(reel: &Clip, line: &Line) -> Clip {
    let at = |ms: u64| samples(ms).min(reel.frames());
    Clip::mono(reel.left()[at(line.at_ms)..at(line.at_ms + line.ms)].to_vec())
}

/// Samples of so many milliseconds.
pub(super) fn samples(ms: u64) -> usize {
    usize::try_from(ms).unwrap_or(usize::MAX).saturating_mul(PER_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(samples: usize, level: f32) -> Spoken {
        Spoken { clip: Clip::mono(vec![level; samples]), sentences: vec![], words: vec![] }
    }

    #[test]
    fn lines_are_cut_out_as_they_were_put_in() {
        let mut reel = Reel::default();
        reel.add("MARA", "Who?", &spoken(48_001, 0.5)).unwrap();
        reel.add("TOM", "Me.", &spoken(24_000, 0.25)).unwrap();
        let (lines, clip) = reel.finish();
        let places: Vec<_> = lines.iter().map(|line| (line.at_ms, line.ms)).collect();
        assert_eq!(places, [(0, 1_001), (1_251, 500)]);
        let second = cut_out(&clip, &lines[1]);
        assert!(second.frames() == 24_000 && second.left().iter().all(|it| (it - 0.25).abs() < 1e-6));
        let first = cut_out(&clip, &lines[0]);
        assert!(first.left()[48_000] > 0.49 && first.left()[48_001] == 0.0);
    }

    #[test]
    fn what_cannot_be_said_is_silence_as_long_as_reading_takes() {
        let mut reel = Reel::default();
        reel.leave("TOM", "这是很长的一句话，谁也不会说，但是大家都能读，所以要留出时间。").unwrap();
        let (lines, clip) = reel.finish();
        assert!(lines[0].ms > 1_500 && clip.peak() == 0.0, "{lines:?}");
        assert_eq!(lines[0].phrases.last().unwrap().to_ms, lines[0].ms);
    }

    #[test]
    fn a_shout_is_not_cut_off() {
        let mut reel = Reel::default();
        reel.add("MARA", "Stop!", &spoken(480, 1.5)).unwrap();
        reel.add("MARA", "Please.", &spoken(480, 0.15)).unwrap();
        let (lines, clip) = reel.finish();
        assert!(clip.peak() < 0.98);
        assert!((cut_out(&clip, &lines[0]).peak() / cut_out(&clip, &lines[1]).peak() - 10.0).abs() < 0.01);
    }

    #[test]
    fn more_than_the_longest_scene_holds_is_refused() {
        let mut reel = Reel::default();
        let refused = reel.leave("TOM", &"word ".repeat(5_000)).unwrap_err();
        assert!(format!("{refused:?}").contains("20 minutes"), "{refused:?}");
    }
}
