//! The sequencer under races: nothing skipped, nothing twice, nothing out of order, nothing stalled.

use crate::tally::{Tally, TallyCommand};
use crate::world::{Dice, World, command, count, eventually, fresh};
use domain::Position;
use event_store::sequencer::{Batcher, Step};
use event_store::{Filter, Sequencer, listen};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio_postgres::Client;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const INSERT: &str =
    "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
     values ('tally', $1, $2, 'tally.counted', '1', '{\"type\": \"counted\", \"by\": 1}', '{}')";

/// Every event has one position, positions have no gap, and each stream's events are in order.
async fn assert_sequenced(world: &World) {
    let events = world.number("select count(*) from events").await;
    eventually(|| async { world.number("select count(*) from log").await == events }).await;
    assert_eq!(world.number("select coalesce(max(position), 0) from log").await, events);
    let disorder = "select count(*) from (
        select e.sequence, lag(e.sequence, 1, 0::int8) over (partition by e.aggregate_id order by l.position) as before
        from log l join events e on e.id = l.event_id) s where sequence <> before + 1";
    assert_eq!(world.number(disorder).await, 0);
    let log = world.log.read(Position(0), 1_000_000, &Filter::All).await.unwrap();
    assert_eq!(log.len(), usize::try_from(events).unwrap());
    let verdict = event_store::verify::verify(&world.log, None, |_| ()).await.unwrap();
    assert_eq!(verdict.broken, None);
}

/// Writes for `time`: transactions of several events to several streams, with naps in between, some of them long.
async fn write(client: Client, seed: u64, time: Duration) -> u64 {
    let end = Instant::now() + time;
    let (mut dice, mut written) = (Dice(seed), 0);
    let mut streams: HashMap<Uuid, i64> = (0..3).map(|_| (fresh().0, 0)).collect();
    let insert = client.prepare(INSERT).await.unwrap();
    while Instant::now() < end {
        client.batch_execute("begin").await.unwrap();
        for (stream, sequence) in &mut streams {
            if dice.below(3) == 0 {
                continue;
            }
            for _ in 0..=dice.below(3) {
                *sequence += 1;
                client.execute(&insert, &[&stream.to_string(), sequence]).await.unwrap();
                written += 1;
                tokio::time::sleep(Duration::from_millis(
                    [0, 0, 1, 20][usize::try_from(dice.below(4)).unwrap()],
                ))
                .await;
            }
        }
        if dice.below(50) == 0 {
            tokio::time::sleep(Duration::from_millis(1500)).await;
        }
        client.batch_execute("commit").await.unwrap();
    }
    written
}

#[tokio::test(flavor = "multi_thread")]
async fn racing_writers_lose_nothing_and_an_open_transaction_stalls_nobody() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    // One writer that has written and stays open for six seconds.
    let slow = world.client().await;
    slow.batch_execute("begin").await.unwrap();
    slow.execute(INSERT, &[&fresh().to_string(), &1i64]).await.unwrap();
    let writers: Vec<_> =
        (1..=8u64)
            .map(|seed| {
                let client = world.database.connect();
                async move {
                    tokio::spawn(write(client.await, seed * 7919, Duration::from_secs(5))).await.unwrap()
                }
            })
            .collect();
    let progress = async {
        let mut heads = Vec::new();
        for _ in 0..6 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            heads.push(world.log.head().await.unwrap().position);
        }
        slow.batch_execute("commit").await.unwrap();
        heads
    };
    let (written, heads) = tokio::join!(futures_util::future::join_all(writers), progress);
    // Each second of the first five brought new positions while the slow one was open.
    assert!(heads[..5].windows(2).all(|pair| pair[0] < pair[1]) && heads[0] > Position(0), "{heads:?}");
    let written: u64 = written.iter().sum();
    assert!(written > 500, "the race needs racers: {written}");
    assert_eq!(world.number("select count(*) from events").await, i64::try_from(written).unwrap() + 1);
    assert_sequenced(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_lock_between_them_sequencers_still_write_every_position_once() {
    let world = World::new().await;
    let stop = CancellationToken::new();
    let mut batchers = Vec::new();
    // Four that each believe to be the only one: the head decides.
    for _ in 0..4 {
        let mut batcher = Batcher::open(world.client().await).await.unwrap();
        let stop = stop.clone();
        batchers.push(tokio::spawn(async move {
            let (mut overtaken, mut sequenced) = (0, 0);
            while !stop.is_cancelled() {
                match batcher.step().await.unwrap() {
                    Step::Overtaken => overtaken += 1,
                    Step::Sequenced { .. } => sequenced += 1,
                    Step::Idle => tokio::task::yield_now().await,
                }
            }
            (overtaken, sequenced)
        }));
    }
    let racers: Vec<_> =
        (1..=4u64)
            .map(|seed| {
                let client = world.database.connect();
                async move {
                    tokio::spawn(write(client.await, seed * 104_729, Duration::from_secs(3))).await.unwrap()
                }
            })
            .collect();
    futures_util::future::join_all(racers).await;
    assert_sequenced(&world).await;
    stop.cancel();
    let mut overtaken = 0;
    for batcher in batchers {
        overtaken += batcher.await.unwrap().0;
    }
    assert!(overtaken > 0, "they never met, so nothing was tested");
}

/// Key of the sequencer's advisory lock, "spoolseq".
const LOCK: i64 = 0x7370_6f6f_6c73_6571;

/// Ends every session that holds the sequencer's lock.
async fn end_the_lock_holder(world: &World) -> i64 {
    world
        .number(&format!(
            "select count(pg_terminate_backend(pid)) from pg_locks
             where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
               and (classid::int8 << 32 | objid::int8) = {LOCK}"
        ))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn losing_the_lock_again_and_again_costs_nothing_but_time() {
    let world = World::new().await;
    let _one = world.sequence();
    let _other = world.sequence();
    let id = fresh();
    let mut ended = 0;
    for n in 1..=8u64 {
        for _ in 0..20 {
            world.count(id, 1).await;
        }
        eventually(|| async { world.log.head().await.unwrap().position.0 >= 20 * n }).await;
        ended += end_the_lock_holder(&world).await;
    }
    assert!(ended >= 4, "the lock was held by nobody: {ended}");
    world.count(id, 1).await;
    world.log_until(161).await;
    assert_sequenced(&world).await;
}

#[tokio::test]
async fn one_sequencer_holds_the_lock_and_the_other_stands_by() {
    let world = World::new().await;
    let _one = world.sequence();
    let _other = world.sequence();
    world.count(fresh(), 1).await;
    world.log_until(1).await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    let holders = world.number(&format!("select count(*) from pg_locks where granted and (classid::int8 << 32 | objid::int8) = {LOCK} and database = (select oid from pg_database where datname = current_database())")).await;
    assert_eq!(holders, 1);
}

#[tokio::test]
async fn a_process_that_does_not_sequence_tells_the_one_that_does() {
    let world = World::new().await;
    // The one that does is somebody else.
    let holder = world.client().await;
    holder.execute("select pg_advisory_lock($1)", &[&LOCK]).await.unwrap();
    let told = Arc::new(Mutex::new(0));
    let heard = Arc::clone(&told);
    let _listener =
        listen(&world.config(), &["appended"], move |_| *heard.lock().unwrap() += 1).await.unwrap();
    let _stand_by = world.sequence();
    eventually(|| async {
        world.count(fresh(), 1).await;
        *told.lock().unwrap() > 0
    })
    .await;
}

#[tokio::test]
async fn a_log_restored_into_another_cluster_is_looked_through_once_and_goes_on() {
    let world = World::new().await;
    let client = world.client().await;
    let shutdown = CancellationToken::new();
    let sequencer = Sequencer::start(world.config(), world.store.appended(), shutdown.clone());
    world.count(fresh(), 1).await;
    world.log_until(1).await;
    shutdown.cancel();
    sequencer.stopped().await;
    // Restored rows keep the transaction ids of a cluster that had counted much further; one of them
    // had no position yet when it was dumped.
    for transaction in ["99999999990", "99999999999"] {
        let insert = INSERT
            .replace("metadata)", "metadata, transaction_id)")
            .replace("'{}')", &format!("'{{}}', '{transaction}')"));
        client.execute(&insert, &[&fresh().to_string(), &1i64]).await.unwrap();
    }
    client
        .batch_execute(
            "update log_head set system_identifier = 7, seen = '99999999000:99999999999:99999999990'",
        )
        .await
        .unwrap();
    let _sequencer = world.sequence();
    world.log_until(3).await;
    let adopted = "select count(*) from log_head h, pg_control_system() c where h.system_identifier = c.system_identifier";
    eventually(|| async { world.number(adopted).await == 1 }).await;
    world.count(fresh(), 1).await;
    world.log_until(4).await;
    assert_sequenced(&world).await;
}

#[tokio::test]
async fn a_backlog_of_many_batches_is_worked_off() {
    let world = World::new().await;
    world
        .client()
        .await
        .batch_execute(
            "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
             select 'tally', md5((n % 100)::text)::uuid::text, n / 100 + 1, 'tally.counted', '1', '{\"type\": \"counted\", \"by\": 1}', '{}'
             from generate_series(0, 29999) n",
        )
        .await
        .unwrap();
    let _sequencer = world.sequence();
    world.log_until(30_000).await;
    assert_sequenced(&world).await;
}

#[tokio::test]
async fn metadata_of_any_kind_do_not_stop_the_log() {
    let world = World::new().await;
    let client = world.client().await;
    for (n, metadata) in
        [r#"{"owner_id": "nobody"}"#, r#"{"script_id": 7, "job_id": null}"#, "null", "[]", "7"]
            .iter()
            .enumerate()
    {
        let insert = INSERT.replace("'{}')", &format!("'{metadata}')"));
        client.execute(&insert, &[&format!("not a uuid {n}"), &1i64]).await.unwrap();
    }
    let _sequencer = world.sequence();
    eventually(|| async { world.log.head().await.unwrap().position == Position(5) }).await;
    assert_eq!(
        world.number("select count(*) from log where coalesce(owner_id, script_id, job_id) is null").await,
        5
    );
}

#[tokio::test]
async fn an_idle_sequencer_writes_nothing() {
    let world = World::new().await;
    let _sequencer = world.sequence();
    world.count(fresh(), 1).await;
    world.log_until(1).await;
    let version = "select xmin::text::int8 from log_head";
    let before = world.number(version).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(world.number(version).await, before);
}

#[tokio::test]
async fn readers_are_told_the_head_once_a_batch() {
    let world = World::new().await;
    let heads: Arc<Mutex<Vec<u64>>> = Arc::default();
    let heard = Arc::clone(&heads);
    let _listener =
        listen(&world.config(), &["log"], move |n| heard.lock().unwrap().push(n.payload().parse().unwrap()))
            .await
            .unwrap();
    let _sequencer = world.sequence();
    let many = TallyCommand::Count { by: 1, times: 1000 };
    world.store.execute::<Tally>(fresh(), many, &command()).await.unwrap();
    eventually(|| async { heads.lock().unwrap().last() == Some(&1000) }).await;
    assert_eq!(heads.lock().unwrap().len(), 1, "one statement, one batch, one notification");
}

#[tokio::test]
async fn it_ends_when_told_and_lets_another_go_on() {
    let world = World::new().await;
    let shutdown = CancellationToken::new();
    let sequencer = Sequencer::start(world.config(), world.store.appended(), shutdown.clone());
    count(&world.store, fresh(), 1).await.unwrap();
    world.log_until(1).await;
    shutdown.cancel();
    tokio::time::timeout(Duration::from_secs(30), sequencer.stopped()).await.expect("it did not end");
    let _next = world.sequence();
    count(&world.store, fresh(), 1).await.unwrap();
    world.log_until(2).await;
}
