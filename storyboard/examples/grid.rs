//! Draws boards to be looked at: `cargo run -p storyboard --example grid -- OUT [WIDTH] [ONLY] [FILE]`.
//! Writes contact sheets of twelve. `ONLY` are numbers with commas or `all`, `FILE` a JSON list of boards.

#![expect(clippy::cast_possible_truncation, reason = "a contact sheet is far smaller than 2^32")]

use std::io::Write;
use std::path::Path;
use storyboard::{Board, PixelSize, Silent, Still, encode, render};

const BOARDS: &str = include_str!("boards.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: grid OUT [WIDTH] [ONLY] [FILE]")?;
    let width: u32 = arguments.next().map_or(Ok(640), |w| w.parse())?;
    let only = arguments.next().filter(|only| only != "all");
    let file = arguments.next().map(std::fs::read_to_string).transpose()?;
    std::fs::create_dir_all(&out)?;
    let boards: Vec<Board> = serde_json::from_str(file.as_deref().unwrap_or(BOARDS))?;
    let size = PixelSize::new(width, width * 9 / 16)?;
    let mut stills = Vec::new();
    for (index, board) in boards.into_iter().enumerate() {
        if only.as_ref().is_some_and(|only| !only.split(',').any(|o| o == index.to_string())) {
            continue;
        }
        let begin = std::time::Instant::now();
        let picture = render(&board.validate()?, size, 2, &mut Silent)?;
        writeln!(std::io::stdout(), "{index:02}: {:.2} s", begin.elapsed().as_secs_f32())?;
        stills.push(picture.clean());
    }
    for (index, group) in stills.chunks(12).enumerate() {
        let sheet = contact(group, 3);
        std::fs::write(Path::new(&out).join(format!("sheet{index}.png")), encode::png(&sheet)?)?;
    }
    Ok(())
}

/// Stills side by side, `across` in a row.
fn contact(stills: &[Still], across: usize) -> Still {
    let (w, h) = (stills[0].size.0 as usize, stills[0].size.1 as usize);
    let down = stills.len().div_ceil(across);
    let mut rgb = vec![20_u8; w * across * h * down * 3];
    for (index, still) in stills.iter().enumerate() {
        let (x, y) = (index % across * w, index / across * h);
        for (row, line) in still.rgb.chunks_exact(w * 3).enumerate() {
            let start = ((y + row) * w * across + x) * 3;
            rgb[start..start + w * 3].copy_from_slice(line);
        }
    }
    Still { size: ((w * across) as u32, (h * down) as u32), rgb }
}
