//! A frame becomes a take: its files, the take itself and its score, recorded as one. A frame whose inputs are
//! those of a take that is there is not drawn again.

use std::time::Duration;

use domain::asset::{AssetKind, AssetTag, BelongsTo, Measures, NewAsset};
use domain::scene::SceneCommand;
use domain::scene::shot::{ConsistencyScore, ShotCommand, Take};
use domain::{CommandId, Scene, TakeId};
use event_store::CommitError;
use serde_json::{Value, json};

use super::draw::Drawn;
use super::order::Order;
use crate::error::JobError;
use crate::kinds::made::Kept;
use crate::kinds::record::{self, Bytes, File};
use crate::running::RunningJob;

/// How often somebody else may be faster.
const TRIES: u32 = 40;
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(50);

/// A take to be.
pub(super) struct NewTake<'a> {
    pub(super) of: &'a domain::scene::SceneDetails,
    pub(super) shot: domain::ShotId,
    pub(super) name: &'a str,
    pub(super) order: &'a Order,
    pub(super) drawn: Drawn,
    /// The hash of the inputs of the picture that it refines.
    pub(super) refines: Option<String>,
    pub(super) refinement: Option<String>,
    pub(super) caption: &'a str,
    pub(super) score: Option<ConsistencyScore>,
}

impl NewTake<'_> {
    /// Records it apart from the job's end, so that it is seen at once and survives the job.
    pub(super) async fn record(self, job: &RunningJob) -> Result<(TakeId, Kept), JobError> {
        let (take, still, assets) = self.files(job).await?;
        let (id, shot) = (take.id, take.shot);
        let scene = self.of.id;
        let mut last = String::new();
        for _ in 0..TRIES {
            let command = CommandId(job.id_for(&format!("record:{shot}:{}", take.input_hash)));
            let mut unit = job.store().unit(job.context_with(command));
            let add = ShotCommand::AddTake { take: Box::new(take.clone()), choose: true };
            let added = unit.execute::<Scene>(scene, SceneCommand::Shots(add)).await;
            let scored = match (added, &self.score) {
                (Ok(()), Some(score)) => {
                    let score = ShotCommand::Score { shot, take: id, score: score.clone() };
                    unit.execute::<Scene>(scene, SceneCommand::Shots(score)).await
                }
                (added, _) => added,
            };
            match scored.map_err(record::refused) {
                Ok(()) => {}
                Err(JobError::Retry { message, .. }) => {
                    last = message;
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
                Err(error) => return Err(error),
            }
            record::add(&mut unit, &assets).await?;
            match unit.commit().await {
                Ok(_) => return Ok((id, still)),
                Err(CommitError::Store(error)) => return Err(JobError::retry(error)),
                Err(CommitError::Conflict(conflict)) => last = conflict.to_string(),
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(JobError::retry(format!("the frame could not be recorded: {last}")))
    }

    async fn files(&self, job: &RunningJob) -> Result<(Take, Kept, Vec<Box<NewAsset>>), JobError> {
        let input_hash = self.order.input_hash();
        let key = &input_hash[..16];
        let file = |what: &str, tag, size: (u32, u32), bytes: &[u8]| File {
            role: format!("{what}:{}:{key}", self.shot),
            tag,
            kind: AssetKind::Image,
            media_type: if tag == AssetTag::Exr { "image/x-exr" } else { "image/png" },
            name: format!("{} {what}.{}", self.name, if tag == AssetTag::Exr { "exr" } else { "png" }),
            belongs: BelongsTo {
                script: Some(self.of.script),
                scene: Some(self.of.id),
                shot: Some(self.shot),
                character: None,
            },
            measures: Measures { width: Some(size.0), height: Some(size.1), duration_ms: None },
            provenance: self.order.provenance(job, self.caption),
            bytes: Bytes::Memory(bytes.to_vec()),
        };
        let drawn = &self.drawn;
        let (still, asset) =
            record::store(job, file("still", AssetTag::Still, drawn.size, &drawn.still)).await?;
        let mut assets = vec![asset];
        let (board, asset) =
            record::store(job, file("board", AssetTag::Storyboard, drawn.board_size, &drawn.board)).await?;
        assets.push(asset);
        let mut exr = None;
        if let Some(bytes) = &drawn.exr {
            let (kept, asset) = record::store(job, file("linear", AssetTag::Exr, drawn.size, bytes)).await?;
            exr = Some(kept.asset);
            assets.push(asset);
        }
        let take = Take {
            id: TakeId(job.id_for(&format!("take:{}:{key}", self.shot))),
            shot: self.shot,
            job: Some(job.job().id),
            still: still.asset,
            board: Some(board.asset),
            exr,
            clip: None,
            engine: self.order.engine().to_owned(),
            seed: self.order.board.seed.into(),
            parameters: self.parameters(),
            refinement: self.refinement.clone(),
            input_hash,
        };
        Ok((take, still, assets))
    }

    fn parameters(&self) -> Value {
        let mut parameters = self.order.parameters();
        if let Some(refines) = &self.refines {
            parameters.insert("refines".to_owned(), json!(refines));
        }
        Value::Object(parameters)
    }
}
