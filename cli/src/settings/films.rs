//! The flags of films: their rate, what is seen over the pictures and between them, and whether they are told.

use clap::Args;
use domain::job::{FilmCaptions, FilmFormat, FilmOptions, FilmRate, FilmTransitions};
use std::str::FromStr;

/// How films are made.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Films {
    /// Frames a second of the film: 24, 25 or 30 [default: 24]
    #[arg(long, value_name = "N", value_parser = rate)]
    pub(crate) fps: Option<FilmRate>,

    /// Where the film shows what is said: in a `track` that players switch, `burned` into the picture, or `none`
    /// [default: track]
    #[arg(long, value_name = "WORD", value_parser = FilmCaptions::from_str)]
    pub(crate) captions: Option<FilmCaptions>,

    /// How shots give way to each other: cuts, `scene_crossfades` or crossfades [default: cuts]
    #[arg(long, value_name = "WORD", value_parser = FilmTransitions::from_str)]
    pub(crate) transitions: Option<FilmTransitions>,

    /// Have the name of each shot and the film's time over the picture
    #[arg(long)]
    pub(crate) slate: bool,

    /// Have a voice of its own read the headings and the action lines
    #[arg(long)]
    pub(crate) narrator: bool,
}

impl Films {
    /// What is asked of the studio, for a file of this format.
    pub(crate) fn options(&self, format: Option<FilmFormat>) -> FilmOptions {
        let Self { fps, captions, transitions, slate, narrator } = *self;
        FilmOptions { format, fps, captions, transitions, slate, narrator }
    }
}

fn rate(text: &str) -> Result<FilmRate, String> {
    let rate: u32 = text.parse().map_err(|_| format!("{text:?} is no number"))?;
    rate.try_into().map_err(|error: domain::job::UnknownRate| error.to_string())
}
