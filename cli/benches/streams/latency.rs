//! From a commit to a hundred open streams, at a steady rate; beside it a bare `NOTIFY`.

use super::clients::Clients;
use super::load::Server;
use super::studio::BenchStudio;
use super::{Latencies, raw_notify};
use anyhow::{Result, ensure};
use std::time::Duration;
use tokio::task::JoinSet;

/// Streams that are open at once.
const STREAMS: usize = 100;
/// Events a second.
const RATES: [u32; 2] = [100, 1_000];
/// How long each rate is held.
const HOLD: Duration = Duration::from_secs(6);

/// Prints a row for each rate.
pub(super) async fn measure(studio: &BenchStudio) -> Result<()> {
    println!("From a commit to {STREAMS} streams, each rate held for {HOLD:?}:\n");
    println!(
        "| events/s | streams | commit → stream p50 | p99 | command → stream p99 | bare NOTIFY p50 | p99 | p50 ratio | p99 ratio |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for rate in RATES {
        let bare = raw_notify::measure(studio, rate, HOLD).await?;
        let (ours, whole) = held(studio, rate).await?;
        println!(
            "| {rate} | {STREAMS} | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.1} | {:.1} |",
            ours.percentile(50),
            ours.percentile(99),
            whole.percentile(99),
            bare.percentile(50),
            bare.percentile(99),
            ours.percentile(50) / bare.percentile(50),
            ours.percentile(99) / bare.percentile(99),
        );
    }
    println!();
    Ok(())
}

/// Holds `rate` changes a second, in an open loop: a slow answer does not slow the next command. Latencies from
/// the commit's answer, and from before the command, to each stream.
async fn held(studio: &BenchStudio, rate: u32) -> Result<(Latencies, Latencies)> {
    let changes = usize::try_from(rate)? * usize::try_from(HOLD.as_secs())?;
    let clients = Clients::open(&studio.source(), STREAMS, changes).await?;
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
    let mut commits = JoinSet::new();
    for change in 0..changes {
        ticks.tick().await;
        commits.spawn(studio.change(change));
    }
    let mut times = vec![(0, 0); changes];
    while let Some(commit) = commits.join_next().await {
        let (change, sent, committed) = commit??;
        times[change] = (sent, committed);
    }
    let arrivals = clients.arrivals().await?;
    ensure!(arrivals.len() == changes * STREAMS, "events were missed: {}", arrivals.len());
    let from_commit = arrivals.iter().map(|(change, at)| at.saturating_sub(times[*change].1));
    let from_command = arrivals.iter().map(|(change, at)| at.saturating_sub(times[*change].0));
    Ok((Latencies::new(from_commit), Latencies::new(from_command)))
}
