//! The kinds of work that draw: a scene's shots, one shot again, a character. All of them order a picture
//! ([`order::Order`]), which either engine makes ([`draw::draw`]).

mod board;
mod draw;
mod enlarge;
mod judge;
mod order;
mod paint;
mod portrait;
mod prompt;
mod refine;
pub(crate) mod storyboard;
mod takes;

pub(crate) use portrait::DrawPortrait;
pub(crate) use refine::Refine;
pub(crate) use storyboard::StoryboardScene;

use std::num::NonZeroUsize;

use crate::image_model::ImageModel;

/// How pictures are drawn here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pictures {
    threads: Option<NonZeroUsize>,
    model: ImageModel,
}

impl Pictures {
    /// On at most so many threads; on all of the machine's cores if nobody says. The model paints where it is
    /// asked for.
    pub(crate) const fn new(threads: Option<NonZeroUsize>, model: ImageModel) -> Self {
        Self { threads, model }
    }

    fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(all, NonZeroUsize::get)
    }
}
