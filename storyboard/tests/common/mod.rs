//! What the tests of pictures share: boards of the example, and a small render.

use storyboard::{Board, Picture, PixelSize, Silent, render};

/// The boards of `examples/boards.json`.
pub(crate) fn boards() -> Vec<Board> {
    serde_json::from_str(include_str!("../../examples/boards.json")).expect("the example's boards are boards")
}

/// A picture of a board that must be valid.
pub(crate) fn draw(board: Board, width: u32, height: u32, threads: usize) -> Picture {
    let size = PixelSize::new(width, height).expect("a size within the limits");
    render(&board.validate().expect("a valid board"), size, threads, &mut Silent).expect("a picture")
}
