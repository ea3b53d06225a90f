//! The endpoints: one file each, with its input, its output, its description and its handler.

pub(crate) mod assets;
pub(crate) mod auth;
pub(crate) mod characters;
pub(crate) mod docs;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod jobs;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod operations;
pub(crate) mod scenes;
pub(crate) mod scripts;
pub(crate) mod shots;
pub(crate) mod system;
pub(crate) mod versions;
