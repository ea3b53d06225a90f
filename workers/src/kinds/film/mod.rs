//! The kinds of work that cut a film from frames and sound: the animatic of a scene, and that of a script.

mod cut;
mod fade;
mod frame;
mod make;
mod sheet;
pub(crate) mod timeline;

pub use make::Projector;
pub(crate) use make::{FilmScene, FilmScript};
