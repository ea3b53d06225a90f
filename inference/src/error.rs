//! What can go wrong between a model file and a finished text. Every variant says what the caller
//! can do about it: another file, a shorter prompt, another grammar, an earlier thread cap.

use std::path::PathBuf;

/// A refused model, request or environment.
#[derive(Debug, thiserror::Error)]
pub enum InferenceError {
    /// The file cannot be opened or mapped.
    #[error("cannot read the model file {}: {source}", path.display())]
    Read {
        /// The file asked for.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file does not begin like a GGUF of version 2 or 3.
    #[error("{} is not a GGUF file", path.display())]
    NotGguf {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file contradicts itself or the format.
    #[error("the model file {} is damaged: {what}", path.display())]
    Damaged {
        /// The file asked for.
        path: PathBuf,
        /// The first contradiction found.
        what: String,
    },
    /// The file ends before what its header announces; an interrupted download looks like this.
    #[error("the model file {} is cut short: {needed} bytes announced, {found} there", path.display())]
    Truncated {
        /// The file asked for.
        path: PathBuf,
        /// Bytes that the header accounts for.
        needed: u64,
        /// Bytes in the file.
        found: u64,
    },
    /// A kind of network that the decoder does not build.
    #[error("model architecture {name} is not supported (known: llama, qwen2)")]
    Architecture {
        /// `general.architecture` of the file.
        name: String,
    },
    /// A feature of a known architecture, tokenizer or tensor that is not built here.
    #[error("the model needs {what}, which is not supported")]
    Unsupported {
        /// The feature, in words.
        what: String,
    },
    /// The tokenizer in the file cannot be built.
    #[error("the tokenizer of the model cannot be built: {0}")]
    Tokenizer(String),
    /// The file's chat template is missing or is none of those known.
    #[error("the chat template of the model is not known (known: ChatML)")]
    ChatTemplate,
    /// The grammar does not compile, or grew beyond its limits while it was followed.
    #[error("invalid grammar: {0}")]
    Grammar(String),
    /// The prompt leaves no room for a single new token.
    #[error("the prompt has {prompt} tokens, the model takes fewer than {limit}")]
    TooLong {
        /// Tokens in the rendered prompt.
        prompt: usize,
        /// The context length in force.
        limit: usize,
    },
    /// The thread pool already runs, or other threads do, so that the cap can no longer be set.
    #[error("cannot keep to {wanted} thread(s), {started} already run: cap them at the start of main")]
    Threads {
        /// Threads asked for.
        wanted: usize,
        /// Threads that already run.
        started: usize,
    },
    /// The tensor library failed.
    #[error("inference failed: {0}")]
    Backend(#[from] candle_core::Error),
}
