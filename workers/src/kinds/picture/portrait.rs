//! Draws a character: head and shoulders on a plain ground, as the profile and the script introduce them.

use std::sync::Arc;

use breakdown::{Known, cast};
use domain::asset::{AssetKind, AssetProvenance, AssetTag, BelongsTo, Measures};
use domain::character::{CharacterCommand, Portrait};
use domain::job::{JobKind, OfCharacter, Phase, Work};
use domain::{Character, CharacterId, TakeId};
use serde::{Deserialize, Serialize};
use storyboard::{Aspect, Slate};

use super::Pictures;
use super::board;
use super::draw::{Order, Place, draw};
use super::takes::{ENGINE, input_hash};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::made::Kept;
use crate::kinds::record::{self, Bytes, File};
use crate::kinds::{Kind, Making};
use crate::running::RunningJob;

/// Pixels of the longer edge.
const EDGE: u32 = 1_024;

/// The kind `draw_portrait`.
pub(crate) struct DrawPortrait(pub(crate) Pictures);

/// What it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Drawn {
    character: CharacterId,
    portrait: Kept,
}

impl Kind for DrawPortrait {
    fn kind(&self) -> JobKind {
        JobKind::DrawPortrait
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move {
            let Work::DrawPortrait(OfCharacter { character }) = job.job().work else {
                return Err(JobError::fail("this is no character to draw"));
            };
            draw_portrait(&self.0, &job, character).await
        })
    }
}

async fn draw_portrait(
    pictures: &Pictures,
    job: &RunningJob,
    id: CharacterId,
) -> Result<crate::Made, JobError> {
    job.enter_phase(Phase::GeneratingImages).await?;
    let loaded = job.store().load::<Character>(id).await.map_err(JobError::retry)?;
    let character = loaded
        .and_then(|loaded| loaded.state.details().cloned())
        .filter(|character| character.owner == job.job().owner)
        .ok_or_else(|| JobError::fail("the character does not exist"))?;
    let known = Known { profile: &character.profile, look: character.look.as_ref() };
    let cast = cast(&[], &[known]);
    let member = cast.members.first().ok_or_else(|| JobError::fail("the character has no name to draw"))?;
    let name = character.profile.name.clone();
    let board = board::portrait(&member.look);
    let size = Aspect::Square.fit(EDGE).map_err(JobError::fail)?;
    let order = Order {
        board: board.clone(),
        slate: Slate { heading: name.clone(), ..Slate::default() },
        size,
        threads: pictures.threads(),
        exr: false,
    };
    let place = Place { frame: 1, of: 1, name: name.clone(), pace_s: None };
    let drawn = draw(job, order, place).await?;
    let parameters = serde_json::to_value(&board).unwrap_or_default();
    let picture = File {
        role: "portrait".to_owned(),
        tag: AssetTag::Portrait,
        kind: AssetKind::Image,
        media_type: "image/png",
        name: format!("{name} portrait.png"),
        belongs: BelongsTo { script: job.job().script, character: Some(id), ..BelongsTo::default() },
        measures: Measures { width: Some(drawn.size.0), height: Some(drawn.size.1), duration_ms: None },
        provenance: AssetProvenance {
            engine: Some(ENGINE.to_owned()),
            seed: Some(board.seed.into()),
            parameters: parameters.clone(),
            ..AssetProvenance::job(job.job().id)
        },
        bytes: Bytes::Memory(drawn.still),
    };
    let (kept, asset) = record::store(job, picture).await?;
    let portrait = Portrait {
        id: TakeId(job.id_for("take")),
        job: Some(job.job().id),
        still: kept.asset,
        engine: ENGINE.to_owned(),
        seed: board.seed.into(),
        parameters,
        input_hash: input_hash(&board, size),
    };
    let left = Drawn { character: id, portrait: kept };
    let fill: record::Fill<'_> = Box::new(move |unit| {
        let add = CharacterCommand::AddPortrait { portrait: Box::new(portrait.clone()), choose: true };
        Box::pin(async move { unit.execute::<Character>(id, add).await.map_err(record::refused) })
    });
    record::complete(job, &[asset], &left, &fill).await
}
