//! The language model of this process: loaded when the first job needs it, shared by all, used by one at
//! a time. Its threads are the machine's, so two texts at once would only take turns and push each other's
//! prompts out of its memory.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use inference::{InferenceError, LoadOptions, ModelCard, Request, TextEngine, sha256_file};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::error::JobError;
use crate::stop::StopSignal;

/// A GGUF file that is loaded when it is needed. Cheap to clone; clones share the loaded model.
#[derive(Clone, Default)]
pub struct TextModel {
    path: Option<PathBuf>,
    threads: Option<NonZeroUsize>,
    engine: Arc<Mutex<Option<TextEngine>>>,
    digest: Arc<Mutex<Option<(Stamp, String)>>>,
}

/// Size and time of change: a file that keeps both has kept its bytes, for our purposes.
type Stamp = (u64, Option<SystemTime>);

impl TextModel {
    /// The model in a file; with `None` every job that needs one fails and says so. `threads` caps what it
    /// computes on ([`inference::cap_threads`] must have been called before any thread was started).
    pub fn new(path: Option<PathBuf>, threads: Option<NonZeroUsize>) -> Self {
        Self { path, threads, ..Self::default() }
    }

    /// The file's digest, worked out once for each change of the file.
    pub(crate) async fn sha256(&self) -> Result<String, JobError> {
        let path = self.path.clone().ok_or_else(none)?;
        let mut known = self.digest.clone().lock_owned().await;
        blocking(move || {
            let about = std::fs::metadata(&path).map_err(JobError::retry)?;
            let stamp = (about.len(), about.modified().ok());
            if let Some((_, digest)) = known.as_ref().filter(|(of, _)| *of == stamp) {
                return Ok(digest.clone());
            }
            let digest = sha256_file(&path).map_err(JobError::retry)?;
            *known = Some((stamp, digest.clone()));
            Ok(digest)
        })
        .await
    }

    /// What the file is, without loading it.
    pub(crate) async fn card(&self) -> Result<ModelCard, JobError> {
        let path = self.path.clone().ok_or_else(none)?;
        let digest = self.sha256().await?;
        blocking(move || ModelCard::read(&path, Some(&digest)).map_err(JobError::fail)).await
    }

    /// The loaded model, for this job alone until it is dropped.
    pub(crate) async fn lend(&self, stop: &StopSignal) -> Result<LentModel, JobError> {
        let path = self.path.clone().ok_or_else(none)?;
        let waiting = self.engine.clone().lock_owned();
        let mut engine = tokio::select! {
            engine = waiting => engine,
            _ = stop.wait() => return Err(JobError::Stopped),
        };
        if engine.is_some() {
            return Ok(LentModel { engine: Some(engine) });
        }
        let options = LoadOptions { threads: self.threads, ..LoadOptions::default() };
        let began = Instant::now();
        let engine = blocking(move || {
            *engine = Some(TextEngine::load(&path, &options).map_err(JobError::fail)?);
            Ok(engine)
        })
        .await?;
        tracing::info!(seconds = began.elapsed().as_secs_f64(), "language model ready");
        Ok(LentModel { engine: Some(engine) })
    }
}

fn none() -> JobError {
    JobError::fail("this worker has no language model; name one with --text-model, or fetch the weights")
}

/// A model in use.
pub(crate) struct LentModel {
    /// None while a text is written, or after that went wrong: the next job loads the model anew.
    engine: Option<OwnedMutexGuard<Option<TextEngine>>>,
}

impl LentModel {
    /// Number of tokens of a prompt, and how many the model takes with the answer.
    pub(crate) async fn measure(&mut self, request: Request) -> Result<(usize, usize), JobError> {
        self.with(move |engine| Ok((engine.count_prompt_tokens(&request)?, engine.context())))
            .await?
            .map_err(|error: InferenceError| JobError::fail(error))
    }

    /// Runs something on the model, on a thread that may block. A panic loses the model, not the lock: the
    /// next one to ask loads it.
    pub(crate) async fn with<T: Send + 'static>(
        &mut self,
        run: impl FnOnce(&mut TextEngine) -> T + Send + 'static,
    ) -> Result<T, JobError> {
        let mut guard = self.engine.take().ok_or_else(|| JobError::retry("the language model was lost"))?;
        let (guard, answer) = blocking(move || {
            let mut engine = guard.take().ok_or_else(|| JobError::retry("the language model was lost"))?;
            let answer = run(&mut engine);
            *guard = Some(engine);
            Ok((guard, answer))
        })
        .await?;
        self.engine = Some(guard);
        Ok(answer)
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
