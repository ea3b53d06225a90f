//! The clip of one shot: the camera moves over the frame that the shot shows, as long as the shot is planned.

use std::path::PathBuf;
use std::sync::Arc;

use domain::TakeId;
use domain::asset::{AssetKind, AssetProvenance, AssetTag, BelongsTo, Measures};
use domain::job::{FilmOptions, FilmShot as Asked, JobKind, Phase, Work};
use film::{CaptionMode, FrameSize, Metadata, Quality, Reel, Slate, Source, Transition};
use projections::shots::{self, Shot};
use serde::{Deserialize, Serialize};

use super::cut::{self, Rate};
use super::encode::{Projector, encode};
use super::frame;
use super::make::{LICENCE, copy, file, title};
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::made::Kept;
use crate::kinds::picture::storyboard::kept;
use crate::kinds::record::{self, Bytes, File};
use crate::kinds::{Kind, Made, Making};
use crate::running::RunningJob;

/// The kind `film_shot`.
pub(crate) struct FilmShot(pub(crate) Option<Projector>);

/// What it leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Clip {
    /// The clip.
    #[serde(rename = "film")]
    movie: Kept,
    /// The frame that it moves over.
    poster: Kept,
    /// Whose frame it is.
    take: TakeId,
    /// How long it is.
    duration_ms: u64,
}

impl Kind for FilmShot {
    fn kind(&self) -> JobKind {
        JobKind::FilmShot
    }

    fn engine(&self) -> EngineClass {
        EngineClass::Cpu
    }

    fn run(self: Arc<Self>, job: RunningJob) -> Making {
        Box::pin(async move {
            let Work::FilmShot(asked) = job.job().work.clone() else {
                return Err(JobError::fail("this is no shot to film"));
            };
            let projector = self.0.as_ref().ok_or_else(|| JobError::fail("this worker makes no films"))?;
            make(&job, projector, &asked).await
        })
    }
}

async fn make(job: &RunningJob, projector: &Projector, asked: &Asked) -> Result<Made, JobError> {
    job.enter_phase(Phase::Composing).await?;
    let loaded = job.store().load::<domain::Scene>(asked.scene).await.map_err(JobError::retry)?;
    let scene = loaded.and_then(|loaded| loaded.state.details().cloned());
    let scene = scene.ok_or_else(|| JobError::fail("the scene does not exist"))?;
    let client = job.pool().get().await.map_err(JobError::retry)?;
    let shot = shots::get(&client, job.job().owner, asked.shot).await.map_err(JobError::retry)?;
    drop(client);
    let shot = shot.filter(|it| !it.removed).ok_or_else(|| JobError::fail("the shot was taken out"))?;
    let unseen = || JobError::fail(format!("shot {} has no frame to move over; draw it first", shot.name));
    let take = shot.active.as_ref().map(|shown| &shown.take).ok_or_else(unseen)?;
    let still = kept(job, take.still).await?.ok_or_else(unseen)?;

    let folder =
        tempfile::Builder::new().prefix("clip-").tempdir_in(&projector.work_dir).map_err(JobError::retry)?;
    let picture = folder.path().join("frame.png");
    copy(job, &still, &picture).await?;
    let options = FilmOptions::from(asked.clip);
    let size = frame::of(&picture)?;
    let reel = Reel {
        metadata: metadata(&title(job).await?, &shot.name),
        ..reel(&shot, &scene.setting, picture, size, options)
    };
    let finished = encode(job, projector, &reel, folder.path()).await?;

    let duration_ms = finished.duration_us() / 1_000;
    let (file_name, media_type) = file(&shot.name, reel.format);
    let clip = File {
        role: "clip".to_owned(),
        tag: AssetTag::Clip,
        kind: AssetKind::Video,
        media_type,
        name: file_name,
        belongs: BelongsTo {
            script: Some(scene.script),
            scene: Some(scene.id),
            shot: Some(shot.id),
            character: None,
        },
        measures: Measures {
            width: Some(size.width),
            height: Some(size.height),
            duration_ms: Some(duration_ms),
        },
        provenance: AssetProvenance {
            engine: Some("film".to_owned()),
            licence: Some(LICENCE.to_owned()),
            ..AssetProvenance::job(job.job().id)
        },
        bytes: Bytes::Path(&finished.film.path),
    };
    let (movie, asset) = record::store(job, clip).await?;
    let made = Clip { movie, poster: still, take: take.id, duration_ms };
    record::complete(job, &[asset], &made, &record::nothing()).await
}

/// One shot, silent: what is said in it lies over more than one.
fn reel(shot: &Shot, heading: &str, still: PathBuf, size: FrameSize, options: FilmOptions) -> Reel {
    let rate = Rate::of(options);
    let slate = Slate { scene: String::new(), shot: shot.name.clone(), note: heading.to_owned() };
    Reel {
        size,
        fps: rate.fps(),
        format: cut::format(options),
        quality: Quality::Standard,
        shots: vec![film::Shot {
            source: Source::Still(still),
            frames: rate.frames(shot.plan.duration_ms.get()),
            movement: shot.plan.movement.as_str().parse().unwrap_or_default(),
            seed: 1,
            transition: Transition::Cut,
            slate: options.slate.then_some(slate),
            captions: Vec::new(),
        }],
        captions: CaptionMode::None,
        language: None,
        chapters: Vec::new(),
        metadata: Metadata::default(),
        sounds: Vec::new(),
        pictures: Vec::new(),
    }
}

fn metadata(title: &str, shot: &str) -> Metadata {
    Metadata { title: format!("{title} {shot}"), licence: LICENCE.to_owned(), ..Metadata::default() }
}
