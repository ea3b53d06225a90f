//! What an engine is asked and what it answers.

use serde::{Deserialize, Serialize};

use crate::chat::Message;
use crate::grammar::Grammar;
use crate::sample::Sampling;

/// A conversation to continue, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The conversation so far. A model's own default system turn is not added.
    pub messages: Vec<Message>,
    /// What the answer begins with, already decided; the model continues it, and it is not part of
    /// [`Generated::text`]. Best ended at a line break: a word cut in half is a hard beginning.
    pub assistant_prefix: Option<String>,
    /// Most tokens to write. What the model's context has room for after the prompt caps it too.
    pub max_new_tokens: usize,
    /// How freely tokens are chosen.
    pub sampling: Sampling,
    /// What the answer must look like.
    pub grammar: Option<Grammar>,
    /// Texts that end the answer where they would begin; never part of it.
    pub stop: Vec<String>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            messages: Vec::new(),
            assistant_prefix: None,
            max_new_tokens: 256,
            sampling: Sampling::default(),
            grammar: None,
            stop: Vec::new(),
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Generated {
    /// All pieces that were handed out, joined.
    pub text: String,
    /// Why it ends.
    pub finish: Finish,
    /// What it took.
    pub stats: Stats,
}

/// Why an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    /// The model ended its turn, or the grammar was complete.
    Stop,
    /// The limit of new tokens or the context was reached: the text is cut off.
    Length,
    /// The caller cancelled.
    Cancelled,
    /// A stop sequence came.
    StopSequence,
}

/// What an answer took. Times are in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Stats {
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// Those of them that the engine remembered from the call before.
    pub reused_tokens: usize,
    /// Reading the rest of the prompt.
    pub prompt_s: f64,
    /// Tokens of the answer.
    pub new_tokens: usize,
    /// Runs of the network that they took; fewer than tokens where a grammar forces text.
    pub runs: usize,
    /// Writing the answer, everything included.
    pub decode_s: f64,
    /// Compiling the grammar.
    pub grammar_s: f64,
    /// Following the grammar.
    pub mask_s: f64,
}

impl Stats {
    /// Prompt tokens read per second; those remembered do not count.
    pub fn prompt_rate(&self) -> f64 {
        rate(self.prompt_tokens - self.reused_tokens, self.prompt_s)
    }

    /// New tokens per second.
    pub fn decode_rate(&self) -> f64 {
        rate(self.new_tokens, self.decode_s)
    }
}

fn rate(tokens: usize, seconds: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "contexts have some thousand tokens")]
    let tokens = tokens as f64;
    if seconds > 0.0 { tokens / seconds } else { 0.0 }
}
