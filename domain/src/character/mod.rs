//! A character: a profile that any of its owner's scripts can cast.

mod command;
mod error;
mod event;
pub mod look;
mod portrait;

pub use command::CharacterCommand;
pub use error::CharacterError;
pub use event::CharacterEvent;
pub use look::Look;
pub use portrait::{MAX_PORTRAITS, Portrait, Portraits};

use crate::entity::Entity;
use crate::ids::{AccountId, CharacterId, ScriptId, TakeId};
use crate::scene::shot::check_rendering;
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

/// Declares the profile and its change from one list of fields, so that they cannot drift apart.
macro_rules! profile {
    ($($(#[$doc:meta])* $field:ident),+ $(,)?) => {
        /// Who a character is.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Profile {
            $($(#[$doc])* pub $field: String),+
        }

        /// The fields of a profile, each present only if it changes.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct ProfileChange {
            $($(#[$doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $field: Option<String>),+
        }

        impl Profile {
            /// What was and what will be, cut down to the fields that really change.
            fn difference(&self, change: ProfileChange) -> (ProfileChange, ProfileChange) {
                let after = ProfileChange { $($field: change.$field.filter(|new| *new != self.$field)),+ };
                let before = ProfileChange { $($field: after.$field.as_ref().map(|_| self.$field.clone())),+ };
                (before, after)
            }

            fn take(&mut self, change: ProfileChange) {
                $(if let Some(new) = change.$field { self.$field = new; })+
            }
        }
    };
}

profile! {
    /// The name, as cues use it.
    name,
    /// What they are like.
    personality,
    /// What they want.
    goals,
    /// How they speak.
    voice,
    /// Where they come from.
    backstory,
    /// What they look like.
    look,
}

/// A character's state; empty before it is created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Character {
    details: Option<CharacterDetails>,
}

/// Everything a character knows of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharacterDetails {
    /// Its id.
    pub id: CharacterId,
    /// Whose it is.
    pub owner: AccountId,
    /// Who they are.
    pub profile: Profile,
    /// Whether it is put away.
    pub archived: bool,
    /// What pictures show, if it is settled.
    pub look: Option<Look>,
    /// Its renderings.
    pub portraits: Portraits,
}

impl Character {
    /// The character's contents, if it was created.
    pub fn details(&self) -> Option<&CharacterDetails> {
        self.details.as_ref()
    }

    fn decide(&self, command: CharacterCommand) -> Result<Option<CharacterEvent>, CharacterError> {
        use CharacterCommand as C;
        match (command, &self.details) {
            (C::Create { profile, .. }, _) if profile.name.trim().is_empty() => {
                Err(CharacterError::BlankName)
            }
            (C::Create { character, owner, profile }, None) => {
                Ok(Some(CharacterEvent::Created { character, owner, profile }))
            }
            (C::Create { owner, profile, .. }, Some(existing))
                if existing.owner == owner && existing.profile.name == profile.name =>
            {
                Ok(None)
            }
            (C::Create { .. }, Some(_)) => Err(CharacterError::Exists),
            (_, None) => Err(CharacterError::Missing),
            (C::Archive, Some(it)) => Ok((!it.archived).then_some(CharacterEvent::Archived {})),
            (C::Restore, Some(it)) => Ok(it.archived.then_some(CharacterEvent::Restored {})),
            (C::AddPortrait { portrait, choose }, Some(it)) => it.add_portrait(portrait, choose),
            (C::Edit(_) | C::SetLook(_) | C::ChoosePortrait(_), Some(it)) if it.archived => {
                Err(CharacterError::Archived)
            }
            (C::Edit(change), Some(it)) => it.edit(change),
            (C::SetLook(look), Some(it)) => Ok(it.set_look(look.map(Look::normal))),
            (C::ChoosePortrait(take), Some(it)) => it.choose_portrait(take),
        }
    }
}

impl CharacterDetails {
    fn edit(&self, change: ProfileChange) -> Result<Option<CharacterEvent>, CharacterError> {
        if change.name.as_ref().is_some_and(|name| name.trim().is_empty()) {
            return Err(CharacterError::BlankName);
        }
        let (before, after) = self.profile.difference(change);
        Ok((after != ProfileChange::default()).then_some(CharacterEvent::Edited { before, after }))
    }

    fn set_look(&self, after: Option<Look>) -> Option<CharacterEvent> {
        let before = self.look.clone();
        (before != after).then_some(CharacterEvent::LookSet { before, after })
    }

    /// A rendering that was under way when the character was archived is kept as well.
    fn add_portrait(
        &self,
        portrait: Box<Portrait>,
        choose: bool,
    ) -> Result<Option<CharacterEvent>, CharacterError> {
        if self.portraits.takes.contains(&portrait.id) {
            return Ok(None);
        }
        check_rendering(&portrait.engine, &portrait.input_hash, &portrait.parameters)?;
        if self.portraits.takes.len() >= MAX_PORTRAITS {
            return Err(CharacterError::TooManyPortraits(MAX_PORTRAITS));
        }
        let chosen = choose || self.portraits.active.is_none();
        Ok(Some(CharacterEvent::PortraitAdded { portrait, chosen }))
    }

    fn choose_portrait(&self, after: TakeId) -> Result<Option<CharacterEvent>, CharacterError> {
        let Portraits { takes, active: Some(before) } = &self.portraits else {
            return Err(CharacterError::MissingPortrait(after));
        };
        if !takes.contains(&after) {
            return Err(CharacterError::MissingPortrait(after));
        }
        let before = *before;
        Ok((before != after).then_some(CharacterEvent::PortraitChosen { before, after }))
    }
}

impl Aggregate for Character {
    const TYPE: &'static str = "character";
    type Command = CharacterCommand;
    type Event = CharacterEvent;
    type Error = CharacterError;
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
        match (event, &mut self.details) {
            (CharacterEvent::Created { character, owner, profile }, details) => {
                *details = Some(CharacterDetails {
                    id: character,
                    owner,
                    profile,
                    archived: false,
                    look: None,
                    portraits: Portraits::default(),
                });
            }
            (CharacterEvent::Edited { after, .. }, Some(it)) => it.profile.take(after),
            (CharacterEvent::Archived {}, Some(it)) => it.archived = true,
            (CharacterEvent::Restored {}, Some(it)) => it.archived = false,
            (CharacterEvent::LookSet { after, .. }, Some(it)) => it.look = after,
            (CharacterEvent::PortraitAdded { portrait, chosen }, Some(it)) => {
                it.portraits.takes.push(portrait.id);
                if chosen {
                    it.portraits.active = Some(portrait.id);
                }
            }
            (CharacterEvent::PortraitChosen { after, .. }, Some(it)) => it.portraits.active = Some(after),
            (_, None) => {}
        }
    }
}

impl Entity for Character {
    type Id = CharacterId;
    const STATE_VERSION: u32 = 2;

    fn owner(&self) -> Option<AccountId> {
        self.details.as_ref().map(|character| character.owner)
    }

    fn script(&self) -> Option<ScriptId> {
        None
    }
}

#[cfg(test)]
mod tests;
