//! What is asked for: one board, described in the words of a shot list. A `Board` is plain data from JSON;
//! [`Board::validate`] is the one gate to drawing, and what has passed it, [`Checked`], can always be drawn.

mod check;
mod size;

pub use check::{BoardError, Checked, Fault};
pub use size::{Aspect, PixelSize, SizeError};

use crate::look::Look;
use crate::place::Place;
use crate::words::{
    Angle, Composition, Expression, Movement, Pose, PropKind, Setting, Size, Style, TimeOfDay, Weather,
};
use serde::{Deserialize, Serialize};

/// The most figures on one board.
pub const MAX_FIGURES: usize = 6;
/// The most props on one board.
pub const MAX_PROPS: usize = 4;

/// The numbers of a shot, each with its range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Params {
    /// Horizontal field of view in degrees, 10–120.
    pub fov: f32,
    /// Strength of the key light, 0–100.
    pub lighting: f32,
    /// Glow around what is bright, 0–100.
    pub hdr_bloom: f32,
    /// Colour temperature of the picture in kelvin, 2,000 (warm) – 10,000 (cold).
    pub color_temp: f32,
    /// Depth of the shadows, 0–100.
    pub contrast: f32,
}

impl Default for Params {
    fn default() -> Self {
        Self { fov: 50.0, lighting: 60.0, hdr_bloom: 30.0, color_temp: 5_600.0, contrast: 50.0 }
    }
}

/// A location's set. The same set has the same walls, windows, furniture and colours in every shot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Set {
    /// What kind of place it is.
    pub place: Place,
    /// Inside or outside.
    pub setting: Setting,
    /// Which of the many such places: palette, furniture and irregularities follow from it.
    pub seed: u32,
    /// Further things that stand in the set, by name (`lamp`, `plant`, `piano` …); unknown ones are
    /// passed over. At most twelve.
    pub dressing: Vec<String>,
}

impl Default for Set {
    fn default() -> Self {
        Self { place: Place::Street, setting: Setting::Exterior, seed: 1, dressing: Vec::new() }
    }
}

/// Somebody in the picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Figure {
    /// The character's name, at most 120 characters.
    pub name: String,
    /// Appearance.
    pub look: Look,
    /// Metres to the right of the scene's middle, −40–40.
    pub x: f32,
    /// Metres towards the camera, −60–20.
    pub z: f32,
    /// Degrees: 0 faces the camera, 90 the right of the frame, −90 the left, 180 away.
    pub facing: f32,
    /// What the body does.
    pub pose: Pose,
    /// What is in the right hand.
    pub prop: Option<PropKind>,
    /// Degrees up (positive) or down (negative) the eyes look, −60–60.
    pub gaze: f32,
    /// What the face says.
    pub expression: Expression,
}

impl Default for Figure {
    fn default() -> Self {
        Self {
            name: String::new(),
            look: Look::default(),
            x: 0.0,
            z: 0.0,
            facing: 0.0,
            pose: Pose::Stand,
            prop: None,
            gaze: 0.0,
            expression: Expression::Neutral,
        }
    }
}

/// A thing shown for itself: on a table inside, on the ground outside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prop {
    /// What it is.
    pub kind: PropKind,
    /// Degrees it is turned about the vertical, −180–180.
    #[serde(default)]
    pub turn: f32,
}

/// One storyboard picture, asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Board {
    /// How much of the subject the frame holds.
    pub size: Size,
    /// Where the camera stands towards it.
    pub angle: Angle,
    /// Where the subject sits in the frame.
    pub composition: Composition,
    /// The numbers.
    pub params: Params,
    /// The place.
    pub set: Set,
    /// The hour.
    pub time: TimeOfDay,
    /// The weather.
    pub weather: Weather,
    /// Who is there, the subject first; at most six. An over-the-shoulder shot looks past the second.
    pub figures: Vec<Figure>,
    /// What an insert shows; at most four.
    pub props: Vec<Prop>,
    /// How the camera will move, for the arrows.
    pub movement: Movement,
    /// The hand it is drawn in.
    pub style: Style,
    /// Irregularity of the drawing; the same seed and the same board are the same bytes.
    pub seed: u32,
    /// Degrees the camera stands to the right of the scene's front (negative: left), −80–80;
    /// by default what the composition asks for.
    pub azimuth: Option<f32>,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            size: Size::Ms,
            angle: Angle::Eye,
            composition: Composition::ThirdsLeft,
            params: Params::default(),
            set: Set::default(),
            time: TimeOfDay::Day,
            weather: Weather::Clear,
            figures: Vec::new(),
            props: Vec::new(),
            movement: Movement::Static,
            style: Style::Marker,
            seed: 1,
            azimuth: None,
        }
    }
}

impl Board {
    /// A character's portrait: head and shoulders on a neutral ground, lit to be recognised by.
    pub fn portrait(look: Look, seed: u32) -> Self {
        Self {
            size: Size::Mcu,
            composition: Composition::Centered,
            params: Params {
                fov: 30.0,
                lighting: 68.0,
                hdr_bloom: 10.0,
                color_temp: 5_400.0,
                contrast: 45.0,
            },
            set: Set { place: Place::Interior, setting: Setting::Interior, seed: 0, dressing: Vec::new() },
            figures: vec![Figure { look, facing: 18.0, ..Figure::default() }],
            seed,
            azimuth: Some(0.0),
            ..Self::default()
        }
    }
}
