//! Breakdowns looked at from outside, as one program: it links once.

mod common;
mod coverage;
mod descriptions;
mod genres;
mod laws;
mod lengths;
mod odd;
mod scenes;
mod staging;
