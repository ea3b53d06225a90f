//! Covers a scene with shots, by the rules of coverage alone. Shots that cover the text already stay, unless
//! it is to be done again; locked ones stay always.

use std::sync::Arc;

use domain::job::{BreakDown, JobKind, OfScene, Phase, Work};
use domain::scene::shot::NewShot;
use domain::scene::{ContentSource, SceneCommand, ShotCommand};
use domain::{Scene, SceneId};
use serde::{Deserialize, Serialize};

use super::covered::{Covered, covered};
use super::record;
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::{Kind, Made, Making};
use crate::running::RunningJob;

/// The kind `break_down_scene`.
pub(crate) struct BreakDownScene;

/// What it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BrokenDown {
    /// The scene.
    pub(crate) scene: SceneId,
    /// How many shots it has now.
    pub(crate) shots: usize,
    /// Whether they were there before.
    pub(crate) kept: bool,
}

impl Kind for BreakDownScene {
    fn kind(&self) -> JobKind {
        JobKind::BreakDownScene
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn light(&self) -> bool {
        true
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move {
            let Work::BreakDownScene(asked) = job.job().work.clone() else {
                return Err(JobError::fail("this is no scene to break down"));
            };
            break_down(&job, asked).await
        })
    }
}

async fn break_down(job: &RunningJob, asked: BreakDown) -> Result<Made, JobError> {
    let BreakDown { scene, revision, again } = asked;
    job.enter_phase(Phase::GeneratingText).await?;
    let covered = covered(job, OfScene { scene, revision }).await?;
    let there = covered.scene.shot_list.shots.len();
    if is_there(&covered, again) {
        let kept = BrokenDown { scene, shots: there, kept: true };
        return record::complete(job, &[], &kept, &record::nothing()).await;
    }
    let shots = covered.new_shots(&role(job, again));
    let made = BrokenDown { scene, shots: shots.len(), kept: false };
    record::complete(job, &[], &made, &replace(job, scene, revision, shots)).await
}

/// Whether shots that cover the text stay.
pub(super) fn is_there(covered: &Covered, again: bool) -> bool {
    let there = &covered.scene.shot_list;
    !again && there.broken_down == Some(covered.revision) && !there.shots.is_empty()
}

/// Sets the ids of shots apart that replace others of the same text.
pub(super) fn role(job: &RunningJob, again: bool) -> String {
    if again { job.job().id.to_string() } else { String::new() }
}

/// Puts shots in the place of those that are not locked.
pub(super) fn replace<'a>(
    job: &RunningJob,
    scene: SceneId,
    revision: u32,
    shots: Vec<NewShot>,
) -> record::Fill<'a> {
    let source = ContentSource::Job { job_id: job.job().id };
    Box::new(move |unit| {
        let command = ShotCommand::BreakDown { shots: shots.clone(), source: source.clone(), revision };
        Box::pin(async move {
            unit.execute::<Scene>(scene, SceneCommand::Shots(command)).await.map_err(record::refused)
        })
    })
}
