//! What the camera does during a shot, in the words that shots are described in.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A move of the camera. Left and right are the camera's: in a `pan_left` the picture drifts to the right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// None at all.
    #[default]
    Static,
    /// Turns left on the spot.
    PanLeft,
    /// Turns right on the spot.
    PanRight,
    /// Nods up.
    TiltUp,
    /// Nods down.
    TiltDown,
    /// Goes nearer.
    PushIn,
    /// Goes further away.
    PullOut,
    /// Travels left.
    TrackLeft,
    /// Travels right.
    TrackRight,
    /// Rises.
    CraneUp,
    /// Sinks.
    CraneDown,
    /// Is carried by a person who tries to stand still.
    Handheld,
}

/// A word that names no movement.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("movement {0:?} is not known")]
pub struct UnknownMovement(pub String);

impl Movement {
    /// Every movement, in the order of the words' list.
    pub const ALL: [Self; 12] = [
        Self::Static,
        Self::PanLeft,
        Self::PanRight,
        Self::TiltUp,
        Self::TiltDown,
        Self::PushIn,
        Self::PullOut,
        Self::TrackLeft,
        Self::TrackRight,
        Self::CraneUp,
        Self::CraneDown,
        Self::Handheld,
    ];

    /// The word, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::PanLeft => "pan_left",
            Self::PanRight => "pan_right",
            Self::TiltUp => "tilt_up",
            Self::TiltDown => "tilt_down",
            Self::PushIn => "push_in",
            Self::PullOut => "pull_out",
            Self::TrackLeft => "track_left",
            Self::TrackRight => "track_right",
            Self::CraneUp => "crane_up",
            Self::CraneDown => "crane_down",
            Self::Handheld => "handheld",
        }
    }
}

impl std::str::FromStr for Movement {
    type Err = UnknownMovement;

    /// Reads the word with underscores, hyphens or spaces: `push_in`, `push-in`, `Push in`.
    fn from_str(word: &str) -> Result<Self, UnknownMovement> {
        let plain = word.trim().to_ascii_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|m| m.as_str() == plain).ok_or_else(|| UnknownMovement(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_is_the_one_in_json() {
        for movement in Movement::ALL {
            assert_eq!(movement.as_str().parse(), Ok(movement));
            let json = serde_json::to_string(&movement).unwrap();
            assert_eq!(json, format!("\"{}\"", movement.as_str()));
        }
    }

    #[test]
    fn hyphens_and_capitals_are_accepted_and_nonsense_is_named() {
        assert_eq!("Push-In".parse(), Ok(Movement::PushIn));
        assert_eq!("crane up".parse(), Ok(Movement::CraneUp));
        assert_eq!("teleport".parse::<Movement>(), Err(UnknownMovement("teleport".into())));
    }
}
