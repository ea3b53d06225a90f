//! Draws one shot again, otherwise: words such as `darker, lower angle` change the right numbers. The shot
//! itself stays as it was planned; what was asked for is kept with the take.

use std::sync::Arc;

use domain::job::{JobKind, OfScene, Phase, RefineShot, Work};
use domain::scene::shot::{ShotChange, ShotPlan};
use domain::{SceneId, ShotId, TakeId};
use serde::{Deserialize, Serialize};
use storyboard::PixelSize;

use super::board::board;
use super::draw::{Order, Place, draw};
use super::storyboard::slate;
use super::takes::{NewTake, input_hash};
use super::{Pictures, judge};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::covered::{Covered, covered};
use crate::kinds::made::Kept;
use crate::kinds::{Kind, Making, record};
use crate::running::RunningJob;

/// The kind `refine_shot`.
pub(crate) struct Refine(pub(crate) Pictures);

/// What it leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Refined {
    scene: SceneId,
    shot: ShotId,
    take: TakeId,
    still: Kept,
    /// What the words did, phrase by phrase.
    understood: Vec<String>,
    /// The words that said nothing.
    ignored: Vec<String>,
}

impl Kind for Refine {
    fn kind(&self) -> JobKind {
        JobKind::RefineShot
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move {
            let Work::RefineShot(asked) = job.job().work.clone() else {
                return Err(JobError::fail("this is no shot to refine"));
            };
            let refined = refine(&self.0, &job, &asked).await?;
            record::complete(&job, &[], &refined, &record::nothing()).await
        })
    }
}

async fn refine(pictures: &Pictures, job: &RunningJob, asked: &RefineShot) -> Result<Refined, JobError> {
    let RefineShot { scene, shot, refinement_prompt, params } = asked;
    job.enter_phase(Phase::GeneratingImages).await?;
    let loaded = job.store().load::<domain::Scene>(*scene).await.map_err(JobError::retry)?;
    let revision = loaded.and_then(|loaded| loaded.state.details().map(|it| it.revision));
    let revision = revision.ok_or_else(|| JobError::fail("the scene does not exist"))?;
    let covered = covered(job, OfScene { scene: *scene, revision }).await?;
    let Covered { scene: details, set, members, .. } = &covered;
    let (_, found) = details.shot_list.find(*shot).ok_or_else(|| JobError::fail("the shot was taken out"))?;
    let asked = breakdown::refine(refinement_prompt, &found.plan);
    let numbers = ShotChange { params: *params, ..ShotChange::default() };
    let plan: ShotPlan = found.plan.clone().with(asked.change.clone()).with(numbers);
    let new = board(&plan, set, members, asked.time, asked.weather);
    let name = found.name(details.number);
    let place = Place { frame: 1, of: 1, name: name.clone(), pace_s: None };
    let order = Order {
        board: new.clone(),
        slate: slate(&name, details, &plan),
        size: PixelSize::HD,
        threads: pictures.threads(),
        exr: false,
    };
    let drawn = draw(job, order, place).await?;
    let facts = judge::facts(&name, &plan, set, members, &drawn.measured);
    let score = judge::judge(&facts, &[], covered.changes());
    let take = NewTake {
        of: details,
        shot: *shot,
        name: &name,
        board: &new,
        drawn,
        // Somebody asked for another take, even if it is like one that is there.
        input_hash: input_hash(&new, PixelSize::HD),
        refines: Some(input_hash(&board(&found.plan, set, members, None, None), PixelSize::HD)),
        refinement: Some(refinement_prompt.clone()).filter(|words| !words.trim().is_empty()),
        caption: &plan.description,
        score: Some(score),
    };
    let (take, still) = take.record(job).await?;
    let (understood, ignored) = (asked.understood, asked.ignored);
    Ok(Refined { scene: *scene, shot: *shot, take, still, understood, ignored })
}
