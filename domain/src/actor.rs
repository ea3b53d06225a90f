//! Who did it: the actor written beside every event.

use crate::ids::AccountId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The one who gave a command.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person.
    Account(AccountId),
    /// A worker process, by its name.
    Worker(String),
    /// Spool itself: clean-up, schedules, reactions.
    System,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Worker(name) => write!(f, "worker:{name}"),
            Self::System => f.write_str("system"),
        }
    }
}

/// A text that names no actor.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an actor: {0}")]
pub struct UnknownActor(pub String);

impl FromStr for Actor {
    type Err = UnknownActor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownActor(text.to_owned());
        match text.split_once(':') {
            Some(("account", id)) => id.parse().map(Self::Account).map_err(|_| unknown()),
            Some(("worker", name)) if !name.is_empty() => Ok(Self::Worker(name.to_owned())),
            None if text == "system" => Ok(Self::System),
            _ => Err(unknown()),
        }
    }
}

impl Serialize for Actor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_actor_reads_back_what_it_wrote() {
        for actor in
            [Actor::Account(AccountId(Uuid::from_u128(1))), Actor::Worker("a:1".into()), Actor::System]
        {
            assert_eq!(actor.to_string().parse(), Ok(actor));
        }
    }

    #[test]
    fn a_text_that_names_nobody_is_refused() {
        for text in ["", "account:", "account:x", "worker:", "root"] {
            assert_eq!(text.parse::<Actor>(), Err(UnknownActor(text.into())));
        }
    }
}
