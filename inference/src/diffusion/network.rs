//! The denoising network's settings (`unet/config.json`), checked so that the network can be built, and
//! its loading. What diffusers can do and this network cannot is refused by its key: a picture from
//! half-understood settings would only look wrong.

use candle_core::Device;
use candle_transformers::models::stable_diffusion::unet_2d::{
    BlockConfig, UNet2DConditionModel, UNet2DConditionModelConfig,
};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diffusion::error::DiffusionError;
use crate::diffusion::folder::Folder;
use crate::diffusion::tensors::TensorFile;

const FILE: &str = "unet/config.json";

/// Most levels of resolution, layers in each, and channels: twice and more what published models have.
const MAX_BLOCKS: usize = 6;
const MAX_LAYERS: usize = 8;
const MAX_CHANNELS: usize = 8192;

/// Keys that change the network, each with the one value that leaves it as it is built here.
const FIXED: [(&str, &str); 12] = [
    ("act_fn", "silu"),
    ("resnet_time_scale_shift", "default"),
    ("mid_block_type", "UNetMidBlock2DCrossAttn"),
    ("class_embed_type", ""),
    ("addition_embed_type", ""),
    ("encoder_hid_dim", ""),
    ("encoder_hid_dim_type", ""),
    ("time_cond_proj_dim", ""),
    ("time_embedding_act_fn", ""),
    ("timestep_post_act", ""),
    ("dual_cross_attention", "false"),
    ("only_cross_attention", "false"),
];

/// diffusers writes one number for all levels or one for each.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum PerBlock {
    All(usize),
    Each(Vec<usize>),
}

impl PerBlock {
    fn at(&self, block: usize) -> Option<usize> {
        match self {
            Self::All(one) => Some(*one),
            Self::Each(list) => list.get(block).copied(),
        }
    }
}

/// The settings that the network is built from; a missing one has diffusers' own default.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct Settings {
    in_channels: usize,
    out_channels: usize,
    block_out_channels: Vec<usize>,
    down_block_types: Vec<String>,
    up_block_types: Vec<String>,
    attention_head_dim: PerBlock,
    num_attention_heads: Option<PerBlock>,
    transformer_layers_per_block: PerBlock,
    cross_attention_dim: usize,
    layers_per_block: usize,
    norm_num_groups: usize,
    norm_eps: f64,
    mid_block_scale_factor: f64,
    downsample_padding: usize,
    flip_sin_to_cos: bool,
    freq_shift: f64,
    center_input_sample: bool,
    use_linear_projection: bool,
    conv_in_kernel: usize,
    conv_out_kernel: usize,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        let types =
            |first: &str, second: &str, third: &str| [first, second, second, third].map(str::to_owned);
        Self {
            in_channels: 4,
            out_channels: 4,
            block_out_channels: vec![320, 640, 1280, 1280],
            down_block_types: types("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D").into(),
            up_block_types: types("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D").into(),
            attention_head_dim: PerBlock::All(8),
            num_attention_heads: None,
            transformer_layers_per_block: PerBlock::All(1),
            cross_attention_dim: 1280,
            layers_per_block: 2,
            norm_num_groups: 32,
            norm_eps: 1e-5,
            mid_block_scale_factor: 1.0,
            downsample_padding: 1,
            flip_sin_to_cos: true,
            freq_shift: 0.0,
            center_input_sample: false,
            use_linear_projection: false,
            conv_in_kernel: 3,
            conv_out_kernel: 3,
            others: Map::new(),
        }
    }
}

/// The network that takes noise out of latent pictures.
///
/// In its feed-forward layers candle bends by the tanh approximation of GELU (`GeGlu` in its
/// `stable_diffusion/attention.rs`), diffusers by the exact one, which is up to a thousandth apart. Epsilons, heads,
/// timestep embedding and scaling are the same.
pub(crate) struct Network {
    pub(crate) unet: UNet2DConditionModel,
    /// Channels of a latent picture.
    pub(crate) channels: usize,
    /// Width of the text's embedding.
    pub(crate) context: usize,
}

impl Network {
    pub(crate) fn load(folder: &Folder, device: &Device) -> Result<Self, DiffusionError> {
        let settings: Settings = folder.json(FILE)?;
        refuse_unknown(&settings).map_err(|what| folder.unsupported(FILE, what))?;
        let config = config(&settings).map_err(|what| folder.damaged(FILE, what))?;
        let path = folder.weights("unet", "diffusion_pytorch_model")?;
        let builder = TensorFile::open(&path)?.builder(device);
        let channels = settings.in_channels;
        let unet = UNet2DConditionModel::new(builder, channels, channels, false, config)
            .map_err(|error| DiffusionError::Damaged { path, what: error.to_string() })?;
        Ok(Self { unet, channels, context: settings.cross_attention_dim })
    }
}

/// The first thing that the settings ask for and that is not built.
fn refuse_unknown(settings: &Settings) -> Result<(), String> {
    for (key, usual) in FIXED {
        let found = match settings.others.get(key) {
            None | Some(Value::Null) => continue,
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        if found != usual {
            return Err(format!("{key} {found}"));
        }
    }
    if settings.conv_in_kernel != 3 || settings.conv_out_kernel != 3 {
        return Err("convolutions of another kernel than 3".to_owned());
    }
    if settings.in_channels != settings.out_channels {
        return Err(format!("{} channels in and {} out", settings.in_channels, settings.out_channels));
    }
    let attends = |kind: &str, with: &str, without: &str| match kind {
        _ if kind == with => Ok(true),
        _ if kind == without => Ok(false),
        _ => Err(format!("block type {kind}")),
    };
    let down = settings.down_block_types.iter().map(|k| attends(k, "CrossAttnDownBlock2D", "DownBlock2D"));
    let up = settings.up_block_types.iter().rev().map(|k| attends(k, "CrossAttnUpBlock2D", "UpBlock2D"));
    if down.collect::<Result<Vec<_>, _>>()? != up.collect::<Result<Vec<_>, _>>()? {
        return Err("up blocks that do not mirror the down blocks".to_owned());
    }
    Ok(())
}

/// The settings as candle takes them, or the first contradiction in them.
fn config(settings: &Settings) -> Result<UNet2DConditionModelConfig, String> {
    let channels = &settings.block_out_channels;
    let groups = settings.norm_num_groups;
    in_range("number of blocks", channels.len(), MAX_BLOCKS)?;
    in_range("layers_per_block", settings.layers_per_block, MAX_LAYERS)?;
    in_range("in_channels", settings.in_channels, 64)?;
    in_range("cross_attention_dim", settings.cross_attention_dim, MAX_CHANNELS)?;
    in_range("downsample_padding", settings.downsample_padding, 1)?;
    if settings.down_block_types.len() != channels.len() {
        return Err(format!(
            "{} down_block_types for {} blocks",
            settings.down_block_types.len(),
            channels.len()
        ));
    }
    // diffusers calls the number of heads `attention_head_dim`, and keeps that for old folders' sake.
    let heads = settings.num_attention_heads.as_ref().unwrap_or(&settings.attention_head_dim);
    let block = |(index, (&out_channels, kind)): (usize, (&usize, &String))| {
        in_range("block_out_channels", out_channels, MAX_CHANNELS)?;
        let heads = heads.at(index).unwrap_or(0);
        let depth = settings.transformer_layers_per_block.at(index).unwrap_or(0);
        in_range("transformer_layers_per_block", depth, 16)?;
        if groups == 0
            || heads == 0
            || !out_channels.is_multiple_of(groups)
            || !out_channels.is_multiple_of(heads)
        {
            return Err(format!("{out_channels} channels in {groups} groups and {heads} heads"));
        }
        let use_cross_attn = kind.starts_with("CrossAttn").then_some(depth);
        Ok(BlockConfig { out_channels, use_cross_attn, attention_head_dim: heads })
    };
    Ok(UNet2DConditionModelConfig {
        blocks: channels
            .iter()
            .zip(&settings.down_block_types)
            .enumerate()
            .map(block)
            .collect::<Result<_, _>>()?,
        center_input_sample: settings.center_input_sample,
        cross_attention_dim: settings.cross_attention_dim,
        downsample_padding: settings.downsample_padding,
        flip_sin_to_cos: settings.flip_sin_to_cos,
        freq_shift: settings.freq_shift,
        layers_per_block: settings.layers_per_block,
        mid_block_scale_factor: settings.mid_block_scale_factor,
        norm_eps: settings.norm_eps,
        norm_num_groups: groups,
        sliced_attention_size: None,
        use_linear_projection: settings.use_linear_projection,
    })
}

/// Errors when a count is 0 or above its limit.
pub(crate) fn in_range(name: &str, value: usize, most: usize) -> Result<(), String> {
    if (1..=most).contains(&value) { Ok(()) } else { Err(format!("{name} is {value}, not 1 to {most}")) }
}
