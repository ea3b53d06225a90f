//! Draws a character: head and shoulders on a plain ground, as the profile and the script introduce them.

use std::sync::Arc;

use breakdown::{Known, cast};
use domain::asset::{AssetKind, AssetTag, BelongsTo, Measures};
use domain::character::{CharacterCommand, Portrait};
use domain::job::{JobKind, Phase, Portray, Work};
use domain::{Character, CharacterId, TakeId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use storyboard::Slate;

use super::draw::{Place, draw};
use super::order::Order;
use super::{Pictures, board, prompt};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::made::Kept;
use crate::kinds::record::{self, Bytes, File};
use crate::kinds::{Kind, Making};
use crate::running::RunningJob;

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
            let Work::DrawPortrait(asked) = job.job().work else {
                return Err(JobError::fail("this is no character to draw"));
            };
            draw_portrait(&self.0, &job, asked).await
        })
    }
}

async fn draw_portrait(
    pictures: &Pictures,
    job: &RunningJob,
    Portray { character: id, picture }: Portray,
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
    let (board, words) = (board::portrait(&member.look), prompt::portrait(&member.look));
    let slate = Slate { heading: name.clone(), ..Slate::default() };
    let order = Order::of(pictures, job, picture.of_portrait(), board, slate, &words).await?;
    let place = Place { frame: 1, of: 1, name: name.clone(), pace_s: None };
    let drawn = draw(pictures, job, &order, place).await?;
    let picture = File {
        role: "portrait".to_owned(),
        tag: AssetTag::Portrait,
        kind: AssetKind::Image,
        media_type: "image/png",
        name: format!("{name} portrait.png"),
        belongs: BelongsTo { script: job.job().script, character: Some(id), ..BelongsTo::default() },
        measures: Measures { width: Some(drawn.size.0), height: Some(drawn.size.1), duration_ms: None },
        provenance: order.provenance(job, ""),
        bytes: Bytes::Memory(drawn.still),
    };
    let (kept, asset) = record::store(job, picture).await?;
    let portrait = Portrait {
        id: TakeId(job.id_for("take")),
        job: Some(job.job().id),
        still: kept.asset,
        engine: order.engine().to_owned(),
        seed: order.board.seed.into(),
        parameters: Value::Object(order.parameters()),
        input_hash: order.input_hash(),
    };
    let left = Drawn { character: id, portrait: kept };
    let fill: record::Fill<'_> = Box::new(move |unit| {
        let add = CharacterCommand::AddPortrait { portrait: Box::new(portrait.clone()), choose: true };
        Box::pin(async move { unit.execute::<Character>(id, add).await.map_err(record::refused) })
    });
    record::complete(job, &[asset], &left, &fill).await
}
