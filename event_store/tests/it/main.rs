//! The log against a real Postgres. One binary, so that it is linked once.

mod appending;
mod contract;
mod following;
mod guards;
mod idempotency;
mod loading;
mod reading;
mod sequencing;
mod sequencing_processes;
mod tally;
mod units;
mod unknown_outcome;
mod verifying;
mod world;
