//! The speech network (hibari-tts 0.2.1, Apache-2.0, ONNX) on rten: phonemes in, and out the spectrum of every
//! 12.5 ms in five parts, the pitch, and how long each phoneme lasts.

use std::{collections::HashMap, path::Path};

use rten_tensor::{NdTensor, Tensor, prelude::*};
use serde::de::DeserializeOwned;

use crate::SoundError;

/// Bins of each spectrum.
pub(super) const BINS: usize = 601;

/// The most phonemes of one run: a sentence is cut to what the network was trained on.
const MAX_PHONEMES: usize = 480;

/// What the network says of one sentence: `BINS` rows of `frames` values each, frames running fastest.
pub(super) struct Spectra {
    /// Frames of 12.5 ms.
    pub(super) frames: usize,
    /// Logarithm of the harmonic part's magnitude.
    pub(super) harmonic: Vec<f32>,
    /// The harmonic part's phase before `π·tanh`.
    pub(super) phase: Vec<f32>,
    /// Logarithm of the noise's magnitude.
    pub(super) noise: Vec<f32>,
    /// Logarithm of the remainder's magnitude.
    pub(super) rest: Vec<f32>,
    /// The remainder's phase in radians.
    pub(super) rest_phase: Vec<f32>,
    /// Pitch in hertz; below 40 there is no voice.
    pub(super) pitch: Vec<f32>,
}

/// The loaded network.
pub(super) struct Network {
    model: rten::Model,
    alphabet: HashMap<char, i32>,
}

impl Network {
    /// Loads `hibari.onnx` and `vocab.json` of the folder.
    pub(super) fn open(folder: &Path) -> Result<Self, SoundError> {
        let path = folder.join("vocab.json");
        let letters: HashMap<String, i32> = read_json(&path)?;
        let alphabet = letters.iter().filter_map(|(c, id)| Some((c.chars().next()?, *id))).collect();
        Ok(Self { model: load_network(&folder.join("hibari.onnx"))?, alphabet })
    }

    /// The phonemes of this text that the network knows.
    pub(super) fn ids(&self, phonemes: &str) -> Vec<i32> {
        phonemes.chars().filter_map(|c| self.alphabet.get(&c).copied()).collect()
    }

    /// Runs the network on phonemes at this pace. Answers the spectra, and for each phoneme, with one pad in
    /// front and one behind, how many frames it lasts.
    pub(super) fn run(&self, ids: &[i32], rate: f32) -> Result<(Spectra, Vec<usize>), String> {
        let mut padded = vec![0];
        padded.extend(ids.iter().take(MAX_PHONEMES));
        padded.push(0);
        let node = |name: &str| self.model.node_id(name).map_err(|error| error.to_string());
        let count = padded.len();
        let input: Vec<(rten::NodeId, rten::ValueOrView<'_>)> = vec![
            (node("ids")?, NdTensor::from_data([1, count], padded).into()),
            (node("speed")?, NdTensor::from_data([1], vec![rate]).into()),
        ];
        let names = ["lh", "theta", "ln", "lr", "phi", "f0", "/Round_output_0"];
        let wanted = names.iter().map(|name| node(name)).collect::<Result<Vec<_>, _>>()?;
        let run = self.model.run(input, &wanted, None).map_err(|error| error.to_string())?;
        let mut outputs = run.into_iter().zip(names).map(|(value, name)| {
            let tensor: Tensor<f32> = value.try_into().map_err(|_| format!("{name} is not of floats"))?;
            Ok::<_, String>(tensor.to_vec())
        });
        let mut next = || outputs.next().unwrap_or_else(|| Err("an output is missing".to_owned()));
        let (harmonic, phase, noise, rest, rest_phase) = (next()?, next()?, next()?, next()?, next()?);
        let (pitch, lengths) = (next()?, next()?);
        let frames = pitch.len();
        if [&harmonic, &phase, &noise, &rest, &rest_phase].iter().any(|part| part.len() != BINS * frames) {
            return Err(format!("the spectra do not have {frames} frames"));
        }
        // The network counts lengths in longer frames than those it answers with.
        let total = lengths.iter().sum::<f32>().max(1.0);
        let lengths =
            lengths.iter().map(|length| (length.max(0.0) * frames as f32 / total) as usize).collect();
        Ok((Spectra { frames, harmonic, phase, noise, rest, rest_phase, pitch }, lengths))
    }
}

/// The error of a file that is not what it should be.
pub(super) fn damaged(path: &Path, reason: impl std::fmt::Display) -> SoundError {
    SoundError::DamagedWeights { path: path.to_owned(), reason: reason.to_string() }
}

/// Loads a network, or says which script fetches it.
pub(super) fn load_network(path: &Path) -> Result<rten::Model, SoundError> {
    if !path.is_file() {
        return Err(SoundError::MissingWeights { path: path.to_owned() });
    }
    rten::Model::load_file(path).map_err(|error| damaged(path, error))
}

/// Reads a JSON file beside a network.
pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, SoundError> {
    if !path.is_file() {
        return Err(SoundError::MissingWeights { path: path.to_owned() });
    }
    let bytes = std::fs::read(path).map_err(|error| damaged(path, error))?;
    serde_json::from_slice(&bytes).map_err(|error| damaged(path, error))
}
