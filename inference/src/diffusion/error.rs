//! What can go wrong between a folder of weights and a finished picture. Every variant says what the
//! caller can do about it: another folder, a repaired file, a smaller or shorter request.

use std::path::PathBuf;

use crate::error::InferenceError;

/// A refused folder, request, or a picture that was not made.
#[derive(Debug, thiserror::Error)]
pub enum DiffusionError {
    /// A file of the folder cannot be opened or read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The folder lacks a file that every pipeline has.
    #[error("{} is missing: not a diffusers folder with safetensors weights", path.display())]
    Missing {
        /// The file, by its usual name.
        path: PathBuf,
    },
    /// A file contradicts itself, its format or the rest of the folder.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first contradiction found.
        what: String,
    },
    /// The file asks for something that is not built here.
    #[error("{} needs {what}, which is not supported", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The feature, in words.
        what: String,
    },
    /// A request outside the limits.
    #[error("invalid request: {field} {what}")]
    Invalid {
        /// The field of [`crate::diffusion::Request`].
        field: &'static str,
        /// What it must be, and is not.
        what: String,
    },
    /// The text encoder reads fewer tokens than the prompt has.
    #[error("the {field} has {tokens} tokens, the model reads at most {limit}")]
    PromptTooLong {
        /// `prompt` or `negative_prompt`.
        field: &'static str,
        /// Tokens in it.
        tokens: usize,
        /// Tokens that the model reads.
        limit: usize,
    },
    /// The caller stopped the work.
    #[error("cancelled at step {step}")]
    Cancelled {
        /// Steps done by then.
        step: usize,
    },
    /// The network answered with values that are not numbers: damaged weights do that.
    #[error("the network's answer at step {step} is not a number")]
    NotANumber {
        /// The step, from 1.
        step: usize,
    },
    /// The tensor library failed.
    #[error("inference failed: {0}")]
    Backend(#[from] candle_core::Error),
}

impl From<InferenceError> for DiffusionError {
    fn from(error: InferenceError) -> Self {
        match error {
            InferenceError::Read { path, source } => Self::Read { path, source },
            InferenceError::Backend(error) => Self::Backend(error),
            other => Self::Backend(candle_core::Error::msg(other)),
        }
    }
}
