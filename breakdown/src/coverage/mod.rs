//! The grammar of coverage: which set-up holds which beats.
//!
//! Every beat is held by exactly one set-up, in order. Beside those stand set-ups without text of their
//! own: the establishing shot of a scene that opens on people, and reactions, which answer the beat
//! before them. [`setups`] makes them, [`thin`] brings them down to what a schedule can carry.

mod dialogue;
mod setups;
pub(crate) mod tension;
mod thin;

pub(crate) use setups::setups;
pub(crate) use thin::thin;

use crate::beats::Beat;
use domain::scene::shot::Coverage;
use std::ops::Range;

/// One camera set-up, before it is composed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setup {
    pub(crate) role: Coverage,
    /// The beats it holds; empty for one without text of its own.
    pub(crate) beats: Range<usize>,
    /// The beat it answers, for one without text of its own.
    pub(crate) answers: Option<usize>,
    /// Who is in it, the one it is about first.
    pub(crate) people: Vec<usize>,
    /// What it is about, if that is a thing.
    pub(crate) thing: Option<&'static str>,
    pub(crate) tension: f64,
}

impl Setup {
    fn new(role: Coverage, beats: Range<usize>, people: Vec<usize>, all: &[Beat]) -> Self {
        let tension = all[beats.clone()].iter().map(|beat| beat.tension).fold(0.0, f64::max);
        Self { role, beats, answers: None, people, thing: None, tension }
    }
}
