//! How noise is taken away step by step, as `scheduler/scheduler_config.json` says: the methods that
//! published Stable Diffusion folders name, with diffusers' own defaults, so that a folder's pictures
//! come out as its makers saw them. What is asked for and not built is refused by its key.

mod levels;
mod plan;
mod solver;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diffusion::error::DiffusionError;
use crate::diffusion::folder::Folder;
use crate::diffusion::network::in_range;

pub(crate) use plan::{Plan, Point};
pub(crate) use solver::Solver;

const FILE: &str = "scheduler/scheduler_config.json";

/// A way from noise to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// Denoising diffusion implicit models, deterministic (<https://arxiv.org/abs/2010.02502>).
    Ddim,
    /// Pseudo linear multi-step (<https://arxiv.org/abs/2202.09778>).
    Plms,
    /// Euler's method on noise levels (<https://arxiv.org/abs/2206.00364>, algorithm 2 without churn).
    Euler,
    /// The same with fresh noise at each step.
    EulerAncestral,
}

/// What the network answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Prediction {
    /// The noise in its input.
    Epsilon,
    /// The velocity between picture and noise (<https://arxiv.org/abs/2202.00512>).
    #[serde(rename = "v_prediction")]
    Velocity,
    /// The picture without noise.
    Sample,
}

/// Which of the training's noise levels are visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Spacing {
    /// Whole strides from the lowest level upwards.
    Leading,
    /// Whole strides from the highest level downwards.
    Trailing,
    /// Evenly from the lowest to the highest.
    Linspace,
}

/// How the training's noise grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Growth {
    Linear,
    ScaledLinear,
    #[serde(rename = "squaredcos_cap_v2")]
    Cosine,
}

/// The file as it stands.
#[derive(Debug, Deserialize)]
struct Settings {
    #[serde(rename = "_class_name")]
    class: String,
    #[serde(default = "thousand")]
    num_train_timesteps: usize,
    #[serde(default = "least_noise")]
    beta_start: f64,
    #[serde(default = "most_noise")]
    beta_end: f64,
    beta_schedule: Option<Growth>,
    prediction_type: Option<Prediction>,
    timestep_spacing: Option<Spacing>,
    #[serde(default)]
    steps_offset: usize,
    set_alpha_to_one: Option<bool>,
    clip_sample: Option<bool>,
    clip_sample_range: Option<f64>,
    skip_prk_steps: Option<bool>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

fn thousand() -> usize {
    1000
}

fn least_noise() -> f64 {
    1e-4
}

fn most_noise() -> f64 {
    0.02
}

/// Keys that change the arithmetic, each with the one value that leaves it as it is built here.
const FIXED: [(&str, &str); 10] = [
    ("thresholding", "false"),
    ("rescale_betas_zero_snr", "false"),
    ("trained_betas", ""),
    ("use_karras_sigmas", "false"),
    ("use_exponential_sigmas", "false"),
    ("use_beta_sigmas", "false"),
    ("interpolation_type", "linear"),
    ("timestep_type", "discrete"),
    ("final_sigmas_type", "zero"),
    ("sigma_max", ""),
];

/// A folder's scheduler.
#[derive(Debug, Clone)]
pub(crate) struct Scheduler {
    class: String,
    method: Method,
    prediction: Prediction,
    spacing: Spacing,
    offset: usize,
    /// Of each training level, the share of the picture in the variance.
    alphas: Vec<f64>,
    /// The same beyond the lowest level.
    final_alpha: f64,
    /// Where the estimate of the picture is cut off, if it is.
    clip: Option<f64>,
}

impl Scheduler {
    pub(crate) fn read(folder: &Folder) -> Result<Self, DiffusionError> {
        let settings: Settings = folder.json(FILE)?;
        let method = method(&settings).map_err(|what| folder.unsupported(FILE, what))?;
        Self::new(settings, method).map_err(|what| folder.damaged(FILE, what))
    }

    fn new(settings: Settings, method: Method) -> Result<Self, String> {
        in_range("num_train_timesteps", settings.num_train_timesteps, 10_000)?;
        let ends = [settings.beta_start, settings.beta_end];
        if ends.iter().any(|beta| !(*beta > 0.0 && *beta < 1.0)) {
            return Err(format!("beta from {} to {}, not between 0 and 1", ends[0], ends[1]));
        }
        if settings.steps_offset >= settings.num_train_timesteps {
            return Err(format!("steps_offset is {}", settings.steps_offset));
        }
        let euler = matches!(method, Method::Euler | Method::EulerAncestral);
        let growth = settings.beta_schedule.unwrap_or(Growth::Linear);
        let alphas = levels::alphas(growth, ends, settings.num_train_timesteps);
        let lowest = alphas.first().copied().unwrap_or(1.0);
        let to_one = settings.set_alpha_to_one.unwrap_or(method == Method::Ddim);
        let clip = method == Method::Ddim && settings.clip_sample.unwrap_or(true);
        Ok(Self {
            class: settings.class,
            method,
            prediction: settings.prediction_type.unwrap_or(Prediction::Epsilon),
            spacing: settings.timestep_spacing.unwrap_or(if euler {
                Spacing::Linspace
            } else {
                Spacing::Leading
            }),
            offset: settings.steps_offset,
            alphas,
            final_alpha: if to_one { 1.0 } else { lowest },
            clip: clip.then(|| settings.clip_sample_range.unwrap_or(1.0)),
        })
    }

    /// The name that diffusers knows it by.
    pub(crate) fn class(&self) -> &str {
        &self.class
    }

    /// Most steps that can be told apart.
    pub(crate) fn most_steps(&self) -> usize {
        self.alphas.len()
    }
}

/// The method that the file names, or what in it is not built.
fn method(settings: &Settings) -> Result<Method, String> {
    let method = match settings.class.as_str() {
        "DDIMScheduler" => Method::Ddim,
        "PNDMScheduler" => Method::Plms,
        "EulerDiscreteScheduler" => Method::Euler,
        "EulerAncestralDiscreteScheduler" => Method::EulerAncestral,
        other => {
            let known =
                "DDIMScheduler, PNDMScheduler, EulerDiscreteScheduler, EulerAncestralDiscreteScheduler";
            return Err(format!("{other} (known: {known})"));
        }
    };
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
    if method == Method::Plms && !settings.skip_prk_steps.unwrap_or(false) {
        return Err("Runge-Kutta steps (skip_prk_steps false)".to_owned());
    }
    if method == Method::Plms && settings.prediction_type == Some(Prediction::Sample) {
        return Err("prediction_type sample with PNDMScheduler".to_owned());
    }
    Ok(method)
}

#[cfg(test)]
mod tests;
