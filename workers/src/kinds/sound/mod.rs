//! The kinds of work that make a scene heard: its voices, its music, its sounds, and the mix of them. Each of
//! the first three leaves stems that are kept for editors; the mix is what the film takes.
//!
//! All of them cut the scene to time with the same function, from the same lines, so that what they make fits
//! together to the sample without any of them being told.

mod desk;
mod effects;
mod line;
mod mix;
mod narrate;
mod phrases;
mod roles;
mod score;
mod speak;
mod stage;
mod stems;
mod tension;

pub use stage::SoundStage;

use std::sync::Arc;

use domain::job::{JobKind, OfScene, Work};

use super::covered::{Covered, Speech};
use super::film::timeline::Timeline;
use super::made::{FPS, Line};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::{Kind, Making};
use crate::running::RunningJob;

/// Samples in a film frame: an integer, so that sound never drifts from pictures.
const SAMPLES: usize = sound::SAMPLE_RATE as usize / FPS as usize;
/// The longest scene that sound is made for, in film frames (20 minutes): a mix takes 0.4 GB of memory for every
/// five of its minutes.
const MAX_FRAMES: u32 = 20 * 60 * FPS;

macro_rules! sound_kind {
    ($(#[doc = $doc:literal])* $kind:ident, $work:path, $run:path) => {
        $(#[doc = $doc])*
        pub(crate) struct $kind(pub(crate) SoundStage);

        impl Kind for $kind {
            fn kind(&self) -> JobKind {
                JobKind::$kind
            }

            fn engine(&self) -> EngineClass {
                EngineClass::Cpu
            }

            fn run(self: Arc<Self>, job: RunningJob) -> Making {
                Box::pin(async move {
                    let $work(of) = job.job().work.clone() else {
                        return Err(JobError::fail("this is no scene to be heard"));
                    };
                    $run(&self.0, &job, of).await
                })
            }
        }
    };
}

sound_kind!(
    /// The kind `speak_scene`.
    SpeakScene, Work::SpeakScene, speak::speak
);
sound_kind!(
    /// The kind `score_scene`.
    ScoreScene, Work::ScoreScene, score::score
);
sound_kind!(
    /// The kind `sound_scene`.
    SoundScene, Work::SoundScene, effects::sound
);
sound_kind!(
    /// The kind `mix_scene`.
    MixScene, Work::MixScene, mix::mix
);

/// Cuts a scene to time around its lines.
fn timeline(covered: &Covered, lines: &[Line]) -> Result<Timeline, JobError> {
    let speeches = narrate::told(covered, lines.iter().any(|line| line.narrated))?;
    if speeches.len() != lines.len() {
        let (spoken, written) = (lines.len(), speeches.len());
        return Err(JobError::fail(format!("{spoken} lines were spoken, and the scene has {written}")));
    }
    let starts: Vec<usize> = speeches.iter().map(|Speech { start, .. }| *start).collect();
    let timeline = Timeline::of(&covered.planned(), lines, &starts);
    match timeline.frames() {
        0 => Err(JobError::fail("the scene has no shots, so it has no length")),
        frames if frames > MAX_FRAMES => {
            let (minutes, most) = (frames / FPS / 60, MAX_FRAMES / FPS / 60);
            Err(JobError::fail(format!(
                "the scene plays {minutes} minutes; sound is made for at most {most}: divide it"
            )))
        }
        _ => Ok(timeline),
    }
}

/// What a job that comes after the voices was given first.
async fn inputs<const N: usize>(
    job: &RunningJob,
    of: OfScene,
) -> Result<(Covered, [serde_json::Value; N]), JobError> {
    let outputs: Vec<serde_json::Value> = super::inputs::outputs(job).await?;
    let outputs = <[serde_json::Value; N]>::try_from(outputs)
        .map_err(|_| JobError::fail("a scene's sound is made as part of a production, after its voices"))?;
    Ok((super::covered::covered(job, of).await?, outputs))
}

/// An output as what it is.
fn read<T: serde::de::DeserializeOwned>(output: serde_json::Value) -> Result<T, JobError> {
    serde_json::from_value(output).map_err(JobError::fail)
}
