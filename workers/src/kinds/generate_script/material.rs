//! What there is to write from: the script, its cast, and the scenes of its newest version.

use domain::character::Profile;
use domain::job::{GenerateScript, Work};
use domain::script::ScriptDetails;
use domain::{Character, Format, Genre, Role, Script, Tone};
use projections::{Limit, scenes};

use crate::error::JobError;
use crate::running::RunningJob;

/// Everything the prompts are made of.
#[derive(Clone, Debug)]
pub(super) struct Material {
    pub(super) title: String,
    pub(super) format: Format,
    pub(super) genre: Genre,
    pub(super) tone: Tone,
    pub(super) logline: String,
    /// Profiles of the attached cast, by name.
    pub(super) cast: Vec<Profile>,
    /// The scenes of the newest version, if it has any.
    pub(super) before: Vec<FormerScene>,
    /// What is wanted.
    pub(super) asked: GenerateScript,
}

/// What is known of a scene of the newest version.
#[derive(Clone, Debug)]
pub(super) struct FormerScene {
    pub(super) setting: String,
    pub(super) goal: String,
    pub(super) tension: String,
}

impl Material {
    /// Whether the story has letters without capitals, such as Chinese or Arabic ones.
    pub(super) fn has_uncased_letters(&self) -> bool {
        let names = self.cast.iter().map(|profile| profile.name.as_str());
        let texts = names.chain([self.title.as_str(), &self.logline, &self.asked.prompt]);
        texts.flat_map(str::chars).any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
    }

    /// Gathers it. What cannot be written for (no script, an archived one, someone else's) fails the job.
    pub(super) async fn gather(job: &RunningJob) -> Result<Self, JobError> {
        let Work::GenerateScript(asked) = job.job().work.clone() else {
            return Err(JobError::fail("this is no text to write"));
        };
        let id = job.job().script.ok_or_else(|| JobError::fail("the job names no script"))?;
        let loaded = job.store().load::<Script>(id).await.map_err(JobError::retry)?;
        let script = loaded
            .and_then(|loaded| loaded.state.details().cloned())
            .ok_or_else(|| JobError::fail("the script does not exist"))?;
        let owner = job.job().owner;
        if script.owner != owner && script.members.get(&owner) != Some(&Role::Editor) {
            return Err(JobError::fail("whoever asked may not write this script"));
        }
        if script.archived {
            return Err(JobError::fail("the script is archived; restore it to write a version"));
        }
        let cast = cast(job, &script).await?;
        let before = before(job, &script).await?;
        let ScriptDetails { title, format, genre, tone, logline, .. } = script;
        Ok(Self { title, format, genre, tone, logline, cast, before, asked })
    }
}

async fn cast(job: &RunningJob, script: &ScriptDetails) -> Result<Vec<Profile>, JobError> {
    let mut cast = Vec::new();
    for id in &script.characters {
        let loaded = job.store().load::<Character>(*id).await.map_err(JobError::retry)?;
        let details = loaded.and_then(|loaded| loaded.state.details().cloned());
        // Only the script owner's own characters play, whatever ids the cast holds.
        cast.extend(details.filter(|it| it.owner == script.owner).map(|it| it.profile));
    }
    cast.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cast)
}

async fn before(job: &RunningJob, script: &ScriptDetails) -> Result<Vec<FormerScene>, JobError> {
    let Some(head) = script.head else { return Ok(Vec::new()) };
    let client = job.pool().get().await.map_err(JobError::retry)?;
    let page = scenes::list(&client, script.owner, script.id, head.number, None, Limit::MOST)
        .await
        .map_err(JobError::retry)?;
    let former = |scene: projections::Scene| FormerScene {
        setting: scene.setting,
        goal: scene.goal,
        tension: scene.tension,
    };
    Ok(page.items.into_iter().map(former).collect())
}
