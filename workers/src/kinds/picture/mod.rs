//! The kinds of work that draw: a scene's shots, one shot again, a character.

mod board;
mod draw;
mod judge;
mod portrait;
mod refine;
pub(crate) mod storyboard;
mod takes;

pub(crate) use portrait::DrawPortrait;
pub(crate) use refine::Refine;
pub(crate) use storyboard::StoryboardScene;

use std::num::NonZeroUsize;

/// How pictures are drawn here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pictures {
    threads: Option<NonZeroUsize>,
}

impl Pictures {
    /// On at most so many threads; on all of the machine's cores if nobody says.
    pub(crate) const fn new(threads: Option<NonZeroUsize>) -> Self {
        Self { threads }
    }

    fn threads(self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(all, NonZeroUsize::get)
    }
}
