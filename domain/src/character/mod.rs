//! A character: a profile that any of its owner's scripts can cast.

mod command;
mod error;
mod event;

pub use command::CharacterCommand;
pub use error::CharacterError;
pub use event::CharacterEvent;

use crate::entity::Entity;
use crate::ids::{AccountId, CharacterId, ScriptId};
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
            (C::Edit(_), Some(it)) if it.archived => Err(CharacterError::Archived),
            (C::Edit(change), Some(it)) => it.edit(change),
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
                *details = Some(CharacterDetails { id: character, owner, profile, archived: false });
            }
            (CharacterEvent::Edited { after, .. }, Some(it)) => it.profile.take(after),
            (CharacterEvent::Archived {}, Some(it)) => it.archived = true,
            (CharacterEvent::Restored {}, Some(it)) => it.archived = false,
            (_, None) => {}
        }
    }
}

impl Entity for Character {
    type Id = CharacterId;
    const STATE_VERSION: u32 = 1;

    fn owner(&self) -> Option<AccountId> {
        self.details.as_ref().map(|character| character.owner)
    }

    fn script(&self) -> Option<ScriptId> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cqrs_es::test::TestFramework;
    use uuid::Uuid;

    fn character() -> TestFramework<Character> {
        TestFramework::with(())
    }

    const ID: CharacterId = CharacterId(Uuid::from_u128(1));
    const OWNER: AccountId = AccountId(Uuid::from_u128(2));

    fn mara() -> Profile {
        Profile { name: "Mara".into(), voice: "Clipped, dry".into(), ..Profile::default() }
    }

    fn create(profile: Profile) -> CharacterCommand {
        CharacterCommand::Create { character: ID, owner: OWNER, profile }
    }

    fn created() -> CharacterEvent {
        CharacterEvent::Created { character: ID, owner: OWNER, profile: mara() }
    }

    fn rename(name: &str) -> CharacterCommand {
        CharacterCommand::Edit(ProfileChange { name: Some(name.into()), ..ProfileChange::default() })
    }

    #[test]
    fn a_character_is_created_once_and_asking_again_changes_nothing() {
        character().given_no_previous_events().when(create(mara())).then_expect_events(vec![created()]);
        character().given(vec![created()]).when(create(mara())).then_expect_events(vec![]);
        let tom = Profile { name: "Tom".into(), ..Profile::default() };
        character().given(vec![created()]).when(create(tom)).then_expect_error(CharacterError::Exists);
    }

    #[test]
    fn a_character_has_a_name() {
        character()
            .given_no_previous_events()
            .when(create(Profile::default()))
            .then_expect_error(CharacterError::BlankName);
        character().given(vec![created()]).when(rename(" ")).then_expect_error(CharacterError::BlankName);
    }

    #[test]
    fn an_edit_records_only_the_fields_that_changed() {
        character().given(vec![created()]).when(rename("Maren")).then_expect_events(vec![
            CharacterEvent::Edited {
                before: ProfileChange { name: Some("Mara".into()), ..ProfileChange::default() },
                after: ProfileChange { name: Some("Maren".into()), ..ProfileChange::default() },
            },
        ]);
        character().given(vec![created()]).when(rename("Mara")).then_expect_events(vec![]);
    }

    #[test]
    fn an_archived_character_rests_until_it_is_restored() {
        let archived = || vec![created(), CharacterEvent::Archived {}];
        character()
            .given(vec![created()])
            .when(CharacterCommand::Archive)
            .then_expect_events(vec![CharacterEvent::Archived {}]);
        character().given(archived()).when(CharacterCommand::Archive).then_expect_events(vec![]);
        character().given(archived()).when(rename("Tom")).then_expect_error(CharacterError::Archived);
        character()
            .given(archived())
            .when(CharacterCommand::Restore)
            .then_expect_events(vec![CharacterEvent::Restored {}]);
    }

    #[test]
    fn nothing_can_be_asked_of_a_character_that_does_not_exist() {
        character()
            .given_no_previous_events()
            .when(CharacterCommand::Archive)
            .then_expect_error(CharacterError::Missing);
    }
}
