//! The numbers that describe a decoder-only transformer, read from a file's metadata and checked
//! against each other once, so that the network can be built without asking again.

use crate::error::InferenceError;
use crate::gguf::Gguf;

/// How the rotary embedding pairs the values of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rotary {
    /// Neighbours: 0 with 1, 2 with 3 (llama's weights are permuted for it).
    Neighbours,
    /// Halves: i with i + half (qwen2).
    Halves,
}

/// Sizes and constants of one network.
#[derive(Debug, Clone)]
pub(crate) struct Dimensions {
    pub(crate) layers: usize,
    pub(crate) vocabulary: usize,
    pub(crate) hidden: usize,
    pub(crate) inner: usize,
    pub(crate) heads: usize,
    pub(crate) kv_heads: usize,
    pub(crate) head: usize,
    pub(crate) norm_epsilon: f64,
    pub(crate) rotary: Rotary,
    pub(crate) rotary_base: f64,
    /// Tokens of prompt and answer together.
    pub(crate) context: usize,
}

impl Dimensions {
    /// Reads them; `most_context` caps the file's own context length.
    pub(crate) fn read(gguf: &Gguf, most_context: usize) -> Result<Self, InferenceError> {
        let name = gguf.text("general.architecture").unwrap_or_default();
        let rotary = match name {
            "llama" => Rotary::Neighbours,
            "qwen2" => Rotary::Halves,
            _ => return Err(InferenceError::Architecture { name: name.to_owned() }),
        };
        let key = |part: &str| format!("{name}.{part}");
        let whole = |part: &str| match gguf.whole(&key(part)) {
            Some(n) if (1..=1 << 24).contains(&n) => Ok(n),
            found => Err(gguf.damaged(format!("{} is {found:?}", key(part)))),
        };
        let vocabulary = gguf.tensor("token_embd.weight").map_or(0, |t| t.shape[0]);
        let heads = whole("attention.head_count")?;
        let hidden = whole("embedding_length")?;
        let dimensions = Self {
            layers: whole("block_count")?,
            vocabulary,
            hidden,
            inner: whole("feed_forward_length")?,
            heads,
            kv_heads: gguf.whole(&key("attention.head_count_kv")).unwrap_or(heads),
            head: gguf.whole(&key("attention.key_length")).unwrap_or(hidden / heads),
            norm_epsilon: gguf.real(&key("attention.layer_norm_rms_epsilon")).unwrap_or(1e-5),
            rotary,
            rotary_base: gguf.real(&key("rope.freq_base")).unwrap_or(10_000.0),
            context: whole("context_length")?.min(most_context),
        };
        dimensions.check(gguf)?;
        refuse_unsupported(gguf, name, dimensions.head)?;
        Ok(dimensions)
    }

    fn check(&self, gguf: &Gguf) -> Result<(), InferenceError> {
        let heads_fit = self.kv_heads > 0 && self.heads.is_multiple_of(self.kv_heads);
        let head_fits = self.head > 0 && self.head.is_multiple_of(2) && self.head * self.heads == self.hidden;
        if !heads_fit || !head_fits || self.layers > 1024 || self.vocabulary == 0 {
            return Err(gguf.damaged(format!("its dimensions contradict each other: {self:?}")));
        }
        Ok(())
    }
}

/// Features of the known architectures that change the arithmetic: refused rather than got wrong.
fn refuse_unsupported(gguf: &Gguf, architecture: &str, head: usize) -> Result<(), InferenceError> {
    let key = |part: &str| format!("{architecture}.{part}");
    let unsupported = |what: String| Err(InferenceError::Unsupported { what });
    if gguf.whole(&key("expert_count")).is_some_and(|n| n > 0) {
        return unsupported("a mixture of experts".into());
    }
    let scaling = gguf.text(&key("rope.scaling.type")).unwrap_or("none");
    if scaling != "none" || gguf.tensor("rope_freqs.weight").is_some() {
        return unsupported(format!("rotary scaling ({scaling})"));
    }
    match gguf.whole(&key("rope.dimension_count")) {
        Some(n) if n != head => unsupported(format!("a rotary embedding of {n} of {head} values")),
        _ => Ok(()),
    }
}
