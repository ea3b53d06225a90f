//! The flags of pictures: their shape, how fine they are, what makes them.

use clap::Args;
use domain::job::{AspectRatio, DrawingStyle, ImageEngine, PictureOptions, Quality};
use std::path::PathBuf;
use std::str::FromStr;

/// How pictures are made.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Pictures {
    /// The shape of the frames and the film: 16:9, 2.39:1, 9:16, 1:1 or 4:3 [default: 16:9]
    #[arg(long, value_name = "RATIO", value_parser = AspectRatio::from_str)]
    pub(crate) aspect_ratio: Option<AspectRatio>,

    /// How fine the frames are: preview, standard, high or 4k [default: standard]
    #[arg(long, value_name = "WORD", value_parser = Quality::from_str)]
    pub(crate) quality: Option<Quality>,

    /// The hand the frames are drawn in: marker, colour, pencil or render [default: marker]
    #[arg(long, value_name = "WORD", value_parser = DrawingStyle::from_str)]
    pub(crate) style: Option<DrawingStyle>,

    /// Keep a 16-bit `OpenEXR` file beside each frame
    #[arg(long)]
    pub(crate) exr: bool,

    /// What makes the frames: storyboard or diffusion [default: storyboard]
    #[arg(long, value_name = "WORD", value_parser = ImageEngine::from_str)]
    pub(crate) engine: Option<ImageEngine>,

    /// A Stable Diffusion in diffusers' layout, when a studio is started for this run
    #[arg(long, env = "SPOOL_IMAGE_MODEL", value_name = "DIR")]
    pub(crate) image_model: Option<PathBuf>,
}

impl Pictures {
    /// What is asked of the studio.
    pub(crate) fn options(&self) -> PictureOptions {
        let Self { aspect_ratio, quality, style, exr, engine, .. } = *self;
        PictureOptions { aspect_ratio, quality, style, exr, engine, ..PictureOptions::default() }
    }
}
