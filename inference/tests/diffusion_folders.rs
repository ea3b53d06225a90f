//! Folders of every kind: whole, described, damaged, incomplete, and such as need what is not built.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use inference::diffusion::{Diffusion, DiffusionError, Processor, Request};
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "common/tiny_diffusers.rs"]
mod tiny_diffusers;

const UNET: &str = "unet/diffusion_pytorch_model.safetensors";
const VAE: &str = "vae/diffusion_pytorch_model.safetensors";
const TEXT: &str = "text_encoder/model.safetensors";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    tiny_diffusers::write(folder.path());
    folder
}

fn refusal(folder: &Path) -> DiffusionError {
    Diffusion::open(folder, Processor::Cpu).err().expect("the folder is opened")
}

#[test]
fn the_card_says_what_the_folder_is() {
    let folder = folder();
    let card = Diffusion::open(folder.path(), Processor::Cpu).unwrap().card().clone();
    assert_eq!(card.name, "tiny-diffusion");
    assert_eq!(card.licence, "cc0-1.0");
    assert_eq!(card.scheduler, "DDIMScheduler");
    let sizes = [UNET, VAE, TEXT].map(|name| fs::metadata(folder.path().join(name)).unwrap().len());
    assert_eq!(card.bytes, sizes.iter().sum::<u64>());
    // The digest is what coreutils say.
    let files = "model_index.json scheduler/*.json text_encoder/* tokenizer/* unet/* vae/*";
    let script = format!("LC_ALL=C; sha256sum {files} | sha256sum");
    let said = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap().split(' ').next(), Some(card.sha256.as_str()));
    // It is the digest of what decides a picture, and of nothing else.
    fs::write(folder.path().join("README.md"), "no head").unwrap();
    tiny_diffusers::set(folder.path(), "model_index.json", "_name_or_path", None);
    let other = Diffusion::open(folder.path(), Processor::Cpu).unwrap().card().clone();
    assert_eq!(other.licence, "unknown");
    assert_eq!(Some(other.name.as_str()), folder.path().file_name().unwrap().to_str());
    assert_ne!(other.sha256, card.sha256, "the index changed");
}

#[test]
fn a_missing_file_is_named() {
    for name in [
        "model_index.json",
        "scheduler/scheduler_config.json",
        "text_encoder/config.json",
        TEXT,
        "tokenizer/merges.txt",
        "tokenizer/vocab.json",
        "unet/config.json",
        UNET,
        "vae/config.json",
        VAE,
    ] {
        let folder = folder();
        fs::remove_file(folder.path().join(name)).unwrap();
        let error = refusal(folder.path());
        assert!(
            matches!(&error, DiffusionError::Missing { path } if path.ends_with(name)),
            "{name}: {error}"
        );
    }
    // Old folders have no settings of the tokenizer, and need none.
    let folder = folder();
    fs::remove_file(folder.path().join("tokenizer/tokenizer_config.json")).unwrap();
    Diffusion::open(folder.path(), Processor::Cpu).unwrap();
    assert!(matches!(refusal(Path::new("/nowhere")), DiffusionError::Missing { .. }));
}

#[test]
fn damaged_weights_are_named_with_what_is_wrong() {
    for (name, tensor) in [
        (UNET, "mid_block.resnets.0.conv1.weight"),
        (VAE, "decoder.conv_in.weight"),
        (TEXT, "text_model.encoder.layers.1.mlp.fc1.bias"),
    ] {
        let damaged = |folder: &Path, expected: &str| match refusal(folder) {
            DiffusionError::Damaged { path, what } => {
                assert!(path.ends_with(name), "{} for {name}", path.display());
                assert!(what.contains(expected), "{name}: {what} does not say {expected}");
            }
            other => panic!("{name}: {other}"),
        };
        // Cut short, as an interrupted download is.
        let folder = folder();
        let path = folder.path().join(name);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 4]).unwrap();
        damaged(folder.path(), "announced");
        fs::write(&path, &whole[..100]).unwrap();
        damaged(folder.path(), "in a file of 100");
        fs::write(&path, b"<html>").unwrap();
        damaged(folder.path(), "6 bytes are too few");
        // Of another network.
        fs::write(&path, &whole).unwrap();
        tiny_diffusers::rewrite(folder.path(), name, name, |n, t| {
            if n == tensor { t.narrow(0, 0, 3).unwrap().contiguous().unwrap() } else { t }
        });
        damaged(folder.path(), tensor);
    }
}

#[test]
fn weights_that_are_not_numbers_end_the_work() {
    let folder = folder();
    tiny_diffusers::rewrite(folder.path(), UNET, UNET, |name, t| match name {
        "conv_out.bias" => (t / 0.0).unwrap(),
        _ => t,
    });
    let model = Diffusion::open(folder.path(), Processor::Cpu).unwrap();
    let request = Request { width: 64, height: 64, steps: 2, ..Request::default() };
    let ended = model.generate(&request, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(ended, Err(DiffusionError::NotANumber { step: 1 })), "{ended:?}");
}

#[test]
fn settings_that_contradict_the_folder_are_refused_by_their_key() {
    type Case = (&'static str, &'static str, Value, &'static str);
    let cases: [Case; 17] = [
        ("model_index.json", "_class_name", json!("StableDiffusionXLPipeline"), "StableDiffusionXLPipeline"),
        ("scheduler/scheduler_config.json", "_class_name", json!("UniPCMultistepScheduler"), "UniPC"),
        ("scheduler/scheduler_config.json", "beta_schedule", json!("sigmoid"), "sigmoid"),
        ("unet/config.json", "addition_embed_type", json!("text_time"), "addition_embed_type text_time"),
        ("unet/config.json", "in_channels", json!(9), "9 channels in and 4 out"),
        ("unet/config.json", "norm_num_groups", json!(7), "32 channels in 7 groups"),
        ("unet/config.json", "attention_head_dim", json!([8]), "64 channels in 32 groups and 0 heads"),
        ("unet/config.json", "layers_per_block", json!(1_000_000), "layers_per_block is 1000000"),
        ("unet/config.json", "up_block_types", json!(["UpBlock2D", "UpBlock2D"]), "do not mirror"),
        ("unet/config.json", "block_out_channels", json!("many"), "invalid type"),
        ("unet/config.json", "block_out_channels", json!([]), "number of blocks is 0"),
        ("vae/config.json", "block_out_channels", json!([]), "number of blocks is 0"),
        ("vae/config.json", "scaling_factor", json!(0.0), "scaling_factor is 0"),
        ("vae/config.json", "layers_per_block", json!(2), "no tensor"),
        ("text_encoder/config.json", "hidden_act", json!("relu"), "hidden_act relu"),
        ("text_encoder/config.json", "num_attention_heads", json!(5), "32 values in 5 heads"),
        ("text_encoder/config.json", "max_position_embeddings", json!(2), "no room"),
    ];
    for (file, key, value, expected) in cases {
        let folder = folder();
        tiny_diffusers::set(folder.path(), file, key, Some(value));
        let said = refusal(folder.path()).to_string();
        assert!(said.contains(expected), "{said} does not say {expected}");
        let part = file.split('/').next().unwrap();
        assert!(said.contains(part), "{said} does not name {part}");
    }
}

#[test]
fn a_tokenizer_that_does_not_fit_is_refused() {
    let folder = folder();
    let merges = folder.path().join("tokenizer/merges.txt");
    fs::write(&merges, "#version: 0.2\nt h\nthree parts here\n").unwrap();
    assert!(refusal(folder.path()).to_string().contains("merges.txt is damaged: line 3"));
    fs::write(&merges, "#version: 0.2\nt nowhere\n").unwrap();
    assert!(refusal(folder.path()).to_string().contains("merges.txt is damaged"));
    fs::write(&merges, "").unwrap();
    let vocabulary = "tokenizer/vocab.json";
    tiny_diffusers::set(folder.path(), vocabulary, "beyond</w>", Some(json!(700)));
    let said = refusal(folder.path()).to_string();
    assert!(said.contains("text_encoder/config.json") && said.contains("701 tokens"), "{said}");
    tiny_diffusers::set(folder.path(), vocabulary, "beyond</w>", None);
    tiny_diffusers::set(folder.path(), "tokenizer/tokenizer_config.json", "pad_token", Some(json!("!!")));
    assert!(refusal(folder.path()).to_string().contains("no token !!"));
    fs::write(folder.path().join(vocabulary), [0xff, 0xfe]).unwrap();
    assert!(refusal(folder.path()).to_string().contains("vocab.json is damaged: invalid utf-8"));
    // A file of any size is not read whole.
    fs::write(folder.path().join(vocabulary), " ".repeat((16 << 20) + 1)).unwrap();
    assert!(refusal(folder.path()).to_string().contains("more than 16777216 bytes"));
}

#[test]
fn a_text_encoder_without_the_outer_name_reads_the_same() {
    let folder = folder();
    let draw = || {
        let model = Diffusion::open(folder.path(), Processor::Cpu).unwrap();
        let request = Request { prompt: "fog".into(), width: 64, height: 64, steps: 2, ..Request::default() };
        model.generate(&request, &mut |_| ControlFlow::Continue(())).unwrap()
    };
    let before = draw();
    let path = folder.path().join(TEXT);
    let tensors = candle_core::safetensors::load(&path, &candle_core::Device::Cpu).unwrap();
    let bare = tensors.into_iter().map(|(name, tensor)| (name.replace("text_model.", ""), tensor));
    let bare: std::collections::HashMap<_, _> = bare.collect();
    candle_core::safetensors::save(&bare, &path).unwrap();
    assert_eq!(draw(), before);
}
