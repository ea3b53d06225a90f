//! The built binary as a user meets it: started, refused, cut off, and asked to write and to produce.

mod crew;
mod film;
mod harness;
mod journey;
mod log;
mod operating;
mod produce;
mod production;
mod projections;
mod refusals;
mod watcher;
mod working;
