//! A scene: one slugline's worth of a version, with what it is for and its text.
//!
//! Rewriting never loses the older text: every revision stays in the stream. Shots and takes live in
//! [`shot`].

mod command;
mod error;
mod event;
pub mod shot;

pub use command::{NewScene, SceneCommand};
pub use error::SceneError;
pub use event::SceneEvent;
pub use shot::{Shot, ShotCommand, ShotError, ShotEvent, ShotList};

use crate::entity::Entity;
use crate::ids::{AccountId, JobId, SceneId, ScriptId, VersionId};
use crate::vocabulary::Tone;
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

/// Who wrote a scene's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ContentSource {
    /// A person.
    Hand {},
    /// A job.
    Job {
        /// The job.
        job_id: JobId,
    },
}

/// The planned fields of a scene, each present only if it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneChange {
    /// The slugline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
    /// What the scene is to achieve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// What stands against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tension: Option<String>,
    /// The scene's own mood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
    /// The episode, in a series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<u32>,
}

/// A scene's state; empty before it is added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    details: Option<SceneDetails>,
}

/// Everything a scene knows of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneDetails {
    /// Its id.
    pub id: SceneId,
    /// The script it belongs to.
    pub script: ScriptId,
    /// Whose script that is.
    pub owner: AccountId,
    /// The version it belongs to.
    pub version: VersionId,
    /// Its number in the version, from 1.
    pub number: u32,
    /// The slugline.
    pub setting: String,
    /// What the scene is to achieve.
    pub goal: String,
    /// What stands against it.
    pub tension: String,
    /// The scene's own mood.
    pub tone: Tone,
    /// Its text, without the slugline.
    pub content: String,
    /// The episode, in a series.
    pub episode: Option<u32>,
    /// How often its text was written; the first text is 1.
    pub revision: u32,
    /// Whether it was taken out.
    pub removed: bool,
    /// Its shots and their takes.
    pub shot_list: ShotList,
}

impl Scene {
    /// The scene's contents, if it was added.
    pub fn details(&self) -> Option<&SceneDetails> {
        self.details.as_ref()
    }

    fn decide(&self, command: SceneCommand) -> Result<Option<SceneEvent>, SceneError> {
        if let SceneCommand::Add(new) = command {
            return self.add(*new);
        }
        let scene = self.details.as_ref().ok_or(SceneError::Missing)?;
        match command {
            SceneCommand::Remove if scene.removed => Ok(None),
            _ if scene.removed => Err(SceneError::Removed),
            SceneCommand::Remove => Ok(Some(SceneEvent::Removed {})),
            SceneCommand::Edit(change) => scene.edit(change),
            SceneCommand::Rewrite { content, .. } if content == scene.content => Ok(None),
            SceneCommand::Rewrite { content, source } => Ok(Some(SceneEvent::Rewritten {
                revision: scene.revision + 1,
                before: scene.content.clone(),
                after: content,
                source,
            })),
            SceneCommand::Move(0) => Err(SceneError::ZeroNumber),
            SceneCommand::Move(after) => {
                let before = scene.number;
                Ok((before != after).then_some(SceneEvent::Moved { before, after }))
            }
            SceneCommand::Shots(command) => scene.shots(command),
            SceneCommand::Add(_) => Ok(None),
        }
    }

    fn add(&self, new: NewScene) -> Result<Option<SceneEvent>, SceneError> {
        if new.setting.trim().is_empty() {
            return Err(SceneError::BlankSetting);
        }
        if new.number == 0 || new.episode == Some(0) {
            return Err(SceneError::ZeroNumber);
        }
        match &self.details {
            None => Ok(Some(new.into())),
            Some(existing) if existing.version == new.version && existing.number == new.number => Ok(None),
            Some(_) => Err(SceneError::Exists),
        }
    }
}

impl SceneDetails {
    fn shots(&self, command: ShotCommand) -> Result<Option<SceneEvent>, SceneError> {
        let text = shot::SceneText { content: &self.content, revision: self.revision };
        Ok(self.shot_list.decide(text, command)?.map(SceneEvent::Shots))
    }

    fn edit(&self, change: SceneChange) -> Result<Option<SceneEvent>, SceneError> {
        if change.setting.as_ref().is_some_and(|setting| setting.trim().is_empty()) {
            return Err(SceneError::BlankSetting);
        }
        if change.episode == Some(0) {
            return Err(SceneError::ZeroNumber);
        }
        let after = SceneChange {
            setting: change.setting.filter(|setting| *setting != self.setting),
            goal: change.goal.filter(|goal| *goal != self.goal),
            tension: change.tension.filter(|tension| *tension != self.tension),
            tone: change.tone.filter(|tone| *tone != self.tone),
            episode: change.episode.filter(|episode| Some(*episode) != self.episode),
        };
        if after == SceneChange::default() {
            return Ok(None);
        }
        let before = SceneChange {
            setting: after.setting.as_ref().map(|_| self.setting.clone()),
            goal: after.goal.as_ref().map(|_| self.goal.clone()),
            tension: after.tension.as_ref().map(|_| self.tension.clone()),
            tone: after.tone.map(|_| self.tone),
            episode: after.episode.and(self.episode),
        };
        Ok(Some(SceneEvent::Edited { before, after }))
    }
}

impl From<NewScene> for SceneEvent {
    fn from(new: NewScene) -> Self {
        Self::Added {
            scene: new.scene,
            script: new.script,
            owner: new.owner,
            version: new.version,
            number: new.number,
            setting: new.setting,
            goal: new.goal,
            tension: new.tension,
            tone: new.tone,
            content: new.content,
            episode: new.episode,
        }
    }
}

impl Aggregate for Scene {
    const TYPE: &'static str = "scene";
    type Command = SceneCommand;
    type Event = SceneEvent;
    type Error = SceneError;
    type Services = ();

    async fn handle(
        &mut self,
        command: Self::Command,
        (): &Self::Services,
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        if let Some(event) = self.decide(command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: Self::Event) {
        use SceneEvent as E;
        if let E::Added {
            scene,
            script,
            owner,
            version,
            number,
            setting,
            goal,
            tension,
            tone,
            content,
            episode,
        } = event
        {
            self.details = Some(SceneDetails {
                id: scene,
                script,
                owner,
                version,
                number,
                setting,
                goal,
                tension,
                tone,
                content,
                episode,
                revision: 1,
                removed: false,
                shot_list: ShotList::default(),
            });
            return;
        }
        let Some(scene) = &mut self.details else { return };
        match event {
            E::Edited { after, .. } => {
                scene.setting = after.setting.unwrap_or_else(|| std::mem::take(&mut scene.setting));
                scene.goal = after.goal.unwrap_or_else(|| std::mem::take(&mut scene.goal));
                scene.tension = after.tension.unwrap_or_else(|| std::mem::take(&mut scene.tension));
                scene.tone = after.tone.unwrap_or(scene.tone);
                scene.episode = after.episode.or(scene.episode);
            }
            E::Rewritten { revision, after, .. } => {
                scene.revision = revision;
                scene.content = after;
            }
            E::Moved { after, .. } => scene.number = after,
            E::Removed {} => scene.removed = true,
            E::Shots(event) => scene.shot_list.apply(event),
            E::Added { .. } => {}
        }
    }
}

impl Entity for Scene {
    type Id = SceneId;
    const STATE_VERSION: u32 = 2;

    fn owner(&self) -> Option<AccountId> {
        self.details.as_ref().map(|scene| scene.owner)
    }

    fn script(&self) -> Option<ScriptId> {
        self.details.as_ref().map(|scene| scene.script)
    }
}

#[cfg(test)]
mod tests;
