//! How well a frame keeps to its scene: what is expected, against what was measured in the picture and
//! in the frames beside it. Everything comes in as plain facts; reasons read like a note from the script
//! supervisor. Declared changes cost nothing.

mod judge;

use crate::shots::Side;
use domain::character::Look;
use domain::character::look::Colour;
use domain::scene::shot::{ConsistencyScore, DeclaredChange, Params, TimeOfDay};
use serde::{Deserialize, Serialize};

/// One person who should be in the frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectedFigure {
    /// By name.
    pub name: String,
    /// What they look like.
    pub look: Look,
    /// On which side of the screen they belong; none if they stand in the middle.
    pub side: Option<Side>,
    /// Towards which side they look; none if to the camera or away.
    pub looks: Option<Side>,
    /// What they hold.
    pub prop: Option<String>,
}

/// One person who was found in the picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasuredFigure {
    /// By name.
    pub name: String,
    /// Mean colour of the costume, as far as it is seen.
    pub costume: Option<Colour>,
    /// Mean colour of the hair.
    pub hair: Option<Colour>,
    /// From -1, the left edge, to 1, the right edge: the middle of the figure.
    pub x: f64,
    /// Where the face is turned: below 0 left, above 0 right, 0 to the camera or away; from -1 to 1.
    pub turned: f64,
    /// How much of the frame it fills, from 0 to 1.
    pub coverage: f64,
    /// What it holds; none if that was not measured or nothing is held.
    pub prop: Option<String>,
}

/// What was measured in one picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Mean luminance, from 0 to 1.
    pub luminance: f64,
    /// Estimated colour temperature in kelvin.
    pub color_temp: f64,
    /// Mean colour of everything but the figures.
    pub set: Option<Colour>,
    /// The people.
    pub figures: Vec<MeasuredFigure>,
}

/// Everything about one frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameFacts {
    /// The shot's name, for the reasons: `3A`.
    pub name: String,
    /// When the scene plays.
    pub time: TimeOfDay,
    /// Whether it plays inside, where a night can be bright.
    pub interior: bool,
    /// The shot's light.
    pub params: Params,
    /// Who should be seen.
    pub expected: Vec<ExpectedFigure>,
    /// What is seen.
    pub measured: Measured,
    /// Whether the frame shows a thing or a face so near that the set is not seen.
    pub close: bool,
}

/// Judges a frame by what its scene says and by the frames beside it, of the same scene.
pub fn score(frame: &FrameFacts, beside: &[&FrameFacts], changes: &[DeclaredChange]) -> ConsistencyScore {
    judge::Judge::new(frame, beside, changes).score()
}

#[cfg(test)]
mod tests;
