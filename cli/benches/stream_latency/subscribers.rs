//! The other process: holds the streams open and notes when each shows each change.

use super::{SUBSCRIBERS, clock_ns};
use anyhow::{Context, Result, bail};
use eventsource_stream::Eventsource;
use futures_util::StreamExt;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;

/// What the parent asks of this process.
pub(super) struct Subscription {
    url: String,
    token: String,
    /// Changes after which each stream is done.
    changes: usize,
}

impl Subscription {
    /// The names under which a parent passes it on.
    pub(super) const VARIABLES: [&'static str; 3] =
        ["SPOOL_BENCH_STREAM_URL", "SPOOL_BENCH_STREAM_TOKEN", "SPOOL_BENCH_STREAM_CHANGES"];

    /// Set when this process was started as the subscribers.
    pub(super) fn from_parent() -> Option<Self> {
        let [url, token, changes] = Self::VARIABLES.map(|name| std::env::var(name).ok());
        Some(Self { url: url?, token: token?, changes: changes?.parse().ok()? })
    }
}

/// Opens the streams, says so, and prints `change arrival` for every stream and change.
pub(super) async fn run(subscription: Subscription) -> Result<()> {
    let seen = Arc::new(Mutex::new(Vec::with_capacity(SUBSCRIBERS * subscription.changes)));
    let subscription = Arc::new(subscription);
    let (opened, mut open) = tokio::sync::mpsc::channel(SUBSCRIBERS);
    let mut streams = JoinSet::new();
    for _ in 0..SUBSCRIBERS {
        streams.spawn(watch(Arc::clone(&subscription), Arc::clone(&seen), opened.clone()));
    }
    for _ in 0..SUBSCRIBERS {
        open.recv().await.context("a stream could not be opened")?;
    }
    println!("open");
    std::io::stdout().flush()?;
    while let Some(stream) = streams.join_next().await {
        stream??;
    }
    let mut out = std::io::stdout().lock();
    for (change, arrival) in seen.lock().expect("no stream panicked").iter() {
        writeln!(out, "{change} {arrival}")?;
    }
    Ok(())
}

async fn watch(
    subscription: Arc<Subscription>,
    seen: Arc<Mutex<Vec<(usize, u64)>>>,
    opened: tokio::sync::mpsc::Sender<()>,
) -> Result<()> {
    let client = reqwest::Client::builder().pool_max_idle_per_host(0).build()?;
    let request = client.get(&subscription.url).bearer_auth(&subscription.token);
    let response = request.header("accept", "text/event-stream").send().await?.error_for_status()?;
    let mut events = std::pin::pin!(response.bytes_stream().eventsource());
    let mut mine = Vec::with_capacity(subscription.changes);
    while mine.len() < subscription.changes {
        let next = tokio::time::timeout(Duration::from_secs(30), events.next()).await;
        let event = match next.context("a stream fell silent")? {
            Some(event) => event?,
            None => bail!("a stream ended early"),
        };
        let arrival = clock_ns();
        match event.event.as_str() {
            "snapshot" => opened.send(()).await?,
            "script.logline_changed" => mine.push((change(&event.data)?, arrival)),
            "lagged" => bail!("a stream was cut for lagging"),
            _ => {}
        }
    }
    seen.lock().expect("no stream panicked").extend(mine);
    Ok(())
}

/// The number that the writer put into the logline.
fn change(data: &str) -> Result<usize> {
    let event: serde_json::Value = serde_json::from_str(data)?;
    let after = event["data"]["after"].as_str().context("a change without a logline")?;
    Ok(after.parse()?)
}
