//! The log against a real Postgres. One binary, so that it is linked once.

mod appending;
mod contract;
mod erasing;
mod following;
mod guards;
mod idempotency;
mod loading;
mod reading;
mod sequencing;
mod sequencing_processes;
mod tally;
mod transferring;
mod units;
mod unknown_outcome;
mod upcasting;
mod verifying;
mod world;
