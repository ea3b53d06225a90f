//! What is heard: the real speech model, the real speech programs and the real soundfont, judged by ffmpeg and by
//! measuring. One program, because each would link everything again.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "tests turn times into sample numbers and back"
)]

mod common;
mod files;
mod mix;
mod music;
mod voice;
