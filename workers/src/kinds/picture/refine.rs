//! Draws one shot again, otherwise: words such as `darker, lower angle` change the right numbers. The shot
//! itself stays as it was planned; what was asked for is kept with the take.

use std::sync::Arc;

use breakdown::SetFacts;
use domain::job::{JobKind, OfScene, Phase, PictureOptions, RefineShot, Work};
use domain::scene::shot::{ShotChange, ShotPlan};
use domain::{SceneId, ShotId, TakeId};
use projections::shots;
use serde::{Deserialize, Serialize};

use super::board::{at, board};
use super::draw::{Place, draw};
use super::order::Order;
use super::storyboard::slate;
use super::takes::NewTake;
use super::{Pictures, judge, prompt};
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
    let RefineShot { scene, shot, refinement_prompt, params, picture } = asked;
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
    let before = shown(job, *shot).await?;
    let (name, caption) = (found.name(details.number), &plan.description);
    let order = async |plan: &ShotPlan, set: &SetFacts, options: PictureOptions| {
        let words = prompt::shot(plan, set, members);
        let board = board(plan, set, members);
        Order::of(pictures, job, options, board, slate(&name, details, plan), &words).await
    };
    let refined = order(&found.plan, set, before).await?.input_hash();
    let set = &at(set, asked.time, asked.weather);
    let order = order(&plan, set, picture.over(before)).await?;
    let place = Place { frame: 1, of: 1, name: name.clone(), pace_s: None };
    // Somebody asked for another take, even if it is like one that is there.
    let drawn = draw(pictures, job, &order, place).await?;
    let facts = drawn.measured.as_ref().map(|seen| judge::facts(&name, &plan, set, members, seen));
    let score = facts.map(|facts| judge::judge(&facts, &[], covered.changes()));
    let take = NewTake {
        of: details,
        shot: *shot,
        name: &name,
        order: &order,
        drawn,
        refines: Some(refined),
        refinement: Some(refinement_prompt.clone()).filter(|words| !words.trim().is_empty()),
        caption,
        score,
    };
    let (take, still) = take.record(job).await?;
    let (understood, ignored) = (asked.understood, asked.ignored);
    Ok(Refined { scene: *scene, shot: *shot, take, still, understood, ignored })
}

/// How the picture was made that the shot shows; as usual if it shows none, or an uploaded one.
async fn shown(job: &RunningJob, shot: ShotId) -> Result<PictureOptions, JobError> {
    let client = job.pool().get().await.map_err(JobError::retry)?;
    let found = shots::get(&client, job.job().owner, shot).await.map_err(JobError::retry)?;
    let take = found.and_then(|shot| shot.active);
    let said = take.and_then(|it| it.take.parameters.get("picture").cloned());
    Ok(said.and_then(|said| serde_json::from_value(said).ok()).unwrap_or_default())
}
