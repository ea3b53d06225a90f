//! Stems as files: 24-bit WAV, as editing rooms take them, named so that people find them, each with who made
//! it and under whose licence.

use std::io::{BufReader, Cursor};

use domain::asset::{AssetKind, AssetProvenance, AssetTag, BelongsTo, Measures, NewAsset};
use sound::{Clip, Depth};
use tempfile::TempDir;

use super::desk::failed;
use crate::error::JobError;
use crate::kinds::covered::Covered;
use crate::kinds::made::Kept;
use crate::kinds::record::{self, Bytes, File};
use crate::running::RunningJob;

/// A stem as a file.
pub(super) struct Encoded {
    wav: Vec<u8>,
    duration_ms: u64,
}

/// Makes a file of a stem.
pub(super) fn encode(clip: &Clip) -> Result<Encoded, JobError> {
    let mut file = Cursor::new(Vec::new());
    clip.write_wav(&mut file, Depth::Pcm24).map_err(failed)?;
    let duration_ms = clip.frames() as u64 * 1_000 / u64::from(sound::SAMPLE_RATE);
    Ok(Encoded { wav: file.into_inner(), duration_ms })
}

/// Who made a stem, and with what.
#[derive(Clone, Debug, Default)]
pub(super) struct Maker {
    pub(super) engine: String,
    pub(super) model: Option<String>,
    pub(super) licence: String,
    pub(super) seed: Option<u64>,
    pub(super) parameters: serde_json::Value,
}

/// Puts a stem of a scene into the store; what is left to be recorded.
pub(super) async fn keep(
    job: &RunningJob,
    of: &Covered,
    tag: AssetTag,
    stem: Encoded,
    maker: Maker,
) -> Result<(Kept, Box<NewAsset>), JobError> {
    let Maker { engine, model, licence, seed, parameters } = maker;
    let provenance = AssetProvenance {
        engine: Some(engine),
        model,
        licence: Some(licence),
        seed,
        parameters,
        ..AssetProvenance::job(job.job().id)
    };
    let file = File {
        role: tag.to_string(),
        tag,
        kind: AssetKind::Audio,
        media_type: "audio/wav",
        name: format!("scene {} {tag}.wav", of.scene.number),
        belongs: BelongsTo {
            script: Some(of.scene.script),
            scene: Some(of.scene.id),
            ..BelongsTo::default()
        },
        measures: Measures { duration_ms: Some(stem.duration_ms), ..Measures::default() },
        provenance,
        bytes: Bytes::Memory(stem.wav),
    };
    record::store(job, file).await
}

/// Stems that were fetched from the store, in a folder that goes with this.
pub(super) struct Fetched(TempDir);

impl Fetched {
    /// Fetches stems; they are read by their place.
    pub(super) async fn of(job: &RunningJob, stems: &[&Kept]) -> Result<Self, JobError> {
        let folder = tempfile::tempdir().map_err(JobError::retry)?;
        for (at, stem) in stems.iter().enumerate() {
            if job.stop().reason().is_some() {
                return Err(JobError::Stopped);
            }
            let digest = stem.sha256.parse().map_err(JobError::fail)?;
            let copied = job.assets().copy_to(digest, &folder.path().join(at.to_string())).await;
            copied.map_err(
                |error| if error.passes() { JobError::retry(error) } else { JobError::fail(error) },
            )?;
        }
        Ok(Self(folder))
    }

    /// Reads one. To be called where blocking is allowed.
    pub(super) fn read(&self, at: usize) -> Result<Clip, JobError> {
        let file = std::fs::File::open(self.0.path().join(at.to_string())).map_err(JobError::retry)?;
        Clip::read_wav(BufReader::new(file)).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_read_back_as_it_was_written() {
        let clip = Clip::mono(vec![0.25, -0.5, 0.125]);
        let encoded = encode(&clip).unwrap();
        let read = Clip::read_wav(encoded.wav.as_slice()).unwrap();
        assert!(read.left().iter().zip(clip.left()).all(|(a, b)| (a - b).abs() < 1e-6));
        assert_eq!(encode(&Clip::silence(48_000 * 3 / 2)).unwrap().duration_ms, 1_500);
    }
}
