//! The kinds of work there are: one folder each, and one line in [`standard`].

mod ask;
mod break_down;
mod covered;
mod describe;
pub mod film;
pub mod generate_script;
mod inputs;
mod made;
mod picture;
pub(crate) mod produce;
pub(crate) mod quote;
mod record;
mod review;
mod sound;
mod time_scene;
mod time_script;

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use domain::job::JobKind;
use serde_json::Value;

use crate::engine::EngineClass;
use crate::error::JobError;
use crate::image_model::ImageModel;
use crate::models::TextModel;
use crate::running::RunningJob;

pub use film::Projector;
pub use sound::SoundStage;

use generate_script::GenerateScript;
use picture::Pictures;

/// Work under way.
pub type Making = Pin<Box<dyn Future<Output = Result<Made, JobError>> + Send>>;

/// A kind of work. It runs on a task of its own: a panic in it is a failed attempt and nothing more.
///
/// It looks at [`RunningJob::stop`] as often as it can and ends with [`JobError::Stopped`]; work that
/// does not is thrown away after a few seconds. What it records with [`RunningJob::output`] is not made
/// again by the next attempt.
pub trait Kind: Send + Sync + 'static {
    /// Which kind it is.
    fn kind(&self) -> JobKind;

    /// What it needs to run on.
    fn engine(&self) -> EngineClass;

    /// Whether it takes a fraction of a second of one core: then it runs beside the slots instead of waiting
    /// for one.
    fn light(&self) -> bool {
        false
    }

    /// Whether it needs the language model.
    fn writes(&self) -> bool {
        false
    }

    /// After this the attempt is stopped and the job fails.
    fn time_limit(&self) -> Duration {
        Duration::from_mins(30)
    }

    /// Does the work.
    fn run(self: Arc<Self>, job: RunningJob) -> Making;
}

/// What came out of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Made {
    /// A result, with which the runner completes the job.
    Result(Value),
    /// The work has completed the job itself, together with what it made
    /// ([`RunningJob::completion`]).
    Recorded,
}

/// The kinds that a worker knows.
#[derive(Clone, Default)]
pub struct Kinds(BTreeMap<JobKind, Arc<dyn Kind>>);

/// What the kinds work with, beside the language model.
#[derive(Clone, Debug, Default)]
pub struct Crafts {
    /// Threads for drawing; all of the machine's cores if nobody says.
    pub threads: Option<NonZeroUsize>,
    /// How films are encoded; without it this worker makes none.
    pub projector: Option<Projector>,
    /// What paints where a diffusion model is asked for; without it such jobs fail and say so.
    pub image_model: ImageModel,
    /// Who speaks and plays.
    pub sounds: SoundStage,
}

/// Every kind of the product.
pub fn standard(model: &TextModel, crafts: &Crafts) -> Kinds {
    let pictures = Pictures::new(crafts.threads, crafts.image_model.clone());
    Kinds::default()
        .with(GenerateScript::new(model.clone()))
        .with(produce::Planning)
        .with(time_scene::TimeScene)
        .with(time_script::TimeScript)
        .with(review::ReviewScene(model.clone()))
        .with(review::ReviewScript(model.clone()))
        .with(break_down::BreakDownScene)
        .with(describe::DescribeScene(model.clone()))
        .with(picture::StoryboardScene(pictures.clone()))
        .with(picture::Refine(pictures.clone()))
        .with(picture::DrawPortrait(pictures))
        .with(sound::SpeakScene(crafts.sounds.clone()))
        .with(sound::ScoreScene(crafts.sounds.clone()))
        .with(sound::SoundScene(crafts.sounds.clone()))
        .with(sound::MixScene(crafts.sounds.clone()))
        .with(film::FilmShot(crafts.projector.clone()))
        .with(film::FilmScene(crafts.projector.clone()))
        .with(film::FilmScript(crafts.projector.clone()))
}

impl Kinds {
    /// Adds a kind, or puts it in another's place.
    #[must_use]
    pub fn with(mut self, kind: impl Kind) -> Self {
        self.0.insert(kind.kind(), Arc::new(kind));
        self
    }

    /// Those that need no language model.
    pub(crate) fn without_writing(mut self) -> Self {
        self.0.retain(|_, kind| !kind.writes());
        self
    }

    pub(crate) fn get(&self, kind: JobKind) -> Option<Arc<dyn Kind>> {
        self.0.get(&kind).cloned()
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.0.keys().map(|kind| kind.as_str()).collect()
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = JobKind> {
        self.0.keys().copied()
    }

    pub(crate) fn is_light(&self, kind: JobKind) -> bool {
        self.0.get(&kind).is_some_and(|kind| kind.light())
    }

    pub(crate) fn engines(&self) -> HashMap<JobKind, EngineClass> {
        self.0.iter().map(|(kind, it)| (*kind, it.engine())).collect()
    }
}

impl std::fmt::Debug for Kinds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_language_model_everything_but_writing_is_done() {
        let all = standard(&TextModel::default(), &Crafts::default());
        let left = all.clone().without_writing();
        let gone: Vec<_> = all.names().into_iter().filter(|name| !left.names().contains(name)).collect();
        assert_eq!(gone, ["generate_script", "review_scene", "review_script", "describe_scene"]);
    }
}
