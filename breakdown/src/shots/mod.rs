//! The breakdown itself: from a scene's facts to plans of shots that the domain accepts.

mod compose;
mod describe;
mod frame;
mod staging;
mod timing;

use crate::beats::{MAX_BYTES, People, beats};
use crate::cast::Cast;
use crate::coverage::{setups, tension, thin};
use crate::light::light;
use crate::setting::SetFacts;
use compose::Composer;
use domain::scene::shot::{DeclaredChange, ShotPlan, Subject};
use domain::{Genre, Tone};
use screenplay::ParseError;
use serde::{Deserialize, Serialize};
use staging::Staging;
use std::collections::BTreeMap;

/// What is broken down.
#[derive(Clone, Copy, Debug)]
pub struct SceneFacts<'s> {
    /// The scene's text, without its slugline.
    pub content: &'s str,
    /// Of which revision.
    pub revision: u32,
    /// Where it plays.
    pub set: &'s SetFacts,
    /// The film's genre.
    pub genre: Genre,
    /// The scene's mood.
    pub tone: Tone,
    /// What stands against the scene's goal; blank if nothing does.
    pub tension: &'s str,
}

/// A side of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
}

impl Side {
    /// -1 for left, 1 for right.
    pub const fn sign(self) -> f64 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }

    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// What goes on from one scene to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// The location that was seen last: it needs no establishing again.
    pub location: Option<String>,
    /// Who stood on which side; kept within a location.
    #[serde(default)]
    pub sides: BTreeMap<String, Side>,
    /// To which side people last travelled; travel goes on that way.
    pub travel: Option<Side>,
    /// What differs on purpose in this scene; noted on the shots it concerns.
    #[serde(default)]
    pub changes: Vec<DeclaredChange>,
}

/// A scene's shots, and what the next scene needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// The shots, in order; at least one, at most 40.
    pub shots: Vec<ShotPlan>,
    /// What goes on from here; without declared changes, which hold for one scene.
    pub after: Context,
}

/// Why a text cannot be broken down.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BreakdownError {
    /// It is too long for one scene.
    #[error("the scene has {bytes} bytes; the most is {MAX_BYTES}")]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// It is no text of a screenplay.
    #[error("the scene's text cannot be read: {0}")]
    Unreadable(#[from] ParseError),
}

/// Breaks a scene into shots. Every plan passes [`ShotPlan::check`]; spans lie in the text and start in
/// order; every line of dialogue is spoken in exactly one shot. A reaction that answers a line has that
/// line's span too.
pub fn break_down(
    scene: &SceneFacts<'_>,
    cast: &Cast,
    context: &Context,
) -> Result<Breakdown, BreakdownError> {
    if scene.content.len() > MAX_BYTES {
        return Err(BreakdownError::TooLong { bytes: scene.content.len() });
    }
    let mut people = People::new(cast);
    let mut beats = beats(scene.content, &mut people)?;
    tension::draw(&mut beats, scene.tone, !scene.tension.trim().is_empty());
    let fresh = context.location.as_deref() != Some(scene.set.location.as_str());
    let elements = screenplay::parse_fragment(scene.content)?;
    let eighths = screenplay::page_eighths(&elements);
    let setups = thin(setups(&beats, fresh), &beats, eighths);
    let mut composer = Composer {
        scene,
        people: &people,
        beats: &beats,
        light: light(scene.set, scene.genre, scene.tone),
        staging: Staging::new(context, fresh, scene.set, &beats),
        held: 0,
    };
    let mut shots: Vec<ShotPlan> = Vec::with_capacity(setups.len());
    for (at, setup) in setups.iter().enumerate() {
        let shot = composer.shot(setup, at, shots.last());
        shots.push(shot);
    }
    timing::time(&mut shots, &setups, &beats, eighths);
    for shot in &mut shots {
        declare(shot, &context.changes);
    }
    let after = composer.staging.after(scene.set, &people);
    Ok(Breakdown { shots, after })
}

/// Notes what differs on purpose on the shots it concerns.
fn declare(shot: &mut ShotPlan, changes: &[DeclaredChange]) {
    let concerns = changes.iter().filter(|change| match &change.subject {
        Subject::Character { name } => shot.characters.iter().any(|it| it.eq_ignore_ascii_case(name)),
        Subject::Set {} => true,
    });
    let said: Vec<String> = concerns.take(6).map(|change| change.what.chars().take(500).collect()).collect();
    shot.notes = said.join("; ");
}
