//! Draws the shots of a scene, one after the other. Each frame is recorded when it is done: it is seen at
//! once, and another attempt goes on after it. A frame that is there already is taken as it is.

use std::sync::Arc;
use std::time::Instant;

use breakdown::consistency::FrameFacts;
use domain::job::{JobKind, OfScene, Phase, PictureOptions, Storyboard, Work};
use domain::scene::shot::{Shot, ShotPlan, Take};
use domain::{Asset, AssetId};
use projections::shots;
use storyboard::Slate;

use super::board::{at, board};
use super::draw::{Place, draw};
use super::order::Order;
use super::takes::NewTake;
use super::{Pictures, judge, prompt};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::covered::{Covered, covered};
use crate::kinds::made::{Frame, Frames, Kept};
use crate::kinds::{Kind, Making, record};
use crate::running::RunningJob;

/// The kind `storyboard_scene`.
pub(crate) struct StoryboardScene(pub(crate) Pictures);

impl Kind for StoryboardScene {
    fn kind(&self) -> JobKind {
        JobKind::StoryboardScene
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move {
            let Work::StoryboardScene(asked) = job.job().work.clone() else {
                return Err(JobError::fail("this is no scene to draw"));
            };
            let frames = draw_scene(&self.0, &job, &asked).await?;
            record::complete(&job, &[], &frames, &record::nothing()).await
        })
    }
}

async fn draw_scene(pictures: &Pictures, job: &RunningJob, asked: &Storyboard) -> Result<Frames, JobError> {
    let Storyboard { scene, revision, frame_count, base_params, direction, picture } = *asked;
    job.enter_phase(Phase::GeneratingImages).await?;
    let mut covered = covered(job, OfScene { scene, revision }).await?;
    covered.set = at(&covered.set, direction.time_of_day, direction.weather);
    let most = frame_count.map_or(usize::MAX, |count| count as usize);
    let shots: Vec<Shot> = covered.scene.shot_list.shots.iter().take(most).cloned().collect();
    if shots.is_empty() {
        return Err(JobError::fail("the scene has no shots; break it down first"));
    }
    let mut session = Session {
        pictures,
        job,
        covered: &covered,
        picture,
        of: whole(shots.len()),
        drawn: 0,
        began: Instant::now(),
    };
    let mut frames = Vec::with_capacity(shots.len());
    let mut before: Option<FrameFacts> = None;
    for (at, shot) in shots.iter().enumerate() {
        let plan = shot.plan.clone().with(direction.change(base_params));
        frames.push(session.frame(whole(at) + 1, shot, &plan, &mut before).await?);
    }
    Ok(Frames {
        scene,
        number: covered.scene.number,
        heading: covered.scene.setting.clone(),
        all: frames,
        drawn: session.drawn,
    })
}

/// The frames of one scene under way.
struct Session<'a> {
    pictures: &'a Pictures,
    job: &'a RunningJob,
    covered: &'a Covered,
    picture: PictureOptions,
    of: u32,
    drawn: u32,
    began: Instant,
}

impl Session<'_> {
    async fn frame(
        &mut self,
        number: u32,
        shot: &Shot,
        plan: &ShotPlan,
        before: &mut Option<FrameFacts>,
    ) -> Result<Frame, JobError> {
        let Covered { scene, set, members, .. } = self.covered;
        let name = shot.name(scene.number);
        let board = board(plan, set, members);
        let (slate, words) = (slate(&name, scene, plan), prompt::shot(plan, set, members));
        let order = Order::of(self.pictures, self.job, self.picture, board, slate, &words).await?;
        let done =
            |take, still| Frame { shot: shot.id, name: name.clone(), take, still, movement: plan.movement };
        if let Some((take, still)) = there(self.job, shot, &order.input_hash()).await? {
            return Ok(done(take.id, still));
        }
        let pace_s = (self.drawn > 0).then(|| self.began.elapsed().as_secs_f64() / f64::from(self.drawn));
        let place = Place { frame: number, of: self.of, name: name.clone(), pace_s };
        let drawn = draw(self.pictures, self.job, &order, place).await?;
        let facts = drawn.measured.as_ref().map(|seen| judge::facts(&name, plan, set, members, seen));
        let beside: Vec<&FrameFacts> = before.iter().collect();
        let score = facts.as_ref().map(|facts| judge::judge(facts, &beside, self.covered.changes()));
        let take = NewTake {
            of: scene,
            shot: shot.id,
            name: &name,
            order: &order,
            drawn,
            refines: None,
            refinement: None,
            caption: &plan.description,
            score,
        };
        let (take, still) = take.record(self.job).await?;
        self.drawn += 1;
        *before = facts.or(before.take());
        Ok(done(take, still))
    }
}

/// What is written under a frame.
pub(super) fn slate(name: &str, scene: &domain::scene::SceneDetails, plan: &ShotPlan) -> Slate {
    #[expect(clippy::cast_precision_loss, reason = "a shot lasts a minute at most")]
    let duration_s = plan.duration_ms.get() as f32 / 1_000.0;
    Slate {
        number: name.to_owned(),
        heading: scene.setting.clone(),
        caption: plan.description.clone(),
        duration_s,
    }
}

/// The shot's take of exactly these inputs, or the one that somebody refined of it and shows; if its picture is
/// there.
async fn there(job: &RunningJob, shot: &Shot, input_hash: &str) -> Result<Option<(Take, Kept)>, JobError> {
    let owner = job.job().owner;
    let client = job.pool().get().await.map_err(JobError::retry)?;
    let refined = shots::refined_take(&client, owner, shot.id, input_hash).await.map_err(JobError::retry)?;
    let same = shots::take_by_hash(&client, owner, input_hash).await.map_err(JobError::retry)?;
    drop(client);
    for take in [refined, same.filter(|take| take.shot == shot.id)].into_iter().flatten() {
        if let Some(still) = kept(job, take.still).await? {
            return Ok(Some((take, still)));
        }
    }
    Ok(None)
}

/// An asset's bytes, if it was not deleted.
pub(crate) async fn kept(job: &RunningJob, asset: AssetId) -> Result<Option<Kept>, JobError> {
    let loaded = job.store().load::<Asset>(asset).await.map_err(JobError::retry)?;
    let details = loaded.and_then(|loaded| loaded.state.details().cloned()).filter(|it| !it.deleted);
    Ok(details.map(|it| Kept { asset, sha256: it.asset.facts.sha256.to_string() }))
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
