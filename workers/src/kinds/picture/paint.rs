//! Painting over a board with a diffusion model: the renderer gives the framing, the staging and the light, the
//! model the rest. What it paints is small and is enlarged to what was asked for.

use std::ops::ControlFlow;

use inference::diffusion::{Image, Init, Request, Step};
use storyboard::{Checked, PixelSize, Progress, Still};

use super::draw::{Drawn, Watch, encoded, rendered};
use super::enlarge::enlarged;
use super::order::{Order, Painting};
use crate::error::JobError;
use crate::image_model::LentImageModel;

/// How much of the time goes into the board.
const BOARD: f64 = 0.03;
/// A preview comes with every so many steps: each takes the autoencoder as long as a good part of a step.
const PREVIEW_EVERY: usize = 2;

/// Paints a picture.
pub(super) fn paint(
    order: &Order,
    painting: &Painting,
    lent: &LentImageModel,
    threads: usize,
    watch: &mut Watch,
) -> Result<Drawn, JobError> {
    let board: Checked = order.board.clone().validate().map_err(JobError::fail)?;
    let size = PixelSize::new(painting.width, painting.height).map_err(JobError::fail)?;
    watch.part(0.0, BOARD);
    let below = rendered(&board, size, threads, watch)?.clean();
    watch.preview(&below);
    watch.part(BOARD, 1.0 - BOARD);
    let request = request(painting, below);
    let image = lent.with(|model| model.generate(&request, &mut |step| told(watch, step)))?;
    let painted = enlarged(&still(image), (order.size.width(), order.size.height()));
    encoded(&painted, &board, order)
}

fn request(painting: &Painting, below: Still) -> Request {
    let Painting { prompt, negative_prompt, width, height, steps, guidance, strength, seed, .. } = painting;
    let image = Image { width: below.size.0 as usize, height: below.size.1 as usize, rgb: below.rgb };
    Request {
        prompt: prompt.clone(),
        negative_prompt: negative_prompt.clone(),
        width: *width as usize,
        height: *height as usize,
        steps: *steps,
        guidance: *guidance,
        seed: *seed,
        init: Some(Init { image, strength: *strength }),
        preview_every: PREVIEW_EVERY,
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are at most 150 steps")]
fn told(watch: &mut Watch, step: Step) -> ControlFlow<()> {
    let Step { step, of, preview } = step;
    if let Some(preview) = preview {
        watch.preview(&still(preview));
    }
    watch.tell(step as f64 / of.max(1) as f64, &format!("Step {step} of {of}, painting"))
}

#[expect(clippy::cast_possible_truncation, reason = "a side has at most 1,536 pixels")]
fn still(image: Image) -> Still {
    Still { size: (image.width as u32, image.height as u32), rgb: image.rgb }
}
