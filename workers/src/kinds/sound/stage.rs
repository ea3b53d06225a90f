//! The voices and the instruments of this process: opened when the first job needs them, then shared by all.
//! Where the neural voice was not fetched the speech programs speak; as soon as it is there, it does.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sound::music::SoundFont;
use sound::voice::Voices;
use tokio::sync::OnceCell;

use super::desk::{failed, work};
use crate::error::JobError;
use crate::running::RunningJob;

/// The file without which there is no neural voice.
const NETWORK: &str = "hibari.onnx";

/// What speaks and plays in this process. Cheap to clone; clones share what was opened.
#[derive(Clone, Default)]
pub struct SoundStage(Arc<Inner>);

#[derive(Default)]
struct Inner {
    folder: Option<PathBuf>,
    voices: OnceCell<Arc<Voices>>,
    font: OnceCell<SoundFont>,
}

impl SoundStage {
    /// With the neural voice of a folder that `scripts/fetch-models hibari` fills; without one, or until it is
    /// filled, with the speech programs of this machine.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner { folder, ..Inner::default() }))
    }

    /// Everybody who can speak here.
    pub(super) async fn voices(&self, job: &RunningJob) -> Result<Arc<Voices>, JobError> {
        let fetched = |folder: &&Path| folder.join(NETWORK).is_file();
        let Some(folder) = self.0.folder.as_deref().filter(fetched).map(Path::to_owned) else {
            return work(job, |_| programs()).await;
        };
        let open = || work(job, move |_| Voices::open(&folder).map(Arc::new).map_err(failed));
        self.0.voices.get_or_try_init(open).await.cloned()
    }

    /// The instruments.
    pub(super) async fn font(&self, job: &RunningJob) -> Result<SoundFont, JobError> {
        let open = || work(job, |_| SoundFont::installed().map_err(failed));
        self.0.font.get_or_try_init(open).await.cloned()
    }
}

/// The speech programs alone. Which there are is looked up each time: it takes no time, and what is installed
/// meanwhile is heard.
fn programs() -> Result<Arc<Voices>, JobError> {
    let voices = Voices::programs_only().map_err(|_| {
        JobError::fail(
            "nobody can speak here: run scripts/fetch-models hibari for the neural voice, or scripts/bootstrap \
             for flite and festival",
        )
    })?;
    Ok(Arc::new(voices))
}

impl std::fmt::Debug for SoundStage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoundStage").field("folder", &self.0.folder).finish_non_exhaustive()
    }
}
