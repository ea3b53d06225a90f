//! One type per identifier, so that a scene can never be passed where a script is meant.
//!
//! Every id is a UUID version 7: it sorts by the time it was made, which keeps database indexes
//! dense. Ids are made at the edge and handed in; nothing here reads a clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// What an aggregate's id can do: become the log's text and come back from it.
pub trait AggregateId: Copy + Eq + fmt::Display + FromStr<Err = uuid::Error> + Send + Sync + 'static {
    /// The UUID inside.
    fn uuid(self) -> Uuid;
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl AggregateId for $name {
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    };
}

id!(
    /// A person's account. Accounts live outside the log, which carries only this id.
    AccountId
);
id!(
    /// A script: one project.
    ScriptId
);
id!(
    /// One immutable draft of a script's text.
    VersionId
);
id!(
    /// One slugline's worth of a version.
    SceneId
);
id!(
    /// A reusable character profile.
    CharacterId
);
id!(
    /// One unit of making.
    JobId
);
id!(
    /// One camera set-up of a scene.
    ShotId
);
id!(
    /// One rendering of a shot, or of a character's portrait.
    TakeId
);
id!(
    /// Bytes with provenance: an image, a sound, a clip, a text.
    AssetId
);
id!(
    /// One command. Sending the same command id again never has a second effect.
    CommandId
);

/// An event's place in the one log: 1, 2, 3 … with no gaps; 0 is before the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Position(pub u64);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Position {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_wrote() {
        let id = ScriptId(Uuid::from_u128(7));
        assert_eq!(id.to_string().parse::<ScriptId>().unwrap(), id);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{id}\""));
        assert!("not-an-id".parse::<ScriptId>().is_err());
    }
}
