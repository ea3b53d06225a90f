//! Pictures from words on this machine: a Stable Diffusion (1 or 2) in a folder as the Python library
//! diffusers writes it. The folder's own settings decide every size and the way from noise to picture, so
//! that a model of a few megabytes and one of four gigabytes take the same path.
//!
//! ```no_run
//! use std::ops::ControlFlow;
//! use std::path::Path;
//!
//! use inference::diffusion::{Diffusion, Processor, Request};
//!
//! # fn main() -> Result<(), inference::diffusion::DiffusionError> {
//! let model = Diffusion::open(Path::new("stable-diffusion-v1-5"), Processor::default())?;
//! let request = Request { prompt: "a lighthouse at night".to_owned(), ..Request::default() };
//! let image = model.generate(&request, &mut |step| {
//!     println!("{} of {}", step.step, step.of);
//!     ControlFlow::Continue(())
//! })?;
//! println!("{} by {}, by {}", image.width, image.height, model.card().name);
//! # Ok(())
//! # }
//! ```

mod autoencoder;
mod card;
mod error;
mod folder;
mod image;
mod network;
mod noise;
mod pipeline;
mod request;
mod scheduler;
mod tensors;
mod text;
mod tokenizer;

pub use card::{DiffusionCard, DiffusionSummary};
pub use error::DiffusionError;
pub use image::Image;
pub use pipeline::{Diffusion, Processor};
pub use request::{
    Init, MAX_GUIDANCE, MAX_INIT_PIXELS, MAX_PIXELS, MAX_PROMPT_BYTES, MAX_STEPS, Request, SIDES, Step,
};
