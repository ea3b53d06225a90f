//! Seconds and peak memory per board at four sizes: `cargo bench -p storyboard`. Each size runs in a
//! process of its own, so that the peak is that size's.

#![expect(clippy::cast_precision_loss, reason = "bytes and counts are printed as rounded numbers")]

use std::io::Write;
use std::time::Instant;
use storyboard::{Board, PixelSize, Silent, encode, render};

const SIZES: [(u32, u32); 4] = [(320, 180), (1_280, 720), (1_920, 1_080), (3_840, 2_160)];

fn status(field: &str) -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(f64::NAN)
}

/// User and system seconds of this process.
fn cpu_s() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn one(width: u32, height: u32) -> Result<(), Box<dyn std::error::Error>> {
    let boards: Vec<Board> = serde_json::from_str(include_str!("../examples/boards.json"))?;
    let size = PixelSize::new(width, height)?;
    let count = if width > 2_000 { 3 } else { 6 };
    let (begin, cpu) = (Instant::now(), cpu_s());
    let mut bytes = 0;
    for board in boards.into_iter().take(count) {
        let picture = render(&board.validate()?, size, 2, &mut Silent)?;
        bytes += encode::exr(&picture)?.len();
    }
    let n = count as f64;
    writeln!(
        std::io::stdout(),
        "{width:>5}x{height:<5} {:>8.2} {:>8.2} {:>10.0} {:>8.1}",
        begin.elapsed().as_secs_f64() / n,
        (cpu_s() - cpu) / n,
        status("VmHWM") / 1_024.0,
        bytes as f64 / n / 1e6,
    )?;
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|a| a == "--size") {
        let edges: Vec<u32> = arguments[at + 1..].iter().take(2).filter_map(|n| n.parse().ok()).collect();
        return one(edges[0], edges[1]);
    }
    writeln!(
        std::io::stdout(),
        "{:>11} {:>8} {:>8} {:>10} {:>8}",
        "size",
        "wall s",
        "cpu s",
        "peak MiB",
        "exr MB"
    )?;
    for (width, height) in SIZES {
        let status = std::process::Command::new(std::env::current_exe()?)
            .args(["--size", &width.to_string(), &height.to_string()])
            .status()?;
        if !status.success() {
            return Err(format!("{width}x{height} failed").into());
        }
    }
    Ok(())
}
