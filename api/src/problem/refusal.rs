//! What an aggregate refuses, as a problem: each reason with its kind and the field it is about.

use super::{Kind, Problem};
use axum::http::header::ETAG;
use domain::asset::AssetError;
use domain::character::CharacterError;
use domain::job::JobRefusal;
use domain::production::PlanRefusal;
use domain::scene::shot::PlanFault;
use domain::scene::{SceneError, ShotError};
use domain::script::ScriptError;
use domain::version::VersionError;
use event_store::{CommitError, Conflict, ExecuteError, StoreError};
use std::error::Error;

/// A domain error that knows what it means to a client.
pub trait Refused: Error {
    /// The problem it is.
    fn problem(&self) -> Problem;
}

impl Refused for ScriptError {
    fn problem(&self) -> Problem {
        let kind = match self {
            Self::Missing => Kind::NotFound,
            Self::BlankTitle => return Problem::field("/title", "must not be blank"),
            Self::GenreLocked(genre) => {
                let message = format!("is held at {genre}; send \"unlock\": true to change it");
                return Problem::new(Kind::GenreLocked).detail(self.to_string()).at("/genre", message);
            }
            Self::ToneLocked(tone) => {
                let message = format!("is held at {tone}; send \"unlock\": true to change it");
                return Problem::new(Kind::ToneLocked).detail(self.to_string()).at("/tone", message);
            }
            Self::HeadMoved { .. } => {
                let problem = Problem::new(Kind::HeadMoved).detail(self.to_string());
                return problem.at("/parent", self.to_string());
            }
            Self::Archived => Kind::Archived,
            Self::OtherTitle => return Problem::field("/title", "must be the script's title, to the letter"),
            Self::Erased => Kind::Gone,
            Self::Exists | Self::OwnerIsNoMember => Kind::Conflict,
        };
        Problem::new(kind).detail(self.to_string())
    }
}

impl Refused for VersionError {
    fn problem(&self) -> Problem {
        match self {
            Self::Missing => Problem::new(Kind::NotFound).detail(self.to_string()),
            Self::BlankText => Problem::field("/text", "must not be blank"),
            Self::Immutable => Problem::new(Kind::Conflict).detail(self.to_string()),
        }
    }
}

impl Refused for SceneError {
    fn problem(&self) -> Problem {
        match self {
            Self::Missing => Problem::new(Kind::NotFound).detail(self.to_string()),
            Self::BlankSetting => Problem::field("/setting", "must not be blank"),
            Self::ZeroNumber => Problem::field("/number", "must be at least 1"),
            Self::Removed | Self::Exists => Problem::new(Kind::Conflict).detail(self.to_string()),
            Self::Shots(error) => error.problem(),
        }
    }
}

impl Refused for ShotError {
    fn problem(&self) -> Problem {
        let kind = match self {
            Self::Missing(_) | Self::MissingTake { .. } => Kind::NotFound,
            Self::Fault(fault) => return plan_fault(fault),
            Self::Twice(_) | Self::SpanOutside { .. } => Kind::Validation,
            Self::Exists(_)
            | Self::Locked(_)
            | Self::TooManyShots(_)
            | Self::TooManyTakes(_)
            | Self::TooManyChanges(_)
            | Self::OtherRevision { .. }
            | Self::TakeExists(_) => Kind::Conflict,
        };
        Problem::new(kind).detail(self.to_string())
    }
}

/// What is out of bounds in a plan, by its field.
fn plan_fault(fault: &PlanFault) -> Problem {
    match fault {
        PlanFault::TooLong { field, given, most } => Problem::field(
            format!("/{field}"),
            format!("must be at most {most} characters long, not {given}"),
        ),
        PlanFault::TooMany { field, given, most } => {
            Problem::field(format!("/{field}"), format!("must have at most {most} items, not {given}"))
        }
        PlanFault::Blank { field } => Problem::field(format!("/{field}"), "must not be blank"),
        PlanFault::BackwardSpan { .. } => Problem::field("/span", "must not end before it begins"),
    }
}

impl Refused for CharacterError {
    fn problem(&self) -> Problem {
        match self {
            Self::Missing | Self::MissingPortrait(_) => Problem::new(Kind::NotFound).detail(self.to_string()),
            Self::BlankName => Problem::field("/name", "must not be blank"),
            Self::Archived => Problem::new(Kind::Archived).detail(self.to_string()),
            Self::Exists | Self::TooManyPortraits(_) => Problem::new(Kind::Conflict).detail(self.to_string()),
            Self::Fault(_) => Problem::new(Kind::Validation).detail(self.to_string()),
        }
    }
}

impl Refused for AssetError {
    fn problem(&self) -> Problem {
        match self {
            Self::Missing => Problem::new(Kind::NotFound).detail(self.to_string()),
            Self::Deleted => Problem::new(Kind::Gone).detail(self.to_string()),
            Self::Exists => Problem::new(Kind::Conflict).detail(self.to_string()),
            Self::Homeless { whole, .. } => {
                Problem::field(format!("/{whole}"), format!("is required: {self}"))
            }
        }
    }
}

impl Refused for JobRefusal {
    fn problem(&self) -> Problem {
        let kind = match self {
            Self::Missing => Kind::NotFound,
            Self::Illegal { .. }
            | Self::StaleAttempt { .. }
            | Self::Cancelling
            | Self::Paused
            | Self::NothingToRetry
            | Self::Unfinished { .. } => Kind::JobState,
            Self::Exists => Kind::Conflict,
        };
        Problem::new(kind).detail(self.to_string())
    }
}

impl Refused for PlanRefusal {
    fn problem(&self) -> Problem {
        match self {
            Self::UnknownEpisode { .. } | Self::UnknownScene { .. } | Self::UnknownCharacter { .. } => {
                Problem::field("/id", format!("names nothing: {self}"))
            }
            Self::NothingWanted | Self::NotOffered { .. } | Self::NotOfScope { .. } => {
                Problem::field("/want", format!("cannot be met: {self}"))
            }
            Self::NoScenes | Self::InNoScene { .. } | Self::NoCharacters | Self::TooMany { .. } => {
                Problem::new(Kind::NotProducible).detail(self.to_string())
            }
            Self::Registry(fault) => Problem::internal(fault),
        }
    }
}

impl From<Conflict> for Problem {
    fn from(conflict: Conflict) -> Self {
        Self::new(Kind::PreconditionFailed)
            .detail(format!(
                "{} {} is at \"{}\" now",
                conflict.aggregate_type, conflict.aggregate_id, conflict.actual
            ))
            .header(ETAG, format!("\"{}\"", conflict.actual))
            .at("/If-Match", "names an older state")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Pool(_)
            | StoreError::Unreachable(_)
            | StoreError::Unknown(_)
            | StoreError::Closed => Self::unavailable(error),
            StoreError::Erased(_) => Self::new(Kind::Gone).detail(error.to_string()),
            other => Self::internal(other),
        }
    }
}

impl<E: Refused> From<ExecuteError<E>> for Problem {
    fn from(error: ExecuteError<E>) -> Self {
        match error {
            ExecuteError::Refused(refusal) => refusal.problem(),
            ExecuteError::Conflict(conflict) => conflict.into(),
            ExecuteError::Store(error) => error.into(),
        }
    }
}

impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict(conflict) => conflict.into(),
            CommitError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::job::JobKind;
    use domain::production::RegistryFault;
    use domain::{Genre, Tone};

    #[test]
    fn every_refusal_has_the_kind_a_client_can_act_on() {
        let kinds = [
            (ScriptError::Missing.problem(), Kind::NotFound),
            (ScriptError::BlankTitle.problem(), Kind::Validation),
            (ScriptError::GenreLocked(Genre::Noir).problem(), Kind::GenreLocked),
            (ScriptError::ToneLocked(Tone::Dark).problem(), Kind::ToneLocked),
            (ScriptError::HeadMoved { head: Some(2), parent: Some(1) }.problem(), Kind::HeadMoved),
            (ScriptError::Archived.problem(), Kind::Archived),
            (ScriptError::Exists.problem(), Kind::Conflict),
            (VersionError::BlankText.problem(), Kind::Validation),
            (VersionError::Immutable.problem(), Kind::Conflict),
            (SceneError::Removed.problem(), Kind::Conflict),
            (SceneError::ZeroNumber.problem(), Kind::Validation),
            (CharacterError::Archived.problem(), Kind::Archived),
            (AssetError::Deleted.problem(), Kind::Gone),
            (AssetError::Homeless { part: "shot", whole: "scene" }.problem(), Kind::Validation),
            (JobRefusal::Cancelling.problem(), Kind::JobState),
            (PlanRefusal::UnknownEpisode { episode: 7 }.problem(), Kind::Validation),
            (PlanRefusal::NothingWanted.problem(), Kind::Validation),
            (PlanRefusal::NoScenes.problem(), Kind::NotProducible),
            (PlanRefusal::from(RegistryFault::Twice { kind: JobKind::Produce }).problem(), Kind::Internal),
        ];
        for (problem, kind) in kinds {
            assert_eq!(problem.kind(), kind, "{problem:?}");
        }
    }
}
