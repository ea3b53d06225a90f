//! The end of work that made files: the files go into the store first, then their assets, what else they mean,
//! and the job's completion are recorded as one. Ids are made from the job's, so doing it again after an
//! unknown outcome finds what is there; files of a job that never ended are orphans, which are swept up.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use domain::asset::{
    AssetCommand, AssetKind, AssetProvenance, AssetTag, BelongsTo, Facts, FileName, Measures, MediaType,
    NewAsset, Sha256,
};
use domain::{Asset, AssetId, CommandId, Job};
use event_store::{CommitError, ExecuteError, StoreError, Unit};
use serde::Serialize;

use crate::error::JobError;
use crate::kinds::Made;
use crate::kinds::made::Kept;
use crate::running::RunningJob;

/// How often somebody else may be faster, or the outcome unknown.
const TRIES: u32 = 20;
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(120);

/// A file that a job made.
pub(crate) struct File<'a> {
    /// Makes its id, with the job's: no two files of a job have the same.
    pub(crate) role: String,
    pub(crate) tag: AssetTag,
    pub(crate) kind: AssetKind,
    pub(crate) media_type: &'static str,
    pub(crate) name: String,
    pub(crate) belongs: BelongsTo,
    pub(crate) measures: Measures,
    pub(crate) provenance: AssetProvenance,
    pub(crate) bytes: Bytes<'a>,
}

/// Where a file's bytes are.
pub(crate) enum Bytes<'a> {
    Memory(Vec<u8>),
    Path(&'a std::path::Path),
}

/// Puts a file into the store; what is left to be recorded.
pub(crate) async fn store(job: &RunningJob, file: File<'_>) -> Result<(Kept, Box<NewAsset>), JobError> {
    let stored = match file.bytes {
        Bytes::Memory(bytes) => {
            let chunk = futures_util::stream::iter([Ok::<_, std::convert::Infallible>(bytes.into())]);
            job.assets().put(chunk).await
        }
        Bytes::Path(path) => job.assets().put_file(path).await,
    };
    let stored = stored
        .map_err(|error| if error.passes() { JobError::retry(error) } else { JobError::fail(error) })?;
    let sha256 = stored.sha256.to_string();
    let asset = AssetId(job.id_for(&file.role));
    let new = NewAsset {
        asset,
        owner: job.job().owner,
        belongs: file.belongs,
        tag: file.tag,
        facts: Facts {
            kind: file.kind,
            media_type: MediaType::try_from(file.media_type.to_owned()).map_err(JobError::fail)?,
            file_name: FileName::from_any(&file.name, "file"),
            bytes: stored.bytes,
            sha256: Sha256::try_from(sha256.clone()).map_err(JobError::fail)?,
            measures: file.measures,
        },
        provenance: file.provenance,
    };
    Ok((Kept { asset, sha256 }, Box::new(new)))
}

/// What else is recorded with the end of a job, in its unit of work.
pub(crate) type Fill<'a> = Box<
    dyn for<'u> Fn(&'u mut Unit) -> Pin<Box<dyn Future<Output = Result<(), JobError>> + Send + 'u>>
        + Send
        + Sync
        + 'a,
>;

/// Nothing else.
pub(crate) fn nothing<'a>() -> Fill<'a> {
    Box::new(|_| Box::pin(async { Ok(()) }))
}

/// Completes a job together with what it made.
pub(crate) async fn complete(
    job: &RunningJob,
    assets: &[Box<NewAsset>],
    result: &impl Serialize,
    more: &Fill<'_>,
) -> Result<Made, JobError> {
    let result = serde_json::to_value(result).map_err(JobError::fail)?;
    let mut last = String::new();
    for _ in 0..TRIES {
        let mut unit = job.store().unit(job.context_with(CommandId(job.id_for("complete"))));
        let completed = unit.execute::<Job>(job.job().id, job.completion(result.clone())).await;
        completed.map_err(|error| job.refused(error))?;
        add(&mut unit, assets).await?;
        match more(&mut unit).await {
            Err(JobError::Retry { message, .. }) => {
                last = message;
                tokio::time::sleep(PAUSE).await;
                continue;
            }
            filled => filled?,
        }
        match unit.commit().await {
            Ok(_) => return Ok(Made::Recorded),
            Err(CommitError::Store(error @ StoreError::Corrupt { .. })) => return Err(JobError::fail(error)),
            Err(error) => last = error.to_string(),
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(JobError::retry(format!("what was made could not be recorded: {last}")))
}

/// Records assets apart from the job's end, because something else already shows them.
pub(crate) async fn add(unit: &mut Unit, assets: &[Box<NewAsset>]) -> Result<(), JobError> {
    for new in assets {
        let added = unit.execute::<Asset>(new.asset, AssetCommand::Add(new.clone())).await;
        added.map_err(refused)?;
    }
    Ok(())
}

/// What a refusal of another aggregate means for the job.
pub(crate) fn refused<E: std::error::Error>(error: ExecuteError<E>) -> JobError {
    match error {
        ExecuteError::Refused(refusal) => JobError::fail(refusal),
        ExecuteError::Conflict(conflict) => JobError::retry(conflict),
        ExecuteError::Store(error) => JobError::retry(error),
    }
}
