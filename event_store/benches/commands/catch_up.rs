//! How fast a reader who is far behind catches up.

use crate::clients::per_second;
use crate::peers::Peer;
use crate::reel::Reel;
use cqrs_es::persist::PersistedEventRepository as _;
use domain::Position;
use event_store::{Filter, Log, Sequencer, Tail};
use futures_util::StreamExt as _;
use postgres_es::PostgresEventRepository;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::Database;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Events read, at least as many as there must be.
const EVENTS: u64 = 200_000;
/// A reader that is slower than that is cut short.
const LIMIT: Duration = Duration::from_secs(5);

/// Reads the log that the other measurements left, in every way there is, and the peers theirs.
pub(crate) async fn measure(database: &Database, peers: &[Peer]) -> anyhow::Result<()> {
    let log = Log::new(database.pool(4));
    let shutdown = CancellationToken::new();
    let sequencer = Sequencer::start(database.url().parse()?, Arc::new(Notify::new()), shutdown.clone());
    let start = Instant::now();
    let before = log.head().await?.position;
    let all = events(database).await?;
    let mut head = before;
    while head.0 < all {
        tokio::time::sleep(Duration::from_millis(50)).await;
        head = log.head().await?.position;
    }
    let backlog = head.0 - before.0;
    println!("Sequencing a backlog of {backlog} events: {:.0}/s\n", per_second(backlog, start.elapsed()));
    shutdown.cancel();
    sequencer.stopped().await;
    anyhow::ensure!(head.0 >= EVENTS, "the log has only {head} events");
    // Statistics as autovacuum would have them.
    database.connect().await.batch_execute("vacuum analyze events, log").await?;

    println!("Catching up on {EVENTS} of {head} events:\n");
    let mut rates = vec![
        ("pages of 2,000", pages(&log).await?, EVENTS),
        ("subscription", subscription(&log, database).await?, EVENTS),
        ("postgres-es' stream", theirs(database).await?, EVENTS),
    ];
    for peer in peers {
        let (rate, events) = peer.catches_up(EVENTS).await?;
        rates.push((peer.name, rate, events));
    }
    let best = rates[2..].iter().map(|(_, rate, _)| *rate).fold(f64::NAN, f64::max);
    println!("| reader | events/s | of events | ÷ best of the others |");
    println!("|---|---:|---:|---:|");
    for (reader, rate, events) in rates {
        println!("| {reader} | {rate:.0} | {events} | {:.1} |", rate / best);
    }
    Ok(())
}

async fn events(database: &Database) -> anyhow::Result<u64> {
    let count: i64 =
        database.connect().await.query_one("select count(*) from events", &[]).await?.try_get(0)?;
    Ok(u64::try_from(count)?)
}

async fn pages(log: &Log) -> anyhow::Result<f64> {
    let start = Instant::now();
    let mut after = Position(0);
    while after.0 < EVENTS {
        let page = log.read(after, 2_000, &Filter::All).await?;
        after = page.last().map_or(Position(EVENTS), |event| event.position);
    }
    Ok(per_second(after.0, start.elapsed()))
}

async fn subscription(log: &Log, database: &Database) -> anyhow::Result<f64> {
    let shutdown = CancellationToken::new();
    let tail = Tail::start(log.clone(), database.url().parse()?, shutdown.clone()).await?;
    let start = Instant::now();
    let mut batches = pin!(tail.subscribe(Position(0)));
    let mut after = Position(0);
    while after.0 < EVENTS {
        after = batches.next().await.expect("the log has more")?.last();
    }
    let elapsed = start.elapsed();
    shutdown.cancel();
    Ok(per_second(after.0, elapsed))
}

async fn theirs(database: &Database) -> anyhow::Result<f64> {
    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(2).connect(database.url()).await?;
    let mut stream = PostgresEventRepository::new(pool).stream_all_events::<Reel>().await?;
    let (start, mut read) = (Instant::now(), 0);
    while read < EVENTS && start.elapsed() < LIMIT {
        match stream.next::<Reel>(&[]).await {
            Some(event) => drop(event?),
            None => break,
        }
        read += 1;
    }
    Ok(per_second(read, start.elapsed()))
}
