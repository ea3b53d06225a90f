//! The neural speaker: phonemes, network and vocoder put together, with the time of every word from the
//! network's own durations.

use std::path::Path;

use super::{
    Span, Spoken,
    model::Network,
    phonemes::{Phonemes, SaidWord},
    vocoder::{HOP, RATE, Tint, synthesise},
};
use crate::{SAMPLE_RATE, SoundError, random::Random, resample::resample};

/// Frames of a clip in one frame of the network.
const STEP: usize = HOP * (SAMPLE_RATE / RATE) as usize;

/// The speaker, loaded.
pub(super) struct Hibari {
    network: Network,
    phonemes: Phonemes,
}

impl Hibari {
    /// Loads it from the folder that `scripts/fetch-models hibari` fills.
    pub(super) fn open(folder: &Path) -> Result<Self, SoundError> {
        Ok(Self { network: Network::open(folder)?, phonemes: Phonemes::open(folder)? })
    }

    /// One sentence at [`SAMPLE_RATE`], and its words.
    pub(super) fn speak(
        &self,
        sentence: &str,
        rate: f32,
        tint: Tint,
        random: &mut Random,
    ) -> Result<(Vec<f32>, Vec<Spoken>), SoundError> {
        let words = self.phonemes.words(sentence)?;
        let mut ids = vec![];
        let mut counted = vec![];
        for word in words {
            let of_word = self.network.ids(&word.phonemes);
            counted.push((word, of_word.len()));
            ids.extend(of_word);
        }
        if ids.is_empty() {
            return Ok((vec![], vec![]));
        }
        let run = self.network.run(&ids, rate);
        let (spectra, lengths) =
            run.map_err(|reason| SoundError::Speech { sentence: sentence.to_owned(), reason })?;
        let samples = resample(&synthesise(&spectra, tint, random), f64::from(SAMPLE_RATE / RATE));
        let words = times(counted, &lengths, samples.len());
        Ok((samples, words))
    }
}

/// The span of each word from the frames of its phonemes. A word's trailing space and pause are not part of it.
fn times(words: Vec<(SaidWord, usize)>, lengths: &[usize], end: usize) -> Vec<Spoken> {
    let mut at = lengths.first().copied().unwrap_or(0) * STEP;
    let mut next = 1;
    let mut spoken = vec![];
    for (word, count) in words {
        let own: Vec<usize> = lengths.iter().skip(next).take(count).copied().collect();
        let length = own.iter().sum::<usize>() * STEP;
        let voiced = count.min(word.phonemes.trim_end_matches(|c: char| !c.is_alphabetic()).chars().count());
        let heard = own.iter().take(voiced.max(1)).sum::<usize>() * STEP;
        if count > 0 {
            let span = Span { start: at.min(end), end: (at + heard).min(end) };
            spoken.push(Spoken { text: word.text, span });
        }
        at += length;
        next += count;
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_each_other_and_leave_out_the_pause_behind_them() {
        let word = |text: &str, phonemes: &str| SaidWord { text: text.into(), phonemes: phonemes.into() };
        let words = vec![(word("Hi,", "hI, "), 4), (word("you.", "ju."), 3)];
        let spoken = times(words, &[2, 4, 4, 3, 1, 5, 5, 9, 2], 1_000_000);
        let spans: Vec<_> =
            spoken.iter().map(|word| (word.span.start / STEP, word.span.end / STEP)).collect();
        assert_eq!(spans, [(2, 10), (14, 24)]);
    }
}
