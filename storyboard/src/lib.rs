//! Storyboard pictures from structured shots: a CPU renderer that is pure, deterministic and bounded in
//! memory. [`Board`] says what is wanted, [`Board::validate`] checks it, [`render`] draws it, [`encode`]
//! writes files, [`sheet`] adds the slate and the camera's arrows, [`measure`] says what is seen.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "pixels, cells and hashes go between integers and f32 everywhere, all far below 2^24"
)]
#![expect(
    clippy::many_single_char_names,
    reason = "x, y, z, u, v, n, t and lo, hi are the names of geometry"
)]

pub mod board;
pub mod encode;
mod figure;
pub mod look;
pub mod measure;
mod noise;
mod picture;
mod place;
mod prop;
mod render;
mod scene;
pub mod sheet;
mod trace;
pub mod words;

pub use board::{Aspect, Board, BoardError, Checked, Fault, Figure, Params, PixelSize, Prop, Set, SizeError};
pub use look::Look;
pub use measure::{Measured, measure};
pub use picture::{Picture, Still};
pub use place::Place;
pub use render::{Progress, RenderError, Silent, render};
pub use sheet::{Slate, sheet};
