//! A version: one immutable draft of a script's text.
//!
//! Its text is set once. Afterwards only the label and the notes beside it may change.

mod command;
mod error;
mod event;

pub use command::{Draft, VersionCommand};
pub use error::VersionError;
pub use event::VersionEvent;

use crate::entity::Entity;
use crate::ids::{AccountId, JobId, ScriptId, VersionId};
use crate::vocabulary::ScriptType;
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

/// Where a version's text came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    /// Written by hand.
    Text {},
    /// Read from a file.
    Import {
        /// The file's name.
        file: String,
    },
    /// Written by a job.
    Job {
        /// The job.
        job_id: JobId,
    },
    /// Taken from an earlier version.
    Restore {
        /// That version's number.
        from: u32,
    },
}

/// How an engine made a text: enough to name it, credit it and make it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Provenance {
    /// The engine, such as `candle`.
    pub engine: String,
    /// The model's name.
    pub model: String,
    /// The licence of its weights.
    pub licence: String,
    /// Where the weights come from.
    pub origin: String,
    /// The SHA-256 of the weights' file, in hexadecimal.
    pub sha256: String,
    /// What was asked for, word for word.
    pub prompt: String,
    /// The seed of the random choices.
    pub seed: u64,
    /// Tokens read and written in all.
    pub tokens: u64,
}

/// A version's state; empty before it is drafted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    details: Option<VersionDetails>,
}

/// Everything a version knows of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionDetails {
    /// Its id.
    pub id: VersionId,
    /// The script it belongs to.
    pub script: ScriptId,
    /// Whose script that is.
    pub owner: AccountId,
    /// Its number in the script: 1, 2, 3 …
    pub number: u32,
    /// The number of the version it was written from.
    pub parent: Option<u32>,
    /// Where its text came from.
    pub source: Source,
    /// Screenplay, treatment or outline.
    pub script_type: ScriptType,
    /// The text, in Fountain.
    pub text: String,
    /// A name such as a revision colour.
    pub label: Option<String>,
    /// Notes beside it.
    pub notes: String,
    /// How an engine made it, if one did.
    pub provenance: Option<Box<Provenance>>,
}

impl Version {
    /// The version's contents, if it was drafted.
    pub fn details(&self) -> Option<&VersionDetails> {
        self.details.as_ref()
    }

    fn decide(&self, command: VersionCommand) -> Result<Option<VersionEvent>, VersionError> {
        let draft = match (command, &self.details) {
            (VersionCommand::Draft(draft), existing) => (draft, existing.as_ref()),
            (_, None) => return Err(VersionError::Missing),
            (VersionCommand::Label(after), Some(version)) => {
                let before = version.label.clone();
                return Ok((before != after).then_some(VersionEvent::Labelled { before, after }));
            }
            (VersionCommand::Note(after), Some(version)) => {
                let before = version.notes.clone();
                return Ok((before != after).then_some(VersionEvent::Noted { before, after }));
            }
        };
        match draft {
            (draft, _) if draft.text.trim().is_empty() => Err(VersionError::BlankText),
            (draft, None) => Ok(Some((*draft).into())),
            (draft, Some(existing)) if existing.text == draft.text && existing.number == draft.number => {
                Ok(None)
            }
            (_, Some(_)) => Err(VersionError::Immutable),
        }
    }
}

impl From<Draft> for VersionEvent {
    fn from(draft: Draft) -> Self {
        Self::Drafted {
            version: draft.version,
            script: draft.script,
            owner: draft.owner,
            number: draft.number,
            parent: draft.parent,
            source: draft.source,
            script_type: draft.script_type,
            text: draft.text,
            label: draft.label,
            provenance: draft.provenance,
        }
    }
}

impl Aggregate for Version {
    const TYPE: &'static str = "version";
    type Command = VersionCommand;
    type Event = VersionEvent;
    type Error = VersionError;
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
        use VersionEvent as E;
        match (event, &mut self.details) {
            (
                E::Drafted {
                    version,
                    script,
                    owner,
                    number,
                    parent,
                    source,
                    script_type,
                    text,
                    label,
                    provenance,
                },
                details,
            ) => {
                let notes = String::new();
                *details = Some(VersionDetails {
                    id: version,
                    script,
                    owner,
                    number,
                    parent,
                    source,
                    script_type,
                    text,
                    label,
                    notes,
                    provenance,
                });
            }
            (E::Labelled { after, .. }, Some(version)) => version.label = after,
            (E::Noted { after, .. }, Some(version)) => version.notes = after,
            (_, None) => {}
        }
    }
}

impl Entity for Version {
    type Id = VersionId;
    const STATE_VERSION: u32 = 1;

    fn owner(&self) -> Option<AccountId> {
        self.details.as_ref().map(|version| version.owner)
    }

    fn script(&self) -> Option<ScriptId> {
        self.details.as_ref().map(|version| version.script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cqrs_es::test::TestFramework;
    use uuid::Uuid;

    fn version() -> TestFramework<Version> {
        TestFramework::with(())
    }

    fn draft(text: &str) -> Draft {
        Draft {
            version: VersionId(Uuid::from_u128(1)),
            script: ScriptId(Uuid::from_u128(2)),
            owner: AccountId(Uuid::from_u128(3)),
            number: 1,
            parent: None,
            source: Source::Text {},
            script_type: ScriptType::Screenplay,
            text: text.into(),
            label: None,
            provenance: None,
        }
    }

    fn drafted() -> VersionEvent {
        draft("INT. LAMP ROOM - NIGHT").into()
    }

    fn draft_command(text: &str) -> VersionCommand {
        VersionCommand::Draft(Box::new(draft(text)))
    }

    #[test]
    fn a_draft_is_set_down_once_and_asking_again_changes_nothing() {
        let command = || draft_command("INT. LAMP ROOM - NIGHT");
        version().given_no_previous_events().when(command()).then_expect_events(vec![drafted()]);
        version().given(vec![drafted()]).when(command()).then_expect_events(vec![]);
    }

    #[test]
    fn the_text_of_a_version_never_changes() {
        version()
            .given(vec![drafted()])
            .when(draft_command("EXT. SEA - DAY"))
            .then_expect_error(VersionError::Immutable);
    }

    #[test]
    fn a_draft_without_words_is_refused() {
        version()
            .given_no_previous_events()
            .when(draft_command(" \n"))
            .then_expect_error(VersionError::BlankText);
    }

    #[test]
    fn label_and_notes_may_change_and_say_what_they_were() {
        version()
            .given(vec![drafted()])
            .when(VersionCommand::Label(Some("Blue".into())))
            .then_expect_events(vec![VersionEvent::Labelled { before: None, after: Some("Blue".into()) }]);
        version().given(vec![drafted()]).when(VersionCommand::Note("Tighten.".into())).then_expect_events(
            vec![VersionEvent::Noted { before: String::new(), after: "Tighten.".into() }],
        );
        version().given(vec![drafted()]).when(VersionCommand::Label(None)).then_expect_events(vec![]);
    }

    #[test]
    fn what_was_never_drafted_has_no_label_and_no_notes() {
        version()
            .given_no_previous_events()
            .when(VersionCommand::Label(None))
            .then_expect_error(VersionError::Missing);
        version()
            .given_no_previous_events()
            .when(VersionCommand::Note("x".into()))
            .then_expect_error(VersionError::Missing);
    }
}
