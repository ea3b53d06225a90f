//! The kinds of work that make films of frames: the clip of a shot, and with sound the animatic of a scene and that
//! of a script.

mod clip;
mod cut;
mod encode;
mod fade;
mod frame;
mod make;
mod sheet;
pub(crate) mod timeline;

pub(crate) use clip::FilmShot;
pub use encode::Projector;
pub(crate) use make::{FilmScene, FilmScript};
