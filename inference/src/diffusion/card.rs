//! What a diffusers folder is and where it comes from: shown to whoever runs it, and written into the
//! provenance of every picture.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::card::sha256_file;
use crate::diffusion::error::DiffusionError;
use crate::diffusion::folder::Folder;
use crate::diffusion::scheduler::Scheduler;
use crate::diffusion::tokenizer::ClipTokenizer;

const INDEX: &str = "model_index.json";

/// Pipelines whose folders hold the same parts in the same roles.
const PIPELINES: [&str; 2] = ["StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline"];

/// Settings that decide a picture, beside the weights; those that not every folder has may be missing.
const SETTINGS: [&str; 8] = [
    INDEX,
    "scheduler/scheduler_config.json",
    "text_encoder/config.json",
    "tokenizer/merges.txt",
    "tokenizer/tokenizer_config.json",
    "tokenizer/vocab.json",
    "unet/config.json",
    "vae/config.json",
];

/// What a folder says of its model, before a weight is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffusionSummary {
    /// The model's own name, else that of its folder.
    pub name: String,
    /// As the folder's README declares it, else `unknown`.
    pub licence: String,
    /// diffusers' name of the way from noise to picture.
    pub scheduler: String,
    /// Bytes of weights.
    pub bytes: u64,
}

impl DiffusionSummary {
    /// Looks whether everything is there that a pipeline has, and whether its settings can be read: what
    /// [`crate::diffusion::Diffusion::open`] would refuse before its weights, in a few milliseconds.
    pub fn read(folder: &Path) -> Result<Self, DiffusionError> {
        let folder = Folder::new(folder);
        let scheduler = Scheduler::read(&folder)?;
        for part in ["text_encoder/config.json", "unet/config.json", "vae/config.json"] {
            folder.json::<Value>(part)?;
        }
        ClipTokenizer::read(&folder)?;
        Self::of(&folder, scheduler.class())
    }

    fn of(folder: &Folder, scheduler: &str) -> Result<Self, DiffusionError> {
        let index: Value = folder.json(INDEX)?;
        let class = index["_class_name"].as_str().unwrap_or("no _class_name");
        if !PIPELINES.contains(&class) {
            return Err(folder.unsupported(INDEX, format!("{class} (known: {})", PIPELINES.join(", "))));
        }
        let mut bytes = 0;
        for path in &weights(folder)? {
            let read = |source| DiffusionError::Read { path: path.clone(), source };
            bytes += std::fs::metadata(path).map_err(read)?.len();
        }
        let own = index["_name_or_path"].as_str().and_then(|name| name.rsplit('/').next());
        let named = || folder.root().file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self {
            name: own.map(str::to_owned).or_else(named).unwrap_or_else(unknown),
            licence: licence(folder)?.unwrap_or_else(unknown),
            scheduler: scheduler.to_owned(),
            bytes,
        })
    }
}

/// A diffusion model in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffusionCard {
    /// The model's own name, else that of its folder.
    pub name: String,
    /// As the folder's README declares it, else `unknown`.
    pub licence: String,
    /// diffusers' name of the way from noise to picture.
    pub scheduler: String,
    /// Bytes of weights.
    pub bytes: u64,
    /// One digest for all files that decide a picture, in lower-case hexadecimal: that of the lines that
    /// `sha256sum` prints for them, given their names in the folder in alphabetical order.
    pub sha256: String,
}

impl DiffusionCard {
    /// Reads every weight once to take its digest: some seconds for the four gigabytes of a Stable
    /// Diffusion in full precision.
    pub(crate) fn read(folder: &Folder, scheduler: &str) -> Result<Self, DiffusionError> {
        let DiffusionSummary { name, licence, scheduler, bytes } = DiffusionSummary::of(folder, scheduler)?;
        let sha256 = digest(folder, weights(folder)?)?;
        Ok(Self { name, licence, scheduler, bytes, sha256 })
    }
}

fn unknown() -> String {
    "unknown".to_owned()
}

fn weights(folder: &Folder) -> Result<Vec<PathBuf>, DiffusionError> {
    let part = |(part, stem): &(&str, &str)| folder.weights(part, stem);
    let stem = "diffusion_pytorch_model";
    [("text_encoder", "model"), ("unet", stem), ("vae", stem)].iter().map(part).collect()
}

fn digest(folder: &Folder, weights: Vec<PathBuf>) -> Result<String, DiffusionError> {
    let settings = SETTINGS.iter().map(|name| folder.path(name)).filter(|path| path.is_file());
    let mut files: Vec<PathBuf> = settings.chain(weights).collect();
    files.sort();
    let mut lines = String::new();
    for file in files {
        let name = file.strip_prefix(folder.root()).unwrap_or(&file);
        writeln!(lines, "{}  {}", sha256_file(&file)?, name.display()).expect("a string takes everything");
    }
    Ok(format!("{:x}", Sha256::digest(lines)))
}

/// The licence in the head of the folder's README, which model pages are written in
/// (<https://huggingface.co/docs/hub/model-cards>).
fn licence(folder: &Folder) -> Result<Option<String>, DiffusionError> {
    let Some(text) = folder.text_if_there("README.md")? else { return Ok(None) };
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Ok(None);
    }
    let mut head = lines.take_while(|line| line.trim_end() != "---");
    let value = |key: &str, line: &str| {
        let value = line.strip_prefix(key)?.trim().trim_matches(['"', '\'']);
        (!value.is_empty() && value != "other").then(|| value.to_owned())
    };
    Ok(head.find_map(|line| value("license:", line).or_else(|| value("license_name:", line))))
}
