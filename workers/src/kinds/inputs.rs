//! What nodes are made from: the text of a scene, and the outputs of other nodes.

use domain::job::OfScene;
use domain::{Job, Scene};
use serde::de::DeserializeOwned;

use crate::error::JobError;
use crate::running::RunningJob;

/// A scene as it was when its node was planned.
pub(crate) struct SceneText {
    /// Its slugline.
    pub(crate) heading: String,
    /// What stands under it, as Fountain.
    pub(crate) content: String,
}

impl SceneText {
    /// The whole scene as Fountain.
    pub(crate) fn fountain(&self) -> String {
        format!("{}\n\n{}\n", self.heading, self.content)
    }
}

/// The text of a scene at a revision.
pub(crate) async fn scene(job: &RunningJob, of: OfScene) -> Result<SceneText, JobError> {
    let loaded = job.store().load::<Scene>(of.scene).await.map_err(JobError::retry)?;
    let scene = loaded
        .and_then(|loaded| loaded.state.details().cloned())
        .filter(|scene| scene.owner == job.job().owner)
        .ok_or_else(|| JobError::fail("the scene does not exist"))?;
    let heading = scene.setting;
    if scene.revision == of.revision {
        return Ok(SceneText { heading, content: scene.content });
    }
    let client = job.pool().get().await.map_err(JobError::retry)?;
    let revision = projections::scenes::revision(&client, job.job().owner, of.scene, of.revision)
        .await
        .map_err(JobError::retry)?
        .ok_or_else(|| JobError::fail("the scene has no such revision"))?;
    Ok(SceneText { heading, content: revision.content })
}

/// The outputs that a node is made from, in the order of its needs.
pub(crate) async fn outputs<T: DeserializeOwned>(job: &RunningJob) -> Result<Vec<T>, JobError> {
    let inputs = job.job().node.as_ref().map(|node| node.inputs.clone()).unwrap_or_default();
    let mut outputs = Vec::with_capacity(inputs.len());
    for input in inputs {
        let loaded = job.store().load::<Job>(input).await.map_err(JobError::retry)?;
        let result = loaded
            .and_then(|loaded| loaded.state.details().and_then(|job| job.result.clone()))
            .ok_or_else(|| JobError::fail("something it is made from is not there"))?;
        outputs.push(serde_json::from_value(result).map_err(JobError::fail)?);
    }
    Ok(outputs)
}
