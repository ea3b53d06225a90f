//! From a commit to every open browser: how long until 100 event streams show a change, at 100 and
//! at 1,000 events a second. Beside it, in the same run, the limit on this machine: a bare
//! connection that listens for the `NOTIFY` of a bare insert.
//!
//! The subscribers are a process of their own, as they are in life; both sides read the same
//! monotonic clock. Rates are held by an open loop: a slow answer does not slow the next command.

mod raw_notify;
mod studio;
mod subscribers;

use std::time::Duration;

/// Streams that are open at once.
const SUBSCRIBERS: usize = 100;
/// Events a second.
const RATES: [u32; 2] = [100, 1_000];
/// How long each rate is held.
const HOLD: Duration = Duration::from_secs(8);

/// Nanoseconds of the system-wide monotonic clock.
fn clock_ns() -> u64 {
    let time = nix::time::clock_gettime(nix::time::ClockId::CLOCK_MONOTONIC).expect("the clock exists");
    u64::try_from(time.tv_sec()).unwrap_or(0) * 1_000_000_000 + u64::try_from(time.tv_nsec()).unwrap_or(0)
}

/// Latencies in milliseconds.
struct Latencies {
    sorted_ms: Vec<f64>,
}

impl Latencies {
    fn new(nanoseconds: impl IntoIterator<Item = u64>) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "seconds in nanoseconds fit a double exactly enough")]
        let mut sorted_ms: Vec<f64> = nanoseconds.into_iter().map(|ns| ns as f64 / 1e6).collect();
        sorted_ms.sort_by(f64::total_cmp);
        Self { sorted_ms }
    }

    /// The value below which `percent` of all lie.
    fn percentile(&self, percent: usize) -> f64 {
        let last = self.sorted_ms.len().saturating_sub(1);
        self.sorted_ms.get(last * percent / 100).copied().unwrap_or(f64::NAN)
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // The provider is the process' own choice, and only the first one counts.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if let Some(subscription) = subscribers::Subscription::from_parent() {
        return subscribers::run(subscription).await;
    }
    let studio = studio::BenchStudio::start().await?;
    println!(
        "| events/s | streams | commit → stream p50 | p99 | command → stream p99 | bare NOTIFY p50 | p99 | p50 ratio | p99 ratio |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for rate in RATES {
        let bare = raw_notify::measure(&studio, rate, HOLD).await?;
        let (ours, whole) = studio.measure(rate, HOLD).await?;
        println!(
            "| {rate} | {SUBSCRIBERS} | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {:.1} | {:.1} |",
            ours.percentile(50),
            ours.percentile(99),
            whole.percentile(99),
            bare.percentile(50),
            bare.percentile(99),
            ours.percentile(50) / bare.percentile(50),
            ours.percentile(99) / bare.percentile(99),
        );
    }
    studio.stop().await
}
