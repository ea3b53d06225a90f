//! The diffusion model of this process: looked at when the process starts, loaded when the first job needs it,
//! used by one job at a time. Its weights take gigabytes, so there is never a second copy.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use inference::diffusion::{Diffusion, DiffusionCard, DiffusionError, DiffusionSummary, Processor};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::error::JobError;
use crate::stop::StopSignal;

/// A diffusers folder that is loaded when it is needed, or none. Cheap to clone; clones share the loaded model.
#[derive(Clone, Default)]
pub struct ImageModel {
    found: Option<Arc<Found>>,
    loaded: Arc<Mutex<Option<Diffusion>>>,
}

struct Found {
    folder: PathBuf,
    summary: DiffusionSummary,
}

impl ImageModel {
    /// The model in a folder; refuses one that cannot be a model's.
    pub fn find(folder: &Path) -> Result<Self, DiffusionError> {
        let found = Found { folder: folder.to_owned(), summary: DiffusionSummary::read(folder)? };
        Ok(Self { found: Some(Arc::new(found)), ..Self::default() })
    }

    /// The model's own name; none if there is no model.
    pub fn name(&self) -> Option<&str> {
        self.found.as_ref().map(|found| found.summary.name.as_str())
    }

    /// The loaded model, for this job alone until it is dropped.
    pub(crate) async fn lend(&self, stop: &StopSignal) -> Result<LentImageModel, JobError> {
        let found = self.found.clone().ok_or_else(|| {
            // Another worker may have one.
            JobError::retry("this worker has no diffusion model; name one with --image-model")
        })?;
        let mut model = tokio::select! {
            model = self.loaded.clone().lock_owned() => model,
            _ = stop.wait() => return Err(JobError::Stopped),
        };
        if model.is_none() {
            let began = Instant::now();
            model = blocking(move || {
                let opened = Diffusion::open(&found.folder, Processor::default()).map_err(JobError::fail)?;
                *model = Some(opened);
                Ok(model)
            })
            .await?;
            tracing::info!(seconds = began.elapsed().as_secs_f64(), "diffusion model ready");
        }
        let card = model.as_ref().map(|model| model.card().clone());
        Ok(LentImageModel { card: card.ok_or_else(lost)?, model })
    }
}

impl std::fmt::Debug for ImageModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ImageModel").field(&self.name()).finish()
    }
}

fn lost() -> JobError {
    JobError::retry("the diffusion model was lost")
}

/// A model in use.
pub(crate) struct LentImageModel {
    /// What it is.
    pub(crate) card: DiffusionCard,
    model: OwnedMutexGuard<Option<Diffusion>>,
}

impl LentImageModel {
    /// Runs something on the model; the thread must be one that may block.
    pub(crate) fn with<T>(
        &self,
        run: impl FnOnce(&Diffusion) -> Result<T, DiffusionError>,
    ) -> Result<T, JobError> {
        let model = self.model.as_ref().ok_or_else(lost)?;
        run(model).map_err(|error| match error {
            DiffusionError::Cancelled { .. } => JobError::Stopped,
            DiffusionError::Backend(error) => JobError::retry(error),
            error => JobError::fail(error),
        })
    }
}

async fn blocking<T: Send + 'static>(
    run: impl FnOnce() -> Result<T, JobError> + Send + 'static,
) -> Result<T, JobError> {
    match tokio::task::spawn_blocking(run).await {
        Ok(answer) => answer,
        // Panics go on where they belong: in the job that caused them.
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(error) => Err(JobError::retry(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_worker_without_a_model_says_which_flag_names_one() {
        let none = ImageModel::default();
        assert_eq!(none.name(), None);
        let refused = none.lend(&StopSignal::default()).await.err().unwrap();
        assert!(matches!(refused, JobError::Retry { message, .. } if message.contains("--image-model")));
    }

    #[test]
    fn a_folder_that_is_no_models_is_refused_by_the_file_that_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let refused = ImageModel::find(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("is missing: not a diffusers folder"), "{refused}");
    }
}
