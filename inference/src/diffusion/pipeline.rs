//! The pipeline: prompt to vectors, noise to a latent picture under their guidance, step by step, and that
//! to pixels. All in f32: in half precision candle tells the network its timestep to within a quarter of a
//! radian only, and the autoencoder overflows.

use std::ops::ControlFlow;
use std::path::Path;

use candle_core::utils::with_threadpool;
use candle_core::{Device, Tensor};

use crate::diffusion::autoencoder::Autoencoder;
use crate::diffusion::card::DiffusionCard;
use crate::diffusion::error::DiffusionError;
use crate::diffusion::folder::Folder;
use crate::diffusion::image::Image;
use crate::diffusion::network::Network;
use crate::diffusion::noise::Noise;
use crate::diffusion::request::{MAX_PROMPT_BYTES, Request, Step};
use crate::diffusion::scheduler::{Plan, Point, Scheduler, Solver};
use crate::diffusion::text::TextEncoder;
use crate::diffusion::tokenizer::ClipTokenizer;

/// Most pixels of a preview's side.
const PREVIEW_SIDE: usize = 128;

/// What a model computes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Processor {
    /// The machine's cores ([`crate::cap_threads`]).
    Cpu,
    /// A GPU, by its number from 0.
    #[cfg(feature = "cuda")]
    Gpu(usize),
}

impl Default for Processor {
    /// The cores, or the first GPU where the build has support for it.
    fn default() -> Self {
        #[cfg(feature = "cuda")]
        return Self::Gpu(0);
        #[cfg(not(feature = "cuda"))]
        Self::Cpu
    }
}

/// A loaded diffusion model.
///
/// Synchronous: run it on a thread that may block. The same request and seed make the same picture on the
/// same kind of processor.
pub struct Diffusion {
    card: DiffusionCard,
    tokenizer: ClipTokenizer,
    text: TextEncoder,
    network: Network,
    autoencoder: Autoencoder,
    scheduler: Scheduler,
    device: Device,
}

impl Diffusion {
    /// Loads a folder with `model_index.json`, `scheduler/`, `text_encoder/`, `tokenizer/`, `unet/` and
    /// `vae/`, its weights as safetensors of full or half precision. Takes memory for the weights in full
    /// precision: 4.3 GB for Stable Diffusion 1.5.
    pub fn open(folder: &Path, processor: Processor) -> Result<Self, DiffusionError> {
        let folder = Folder::new(folder);
        let scheduler = Scheduler::read(&folder)?;
        let card = DiffusionCard::read(&folder, scheduler.class())?;
        let device = match processor {
            Processor::Cpu => Device::Cpu,
            #[cfg(feature = "cuda")]
            Processor::Gpu(number) => Device::new_cuda(number)?,
        };
        let tokenizer = ClipTokenizer::read(&folder)?;
        let text = TextEncoder::load(&folder, &device)?;
        let network = Network::load(&folder, &device)?;
        let autoencoder = Autoencoder::load(&folder, &device)?;
        let pairs = [
            ("text_encoder", "tokens", tokenizer.vocabulary.max(text.vocabulary), text.vocabulary),
            ("text_encoder", "values a token", text.width, network.context),
            ("vae", "latent channels", autoencoder.channels, network.channels),
        ];
        if let Some((part, unit, one, other)) = pairs.into_iter().find(|(_, _, one, other)| one != other) {
            let what = format!("has {one} {unit}, the rest of the folder {other}");
            return Err(folder.damaged(&format!("{part}/config.json"), what));
        }
        tracing::info!(model = card.name, "loaded the diffusion model {}", card.name);
        Ok(Self { card, tokenizer, text, network, autoencoder, scheduler, device })
    }

    /// What the model is and where it comes from.
    pub fn card(&self) -> &DiffusionCard {
        &self.card
    }

    /// The longest beginning of a prompt, cut between words, that the text encoder reads whole; the rest of
    /// a longer one is refused by [`Self::generate`], never dropped in silence.
    pub fn fitting<'a>(&self, prompt: &'a str) -> Result<&'a str, DiffusionError> {
        let fits =
            |text: &str| Ok::<_, DiffusionError>(self.tokenizer.encode(text)?.len() <= self.most_tokens());
        let mut cut = prompt[..prompt.floor_char_boundary(MAX_PROMPT_BYTES)].trim_end();
        while !fits(cut)? {
            cut = cut.rfind(char::is_whitespace).map_or("", |at| cut[..at].trim_end());
        }
        Ok(cut)
    }

    /// Makes a picture. `progress` is called before the first step and after each; its answer `Break` ends
    /// the work with [`DiffusionError::Cancelled`].
    pub fn generate(
        &self,
        request: &Request,
        progress: &mut dyn FnMut(Step) -> ControlFlow<()>,
    ) -> Result<Image, DiffusionError> {
        request.check(self.autoencoder.factor, self.scheduler.most_steps())?;
        let prompt = self.tokens("prompt", &request.prompt)?;
        let negative = self.tokens("negative_prompt", &request.negative_prompt)?;
        let plan = self.scheduler.plan(request.steps, request.skipped());
        let of = plan.points.len();
        let mut tell = |step, preview| match progress(Step { step, of, preview }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(DiffusionError::Cancelled { step }),
        };
        tell(0, None)?;
        let guide = Guide {
            wanted: with_threadpool(|| self.text.forward(&prompt))?,
            unwanted: if request.guidance > 1.0 {
                Some(with_threadpool(|| self.text.forward(&negative))?)
            } else {
                None
            },
            guidance: request.guidance,
        };
        let mut noise = Noise::new(request.seed);
        let mut latent = self.beginning(request, &plan, &mut noise)?;
        let mut solver = Solver::new(&plan);
        for (index, point) in plan.points.iter().enumerate() {
            let answer = self.ask(&latent, point, &guide)?;
            let shape = latent.shape().clone();
            let mut fresh = || noise.tensor(&shape, &self.device);
            let stepped = solver.step(index, answer, &latent, &mut fresh)?;
            latent = stepped.latent;
            let step = index + 1;
            if !latent.abs()?.sum_all()?.to_scalar::<f32>()?.is_finite() {
                return Err(DiffusionError::NotANumber { step });
            }
            let due = request.preview_every > 0 && step.is_multiple_of(request.preview_every);
            let preview = || with_threadpool(|| self.autoencoder.preview(&stepped.estimate, PREVIEW_SIDE));
            tell(step, due.then(preview).transpose()?)?;
        }
        with_threadpool(|| self.autoencoder.decode(&latent))
    }

    /// Tokens between their marks that a prompt may have.
    fn most_tokens(&self) -> usize {
        self.text.length - 2
    }

    fn tokens(&self, field: &'static str, prompt: &str) -> Result<Vec<u32>, DiffusionError> {
        let tokens = self.tokenizer.encode(prompt)?;
        let limit = self.most_tokens();
        if tokens.len() > limit {
            return Err(DiffusionError::PromptTooLong { field, tokens: tokens.len(), limit });
        }
        Ok(self.tokenizer.framed(&tokens, self.text.length))
    }

    /// What the first step takes: noise, or a picture with noise over it.
    fn beginning(&self, request: &Request, plan: &Plan, noise: &mut Noise) -> Result<Tensor, DiffusionError> {
        let factor = self.autoencoder.factor;
        let shape = (1, self.autoencoder.channels, request.height / factor, request.width / factor);
        let noise = noise.tensor(&shape.into(), &self.device)?;
        let Some(init) = &request.init else { return Ok((noise * plan.initial_deviation)?) };
        let image = init.image.fitted(request.width, request.height);
        let latent = with_threadpool(|| self.autoencoder.encode(&image, &self.device))?;
        let (picture, deviation) = plan.first_mix();
        Ok(((latent * picture)? + (noise * deviation)?)?)
    }

    /// The network's answer. With and without the prompt it is asked one after the other: together would
    /// take twice the memory and, on cores, as long.
    fn ask(&self, latent: &Tensor, point: &Point, guide: &Guide) -> Result<Tensor, DiffusionError> {
        let input = (latent * point.input_scale)?;
        let ask = |text: &Tensor| with_threadpool(|| self.network.unet.forward(&input, point.timestep, text));
        let wanted = ask(&guide.wanted)?;
        let Some(unwanted) = &guide.unwanted else { return Ok(wanted) };
        let unwanted = ask(unwanted)?;
        Ok((&unwanted + ((wanted - &unwanted)? * guide.guidance)?)?)
    }
}

/// Where the prompts pull.
struct Guide {
    wanted: Tensor,
    unwanted: Option<Tensor>,
    guidance: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_may_move_to_another_thread() {
        fn may_move<T: Send + Sync>() {}
        may_move::<Diffusion>();
    }
}
