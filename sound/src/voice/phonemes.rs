//! From a sentence to phonemes, word by word: the misaki lexicon and rules, and for names that it does not know
//! the small character network that comes with the speech model, which answers in CTC fashion (Graves 2006).

use std::{collections::HashMap, path::Path};

use misaki_rs::{Fallback, G2P, Language, fallback::FallbackError};
use rten_tensor::{NdTensor, Tensor, prelude::*};

use super::model::{damaged, load_network, read_json};
use crate::SoundError;

/// A word as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SaidWord {
    /// What is written.
    pub(super) text: String,
    /// Its phonemes, with the punctuation and the space that follow.
    pub(super) phonemes: String,
}

/// Reads sentences as phonemes.
pub(super) struct Phonemes(G2P);

impl Phonemes {
    /// Opens the network for unknown names in the models folder.
    pub(super) fn open(folder: &Path) -> Result<Self, SoundError> {
        let fallback = UnknownNames::open(folder)?;
        Ok(Self(G2P::with_fallback(Language::EnglishUS, Some(Box::new(fallback)))))
    }

    /// The words of a speakable sentence.
    pub(super) fn words(&self, sentence: &str) -> Result<Vec<SaidWord>, SoundError> {
        let failed = |reason| SoundError::Speech { sentence: sentence.to_owned(), reason };
        let (_, tokens) = self.0.g2p(sentence).map_err(|error| failed(format!("{error:?}")))?;
        let mut words: Vec<SaidWord> = vec![];
        let mut joined = false;
        for token in tokens {
            let space = if token.whitespace.is_empty() { "" } else { " " };
            let phonemes = format!("{}{space}", token.phonemes.unwrap_or_default().replace('❓', ""));
            let is_word = token.text.chars().any(char::is_alphanumeric);
            match words.last_mut() {
                Some(last) if joined || !is_word => {
                    last.phonemes += &phonemes;
                    last.text += &token.text;
                }
                _ => words.push(SaidWord { text: token.text, phonemes }),
            }
            joined = space.is_empty();
        }
        Ok(words)
    }
}

/// The network for words that no lexicon has.
struct UnknownNames {
    network: rten::Model,
    letters: HashMap<char, i32>,
    phonemes: Vec<String>,
}

impl UnknownNames {
    fn open(folder: &Path) -> Result<Self, SoundError> {
        let path = folder.join("oov.json");
        let lists: HashMap<String, serde_json::Value> = read_json(&path)?;
        let list = |key: &str| -> Result<Vec<String>, SoundError> {
            let found = lists.get(key).cloned().ok_or_else(|| damaged(&path, format!("no list {key:?}")))?;
            serde_json::from_value(found).map_err(|error| damaged(&path, error))
        };
        let letters = list("in")?.iter().zip(1..).filter_map(|(c, i)| Some((c.chars().next()?, i))).collect();
        Ok(Self { network: load_network(&folder.join("oov.onnx"))?, letters, phonemes: list("out")? })
    }

    fn read(&self, word: &str) -> Option<String> {
        let letters: Vec<i32> = word.chars().filter_map(|c| self.letters.get(&c).copied()).take(40).collect();
        if letters.is_empty() {
            return None;
        }
        let input = NdTensor::from_data([1, letters.len()], letters);
        let output: Tensor<i32> = self.network.run_one(input.view().into(), None).ok()?.try_into().ok()?;
        let mut said = String::new();
        let mut before = 0;
        for index in output.to_vec() {
            if index != before && index != 0 {
                said += self.phonemes.get(usize::try_from(index - 1).ok()?)?;
            }
            before = index;
        }
        (!said.is_empty()).then_some(said)
    }
}

impl Fallback for UnknownNames {
    fn phonemize(&self, word: &str) -> Result<String, FallbackError> {
        // A word that even the network cannot say becomes a breath rather than costing its whole sentence.
        Ok(self.read(word).unwrap_or_else(|| "ə".to_owned()))
    }
}
