//! The end of a text: the version, its scenes and the job's completion in one unit of work, so that there
//! is never a version without its job's end, nor the other way round. Every id is made from the job's, so
//! doing it again after an unknown outcome finds what is there.

use std::time::Duration;

use domain::job::JobRefusal;
use domain::scene::{NewScene, SceneCommand};
use domain::script::{ScriptCommand, ScriptError};
use domain::version::{Draft, Provenance, Source, VersionCommand};
use domain::{CommandId, Job, Scene, SceneId, Script, ScriptId, ScriptType, Tone, Version, VersionId};
use event_store::{CommitError, ExecuteError, StoreError, Unit};
use screenplay::Screenplay;
use serde_json::json;

use super::plan::Step;
use crate::error::JobError;
use crate::kinds::{Made, record};
use crate::running::RunningJob;

/// How often somebody else may be faster, or the outcome unknown.
const TRIES: u32 = 10;
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(200);

/// What is to be recorded.
pub(super) struct Finished {
    pub(super) script: ScriptId,
    pub(super) text: Screenplay,
    /// What each scene was planned for, in the order of the scenes.
    pub(super) steps: Vec<Step>,
    pub(super) script_type: ScriptType,
    pub(super) tone: Tone,
    pub(super) provenance: Provenance,
}

/// Records it on top of the script's newest version, whichever that is by now.
pub(super) async fn record(job: &RunningJob, finished: &Finished) -> Result<Made, JobError> {
    let mut last = String::new();
    for _ in 0..TRIES {
        let unit = job.store().unit(job.context_with(CommandId(job.id_for("complete"))));
        let unit = fill(job, unit, finished).await?;
        match unit.commit().await {
            Ok(_) => return Ok(Made::Recorded),
            Err(CommitError::Store(error @ StoreError::Corrupt { .. })) => return Err(JobError::fail(error)),
            // Somebody was faster, or the database went away: seen again from the newest state, and by the
            // same command id.
            Err(error) => last = error.to_string(),
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(JobError::retry(format!("the version could not be recorded: {last}")))
}

async fn fill(job: &RunningJob, mut unit: Unit, finished: &Finished) -> Result<Unit, JobError> {
    let version = VersionId(job.id_for("version"));
    let script = finished.script;
    let parent = head(&mut unit, script).await?;
    unit.execute::<Script>(script, ScriptCommand::AddVersion { version, parent }).await.map_err(refused)?;
    let number = head(&mut unit, script).await?.unwrap_or(1);
    let draft = Draft {
        version,
        script,
        owner: job.job().owner,
        number,
        parent,
        source: Source::Job { job_id: job.job().id },
        script_type: finished.script_type,
        text: finished.text.to_string(),
        label: None,
        provenance: Some(Box::new(finished.provenance.clone())),
    };
    unit.execute::<Version>(version, VersionCommand::Draft(Box::new(draft)))
        .await
        .map_err(record::refused)?;
    for view in finished.text.scenes() {
        let step = finished.steps.get(view.ordinal as usize - 1);
        let scene = SceneId(job.id_for(&format!("scene:{}", view.ordinal)));
        let new = NewScene {
            scene,
            script,
            owner: job.job().owner,
            version,
            number: view.ordinal,
            setting: view.heading,
            goal: step.map(|step| step.goal.clone()).unwrap_or_default(),
            tension: step.map(|step| step.tension.clone()).unwrap_or_default(),
            tone: finished.tone,
            content: view.content,
            episode: None,
        };
        unit.execute::<Scene>(scene, SceneCommand::Add(Box::new(new))).await.map_err(record::refused)?;
    }
    let result = json!({ "version_id": version, "version_number": number });
    let completed = unit.execute::<Job>(job.job().id, job.completion(result)).await;
    completed.map_err(|error: ExecuteError<JobRefusal>| job.refused(error))?;
    Ok(unit)
}

async fn head(unit: &mut Unit, script: ScriptId) -> Result<Option<u32>, JobError> {
    let loaded = unit.load::<Script>(script).await.map_err(JobError::retry)?;
    let details = loaded.as_ref().and_then(|loaded| loaded.state.details());
    Ok(details.and_then(|script| script.head).map(|head| head.number))
}

fn refused(error: ExecuteError<ScriptError>) -> JobError {
    match error {
        // Loaded from the unit itself a moment ago: it moved in between.
        ExecuteError::Refused(ScriptError::HeadMoved { .. }) => JobError::retry(error),
        error => record::refused(error),
    }
}
