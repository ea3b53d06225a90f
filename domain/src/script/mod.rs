//! A script: one project, its cast, its members, and the order of its versions.
//!
//! The script hands out version numbers, so two drafts from the same head cannot both become the
//! next version. Genre and tone hold from the first version on, until somebody unlocks them.

mod command;
mod error;
mod event;

pub use command::ScriptCommand;
pub use error::ScriptError;
pub use event::ScriptEvent;

use crate::entity::Entity;
use crate::ids::{AccountId, CharacterId, ScriptId, VersionId};
use crate::job::Budget;
use crate::vocabulary::{Format, Genre, Role, Tone};
use crate::words::ERASED;
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A script's state; empty before it is created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    details: Option<ScriptDetails>,
}

/// Everything a script knows of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptDetails {
    /// Its id.
    pub id: ScriptId,
    /// Whose it is.
    pub owner: AccountId,
    /// The working title.
    pub title: String,
    /// Feature, series or short.
    pub format: Format,
    /// The genre.
    pub genre: Genre,
    /// The tone.
    pub tone: Tone,
    /// The story in a sentence or two.
    pub logline: String,
    /// The cast.
    pub characters: BTreeSet<CharacterId>,
    /// Who else may see or write it.
    pub members: BTreeMap<AccountId, Role>,
    /// The newest version, if there is one.
    pub head: Option<Head>,
    /// What its jobs may cost in all.
    pub budget: Budget,
    /// Whether it is put away.
    pub archived: bool,
    /// Whether its words are gone for good.
    #[serde(default)]
    pub erased: bool,
}

/// The newest version of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its number: 1, 2, 3 …
    pub number: u32,
    /// Its id.
    pub version: VersionId,
}

impl ScriptDetails {
    /// Genre and tone hold once a version exists.
    pub fn locked(&self) -> bool {
        self.head.is_some()
    }
}

impl Script {
    /// The script's contents, if it was created.
    pub fn details(&self) -> Option<&ScriptDetails> {
        self.details.as_ref()
    }

    fn decide(&self, command: ScriptCommand) -> Result<Vec<ScriptEvent>, ScriptError> {
        use ScriptCommand as C;
        if let C::Create { script, owner, title, format, genre, tone, logline } = command {
            let event = ScriptEvent::Created { script, owner, title, format, genre, tone, logline };
            return self.create(event);
        }
        let script = self.details.as_ref().ok_or(ScriptError::Missing)?;
        match command {
            C::Erase { .. } if script.erased => return Ok(vec![]),
            _ if script.erased => return Err(ScriptError::Erased),
            C::Erase { title } if title == script.title => return Ok(vec![ScriptEvent::Erased {}]),
            C::Erase { .. } => return Err(ScriptError::OtherTitle),
            C::Archive if script.archived => return Ok(vec![]),
            C::Archive => return Ok(vec![ScriptEvent::Archived {}]),
            C::Restore if !script.archived => return Ok(vec![]),
            C::Restore => return Ok(vec![ScriptEvent::Restored {}]),
            _ if script.archived => return Err(ScriptError::Archived),
            _ => {}
        }
        let event = match command {
            C::Retitle(after) => script.retitle(after)?,
            C::ChangeGenre { genre, unlock } => script.change_genre(genre, unlock)?,
            C::ChangeTone { tone, unlock } => script.change_tone(tone, unlock)?,
            C::ChangeLogline(after) => (script.logline != after)
                .then(|| ScriptEvent::LoglineChanged { before: script.logline.clone(), after }),
            C::AttachCharacter(character) => (!script.characters.contains(&character))
                .then_some(ScriptEvent::CharacterAttached { character }),
            C::DetachCharacter(character) => {
                script.characters.contains(&character).then_some(ScriptEvent::CharacterDetached { character })
            }
            C::Share { account, role } => script.share(account, role)?,
            C::Unshare(account) => {
                script.members.contains_key(&account).then_some(ScriptEvent::MemberRemoved { account })
            }
            C::SetBudget(after) => {
                (script.budget != after).then_some(ScriptEvent::BudgetSet { before: script.budget, after })
            }
            C::AddVersion { version, parent } => script.add_version(version, parent)?,
            C::Create { .. } | C::Archive | C::Restore | C::Erase { .. } => None,
        };
        Ok(event.into_iter().collect())
    }

    fn create(&self, event: ScriptEvent) -> Result<Vec<ScriptEvent>, ScriptError> {
        match &event {
            ScriptEvent::Created { title, .. } if title.trim().is_empty() => {
                return Err(ScriptError::BlankTitle);
            }
            _ => {}
        }
        let Some(existing) = &self.details else {
            return Ok(vec![event]);
        };
        let mut same = Self::default();
        same.apply(event);
        match same.details {
            Some(new) if new.created_like(existing) => Ok(vec![]),
            _ => Err(ScriptError::Exists),
        }
    }
}

impl ScriptDetails {
    /// Whether the same creation was asked for again.
    fn created_like(&self, other: &Self) -> bool {
        self.id == other.id && self.owner == other.owner && self.title == other.title
    }

    fn erase(&mut self) {
        ERASED.clone_into(&mut self.title);
        ERASED.clone_into(&mut self.logline);
        self.erased = true;
    }

    fn retitle(&self, after: String) -> Result<Option<ScriptEvent>, ScriptError> {
        if after.trim().is_empty() {
            return Err(ScriptError::BlankTitle);
        }
        Ok((self.title != after).then(|| ScriptEvent::Retitled { before: self.title.clone(), after }))
    }

    fn change_genre(&self, after: Genre, unlock: bool) -> Result<Option<ScriptEvent>, ScriptError> {
        let before = self.genre;
        if before == after {
            return Ok(None);
        }
        if self.locked() && !unlock {
            return Err(ScriptError::GenreLocked(before));
        }
        Ok(Some(ScriptEvent::GenreChanged { before, after, unlocked: self.locked() }))
    }

    fn change_tone(&self, after: Tone, unlock: bool) -> Result<Option<ScriptEvent>, ScriptError> {
        let before = self.tone;
        if before == after {
            return Ok(None);
        }
        if self.locked() && !unlock {
            return Err(ScriptError::ToneLocked(before));
        }
        Ok(Some(ScriptEvent::ToneChanged { before, after, unlocked: self.locked() }))
    }

    fn share(&self, account: AccountId, role: Role) -> Result<Option<ScriptEvent>, ScriptError> {
        if account == self.owner {
            return Err(ScriptError::OwnerIsNoMember);
        }
        Ok((self.members.get(&account) != Some(&role)).then_some(ScriptEvent::MemberAdded { account, role }))
    }

    fn add_version(
        &self,
        version: VersionId,
        parent: Option<u32>,
    ) -> Result<Option<ScriptEvent>, ScriptError> {
        if self.head.is_some_and(|head| head.version == version) {
            return Ok(None);
        }
        let head = self.head.map(|head| head.number);
        if head != parent {
            return Err(ScriptError::HeadMoved { head, parent });
        }
        let number = head.map_or(1, |number| number + 1);
        Ok(Some(ScriptEvent::VersionAdded { version, number, parent }))
    }
}

impl Aggregate for Script {
    const TYPE: &'static str = "script";
    type Command = ScriptCommand;
    type Event = ScriptEvent;
    type Error = ScriptError;
    type Services = ();

    async fn handle(
        &mut self,
        command: Self::Command,
        (): &Self::Services,
        sink: &EventSink<Self>,
    ) -> Result<(), Self::Error> {
        for event in self.decide(command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: Self::Event) {
        use ScriptEvent as E;
        if let E::Created { script, owner, title, format, genre, tone, logline } = event {
            self.details = Some(ScriptDetails {
                id: script,
                owner,
                title,
                format,
                genre,
                tone,
                logline,
                characters: BTreeSet::new(),
                members: BTreeMap::new(),
                head: None,
                budget: Budget::default(),
                archived: false,
                erased: false,
            });
            return;
        }
        let Some(script) = &mut self.details else { return };
        match event {
            E::Retitled { after, .. } => script.title = after,
            E::GenreChanged { after, .. } => script.genre = after,
            E::ToneChanged { after, .. } => script.tone = after,
            E::LoglineChanged { after, .. } => script.logline = after,
            E::CharacterAttached { character } => _ = script.characters.insert(character),
            E::CharacterDetached { character } => _ = script.characters.remove(&character),
            E::MemberAdded { account, role } => _ = script.members.insert(account, role),
            E::MemberRemoved { account } => _ = script.members.remove(&account),
            E::VersionAdded { version, number, .. } => {
                script.head = Some(Head { number, version });
            }
            E::BudgetSet { after, .. } => script.budget = after,
            E::Archived {} => script.archived = true,
            E::Restored {} => script.archived = false,
            E::Erased {} => script.erase(),
            E::Created { .. } => {}
        }
    }
}

impl Entity for Script {
    type Id = ScriptId;
    const STATE_VERSION: u32 = 1;

    fn owner(&self) -> Option<AccountId> {
        self.details.as_ref().map(|script| script.owner)
    }

    fn script(&self) -> Option<ScriptId> {
        self.details.as_ref().map(|script| script.id)
    }
}

#[cfg(test)]
mod tests;
