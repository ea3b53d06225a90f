//! Makes a film of what its scenes have: fetches frames and sound, lets a child process compose and encode
//! them, and keeps the film with its poster, its captions and a sheet of its frames.

use std::path::Path;
use std::sync::Arc;

use domain::asset::{AssetKind, AssetProvenance, AssetTag, BelongsTo, Measures};
use domain::job::{FilmOptions, FilmScene as OfScene, FilmScript as OfScript, JobKind, Phase, Work};
use domain::{SceneId, Script};
use film::{CaptionMode, Finished, Format};
use serde_json::Value;

use super::cut::{Cut, Scene, cut};
use super::encode::{Projector, encode};
use super::frame::framed;
use crate::engine::EngineClass;
use crate::error::JobError;
use crate::kinds::inputs;
use crate::kinds::made::{Film, Frames, Kept, SceneMix};
use crate::kinds::record::{self, Bytes, File};
use crate::kinds::{Kind, Made, Making};
use crate::running::RunningJob;

/// Whose terms hold for what is in a film.
pub(super) const LICENCE: &str =
    "pictures and music are the studio's own; voices and instruments as their assets say";

/// The kind `film_scene`.
pub(crate) struct FilmScene(pub(crate) Option<Projector>);

/// The kind `film_script`.
pub(crate) struct FilmScript(pub(crate) Option<Projector>);

macro_rules! film_kind {
    ($kind:ident) => {
        impl Kind for $kind {
            fn kind(&self) -> JobKind {
                JobKind::$kind
            }

            fn engine(&self) -> EngineClass {
                EngineClass::Cpu
            }

            fn run(self: Arc<Self>, job: RunningJob) -> Making {
                Box::pin(async move {
                    let projector =
                        self.0.as_ref().ok_or_else(|| JobError::fail("this worker makes no films"))?;
                    make(&job, projector).await
                })
            }
        }
    };
}

film_kind!(FilmScene);
film_kind!(FilmScript);

async fn make(job: &RunningJob, projector: &Projector) -> Result<Made, JobError> {
    job.enter_phase(Phase::Composing).await?;
    let (frames, mixes) = parts(job).await?;
    let folder =
        tempfile::Builder::new().prefix("reel-").tempdir_in(&projector.work_dir).map_err(JobError::retry)?;
    let mut scenes = Vec::with_capacity(frames.len());
    for (at, (frames, mix)) in frames.into_iter().zip(mixes).enumerate() {
        scenes.push(fetch(job, folder.path(), at, frames, mix).await?);
    }
    let (scenes, size) = framed(scenes).await?;
    let title = title(job).await?;
    let cut = cut(&title, &scenes, size, options(job), LICENCE, &folder.path().join("poster.jpg"));
    let finished = encode(job, projector, &cut.reel, folder.path()).await?;
    keep(job, &title, &scenes, &cut, &finished, folder.path()).await
}

/// The frames and the sound of each scene, in order: the job's node says where they come from.
async fn parts(job: &RunningJob) -> Result<(Vec<Frames>, Vec<SceneMix>), JobError> {
    let outputs: Vec<Value> = inputs::outputs(job).await?;
    let (mut frames, mut mixes) = (Vec::new(), Vec::new());
    for output in outputs {
        if output.get("frames").is_some() {
            frames.push(serde_json::from_value(output).map_err(JobError::fail)?);
        } else {
            mixes.push(serde_json::from_value(output).map_err(JobError::fail)?);
        }
    }
    if frames.is_empty() || frames.len() != mixes.len() {
        return Err(JobError::fail(
            "a film is made as part of a production, of the frames and the sound of scenes",
        ));
    }
    Ok((frames, mixes))
}

async fn fetch(
    job: &RunningJob,
    folder: &Path,
    at: usize,
    frames: Frames,
    mix: SceneMix,
) -> Result<Scene, JobError> {
    let mut stills = Vec::with_capacity(frames.all.len());
    for (number, frame) in frames.all.iter().enumerate() {
        let path = folder.join(format!("{at}-{number}.png"));
        copy(job, &frame.still, &path).await?;
        stills.push(path);
    }
    let sound = folder.join(format!("{at}.wav"));
    copy(job, &mix.audio, &sound).await?;
    Ok(Scene { frames, mix, stills, sound })
}

pub(super) async fn copy(job: &RunningJob, kept: &Kept, to: &Path) -> Result<(), JobError> {
    if job.stop().reason().is_some() {
        return Err(JobError::Stopped);
    }
    let digest = kept.sha256.parse().map_err(JobError::fail)?;
    let copied = job.assets().copy_to(digest, to).await;
    copied
        .map(drop)
        .map_err(|error| if error.passes() { JobError::retry(error) } else { JobError::fail(error) })
}

pub(super) async fn title(job: &RunningJob) -> Result<String, JobError> {
    let Some(script) = job.job().script else { return Ok("Film".to_owned()) };
    let loaded = job.store().load::<Script>(script).await.map_err(JobError::retry)?;
    Ok(loaded
        .and_then(|it| it.state.details().map(|it| it.title.clone()))
        .unwrap_or_else(|| "Film".to_owned()))
}

async fn keep(
    job: &RunningJob,
    title: &str,
    scenes: &[Scene],
    cut: &Cut,
    finished: &Finished,
    folder: &Path,
) -> Result<Made, JobError> {
    let mut assets = Vec::new();
    let belongs = belongs(job);
    let size = (Some(cut.reel.size.width), Some(cut.reel.size.height));
    let duration_ms = finished.duration_us() / 1_000;
    let films = Measures { width: size.0, height: size.1, duration_ms: Some(duration_ms) };
    let plain = Measures { width: size.0, height: size.1, duration_ms: None };
    let mut add = async |role: &str, tag, kind, media_type, name: String, measures, bytes: Bytes<'_>| {
        let provenance = AssetProvenance {
            engine: Some("film".to_owned()),
            licence: Some(LICENCE.to_owned()),
            ..AssetProvenance::job(job.job().id)
        };
        let role = role.to_owned();
        let file = File { role, tag, kind, media_type, name, belongs, measures, provenance, bytes };
        let (kept, asset) = record::store(job, file).await?;
        assets.push(asset);
        Ok::<Kept, JobError>(kept)
    };
    let film_file = Bytes::Path(&finished.film.path);
    let (name, media_type) = file(title, cut.reel.format);
    let movie = add("film", AssetTag::Animatic, AssetKind::Video, media_type, name, films, film_file).await?;
    let poster_path = folder.join("poster.jpg");
    let name = format!("{title} poster.jpg");
    let bytes = Bytes::Path(&poster_path);
    let poster = add("poster", AssetTag::Poster, AssetKind::Image, "image/jpeg", name, plain, bytes).await?;
    let words = film::captions::vtt(&cut.reel);
    let name = format!("{title}.vtt");
    let none = Measures::default();
    let bytes = Bytes::Memory(words.into_bytes());
    let captions =
        add("captions", AssetTag::Captions, AssetKind::Text, "text/vtt", name, none, bytes).await?;
    let sheet = super::sheet::contact_sheet(title, scenes).await?;
    let name = format!("{title} contact sheet.pdf");
    let bytes = Bytes::Memory(sheet);
    let sheet =
        add("sheet", AssetTag::Board, AssetKind::Document, "application/pdf", name, none, bytes).await?;
    let made = Film {
        movie,
        poster,
        contact_sheet: Some(sheet),
        captions: Some(captions),
        burned: cut.reel.captions == CaptionMode::Burned,
        duration_ms,
        chapters: cut.chapters.clone(),
    };
    debug_assert_eq!(cut.frames, finished.frames, "a film is as long as its cut");
    record::complete(job, &assets, &made, &record::nothing()).await
}

/// How the film was asked for.
fn options(job: &RunningJob) -> FilmOptions {
    match job.job().work {
        Work::FilmScene(OfScene { film, .. }) | Work::FilmScript(OfScript { film, .. }) => film,
        _ => FilmOptions::default(),
    }
}

/// A film's name and media type.
pub(super) fn file(title: &str, format: Format) -> (String, &'static str) {
    let media_type = match format {
        Format::Mp4 => "video/mp4",
        Format::Webm => "video/webm",
    };
    (format!("{title}.{}", format.extension()), media_type)
}

/// A film of one scene is that scene's.
fn belongs(job: &RunningJob) -> BelongsTo {
    let scene: Option<SceneId> = match &job.job().work {
        Work::FilmScene(of) => Some(of.scene),
        _ => None,
    };
    BelongsTo { script: job.job().script, scene, ..BelongsTo::default() }
}
