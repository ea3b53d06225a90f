//! How well a frame keeps to what was agreed, with reasons, and the changes that were agreed on.

use super::plan::{MAX_NAME, PlanFault, text};
use crate::ranged::ranged;
use crate::vocabulary::vocabulary;
use serde::{Deserialize, Serialize};

ranged! {
    /// From 0, nothing fits, to 100, everything does.
    Score, "score", 0.0..=100.0, "points"
}

vocabulary! {
    /// What consistency is judged by.
    Aspect, "aspect" {
        /// The looks of the characters.
        Look = "look",
        /// The set: its palette and what stands in it.
        Set = "set",
        /// How bright and how warm the light is.
        Light = "light",
        /// Day or night.
        TimeOfDay = "time_of_day",
        /// Who stands on which side and looks which way.
        ScreenDirection = "screen_direction",
        /// What is held in which hand.
        Props = "props",
    }
}

/// Most reasons of one score.
pub const MAX_REASONS: usize = 100;

/// Why a frame lost points, or that it did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reason {
    /// What was judged.
    pub aspect: Aspect,
    /// How well it fits.
    pub score: Score,
    /// In words.
    pub message: String,
}

/// A frame's consistency with its scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConsistencyScore {
    /// All in all.
    pub total: Score,
    /// Aspect by aspect, the worst first.
    pub reasons: Vec<Reason>,
}

impl ConsistencyScore {
    /// Whether its texts and lists are within bounds.
    pub fn check(&self) -> Result<(), PlanFault> {
        if self.reasons.len() > MAX_REASONS {
            let given = self.reasons.len();
            return Err(PlanFault::TooMany { field: "reasons", given, most: MAX_REASONS });
        }
        self.reasons.iter().try_for_each(|reason| text("message", &reason.message, 1_000))
    }
}

/// What a declared change is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Subject {
    /// A character's look.
    Character {
        /// By name.
        name: String,
    },
    /// The scene's set.
    Set {},
}

/// A difference that is meant: it costs no points in this scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeclaredChange {
    /// Who or what differs.
    pub subject: Subject,
    /// How, in words.
    pub what: String,
}

impl DeclaredChange {
    /// Whether its texts say something and are within bounds.
    pub fn check(&self) -> Result<(), PlanFault> {
        if self.what.trim().is_empty() {
            return Err(PlanFault::Blank { field: "what" });
        }
        if let Subject::Character { name } = &self.subject {
            if name.trim().is_empty() {
                return Err(PlanFault::Blank { field: "name" });
            }
            text("name", name, MAX_NAME)?;
        }
        text("what", &self.what, 500)
    }
}
