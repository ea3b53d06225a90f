//! The kinds of work that productions are made of: one file and one line each.

mod review_scene;
mod review_script;
mod time_scene;
mod time_script;

use super::NodeKind;

/// Every kind, in the order in which plans list what is wanted.
pub const STANDARD: &[NodeKind] =
    &[time_scene::KIND, time_script::KIND, review_scene::KIND, review_script::KIND];
