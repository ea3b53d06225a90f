//! The built binary as a user meets it: started, refused, cut off, and asked to write and to produce.

mod crew;
mod film;
mod harness;
mod journey;
mod produce;
mod production;
mod refusals;
mod watcher;
mod working;
