//! The peer: Celery with Redis, by `celery_peer.py`, in the Python that `SPOOL_BENCH_PYTHON` names.

use std::process::Command;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::{BURST, Cell, PAUSE, SINGLE, WAITING};

/// What the peer prints.
#[derive(Deserialize)]
struct Report {
    /// Milliseconds, a list for each number of waiting jobs.
    latency: [Vec<f64>; 2],
    rate: f64,
}

pub(super) fn measure(workers: usize) -> anyhow::Result<Cell> {
    let python = std::env::var("SPOOL_BENCH_PYTHON").context("run this by scripts/bench workers")?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/jobs/celery_peer.py");
    let pause_ms = PAUSE.as_millis().to_string();
    let numbers = [workers, SINGLE, WAITING[0], WAITING[1], BURST].map(|number| number.to_string());
    let done = Command::new(python).arg(script).args(numbers).arg(pause_ms).output()?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let Report { latency, rate } = serde_json::from_slice(&done.stdout)?;
    Ok(Cell { latency, rates: vec![rate] })
}
