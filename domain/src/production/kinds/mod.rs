//! The kinds of work that productions are made of: one file and one line each.

mod break_down_scene;
mod draw_portrait;
mod film_scene;
mod film_script;
mod mix_scene;
mod review_scene;
mod review_script;
mod score_scene;
mod sound_scene;
mod speak_scene;
mod storyboard_scene;
mod time_scene;
mod time_script;

use super::NodeKind;

/// Every kind, in the order in which plans list what is wanted.
pub const STANDARD: &[NodeKind] = &[
    time_scene::KIND,
    time_script::KIND,
    break_down_scene::KIND,
    storyboard_scene::KIND,
    draw_portrait::KIND,
    speak_scene::KIND,
    score_scene::KIND,
    sound_scene::KIND,
    mix_scene::KIND,
    film_scene::KIND,
    film_script::KIND,
    review_scene::KIND,
    review_script::KIND,
];
