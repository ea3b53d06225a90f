//! The limit: one transaction that inserts a row and notifies, one bare connection that listens.

use super::studio::BenchStudio;
use super::{Latencies, clock_ns};
use anyhow::Result;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;

/// Holds `rate` inserts a second and measures from each commit to its notification.
pub(super) async fn measure(studio: &BenchStudio, rate: u32, hold: Duration) -> Result<Latencies> {
    let pool = studio.pool();
    let setup = "create table if not exists bare (n bigint, body text)";
    pool.get().await?.batch_execute(setup).await?;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let _listening = event_store::listen(studio.database(), &["bare"], {
        let heard = Arc::clone(&heard);
        move |notification| {
            let arrival = clock_ns();
            if let Ok(change) = notification.payload().parse::<usize>() {
                heard.lock().expect("nobody panicked").push((change, arrival));
            }
        }
    })
    .await?;
    let changes = usize::try_from(rate)? * usize::try_from(hold.as_secs())?;
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
    let mut commits = JoinSet::new();
    for change in 0..changes {
        ticks.tick().await;
        let pool = pool.clone();
        commits.spawn(async move {
            let client = pool.get().await?;
            let sql = "with row as (insert into bare values ($1, repeat('x', 300)) returning n)
                       select pg_notify('bare', n::text) from row";
            let statement = client.prepare_cached(sql).await?;
            client.query(&statement, &[&i64::try_from(change)?]).await?;
            anyhow::Ok((change, clock_ns()))
        });
    }
    let mut committed = vec![0; changes];
    while let Some(commit) = commits.join_next().await {
        let (change, at) = commit??;
        committed[change] = at;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let heard = std::mem::take(&mut *heard.lock().expect("nobody panicked"));
    anyhow::ensure!(heard.len() == changes, "{} of {changes} notifications were heard", heard.len());
    Ok(Latencies::new(heard.into_iter().map(|(change, at)| at.saturating_sub(committed[change]))))
}
