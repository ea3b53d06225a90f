//! One command, one file.

pub(crate) mod doctor;
pub(crate) mod erase;
pub(crate) mod history;
pub(crate) mod jobs;
pub(crate) mod log;
pub(crate) mod login;
pub(crate) mod migrate;
pub(crate) mod produce;
pub(crate) mod projections;
pub(crate) mod rebuild;
pub(crate) mod serve;
pub(crate) mod up;
pub(crate) mod user;
pub(crate) mod verify;
mod watch;
pub(crate) mod work;
pub(crate) mod write;
