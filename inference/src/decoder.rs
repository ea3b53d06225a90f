//! The network: a decoder-only transformer with grouped-query attention, RMS norms and a gated
//! feed-forward part, as llama and qwen2 share it. Built on candle's quantised matrices rather than on
//! candle-transformers' models, which copy the key store for every token, keep the embedding table
//! as f32, cannot be cut back to a shared prefix, and stop llama at 4,096 tokens; their logits are the
//! reference that the tests compare with.

use candle_core::quantized::QTensor;
use candle_core::{Device, Error, Tensor};
use candle_nn::ops::{rms_norm, silu};

use crate::attention::{KeyValues, RotaryTable};
use crate::dimensions::Dimensions;
use crate::error::InferenceError;
use crate::matrix::Matrix;
use crate::weights::Weights;

/// A loaded network and what it has read so far.
pub(crate) struct Decoder {
    dimensions: Dimensions,
    device: Device,
    embeddings: QTensor,
    blocks: Vec<Block>,
    rotary: RotaryTable,
    norm: Tensor,
    head: Matrix,
    length: usize,
}

struct Block {
    attention_norm: Tensor,
    query: Projection,
    key: Projection,
    value: Projection,
    output: Matrix,
    inner_norm: Tensor,
    gate: Matrix,
    up: Matrix,
    down: Matrix,
    seen: KeyValues,
}

struct Projection {
    weight: Matrix,
    bias: Option<Tensor>,
}

impl Decoder {
    /// Loads the weights and runs them once, so that candle's one-time rearrangement of the matrices is
    /// paid here and not within somebody's first prompt.
    pub(crate) fn load(weights: &Weights, dimensions: Dimensions) -> Result<Self, InferenceError> {
        let Dimensions { vocabulary, hidden, .. } = dimensions;
        let embeddings = weights.table("token_embd.weight", vocabulary, hidden)?;
        let head = if weights.gguf.tensor("output.weight").is_some() {
            weights.matrix("output.weight", vocabulary, hidden)?
        } else {
            weights.matrix("token_embd.weight", vocabulary, hidden)?
        };
        let blocks =
            (0..dimensions.layers).map(|i| Block::load(weights, &dimensions, i)).collect::<Result<_, _>>()?;
        let mut decoder = Self {
            rotary: RotaryTable::new(&dimensions, weights.device)?,
            norm: weights.vector("output_norm.weight", hidden)?,
            device: weights.device.clone(),
            embeddings,
            blocks,
            head,
            length: 0,
            dimensions,
        };
        let warm = vec![0; 2.min(decoder.dimensions.context)];
        let seen = decoder.advance(&warm)?;
        decoder.logits(&seen)?;
        decoder.truncate(0);
        Ok(decoder)
    }

    pub(crate) fn context(&self) -> usize {
        self.dimensions.context
    }

    /// Forgets everything from the `length`th token on.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
        for block in &mut self.blocks {
            block.seen.truncate(length);
        }
    }

    /// Reads tokens after those read before; answers the last one's hidden state, shape `(1, hidden)`.
    /// After an error the network must be cut back to 0: its layers may disagree about its length.
    pub(crate) fn advance(&mut self, tokens: &[u32]) -> Result<Tensor, Error> {
        let ids = Tensor::new(tokens, &self.device)?;
        let mut x = self.embeddings.embedding(&ids)?;
        for block in &mut self.blocks {
            x = block.forward(&x, &self.dimensions, &self.rotary, self.length)?;
        }
        self.length += tokens.len();
        x.narrow(0, tokens.len() - 1, 1)
    }

    /// The weight of each token of the vocabulary to come next after a hidden state.
    pub(crate) fn logits(&self, hidden: &Tensor) -> Result<Vec<f32>, Error> {
        let x = norm(hidden, &self.norm, &self.dimensions)?;
        self.head.times(&x)?.squeeze(0)?.to_vec1()
    }
}

impl Block {
    fn load(weights: &Weights, dimensions: &Dimensions, index: usize) -> Result<Self, InferenceError> {
        let &Dimensions { hidden, inner, heads, kv_heads, head, .. } = dimensions;
        let name = |part: &str| format!("blk.{index}.{part}");
        let projection = |part: &str, rows: usize| -> Result<Projection, InferenceError> {
            Ok(Projection {
                weight: weights.matrix(&name(&format!("{part}.weight")), rows, hidden)?,
                bias: weights.optional_vector(&name(&format!("{part}.bias")), rows)?,
            })
        };
        Ok(Self {
            attention_norm: weights.vector(&name("attn_norm.weight"), hidden)?,
            query: projection("attn_q", heads * head)?,
            key: projection("attn_k", kv_heads * head)?,
            value: projection("attn_v", kv_heads * head)?,
            output: weights.matrix(&name("attn_output.weight"), hidden, heads * head)?,
            inner_norm: weights.vector(&name("ffn_norm.weight"), hidden)?,
            gate: weights.matrix(&name("ffn_gate.weight"), inner, hidden)?,
            up: weights.matrix(&name("ffn_up.weight"), inner, hidden)?,
            down: weights.matrix(&name("ffn_down.weight"), hidden, inner)?,
            seen: KeyValues::new(dimensions, weights.device)?,
        })
    }

    fn forward(
        &mut self,
        x: &Tensor,
        sizes: &Dimensions,
        rotary: &RotaryTable,
        at: usize,
    ) -> Result<Tensor, Error> {
        let new = x.dim(0)?;
        let by_head = |x: Tensor, heads: usize| x.reshape((new, heads, sizes.head));
        let normed = norm(x, &self.attention_norm, sizes)?;
        let [q, k, v] =
            Matrix::times_all([&self.query.weight, &self.key.weight, &self.value.weight], &normed)?;
        let q = rotary.apply(&by_head(self.query.add_bias(q)?, sizes.heads)?, at)?;
        let k = rotary.apply(&by_head(self.key.add_bias(k)?, sizes.kv_heads)?, at)?;
        let v = by_head(self.value.add_bias(v)?, sizes.kv_heads)?;
        self.seen.append(&k, &v)?;
        let x = (x + self.output.times(&self.seen.attend(&q)?)?)?;
        let normed = norm(&x, &self.inner_norm, sizes)?;
        let [gate, up] = Matrix::times_all([&self.gate, &self.up], &normed)?;
        x + self.down.times(&(silu(&gate)? * up)?)?
    }
}

impl Projection {
    fn add_bias(&self, x: Tensor) -> Result<Tensor, Error> {
        match &self.bias {
            Some(bias) => x.broadcast_add(bias),
            None => Ok(x),
        }
    }
}

fn norm(x: &Tensor, weight: &Tensor, dimensions: &Dimensions) -> Result<Tensor, Error> {
    #[expect(clippy::cast_possible_truncation, reason = "files store it as f32")]
    rms_norm(x, weight, dimensions.norm_epsilon as f32)
}

#[cfg(test)]
#[path = "decoder_tests.rs"]
mod tests;
