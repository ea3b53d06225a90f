//! Projections against a real Postgres: every row here comes from commands given to the store. One
//! binary, so that it is linked once.

mod adding;
mod assets;
mod crashes;
mod erasing;
mod history;
mod journey;
mod killed;
mod operations;
mod owners;
mod paging;
mod past;
mod poison;
mod progress;
mod read_models;
mod rebuilding;
mod shots;
mod structure;
mod tally;
mod waiting;
mod world;
