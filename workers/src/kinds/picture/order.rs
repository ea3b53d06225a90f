//! A picture before it is made: the board, its size, and what makes it. Everything that its bytes depend on is
//! here, so this is also what it is known by and what its provenance says.

use domain::asset::AssetProvenance;
use domain::job::{DrawingStyle, ImageEngine, PictureOptions, Quality};
use domain::production::digest;
use inference::diffusion::DiffusionCard;
use serde::Serialize;
use serde_json::{Map, Value, json};
use storyboard::words::Style;
use storyboard::{Board, PixelSize, Slate};

use super::{Pictures, prompt};
use crate::error::JobError;
use crate::running::RunningJob;

/// Whose terms hold for what is in a frame: the engine's own drawing, with the letters of its slate.
const LICENCE: &str = "Apache-2.0; lettering under the SIL Open Font License 1.1";
/// Raised when the renderer draws the same board otherwise.
const DRAWN: u32 = 2;
/// Raised when the same painting comes out otherwise.
const PAINTED: u32 = 1;
/// Most pixels that are painted: near what Stable Diffusion was trained on, where its pictures hold together.
const PAINTED_PIXELS: f64 = 768.0 * 432.0;
/// The sides of what is painted are multiples of this.
const PAINTED_STEP: f64 = 8.0;
/// Weight of the prompt.
const GUIDANCE: f64 = 7.5;
/// How much of the board may change: its framing and its light stay, its strokes do not.
const STRENGTH: f64 = 0.75;

/// A picture to be made.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) board: Board,
    pub(super) slate: Slate,
    pub(super) size: PixelSize,
    pub(super) options: PictureOptions,
    /// What is painted over the board; none where the board is the picture.
    pub(super) painting: Option<Painting>,
}

/// What a diffusion model is asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Painting {
    pub(super) model: DiffusionCard,
    pub(super) prompt: String,
    pub(super) negative_prompt: String,
    /// Pixels that are painted, before they are enlarged.
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) steps: usize,
    pub(super) guidance: f64,
    pub(super) strength: f64,
    pub(super) seed: u64,
}

impl Order {
    /// A picture as the options ask. The words are for a model that reads some.
    pub(super) async fn of(
        pictures: &Pictures,
        job: &RunningJob,
        options: PictureOptions,
        board: Board,
        slate: Slate,
        words: &str,
    ) -> Result<Self, JobError> {
        let size = options.size().map_err(JobError::fail)?;
        let size = PixelSize::new(size.width, size.height).map_err(JobError::fail)?;
        let painted = options.engine() == ImageEngine::Diffusion;
        let usual = if painted { DrawingStyle::Render } else { DrawingStyle::Marker };
        let style = style(options.style.unwrap_or(usual));
        let board = Board { style, seed: options.seed.unwrap_or(board.seed), ..board };
        let mut order = Self { board, slate, size, options, painting: None };
        if painted {
            order.painting = Some(order.painting(pictures, job, words).await?);
        }
        Ok(order)
    }

    async fn painting(
        &self,
        pictures: &Pictures,
        job: &RunningJob,
        words: &str,
    ) -> Result<Painting, JobError> {
        let lent = pictures.model.lend(job.stop()).await?;
        let words = format!("{}, {words}", prompt::hand(self.options.style));
        let (width, height) = painted(self.size);
        Ok(Painting {
            prompt: lent.with(|model| model.fitting(&words).map(str::to_owned))?,
            negative_prompt: prompt::UNWANTED.to_owned(),
            model: lent.card,
            width,
            height,
            steps: match self.options.quality {
                Some(Quality::Preview) => 12,
                Some(Quality::High | Quality::Uhd) => 36,
                Some(Quality::Standard) | None => 25,
            },
            guidance: GUIDANCE,
            strength: STRENGTH,
            seed: self.board.seed.into(),
        })
    }

    /// What makes the picture, in provenance.
    pub(super) const fn engine(&self) -> &'static str {
        match self.painting {
            None => ImageEngine::Storyboard.as_str(),
            Some(_) => ImageEngine::Diffusion.as_str(),
        }
    }

    /// What the picture is made from, as one number.
    pub(super) fn input_hash(&self) -> String {
        let board = serde_json::to_string(&self.board).unwrap_or_default();
        let size = format!("{}x{}", self.size.width(), self.size.height());
        let mut parts = vec![ImageEngine::Storyboard.to_string(), DRAWN.to_string(), board, size];
        if self.options.exr {
            parts.push("exr".to_owned());
        }
        if let Some(painting) = &self.painting {
            let painting = serde_json::to_string(painting).unwrap_or_default();
            parts.extend([ImageEngine::Diffusion.to_string(), PAINTED.to_string(), painting]);
        }
        digest(&parts)
    }

    /// Everything that was set, for a take.
    pub(super) fn parameters(&self) -> Map<String, Value> {
        let mut parameters = Map::from_iter([("board".to_owned(), json!(self.board))]);
        if !self.options.is_empty() {
            parameters.insert("picture".to_owned(), json!(self.options));
        }
        if let Some(painting) = &self.painting {
            parameters.insert("painting".to_owned(), json!(painting));
        }
        parameters
    }

    /// How the bytes came to be. The caption is what people read under a board.
    pub(super) fn provenance(&self, job: &RunningJob, caption: &str) -> AssetProvenance {
        let painting = self.painting.as_ref();
        let prompt = painting.map_or(caption, |painting| &painting.prompt);
        let parameters = painting.map_or_else(|| json!(self.board), |_| Value::Object(self.parameters()));
        AssetProvenance {
            engine: Some(self.engine().to_owned()),
            model: painting.map(|painting| painting.model.name.clone()),
            licence: Some(painting.map_or_else(|| LICENCE.to_owned(), |it| it.model.licence.clone())),
            prompt: Some(prompt.to_owned()).filter(|prompt| !prompt.is_empty()),
            seed: Some(self.board.seed.into()),
            parameters,
            ..AssetProvenance::job(job.job().id)
        }
    }
}

const fn style(style: DrawingStyle) -> Style {
    match style {
        DrawingStyle::Marker => Style::Marker,
        DrawingStyle::Colour => Style::Colour,
        DrawingStyle::Pencil => Style::Pencil,
        DrawingStyle::Render => Style::Render,
    }
}

/// The size of nearly the same shape that a model paints well, no larger than the picture itself.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides of a picture")]
fn painted(size: PixelSize) -> (u32, u32) {
    let (width, height) = (f64::from(size.width()), f64::from(size.height()));
    let scale = (PAINTED_PIXELS / (width * height)).sqrt().min(1.0);
    let near = |edge: f64| ((edge * scale / PAINTED_STEP).round() * PAINTED_STEP).max(64.0) as u32;
    (near(width), near(height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(options: PictureOptions) -> Order {
        let size = options.size().unwrap();
        let size = PixelSize::new(size.width, size.height).unwrap();
        let board = Board { seed: options.seed.unwrap_or(1), ..Board::default() };
        Order { board, slate: Slate::default(), size, options, painting: None }
    }

    #[test]
    fn every_option_is_another_picture() {
        let options = |json: Value| serde_json::from_value::<PictureOptions>(json).unwrap();
        let asked =
            [json!({}), json!({"aspect_ratio": "2.39:1"}), json!({"quality": "high"}), json!({"exr": true})];
        let hashes = asked.map(|asked| order(options(asked)).input_hash());
        assert_eq!(hashes.iter().collect::<std::collections::BTreeSet<_>>().len(), hashes.len());
    }

    #[test]
    fn options_that_say_nothing_are_no_part_of_what_a_picture_is_known_by() {
        let board = serde_json::to_string(&Board::default()).unwrap();
        let before = digest(&["storyboard".to_owned(), DRAWN.to_string(), board, "1280x720".to_owned()]);
        assert_eq!(order(PictureOptions::default()).input_hash(), before);
    }

    proptest! {
        #[test]
        fn what_is_painted_has_nearly_the_shape_of_the_picture(width in 128_u32..3_840, shape in 0_usize..5) {
            let aspect_ratio = Some(domain::job::AspectRatio::ALL[shape]);
            let asked = PictureOptions { width: Some(width), aspect_ratio, ..PictureOptions::default() };
            prop_assume!(asked.size().is_ok_and(|size| size.height >= 128));
            let size = order(asked).size;
            let (across, down) = painted(size);
            prop_assert!(across % 8 == 0 && down % 8 == 0 && across.max(down) <= 1_536 && across * down <= 589_824);
            let ratio = f64::from(size.width()) / f64::from(size.height());
            prop_assert!((f64::from(across) / f64::from(down) / ratio - 1.0).abs() < 0.07, "{across}x{down}");
        }
    }
}
