//! What a picture is asked for with, and what comes back while it is made.

use std::ops::RangeInclusive;

use crate::diffusion::error::DiffusionError;
use crate::diffusion::image::Image;

/// Most bytes of a prompt; the text encoder reads far fewer, this bounds the work of finding that out.
pub const MAX_PROMPT_BYTES: usize = 4096;
/// Least and most pixels of a side.
pub const SIDES: RangeInclusive<usize> = 64..=1536;
/// Most pixels of a picture, as many as 1024 × 576 has: attention takes memory by the square of it (about
/// 5.5 GB at this size for a network of Stable Diffusion 1).
pub const MAX_PIXELS: usize = 589_824;
/// Most steps.
pub const MAX_STEPS: usize = 150;
/// Most weight of the prompt.
pub const MAX_GUIDANCE: f64 = 50.0;
/// Most pixels of a picture to begin with.
pub const MAX_INIT_PIXELS: usize = 50_000_000;

/// A picture to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What to show.
    pub prompt: String,
    /// What to keep away from; matters with [`Self::guidance`] above 1 only.
    pub negative_prompt: String,
    /// Pixels in a row: a multiple of 8 for Stable Diffusion, within [`SIDES`].
    pub width: usize,
    /// Rows, likewise; together at most [`MAX_PIXELS`].
    pub height: usize,
    /// Steps from noise to picture, from 1 to [`MAX_STEPS`].
    pub steps: usize,
    /// Weight of the prompt against the negative prompt (classifier-free guidance,
    /// <https://arxiv.org/abs/2207.12598>); up to 1 the prompt alone is asked, in half the time.
    pub guidance: f64,
    /// Equal seeds make equal pictures.
    pub seed: u64,
    /// A picture to begin with.
    pub init: Option<Init>,
    /// A preview comes with every so many steps; with 0 never.
    pub preview_every: usize,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            prompt: String::new(),
            negative_prompt: String::new(),
            width: 512,
            height: 512,
            steps: 25,
            guidance: 7.5,
            seed: 0,
            init: None,
            preview_every: 0,
        }
    }
}

/// A picture that guides the composition.
#[derive(Debug, Clone, PartialEq)]
pub struct Init {
    /// Of any size: the middle of it that has the form asked for is used.
    pub image: Image,
    /// How much of it may change: above 0, where hardly anything does, up to 1, where hardly anything is
    /// left. As much of the steps is taken.
    pub strength: f64,
}

/// How far a picture is.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Steps done; 0 before the first.
    pub step: usize,
    /// Steps in all. Can differ from those asked for by one (PNDM takes its first twice), and is smaller
    /// where a picture is begun with.
    pub of: usize,
    /// The picture as it is expected now, at most 128 pixels a side.
    pub preview: Option<Image>,
}

fn invalid(field: &'static str, what: String) -> Result<(), DiffusionError> {
    Err(DiffusionError::Invalid { field, what })
}

impl Request {
    /// Errors with the first field outside its limits. `factor` divides the sides, `most_steps` is what the
    /// scheduler can tell apart.
    pub(crate) fn check(&self, factor: usize, most_steps: usize) -> Result<(), DiffusionError> {
        for (field, text) in [("prompt", &self.prompt), ("negative_prompt", &self.negative_prompt)] {
            if text.len() > MAX_PROMPT_BYTES {
                return invalid(field, format!("has {} bytes, the limit is {MAX_PROMPT_BYTES}", text.len()));
            }
        }
        for (field, side) in [("width", self.width), ("height", self.height)] {
            if !SIDES.contains(&side) || !side.is_multiple_of(factor) {
                let (least, most) = (SIDES.start(), SIDES.end());
                return invalid(
                    field,
                    format!("is {side}, not a multiple of {factor} from {least} to {most}"),
                );
            }
        }
        let pixels = self.width * self.height;
        if pixels > MAX_PIXELS {
            return invalid("height", format!("makes {pixels} pixels in all, the limit is {MAX_PIXELS}"));
        }
        let most_steps = most_steps.min(MAX_STEPS);
        if !(1..=most_steps).contains(&self.steps) {
            return invalid("steps", format!("is {}, not 1 to {most_steps}", self.steps));
        }
        if !(0.0..=MAX_GUIDANCE).contains(&self.guidance) {
            return invalid("guidance", format!("is {}, not 0 to {MAX_GUIDANCE}", self.guidance));
        }
        self.init.as_ref().map_or(Ok(()), Init::check)
    }

    /// How many of the first steps are left out for a picture to begin with; never all.
    pub(crate) fn skipped(&self) -> usize {
        let Some(init) = &self.init else { return 0 };
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 150 steps, of which a part from 0 to 1 is taken"
        )]
        let taken = (self.steps as f64 * init.strength) as usize;
        self.steps - taken.clamp(1, self.steps)
    }
}

impl Init {
    fn check(&self) -> Result<(), DiffusionError> {
        let Image { width, height, rgb } = &self.image;
        if !self.image.is_whole() {
            return invalid("init.image", format!("has {} bytes for {width} by {height} pixels", rgb.len()));
        }
        let pixels = rgb.len() / 3;
        if pixels > MAX_INIT_PIXELS {
            return invalid("init.image", format!("has {pixels} pixels, the limit is {MAX_INIT_PIXELS}"));
        }
        if !(self.strength > 0.0 && self.strength <= 1.0) {
            return invalid("init.strength", format!("is {}, not above 0 and up to 1", self.strength));
        }
        Ok(())
    }
}
