//! Says a text in a voice: sentence by sentence, with breaths between them, each brought to one level so that
//! speakers who are loud by nature do not drown the others, then the delivery's level, place and pace.

use std::path::Path;

use fundsp::prelude32::{An, AudioNode, Frame, Tanh, U1, highpass_hz, lowpass_hz, shape};

use super::{
    Delivery, MAX_CHARACTERS, Place, Span, Speaker, Speech, Spoken, Voice, hibari::Hibari, programs,
    sentences, speakable, vocoder::Tint,
};
use crate::{Clip, SoundError, Watch, frames_in, from_db, random::Random, watch::tell};

/// The level of normal speech while it is heard, as a root mean square.
const LEVEL: f32 = 0.1;

/// Everybody who can speak on this machine.
pub struct Voices {
    hibari: Option<Hibari>,
    speakers: Vec<Speaker>,
}

impl Voices {
    /// Loads the neural speaker from the models folder, which `scripts/fetch-models hibari` fills, and looks for
    /// the speech programs.
    ///
    /// # Errors
    /// [`SoundError::MissingWeights`] or [`SoundError::DamagedWeights`], with the script that mends it.
    pub fn open(folder: &Path) -> Result<Self, SoundError> {
        Ok(Self::with(Some(Hibari::open(folder)?)))
    }

    /// The speech programs alone.
    ///
    /// # Errors
    /// [`SoundError::MissingProgram`] when none is installed.
    pub fn programs_only() -> Result<Self, SoundError> {
        let voices = Self::with(None);
        if voices.speakers.is_empty() {
            return Err(SoundError::MissingProgram { program: "flite" });
        }
        Ok(voices)
    }

    fn with(hibari: Option<Hibari>) -> Self {
        let there = |speaker: &Speaker| match speaker {
            Speaker::Hibari => hibari.is_some(),
            other => programs::is_installed(*other),
        };
        let speakers = Speaker::ALL.into_iter().filter(there).collect();
        Self { hibari, speakers }
    }

    /// Who can speak here, the best first; what [`super::cast`] chooses from.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// Says a text. The seed determines the breath in the voice, nothing else.
    ///
    /// # Errors
    /// [`SoundError::NothingToSay`], [`SoundError::TextTooLong`] beyond [`MAX_CHARACTERS`], and what the speaker's
    /// program or network reports.
    pub fn speak(
        &self,
        text: &str,
        voice: &Voice,
        delivery: &Delivery,
        seed: u64,
        watch: &mut Watch<'_>,
    ) -> Result<Speech, SoundError> {
        voice.check()?;
        let characters = text.chars().count();
        if characters > MAX_CHARACTERS {
            return Err(SoundError::TextTooLong { characters, limit: MAX_CHARACTERS });
        }
        let said = sentences(&speakable(text));
        let mut line = Line::after(delivery.pause_s);
        for (i, sentence) in said.iter().enumerate() {
            tell(watch, i as f64 / said.len() as f64)?;
            let mut random = Random::new(seed.wrapping_add(i as u64), sentence);
            let (samples, words) = self.sentence(sentence, voice, delivery, &mut random)?;
            line.append(sentence, samples, words, voice.rate * delivery.rate);
        }
        if line.sentences.is_empty() {
            return Err(SoundError::NothingToSay);
        }
        tell(watch, 1.0)?;
        Ok(line.finish(delivery))
    }

    fn sentence(
        &self,
        sentence: &str,
        voice: &Voice,
        delivery: &Delivery,
        random: &mut Random,
    ) -> Result<(Vec<f32>, Vec<Spoken>), SoundError> {
        let rate = (voice.rate * delivery.rate).clamp(0.45, 2.4);
        let semitones = voice.pitch_semitones + delivery.pitch_semitones;
        if voice.speaker == Speaker::Hibari {
            let hibari = self.hibari.as_ref().ok_or(SoundError::MissingProgram { program: "hibari" })?;
            let pitch = 2f32.powf(semitones / 12.0);
            let tint = Tint { pitch, formant: voice.formant, whispered: delivery.whispered };
            return hibari.speak(sentence, rate, tint, random);
        }
        let samples = programs::speak(sentence, voice, rate, semitones)?;
        let words = shared(sentence, &samples);
        Ok((samples, words))
    }
}

/// The words of a sentence whose sound is all that is known: they share what is heard of it by their letters.
fn shared(sentence: &str, samples: &[f32]) -> Vec<Spoken> {
    let loud = |x: &f32| x.abs() > 0.01;
    let first = samples.iter().position(loud).unwrap_or(0);
    let last = samples.iter().rposition(loud).unwrap_or(samples.len());
    let words: Vec<&str> = sentence.split(' ').filter(|word| !word.is_empty()).collect();
    let total: usize = words.iter().map(|word| word.len() + 1).sum();
    let mut letters = 0;
    let place = |letters: usize| first + (last - first) * letters / total.max(1);
    words
        .into_iter()
        .map(|word| {
            let start = place(letters);
            letters += word.len() + 1;
            Spoken { text: word.to_owned(), span: Span { start, end: place(letters) } }
        })
        .collect()
}

/// A line while it is put together.
struct Line {
    samples: Vec<f32>,
    sentences: Vec<Spoken>,
    words: Vec<Spoken>,
}

impl Line {
    fn after(pause_s: f32) -> Self {
        let samples = vec![0.0; frames_in(f64::from(pause_s))];
        Self { samples, sentences: vec![], words: vec![] }
    }

    fn append(&mut self, text: &str, samples: Vec<f32>, words: Vec<Spoken>, rate: f32) {
        if samples.is_empty() {
            return;
        }
        if !self.sentences.is_empty() {
            let pause = if text.ends_with(['…', '—']) { 0.12 } else { 0.2 };
            self.samples.extend(std::iter::repeat_n(0.0, frames_in(f64::from(pause / rate))));
        }
        let start = self.samples.len();
        let gain = LEVEL / level_while_heard(&samples).max(1e-4);
        self.samples.extend(Clip::mono(samples).faded(96, 480).scaled(gain).left());
        let span = Span { start, end: self.samples.len() };
        self.sentences.push(Spoken { text: text.to_owned(), span });
        self.words.extend(words.into_iter().map(|word| {
            let span = Span { start: word.span.start + start, end: word.span.end + start };
            Spoken { span, ..word }
        }));
    }

    fn finish(self, delivery: &Delivery) -> Speech {
        let heard = match delivery.place {
            Place::Here => self.samples,
            Place::Telephone => {
                let line = highpass_hz(320.0, 0.8) >> highpass_hz(320.0, 0.8) >> lowpass_hz(3_200.0, 0.8);
                filtered(&self.samples, line >> lowpass_hz(3_200.0, 0.8) >> shape(Tanh(1.6)))
            }
            Place::Offscreen => filtered(&self.samples, highpass_hz(140.0, 0.7) >> lowpass_hz(2_400.0, 0.6)),
        };
        let clip = Clip::mono(heard).scaled(from_db(delivery.level_db));
        Speech { clip, sentences: self.sentences, words: self.words }
    }
}

fn filtered(samples: &[f32], mut filter: An<impl AudioNode<Inputs = U1, Outputs = U1>>) -> Vec<f32> {
    filter.set_sample_rate(crate::SAMPLE_RATE.into());
    samples.iter().map(|x| filter.tick(&Frame::from([*x]))[0]).collect()
}

/// The root mean square of the pieces of 20 ms that are no more than 20 dB below the loudest one.
fn level_while_heard(samples: &[f32]) -> f32 {
    let powers: Vec<f32> = samples
        .chunks(960)
        .map(|piece| piece.iter().map(|x| x * x).sum::<f32>() / piece.len() as f32)
        .collect();
    let loudest = powers.iter().copied().fold(0.0, f32::max);
    let heard: Vec<f32> = powers.into_iter().filter(|power| *power > loudest / 100.0).collect();
    if heard.is_empty() { 0.0 } else { (heard.iter().sum::<f32>() / heard.len() as f32).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_what_is_heard_by_their_letters() {
        let mut samples = vec![0.0; 1_000];
        samples[100..900].fill(0.5);
        let words = shared("no matter", &samples);
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["no", "matter"]);
        assert_eq!(words[0].span.start, 100);
        assert_eq!(words[0].span.end, words[1].span.start);
        assert_eq!(words[1].span.end, 899);
        assert!(words[1].span.end - words[1].span.start > words[0].span.end - words[0].span.start);
    }

    #[test]
    fn the_level_of_speech_ignores_its_pauses() {
        let mut samples = vec![0.0; 96_000];
        samples[..4_800].fill(0.2);
        assert!((level_while_heard(&samples) - 0.2).abs() < 1e-3);
        assert!(level_while_heard(&[]).abs() < f32::EPSILON);
    }
}
