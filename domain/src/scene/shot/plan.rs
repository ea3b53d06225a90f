//! What a shot is to show and how: the plan that a breakdown writes and a person edits.

use super::params::{DurationMs, Facing, Gaze, Metres, Params, ParamsChange};
use super::words::{Angle, Composition, Coverage, Movement, Pose, Size};
use serde::{Deserialize, Serialize};

/// A stretch of a scene's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TextSpan {
    /// Of which revision of the scene's text.
    pub revision: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// One person in the frame, seen from the camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Whose figure it is, by the character's name.
    pub character: String,
    /// Metres to the right of the middle.
    pub x: Metres,
    /// Metres towards the camera.
    pub z: Metres,
    /// Where the body is turned.
    pub facing: Facing,
    /// What it does.
    pub pose: Pose,
    /// What it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prop: Option<String>,
    /// Where the eyes look.
    pub gaze: Gaze,
}

/// A text or a list in a plan that is too long, or blank where it must say something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// A text is too long.
    #[error("{field} has {given} characters; the most is {most}")]
    TooLong {
        /// The field's name.
        field: &'static str,
        /// How many it has.
        given: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A list is too long.
    #[error("{field} holds {given} entries; the most is {most}")]
    TooMany {
        /// The field's name.
        field: &'static str,
        /// How many it has.
        given: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A name is blank.
    #[error("{field} holds a blank name")]
    Blank {
        /// The field's name.
        field: &'static str,
    },
    /// A span ends before it starts.
    #[error("the span ends at byte {end}, before its start at byte {start}")]
    BackwardSpan {
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
}

/// Most characters of a description or of notes.
pub const MAX_TEXT: usize = 4_000;
/// Most characters of a name or of a prop.
pub const MAX_NAME: usize = 200;
/// Most characters or props in one shot.
pub const MAX_NAMES: usize = 32;
/// Most figures in one shot.
pub const MAX_FIGURES: usize = 12;

/// Declares the plan and its change from one list of fields, so that they cannot drift apart.
macro_rules! plan {
    ($($(#[doc = $doc:literal])* $field:ident: $kind:ty),+ $(,)?) => {
        /// What a shot is to show and how.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct ShotPlan {
            $($(#[doc = $doc])* pub $field: $kind,)+
            /// Lens and light.
            pub params: Params,
            /// The text it came from; none if it was added by hand.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub span: Option<TextSpan>,
        }

        /// The fields of a plan, each present only if it changes.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct ShotChange {
            $($(#[doc = $doc])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $field: Option<$kind>,)+
            /// Lens and light.
            #[serde(default, skip_serializing_if = "ParamsChange::is_empty")]
            pub params: ParamsChange,
        }

        impl ShotPlan {
            /// What was and what will be, cut down to the fields that really change.
            pub(super) fn difference(&self, change: ShotChange) -> (ShotChange, ShotChange) {
                let (old, new) = self.params.difference(change.params);
                let after = ShotChange {
                    $($field: change.$field.filter(|new| *new != self.$field),)+
                    params: new,
                };
                let before = ShotChange {
                    $($field: after.$field.as_ref().map(|_| self.$field.clone()),)+
                    params: old,
                };
                (before, after)
            }

            /// The plan with the change made.
            #[must_use]
            pub fn with(mut self, change: ShotChange) -> Self {
                $(if let Some(new) = change.$field { self.$field = new; })+
                self.params.take(change.params);
                self
            }
        }
    };
}

plan! {
    /// What it does in the coverage.
    role: Coverage,
    /// How much the frame holds.
    size: Size,
    /// From where the camera looks.
    angle: Angle,
    /// What the camera does.
    movement: Movement,
    /// How the frame is divided.
    composition: Composition,
    /// How long it lasts, in milliseconds.
    duration_ms: DurationMs,
    /// What is seen, in words.
    description: String,
    /// Who is in it, by name.
    characters: Vec<String>,
    /// Who stands where.
    figures: Vec<Figure>,
    /// Things that matter in it.
    props: Vec<String>,
    /// Whatever somebody wants to remember.
    notes: String,
}

impl ShotChange {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl ShotPlan {
    /// Whether its texts and lists are within bounds; the numbers are by their types.
    pub fn check(&self) -> Result<(), PlanFault> {
        text("description", &self.description, MAX_TEXT)?;
        text("notes", &self.notes, MAX_TEXT)?;
        many("figures", self.figures.len(), MAX_FIGURES)?;
        names("characters", self.characters.iter())?;
        names("props", self.props.iter())?;
        names("figures", self.figures.iter().map(|figure| &figure.character))?;
        names("figures", self.figures.iter().filter_map(|figure| figure.prop.as_ref()))?;
        match self.span {
            Some(TextSpan { start, end, .. }) if start > end => Err(PlanFault::BackwardSpan { start, end }),
            _ => Ok(()),
        }
    }
}

pub(super) fn text(field: &'static str, text: &str, most: usize) -> Result<(), PlanFault> {
    let given = text.chars().count();
    if given > most { Err(PlanFault::TooLong { field, given, most }) } else { Ok(()) }
}

fn many(field: &'static str, given: usize, most: usize) -> Result<(), PlanFault> {
    if given > most { Err(PlanFault::TooMany { field, given, most }) } else { Ok(()) }
}

fn names<'n>(field: &'static str, names: impl Iterator<Item = &'n String>) -> Result<(), PlanFault> {
    let mut count = 0;
    for name in names {
        count += 1;
        if name.trim().is_empty() {
            return Err(PlanFault::Blank { field });
        }
        text(field, name, MAX_NAME)?;
    }
    many(field, count, MAX_NAMES)
}
