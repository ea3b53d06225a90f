//! Following the log: from anywhere, exactly once, in order, whatever happens in between.

use crate::tally::{Tally, TallyCommand};
use crate::world::{Dice, World, command, count, eventually, fresh};
use domain::{AccountId, Position};
use event_store::sequencer::Batcher;
use event_store::{Batch, Filter, StoreError, Tail, edge};
use futures_util::{Stream, StreamExt};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A world with a sequencer and a follower.
struct Followed {
    tail: Tail,
    shutdown: CancellationToken,
    _sequencer: DropGuard,
    world: World,
}

impl Followed {
    async fn new() -> Self {
        let world = World::new().await;
        let shutdown = CancellationToken::new();
        let tail = Tail::start(world.log.clone(), world.config(), shutdown.clone()).await.unwrap();
        Self { tail, shutdown, _sequencer: world.sequence(), world }
    }

    async fn reaches(&self, position: u64) {
        let mut head = self.tail.head();
        let reached = head.wait_for(|head| head.0 >= position);
        tokio::time::timeout(Duration::from_mins(1), reached)
            .await
            .expect("the follower stands still")
            .unwrap();
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

/// Takes events up to the position `last`, with a pause after each batch.
async fn take(
    stream: impl Stream<Item = Result<Arc<Batch>, StoreError>>,
    last: u64,
    pause: Duration,
) -> Vec<u64> {
    let mut stream = pin!(stream);
    let mut positions: Vec<u64> = Vec::new();
    let all = async {
        while positions.last().is_none_or(|position| *position < last) {
            let batch = stream.next().await.expect("it goes on").unwrap();
            assert!(!batch.events.is_empty());
            positions.extend(batch.events.iter().map(|event| event.position.0));
            tokio::time::sleep(pause).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), all).await.expect("events are missing");
    positions
}

#[tokio::test(flavor = "multi_thread")]
async fn subscribers_who_join_anywhere_at_any_time_get_everything_after_it_once() {
    const LAST: u64 = 3_000;
    let followed = Followed::new().await;
    let writing = tokio::spawn({
        let (store, id) = (followed.world.store.clone(), fresh());
        async move {
            let mut dice = Dice(42);
            let mut written = 0;
            while written < LAST {
                let times = dice.below(20).min(LAST - written - 1) + 1;
                let many = TallyCommand::Count { by: 1, times: usize::try_from(times).unwrap() };
                store.execute::<Tally>(id, many, &command()).await.unwrap();
                written += times;
            }
        }
    });
    let mut dice = Dice(7);
    let mut subscribers = Vec::new();
    for _ in 0..60 {
        tokio::time::sleep(Duration::from_millis(dice.below(20))).await;
        let head = followed.tail.head().borrow().0;
        let after = dice.below(head + 1);
        let stream = followed.tail.subscribe(Position(after));
        let pause = Duration::from_millis(dice.below(4));
        subscribers.push(tokio::spawn(async move { (after, take(stream, LAST, pause).await) }));
    }
    writing.await.unwrap();
    for subscriber in subscribers {
        let (after, positions) = subscriber.await.unwrap();
        assert!(positions.iter().copied().eq(after + 1..=LAST), "after {after}: {positions:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_subscriber_falls_back_to_the_database_and_misses_nothing() {
    let followed = Followed::new().await;
    let slow = followed.tail.subscribe(Position(0));
    let slow = tokio::spawn(take(slow, 24_000, Duration::from_millis(100)));
    let id = fresh();
    // Three times what is kept in memory.
    for _ in 0..24 {
        let many = TallyCommand::Count { by: 1, times: 1_000 };
        followed.world.store.execute::<Tally>(id, many, &command()).await.unwrap();
    }
    followed.reaches(24_000).await;
    assert!(slow.await.unwrap().into_iter().eq(1..=24_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscriber_to_a_part_gets_that_part_from_history_and_live() {
    let followed = Followed::new().await;
    let owners = [AccountId(edge::fresh_id()), AccountId(edge::fresh_id())];
    let open = |n: usize| {
        let store = followed.world.store.clone();
        let open = TallyCommand::Open { owner: owners[n % 2], script: None, job: None };
        async move { store.execute::<Tally>(fresh(), open, &command()).await.unwrap() }
    };
    for n in 0..500 {
        open(n).await;
    }
    followed.reaches(500).await;
    // More than a page behind, some behind, at the end.
    let subscribers = [0, 3, 498, 500].map(|after| {
        let stream = followed.tail.subscribe_to(Position(after), Filter::Owner(owners[1]));
        tokio::spawn(async move { (after, take(stream, 1000, Duration::ZERO).await) })
    });
    for n in 500..1000 {
        open(n).await;
    }
    for subscriber in subscribers {
        let (after, positions) = subscriber.await.unwrap();
        assert!(positions.into_iter().eq((after + 1..=1000).filter(|n| n % 2 == 0)), "after {after}");
    }
}

#[tokio::test]
async fn a_writer_can_wait_for_its_own_event_to_be_readable() {
    let followed = Followed::new().await;
    for n in 1..=20 {
        let committed = followed.world.count(fresh(), 1).await;
        let id = committed.last_event_id.unwrap();
        let position = followed.tail.wait_for(id, Duration::from_secs(30)).await.unwrap();
        assert_eq!(position, Some(Position(n)));
        assert!(*followed.tail.head().borrow() >= Position(n));
        assert_eq!(followed.tail.position_of(id).await.unwrap(), position);
    }
    let never = followed.tail.wait_for(i64::MAX, Duration::from_millis(50)).await.unwrap();
    assert_eq!(never, None);
    // One from before this follower's time.
    let later = CancellationToken::new();
    let tail = Tail::start(followed.world.log.clone(), followed.world.config(), later.clone()).await.unwrap();
    assert_eq!(tail.wait_for(1, Duration::from_secs(30)).await.unwrap(), Some(Position(1)));
    later.cancel();
}

#[tokio::test(flavor = "multi_thread")]
async fn losing_the_listening_connection_loses_no_event() {
    let followed = Followed::new().await;
    let stream = followed.tail.subscribe(Position(0));
    let subscriber = tokio::spawn(take(stream, 200, Duration::ZERO));
    let mut killed = 0;
    for n in 0..200 {
        followed.world.count(fresh(), 1).await;
        if n % 20 == 0 {
            let kill = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where datname = current_database() and query ~ '^ *listen log'";
            killed += followed.world.number(kill).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    assert!(subscriber.await.unwrap().into_iter().eq(1..=200));
    assert!(killed >= 2, "nothing was killed");
}

#[tokio::test]
async fn subscriptions_end_with_the_follower() {
    let followed = Followed::new().await;
    followed.world.count(fresh(), 1).await;
    let mut stream = Box::pin(followed.tail.subscribe(Position(0)));
    assert_eq!(stream.next().await.unwrap().unwrap().last(), Position(1));
    followed.shutdown.cancel();
    let end = tokio::time::timeout(Duration::from_secs(30), stream.next()).await.expect("it did not end");
    assert!(end.is_none());
}

#[tokio::test]
async fn an_event_that_cannot_be_read_stops_those_who_need_it_and_nobody_else() {
    let followed = Followed::new().await;
    let (world, tail) = (&followed.world, &followed.tail);
    let owner = AccountId(edge::fresh_id());
    let open = || TallyCommand::Open { owner, script: None, job: None };
    world.store.execute::<Tally>(fresh(), open(), &command()).await.unwrap();
    followed.reaches(1).await;
    let mut all = Box::pin(tail.subscribe(Position(0)));
    let mut part = Box::pin(tail.subscribe_to(Position(0), Filter::Owner(owner)));
    let insert = "insert into events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
                  values ('tally', 'not a uuid', 1, 'tally.counted', '1', '{}', '{}')";
    world.client().await.batch_execute(insert).await.unwrap();
    followed.reaches(2).await;
    world.store.execute::<Tally>(fresh(), open(), &command()).await.unwrap();
    followed.reaches(3).await;
    assert_eq!(all.next().await.unwrap().unwrap().last(), Position(1));
    let error = all.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, StoreError::Corrupt { place, .. } if place == "event 2"), "{error}");
    assert!(all.next().await.is_none());
    let batch = part.next().await.unwrap().unwrap();
    assert!(batch.events.iter().map(|event| event.position.0).eq([1, 3]));
    let mut later = Box::pin(tail.subscribe(Position(2)));
    assert_eq!(later.next().await.unwrap().unwrap().last(), Position(3));
}

#[tokio::test]
async fn a_follower_needs_no_notifications() {
    let world = World::new().await;
    let shutdown = CancellationToken::new();
    let tail = Tail::start(world.log.clone(), world.config(), shutdown.clone()).await.unwrap();
    // Sequenced by hand, so nobody notifies anybody.
    let mut batcher = Batcher::open(world.client().await).await.unwrap();
    count(&world.store, fresh(), 1).await.unwrap();
    batcher.step().await.unwrap();
    eventually(|| async { *tail.head().borrow() == Position(1) }).await;
    shutdown.cancel();
}
