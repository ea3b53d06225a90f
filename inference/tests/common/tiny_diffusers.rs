//! A whole diffusers folder of a few megabytes, made here: real files in the real layout, random numbers for
//! weights, so that every path of the pipeline is taken in a second and no download is needed.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use candle_core::{DType, Device, Tensor, safetensors};
use candle_nn::{VarBuilder, VarMap};
use candle_transformers::models::stable_diffusion::unet_2d::{
    BlockConfig, UNet2DConditionModel, UNet2DConditionModelConfig,
};
use candle_transformers::models::stable_diffusion::vae::{AutoEncoderKL, AutoEncoderKLConfig};
use serde_json::{Map, Value, json};

/// Values of a token.
const WIDTH: usize = 32;
/// Bytes alone, bytes at the end of a word, and the two marks.
const VOCABULARY: usize = 514;

/// Writes the folder.
pub(crate) fn write(folder: &Path) {
    for part in ["scheduler", "text_encoder", "tokenizer", "unet", "vae"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    for (name, value) in settings() {
        fs::write(folder.join(name), serde_json::to_vec_pretty(&value).unwrap()).unwrap();
    }
    fs::write(folder.join("tokenizer/merges.txt"), "#version: 0.2\nt h\nth e</w>\n").unwrap();
    fs::write(folder.join("README.md"), "---\ntags:\n- tiny\nlicense: cc0-1.0\n---\n# Tiny\n").unwrap();
    weights(folder, "unet/diffusion_pytorch_model", 1, |builder| {
        UNet2DConditionModel::new(builder, 4, 4, false, unet()).unwrap();
    });
    weights(folder, "vae/diffusion_pytorch_model", 2, |builder| {
        AutoEncoderKL::new(builder, 3, 3, vae()).unwrap();
    });
    weights(folder, "text_encoder/model", 3, |builder| text_encoder(&builder));
}

/// Changes one key of a settings file, or takes it away.
pub(crate) fn set(folder: &Path, name: &str, key: &str, value: Option<Value>) {
    let path = folder.join(name);
    let mut file: Map<String, Value> = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    match value {
        Some(value) => file.insert(key.to_owned(), value),
        None => file.remove(key),
    };
    fs::write(path, serde_json::to_vec(&file).unwrap()).unwrap();
}

/// Writes a file of weights again, each tensor as `change` makes it.
pub(crate) fn rewrite(folder: &Path, from: &str, to: &str, change: impl Fn(&str, Tensor) -> Tensor) {
    let tensors = safetensors::load(folder.join(from), &Device::Cpu).unwrap();
    let changed = tensors.into_iter().map(|(name, tensor)| (name.clone(), change(&name, tensor)));
    let changed: HashMap<String, Tensor> = changed.collect();
    fs::remove_file(folder.join(from)).unwrap();
    safetensors::save(&changed, folder.join(to)).unwrap();
}

fn settings() -> [(&'static str, Value); 7] {
    [
        (
            "model_index.json",
            json!({"_class_name": "StableDiffusionPipeline", "_name_or_path": "studio/tiny-diffusion"}),
        ),
        (
            "scheduler/scheduler_config.json",
            json!({"_class_name": "DDIMScheduler", "beta_start": 0.00085, "beta_end": 0.012,
                "beta_schedule": "scaled_linear", "clip_sample": false, "set_alpha_to_one": false,
                "steps_offset": 1, "num_train_timesteps": 1000}),
        ),
        (
            "text_encoder/config.json",
            json!({"architectures": ["CLIPTextModel"], "hidden_act": "quick_gelu", "hidden_size": WIDTH,
                "intermediate_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2,
                "max_position_embeddings": 77, "vocab_size": VOCABULARY, "layer_norm_eps": 1e-5}),
        ),
        (
            "unet/config.json",
            json!({"_class_name": "UNet2DConditionModel", "block_out_channels": [32, 64],
                "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"],
                "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D"], "attention_head_dim": 8,
                "cross_attention_dim": WIDTH, "layers_per_block": 1, "in_channels": 4, "out_channels": 4,
                "norm_num_groups": 32, "sample_size": 8, "act_fn": "silu"}),
        ),
        (
            "vae/config.json",
            json!({"_class_name": "AutoencoderKL", "block_out_channels": [16, 32, 32, 32],
                "down_block_types": vec!["DownEncoderBlock2D"; 4], "up_block_types": vec!["UpDecoderBlock2D"; 4],
                "layers_per_block": 1, "latent_channels": 4, "norm_num_groups": 8, "scaling_factor": 0.18215}),
        ),
        ("tokenizer/tokenizer_config.json", json!({"pad_token": {"content": "<|endoftext|>"}})),
        ("tokenizer/vocab.json", vocabulary()),
    ]
}

fn unet() -> UNet2DConditionModelConfig {
    let block =
        |out_channels, use_cross_attn| BlockConfig { out_channels, use_cross_attn, attention_head_dim: 8 };
    UNet2DConditionModelConfig {
        blocks: vec![block(32, Some(1)), block(64, None)],
        cross_attention_dim: WIDTH,
        layers_per_block: 1,
        norm_num_groups: 32,
        ..UNet2DConditionModelConfig::default()
    }
}

fn vae() -> AutoEncoderKLConfig {
    AutoEncoderKLConfig {
        block_out_channels: vec![16, 32, 32, 32],
        layers_per_block: 1,
        latent_channels: 4,
        norm_num_groups: 8,
        use_quant_conv: true,
        use_post_quant_conv: true,
    }
}

/// Asks for the tensors of a `CLIPTextModel` by their published names.
fn text_encoder(builder: &VarBuilder) {
    let ask = |name: &str, shape: &[usize]| {
        builder.get(shape, &format!("text_model.{name}")).unwrap();
    };
    ask("embeddings.token_embedding.weight", &[VOCABULARY, WIDTH]);
    ask("embeddings.position_embedding.weight", &[77, WIDTH]);
    ask("final_layer_norm.weight", &[WIDTH]);
    ask("final_layer_norm.bias", &[WIDTH]);
    for layer in 0..2 {
        let pair = |name: &str, out: usize, inner: &[usize]| {
            ask(&format!("encoder.layers.{layer}.{name}.weight"), &[&[out], inner].concat());
            ask(&format!("encoder.layers.{layer}.{name}.bias"), &[out]);
        };
        for name in ["q_proj", "k_proj", "v_proj", "out_proj"] {
            pair(&format!("self_attn.{name}"), WIDTH, &[WIDTH]);
        }
        pair("mlp.fc1", 64, &[WIDTH]);
        pair("mlp.fc2", WIDTH, &[64]);
        pair("layer_norm1", WIDTH, &[]);
        pair("layer_norm2", WIDTH, &[]);
    }
}

/// Writes the tensors that `build` asks for, by the names and in the shapes that it asks for.
fn weights(folder: &Path, name: &str, seed: u64, build: impl FnOnce(VarBuilder)) {
    let asked = VarMap::new();
    build(VarBuilder::from_varmap(&asked, DType::F32, &Device::Cpu));
    let asked = asked.data().lock().unwrap();
    let mut names: Vec<&String> = asked.keys().collect();
    names.sort();
    let random = |(name, index): (&String, u64)| {
        (name.clone(), numbers(name, asked[name].dims(), seed * 10_000 + index))
    };
    let tensors: HashMap<String, Tensor> = names.into_iter().zip(0u64..).map(random).collect();
    safetensors::save(&tensors, folder.join(format!("{name}.safetensors"))).unwrap();
}

/// Numbers of the size that trained weights have: an output varies about as much as an input.
fn numbers(name: &str, shape: &[usize], seed: u64) -> Tensor {
    let inputs: usize = shape.iter().skip(1).product();
    let norm = shape.len() == 1 && name.contains("norm") && name.ends_with("weight");
    let (middle, spread) = match shape.len() {
        1 => (if norm { 1.0 } else { 0.0 }, 0.2),
        _ => (0.0, 3.4 / f32::from(u16::try_from(inputs).unwrap()).sqrt()),
    };
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        middle + spread * (f32::from((state >> 48) as u16) / 65_536.0 - 0.5)
    };
    let values: Vec<f32> = (0..shape.iter().product::<usize>()).map(next).collect();
    Tensor::from_vec(values, shape, &Device::Cpu).unwrap()
}

/// Every byte, alone and at the end of a word, two pairs of the merges file, and the marks.
fn vocabulary() -> Value {
    let mut next = 0x100u32;
    let mut vocabulary = Map::new();
    for byte in 0..=255u8 {
        let printable = (b'!'..=b'~').contains(&byte) || (byte >= 0xa1 && byte != 0xad);
        let letter = if printable {
            char::from(byte)
        } else {
            next += 1;
            char::from_u32(next - 1).unwrap()
        };
        vocabulary.insert(letter.to_string(), json!(byte));
        // The last two are given up for the pairs; no prompt of the tests has those bytes.
        if byte < 254 {
            vocabulary.insert(format!("{letter}</w>"), json!(256 + u32::from(byte)));
        }
    }
    for (token, id) in [("th", 510), ("the</w>", 511), ("<|startoftext|>", 512), ("<|endoftext|>", 513)] {
        vocabulary.insert(token.to_owned(), json!(id));
    }
    Value::Object(vocabulary)
}
