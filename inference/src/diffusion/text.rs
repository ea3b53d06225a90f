//! CLIP's text encoder (`text_encoder/`): a transformer that reads a prompt's tokens and answers with one
//! vector for each (<https://arxiv.org/abs/2103.00020>). Written here because candle's own are each for
//! one activation or a few fixed sizes.

use candle_core::{D, Device, Module, Result as CandleResult, Tensor};
use candle_nn::{Embedding, LayerNorm, Linear, VarBuilder, embedding, layer_norm, linear, ops};
use serde::Deserialize;

use crate::diffusion::error::DiffusionError;
use crate::diffusion::folder::Folder;
use crate::diffusion::network::in_range;
use crate::diffusion::tensors::TensorFile;

const FILE: &str = "text_encoder/config.json";

/// The settings that the encoder is built from; a missing one has the default of `transformers`.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct Settings {
    vocab_size: usize,
    hidden_size: usize,
    intermediate_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    max_position_embeddings: usize,
    layer_norm_eps: f64,
    hidden_act: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            vocab_size: 49_408,
            hidden_size: 512,
            intermediate_size: 2048,
            num_hidden_layers: 12,
            num_attention_heads: 8,
            max_position_embeddings: 77,
            layer_norm_eps: 1e-5,
            hidden_act: "quick_gelu".to_owned(),
        }
    }
}

/// The bend in the middle of each layer.
#[derive(Debug, Clone, Copy)]
enum Activation {
    /// Exact, by the error function.
    Gelu,
    /// `x * sigmoid(1.702 x)`.
    QuickGelu,
}

impl Activation {
    fn apply(self, x: &Tensor) -> CandleResult<Tensor> {
        match self {
            Self::Gelu => x.gelu_erf(),
            Self::QuickGelu => x * ops::sigmoid(&(x * 1.702)?)?,
        }
    }
}

/// Reads prompts.
pub(crate) struct TextEncoder {
    tokens: Embedding,
    positions: Tensor,
    layers: Vec<Layer>,
    last_norm: LayerNorm,
    /// Minus infinity where a token would look ahead.
    mask: Tensor,
    device: Device,
    /// Tokens that it reads at once, marks included.
    pub(crate) length: usize,
    /// Width of its answer.
    pub(crate) width: usize,
    /// Tokens that it has vectors for.
    pub(crate) vocabulary: usize,
}

impl TextEncoder {
    pub(crate) fn load(folder: &Folder, device: &Device) -> Result<Self, DiffusionError> {
        let settings: Settings = folder.json(FILE)?;
        let activation = match settings.hidden_act.as_str() {
            "gelu" => Activation::Gelu,
            "quick_gelu" => Activation::QuickGelu,
            other => return Err(folder.unsupported(FILE, format!("hidden_act {other}"))),
        };
        check(&settings).map_err(|what| folder.damaged(FILE, what))?;
        let path = folder.weights("text_encoder", "model")?;
        let builder = TensorFile::open(&path)?.builder(device);
        // Newer files leave the outer name away.
        let outer = builder.contains_tensor("text_model.final_layer_norm.weight");
        let builder = if outer { builder.pp("text_model") } else { builder };
        Self::build(&settings, activation, &builder)
            .map_err(|error| DiffusionError::Damaged { path, what: error.to_string() })
    }

    fn build(settings: &Settings, activation: Activation, builder: &VarBuilder) -> CandleResult<Self> {
        let (length, width) = (settings.max_position_embeddings, settings.hidden_size);
        let layers = builder.pp("encoder.layers");
        let ahead = |row: usize, column: usize| if column > row { f32::NEG_INFINITY } else { 0.0 };
        let mask: Vec<f32> = (0..length * length).map(|at| ahead(at / length, at % length)).collect();
        Ok(Self {
            tokens: embedding(settings.vocab_size, width, builder.pp("embeddings.token_embedding"))?,
            positions: builder.get((length, width), "embeddings.position_embedding.weight")?,
            layers: (0..settings.num_hidden_layers)
                .map(|layer| Layer::build(settings, activation, &layers.pp(layer)))
                .collect::<CandleResult<_>>()?,
            last_norm: layer_norm(width, settings.layer_norm_eps, builder.pp("final_layer_norm"))?,
            mask: Tensor::from_vec(mask, (length, length), builder.device())?,
            device: builder.device().clone(),
            length,
            width,
            vocabulary: settings.vocab_size,
        })
    }

    /// 1 × [`Self::length`] × [`Self::width`] for as many tokens.
    pub(crate) fn forward(&self, tokens: &[u32]) -> CandleResult<Tensor> {
        let tokens = Tensor::new(tokens, &self.device)?.unsqueeze(0)?;
        let mut x = self.tokens.forward(&tokens)?.broadcast_add(&self.positions)?;
        for layer in &self.layers {
            x = layer.forward(&x, &self.mask)?;
        }
        self.last_norm.forward(&x)
    }
}

fn check(settings: &Settings) -> Result<(), String> {
    let (width, heads) = (settings.hidden_size, settings.num_attention_heads);
    in_range("vocab_size", settings.vocab_size, 1 << 20)?;
    in_range("hidden_size", width, 8192)?;
    in_range("intermediate_size", settings.intermediate_size, 32_768)?;
    in_range("num_hidden_layers", settings.num_hidden_layers, 64)?;
    in_range("num_attention_heads", heads, width)?;
    in_range("max_position_embeddings", settings.max_position_embeddings, 1024)?;
    if settings.max_position_embeddings < 3 {
        return Err("no room for a token between the marks".to_owned());
    }
    if !width.is_multiple_of(heads) {
        return Err(format!("{width} values in {heads} heads"));
    }
    Ok(())
}

/// One layer: tokens look at each other, then each at itself.
struct Layer {
    first_norm: LayerNorm,
    query: Linear,
    key: Linear,
    value: Linear,
    out: Linear,
    second_norm: LayerNorm,
    widen: Linear,
    narrow: Linear,
    activation: Activation,
    heads: usize,
}

impl Layer {
    fn build(settings: &Settings, activation: Activation, builder: &VarBuilder) -> CandleResult<Self> {
        let width = settings.hidden_size;
        let attention = |name: &str| linear(width, width, builder.pp("self_attn").pp(name));
        Ok(Self {
            first_norm: layer_norm(width, settings.layer_norm_eps, builder.pp("layer_norm1"))?,
            query: attention("q_proj")?,
            key: attention("k_proj")?,
            value: attention("v_proj")?,
            out: attention("out_proj")?,
            second_norm: layer_norm(width, settings.layer_norm_eps, builder.pp("layer_norm2"))?,
            widen: linear(width, settings.intermediate_size, builder.pp("mlp.fc1"))?,
            narrow: linear(settings.intermediate_size, width, builder.pp("mlp.fc2"))?,
            activation,
            heads: settings.num_attention_heads,
        })
    }

    fn forward(&self, x: &Tensor, mask: &Tensor) -> CandleResult<Tensor> {
        let x = (x + self.attend(&self.first_norm.forward(x)?, mask)?)?;
        let wide = self.activation.apply(&self.widen.forward(&self.second_norm.forward(&x)?)?)?;
        x + self.narrow.forward(&wide)?
    }

    fn attend(&self, x: &Tensor, mask: &Tensor) -> CandleResult<Tensor> {
        let (batch, length, width) = x.dims3()?;
        let size = width / self.heads;
        let heads = |x: Tensor| x.reshape((batch, length, self.heads, size))?.transpose(1, 2)?.contiguous();
        let (query, key) = (heads(self.query.forward(x)?)?, heads(self.key.forward(x)?)?);
        let value = heads(self.value.forward(x)?)?;
        #[expect(clippy::cast_precision_loss, reason = "a head has some dozens of values")]
        let scale = 1.0 / (size as f64).sqrt();
        let scores = (query.matmul(&key.t()?)? * scale)?.broadcast_add(mask)?;
        let seen = ops::softmax(&scores, D::Minus1)?.matmul(&value)?;
        self.out.forward(&seen.transpose(1, 2)?.reshape((batch, length, width))?)
    }
}
