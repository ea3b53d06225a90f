//! The fault harness: a real studio of several processes on a Postgres of its own, people who use it, and
//! somebody who kills, cuts, fills and sets wrong whatever can be; then a look at what became of Spool's promises.
//!
//! Everything is chosen by a seed and bounded; nothing leaves the loopback interface. `scripts/faults` runs it.

pub mod clock;
pub mod disk;
pub mod ground;
pub mod history;
pub mod judge;
pub mod person;
pub mod plan;
pub mod postgres;
pub mod process;
pub mod proxy;
pub mod report;
pub mod round;
pub mod settings;
pub mod strike;
pub mod truth;
pub mod turns;
pub mod watcher;
