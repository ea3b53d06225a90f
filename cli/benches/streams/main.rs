//! Event streams as browsers have them. From a commit to a hundred of them, at 100 and at 1,000 events a second,
//! beside a bare connection that listens for the `NOTIFY` of a bare insert; then 1,000 and 10,000 of
//! them on one process, beside nginx with nchan.
//!
//! The clients are a process of their own, as they are in life; both sides read the same monotonic clock.

mod clients;
mod latency;
mod load;
mod memory;
mod nchan;
mod raw_notify;
mod studio;

use anyhow::Result;
use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Nanoseconds of the system-wide monotonic clock.
fn clock_ns() -> u64 {
    let time = nix::time::clock_gettime(nix::time::ClockId::CLOCK_MONOTONIC).expect("the clock exists");
    u64::try_from(time.tv_sec()).unwrap_or(0) * 1_000_000_000 + u64::try_from(time.tv_nsec()).unwrap_or(0)
}

/// Files that this process may open: as many as it can have.
fn open_files() -> Result<u64> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    Ok(most)
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

fn main() -> Result<()> {
    open_files()?;
    if let Some(wish) = clients::Wish::from_parent() {
        return tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?
            .block_on(clients::run(wish));
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        // The provider is the process' own choice, and only the first one counts.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let studio = studio::BenchStudio::start().await?;
        // First, while the process is as small as it will ever be.
        let studio = load::measure(studio).await?;
        latency::measure(&studio).await?;
        studio.stop().await
    })
}
