//! Between pictures and the small latent pictures that the network works on (`vae/`). Always in f32: in
//! half precision the decoder of Stable Diffusion overflows, and the picture is black.

use candle_core::{DType, Device, Result as CandleResult, Shape, Tensor};
use candle_nn::var_builder::SimpleBackend;
use candle_nn::{Init, VarBuilder};
use candle_transformers::models::stable_diffusion::vae::{AutoEncoderKL, AutoEncoderKLConfig};
use serde::Deserialize;

use crate::diffusion::error::DiffusionError;
use crate::diffusion::folder::Folder;
use crate::diffusion::image::Image;
use crate::diffusion::network::in_range;
use crate::diffusion::tensors::TensorFile;

const FILE: &str = "vae/config.json";

/// The settings that the autoencoder is built from; a missing one has diffusers' own default.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct Settings {
    block_out_channels: Vec<usize>,
    layers_per_block: usize,
    latent_channels: usize,
    norm_num_groups: usize,
    scaling_factor: f64,
    shift_factor: Option<f64>,
    use_quant_conv: bool,
    use_post_quant_conv: bool,
    act_fn: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            block_out_channels: vec![64],
            layers_per_block: 1,
            latent_channels: 4,
            norm_num_groups: 32,
            scaling_factor: 0.18215,
            shift_factor: None,
            use_quant_conv: true,
            use_post_quant_conv: true,
            act_fn: "silu".to_owned(),
        }
    }
}

/// Encodes and decodes latent pictures.
pub(crate) struct Autoencoder {
    vae: AutoEncoderKL,
    scaling: f64,
    shift: f64,
    /// Pixels a side of one latent value.
    pub(crate) factor: usize,
    /// Channels of a latent picture.
    pub(crate) channels: usize,
}

impl Autoencoder {
    pub(crate) fn load(folder: &Folder, device: &Device) -> Result<Self, DiffusionError> {
        let settings: Settings = folder.json(FILE)?;
        if settings.act_fn != "silu" {
            return Err(folder.unsupported(FILE, format!("act_fn {}", settings.act_fn)));
        }
        check(&settings).map_err(|what| folder.damaged(FILE, what))?;
        let config = AutoEncoderKLConfig {
            block_out_channels: settings.block_out_channels.clone(),
            layers_per_block: settings.layers_per_block,
            latent_channels: settings.latent_channels,
            norm_num_groups: settings.norm_num_groups,
            use_quant_conv: settings.use_quant_conv,
            use_post_quant_conv: settings.use_post_quant_conv,
        };
        let path = folder.weights("vae", "diffusion_pytorch_model")?;
        let last = if settings.use_quant_conv { "quant_conv" } else { "encoder.conv_out" };
        let weights = Certain { file: TensorFile::open(&path)?, last };
        let builder = VarBuilder::from_backend(Box::new(weights), DType::F32, device.clone());
        let vae = AutoEncoderKL::new(builder, 3, 3, config)
            .map_err(|error| DiffusionError::Damaged { path, what: error.to_string() })?;
        Ok(Self {
            vae,
            scaling: settings.scaling_factor,
            shift: settings.shift_factor.unwrap_or(0.0),
            factor: 1 << (settings.block_out_channels.len() - 1),
            channels: settings.latent_channels,
        })
    }

    /// A picture whose sides are multiples of [`Self::factor`], as the network works on it.
    pub(crate) fn encode(&self, image: &Image, device: &Device) -> Result<Tensor, DiffusionError> {
        let latent = self.vae.encode(&image.to_tensor(device)?)?.sample()?;
        Ok(((latent - self.shift)? * self.scaling)?)
    }

    /// The picture of a latent one.
    pub(crate) fn decode(&self, latent: &Tensor) -> Result<Image, DiffusionError> {
        Image::from_tensor(&self.vae.decode(&((latent / self.scaling)? + self.shift)?)?)
    }

    /// A small picture, at most `side` pixels a side: the latent one is averaged before it is decoded,
    /// which costs a fraction of the whole and is good enough to see what is coming.
    pub(crate) fn preview(&self, latent: &Tensor, side: usize) -> Result<Image, DiffusionError> {
        let (_, _, height, width) = latent.dims4()?;
        let most = (side / self.factor).max(1);
        let shrink = width.max(height).div_ceil(most);
        if shrink == 1 {
            return self.decode(latent);
        }
        self.decode(&latent.avg_pool2d((shrink.min(height), shrink.min(width)))?)
    }
}

fn check(settings: &Settings) -> Result<(), String> {
    let channels = &settings.block_out_channels;
    in_range("number of blocks", channels.len(), 6)?;
    in_range("layers_per_block", settings.layers_per_block, 8)?;
    in_range("latent_channels", settings.latent_channels, 64)?;
    let groups = settings.norm_num_groups;
    for channels in channels {
        in_range("block_out_channels", *channels, 8192)?;
        if groups == 0 || !channels.is_multiple_of(groups) {
            return Err(format!("{channels} channels in {groups} groups"));
        }
    }
    if !settings.scaling_factor.is_normal() {
        return Err(format!("scaling_factor is {}", settings.scaling_factor));
    }
    Ok(())
}

/// The encoder's weights without its doubt. An encoder answers with a mean and a variance, and candle
/// draws between them from a generator that cannot be seeded; with the layer that says the variance
/// silenced, what it draws is the mean, and a picture leads to the same latent one every time.
struct Certain {
    file: TensorFile,
    /// The layer whose second half of outputs is the logarithm of the variance.
    last: &'static str,
}

/// A logarithm whose exponential is 0 in f32, and which no number is too small for.
const NO_VARIANCE: f64 = -1000.0;

impl SimpleBackend for Certain {
    fn get(&self, shape: Shape, name: &str, h: Init, dtype: DType, device: &Device) -> CandleResult<Tensor> {
        let tensor = self.file.get(shape, name, h, dtype, device)?;
        let value = match name.strip_prefix(self.last) {
            Some(".weight") => 0.0,
            Some(".bias") => NO_VARIANCE,
            _ => return Ok(tensor),
        };
        let half = tensor.dim(0)? / 2;
        let mean = tensor.narrow(0, 0, half)?;
        let variance = (mean.zeros_like()? + value)?;
        Tensor::cat(&[mean, variance], 0)
    }

    fn get_unchecked(&self, name: &str, dtype: DType, device: &Device) -> CandleResult<Tensor> {
        self.file.get_unchecked(name, dtype, device)
    }

    fn contains_tensor(&self, name: &str) -> bool {
        self.file.contains_tensor(name)
    }
}
